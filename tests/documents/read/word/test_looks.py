"""What a run of Word shows once its styles are followed: hidden, struck and raised words, pale ones, fonts of symbols."""

from __future__ import annotations

import pytest
from lxml import etree

from app.documents.read.formats.word import styles as word_styles
from app.documents.recognise.raw import UNREAD
from tests.documents.read.word.parts import cell, grids, in_box, notes, p, raw, run, style, styles, table, texts

SUP = '<w:vertAlign w:val="superscript"/>'
HIDE, STRIKE = "<w:vanish/>", "<w:strike/>"
PALE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (run("9", HIDE) + run("186"), "186"),
        (run("186") + run("9", '<w:vanish w:val="0"/>'), "1869"),
        (run("9", STRIKE) + run("186"), "186"),
        (run("9", "<w:dstrike/>") + run("186"), "186"),
        (run("186") + run("1", SUP), "186¹"),
        (run("186") + run("1", '<w:vertAlign w:val="subscript"/>'), "186₁"),
        (run("186") + run("1", '<w:position w:val="8"/><w:sz w:val="12"/>'), "186¹"),
        (run("186") + run("1", '<w:position w:val="3"/><w:sz w:val="10"/>'), "186¹"),
        (run("186") + run("1", '<w:position w:val="-8"/>'), "186₁"),
        (run("186", '<w:position w:val="6"/>'), "186"),
        (run("1", '<w:position w:val="1"/>') + run("86"), "186"),
        (run("186") + run("9", PALE), "186"),
        (run("186") + run("9", '<w:color w:val="FEFEFE"/>'), "186"),
        (run("186") + run("9", '<w:color w:themeColor="background1" w:val="auto"/>'), "186"),
        (run("186") + run("9", "<w14:textFill><w14:noFill/></w14:textFill>"), "186"),
        (run("186", PALE + '<w:shd w:val="clear" w:fill="4472C4"/>'), "186"),
        (run("186", PALE + '<w:highlight w:val="black"/>'), "186"),
        (run("186") + run("9", '<w:sz w:val="2"/>'), "186"),
        (run("186") + run("9", '<w:w w:val="1"/>'), "186"),
        (run("186") + run("9", '<w:color w:val="4472C4"/><w:shd w:val="clear" w:fill="4472C4"/>'), "186"),
        (run("186") + run("9", '<w:color w:val="000000"/><w:highlight w:val="black"/>'), "186"),
        (run("186") + run("9", '<w:color w:val="auto"/>'), "1869"),
        (run("186") + run("9", '<w:color w:val="FF0000"/>'), "1869"),
        ('<w:bdo w:val="ltr">' + run("186") + "</w:bdo>", "186"),
        ('<w:bdo w:val="rtl">' + run("681") + "</w:bdo>", f"{UNREAD}从右向左的字〕"),
        (run("186", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "186"),
        (run("186", '<w:rFonts w:hint="eastAsia"/>'), "186"),
        (run("186", "<w:b/><w:i/><w:caps/><w:outline/>"), "186"),
    ],
)
def test_direct_looks(inner: str, shown: str) -> None:
    assert in_box(inner) == shown


