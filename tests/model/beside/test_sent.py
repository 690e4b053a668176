"""稿号: the same for the same printed report, another for every change; read however it is spaced; kept in the draft."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.acts import attach_last_year, merged
from app.form.schema import Cell
from app.model.beside.sent import KEY, MOST, code_in, copy_code, sent_copies, with_sent
from app.model.draft import draft_bytes, parse_draft
from app.model.report import Reason, Report, Status
from tests.reports import balanced, county, filled

AT = datetime.datetime(2026, 1, 20, 14, 31, 5)
FEES = Cell("disclosure", "fees", "amount")


def test_the_same_report_has_the_same_code_whatever_is_noted_beside_it() -> None:
    report = county()
    code = copy_code(report)
    assert code == copy_code(parse_draft(draft_bytes(report), "a.gknb")) and len(code) == 19
    for other in (
        replace(report, status=Status("in_review", "2026-01-20")),
        report.with_reason("E105:x", Reason("经核实情况属实", {})),
        replace(report, previous=balanced(1), auto_totals=not report.auto_totals, extra={"later": 1}),
        with_sent(report, AT),
    ):
        assert copy_code(other) == code


def test_every_change_of_what_is_printed_gives_another() -> None:
    report = county()
    codes = [
        copy_code(each)
        for each in (
            report,
            report.with_figures({FEES: Decimal("59237.244900")}),
            report.with_figures({FEES: None}),
            report.with_text("problems", "另写。"),
            report.with_organ(phone="0000-1234567"),
            replace(report, year=2024),
        )
    ]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    "line",
    [
        "送审稿·2026年1月20日·待核 3 处·稿号 7F3A-12C0-88D1-04BE",
        "送 审 稿 · 稿 号 7 F3A - 12C0 - 88D1 - 04 BE",
        "稿号：7f3a‑12c0–88d1－04be",
        "稿号７Ｆ３Ａ－１２Ｃ０－８８Ｄ１－０４ＢＥ  — 3 —",
        "稿号\u00a07F3A-12C0-88D1-04BE。",
        "稿号 7F3A-12C0-88D1-04BE 3",
        "— 12 — 送审稿·稿号 7F3A-12C0-88D1-04BE—12—",
    ],
)
def test_it_is_read_however_another_program_wrote_it(line: str) -> None:
    assert code_in(["标题", line, line]) == "7F3A-12C0-88D1-04BE"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["稿号 7F3A-12C0-88D1"],
        ["稿号 7F3A-12C0-88D1-04BE-1234"],
        ["7F3A-12C0-88D1-04BE"],
        ["稿号 7F3A-12C0-88D1-04BE", "稿号 0000-12C0-88D1-04BE"],
    ],
)
def test_what_is_none_or_more_than_one_is_none(lines: list[str]) -> None:
    assert code_in(lines) == ""


def test_the_draft_keeps_what_was_sent_through_saving_and_further_work() -> None:
    first = with_sent(filled(), AT)
    second = first.with_text("problems", "送审以后改的。")
    again = parse_draft(draft_bytes(with_sent(second, AT.replace(hour=16))), "a.gknb")
    newest, oldest = sent_copies(again)
    assert (newest.code, newest.at.hour) == (copy_code(second), 16)
    assert oldest.code == copy_code(filled()) and oldest.at == AT
    assert oldest.report.figures == filled().figures and oldest.report.texts == filled().texts
    assert copy_code(oldest.report) == oldest.code


def test_the_same_report_is_kept_once_and_only_the_last_few() -> None:
    report = with_sent(filled(), AT)
    assert with_sent(report, AT.replace(day=21)) is report
    for number in range(MOST + 3):
        report = with_sent(report.with_text("problems", f"第{number}稿。"), AT)
    assert len(list(sent_copies(report))) == MOST
    assert next(sent_copies(report)).report.text("problems") == f"第{MOST + 2}稿。"


def test_what_was_sent_does_not_go_on_into_next_year_or_a_sum() -> None:
    sent = with_sent(balanced(1), AT)
    kept = attach_last_year(filled(), sent).previous
    assert kept is not None and KEY not in kept.extra
    assert KEY not in merged([sent, balanced(2)]).extra


ANY = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.just("7F3A-12C0-88D1-04BE") | st.just("2026-01-20T10:00:00"),
    lambda each: (
        st.lists(each, max_size=3)
        | st.dictionaries(st.sampled_from(["code", "at", "report", "edition", "year"]), each, max_size=4)
    ),
    max_leaves=10,
)


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_any_value_kept_there_is_passed_over(value: Any) -> None:
    report = parse_draft(json.dumps({"format": 1, "edition": "2021", "year": 2025, KEY: value}).encode(), "a.gknb")
    for each in sent_copies(report):
        assert isinstance(each.report, Report)
    assert len(list(sent_copies(with_sent(report, AT)))) >= 1
