"""Writes a paper as DOCX with python-docx over our own template: real styles, nothing hidden, the same bytes for the same paper."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from lxml import etree

from app.documents.write import style
from app.documents.write.blocks import Grid, Paper, Text, number_of
from app.documents.write.docx_words import LEAD_STYLE, REVIEW_FOOTER_STYLE, STYLES, TABLE_STYLE, eastern, run, twips, w
from app.documents.write.package import printable, zipped
from app.form.layout import Box
from app.paths import resource

_DIGIT = 0.56  # a digit's width in ems, the widest of the fonts that may serve
_FIGURE_PADDING = 1.0  # points left free on each side of a figure
_CELL_MARGIN = 0.5  # points: 自然人 needs 31.5 of its column's 32.6
_HEAD_ROLES = ("title", "review_mark", "document_number")


def docx_bytes(paper: Paper) -> bytes:
    """The whole DOCX file. resources/template.docx (build/template.py) brings styles, page and footers."""
    document: Docx = Document(str(resource("template.docx")))
    body = document.element.body
    blocks = paper.blocks
    for i, block in enumerate(blocks):
        before = blocks[i - 1] if i else None
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        body.insert(len(body) - 1, _table(block) if isinstance(block, Grid) else _paragraph(block, before, after))
    if not blocks or isinstance(blocks[-1], Grid):
        document.add_paragraph()  # Word wants a paragraph after a table
    if paper.footer:
        _mark_footers(document, paper.footer)
    else:  # a 公布稿 does not offer the styles of a 送审稿
        for each in list(document.styles.element):
            if each.get(qn("w:styleId")) in (STYLES["review_mark"][0], REVIEW_FOOTER_STYLE):
                document.styles.element.remove(each)
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        printable(paper.title)[:255],
        printable(paper.author)[:255],
        "zh-CN",
    )
    return _without_clock(document)


def _mark_footers(document: Docx, words: str) -> None:
    """Put the line of a 送审稿 in the middle of both footers."""
    section = document.sections[0]
    mark = w("rStyle", val=REVIEW_FOOTER_STYLE)
    section.footer.paragraphs[0].runs[0]._r.addnext(run(words, mark, eastern()))
    section.even_page_footer.paragraphs[0]._p.append(run(words, w("rStyle", val=REVIEW_FOOTER_STYLE), eastern()))


def _without_clock(document: Docx) -> bytes:
    """The saved file with its parts dated alike, so that the same report gives the same bytes."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _paragraph(text: Text, before: Text | Grid | None, after: Text | Grid | None) -> etree._Element:
    spacing = _spacing(text, before, after)
    properties = w(
        "pPr",
        w("pStyle", val=STYLES[text.role][0]),
        w("keepNext") if text.with_next and text.role not in ("heading", "subheading") else None,
        w("pageBreakBefore") if text.new_page else None,
        w("spacing", **spacing) if spacing else None,
        _right_inset() if text.role == "signature" else None,
    )
    paragraph = w("p", properties)
    if text.lead:
        paragraph.append(run(text.text[: text.lead], w("rStyle", val=LEAD_STYLE), eastern()))
    if rest := text.text[text.lead :]:
        paragraph.append(run(rest, eastern()))
    return paragraph


def _spacing(text: Text, before: Text | Grid | None, after: Text | Grid | None) -> dict[str, int]:
    """Space around a paragraph where the paper wants more than its lines."""
    spacing = {}
    behind_table = isinstance(before, Grid) or (isinstance(before, Text) and before.role == "table_note")
    if behind_table and text.role != "table_note" and not text.new_page:
        spacing["before"] = twips(style.AFTER_TABLE)
    if text.role == "signature" and isinstance(before, Text) and before.role != "signature":
        spacing["before"] = twips(style.PITCH)
    if text.role in _HEAD_ROLES and not (isinstance(after, Text) and after.role in _HEAD_ROLES):
        spacing["after"] = twips(style.AFTER_TITLE)
    return spacing


