"""Live figures and the preface that is made until it is edited."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.form.schema import Cell
from app.model.words.texts import expand, live_fields, printed
from tests.reports import OFFICE, blank


def test_live_figures_show_what_the_tables_hold():
    report = blank().with_figures({Cell("applications", "received", "total"): Decimal(12)})
    assert expand("{year}年收到申请{applications/received/total}件。", report) == "2025年收到申请12件。"


def test_a_blank_figure_is_never_shown_as_zero():
    report = blank()
    text = "收到{applications/received/total}件"
    assert expand(text, report) == text
    assert [live.value for live in live_fields(text, report)] == [None]


def test_other_braces_are_literal():
    text = "集合{a}、{applications/none/total}、{ year }、{}"
    assert expand(text, blank()) == text
    assert not list(live_fields(text, blank()))


def test_the_preface_is_made_of_what_is_known():
    preface = printed(blank(), "preface")
    assert "自2025年1月1日起至2025年12月31日止" in preface
    assert "国办公开办函〔2021〕30号" in preface
    assert f"电话：{OFFICE.phone}" in preface
    assert "传真" not in preface


def test_a_year_not_known_is_not_printed():
    assert "年1月1日" not in printed(replace(blank(), year=0), "preface")


def test_an_edited_preface_and_title_are_kept():
    report = blank().with_text("preface", "自己写的前言。").with_text("title", "青禾县林业局2025年度年报")
    assert printed(report, "preface") == "自己写的前言。"
    assert printed(report, "title") == "青禾县林业局2025年度年报"
    assert printed(blank(), "title") == "青禾县林业局2025年政府信息公开工作年度报告"
