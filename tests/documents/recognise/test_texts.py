"""The narrative of other people's reports lands in the six parts and five aspects; what belongs to the page is dropped."""

from __future__ import annotations

import pytest

from app.documents.recognise.labels import fold, heading_of, row_key
from app.documents.recognise.narrative.furniture import is_furniture
from app.documents.recognise.narrative.texts import aspect_of, read_texts, split_inline


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("一、总体情况", "overview"),
        ("一.总体情况", "overview"),
        ("一、总体情况、", "overview"),
        ("一、基本情况", "overview"),
        ("主动公开政府信息情况:", "disclosure"),
        ("　二、主动公开政府信息情况", "disclosure"),
        ("三、收到和处理政府信息公开申请情况", "applications"),
        ("四、政府信息公开行政复议、行政诉讼情况", "disputes"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "disputes"),
        ("四、政府信息公开行政复议和行政诉讼情况", "disputes"),
        ("五、存在的主要问题及改进情况", "problems"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("五、存在问题及改进情况", "problems"),
        ("五、存在的问题及整改措施", "problems"),
        ("六、其他需要报告的事项", "other_matters"),
        ("四、政府信息公开行政法复议、行政诉讼情况", "disputes"),
        ("五、政府信息公开存在的不足及下一步改进措施", "problems"),
        ("五、问题与改进措施", "problems"),
        ("一、工作概述", "overview"),
        ("概况", None),
        ("六、其它需报告的事项", "other_matters"),
        ("三、主动公开情况", None),
        ("（一）主动公开政府信息情况", None),
        ("1、主动公开政府信息情况", None),
        ("行政复议    行政诉讼", None),
        ("全文由总体情况、主动公开政府信息情况等六个部分组成。", None),
    ],
)
def test_headings(line: str, part: str | None) -> None:
    assert heading_of(line) == part


@pytest.mark.parametrize(
    ("line", "aspect", "rest"),
    [
        ("（一）主动公开。全年公开。", "proactive_disclosure", "全年公开。"),
        ("（一）主动公开情况。全年公开。", "proactive_disclosure", "（一）主动公开情况。全年公开。"),
        ("（二）依申请公开方面", "disclosure_on_application", "（二）依申请公开方面"),
        ("3、依申请公开办理情况", "disclosure_on_application", ""),
        ("2. 政府信息管理情况：先审后发。", "information_management", "先审后发。"),
        ("（四）平台建设", "platforms", "（四）平台建设"),
        ("（五）监督保障：有人负责。", "supervision", "（五）监督保障：有人负责。"),
        ("（三）信息管理方面。先审。", "information_management", "（三）信息管理方面。先审。"),
        ("（三）政府信息资源规范化、标准化管理", "information_management", "（三）政府信息资源规范化、标准化管理"),
        ("（四）平台载体建设方面", "platforms", "（四）平台载体建设方面"),
        ("（四）政务信息公开平台建设。网站。", "platforms", "（四）政务信息公开平台建设。网站。"),
        ("（四）政府信息公开平台", "platforms", "（四）政府信息公开平台"),
        ("（二）政府信息依申请公开办理情况", "disclosure_on_application", "（二）政府信息依申请公开办理情况"),
        (
            "（一）围绕重点，扎实推进主动公开。都公开了。",
            "proactive_disclosure",
            "（一）围绕重点，扎实推进主动公开。都公开了。",
        ),
        ("（二）强化受理，提升依申请办理质效", "disclosure_on_application", "（二）强化受理，提升依申请办理质效"),
        ("一是强化监督保障。有人负责。", "supervision", "一是强化监督保障。有人负责。"),
        ("3.加强平台建设。网站。", "platforms", "3.加强平台建设。网站。"),
    ],
)
def test_aspects(line: str, aspect: str, rest: str) -> None:
    assert aspect_of(line) == (f"overview.{aspect}", rest)


@pytest.mark.parametrize(
    "line", ["（一）强化组织领导。为此。", "主动公开的信息很多，达到三百条。", "全年主动公开政府信息35条。"]
)
def test_what_begins_no_aspect(line: str) -> None:
    assert aspect_of(line) is None


@pytest.mark.parametrize(
    "line",
    ["索引号：000014349/2024-00001", "发布日期：2020-01-31", "字体：[大] [中] [小]", "浏览次数：12", "【打印本页】【关闭窗口】",
     "首页 > 政务公开 > 年报", "上一篇：没有了", "苏ICP备05000000号", "扫一扫在手机打开当前页", "-3-", "— 12 —", "第 3 页 共 5 页", "（送审稿）"],
)  # fmt: skip
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "日期已经到了，但没有公布。",
        "2023年没有收取信息处理费。",
        "来源于群众的申请增加。",
        "无。",
        "附件较多的文件在网站公布。",
    ],
)
def test_words_of_a_report_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_a_whole_narrative() -> None:
    found = read_texts(
        [
            "青禾县林业局",
            "2023年政府信息公开工作年度报告",
            "青林〔2024〕2号",
            "青禾县林业局2023年政府信息公开工作年度报告",
            "本报告按照要求编制。",
            "一、总体情况",
            "概括的话。",
            "（一）主动公开。公开了。",
            "还有一段。",
            "（二）依申请公开。答复了。",
            "二、主动公开政府信息情况",
            "单位的说明一句。",
            "注：含下属单位。",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、存在的主要问题及改进情况",
            "一是不足。",
            "二是改进。",
            "六、其他需要报告的事项",
            "没有收取信息处理费。",
            "青禾县林业局",
            "2024年1月20日",
        ]
    )
    assert found.title == ("青禾县林业局", 2023)
    assert found.texts == {
        "title": "青禾县林业局2023年政府信息公开工作年度报告",
        "document_number": "青林〔2024〕2号",
        "preface": "本报告按照要求编制。",
        "overview": "概括的话。",
        "overview.proactive_disclosure": "公开了。\n还有一段。",
        "overview.disclosure_on_application": "答复了。",
        "disclosure.note": "单位的说明一句。\n注：含下属单位。",
        "problems": "一是不足。\n二是改进。",
        "other_matters": "没有收取信息处理费。",
        "signature": "青禾县林业局",
        "date": "2024年1月20日",
    }


