"""Five layouts of one truth give the one table that a count by hand gives; what is doubtful is asked, and nothing else."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from app.form.schema import Cell
from app.ledger.count import Count, count
from app.ledger.reading.requests import read_ledger
from app.model.report import Report
from app.model.totals import equations
from tests.ledger.layouts import LAYOUTS, YEAR, asked, expected, number_in, sheets, truths

AS_OF = datetime.date(2026, 1, 20)


def counted(layout: str, seed: int) -> Count:
    ledger = read_ledger(sheets(LAYOUTS[layout](truths(seed))), "台账.xlsx", YEAR)
    return count(ledger.requests, YEAR, AS_OF)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_a_ledger_of_300_requests(layout: str, seed: int) -> None:
    made = truths(seed)
    found = counted(layout, seed)
    assert {number_in(ask.request.id) for ask in found.asks} == asked(made)
    table = {(cell.row, cell.column): int(figure) for cell, figure in found.figures.items() if figure}
    assert table == dict(expected(made))
    for cell, ids in found.requests_of.items():
        assert found.figures[cell] == len(ids) == len(set(ids))


def test_the_relations_hold() -> None:
    found = counted("town", 1)
    report = Report("2021", year=YEAR, figures=found.figures)
    for equation in equations(report.form.table("applications")):
        left, right = (sum((report.figures[cell] for cell in side), Decimal(0)) for side in equation[1:])
        assert left == right
    assert found.figures[Cell("applications", "received", "total")] > 100
