"""A total said after its parts is asked when they do not add up to it, and left alone when they are not its parts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules import Case, check
from app.rules.wording.totals import wrong_totals
from tests.reports import filled


@pytest.mark.parametrize(
    ("text", "sum"),
    [
        ("办理建议12件、提案20件，共办理35件。", 32),
        ("网站发布320条；公众号发布180条；合计发布555条。", 500),
        ("上半年发布20条。下半年发布30条。全年共发布52条。", 50),
        ("全年公开866条。规划类36条、财政类28条，两类共66条。", 64),
        ("访问量35万次，阅读量21万次，合计66万次。", 560_000),
        ("政策120条、公告80条，公开总数为240条。", 200),
        ("收到信件46件，回复40件，未回复5件。", 45),
        ("收到留言86条，已办结80条，正在办理8条。", 88),
    ],
)
def test_a_total_that_its_parts_contradict(text: str, sum: int) -> None:
    assert [total.sum for total in wrong_totals(text)] == [Decimal(sum)]


@pytest.mark.parametrize(
    "text",
    [
        "办理建议12件、提案20件，共办理32件。",
        "规划类36条、财政类28条，全年共公开信息866条。",
        "建议12件、提案20件，共答复30件。",
        "网站发布320条，公众号发布180条，去重后共发布450条。",
        "发布图文30条、视频10条，共发放手册45条。",
        "访问量35.2万次，阅读量21.4万次，合计56.5万次。",
        "培训4次、会议3次，共60人次参加。",
        "发布120条，其中图文30条、视频10条，共发布45条。",
        "去年发布120条，今年发布130条，共发布260条。",
        "开放8个、整改6个，约共15个。",
        "收到留言86条，已办结80条，正在办理6条。",
        "收到建议86件，已办结80件，未采纳20件。",
        "上年结转3件，收到信件46件，回复40件，未回复9件。",
        "收到申请46件。全年46件，办结40件，正在办理8件。",
    ],
)
def test_what_is_no_total_of_these(text: str) -> None:
    assert wrong_totals(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "全年主动公开政府信息600条。按内容分，政策类180条，动态类290条，公告类120条。",
        "解读政策12篇（文字解读7篇、图表解读3篇、视频解读3篇）。",
        "公开信息326条：动态类156条；公告类98条；其他类62条。",
    ],
)
def test_lists_without_a_word_that_opens_them(text: str) -> None:
    right = text.replace("120条", "130条").replace("视频解读3", "视频解读2").replace("62条", "72条")
    for words, asked in ((text, ["N211"]), (right, [])):
        found = check(Case(filled().with_text("overview.platforms", words)))
        assert [f.rule for f in found if f.rule == "N211"] == asked


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=7), st.sampled_from("条件份次"))
def test_a_true_total_is_never_asked(parts: list[int], unit: str) -> None:
    listed = "、".join(f"类别{chr(0x7532 + i)}{n}{unit}" for i, n in enumerate(parts))
    assert wrong_totals(f"公开{listed}，合计公开{sum(parts)}{unit}。") == ()


def test_it_is_asked_once_with_both_numbers() -> None:
    report = filled().with_text("overview.platforms", "网站发布320条，公众号发布180条，合计发布555条。")
    (finding,) = [f for f in check(Case(report)) if f.rule == "N211"]
    assert finding.numbers == {"said": "555", "sum": "500"} and "相差 55" in finding.message
    assert finding.quote == "网站发布320条，公众号发布180条，合计发布555条。"


def test_one_that_the_table_holds_is_compared_with_it() -> None:
    text = "网上申请5件、信函申请3件，共收到政府信息公开申请9件。"
    report = filled().with_text("overview.disclosure_on_application", text)
    assert not [f for f in check(Case(report)) if f.rule in ("N201", "N211")]


@pytest.mark.parametrize(
    "text",
    [
        "从内容看，政策类占35%，动态类占40%，公告类占30%，其他占5%。",
        "政策文件、工作动态、通知公告分别占30%、45%、35%。",
        "网站发布300条，占总数的60%；公众号发布150条，占总数的20%；微博发布50条，占总数的10%。",
        "留言80条，咨询类占55%，计34条。",
        "更新栏目60个，占栏目总数80个的65%。",
    ],
)
def test_shares_that_do_not_fit_together(text: str) -> None:
    assert [f.rule for f in check(Case(filled().with_text("overview.platforms", text))) if f.rule == "N212"] == ["N212"]


@pytest.mark.parametrize(
    "text",
    [
        "从内容看，政策类占33.3%，动态类占33.3%，公告类占33.3%。",
        "从方式看，网上占60%，信函占40%；从内容看，征地类占50%，规划类占50%。",
        "第三方评估得分占70%，日常考核占30%，加分项占5%，其他占5%。",
        "网站发布300条，占总数的60%；公众号发布150条，占总数的30%；微博发布50条，占总数的10%。",
        "留言80条，咨询类占55%，计44条。",
        "图文类占45%，视频类占30%。",
    ],
)
def test_shares_that_do(text: str) -> None:
    assert not [f for f in check(Case(filled().with_text("overview.platforms", text))) if f.rule == "N212"]
