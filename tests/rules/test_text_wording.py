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
