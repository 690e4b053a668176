"""How the inputs of the fuzz are shared out and counted, and where what is found is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.where import ROOT

FOUND = ROOT / ".work" / "fuzz" / "found"
MANY = 100_000
SHARES = {
    **{"word": 14, "sheet": 14, "xls": 11, "page": 12, "open": 9, "text": 8, "rtf": 4, "pdf": 3, "mht": 2, "doc": 1},
    **{"clipboard": 5, "draft": 6, "journal": 3, "home": 3, "county": 3, "ledger": 6},
}
"""Of a hundred and four inputs: more where reading is quick and has many branches."""
AT_ONCE = 1_000  # inputs of one process: what a library leaks does not add up


@dataclass
class Tally:
    """`wrong`: faults found; `stopped`: inputs that only the bounds of the program's child stop; `seconds`: of the processor; `slowest`, `largest`: of one input, seconds and megabytes beyond what

    was held before, in a process led by coverage; `processes`: that read them.
    """

    inputs: int = 0
    wrong: int = 0
    stopped: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    largest: int = 0
    processes: int = 1

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, file: Path) -> Tally:
        return cls(**json.loads(file.read_text())) if file.exists() else cls()

    def __add__(self, more: Tally) -> Tally:
        return Tally(
            self.inputs + more.inputs,
            self.wrong + more.wrong,
            self.stopped + more.stopped,
            self.seconds + more.seconds,
            max(self.slowest, more.slowest),
            max(self.largest, more.largest),
            self.processes + more.processes,
        )

    def __str__(self) -> str:
        return (
            f"{self.inputs:>7} inputs{self.wrong:>4} wrong{self.stopped:>4} stopped{self.seconds:>8.0f} s{self.seconds / max(self.inputs, 1) * 1000:>7.1f}"
            f" ms each, slowest {self.slowest:>5.2f} s, largest {self.largest:>4} MB,{self.processes:>4} processes"
        )


def shares(many: int, targets: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(target, seed, how many) of each process, the targets by turns."""
    whole = sum(SHARES[target] for target in targets)
    left = {target: -(-many * SHARES[target] // whole) for target in targets}
    for seed in range(1, many + 2):
        if not any(number > 0 for number in left.values()):
            return
        for target in [target for target in targets if left[target] > 0]:
            yield target, seed, min(left[target], AT_ONCE)
            left[target] -= AT_ONCE


def keep(target: str, file: Path, why: str) -> None:
    FOUND.mkdir(parents=True, exist_ok=True)
    if file.exists():
        kept = FOUND / f"{target}-{time.time_ns():x}"
        kept.write_bytes(file.read_bytes())
        kept.with_suffix(".txt").write_text(why + "\n", encoding="utf-8")