def _right_inset() -> etree._Element:
    size = style.TYPES["signature"].size
    characters = style.SIGNATURE_RIGHT_CHARACTERS
    return w("ind", rightChars=100 * characters, right=twips(characters * size))


def _table(grid: Grid) -> etree._Element:
    rule = {"val": "single", "sz": round(8 * style.RULE), "space": 0, "color": "000000"}
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    margin = twips(_CELL_MARGIN)
    table = w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=sum(map(twips, grid.widths)), type="dxa"),
            w("jc", val="center"),
            w("tblBorders", *(w(edge, **rule) for edge in edges)),
            w("tblLayout", type="fixed"),
            w("tblCellMar", w("left", w=margin, type="dxa"), w("right", w=margin, type="dxa")),
            _look(grid),
            w("tblCaption", val=grid.title),
        ),
        w("tblGrid", *(w("gridCol", w=twips(width)) for width in grid.widths)),
    )
    for row in range(grid.rows):
        properties = w(
            "trPr",
            w("cantSplit"),
            w("trHeight", val=twips(grid.heights[row]), hRule="atLeast"),
            w("tblHeader") if row < grid.header_rows else None,
        )
        table.append(w("tr", properties, *_cells(grid, row)))
    return table


def _look(grid: Grid) -> etree._Element:
    """Which cells are headers, for programs that read a table aloud; no style of ours draws them otherwise."""
    row, column = int(grid.header_rows > 0), int(any(box.kind == "label" for box in grid.boxes))
    plain = {"lastRow": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    return w("tblLook", val=f"{0x600 | row << 5 | column << 7:04X}", firstRow=row, firstColumn=column, **plain)


def _cells(grid: Grid, row: int) -> Iterator[etree._Element]:
    """The boxes that cover a row, left to right; one that began in a row above is merged upwards."""
    covering = [box for box in grid.boxes if box.row <= row < box.row + box.rows]
    # Rows of a table that stays whole, and header rows, are kept with the row after them.
    keep = row < grid.rows - 1 and (grid.whole or row < grid.header_rows)
    for box in sorted(covering, key=lambda box: box.column):
        merge = {} if box.row < row else {"val": "restart"}
        properties = w(
            "tcPr",
            w("tcW", w=sum(map(twips, grid.widths[box.column : box.column + box.columns])), type="dxa"),
            w("gridSpan", val=box.columns) if box.columns > 1 else None,
            w("vMerge", **merge) if box.rows > 1 else None,
            w("vAlign", val="center"),
        )
        yield w("tc", properties, _cell_text(grid, box, keep, empty=box.row < row))


def _cell_text(grid: Grid, box: Box, keep: bool, empty: bool) -> etree._Element:
    left = box.kind in ("label", "caption") and not box.lines
    edge = twips(style.CELL_PADDING - _CELL_MARGIN)
    hang = twips(style.TABLE.size * sum(0.5 if c.isascii() else 1 for c in number_of(box)))  # in 宋体
    indent = {"left": edge + hang, "right": edge} | ({"hanging": hang} if hang else {})
    paragraph = w(
        "p",
        w(
            "pPr",
            w("pStyle", val=TABLE_STYLE),
            w("keepNext") if keep else None,
            w("ind", **indent) if left else None,
            w("jc", val="left") if left else None,
        ),
    )
    if box.text and not empty:
        words = "\n".join(box.lines) or box.text
        paragraph.append(run(words, eastern(), *(_fitted(grid, box) if box.kind == "figure" else ())))
    return paragraph


def _fitted(grid: Grid, box: Box) -> Iterator[etree._Element]:
    """A figure too wide for its box is set smaller, and below 7.5 pt narrower, but never broken."""
    room = sum(grid.widths[box.column : box.column + box.columns]) - 2 * _FIGURE_PADDING
    ems = len(box.text) * _DIGIT
    size = min(style.TABLE.size, max(style.TABLE_SMALLEST, int(2 * room / ems) / 2))
    if ems * size > room:
        yield w("w", val=int(100 * room / (ems * size)))
    if size < style.TABLE.size:
        yield w("sz", val=round(2 * size))
        yield w("szCs", val=round(2 * size))
