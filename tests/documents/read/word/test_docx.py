"""DOCX as Word and WPS write it: 修订, 批注, merges, text boxes, hidden words."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.documents.read.formats.word.docx import read_docx
from app.documents.recognise.raw import Raw, RawGrid, RawText

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def raw(body: str, **parts: str) -> Raw:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return read_docx(file.getvalue(), "a.docx")


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def texts(found: Raw) -> list[str]:
    return [item.text for item in found.items if isinstance(item, RawText)]


def only_grid(found: Raw) -> RawGrid:
    (grid,) = (item for item in found.items if isinstance(item, RawGrid))
    return grid


def test_insertions_are_taken_and_deletions_left() -> None:
    deleted = "<w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
    found = raw(p(run("共收到申请"), deleted, f"<w:ins>{run('13')}</w:ins>", run("件")))
    assert texts(found) == ["共收到申请13件"]
    assert any("2 处修订" in remark.note for remark in found.remarks)


def test_moves_are_followed() -> None:
    found = raw(p(f"<w:moveFrom>{run('甲')}</w:moveFrom>", run("乙"), f"<w:moveTo>{run('甲')}</w:moveTo>"))
    assert texts(found) == ["乙甲"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert texts(raw(p(run("前半"), properties=mark) + p(run("后半")))) == ["前半后半"]


def test_hidden_words_field_codes_and_fallbacks_are_not_read() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    twice = f"<mc:AlternateContent><mc:Choice>{run('一')}</mc:Choice><mc:Fallback>{run('一')}</mc:Fallback></mc:AlternateContent>"
    assert texts(raw(p(run("见"), hidden, field, twice))) == ["见一"]


def test_footnote_marks_are_no_digits_and_struck_words_are_left_out() -> None:
    def styled(text: str, look: str) -> str:
        return run(text).replace("<w:t>", f"<w:rPr><w:{look}/></w:rPr><w:t>")

    mark = styled("1", 'vertAlign w:val="superscript"')
    found = raw(p(run("5"), mark, styled("7", "strike"), styled("8", "dstrike"), styled("件", 'strike w:val="0"')))
    assert texts(found) == ["5¹件"]
    assert any("删除线" in remark.note for remark in found.remarks)


def test_comments_show_what_they_are_about() -> None:
    body = p('<w:commentRangeStart w:id="3"/>', run("12件"), '<w:commentRangeEnd w:id="3"/>')
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="3" w:author="王主任">{p(run("请核对"))}</w:comment></w:comments>'
    )
    (remark,) = raw(body, comments=comments).remarks
    assert (remark.found, remark.note) == ("12件", "批注（王主任）：请核对")


def test_pictures_are_named_as_not_taken_over() -> None:
    assert any("图片" in remark.note for remark in raw(p("<w:r><w:drawing/></w:r>")).remarks)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(run(text))}</w:tc>"


def test_merges_become_boxes() -> None:
    first = cell("组", '<w:vMerge w:val="restart"/>') + cell("甲") + cell("1")
    second = cell("", "<w:vMerge/>") + cell("乙") + cell("2")
    third = cell("合计", '<w:gridSpan w:val="2"/>') + cell("3")
    grid = only_grid(raw("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in (first, second, third)) + "</w:tbl>"))
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in grid.cells] == [
        (0, 0, 2, 1, "组"),
        (0, 1, 1, 1, "甲"),
        (0, 2, 1, 1, "1"),
        (1, 1, 1, 1, "乙"),
        (1, 2, 1, 1, "2"),
        (2, 0, 1, 2, "合计"),
        (2, 2, 1, 1, "3"),
    ]


@pytest.mark.parametrize("span", ["²", "x", "", "２", "٣", "1.5", "-3", "0", "99999999999999999999"])
@pytest.mark.parametrize("name", ["gridSpan", "gridBefore"])
def test_spans_that_are_no_numbers_cover_one_square_and_shift_nothing(name: str, span: str) -> None:
    before = f'<w:trPr><w:gridBefore w:val="{span}"/></w:trPr>' if name == "gridBefore" else ""
    first = cell("合计", f'<w:gridSpan w:val="{span}"/>' if name == "gridSpan" else "") + cell("7") + cell("12")
    grid = only_grid(raw(f"<w:tbl><w:tr>{before}{first}</w:tr><w:tr>{cell('甲')}{cell('1')}{cell('2')}</w:tr></w:tbl>"))
    assert [(c.row, c.column, c.columns, c.text) for c in grid.cells] == [
        *((0, 0, 1, "合计"), (0, 1, 1, "7"), (0, 2, 1, "12")),
        *((1, 0, 1, "甲"), (1, 1, 1, "1"), (1, 2, 1, "2")),
    ]


def test_deleted_rows_and_boxes_are_left_out_and_inserted_figures_read() -> None:
    deleted_row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}</w:tr>"
    deleted_cell = cell("废", "<w:cellDel/>")
    inserted = f"<w:tc><w:p><w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins>{run('13')}</w:ins></w:p></w:tc>"
    grid = only_grid(raw(f"<w:tbl>{deleted_row}<w:tr>{deleted_cell}{cell('新')}{inserted}</w:tr></w:tbl>"))
    assert [c.text for c in grid.cells] == ["新", "13"]


def test_content_controls_and_text_boxes_are_read() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(run('框里'))}</w:txbxContent></w:pict></w:r>"
    body = f"<w:sdt><w:sdtContent>{p(run('控件里'))}</w:sdtContent></w:sdt>" + p(run("正文"), box)
    assert texts(raw(body)) == ["控件里", "正文", "框里"]
