"""Pages as browsers and portals save them, and the clipboard's HTML."""

from __future__ import annotations

import pytest

from app.documents.read.formats.page.html import read_html
from app.documents.recognise.raw import Raw, RawGrid, RawText


def texts(found: Raw) -> list[str]:
    return [item.text for item in found.items if isinstance(item, RawText)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", ""), ("gb18030", "<meta charset=gb2312>"), ("gb18030", ""), ("utf-16", ""), ("utf-16-le", "")],
)
def test_encodings(encoding: str, mark: str) -> None:
    page = f"<html><head>{mark}<title>题</title></head><body><p>政府信息公开申请情况</p></body></html>"
    found = read_html(page.encode(encoding), "a.html")
    assert texts(found) == ["政府信息公开申请情况"]
    assert found.title == "题"


def test_words_split_over_tags_are_joined_and_blocks_parted() -> None:
    page = "<div>三<span>、本</span><font>年</font>度</div>甲<br>乙<p>丙<!-- 注 --></p><script>丁</script><p style='display: none'>戊</p>"
    assert texts(read_html(page.encode(), "页.html")) == ["三、本年度", "甲", "乙", "丙"]


def test_footnote_marks_are_no_digits_and_struck_words_are_left_out() -> None:
    page = "<p>5<sup>1</sup>件，H<sub>2</sub>O，<del>7</del><s>8</s>9<span style='text-decoration: line-through'>3</span></p>"
    found = read_html(page.encode(), "页.html")
    assert texts(found) == ["5¹件，H₂O，9"]
    assert any("删除线" in remark.note for remark in found.remarks)
    assert not read_html("<p>5件</p>".encode(), "页.html").remarks


def test_blank_boxes_and_merges() -> None:
    page = "<table><tr><td rowspan=2>组<td colspan='2'>甲<tr><td><o:p>&nbsp;</o:p><td>本年新<br/>制作</table>"
    (grid,) = read_html(page.encode(), "页.html").items
    assert isinstance(grid, RawGrid)
    assert [tuple(cell[:5]) for cell in grid.cells] == [
        (0, 0, 2, 1, "组"),
        (0, 1, 1, 2, "甲"),
        (1, 1, 1, 1, ""),
        (1, 2, 1, 1, "本年新\n制作"),
    ]


def test_a_table_that_lays_out_the_page_is_no_grid() -> None:
    page = "<table><tr><td><p>正文</p><table><tr><td>1<td>2</table></td></tr></table>"
    items = read_html(page.encode(), "页.html").items
    assert [type(item) for item in items] == [RawText, RawGrid]


def test_nothing_is_read_out_of_spans_without_end() -> None:
    items = read_html(
        b"<table>" + b"<tr><td rowspan=99999 colspan=99999>1</td></tr>" * 50 + b"</table>", "页.html"
    ).items
    assert len(items) == 1


def test_pictures_within_the_report_are_told_and_those_of_the_page_around_it_are_not() -> None:
    report = (
        "<p>一、总体情况</p><p>文字</p><p>二、主动公开政府信息情况</p>{}<p>五、存在的主要问题及改进情况</p><p>文字</p>"
    )
    around = "<div><img src=logo.png></div>" + report + "<div><img src=code.png><img src=wx.png></div>"
    assert not read_html(around.format("").encode(), "页.html").remarks
    (remark,) = read_html(around.format("<p><img src=1.png><img src=2.png></p>").encode(), "页.html").remarks
    assert "2 张图片" in remark.note
