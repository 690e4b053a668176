"""Organ, kind, year and contact out of titles and sentences as real reports write them."""

from __future__ import annotations

import pytest

from app.documents.recognise.organ import (
    broken_period,
    contact_in,
    kind_of,
    organ_in_contact,
    read_title,
    year_in_period,
)


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        ("青禾县林业局2025年政府信息公开工作年度报告", "青禾县林业局", 2025),
        ("青禾县林业局2025年度政府信息公开工作年度报告", "青禾县林业局", 2025),
        ("高新区（云溪镇）2022年 政府信息公开工作年度报告", "高新区（云溪镇）", 2022),
        ("2019年青禾县人民政府办公室政府信息公开工作年度报告", "青禾县人民政府办公室", 2019),
        ("青禾县教育局政府信息公开工作2025年度报告", "青禾县教育局", 2025),
        ("青禾县教育局2021年信息公开工作年度报告", "青禾县教育局", 2021),
        ("青禾县教育局2021年政务公开工作报告", "青禾县教育局", 2021),
        ("关于青禾县教育局2021年政府信息公开工作报告", "青禾县教育局", 2021),
        ("青禾县教育局二〇二三年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("2023年政府信息公开工作年度报告", "", 2023),
        ("青禾县教育局2019年政府信息公开工作年度报告（图片版）", "青禾县教育局", 2019),
        ("青禾县教育局关于2014年度政府信息公开工作年度报告", "青禾县教育局", 2014),
        ("青禾县教育局2022年度 政府信息公开工作年度报告", "青禾县教育局", 2022),
        ("教育局2016年政府信息公开年度报告", "教育局", 2016),
        ("青禾县教育局2023年度政府信息公开年报", "青禾县教育局", 2023),
        ("青禾县教育局政府信息公开工作年度报告（2023年）", "青禾县教育局", 2023),
        ("2023年政府信息公开工作年度报告（青禾县教育局）", "青禾县教育局", 2023),
        ("2023年度政府信息公开工作年度报告——青禾县教育局", "青禾县教育局", 2023),
        ("《青禾县教育局2023年政府信息公开工作年度报告》", "青禾县教育局", 2023),
        ("【年报】青禾县教育局2023年政府信息公开工作年度报告", "青禾县教育局", 2023),
        ("青禾县人民政府信息公开工作2023年度报告", "青禾县人民政府", 2023),
        ("标 题 青禾县教育局政府信息公开工作2024年度报告", "青禾县教育局", 2024),
    ],
)
def test_titles(title: str, organ: str, year: int) -> None:
    assert read_title(title) == (organ, year)


@pytest.mark.parametrize(
    "line",
    [
        "首页 > 政府信息公开年报 > 2023年政府信息公开工作年度报告",
        "政府信息公开工作年度报告",
        "一、总体情况",
        "现将2022年政府信息公开工作情况报告如下：",
        "2023年1月20日",
        "政府信息公开",
    ],
)
def test_lines_that_are_no_titles(line: str) -> None:
    assert read_title(line) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青禾县人民政府", "county_government"),
        ("云溪镇人民政府", "town_government"),
        ("城关街道办事处", "subdistrict_office"),
        ("青禾县林业局", "department"),
        ("青禾县人民政府办公室", "department"),
        ("青禾经济技术开发区管理委员会", "development_zone"),
        ("某某省人民政府", "provincial_government"),
        ("北京市人民政府", "provincial_government"),
        ("东莞市人民政府", "city_government"),
        ("某某市人民政府", None),
        ("某某集团", None),
        ("青禾县", "county_government"),
        ("青禾市", None),
        ("云溪镇", "town_government"),
        ("青禾综合实验区", "development_zone"),
        ("青禾综合实验区财政金融局", "department"),
        ("高新区（近海镇）", None),
        ("青禾县水务局（河长办）", "department"),
        ("某某社区", None),
        ("某某新区", None),
        ("", None),
    ],
)
def test_kind_is_what_the_name_tells_or_unknown(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_contact_sentence() -> None:
    text = (
        "本报告电子版可在青禾县人民政府网站（www.example.cn/xxgk）下载。如有疑问，请与青禾县林业局办公室联系"
        "（地址：青禾县和平路 1 号，邮 编：000000，电 话：0000-0000001，传真：0000-0000002，电子邮箱：lyj@example.cn）。"
    )
    assert contact_in(text) == {
        "address": "青禾县和平路1号",
        "postcode": "000000",
        "phone": "0000-0000001",
        "fax": "0000-0000002",
        "email": "lyj@example.cn",
        "website": "www.example.cn/xxgk",
    }
    assert organ_in_contact(text) == "青禾县林业局办公室"


def test_period() -> None:
    assert year_in_period("统计期限自 2023 年 1 月 1 日起至 2023 年 12 月 31 日止") == 2023
    assert year_in_period("统计期限自20221月1日起至202212月31日止") == 2022
    assert broken_period("统计期限自20221月1日起至202212月31日止") == "20221月1日"
    assert year_in_period("没有期限") == 0
