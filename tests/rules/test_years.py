"""This year against last year's report."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.acts import attach_last_year, new_from_last_year
from app.form.schema import Cell
from app.model.finding import Level
from app.rules import Case, check
from tests.reports import balanced, blank, filled

ROW = [c.key for c in blank().form.table("applications").columns_of("received")]


def at(row: str, column: str = "natural_person") -> Cell:
    return Cell("applications", row, column)


def last_year(**changes):
    return replace(filled(), year=2024, **changes).with_figures({at("carried_out", c): Decimal(0) for c in ROW})


def following(**figures):
    """This year's report over a last year that it follows in every figure."""
    report = filled()
    before = last_year().with_figures(
        {
            **{at("carried_out", c): report.figures[at("carried_in", c)] for c in ROW},
            Cell("disclosure", "normative_documents", "in_force"): Decimal(3),
        }
    )
    report = attach_last_year(replace(report, auto_totals=False), before)
    return report.with_figures({Cell.parse(a.replace("__", "/")): Decimal(v) for a, v in figures.items()})


def found(report):
    return {f.rule: f for f in check(Case(report, report.previous)) if f.rule.startswith("Y")}


def test_a_report_that_follows_last_years_raises_nothing():
    assert not found(following())


def test_the_chain_is_asked_once_for_total_and_columns():
    asked = found(following(applications__carried_in__natural_person=3, applications__carried_in__total=3))
    assert set(asked) == {"Y101"}
    finding = asked["Y101"]
    assert finding.level is Level.QUERY and "相差 2" in finding.message and finding.explains == ("Y101", "Y102")
    assert finding.fix == {at("carried_in"): "1", at("carried_in", "total"): "1"}


def test_a_published_last_year_gives_no_fix():
    report = following(applications__carried_in__natural_person=3, applications__carried_in__total=3)
    report = attach_last_year(report, replace(report.previous, imported=True))
    assert found(report)["Y101"].fix is None


def test_columns_are_asked_when_only_they_differ():
    asked = found(following(applications__carried_in__natural_person=0, applications__carried_in__business=1))
    assert set(asked) == {"Y102"} and "自然人填 0，去年结转 1" in asked["Y102"].message


def test_documents_in_force():
    finding = found(following(disclosure__normative_documents__in_force=9))["Y103"]
    assert finding.numbers == {"now": "9", "expected": "4", "difference": "5"}


def test_documents_in_force_are_not_compared_across_editions():
    report = replace(balanced(1, "2021", 2021), previous=balanced(2, "2019", 2020))
    assert "Y103" not in found(report)


@pytest.mark.parametrize(
    ("amount", "asked"), [("188710", True), ("0.00188710", True), ("18.9", False), ("1887", False), ("0", False)]
)
def test_yuan_for_ten_thousand_yuan(amount, asked):
    assert ("Y106" in found(following(disclosure__fees__amount=amount))) is asked


@pytest.mark.parametrize(
    ("licences", "noted"), [("213", False), ("320", True), ("319", False), ("106", True), ("0", True)]
)
def test_large_changes_are_noted(licences, noted):
    finding = found(following(disclosure__licences__decisions=licences)).get("Y107")
    assert (finding is not None) is noted
    assert finding is None or finding.level is Level.NOTE


def test_small_numbers_may_double():
    report = following(disclosure__penalties__decisions="18")
    assert "Y107" not in found(report)


def test_pending_cases_are_not_forgotten():
    report = following()
    before = report.previous.with_figures({Cell("disputes", "litigation_direct", "pending"): Decimal(2)})
    assert found(attach_last_year(report, before))["Y105"].level is Level.NOTE


@pytest.mark.parametrize("previous", [None, "other year"])
def test_without_last_year_it_says_so_and_passes_nothing(previous):
    report = replace(filled(), previous=None if previous is None else replace(last_year(), year=2022))
    asked = found(report)
    assert set(asked) == {"Y108"} and asked["Y108"].level is Level.UNCHECKED


def test_a_new_year_starts_from_the_last():
    before = replace(filled(), year=2024, extra={"x": 1}, previous=balanced(1))
    report = new_from_last_year(before, 2025)
    assert report.organ == before.organ and report.year == 2025 and report.edition == "2021" and not report.texts
    assert {c: report.figures[at("carried_in", c)] for c in ROW} == {
        c: before.figures[at("carried_out", c)] for c in ROW
    }
    assert set(report.figures) == {at("carried_in", c) for c in ROW}
    assert report.previous.texts == before.texts and report.previous.previous is None


def test_what_last_year_left_blank_stays_blank():
    before = replace(filled(), year=2024).with_figures({at("carried_out", "business"): None})
    report = new_from_last_year(before, 2025)
    assert at("carried_in", "business") not in report.figures


def test_2020_goes_into_2021_by_what_means_the_same():
    report = new_from_last_year(balanced(1, "2019", 2020), 2021)
    assert report.edition == "2021" and len(report.figures) == 7
