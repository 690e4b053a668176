"""Fields of Word: what they show is their result, never a code; what keeps none is said."""

from __future__ import annotations

import pytest

from app.documents.recognise.raw import UNREAD
from tests.documents.read.word.parts import NAMES, in_box, p, raw, run, texts


def mark(kind: str, inner: str = "", more: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{more}>{inner}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(instruction: str, result: str | None, data: str = "", more: str = "") -> str:
    """`instruction`: words, or runs with fields inside."""
    inside = instruction if instruction.startswith("<") else code(instruction)
    shown = "" if result is None else mark("separate") + (result if result.startswith("<") else run(result))
    return mark("begin", data, more) + inside + shown + mark("end")


def drop_down(chosen: str, *entries: str) -> str:
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    return f"<w:ffData><w:ddList>{chosen}{listed}</w:ddList></w:ffData>"


SUM = code(" = ") + field(" REF a ", "131") + code(" + ") + field(" REF b ", "55")


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (field(" MERGEFIELD n ", "186"), "186"),
        (field(SUM, "186"), "186"),
        (field(code(" IF ") + field(" MERGEFIELD a ", "1") + code(' = 1 "186" "0" '), "186"), "186"),
        (field(" REF a ", field(" REF b ", "186")), "186"),
        (field(" QUOTE 1 ", run("18") + field(" SEQ x ", "6")), "186"),
        (run("1") + field(" =8 ", "8") + run("6"), "186"),
        (field(" FORMTEXT ", "186"), "186"),
        (field(" FORMDROPDOWN ", None, drop_down('<w:result w:val="1"/>', "0", "186")), "186"),
        (field(" FORMDROPDOWN ", None, drop_down("", "186", "0")), "186"),
        (field(" FORMDROPDOWN ", None, drop_down('<w:default w:val="1"/>', "0", "186")), "186"),
        (field(" FORMDROPDOWN ", "5", drop_down('<w:result w:val="1"/>', "0", "186")), "186"),
        (field(" FORMCHECKBOX ", None, "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"), "☑"),
        (field(" FORMCHECKBOX ", None, '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'), "☐"),
        (field(' XE "九" ', None) + run("186"), "186"),
        (field(' QUOTE "186" ', None), "186"),
        (field(" MACROBUTTON NoMacro 186 ", None), "186"),
        ('<w:fldSimple w:instr=" REF a ">' + run("186") + "</w:fldSimple>", "186"),
        ('<w:fldSimple w:instr=" FORMDROPDOWN "/>', f"{UNREAD}域没有存下结果〕"),
        (run("186") + mark("begin"), "186"),
        (mark("begin") + run("186"), "186"),
        (run("186") + mark("end"), "186"),
        ("<w:del>" + mark("begin") + "</w:del>" + run("186"), "186"),
        (field(" REF a ", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>" + run("186")), "186"),
    ],
)
def test_a_field_shows_its_result(inner: str, shown: str) -> None:
    assert in_box(inner) == shown


@pytest.mark.parametrize(
    "inner",
    [
        field(" =SUM(LEFT) ", None),
        field(" REF a ", None),
        field(" EQ \\f(1,2) ", None),
        field(" FORMDROPDOWN ", None, drop_down('<w:result w:val="7"/>', "0", "186")),
        field(" =SUM(LEFT) ", "0", more=' w:dirty="true"'),
        field(" DOCPROPERTY n ", None),
        field(" SYMBOL 49 ", None),
        '<w:fldSimple w:instr=" =SUM(LEFT) "/>',
        '<w:fldSimple w:instr=" =SUM(LEFT) " w:dirty="1">' + run("5") + "</w:fldSimple>",
    ],
)
def test_a_field_without_a_result_of_its_own_is_said(inner: str) -> None:
    shown = in_box(inner)
    assert shown.startswith(UNREAD)
    assert shown.count(UNREAD) == 1


def test_fields_that_word_computes_anew_on_opening_are_not_read() -> None:
    settings: dict[str, str | bytes] = {"settings": f'<w:settings {NAMES}><w:updateFields w:val="true"/></w:settings>'}
    assert UNREAD in in_box(field(" =SUM(LEFT) ", "0"), settings)
    assert in_box(field(" HYPERLINK x ", "186"), settings) == "186"


def test_the_code_of_a_field_over_several_paragraphs_is_no_text() -> None:
    body = p(run("前"), mark("begin"), code(" IF 1 = 1 ")) + p(run("码")) + p(mark("separate"), run("果"), mark("end"))
    assert [text for text in texts(raw(body)) if text] == ["前", "果"]