def test_a_figure_in_a_font_of_pictures_is_not_read() -> None:
    assert UNREAD in in_box(run("186", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'))
    assert in_box(run("总计", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')) == "总计"


@pytest.mark.parametrize("look", [HIDE, STRIKE, "<w:dstrike/>", PALE])
@pytest.mark.parametrize("way", ["own style", "inherited", "paragraph style", "default paragraph style", "defaults"])
def test_looks_by_styles(look: str, way: str) -> None:
    chain = {
        "own style": (styles(style("S", look)), '<w:rStyle w:val="S"/>', ""),
        "inherited": (
            styles(style("S", look), style("T", "<w:b/>", more='<w:basedOn w:val="S"/>')),
            '<w:rStyle w:val="T"/>',
            "",
        ),
        "paragraph style": (styles(style("P", look, "paragraph")), "", '<w:pPr><w:pStyle w:val="P"/></w:pPr>'),
        "default paragraph style": (
            styles(style("P", look, "paragraph").replace("<w:style ", '<w:style w:default="1" ')),
            "",
            "",
        ),
        "defaults": (
            styles(f"<w:docDefaults><w:rPrDefault><w:rPr>{look}</w:rPr></w:rPrDefault></w:docDefaults>"),
            "",
            "",
        ),
    }
    parts, properties, paragraph = chain[way]
    shown = '<w:color w:val="000000"/><w:vanish w:val="0"/><w:strike w:val="0"/><w:dstrike w:val="0"/>'
    found = raw(p(run("186", shown), run("9", properties), properties=paragraph), parts)
    assert texts(found) == ["186"]
    assert "没有读入" in notes(found)


def test_two_styles_that_both_hide_show_again() -> None:
    parts = styles(style("S", HIDE), style("P", HIDE, "paragraph"))
    paragraph = '<w:pPr><w:pStyle w:val="P"/></w:pPr>'
    assert texts(raw(p(run("186", '<w:rStyle w:val="S"/>'), run("9"), properties=paragraph), parts)) == ["186"]


def test_a_superscript_style_with_another_base() -> None:
    parts = styles(style("Ref", SUP), style("Foot", "", more='<w:basedOn w:val="Ref"/>'))
    assert in_box(run("186") + run("2", '<w:rStyle w:val="Foot"/>'), parts) == "186²"


def test_a_table_style_strikes_all_of_it_and_one_that_strikes_some_rows_leaves_a_doubt() -> None:
    whole = styles(style("T", STRIKE, "table"))
    some = styles(
        '<w:style w:type="table" w:styleId="T">'
        f'<w:tblStylePr w:type="lastRow"><w:rPr>{STRIKE}</w:rPr></w:tblStylePr></w:style>'
    )
    body = table(cell(p(run("总计"))) + cell(p(run("186"))), properties='<w:tblStyle w:val="T"/>')
    assert [c.text for c in grids(raw(body, whole))[0].cells] == ["", ""]
    shown = [c.text for c in grids(raw(body, some))[0].cells]
    assert shown[0] == "总计"
    assert UNREAD in shown[1]


def test_words_of_the_colour_of_their_box_are_not_seen() -> None:
    inner = p(run("186"), run("9", '<w:color w:val="DDEEFF"/>'))
    body = table(cell(p(run("总计"))) + cell(inner, properties='<w:shd w:val="clear" w:fill="DDEEFF"/>'))
    assert grids(raw(body))[0].cells[1].text == "186"


def test_white_words_under_a_table_style_with_shades_are_read() -> None:
    parts = styles(
        '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow">'
        '<w:tcPr><w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'
    )
    body = table(cell(p(run("总计", PALE))), properties='<w:tblStyle w:val="T"/>')
    assert grids(raw(body, parts))[0].cells[0].text == "总计"


def test_a_circle_of_styles_ends() -> None:
    parts = styles(style("A", STRIKE, more='<w:basedOn w:val="B"/>'), style("B", "", more='<w:basedOn w:val="A"/>'))
    assert in_box(run("186") + run("9", '<w:rStyle w:val="A"/>'), parts) == "186"


@pytest.mark.parametrize(
    "height", ['<w:trHeight w:val="1" w:hRule="exact"/>', "<w:hidden/>", '<w:trHeight w:val="20" w:hRule="exact"/>']
)
def test_a_row_that_is_not_seen_is_not_read(height: str) -> None:
    rows = cell(p(run("甲"))) + cell(p(run("1")))
    hidden = f"<w:tbl><w:tr><w:trPr>{height}</w:trPr>{rows}</w:tr><w:tr>{rows}</w:tr></w:tbl>"
    found = raw(hidden)
    assert [c.text for c in grids(found)[0].cells] == ["", "", "甲", "1"]
    assert "看不见" in notes(found)


def test_words_under_a_hidden_paragraph_mark_run_on() -> None:
    mark = "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
    assert texts(raw(p(run("前半"), properties=mark) + p(run("后半")))) == ["前半后半"]


def test_a_paragraph_of_many_runs_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """At each run it was searched from its beginning: twice the runs took four times as long, minutes where there are 20,000."""
    asked: list[object] = []
    look = word_styles.child

    def counted(node: etree._Element | None, *path: str) -> etree._Element | None:
        if path == ("pPr", "pStyle"):
            asked.append(node)
        return look(node, *path)

    monkeypatch.setattr(word_styles, "child", counted)
    assert "".join(texts(raw(p("".join(run(str(n % 10)) for n in range(300)))))) == "0123456789" * 30
    assert len(asked) < 10
