"""自动合计 and the state of a relation: blank, 暂计, impossible, true."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.form.schema import Cell
from app.model.totals import balance, computed, equations, fill_totals, provisional, typed_cells
from tests.reports import balanced, blank


def at(row: str, column: str = "natural_person") -> Cell:
    return Cell("applications", row, column)


def equation(report, id: str, cell: Cell):
    return next(
        e for e in equations(report.form.table(cell.table)) if e.relation.id == id and cell in (*e.left, *e.right)
    )


def test_a_total_is_blank_while_nothing_is_filled():
    report = fill_totals(replace(blank(), auto_totals=True))
    assert not report.figures


def test_a_total_is_the_sum_of_what_is_filled_and_provisional_until_all_is():
    report = fill_totals(replace(blank(), auto_totals=True).with_figures({at("received"): Decimal(3)}))
    total = at("received", "total")
    assert report.figures[total] == 3
    assert total in provisional(report)
    rest = {at("received", c.key): Decimal(0) for c in report.form.table("applications").columns_of("received")[1:-1]}
    report = fill_totals(report.with_figures(rest))
    assert report.figures[total] == 3
    assert total not in provisional(report)


def test_emptying_the_last_addend_empties_the_total():
    report = fill_totals(replace(blank(), auto_totals=True).with_figures({at("received"): Decimal(3)}))
    assert not fill_totals(report.with_figures({at("received"): None})).figures


def test_without_automatic_totals_nothing_is_filled_and_nothing_is_provisional():
    report = blank().with_figures({at("received"): Decimal(3)})
    assert fill_totals(report) is report
    assert not provisional(report)


def test_filling_a_balanced_report_changes_nothing():
    for seed in range(20):
        report = replace(balanced(seed), auto_totals=True)
        assert fill_totals(report).figures == report.figures


def test_a_clerk_types_166_figures():
    report = replace(blank("2021"), auto_totals=True)
    assert len(typed_cells(report)) == 166
    assert len(typed_cells(replace(report, auto_totals=False))) == 200
    assert len(computed(report.form)) == 34


def test_a_relation_with_a_blank_is_unfinished():
    report = blank().with_figures(
        {at("received"): Decimal(5), at("carried_in"): Decimal(1), at("processed_total"): Decimal(4)}
    )
    weighed = balance(report, equation(report, "F301", at("received")), provisional(report))
    assert not weighed.finished and not weighed.broken


def test_what_already_exceeds_is_broken_though_unfinished():
    report = blank().with_figures(
        {at("received"): Decimal(5), at("carried_in"): Decimal(1), at("processed_total"): Decimal(7)}
    )
    weighed = balance(report, equation(report, "F301", at("received")), provisional(report))
    assert not weighed.finished and weighed.broken


def test_a_provisional_total_finishes_nothing():
    report = fill_totals(
        replace(blank(), auto_totals=True).with_figures(
            {
                at("received"): Decimal(5),
                at("carried_in"): Decimal(0),
                at("granted"): Decimal(2),
                at("carried_out"): Decimal(0),
            }
        )
    )
    weighed = balance(report, equation(report, "F301", at("received")), provisional(report))
    assert (weighed.left, weighed.right, weighed.finished, weighed.broken) == (5, 2, False, False)
