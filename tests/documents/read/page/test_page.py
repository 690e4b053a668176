"""Which of a page is the report, and what is said when it is not in the page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from app.acts import render
from app.documents.read.formats.page.html import read_html
from app.documents.read.reading import understand
from app.documents.recognise.raw import RawGrid, RawText
from app.documents.recognise.report import Imported
from app.form.schema import Cell
from app.model.files import FileProblem
from app.model.report import Organ, Report
from tests import reports

NATURAL = Cell("applications", "received", "natural_person")


def body(report: Report | None = None) -> str:
    report = report or reports.filled()
    title = f"<h1>{report.organ.name}{report.year}年政府信息公开工作年度报告</h1>"
    return title + render(report, ("html",), None)["html"].decode()


def read(page: str) -> Imported:
    return understand("file", f"<html><body>{page}</body></html>".encode(), "页.html")


def others(found: Imported) -> list[str]:
    return [doubt.found for doubt in found.doubts if "不止一份" in doubt.note]


def same(found: Imported, report: Report) -> bool:
    return dict(found.report.figures) == dict(report.figures) and found.missing == ()


COPIES = {
    "both shown": "<div class=pc>{0}</div><div class=m>{0}</div>",
    "one without tables": "<div class=pc>{0}</div><div class=m>{1}</div>",
    "the text of phones first": "<div class=m>{1}</div><div class=pc>{0}</div>",
    "in one element": "<div>{0}{0}</div>",
    "beside menus": "<ul><li><a href=#>首页</a></ul><div><div>{0}</div><p>扫一扫在手机打开当前页</p></div><div>{0}</div><p>版权所有：县政府</p>",
    "three times": "<div>{0}</div><div>{0}</div><div>{0}</div>",
}


@pytest.mark.parametrize("how", COPIES)
def test_a_report_that_stands_there_twice_is_read_once(how: str) -> None:
    report = reports.filled()
    whole = body(report)
    without = re.sub(r"<table.*?</table>", "", whole, flags=re.DOTALL)
    found, once = read(COPIES[how].format(whole, without)), read(whole)
    assert same(found, report)
    assert dict(found.report.texts) == dict(once.report.texts)
    assert found.report.organ == once.report.organ
    assert others(found) == []


def test_figures_that_differ_between_copies_are_missing_with_a_doubt() -> None:
    report = reports.filled()
    other = report.with_figures({NATURAL: report.figures[NATURAL] + 1})
    found = read(f"<div>{body(report)}</div><div>{body(other)}</div>")
    assert NATURAL in found.missing
    assert any(doubt.where == str(NATURAL) and "出现了两次" in doubt.note for doubt in found.doubts)
    assert len(found.missing) == 1


@pytest.mark.parametrize("page", ["<div>{0}</div><div>{1}</div>", "<div>{0}{1}</div>", "{0}<hr>{1}", "{0}{2}"])
def test_reports_of_others_on_the_page_are_named_and_not_mixed_in(page: str) -> None:
    district = reports.county()
    street = replace(reports.balanced(5), organ=Organ("临江街道办事处"))
    street = street.with_text("problems", "宣传不够。").with_text("overview", "街道做了工作。")
    loose = re.sub(r"</?div[^>]*>", "", body(street))
    found = read(page.format(body(district), body(street), loose))
    assert same(found, district)
    assert found.report.organ.name == district.organ.name
    assert others(found) == ["临江街道办事处2025年"]
    assert found.report.texts["other_matters"] == district.texts["other_matters"]


def test_a_report_behind_a_tab_is_read_and_said() -> None:
    report = reports.filled()
    for hidden in ('<div style="display:none">', '<div style="visibility:hidden;opacity:0" id="js_content">'):
        found = read(f"<div>图解</div>{hidden}<div style='display:none'>{body(report)}</div></div>")
        assert same(found, report)
        assert any("没有显示" in doubt.note for doubt in found.doubts)


def test_a_hidden_copy_is_nothing() -> None:
    other = reports.filled().with_figures({NATURAL: 1})
    found = read(f"<div>{body()}</div><div hidden>{body(other)}</div>")
    assert same(found, reports.filled())
    assert found.doubts == read(body()).doubts


INSTEAD = {
    "a frame": ('<iframe src="saved/neirong.html"></iframe><p>年报</p>', "saved/neirong.html"),
    "frames": ('<frameset cols="20%,80%"><frame src="menu.htm"><frame src="main.htm"></frameset>', "另一个网页"),
    "a script": ('<div id="app"></div><script src="app.js"></script>', "打开以后才生成"),
    "an attachment": (
        '<p>年报见附件</p><a href="/files/1.pdf">青禾县林业局2025年政府信息公开工作年度报告.pdf</a>',
        "下载附件",
    ),
    "nothing": ("<p>公示</p>", "没有找到年报的三张表"),
}


@pytest.mark.parametrize("what", INSTEAD)
def test_where_the_report_is_when_it_is_not_in_the_page(what: str) -> None:
    page, words = INSTEAD[what]
    with pytest.raises(FileProblem) as problem:
        understand("file", f"<html>{page}</html>".encode(), "页.html")
    assert words in str(problem.value)


def test_lines_of_plain_text_in_a_page_are_lines() -> None:
    items = read_html("<pre>一、总体情况\n做了工作。\n</pre>".encode(), "页.html").items
    assert [item.text for item in items if isinstance(item, RawText)] == ["一、总体情况", "做了工作。"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ('<ol start=3 type=a><li>甲<li value=5>乙</ol>', ["c. 甲", "e. 乙"]),
        ('<ol style="list-style-type:cjk-ideographic"><li>甲<li>乙</ol>'.replace("<ol style", "<ol class=x style"), ["1. 甲", "2. 乙"]),
        ('<ol><li style="list-style:none">甲</ol><ul><li>乙</ul>', ["甲", "乙"]),
    ],
)  # fmt: skip
def test_numbers_of_lists_are_the_writers(page: str, words: list[str]) -> None:
    assert [item.text for item in read_html(page.encode(), "页.html").items if isinstance(item, RawText)] == words


def test_a_line_broken_in_the_source_is_not_broken_for_the_reader() -> None:
    (item,) = read_html("<p>政府信息\n   公开 2025\n年 about\nit</p>".encode(), "页.html").items
    assert isinstance(item, RawText)
    assert item.text == "政府信息公开 2025 年 about it"


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ('<table><tr><td colspan="²">1</td><td>2</td></tr></table>', [(0, 0, 1, 1), (0, 1, 1, 1)]),
        ('<table><tr><td colspan="2px">1<td rowspan="x">2</table>', [(0, 0, 1, 2), (0, 2, 1, 1)]),
        ("<table><tr><td rowspan=0>1<td>2<tr><td>3</table>", [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]),
        ("<table><tr><td rowspan=-3 colspan=0>1<td>2</table>", [(0, 0, 1, 1), (0, 1, 1, 1)]),
        ("<table><tbody><tr><td rowspan=9>1<td>2</tbody><tbody><tr><td>3<td>4</tbody></table>", [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        ("<table><tfoot><tr><td>3<td>4</tfoot><tbody><tr><td>1<td>2</tbody></table>", [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        ("<table><tr><td>1<td style='display:none'>9<td>2<tr hidden><td>9<td>9</table>", [(0, 0, 1, 1), (0, 1, 1, 1)]),
    ],
)  # fmt: skip
def test_spans_are_read_as_browsers_read_them(table: str, cells: list[tuple[int, int, int, int]]) -> None:
    (grid,) = read_html(table.encode(), "页.html").items
    assert isinstance(grid, RawGrid)
    assert [cell[:4] for cell in grid.cells] == cells
    assert [cell.text for cell in grid.cells] == [str(n + 1) for n in range(len(cells))]


def test_a_head_printed_again_in_the_middle_of_a_table_is_no_row() -> None:
    report = reports.filled()
    page = body(report)
    head = re.search(r"<thead>(.*?)</thead>", page[page.index("三、收到和处理") :], re.DOTALL)
    assert head is not None
    at = page.rindex("<tr>", 0, page.index("二、上年结转"))
    assert same(read(page[:at] + head[1] + page[at:]), report)


def test_a_footnote_of_word_is_told() -> None:
    found = read(body() + '<div style="mso-element:footnote-list"><p>[1] 含上年结转。</p></div>')
    assert any("脚注" in doubt.note for doubt in found.doubts)
    assert "上年结转。" not in found.report.texts["other_matters"]
