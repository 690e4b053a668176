"""Growth whose numbers are all said is reckoned; what may be rounded, or is of other things, is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules import Case, check
from app.rules.wording.growing import wrong_growth
from tests.reports import filled


@pytest.mark.parametrize(
    "text",
    [
        "收到群众留言56条，比上年的42条增加16条。",
        "全年发布信息1260条，较上年的1050条增长18%。",
        "公开信息860条，较2024年的920条增加60条。",
        "从2024年的320条增加到2025年的410条，增加80条。",
        "办理建议18件，比去年23件减少6件。",
        "公众号推送960条（上年800条），同比增长25%。",
        "组织培训6次，较上年的4次增加3次。",
        "累计公开信息5120条，较去年的5230条有所增加。",
        "今年受理咨询230件，去年受理咨询200件，同比增长10%。",
        "发布解读18篇，2024年为15篇，增长30%。",
        "收到来信35件，与上年28件相比增加5件。",
    ],
)
def test_numbers_that_do_not_give_the_growth(text: str) -> None:
    (found,) = wrong_growth(text)
    assert found.words in text


@pytest.mark.parametrize(
    "text",
    [
        "收到群众留言56条，比上年的42条增加14条。",
        "全年发布信息1260条，较上年的1050条增长20%。",
        "公开信息860条，较2024年的920条减少60条。",
        "访问量由去年的12万次增加到15万次，增长25%。",
        "从2024年的320条增加到2025年的410条，增加90条。",
        "办理建议18件，比去年23件减少5件。",
        "公众号推送960条（上年800条），同比增长20%。",
        "累计公开信息5230条，较去年的5120条有所增加。",
        "今年受理咨询230件，去年受理咨询200件，同比增长15%。",
        "收到来信35件，上年28件，其中来自网上的增加5件。",
        "网站发布320条，公众号发布210条，较上年增加50条。",
        "收到申请12件，办结10件，同比增长20%。",
        "发布信息约1260条，较上年的1050条增长19.8%。",
        "公开8件，占12件的66.7%，较上年提高5个百分点。",
        "今年230件，去年200件，前年180件，同比增长15%。",
        "浏览量12.6万次，比上年10.5万次增长19.5%。",
        "今年发布信息1260条，去年发布解读42篇，同比增长10%。",
        "收到12件，比上年增加2件，办结12件。",
        "访问量由去年的12万次增加到15万次，增长20%。",
    ],
)
def test_numbers_that_do_or_may(text: str) -> None:
    assert wrong_growth(text) == ()


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_true_growth_is_never_asked(now: int, then: int) -> None:
    way, off = ("增加", now - then) if now >= then else ("减少", then - now)
    assert wrong_growth(f"发布信息{now}条，比上年的{then}条{way}{off}条。") == ()
    assert wrong_growth(f"发布信息{now}条（上年{then}条），同比{way}{off * 100 / then:.1f}%。") == ()


def test_it_is_asked_without_last_years_report() -> None:
    text = "收到群众留言56条，比上年的42条增加16条。"
    (finding,) = [f for f in check(Case(filled().with_text("overview.platforms", text))) if f.rule == "N213"]
    assert "从 42 到 56，增加 14" in finding.message and finding.quote == text
