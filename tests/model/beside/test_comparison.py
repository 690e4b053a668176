"""This year beside last year: only what means the same, never a percentage of nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.acts import attach_last_year, new_from_last_year
from app.form.schema import Cell
from app.model.beside.comparison import Compared, carried, compared, not_comparable
from tests.reports import blank

CELL = Cell("disclosure", "penalties", "decisions")


@pytest.mark.parametrize(
    ("then", "now", "change", "percent"),
    [("8", "12", "4", "50.0"), ("12", "8", "-4", "-33.3"), ("0", "5", "5", None), ("3", "3", "0", "0.0")],
)
def test_change_and_percent(then: str, now: str, change: str, percent: str | None) -> None:
    each = Compared(CELL, Decimal(then), Decimal(now))
    assert each.change == Decimal(change)
    assert each.percent == (None if percent is None else Decimal(percent))


def test_a_blank_is_no_change() -> None:
    each = Compared(CELL, None, Decimal(5))
    assert each.change is None and each.percent is None


def test_editions_that_count_otherwise_are_named_and_left_out() -> None:
    old = blank(year=2020)
    report = attach_last_year(blank(year=2021), old)
    cells = {each.cell for each in compared(report)}
    assert CELL in cells and Cell("disclosure", "regulations", "issued") not in cells
    said = not_comparable(report)
    assert said.startswith("2020年的年报是另一种表样") and "规章" in said and "（六）1.逾期不补正" in said
    assert not_comparable(attach_last_year(blank(year=2025), blank(year=2024))) == ""


def test_carried_until_changed_and_only_from_the_year_before() -> None:
    out, came = (Cell("applications", row, "natural_person") for row in ("carried_out", "carried_in"))
    last = blank(year=2024).with_figures({out: Decimal(3)})
    report = new_from_last_year(last, 2025)
    assert carried(report, came) and not carried(report.with_figures({came: Decimal(4)}), came)
    older = new_from_last_year(replace(last, year=2022), 2025)
    assert older.figure(came) is None and older.previous is not None
