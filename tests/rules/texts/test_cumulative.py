"""A number counted since some beginning only grows; one of the year alone may be less than last year's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.rules import Case, check
from tests.reports import filled


def told(now: str, then: str = "") -> list[str]:
    report = filled().with_text("overview.platforms", now)
    previous = replace(filled(), year=report.year - 1).with_text("overview.platforms", then) if then else None
    return [f.message for f in check(Case(report, previous)) if f.rule == "T319"]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("平台开通以来累计发布信息860条。", "平台开通以来累计发布信息910条。"),
        ("历年累计公开信息1.2万条。", "历年累计公开信息13500条。"),
        ("今年公开信息40条，历年累计公开信息36条。", ""),
        ("截至2024年底累计公开信息90条，截至2025年底累计公开信息80条。", ""),
        ("截至2024年底，累计公开信息90条；截至2025年底，累计公开信息80条。", ""),
        ("2025年新增主动公开信息数40条。历年累计主动公开信息数36条。", ""),
        ("今年新增信息40条，信息总量达到36条。", ""),
    ],
)
def test_it_has_become_less(now: str, then: str) -> None:
    (message,) = told(now, then)
    assert "累计的数" in message


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("平台开通以来累计发布信息910条。", "平台开通以来累计发布信息860条。"),
        ("历年累计公开信息1.3万条。", "历年累计公开信息13200条。"),
        ("全年累计公开信息40条。", "全年累计公开信息90条。"),
        ("自2023年以来累计公开信息40条。", "自2019年以来累计公开信息90条。"),
        ("公众号开通以来累计关注900人。", "公众号开通以来累计关注990人。"),
        ("今年公开信息40条，其中累计转载信息6条。", ""),
        ("今年公开信息40条，开通以来累计举办活动6次。", ""),
        ("开通以来累计发布信息约800条。", "开通以来累计发布信息900条。"),
        ("今年公开信息40条。清理后现存信息总数36条。", ""),
        ("今年公开信息40条。历年累计解读政策36条。", ""),
        ("第一季度累计发布40条，第二季度累计发布36条。", ""),
    ],
)
def test_it_has_not_or_is_another_number(now: str, then: str) -> None:
    assert told(now, then) == []


def test_a_report_of_another_year_is_not_last_years() -> None:
    report = filled().with_text("overview.platforms", "历年累计公开信息80条。")
    older = replace(filled(), year=report.year - 2).with_text("overview.platforms", "历年累计公开信息90条。")
    assert not [f for f in check(Case(report, older)) if f.rule == "T319"]
