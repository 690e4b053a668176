"""A figure of a page is what a person sees there: style sheets, fields and marks of the page itself, each in one box of a report."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.acts import render
from app.documents.read.reading import understand
from app.documents.recognise.report import Imported
from app.form.schema import Cell
from tests import reports

CELL = Cell("applications", "received", "natural_person")
TOTAL = Cell("applications", "received", "total")


def imported(box: str, sheet: str = "", head: str = "") -> Imported:
    """A report whose first box of table 三 (a 7) is printed like this."""
    report = reports.filled()
    page = render(report, ("html",), None)["html"].decode()
    row, _, rest = page.partition("一、本年新收政府信息公开申请数量")
    attributes, _, rest = rest.partition(">7<")
    page = f"{row}一、本年新收政府信息公开申请数量{attributes}>{box}<{rest}"
    return understand(
        "file", f"<html><head>{head}<style>{sheet}</style></head><body>{page}</body></html>".encode(), "页.html"
    )


def read(box: str, sheet: str = "", head: str = "") -> Decimal | None:
    return imported(box, sheet, head).report.figure(CELL)


UNSEEN = {
    "a class": ('7<span class="hid">9</span>', ".hid{display:none}"),
    "two classes": ('7<b class="x hid">9</b>', ".hid.x{display:none}"),
    "an id": ('7<span id="m">9</span>', "#m { display : none }"),
    "a tag in a tag": ("7<i>9</i>", "td i{display:none}"),
    "a child": ("7<i>9</i>", "td > i{display:none}"),
    "a list of selectors, one unknown": ("7<i>9</i>", "a::selection, td i, b{display:none}"),
    "an attribute": ('7<i data-n="1">9</i>', "[data-n]{display:none}"),
    "the last child": ("7<i>a</i><i>9</i>".replace("a", ""), "i:last-child{display:none}"),
    "in a comment of old": ("7<i>9</i>", "<!-- i{display:none} -->"),
    "in @media screen": ("7<i>9</i>", "@media screen and (min-width: 800px){ i{display:none} }"),
    "in two blocks": ("7<i>9</i>", "@supports (display:grid){@media all{i{display:none}}}"),
    "important over style": ('7<i style="display:inline">9</i>', "i{display:none !important}"),
    "the later rule": ("7<i>9</i>", "i{display:inline}i{display:none}"),
    "visibility": ('7<i class="v">9</i>', ".v{visibility:hidden}"),
    "size 0": ('7<i class="v">9</i>', ".v{font-size:0}"),
    "size 0 by font": ('7<i class="v">9</i>', ".v{font:0/0 a}"),
    "size in em of nothing": ('7<span style="font-size:0"><i style="font-size:2em">9</i></span>', ""),
    "opacity": ('7<i class="v">9</i>', ".v{opacity:0.0}"),
    "clear": ('7<i class="v">9</i>', ".v{color:transparent}"),
    "clear by alpha": ('7<i style="color:rgba(0,0,0,0)">9</i>', ""),
    "clear in eight digits": ('7<i style="color:#33333300">9</i>', ""),
    "white on white": ('7<i style="color:#fff">9</i>', ""),
    "white on nearly white": ('7<i style="color:white;background:#fefefe">9</i>', ""),
    "the colour behind it": ('7<i style="background:#c00;color:#cc0000">9</i>', ""),
    "a white font": ('7<font color="#FFFFFF">9</font>', ""),
    "off the screen": ('7<i style="position:absolute;left:-9999px">9</i>', ""),
    "over the screen": ('7<i class="v">9</i>', ".v{position:fixed;top:-200em}"),
    "moved away": ('7<i style="transform:translateX(-9999px);display:inline-block">9</i>', ""),
    "indented away": ('7<i style="display:inline-block;text-indent:-999em">9</i>', ""),
    "clipped": ('7<i class="sr-only">9</i>', ".sr-only{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}"),
    "clipped by rect alone": ('7<i style="position:absolute;clip:rect(1px 1px 1px 1px)">9</i>', ""),
    "clipped by path": ('7<i style="clip-path:inset(50%)">9</i>', ""),
    "of no height": ('7<i style="display:block;height:0;overflow:hidden">9</i>', ""),
    "scaled to nothing": ('7<i style="transform: scale(0)">9</i>', ""),
    "hidden": ("7<i hidden>9</i>", ""),
    "of Word": ("7<span style='mso-hide:all'>9</span>", ""),
    "a comment of Word": ("7<span style='mso-element:comment'>9</span>", ""),
    "struck by a class": ('<span class="d">180</span>7', ".d{text-decoration:line-through}"),
    "struck by its line": ('<span class="d">180</span>7', ".d{text-decoration-line:underline line-through}"),
    "struck": ("<del>180</del><ins>7</ins>", ""),
    "a script": ("7<script>9</script><template>9</template><noscript>9</noscript>", ""),
    "a hidden field": ('7<input type="hidden" value="9">', ""),
    "a button": ('7<button>9</button><input type=submit value=9>', ""),
    "an unseen prefix": ("7<i>9</i>", "i{display:none} i::before{content:'8'}"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNSEEN)
def test_what_is_not_seen_is_no_digit(what: str) -> None:
    assert read(*UNSEEN[what]) == 7


SEEN = {
    "print hides it, the screen does not": ("1<i>7</i>", "@media print{i{display:none}}", 17),
    "a sheet for paper": ("1<i>7</i>", "i{} @media (max-width: 600px){i{display:none}}", 17),
    "only under the pointer": ("1<i>7</i>", "i:hover{display:none}", 17),
    "shown again": ('1<i class="a b">7</i>', ".a{display:none}.a.b{display:inline}", 17),
    "visible in what is not": ('<span style="visibility:hidden">9<i style="visibility:visible">17</i></span>', "", 17),
    "letters of a size in a line of none": ('<span style="font-size:0">9<i style="font-size:14px">17</i></span>', "", 17),
    "white on a dark ground": ('<span style="background:#036;color:#fff">17</span>', "", 17),
    "white on a picture": ('<span style="background:url(a.png) no-repeat;color:#fff">17</span>', "", 17),
    "not struck": ("<del>17</del>", "del{text-decoration:none}", 17),
    "underlined": ("<u>17</u>", "u{text-decoration:underline}", 17),
    "a prefix of the sheet": ("<i>7</i>", "i::before{content:'1'}", 17),
    "a suffix of an attribute": ('<i data-a="7">1</i>', "i:after{content:attr(data-a)}", 17),
    "an icon of the sheet": ("<i>17</i>", "i::before{content:'\\e601'}", 17),
    "right to left": ('<bdo dir="rtl">71</bdo>', "", 17),
    "right to left by style": ('<i style="direction:rtl;unicode-bidi:bidi-override">71</i>', "", 17),
    "a field": ('<input value="17">', "", 17),
    "a number field": ('<input type="number" value="17" placeholder="9">', "", 17),
    "a field of lines": ("<textarea>\n17</textarea>", "", 17),
    "a choice": ("<select><option>9<option selected>17</select>", "", 17),
    "the first choice": ("<select><option value=9>17<option>9</select>", "", 17),
    "a link": ("<a href=#>17</a>", "", 17),
    "an unseen break": ("1&#8203;7", "", 17),
    "a table in the box": ("<table><tr><td>17</td></tr></table>", "", 17),
    "a page of the middle": ('<i style="position:relative;left:50%;margin-left:-500px">17</i>', "", 17),
}  # fmt: skip


@pytest.mark.parametrize("what", SEEN)
def test_what_is_seen_is_read(what: str) -> None:
    box, sheet, figure = SEEN[what]
    assert read(box, sheet) == figure


def test_white_letters_are_read_where_a_sheet_that_is_not_in_the_page_may_paint_behind_them() -> None:
    head = '<link rel="stylesheet" href="portal.css">'
    assert read('<span style="color:#fff">17</span>', head=head) == 17


UNSURE = {
    "a mark of a footnote by a class": ('7<span class="s">1</span>', ".s{vertical-align:super}"),
    "a mark lifted by its place": ('7<span style="position:relative;top:-5pt;font-size:7pt">1</span>', ""),
    "a mark lifted in points": ('7<span style="vertical-align:4pt">1</span>', ""),
    "a small mark at the top": ('7<span style="vertical-align:top;font-size:60%">1</span>', ""),
    "two figures in a table in the box": ("<table><tr><td>7<td>9</table>", ""),
    "a number that the browser counts": ("<i></i>7", "i::before{content:counter(n)}"),
    "two fields": ("<input value=7> <input value=9>", ""),
}


@pytest.mark.parametrize("what", UNSURE)
def test_what_nobody_may_guess_is_missing_with_a_doubt(what: str) -> None:
    found = imported(*UNSURE[what])
    assert found.report.figure(CELL) in (None, 7)
    assert str(CELL) in {doubt.where for doubt in found.doubts} or found.report.figure(CELL) == 7
    assert found.report.figure(TOTAL) == 9


def test_struck_words_are_told_once() -> None:
    notes = [doubt.note for doubt in imported('<span class="d">1</span>7', ".d{text-decoration:line-through}").doubts]
    assert sum("删除线" in note for note in notes) == 1


def test_a_blank_field_is_a_blank_and_says_so() -> None:
    found = imported('<input value="">')
    assert found.report.figure(CELL) is None
    assert any(doubt.where == str(CELL) and "空白" in doubt.note for doubt in found.doubts)
