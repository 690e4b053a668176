"""This year's figures beside last year's, where the two mean the same."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from app.form.schema import Cell
from app.model.report import Report

CARRIED_IN, CARRIED_OUT = "carried_in", "carried_out"


class Compared(NamedTuple):
    """One figure of both years; `then` or `now` is None where that year has a blank."""

    cell: Cell
    then: Decimal | None
    now: Decimal | None

    @property
    def change(self) -> Decimal | None:
        return None if self.then is None or self.now is None else self.now - self.then

    @property
    def percent(self) -> Decimal | None:
        """The change in percent of last year's figure, one decimal; None where that cannot be said (from 0 or a blank)."""
        if self.change is None or not self.then:
            return None
        return (self.change * 100 / abs(self.then)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def compared(report: Report) -> list[Compared]:
    """Every figure that both years' forms have, in printed order; nothing without a last year."""
    previous = report.previous
    if previous is None:
        return []
    return [
        Compared(cell, previous.figure(cell), report.figure(cell))
        for cell in report.form.cells
        if previous.form.has(cell)
    ]


def not_comparable(report: Report) -> str:
    """Which rows last year's form counted otherwise, in one sentence; empty when none (or no last year)."""
    previous = report.previous
    if previous is None:
        return ""
    tables: list[str] = []
    for table in report.form.tables:
        rows = dict.fromkeys(cell.row for cell in table.cells)
        lost = [
            row
            for row in rows
            if not any(previous.form.has(Cell(table.key, row, c.key)) for c in table.columns_of(row))
        ]
        if lost:
            tables.append(f"{table.short}的{'、'.join(f'“{table.row_name(row)}”' for row in lost)}")
    if not tables:
        return ""
    return f"{previous.year}年的年报是另一种表样：{'，'.join(tables)}统计口径不同，没有可以对照的数；其余照常对照。"


def carried(report: Report, cell: Cell) -> bool:
    """Whether a figure of 上年结转 is still the one that last year's report hands on."""
    previous = report.previous
    if previous is None or previous.year != report.year - 1 or (cell.table, cell.row) != ("applications", CARRIED_IN):
        return False
    handed_on = previous.figure(Cell(cell.table, CARRIED_OUT, cell.column))
    return handed_on is not None and handed_on == report.figure(cell)
