"""What else may stand in a Word document where a figure is: formulas, symbols, controls, drawings, tables, other documents."""

from __future__ import annotations

import pytest

from app.documents.recognise.raw import UNREAD
from tests.documents.read.word.parts import (
    NAMES,
    cell,
    grids,
    in_box,
    notes,
    p,
    package,
    raw,
    relation,
    run,
    table,
    texts,
)


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def mr(text: str, look: str = "") -> str:
    return f"<m:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (math(mr("186")), "186"),
        (math(mr("18") + mr("6")), "186"),
        (math(mr("𝟏𝟖𝟔")), "186"),
        (f"<m:oMathPara>{math(mr('57.38%'))}</m:oMathPara>", "57.38%"),
        (math(mr("9", "<w:strike/>") + mr("186")), "186"),
        (math(mr("9", "<w:vanish/>") + mr("186")), "186"),
        (math(f"<m:sSup><m:e>{mr('186')}</m:e><m:sup>{mr('1')}</m:sup></m:sSup>"), "186¹"),
        (math(f"<m:f><m:num>{mr('186')}</m:num><m:den>{mr('2')}</m:den></m:f>"), "186/2"),
        (math(f"<m:d><m:dPr/><m:e>{mr('186')}</m:e></m:d>"), "(186)"),
        (math(f"<m:phant><m:phantPr><m:show m:val='0'/></m:phantPr><m:e>{mr('9')}</m:e></m:phant>" + mr("186")), "186"),
        (math(f"<m:rad><m:deg/><m:e>{mr('186')}</m:e></m:rad>"), f"{UNREAD}数学公式〕"),
        (math(f"<m:borderBox><m:e>{mr('186')}</m:e></m:borderBox>"), f"{UNREAD}数学公式〕"),
        (math(f"<m:m><m:mr><m:e>{mr('186')}</m:e></m:mr></m:m>"), f"{UNREAD}数学公式〕"),
        (math(f"<w:del>{mr('9')}</w:del>{mr('186')}"), "186"),
        ('<w:r><w:sym w:font="Symbol" w:char="F031"/><w:t>86</w:t></w:r>', "186"),
        ('<w:r><w:t>18</w:t><w:sym w:font="Times New Roman" w:char="0036"/></w:r>', "186"),
        ('<w:r><w:t>18</w:t><w:sym w:font="Wingdings" w:char="F036"/></w:r>', f"18{UNREAD}符号〕"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>', "①"),
        ('<w:r><w:sym w:font="Wingdings" w:char="xyz"/></w:r>', f"{UNREAD}符号〕"),
        ("<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>" + run("186") + "</w:sdtContent></w:sdt>", "186"),
        ("<w:ruby><w:rt>" + run("9") + "</w:rt><w:rubyBase>" + run("186") + "</w:rubyBase></w:ruby>", "186"),
        ("<x:tag>" + run("186") + "</x:tag>", "186"),
        ("<x:tag>186</x:tag>", f"{UNREAD}认不得的内容〕"),
        ("<w:r><w:dayShort/></w:r>", f"{UNREAD}日期〕"),
        ("<w:hyperlink>" + run("186") + "</w:hyperlink>", "186"),
        ("<w:bdo>" + run("186") + "</w:bdo>", "186"),
        ("<w:r><w:t>18</w:t><w:softHyphen/><w:t>6</w:t></w:r>", "186"),
        ("<w:r><w:footnoteReference w:id='1'/><w:t>186</w:t></w:r>", "186"),
        ("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", f"{UNREAD}图片〕"),
        ("<w:r><w:t>18</w:t><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", f"18{UNREAD}图片〕"),
        ("<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>", f"{UNREAD}图片〕"),
        ("<w:r><w:pict><v:shape><v:textpath string='186'/></v:shape></w:pict></w:r>", "186"),
        ("<w:r><w:pict><v:line/></w:pict><w:t>186</w:t></w:r>", "186"),
        ("<w:r><w:pict><v:rect><v:textbox><w:txbxContent>" + p(run("186")) + "</w:txbxContent></v:textbox></v:rect></w:pict></w:r>", "186"),
    ],
)  # fmt: skip
def test_in_a_box(inner: str, shown: str) -> None:
    assert in_box(inner) == shown


def anchored(words: str) -> str:
    box = f"<wps:wsp><wps:txbx><w:txbxContent>{p(run(words))}</w:txbxContent></wps:txbx></wps:wsp>"
    return f"<w:r><w:drawing><wp:anchor>{box}</wp:anchor></w:drawing></w:r>"


def test_a_figure_that_floats_over_the_table_is_not_read_as_that_of_its_box() -> None:
    assert UNREAD in in_box(run("131") + anchored("186"))
    found = raw(p(run("正文"), anchored("186")))
    assert "186：浮在文字上面" in notes(found)


def test_of_two_branches_the_one_that_word_shows_is_read() -> None:
    def choice(needs: str) -> str:
        return (
            f'<mc:AlternateContent><mc:Choice Requires="{needs}">{p(run("甲"))}</mc:Choice>'
            f"<mc:Fallback>{p(run('乙'))}</mc:Fallback></mc:AlternateContent>"
        )

    assert texts(raw(choice("wps"))) == ["甲"]
    assert texts(raw(choice("x"))) == ["乙"]
    inner = table(cell(p(run("1"))) + cell(p(run("2"))))
    wrapped = f'<mc:AlternateContent><mc:Choice Requires="w14">{inner}</mc:Choice></mc:AlternateContent>'
    assert len(grids(raw(wrapped))[0].cells) == 2
    row = f"<mc:AlternateContent><mc:Choice Requires='w14'><w:tr>{cell(p(run('1')))}</w:tr></mc:Choice></mc:AlternateContent>"
    assert [c.text for c in grids(raw(f"<w:tbl>{row}</w:tbl>"))[0].cells] == ["1"]


