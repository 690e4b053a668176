"""What one input costs: seconds of the processor, and the memory it takes beyond what was held before; alone, when it seems too much.

`python -m tests.fuzz.cost TARGET FILE` reads one input in a process of its own, which nothing was read in before and which is not
led by coverage, and prints the seconds and the megabytes of the whole process. `… door`: reads it as the program does, in its
child, and prints those of the child.
"""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.documents.read import pool
from app.model.files import FileProblem
from tests.fuzz import targets
from tests.where import ROOT

SECONDS = 10  # of the processor, for one input
MEGABYTES = 500  # of a process that reads one input and nothing else
_LONGEST, _LARGEST = 60, 4000  # seconds, megabytes: whatever takes more is ended


class Cost(NamedTuple):
    """`megabytes`: at most, beyond what was held before."""

    seconds: float
    megabytes: int


SUSPECT = Cost(8.0, 250)
"""What more than this is tried alone: the signal that ends an input comes a little early; the readers themselves take memory too, and
what lies free in an older process hides some."""


def held() -> int:
    """Megabytes of this process now."""
    return _status("VmRSS")


def costing(act: Callable[[], object]) -> Cost:
    """Do it."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, begin = held(), time.process_time()
    act()
    return Cost(time.process_time() - begin, max(0, _status("VmHWM") - before))


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) // 1024


class Verdict(NamedTuple):
    """`why`: what an input takes too much of when it is read alone, "" when nothing; `stopped`: the bounds of the program's child

    stop it, so that whoever reads such a file has a sentence in good time.
    """

    why: str
    stopped: bool


def verdict(target: str, file: Path) -> Verdict:
    why = _too_much("alone", target, str(file))
    if not why or target not in targets.DOORS:
        return Verdict(why, stopped=False)
    behind = _too_much("in the program", target, str(file), "door")
    return Verdict(f"{why}\n{behind or 'the program has an answer'}", not behind)


def _too_much(how: str, *asked: str) -> str:
    command = [sys.executable, "-P", "-m", "tests.fuzz.cost", *asked]
    here = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=ROOT, env=here, capture_output=True, text=True, check=False)
    if ended.returncode:
        said = ended.stderr.strip().splitlines()[-1:] or [""]
        return f"{how}: ended with {ended.returncode} {said[0]}"
    seconds, megabytes = ended.stdout.split()
    return f"{how}: {seconds} s, {megabytes} MB" if float(seconds) > SECONDS or int(megabytes) > MEGABYTES else ""


def main() -> None:
    target, data, door = sys.argv[1], Path(sys.argv[2]).read_bytes(), sys.argv[3:] == ["door"]
    if door:
        with contextlib.suppress(FileProblem):
            targets.DOORS[target](data)
        pool.shared.close()
    else:
        resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
        resource.setrlimit(resource.RLIMIT_DATA, (_LARGEST << 20, _LARGEST << 20))
        with tempfile.TemporaryDirectory() as tempfile.tempdir:
            targets.call(target, data)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN if door else resource.RUSAGE_SELF)
    largest = spent.ru_maxrss // 1024 if door else _status("VmHWM")  # the system counts as ours what our parent held
    print(f"{spent.ru_utime + spent.ru_stime:.2f} {largest}")


if __name__ == "__main__":
    main()