def test_a_list_of_the_writers_own_is_no_aspect_where_the_official_heading_stands() -> None:
    lines = [
        "一、总体情况",
        "概括：",
        "1.主动公开。",
        "总的话。",
        "（一）主动公开。公开了。",
        "（二）依申请公开。答复了。",
    ]
    assert read_texts(lines).texts == {
        "overview": "概括：\n1.主动公开。\n总的话。",
        "overview.proactive_disclosure": "公开了。",
        "overview.disclosure_on_application": "答复了。",
    }


def test_points_of_the_writers_own_that_lead_to_the_aspects() -> None:
    lines = [
        "一、总体情况",
        "概括。",
        "一是积极推进主动公开。公开。",
        "二是规范依申请公开。答复。",
        "三是回应关切。回应。",
    ]
    assert read_texts(lines).texts == {
        "overview": "概括。",
        "overview.proactive_disclosure": "一是积极推进主动公开。公开。",
        "overview.disclosure_on_application": "二是规范依申请公开。答复。\n三是回应关切。回应。",
    }


def test_one_point_of_a_list_is_no_aspect() -> None:
    lines = ["一、总体情况", "（一）强化领导", "1.开会", "（二）抓实重点", "1.用权公开", "2.加强平台建设", "建了平台。"]
    assert read_texts(lines).texts == {"overview": "\n".join(lines[1:])}


def test_a_table_of_contents_is_no_text() -> None:
    contents = [
        "目录",
        "一、总体情况……1",
        "二、主动公开政府信息情况……2",
        "五、存在的主要问题及改进情况……4",
        "六、其他需要报告的事项……5",
    ]
    lines = ["青禾县林业局2023年政府信息公开工作年度报告", *contents, "本报告按照要求编制。", "一、总体情况", "做了工作。",
             "五、存在的主要问题及改进情况", "有问题。", "六、其他需要报告的事项", "无。"]  # fmt: skip
    assert {key: text for key, text in read_texts(lines).texts.items() if key != "title"} == {
        "preface": "本报告按照要求编制。",
        "overview": "做了工作。",
        "problems": "有问题。",
        "other_matters": "无。",
    }


def test_own_numbering_of_the_narrative_before_the_parts() -> None:
    found = read_texts(
        [
            "一、总体情况",
            "概括。",
            "二、主动公开政府信息情况",
            "文字。",
            "二、主动公开政府信息情况",
            "注：表的说明。",
            "五、存在的主要问题及改进情况",
            "问题。",
        ]
    )
    assert found.texts["overview"] == "概括。\n二、主动公开政府信息情况\n文字。"
    assert found.texts["disclosure.note"] == "注：表的说明。"


@pytest.mark.parametrize(
    ("label", "row"),
    [
        ("1. 属于国家秘密", "refused_state_secret"),
        ("1、属于国家秘密", "refused_state_secret"),
        ("（三）不予公开（续）", None),
        ("2.其他法律行政止公开", "refused_forbidden_by_law"),
        ("3.危及\"三安全一稳定\"", "refused_safety_and_stability"),
        ("（二）部分公开(区分处理的,只计这一情形,不计其他情形)", "granted_in_part"),
        ("（七）总 计", "processed_total"),
        ("三、其他", "other_remaining"),
    ],
)  # fmt: skip
def test_labels_are_compared_without_width_spaces_numbers_and_quotes(label: str, row: str | None) -> None:
    assert row_key("applications", label) == row


def test_a_remark_in_brackets_is_no_part_of_a_label() -> None:
    assert row_key("disclosure", "规章(县级无此项)") == "regulations"
    assert row_key("disclosure", "其他主动公开文件") is None
    assert fold("本年新\n制作数量") == "本年新制作数量"


def test_a_heading_with_text_after_it_is_parted_from_it() -> None:
    assert split_inline(["六、其他需要报告的事项：无。", "一、这一句不是标题：后文。"]) == [
        "六、其他需要报告的事项",
        "无。",
        "一、这一句不是标题：后文。",
    ]


@pytest.mark.parametrize(
    "line",
    ["一、总体情况　一年来，工作有序。", "一、总体情况 一年来，工作有序。", "一、总体情况。一年来，工作有序。", "一、总体情况一年来，工作都有序推进。"],
)  # fmt: skip
def test_text_that_runs_on_after_a_heading(line: str) -> None:
    heading, text = split_inline([line])
    assert heading == "一、总体情况"
    assert text.startswith("一年来，工作")


def test_a_heading_broken_over_two_lines_is_one() -> None:
    lines = ["二、主动公开", "政府信息情况", "一、加强领导", "定期开会。"]
    assert split_inline(lines) == ["二、主动公开政府信息情况", "一、加强领导", "定期开会。"]
    assert split_inline([]) == []
