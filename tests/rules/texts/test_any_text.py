"""Whatever a clerk writes, no rule of the texts breaks over it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules import Case, check
from app.rules.prose.reader import claims
from tests.reports import filled

PIECES = (
    "全年 共 收到 办结 答复 政府信息公开申请 依申请公开 申请 上年 结转 下年度 2024年 2025年 上半年 予以公开 不予公开 部分公开 无法提供 其他 自然人 法人或其他组织"
    " 行政复议 行政诉讼 维持 纠正 均 全部 已 未 没有 无 零 其中 包括 分别为 占 比 同比 较去年 增加 减少 持平 增至 由 至 合计 等 约 规范性文件 制发 废止 现行有效"
    " 行政许可 行政处罚 信息处理费 行政事业性收费 办结率 一是 二是 三是 待补充 我局 部分单位 统计期限 1月1日 12月31日 的 了 3 12 1,205 １２ 三 一百零五 98..5 9.5.5 0 % 百分之 百分之98..5"
    " 件 条 次 万元 元 万 亿 余 多 起 ， ； 、 。 ： （ ） ( ) “ ” 《 》 〔 〕 \n . .. - — ~ {applications/received/total} ×× 的的"
).split(" ")
WRITING = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=80))
KEYS = (
    "overview.disclosure_on_application",
    "overview.proactive_disclosure",
    "problems",
    "other_matters",
    "preface",
    "overview",
)


@settings(max_examples=200, deadline=None)
@given(WRITING, st.sampled_from(KEYS))
def test_no_rule_breaks_over_a_text(text: str, key: str) -> None:
    report = filled().with_text(key, text)
    assert not [f for f in check(Case(report, report.previous)) if f.fault]


@settings(max_examples=300, deadline=None)
@given(WRITING)
def test_a_claim_stands_where_it_is_said(text: str) -> None:
    for claim in claims(text, True):
        assert 0 <= claim.start <= claim.end <= len(text)
        assert claim.words in text
        assert claim.number is None or claim.start <= claim.number.start < claim.number.end <= claim.end
