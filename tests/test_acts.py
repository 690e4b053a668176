"""What both doors do with reports."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.acts import examine, merged, to_check, why_not_public, with_other_split
from app.form.schema import Cell
from app.model.draft import draft_bytes, parse_draft
from app.model.report import Source, Status
from tests.reports import balanced, blank, filled
from tests.rules.cases import typed


def test_two_organs_that_were_merged_have_one_last_year():
    one, other = balanced(1), balanced(2)
    cell = Cell("applications", "carried_out", "total")
    assert merged([one, other]).figures[cell] == one.figures[cell] + other.figures[cell]
    assert cell not in merged([one, other.with_figures({cell: None})]).figures
    with pytest.raises(ValueError, match="年份"):
        merged([one, replace(other, year=2020)])


def test_the_single_row_is_split_without_guessing():
    report = balanced(3, "2021-single")
    row = {c: report.figures[c] for c in report.form.cells if c.row == "other_processing"}
    zeroed = report.with_figures({Cell("applications", "other_processing", "research"): Decimal(0)})
    split = with_other_split(zeroed)
    assert split.edition == "2021" and any(row.values())
    assert split.figures[Cell("applications", "other_remaining", "research")] == 0
    assert Cell("applications", "other_remaining", "total") not in split.figures
    assert {c: v for c, v in split.figures.items() if c in report.form.cells} == {
        c: v for c, v in zeroed.figures.items() if c not in row
    }


def test_the_gate_says_what_is_missing_and_opens_when_nothing_is():
    assert why_not_public(examine(filled())) == ""
    assert why_not_public(examine(blank())) == "还不能出公布稿：200 格未填、3 处没有写。现在可以先出送审稿。"
    asked = typed(filled(), disclosure__normative_documents__issued="9", disclosure__fees__amount="-1")
    assert why_not_public(examine(asked)) == "还不能出公布稿：1 处错误、1 处待说明。现在可以先出送审稿。"


def test_a_review_copy_counts_what_is_to_check():
    report = typed(filled(), disclosure__normative_documents__issued="9", disclosure__licences__decisions=None)
    report = report.with_source("applications/received", Source("办公室", to_check=True))
    assert to_check(report, examine(report)) == 3


def test_how_far_a_draft_has_come_is_kept_with_it():
    report = replace(filled(), status=Status("published", "2026-01-20", "www.example.cn/nb"))
    assert parse_draft(draft_bytes(report), "a").status == report.status
    assert b'"status"' not in draft_bytes(filled())
