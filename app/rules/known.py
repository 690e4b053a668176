"""Which of several repairs of a table goes first: what the ledger, last year's report and the text say, and what was typed last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.form.schema import Cell
from app.model.beside.comparison import CARRIED_IN, CARRIED_OUT
from app.model.figures import digits
from app.rules.case import Case
from app.rules.localise import Repair
from app.rules.wording.evidence import contradictions

_LEAST_LEAP = 20  # more than last year's figure, and three times it: no such office has grown so
_LEAP = 3


class _Weight(NamedTuple):
    """What speaks for and against a repair, the weightiest first; the least goes first."""

    ledger: int  # -1: the ledger has just these figures
    last_year: int  # -1: 上年结转 becomes what last year's report hands on; 1: it was that, and is changed
    others: int  # statements of the text, figures of the ledger that it contradicts, sizes that this organ never had
    text: int
    typed: int  # 0: it changes the cell edited last


class Ranking(NamedTuple):
    """`repairs`: the best first. `why`: what the first agrees with and not every one does; "" where nothing tells."""

    repairs: list[Repair]
    why: str


def ranked(case: Case, repairs: Sequence[Repair], most: int) -> Ranking:
    """`repairs` come as people mistype; the first `most` of them are weighed. A slip in the table is seldom elsewhere as well."""
    if len(repairs) < 2:
        return Ranking(list(repairs), "")
    weighed = list(repairs[:most])
    said = contradictions(case.report, weighed)
    weights = [_weight(case, repair, against) for repair, against in zip(weighed, said, strict=True)]
    order = sorted(range(len(weighed)), key=weights.__getitem__)
    first, every = weights[order[0]], [weights[n] for n in order]
    return Ranking([*(weighed[n] for n in order), *repairs[most:]], _why(first, every))


def _weight(case: Case, repair: Repair, text: int) -> _Weight:
    against_ledger, borne_out = _ledger(case, repair)
    chain = _chain(case, repair)
    leaps = sum(_leaps(case, cell, value) for cell, value in repair.items())
    typed = 0 if case.edited in repair else 1
    return _Weight(-1 if borne_out else 0, min(chain, 0), max(chain, 0) + against_ledger + leaps + text, text, typed)


def _why(first: _Weight, every: Sequence[_Weight]) -> str:
    if first.ledger < every[-1].ledger:
        return "这样与申请台账相符"
    if first.last_year < every[-1].last_year:
        return "这样上年结转与去年的年报相符"
    if first.text == 0 < max(each.text for each in every):
        return "这样与文字里写的数相符"
    return "最后填的是这一格" if first.typed < max(each.typed for each in every) else ""


def _ledger(case: Case, repair: Repair) -> tuple[int, bool]:
    """How many of its cells hold what the ledger says and would not any more; whether the ledger says all its figures."""
    kept = case.report.ledger.figures
    if not kept:
        return 0, False
    against = sum(kept.get(str(cell)) == digits(case.report.figures[cell]) for cell in repair)
    return against, all(kept.get(str(cell)) == str(value) for cell, value in repair.items())


def _chain(case: Case, repair: Repair) -> int:
    """上年结转 against last year's report: 1 for each that it bears out and the repair changes, -1 for each that it mends."""
    if case.last_year is None:
        return 0
    found = 0
    for cell, value in repair.items():
        then = case.last_year.figure(Cell(cell.table, CARRIED_OUT, cell.column)) if cell.row == CARRIED_IN else None
        if then is not None:
            found += (then == case.report.figures[cell]) - (then == value)
    return found


def _leaps(case: Case, cell: Cell, value: int) -> bool:
    """Whether the figure would be of a size that this organ's last year does not know, and is not of it now."""
    then = case.last_year.figure(cell) if case.last_year is not None else None
    if then is None or value <= case.report.figures[cell]:
        return False
    return value - then >= _LEAST_LEAP and value > _LEAP * then
