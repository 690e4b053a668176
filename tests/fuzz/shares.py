"""How the inputs of the fuzz are shared out, and where what is found is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
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
