"""Slips of the pen are noted, ordinary writing is not."""

from __future__ import annotations

import pytest

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
