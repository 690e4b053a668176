"""Slips of the pen are noted, ordinary writing is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.form.schema import Cell
from app.rules import Case, check
from tests.reports import filled


def noted(text: str) -> list[str]:
    report = filled().with_text("overview.platforms", text)
    return [f.quote or "" for f in check(Case(report)) if f.rule == "T312"]


@pytest.mark.parametrize(
    "text", ["按季检查。。", "按季检查；；", "按季检查；。", "推进政务政务公开。", "推进公开,按季检查。"]
)
def test_doubled_words_and_marks_are_noted(text: str):
    assert noted(f"平台运行平稳。{text}") == [text]


@pytest.mark.parametrize("text", ["按季检查。\n（二）更新及时。", "为什么？！", "逐条研究研究。"])
def test_ordinary_writing_is_not(text: str):
    assert noted(f"平台运行平稳。{text}") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("做好公开的的工作。", "的的"),
        ("云岭乡乡人民政府网站更新及时。", "乡乡"),
        ("属于四类过程性性信息。", "性性"),
        ("依申请公开工作流程依申请公开工作流程更加规范。", "依申请公开工作流程依申请公开工作流程"),
        ("全年按季抽查，按季抽查，及时通报。", "按季抽查，按季抽查"),
        ("公开企业资质条、施工许可证76条、排水许可证5条。", "企业资质条"),
        ("全年发布信息共计条，其中图解3条。", "共计条"),
        ("没有复议、诉讼、情况。", "、情况"),
    ],
)
def test_what_is_doubled_or_left_out_is_quoted(text: str, words: str):
    report = filled().with_text("overview.platforms", text)
    (finding,) = [f for f in check(Case(report)) if f.rule == "T312"]
    assert f"“{words}”" in finding.message or words in finding.message
    assert finding.quote == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("平台（含公众号运行平稳。", "不成对"),
        ("平台”运行平稳。", "不成对"),
        ("按照《条例的要求更新。", "不成对"),
        ("一是更新慢。三是人手少。三是培训少。", "前面缺“二是”"),
        ("一是更新慢；二是人手少；二是培训少。", "“二是”不连"),
        ("平台全年更新及时，栏目维护到位，", "结尾"),
        (
            "平台全年更新及时、栏目维护到位、按季检查通报并督促整改到位。\n平台全年更新及时、栏目维护到位、按季检查通报并督促整改到位。",
            "两遍",
        ),
    ],
)
def test_marks_numbering_and_sentences_that_do_not_fit_together(text: str, said: str):
    report = filled().with_text("overview.platforms", text)
    assert [f for f in check(Case(report)) if f.rule == "T312" and said in f.message]


@pytest.mark.parametrize(
    "text",
    [
        "目的的确明确，为了解群众需求，全乡乡镇干部参加。",
        "一是更新及时；二是按季检查。问题：一是人手少；二是培训少。",
        "1）更新栏目；2）按季检查。（一）维护平台；（二）发布信息。",
        "办理信件、邮件5件、来件3件，文件、条件、事件均已归档。",
        "统一是做好工作的前提，第二是关键。",
        "群众称“平台好用”，见《指南（试行）》。",
        "件件有回音，事事有着落，人人知晓，天天更新，等等。",
        "公开开放日活动两次，服务务实，工作作风好转，在线办理。",
        "发布头条3条、信息5条、动态2条，逐条，核对。",
    ],
)
def test_more_ordinary_writing(text: str):
    assert noted(text) == []


@pytest.mark.parametrize(
    ("fee", "amount", "less"),
    [
        ("11300元", "1.13", False),
        ("1.13万元", "1.1300", False),
        ("11300.01元", "1.13", True),
        ("1.14万元", "1.13", True),
        ("4,600.01元", "0.460001", False),
        ("8.2万元", "8.2", False),
        ("，，元", "1.13", False),
    ],
)
def test_the_fee_is_reckoned_to_the_cent(fee, amount, less):
    """Sums of money are Decimal: in floats 1.13 × 10000 is less than 11300."""
    cell = Cell("disclosure", "fees", "amount")
    report = filled().with_figures({cell: Decimal(amount)}).with_text("other_matters", f"全年收取信息处理费{fee}。")
    findings = check(Case(report))
    assert ("T316" in {f.rule for f in findings}) is less
    assert not [f for f in findings if f.fault]
