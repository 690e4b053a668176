"""The number reader, alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.rules.prose.chinese_numbers import numbers, read_chinese


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请12件", [("12", "件", False)]),
        ("收到申请1,205件", [("1205", "件", False)]),
        ("收到申请１２件", [("12", "件", False)]),
        ("收到申请三件", [("3", "件", False)]),
        ("收到申请十二件", [("12", "件", False)]),
        ("答复一百零五件", [("105", "件", False)]),
        ("发布两千三百条", [("2300", "条", False)]),
        ("阅读1.2万人次", [("12000", "人次", False)]),
        ("占百分之五", [("5", "%", False)]),
        ("占百分之四十二点八六", [("42.86", "%", False)]),
        ("占42.86%，占50％", [("42.86", "%", False), ("50", "%", False)]),
        ("发布100余条", [("100", "条", True)]),
        ("近5000条", [("5000", "条", True)]),
        ("约18万余条", [("180000", "条", True)]),
        ("30299余条", [("30299", "条", True)]),
        ("收费7730.28万元", [("7730.28", "万元", False)]),
        ("收费218点64万元", [("218.64", "万元", False)]),
        ("收费二百一十八点六四万元", [("2186400", "元", False)]),
        ("阅读三点五万件", [("35000", "件", False)]),
        ("网上7件、信函3件，共计10件", [("7", "件", False), ("3", "件", False), ("10", "件", False)]),
        ("受理26宗、27条次", [("26", "宗", False), ("27", "条次", False)]),
        ("收到0件", [("0", "件", False)]),
        ("诉讼一起", [("1", "起", False)]),
    ],
)
def test_reads(text, expected):
    assert [
        (
            str(n.value.normalize() if n.value != n.value.to_integral_value() else n.value.to_integral_value()),
            n.unit,
            n.approximate,
        )
        for n in numbers(text)
    ] == expected


@pytest.mark.parametrize(
    "text",
    ["2025年1月1日", "国办公开办函〔2021〕30号", "第二十条第（八）项", "（一）主动公开", "一是加强领导", "电话：0513-83601560", "邮编：226200",
     "危及三安全一稳定", "由六个部分组成", "http://a.cn/123/45.html", "党的二十大精神", "20个工作日内"],
)  # fmt: skip
def test_passes_over_what_counts_nothing(text):
    assert not [n for n in numbers(text) if n.counts and n.unit]
    assert not [n for n in numbers(text) if not n.unit], numbers(text)


@pytest.mark.parametrize(
    ("words", "value"),
    [("十", 10), ("二十", 20), ("一百一十", 110), ("一万二千", 12000), ("二〇二五", 2025), ("一亿零五", 100000005)],
)
def test_chinese_numerals(words, value):
    assert read_chinese(words) == value


def test_a_number_knows_its_words():
    (number,) = numbers("共收到申请１，２０５件。")
    assert number.value == Decimal(1205) and number.words == "１，２０５件"


@pytest.mark.parametrize(
    "text",
    [
        "电话： 5",
        "第  12",
        "见https://x.cn/5，a@b.cn第3条",
        "a5@b.cn 7件",
        "@5件",
        "，5@x 8件",
        "www.a5.cn 3件",
        "邮政编码：\t5",
    ],
)
def test_what_stands_before_a_number_is_seen_beyond_spaces(text):
    found = [(number.start, number.words) for number in numbers(text)]
    expected = {
        "a5@b.cn 7件": [(8, "7件")],
        "，5@x 8件": [(5, "8件")],
        "www.a5.cn 3件": [(10, "3件")],
    }
    assert found == expected.get(text, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一万二千三百五十件", 1),
        ("一一一一一一", 0),
        ("3百五十件", 2),
        ("数十件", 1),
        ("约  五十件", 1),
        ("百分之五十", 1),
    ],
)
def test_no_number_begins_within_another(text, found):
    assert len(numbers(text)) == found
