"""L601 names the places where table and ledger differ, once; Y101 names the requests that the ledger carries in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.form.schema import Cell
from app.model.draft import draft_bytes, parse_draft
from app.model.kept.ledger_note import LedgerNote
from app.model.totals import fill_totals
from app.rules import Case, check
from tests.reports import filled
from tests.rules.cases import CASES, _following, typed

GRANTED = Cell("applications", "granted", "business")


def l601(report):
    return [finding for finding in check(Case(report, report.previous)) if finding.rule == "L601"]


def test_a_figure_typed_over_says_both_numbers_and_can_be_put_back() -> None:
    report = CASES["L601"][0]()
    over = fill_totals(replace(report, auto_totals=True).with_figures({GRANTED: Decimal(3)}))
    (finding,) = l601(over)
    assert "商业企业·（一）予以公开 台账 2，表里 3" in finding.message and "台账.xlsx" in finding.message
    assert finding.fix == {GRANTED: "2"} and finding.involved == (GRANTED,)


def test_a_request_moved_to_another_row_is_one_finding() -> None:
    report = CASES["L601"][0]()
    moved = report.with_figures(
        {GRANTED: Decimal(1), Cell("applications", "not_processed_repeated", "business"): Decimal(1)}
    )
    (finding,) = l601(moved)
    assert len(finding.involved) == 2


def test_blanks_and_reports_without_a_ledger_are_not_asked_about() -> None:
    report = CASES["L601"][0]()
    assert not l601(report.with_figures({GRANTED: None}))
    assert not l601(replace(report, ledger=LedgerNote()).with_figures({GRANTED: Decimal(9)}))


def test_the_ledger_says_where_and_an_error_that_says_the_same_says_it_alone() -> None:
    by_hand = typed(CASES["L601"][0](), applications__granted__business="3")
    rules = {finding.rule: finding for finding in check(Case(by_hand, by_hand.previous))}
    assert "L601" not in rules and rules["F302"].fix == {GRANTED: "2"}
    added_up = fill_totals(replace(by_hand, auto_totals=True))
    rules = {finding.rule: finding for finding in check(Case(added_up, added_up.previous))}
    assert rules["L601"].fix == {GRANTED: "2"} and rules["F301"].fix is None


def test_y101_names_the_requests() -> None:
    report = _following(applications__carried_in__natural_person="3", applications__carried_in__total="3")
    note = LedgerNote("台账.xlsx", "0" * 64, "2026-01-12", {}, {"natural_person": ("2024-31", "2024-40", "2024-41")})
    (finding,) = [f for f in check(Case(replace(report, ledger=note), report.previous)) if f.rule == "Y101"]
    assert "自然人 2024-31、2024-40、2024-41" in finding.message
    assert filled().ledger == LedgerNote()


def test_the_note_travels_in_the_draft() -> None:
    note = LedgerNote(
        "台账.xlsx", "0" * 64, "2026-01-12", {str(GRANTED): "2"}, {"business": ("2024-1",)}, {"7：咨询": ("none", "")}
    )
    report = replace(filled(), ledger=note)
    assert parse_draft(draft_bytes(report), "a.gknb").ledger == note
