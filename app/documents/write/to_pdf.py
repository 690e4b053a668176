"""Writes a paper as PDF: the official layout page by page, every font embedded, the same bytes for the same paper."""

from __future__ import annotations

import io
import threading

from reportlab.pdfgen.canvas import Canvas

from app.documents.write import style
from app.documents.write.blocks import Block, Grid, Paper, Text
from app.documents.write.pdf.fonts import load, missing_characters
from app.documents.write.pdf.linebreak import Line
from app.documents.write.pdf.lists import list_labels
from app.documents.write.pdf.metadata import LANGUAGE, describe
from app.documents.write.pdf.table import PrintedTable
from app.documents.write.pdf.tags import Decoration, Element, Structure
from app.documents.write.pdf.text import Setting, baseline, draw_line, set_text
from app.documents.write.style import Face

_EXACT = 0.01  # points
_DASH_HEIGHT = 0.38  # of the type size: how high a dash stands above its baseline
_HEAD_ROLES = ("title", "review_mark", "document_number")
_DRAWING = threading.Lock()  # reportlab keeps the state of a font for one document at a time


def pdf_bytes(paper: Paper) -> bytes:
    """The whole PDF file: tagged, with bookmarks, its author the organ and nobody else."""
    with _DRAWING:
        return _Pages(paper).render()


class _Paragraph:
    """A text set in lines, ready to be drawn line by line."""

    def __init__(self, text: Text) -> None:
        self.source = text
        self.kind = style.TYPES[text.role]
        justify = self.kind.align == "justify"
        on_grid = justify or text.role in ("heading", "subheading")
        extra = style.CHARACTER_PITCH - self.kind.size if on_grid else 0.0
        self.lines: list[tuple[Setting, Line]] = []
        for piece in text.text.split("\n") if text.role == "title" else [text.text]:
            faces: list[Face] = ["kai" if i < text.lead else self.kind.face for i in range(len(piece))]
            setting = set_text(
                piece,
                faces,
                self.kind.size,
                style.TEXT_WIDTH,
                extra=extra,
                indent=self.kind.indent * style.CHARACTER_PITCH,
                justify=justify or text.role == "subheading",
            )
            self.lines += [(setting, line) for line in setting.lines]

    @property
    def height(self) -> float:
        return len(self.lines) * self.kind.pitch

    def left(self, i: int) -> float:
        """Where line i begins, from the left edge of the text area."""
        width = self.lines[i][1].width
        if self.kind.align == "centre":
            return (style.TEXT_WIDTH - width) / 2
        if self.kind.align == "right":
            return max(0.0, style.TEXT_WIDTH - style.SIGNATURE_RIGHT_CHARACTERS * self.kind.size - width)
        return self.kind.indent * style.CHARACTER_PITCH if i == 0 else 0.0

    def pieces(self, root: Element, level: int, label: int) -> list[tuple[int, Element | Decoration]]:
        """The elements that the paragraph is, in `root`: a lead is a heading of its own.

        `level`: of the heading that it is or begins with; `label`: how many characters number it as an item of a list.
        """
        if label:
            item = Element("LI", root)
            return [(0, Element("Lbl", item)), (label, Element("LBody", item))]
        if not level:
            return [(0, Element("P", root))]
        lead = self.source.lead
        return [(0, Element(f"H{level}", root)), *([(lead, Element("P", root))] if lead else [])]


