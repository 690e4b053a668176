"""RTF and ODT: words in their code pages, what floats, is noted or deleted, numbers that the program sets by itself."""

from __future__ import annotations

import pytest

from app.documents.read.formats.opendocument.text import read_odt
from app.documents.read.formats.rtf.reader import read_rtf
from app.documents.recognise.raw import UNREAD, Raw, RawText
from app.model.files import FileProblem
from tests.documents.strangers.office import _ODF, _odf_package

HEAD = b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset0 Times;}}\\f0 "


def gbk(text: str) -> bytes:
    return b"".join(b"\\'%02x" % byte for byte in text.encode("gb18030"))


def rtf(body: bytes) -> Raw:
    return read_rtf(HEAD + body + b"}", "a.rtf")


def texts(raw: Raw) -> list[str]:
    return [item.text for item in raw.items if isinstance(item, RawText) and item.text]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (gbk("共收到186件") + b"\\par", ["共收到186件"]),
        (b"\\uc1\\u20849?\\u25910?186\\u20214?\\par", ["共收186件"]),
        (b"\\uc2\\u20849\\'b9\\'b2 186\\par", ["共 186"]),
        (b"{\\uc0\\u20849 186}\\par", ["共186"]),
        (b"\\f1 186\\f0 " + gbk("件") + b"\\par", ["186件"]),
        (b"18{\\*\\unknown 9}6{\\info{\\author 9}}\\par", ["186"]),
        (b"{\\deleted 9}{\\revised 1}86\\par", ["186"]),
        (b"1\\deleted\\par\\plain 86\\par", ["186"]),  # the end of a paragraph is deleted
        (b"{\\listtext\\pard 1.\\tab}" + gbk("主动公开") + b"\\par", ["1.\t主动公开"]),
        (b"{\\mmath{\\*\\moMath{\\mr 186}}}\\par", ["186"]),
        (b"{\\mmath{\\*\\moMath{\\mr 1\\'018\x0e6}}}\\par", ["186"]),  # what no XML can hold
        (b"{\\field{\\*\\fldinst REF \\'02a}{\\fldrslt 186}}\\par", ["186"]),
        (b"{\\mmath{\\*\\moMath{\\mf{\\mnum{\\mr 1}}}}}\\par", [f"{UNREAD}数学公式〕"]),
        (b"{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt 186\\par}}{\\shprslt 9}}\\par", ["186"]),
    ],
)
def test_rtf(body: bytes, shown: list[str]) -> None:
    assert texts(rtf(body)) == shown


def test_rtf_notes_and_comments_stand_in_no_text() -> None:
    found = rtf(
        b"186{\\footnote 5}{\\*\\atnid a}{\\*\\atnauthor Li}\\chatn{\\*\\annotation " + gbk("请核对") + b"}\\par"
    )
    assert texts(found) == ["186"]
    assert {remark.note for remark in found.remarks} == {"脚注，没有读入正文", "批注（Li）：请核对"}


def test_rtf_without_end() -> None:
    assert texts(read_rtf(HEAD + b"186", "a.rtf")) == ["186"]
    with pytest.raises(FileProblem, match="嵌套得太深"):
        rtf(b"{" * 2000)


def odt(body: str) -> Raw:
    assert _ODF
    return read_odt(_odf_package("text", body), "a.odt")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<text:p>18<text:span>6</text:span>件</text:p>", ["186件"]),
        ("<text:p>1<text:s text:c='2'/>86</text:p>", ["1  86"]),
        ("<text:tracked-changes><text:changed-region><text:deletion><text:p>9</text:p></text:deletion></text:changed-region>"
         "</text:tracked-changes><text:p>186</text:p>", ["186"]),
        ("<text:p>186<text:note><text:note-body><text:p>5</text:p></text:note-body></text:note></text:p>", ["186"]),
        ("<text:p>186<office:annotation><text:p>9</text:p></office:annotation></text:p>", ["186"]),
        ("<text:section text:display='none'><text:p>9</text:p></text:section><text:p>186</text:p>", ["186"]),
        ("<text:p>共<text:hidden-text text:is-hidden='true'>9</text:hidden-text>186</text:p>", ["共186"]),
    ],
)  # fmt: skip
def test_odt(body: str, shown: list[str]) -> None:
    assert texts(odt(body)) == shown
