"""Whose words they are: the organ's own, of its own year, and what a government or a draft filled here still owes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.model.finding import Level
from app.model.report import Report
from app.rules import Case, check
from tests.reports import filled


def said(report: Report, rule: str) -> list[str]:
    return [f.message for f in check(Case(report)) if f.rule == rule]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("青禾县林业局", "我镇网站运行平稳。", "我镇"),
        ("青禾县城东街道办事处", "我局按季检查平台。", "我局"),
        ("青禾县近海镇人民政府", "本街道公众号运行平稳。", "本街道"),
        ("青禾县林业局", "我局网站平台运行平稳，依托我县门户网站发布。", ""),
        ("青禾县近海镇人民政府", "我镇各平台运行平稳，个人局限还在。", ""),
        ("青禾市卫生健康委员会", "我委平台运行平稳。", ""),
        ("", "我镇网站运行平稳。", ""),
    ],
)
def test_another_units_self_is_noted(name: str, text: str, words: str) -> None:
    found = said(filled().with_organ(name=name).with_text("overview.platforms", text), "T310")
    assert bool(found) is bool(words)
    assert not words or f"“{words}”" in found[0]


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("部分单位对政务公开认识不足，栏目更新还不够及时，人员培训也需要加强，明年逐项改进。", True),
        ("多数部门的公开意识有待提高，栏目更新还不够及时，人员培训也需要加强，明年逐项改进。", True),
        ("本局部分栏目更新还不够及时，人员培训也需要加强，明年逐项改进，一季一查。", False),
    ],
)
def test_one_organ_writes_of_itself(text: str, noted: bool) -> None:
    report = filled().with_text("problems", text)
    assert bool(said(report, "T318")) is noted
    assert said(report.with_organ(scope="summary"), "T318") == []


def test_a_government_is_known_by_its_name() -> None:
    report = filled().with_text("overview.supervision", "全年培训两次，监督到位。")
    imported = report.with_organ(name="青禾县近海镇人民政府", kind=None)
    assert said(imported, "T304")
    assert said(report.with_organ(name="青禾县人民政府办公室", kind=None), "T304") == []


@pytest.mark.parametrize("imported", [True, False])
def test_aspects_and_contact_are_asked_of_a_draft_filled_here(imported: bool) -> None:
    report = replace(
        filled()
        .with_organ(postcode="")
        .with_text("overview.platforms", "")
        .with_text("preface", "前言，地址和电话见网站。"),
        imported=imported,
    )
    levels = {f.rule: f.level for f in check(Case(report)) if f.rule in ("T303", "T314")}
    assert levels == dict.fromkeys(("T303", "T314"), Level.NOTE if imported else Level.QUERY)


@pytest.mark.parametrize("nothing", ["（四）政府信息公开平台建设", "（四）政府信息公开平台建设。", "（待写）", "……"])
def test_a_heading_alone_is_no_text(nothing: str) -> None:
    assert said(filled(), "T303") == []
    (one,) = said(filled().with_text("overview.platforms", nothing), "T303")
    assert "政府信息公开平台建设" in one
    assert said(filled(), "T301") == []
    heading = "五、存在的主要问题及改进情况"
    for text in (heading, f"{heading}。", "（待写）", "　"):
        (one,) = said(filled().with_text("problems", text), "T301")
        assert heading in one


def test_headings_over_nothing_in_an_overview_written_in_one() -> None:
    bare = {key: "" for key in filled().texts if key.startswith("overview.")}
    whole = "主动公开、依申请公开、政府信息管理、平台建设和监督保障都有进展。\n（三）政府信息管理\n（五）监督保障\n培训两次。"
    report = replace(filled(), texts={**filled().texts, **bare, "overview": whole})
    (one,) = said(report, "T303")
    assert "没有写到政府信息管理。" in one


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("2024年，我局制定了平台制度，印发了通知。", True),
        ("2024年结转的申请均已在平台办理。", False),
        ("2024年，平台访问量较上年增长。", False),
        ("2024年度部门决算已在平台公开。", False),
    ],
)
def test_what_was_done_is_said_of_the_year(text: str, noted: bool) -> None:
    assert bool(said(filled().with_text("overview.platforms", text), "T306")) is noted


@pytest.mark.parametrize("end", ["12月21日", "11月30日"])
def test_a_period_that_ends_early_is_asked_in_the_preface(end: str) -> None:
    preface = f"本报告涵盖2025年1月1日至{end}的情况，地址、邮编、电话见网站。"
    assert said(filled().with_text("preface", preface), "T307")
    assert said(filled().with_text("preface", preface.replace(end, "12月31日")), "T307") == []


@pytest.mark.parametrize(
    "text", ["制度仍然有待完善。", "人员培训尚待加强，平台亟待更新。", "公开内容还有待补充。", "有关情况有待核实。"]
)
def test_what_is_still_to_be_done_is_no_placeholder(text: str) -> None:
    assert said(filled().with_text("overview.platforms", text), "T308") == []
