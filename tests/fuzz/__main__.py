"""Gives at least so many inputs to all readers: `python -m tests.fuzz [HOW MANY] [TARGET…]`; `build/test --fuzz` calls it.

Led by coverage where atheris can be imported, else by chance with fixed seeds; told at the beginning. Each target runs in
processes of its own, as many at once as this one may use processors. An input that raises what it must not, or that read alone takes
more than ten seconds of processor time or 500 MB, is kept in .work/fuzz/found and named; so is one that does so but is stopped by the
bounds of the program's child, which is no fault. With faults the end is 1, and comes only after the last input. Each share is told as it ends, the whole at the end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

from tests.fuzz.cost import verdict
from tests.fuzz.shares import FOUND, MANY, SHARES, Tally, keep, shares
from tests.where import ROOT


def run(share: tuple[str, int, int]) -> tuple[str, Tally]:
    """The target and what came of it."""
    target, seed, many = share
    folder = ROOT / ".work" / "fuzz" / f"{target}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    whole = Tally(processes=0)
    while whole.inputs < many:
        log = folder / "log"
        command = [
            sys.executable,
            "-P",
            "-m",
            "tests.fuzz.worker",
            target,
            str(seed + 1000 * whole.processes),
            str(many - whole.inputs),
            str(folder),
        ]
        with log.open("wb") as out:
            ended = subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False).returncode
        tally = Tally.read(folder / "count")
        whole += tally
        if ended and whole.inputs < many:  # killed by an input, which lies in the folder
            why, stopped = verdict(target, folder / "now")
            whole.stopped += stopped
            whole.wrong += not stopped
            keep(target, folder / "now", f"ended with {ended}\n{why}")
        if not tally.inputs:
            print(f"  {target}: ended with {ended} before the first input, see {log.relative_to(ROOT)}", flush=True)
            whole.wrong += not ended
            break
    print(f"    {target:<10}{seed:>3} {whole}", flush=True)
    return target, whole


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
    totals = {target: Tally(processes=0) for target in targets}
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for target, tally in pool.map(run, shares(many, targets)):
            totals[target] += tally
    for target, tally in totals.items():
        print(f"  {target:<10}    {tally}")
    whole = sum(totals.values(), Tally(processes=0))
    print(f"  {'all':<10}    {whole}")
    print(f"fuzz: {whole.inputs} inputs in {(time.monotonic() - begin) / 60:.0f} min, {whole.wrong} wrong", flush=True)
    for each in sorted(set(FOUND.glob("*.txt")) - before):
        print(f"  {each.relative_to(ROOT)}: {each.read_text(encoding='utf-8').strip().splitlines()[-1][:160]}")
    return 1 if whole.wrong or whole.inputs < many else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
