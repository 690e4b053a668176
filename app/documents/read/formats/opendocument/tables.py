"""A table of an OpenDocument file as a sheet: repeated rows and boxes within bounds, covered boxes, hidden rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from app.documents.read.formats.opendocument.parts import TABLE, whole
from app.documents.read.formats.opendocument.styles import Styles
from app.documents.read.formats.sheet.sheet import Merge, Sheet
from app.documents.recognise.raw import MOST_COLUMNS, MOST_ROWS

_WRAPS = frozenset(
    f"{TABLE}{name}"
    for name in (
        *("table-header-rows", "table-rows", "table-row-group", "table-header-columns", "table-columns"),
        "table-column-group",
    )
)
_BOXES = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_UNSEEN = ("collapse", "filter")
_THIN = 1.5  # points: a row so low shows nothing


def sheet_of(
    table: etree._Element, styles: Styles, words: Callable[[etree._Element, str | None, int, int], str]
) -> Sheet:
    """`words` gives what a box shows: it is given the box, the name of its style, its row and column."""
    sheet = Sheet(table.get(f"{TABLE}name") or "")
    usual = _columns(table, sheet, styles)
    row = 0
    for line in _parts(table, f"{TABLE}table-row"):
        times = whole(line.get(f"{TABLE}number-rows-repeated"))
        if row < MOST_ROWS * 2 and _filled(line):
            for again in range(min(times, MOST_ROWS + 1)):
                if row + again > MOST_ROWS:
                    sheet.cut = True
                    break
                _row(line, row + again, sheet, usual, words)
        if line.get(f"{TABLE}visibility") in _UNSEEN or _thin(line, styles):
            sheet.hidden_rows.update(range(row, min(row + times, MOST_ROWS + 1)))
        row += times
    return sheet


def _parts(node: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for each in node:
        if each.tag == wanted:
            yield each
        elif each.tag in _WRAPS:
            yield from _parts(each, wanted)


def _filled(line: etree._Element) -> bool:
    """Whether anything stands in a row, or its boxes were set one by one."""
    few = whole(line.get(f"{TABLE}number-rows-repeated")) == 1 and len(line) > 1
    return few or any(len(box) or whole(box.get(f"{TABLE}number-columns-spanned")) > 1 for box in line)


def _thin(line: etree._Element, styles: Styles) -> bool:
    height = styles.size("table-row", line.get(f"{TABLE}style-name"), "row-height")
    return height is not None and height <= _THIN


def _columns(table: etree._Element, sheet: Sheet, styles: Styles) -> list[str | None]:
    """The style of boxes that have none of their own, by column; notes the hidden columns."""
    usual: list[str | None] = []
    for node in _parts(table, f"{TABLE}table-column"):
        times = min(whole(node.get(f"{TABLE}number-columns-repeated")), MOST_COLUMNS)
        width = styles.size("table-column", node.get(f"{TABLE}style-name"), "column-width")
        if node.get(f"{TABLE}visibility") in _UNSEEN or (width is not None and width <= _THIN):
            sheet.hidden_columns.update(range(len(usual), len(usual) + times))
        usual += [node.get(f"{TABLE}default-cell-style-name")] * times
        if len(usual) > MOST_COLUMNS:
            break
    return usual


def _row(
    line: etree._Element,
    row: int,
    sheet: Sheet,
    usual: list[str | None],
    words: Callable[[etree._Element, str | None, int, int], str],
) -> None:
    column = 0
    for box in line:
        if box.tag not in _BOXES:
            continue
        times = whole(box.get(f"{TABLE}number-columns-repeated"))
        along, down = whole(box.get(f"{TABLE}number-columns-spanned")), whole(box.get(f"{TABLE}number-rows-spanned"))
        if box.tag == _BOXES[0] and (times < MOST_COLUMNS or len(box)):
            if along > 1 or down > 1:
                sheet.merges.append(Merge(row, column, down, along))
            for again in range(min(times, MOST_COLUMNS + 1)):
                at = column + again
                style = box.get(f"{TABLE}style-name") or (usual[at] if at < len(usual) else None)
                sheet.put(row, at, words(box, style, row, at))
        column += times
        if column > MOST_COLUMNS * 2:
            return
