"""Gives at least so many inputs to all readers: `python -m tests.fuzz [HOW MANY] [TARGET…]`; `build/test --fuzz` calls it.

Led by coverage where atheris can be imported, else by chance with fixed seeds; told at the beginning. Each target runs in
processes of its own, as many at once as the computer has processors. An input that raises what it must not, takes more than ten
seconds of processor time, or takes the process above its memory is kept in .work/fuzz/found and named; the end is then 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

from tests.fuzz.shares import FOUND, MANY, SHARES, keep, shares
from tests.where import ROOT


def run(share: tuple[str, int, int]) -> tuple[str, int, int, float]:
    """(target, how many inputs were read, how many were found wrong, seconds of the processor)."""
    target, seed, many = share
    folder = ROOT / ".work" / "fuzz" / f"{target}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    done = wrong = 0
    spent = 0.0
    while done < many:
        log = folder / "log"
        command = [
            sys.executable,
            "-P",
            "-m",
            "tests.fuzz.worker",
            target,
            str(seed + 1000 * wrong),
            str(many - done),
            str(folder),
        ]
        with log.open("wb") as out:
            ended = subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False).returncode
        said = (folder / "count").read_text().split() if (folder / "count").exists() else ["0", "0", "0"]
        done, wrong, spent = done + int(said[0]), wrong + int(said[1]), spent + float(said[2])
        if int(said[0]) == 0 and ended:
            print(f"  {target}: ended with {ended} before the first input, see {log.relative_to(ROOT)}", flush=True)
            return target, done, wrong + 1, spent
        if ended and done < many:  # killed by an input, which lies in the folder
            wrong += 1
            keep(target, folder / "now", f"ended with {ended}")
    return target, done, wrong, spent


def main(arguments: Sequence[str]) -> int:
    many = int(arguments[0]) if arguments and arguments[0].isdecimal() else MANY
    targets = [each for each in arguments if each in SHARES] or list(SHARES)
    if unknown := [each for each in arguments if not each.isdecimal() and each not in SHARES]:
        sys.exit(f"There is no target {unknown[0]}, only {', '.join(SHARES)}.")
    led = find_spec("atheris") is not None
    print(
        f"fuzz: {many} inputs, {'led by coverage (atheris)' if led else 'by chance: atheris is not installed'}",
        flush=True,
    )
    begin, before = time.monotonic(), set(FOUND.glob("*.txt"))
    totals: dict[str, list[float]] = {target: [0, 0, 0.0] for target in targets}
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for target, *counted in pool.map(run, shares(many, targets)):
            totals[target] = [one + more for one, more in zip(totals[target], counted, strict=True)]
    for target, (done, wrong, spent) in totals.items():
        print(
            f"  {target:<10}{done:>8.0f} inputs{spent:>8.0f} s{spent / max(done, 1) * 1000:>7.1f} ms each{wrong:>5.0f} wrong"
        )
    done, wrong = (sum(total[n] for total in totals.values()) for n in (0, 1))
    print(f"fuzz: {done:.0f} inputs in {(time.monotonic() - begin) / 60:.0f} min, {wrong:.0f} wrong", flush=True)
    for each in sorted(set(FOUND.glob("*.txt")) - before):
        print(f"  {each.relative_to(ROOT)}: {each.read_text(encoding='utf-8').strip().splitlines()[-1][:160]}")
    return 1 if wrong or done < many else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
