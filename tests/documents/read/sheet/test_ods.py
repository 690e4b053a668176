"""Sheets of OpenDocument: what a condition hides, what floats over them, controls that stand for a figure."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.documents.read.formats.opendocument.sheet import read_ods
from app.documents.read.formats.opendocument.text import read_odt
from app.documents.recognise.raw import UNREAD, Raw, RawGrid, RawText
from tests.documents.strangers.office import _odf_package

CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
STYLES = (
    '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="{name}" style:family="table-cell">'
    '<style:map style:condition="cell-content()&gt;100" style:apply-style-name="{to}"/></style:style>'
)


def sheet(box: str, style: str = "", more: str = "", styles: str = "") -> Raw:
    """总计 in A1, this in B1, 7 in C1."""
    at = f' table:style-name="{style}"' if style else ""
    body = (
        '<table:table table:name="表"><table:table-row><table:table-cell><text:p>总计</text:p></table:table-cell>'
        f'<table:table-cell{at} office:value-type="float" office:value="186">{box}</table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>'
        f"</table:table-row>{more}</table:table>"
    )
    data = _odf_package("spreadsheet", body)
    return read_ods(with_styles(data, styles), "a.ods")


def with_styles(data: bytes, styles: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "content.xml":
                content = content.replace(
                    b"</office:automatic-styles>", styles.encode() + b"</office:automatic-styles>"
                )
            target.writestr(entry, content)
    return made.getvalue()


def shown(found: Raw) -> list[str]:
    return [cell.text for item in found.items if isinstance(item, RawGrid) for cell in item.cells]


def notes(found: Raw) -> list[str]:
    return [remark.note for remark in found.remarks]


@pytest.mark.parametrize(("to", "hides"), [("cs", True), ("c0", False), ("没有", False)])
def test_a_style_under_a_condition_that_hides_leaves_a_doubt(to: str, hides: bool) -> None:
    found = shown(sheet("<text:p>186</text:p>", "m", styles=STYLES.format(name="m", to=to)))
    assert (UNREAD in found[1]) == hides and found[1].startswith("186") and found[2] == "7"


@pytest.mark.parametrize(
    ("area", "rule", "hides"),
    [
        ("表.B1:表.B9", '<calcext:condition calcext:apply-style-name="cs" calcext:value="&gt;100"/>', True),
        ("'表 一'.A1:'表 一'.B2", '<calcext:condition calcext:apply-style-name="cs" calcext:value="&gt;100"/>', True),
        ("表.B1", '<calcext:icon-set calcext:icon-set-type="3Arrows" calcext:show-value="false"/>', True),
        ("表.B1:表.B9", '<calcext:condition calcext:apply-style-name="c0" calcext:value="&gt;100"/>', False),
        ("表.C1:表.C9", '<calcext:condition calcext:apply-style-name="c0" calcext:value="&gt;100"/>', False),
        ("乱", '<calcext:condition calcext:apply-style-name="cs" calcext:value="&gt;100"/>', False),
    ],
)
def test_formats_under_a_condition_as_libreoffice_keeps_them(area: str, rule: str, hides: bool) -> None:
    more = (
        f'<calcext:conditional-formats xmlns:calcext="{CALC}"><calcext:conditional-format '
        f'calcext:target-range-address="{area}">{rule}</calcext:conditional-format></calcext:conditional-formats>'
    )
    found = shown(sheet("<text:p>186</text:p>", more=more))
    assert (UNREAD in found[1]) == hides and found[2] == "7"


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ('<draw:control draw:control="c1"/>', "控件"),
        ("<draw:custom-shape><text:p>总计186</text:p></draw:custom-shape>", "文本框"),
        ("<draw:frame><draw:text-box><text:p>总计186</text:p></draw:text-box></draw:frame>", "文本框"),
        ("<draw:custom-shape><text:p/></draw:custom-shape>", ""),
    ],
)
@pytest.mark.parametrize("anchored", [False, True])
def test_what_floats_over_a_sheet_is_said(shape: str, said: str, anchored: bool) -> None:
    words = "<text:p>186</text:p>"
    found = sheet(words + shape) if anchored else sheet(words, more=f"<table:shapes>{shape}</table:shapes>")
    assert len(notes(found)) == bool(said) and said in "".join(notes(found))
    assert shown(found) == ["总计", "186", "7"]


def test_a_control_in_a_text_is_no_blank() -> None:
    body = '<text:p>共收到<draw:control draw:control="c1"/>件</text:p>'
    (item,) = read_odt(_odf_package("text", body), "a.odt").items
    assert isinstance(item, RawText)
    assert item.text == f"共收到{UNREAD}窗体控件〕件"