class _Pages:
    """Lays the blocks out, from top to bottom and page to page."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.file = io.BytesIO()
        self.canvas = Canvas(
            self.file,
            pagesize=style.PAGE,
            pageCompression=1,
            invariant=1,
            initialFontName=load("song").name,  # type: ignore[arg-type]  # else every page names Helvetica
            lang=LANGUAGE,
            pdfVersion=(1, 7),
        )
        # A character that no font can draw is a fault by both standards; such a paper is named before its export.
        describe(self.canvas._doc, paper.title, paper.author, claimed=not missing_characters(paper))
        self.structure = Structure(self.canvas)
        self.used = 0.0  # points of the text area, from its top
        self.level = 0  # of the last heading
        self.bookmarks = 0
        self.list: Element | None = None  # the list that the last paragraph is an item of
        self.blocks: list[Block] = list(paper.blocks)
        self.made: list[_Paragraph | PrintedTable] = [
            PrintedTable(block, style.TEXT_HEIGHT) if isinstance(block, Grid) else _Paragraph(block)
            for block in self.blocks
        ]

    def render(self) -> bytes:
        labels = list_labels(self.blocks)
        for i, made in enumerate(self.made):
            if isinstance(made, _Paragraph) and made.source.new_page and self.used:
                self._end_page()
            self.used += self._space_before(i) if self.used else 0.0
            if self.used and self._needed(i) > self._room():
                self._end_page()
            if isinstance(made, _Paragraph):
                self._paragraph(made, labels[i])
            else:
                self._table(made)
            self.used += self._space_after(i)
        self._end_page()
        self.structure.write()
        self.canvas.save()
        return self.file.getvalue()

    # ---- where things stand

    def _room(self) -> float:
        return style.TEXT_HEIGHT - self.used + _EXACT

    def _space_before(self, i: int) -> float:
        before, block = (self.blocks[i - 1] if i else None), self.blocks[i]
        role = block.role if isinstance(block, Text) else None
        if isinstance(before, Grid) or (before and before.role == "table_note" and role != "table_note"):
            return 0.0 if role == "table_note" else style.AFTER_TABLE
        if role == "signature" and before and before.role != "signature":
            return style.PITCH
        return 0.0

    def _space_after(self, i: int) -> float:
        block = self.blocks[i]
        after = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        ends_head = isinstance(block, Text) and block.role in _HEAD_ROLES
        if ends_head and not (isinstance(after, Text) and after.role in _HEAD_ROLES):
            return style.AFTER_TITLE
        return 0.0

    def _needed(self, i: int) -> float:
        """Points that must be left for block i to begin on this page; 0 when no page could hold what must stay together."""
        height = 0.0
        for made in self.made[i:]:
            if isinstance(made, PrintedTable):
                height += self._least(made)
                break
            if not made.source.with_next:
                height += made.kind.pitch
                break
            height += made.height
        return height if height <= style.TEXT_HEIGHT else 0.0

    def _least(self, table: PrintedTable) -> float:
        """Points that a table needs to begin: all of it, or its first rows when it may be split."""
        if table.grid.whole and table.height <= style.TEXT_HEIGHT:
            return table.height
        end = table.part_end(0, style.TEXT_HEIGHT) or table.rows
        first = next((e for e in range(1, end) if table.part_end(0, table.part_height(0, e)) == e), end)
        return table.part_height(0, first)

    def _paragraph(self, made: _Paragraph, label: int) -> None:
        if made.source.level:  # a （一） before any 一、 stands at the top: no level is left out
            self.level = min(made.source.level, self.level + 1)
        if not label:
            self.list = None
        elif not self.list:
            self.list = Element("L", self.structure.root, {"ListNumbering": "/Decimal"})
        level = self.level if made.source.level else 0
        pieces = made.pieces(self.list or self.structure.root, level, label)
        for i, (setting, line) in enumerate(made.lines):
            if self.used and made.kind.pitch > self._room():
                self._end_page()
            top = style.PAGE[1] - style.TOP - self.used
            if i == 0 and made.source.level:
                self._bookmark(made.source, top)
            y = top - baseline(setting.size, made.kind.pitch)
            draw_line(self.canvas, self.structure, setting, line, style.LEFT + made.left(i), y, pieces)
            self.used += made.kind.pitch

    def _table(self, table: PrintedTable) -> None:
        start = 0
        while start < table.rows:
            end = table.part_end(start, self._room())
            if end is None and self.used:
                self._end_page()
                continue
            end = end or table.forced_end(start, self._room())
            top = style.PAGE[1] - style.TOP - self.used
            table.draw(self.canvas, self.structure, style.LEFT, top, start, end)
            self.used += table.part_height(start, end)
            start = end
            if start < table.rows:
                self._end_page()

    def _bookmark(self, text: Text, top: float) -> None:
        key = f"heading{self.bookmarks}"
        self.bookmarks += 1
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self.canvas.addOutlineEntry(text.text[: text.lead or None].strip().rstrip("。"), key, self.level - 1)

    # ---- the foot of a page

    def _end_page(self) -> None:
        y = style.BOTTOM - style.PAGE_NUMBER_BELOW - _DASH_HEIGHT * style.PAGE_NUMBER.size
        with self.structure.marked("footer"):
            self._page_number(y)
        if self.paper.footer:
            kind = style.REVIEW_FOOTER
            setting = set_text(self.paper.footer, kind.face, kind.size, style.TEXT_WIDTH)
            x = style.LEFT + (style.TEXT_WIDTH - setting.width) / 2
            draw_line(self.canvas, self.structure, setting, setting.lines[0], x, y, [(0, "footer")])
        self.canvas.showPage()
        self.used = 0.0

    def _page_number(self, y: float) -> None:
        """— 1 — : outside, one character in; the digits are those of 宋体."""
        number = self.canvas.getPageNumber()
        size = style.PAGE_NUMBER.size
        runs = [(load("fang"), "—"), (load("song"), f" {number} "), (load("fang"), "—")]
        width = sum(font.width(character) * size for font, text in runs for character in text)
        odd = style.LEFT + style.TEXT_WIDTH - style.PAGE_NUMBER_INSET - width
        words = self.canvas.beginText(odd if number % 2 else style.LEFT + style.PAGE_NUMBER_INSET, y)
        words.setCharSpace(0)
        words.setHorizScale(100)
        for font, text in runs:
            words.setFont(font.name, size)
            words.textOut(text)
        self.canvas.drawText(words)