def test_a_small_table_in_a_box_is_its_figure_and_a_larger_one_is_said() -> None:
    def outer(inner: str) -> list[str]:
        found = raw(table(cell(p(run("总计"))) + cell(inner, p())))
        return [c.text for c in grids(found)[0].cells]

    assert outer(table(cell(p(run("186"))))) == ["总计", "186"]
    assert outer(table(cell(p()) + cell(p(run("186"))))) == ["总计", "186"]
    assert UNREAD in outer(table(cell(p(run("1"))) + cell(p(run("86")))))[1]


def test_a_table_that_is_laid_out_in_another_stands_for_itself() -> None:
    inner = table(cell(p(run("甲"))) + cell(p(run("1"))), cell(p(run("乙"))) + cell(p(run("2"))))
    found = raw(table(cell(p(run("一、总体情况")), inner, p())))
    assert [c.text for c in grids(found)[0].cells] == ["一、总体情况"]
    assert [c.text for c in grids(found)[1].cells] == ["甲", "1", "乙", "2"]


def test_words_under_a_merge_are_not_seen() -> None:
    down = table(
        cell(p(run("186")), properties='<w:vMerge w:val="restart"/>'),
        cell(p(run("9")), properties="<w:vMerge/>"),
    )
    assert UNREAD in grids(raw(down))[0].cells[0].text
    beside = table(
        cell(p(run("表头")), properties='<w:hMerge w:val="restart"/>')
        + cell(p(), properties='<w:hMerge w:val="continue"/>')
        + cell(p(run("3")))
    )
    assert [(c.column, c.columns, c.text) for c in grids(raw(beside))[0].cells] == [(0, 2, "表头"), (2, 1, "3")]


def test_numbers_that_word_sets_by_itself_are_read() -> None:
    numbering = (
        f"<w:numbering {NAMES}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%1）'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/>"
        "<w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='3'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )

    def item(level: int, text: str) -> str:
        listed = f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='3'/></w:numPr></w:pPr>"
        return p(run(text), properties=listed)

    body = item(0, "主动公开") + item(1, "甲") + item(1, "乙") + item(0, "依申请公开") + item(1, "2025年")
    assert texts(raw(body, {"numbering": numbering})) == [
        "（一）主动公开",
        "1.甲",
        "2.乙",
        "（二）依申请公开",
        "1. 2025年",
    ]


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("a.htm", "<p>嵌入的网页</p><table><tr><td>甲<td>1</table>", ["嵌入的网页"]),
        ("a.txt", "嵌入的文本".encode("gb18030"), ["嵌入的文本"]),
        ("a.rtf", b"{\\rtf1\\ansi\\ansicpg936 \\'c7\\'b6\\'c8\\'eb\\par}", ["嵌入"]),
        ("a.docx", package(p(run("嵌入的文档"))), ["嵌入的文档"]),
        ("a.png", b"\x89PNG\r\n", [f"{UNREAD}插入的另一个文件〕"]),
    ],
)
def test_a_document_inside_is_read_where_it_stands(name: str, content: str | bytes, shown: list[str]) -> None:
    body = p(run("前")) + '<w:altChunk r:id="rId9"/>' + p(run("后"))
    found = raw(body, {f"word/{name}": content}, relation("rId9", "aFChunk", name))
    assert [text for text in texts(found) if text] == ["前", *shown, "后"]


def test_a_document_inside_that_is_not_there_is_said() -> None:
    assert any(UNREAD in text for text in texts(raw('<w:altChunk r:id="rId9"/>')))


def test_a_document_that_holds_itself_ends() -> None:
    def around(inner: bytes) -> bytes:
        return package('<w:altChunk r:id="rId9"/>', {"word/a.docx": inner}, relation("rId9", "aFChunk", "a.docx"))

    deep = package(p(run("底")))
    for _ in range(6):
        deep = around(deep)
    found = raw('<w:altChunk r:id="rId9"/>', {"word/a.docx": deep}, relation("rId9", "aFChunk", "a.docx"))
    assert any(UNREAD in text for text in texts(found))


@pytest.mark.parametrize(("data", "shown"), [("186", "186"), ("200", f"{UNREAD}内容控件〕")])
def test_a_control_tied_to_data_shows_the_data(data: str, shown: str) -> None:
    control = (
        "<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings=\"xmlns:n='urn:n'\" w:xpath='/n:a[1]/n:b[1]'"
        " w:storeItemID='{0000-1}'/><w:text/></w:sdtPr><w:sdtContent>" + run("186") + "</w:sdtContent></w:sdt>"
    )
    parts: dict[str, str | bytes] = {
        "customXml/item1.xml": f'<a xmlns="urn:n"><b>{data}</b></a>',
        "customXml/itemProps1.xml": '<ds:datastoreItem ds:itemID="{0000-1}"'
        ' xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
        "customXml/_rels/item1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + relation("r", "customXmlProps", "itemProps1.xml")
        + "</Relationships>",
    }
    assert in_box(control, parts, relation("rId1", "customXml", "../customXml/item1.xml")) == shown


def test_footnotes_are_said_and_stand_in_no_text() -> None:
    notes_part = f"<w:footnotes {NAMES}><w:footnote w:id='1'>{p(run('不含下级'))}</w:footnote></w:footnotes>"
    found = raw(p(run("共186件"), "<w:r><w:footnoteReference w:id='1'/></w:r>"), {"footnotes": notes_part})
    assert texts(found) == ["共186件"]
    assert "不含下级：脚注" in notes(found)
