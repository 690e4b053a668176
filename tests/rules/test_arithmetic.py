"""Which figure is wrong: one fault is one finding, named when it can be known, told as a tie when not."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from app.form.schema import Cell
from app.model.totals import fill_totals, typed_cells
from app.rules import Case, check
from tests.reports import balanced, blank


def faults(report):
    return [f for f in check(Case(report)) if f.rule.startswith("F")]


def at(row: str, column: str = "natural_person", table: str = "applications") -> Cell:
    return Cell(table, row, column)


def mistyped(report, cells, chance):
    """The report with each of these cells holding another figure."""
    return report.with_figures(
        {c: Decimal(chance.choice([n for n in range(60) if n != report.figures[c]])) for c in cells}
    )


@pytest.mark.parametrize(("wrong", "least"), [(1, 40), (2, 38), (3, 37)])
def test_wrong_figures_of_a_typed_table_are_named(wrong, least):
    chance, exact = random.Random(wrong), 0
    for seed in range(40):
        true = balanced(seed)
        cells = chance.sample([c for c in true.form.cells if c.table == "applications"], wrong)
        findings = faults(mistyped(true, cells, chance))
        named = {cell: value for f in findings if f.fix for cell, value in f.fix.items()}
        exact += named == {c: str(true.figures[c]) for c in cells}
    assert exact >= least


def test_one_wrong_figure_is_one_finding_that_explains_all_it_breaks():
    true = balanced(5)
    (finding,) = faults(true.with_figures({at("granted"): true.figures[at("granted")] + 10}))
    assert finding.correct == (at("granted"),)
    assert finding.fix == {at("granted"): str(true.figures[at("granted")])}
    assert set(finding.explains) == {"F302", "F303"} and finding.rule == "F302"
    assert "应为" in finding.message and "现为" in finding.message and "相差 10" in finding.message


def test_unrelated_faults_are_separate_findings():
    true = balanced(7)
    wrong = true.with_figures(
        {at("granted"): true.figures[at("granted")] + 3, at("not_processed_repeated", "business"): Decimal(57)}
    )
    assert sorted(f.correct[0] for f in faults(wrong)) == sorted(
        [at("granted"), at("not_processed_repeated", "business")]
    )


def test_with_automatic_totals_only_typed_cells_are_suspects_and_a_tie_is_told():
    true = replace(balanced(3), auto_totals=True)
    wrong = fill_totals(true.with_figures({at("granted"): true.figures[at("granted")] + 1}))
    (finding,) = faults(wrong)
    assert finding.rule == "F301" and finding.correct == () and finding.fix is None
    suspects = {cell for candidate in finding.candidates for cell in candidate}
    assert at("granted") in suspects and suspects <= set(typed_cells(wrong))
    assert all(cell.column == "natural_person" for cell in suspects)


def test_a_tie_is_ranked_by_how_people_mistype():
    report = replace(blank(), auto_totals=True)
    zeros = {c: Decimal(0) for c in typed_cells(report)}
    true = fill_totals(report.with_figures({**zeros, at("received"): Decimal(72), at("granted"): Decimal(72)}))
    (finding,) = faults(fill_totals(true.with_figures({at("granted"): Decimal(27)})))
    assert dict(finding.candidates[0]) in ({at("granted"): "72"}, {at("received"): "27"})


def group(*figures: int):
    """A report whose 行政复议 reads so: upheld, corrected, other, pending, total."""
    columns = ("upheld", "corrected", "other", "pending", "total")
    return balanced(2).with_figures(
        {at("reconsideration", c, "disputes"): Decimal(n) for c, n in zip(columns, figures, strict=True)}
    )


def test_a_group_of_table_four_with_a_total_of_zero_can_only_be_mended_there():
    (finding,) = faults(group(10, 1, 0, 0, 0))
    assert finding.rule == "F401" and finding.fix == {at("reconsideration", "total", "disputes"): "11"}
    assert finding.numbers == {"left": "0", "right": "11", "difference": "11"}


def test_a_group_of_table_four_is_otherwise_a_tie():
    (finding,) = faults(group(2, 1, 0, 0, 4))
    assert finding.fix is None and finding.correct == () and len(finding.candidates) == 5


def test_a_total_left_at_zero_is_the_first_suspect():
    (finding,) = faults(group(5, 0, 0, 0, 0))
    assert finding.candidates[0] == {at("reconsideration", "total", "disputes"): "5"}


def test_no_correction_is_negative():
    chance = random.Random(11)
    for seed in range(30):
        true = balanced(seed)
        cells = chance.sample([c for c in true.form.cells if c.table != "disclosure"], 2)
        for finding in faults(mistyped(true, cells, chance)):
            assert all(int(value) >= 0 for candidate in finding.candidates for value in candidate.values())


def test_an_unfinished_report_is_not_wrong():
    true = balanced(4)
    blanks = [
        at("processed_total"),
        *(at(row.key) for row in true.form.table("applications").rows if "refused" in row.key),
    ]
    report = true.with_figures({cell: None for cell in blanks})
    assert not faults(report)


def test_what_already_exceeds_is_wrong_at_once():
    report = blank().with_figures({at("received", "total"): Decimal(3), at("received"): Decimal(5)})
    (finding,) = faults(report)
    assert finding.rule == "F303" and "超出" in finding.message and finding.fix is None


def test_provisional_totals_raise_nothing():
    report = replace(blank(), auto_totals=True).with_figures(
        {at("received"): Decimal(5), at("carried_out"): Decimal(1)}
    )
    assert not faults(fill_totals(report))


def test_a_stored_total_that_is_not_the_sum_is_seen_in_check_even_with_automatic_totals():
    true = replace(balanced(6), auto_totals=True)
    total = at("received", "total")
    findings = faults(true.with_figures({total: true.figures[total] + 2}))
    assert any("F303" in f.explains for f in findings)


def test_two_hundred_wrong_figures_are_still_told():
    chance = random.Random(1)
    true = balanced(1)
    findings = faults(mistyped(true, [c for c in true.form.cells if c.table == "applications"], chance))
    assert findings and all(f.fix is None for f in findings)


@pytest.mark.parametrize("way", [1, -1])
def test_a_row_pasted_one_column_off_with_its_total_is_one_finding(way):
    true = balanced(3)
    row = [at("granted", column.key) for column in true.form.table("applications").columns_of("granted")]
    figures = [Decimal(2 + 3 * n) for n in range(6)]
    for cell, figure in zip(row, figures, strict=False):
        moved = figure - true.figures[cell]
        for other in (cell, at("processed_total", cell.column), at("received", cell.column)):
            true = true.with_figures({other: true.figures[other] + moved})
    true = fill_totals(replace(true, auto_totals=True))
    true = replace(true, auto_totals=False)
    assert not faults(true)
    now = [true.figures[cell] for cell in row]
    shifted = [Decimal(0), *now[:-1]] if way == 1 else [*now[1:], Decimal(0)]
    (finding,) = faults(true.with_figures(dict(zip(row, shifted, strict=True))))
    assert "填错了一列" in finding.message
    assert finding.fix == {cell: str(was) for cell, was, typed in zip(row, now, shifted, strict=True) if was != typed}
