"""Which figure is wrong: one fault is one finding, named when it can be known, told as a tie when not."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from app.form.schema import Cell
from app.model.finding import Level
from app.model.totals import fill_totals, typed_cells
from app.rules import Case, check
from tests.reports import balanced, blank, filled


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


def test_what_follows_from_a_figure_that_is_mended_is_not_told_beside_it():
    true = balanced(5)
    blank_beside = at("granted_in_part")
    wrong = true.with_figures({at("granted"): true.figures[at("granted")] + 40, at("granted", "business"): None})
    (finding,) = faults(wrong)  # the row is unfinished and already too large, by the same figure
    assert finding.fix == {at("granted"): str(true.figures[at("granted")])} and "F303" in finding.explains
    both = wrong.with_figures({blank_beside: true.figures[blank_beside] + 50, at("granted_in_part", "business"): None})
    assert len(faults(both)) > 1, "what the mending does not settle is told"


def test_a_relation_over_a_figure_that_is_no_whole_number_waits_for_it():
    broken = balanced(5).with_figures({at("granted"): Decimal("3.5")})
    findings = [f for f in check(Case(broken)) if f.rule[0] in "EF" and f.level is Level.ERROR]
    assert [f.rule for f in findings] == ["E101"] and {"F302", "F303"} <= set(findings[0].explains)


def test_a_text_that_bears_out_the_repair_is_not_doubted():
    report = replace(filled(), auto_totals=False).with_text(
        "overview.disclosure_on_application", "本年新收政府信息公开申请9件，其中自然人7件、法人或其他组织2件。"
    )
    wrong = report.with_figures({at("received"): Decimal(70)})
    rules = [f.rule for f in check(Case(wrong)) if f.level in (Level.ERROR, Level.QUERY)]
    assert rules == ["F301"]
    text_wrong = wrong.with_text(
        "overview.disclosure_on_application", "本年新收申请9件，其中自然人6件、法人或其他组织3件。"
    )
    assert "N206" in [f.rule for f in check(Case(text_wrong))]


def test_figures_pasted_one_row_too_low_are_one_fault():
    true = balanced(3)
    column = [c for c in true.form.table("applications").cells if c.column == "natural_person"]
    moved = dict(zip(column, [Decimal(0), *(true.figures[c] for c in column[:-1])], strict=True))
    (finding,) = faults(true.with_figures(moved))
    assert true.with_figures({c: Decimal(v) for c, v in finding.fix.items()}).figures == true.figures
    assert "“自然人”列" in finding.message and "错了一行" in finding.message


def test_figures_of_thirty_digits_are_no_fault():
    """More than Decimal's precision: what no cell can hold may still stand in a report made by hand."""
    report = replace(filled(), auto_totals=False)
    columns = report.form.table("applications").columns_of("received")
    long = {Cell("applications", "received", column.key): Decimal("1" * 30) for column in columns}
    assert not [f for f in check(Case(report.with_figures(long))) if f.fault]
