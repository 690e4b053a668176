"""A report printed as a PDF by our own hand, so that a test knows where each figure stands, and what others do to such a file."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.form.layout import layout
from app.form.parts import OVERVIEW
from app.form.schema import Cell, Table
from app.model.report import Report
from app.model.words.texts import printed
from tests.documents.recognise.shapes import words
from tests.where import ROOT

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 79.0, 522.0, 740.0, 100.0
BODY, SMALL = 16.0, 10.5
GUTTER = 24.0
FONT = "OnPaper"

Place = tuple[int, float, float, float, float]  # page from 0, left, bottom, right, top


def font() -> str:
    """Our 宋体, embedded."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(ROOT / "resources" / "fonts" / "song.ttf")))
    return FONT


def headed(report: Report, key: str) -> str:
    """A text as it is printed: an aspect of part 一 behind its heading."""
    text = printed(report, key)
    heading = next((f"{narrative.title}。" for narrative in OVERVIEW if narrative.key == key), "")
    return text if text.startswith(heading[:3]) else heading + text


@dataclass
class OnPaper:
    """`places`: the box of each figure."""

    report: Report
    data: bytes = b""
    places: dict[Cell, Place] = field(default_factory=dict)


class _Printer:
    def __init__(self, report: Report, ruled: bool, page_numbers: bool, columns: int, size: float) -> None:
        self.paper = OnPaper(report)
        self.ruled, self.page_numbers, self.size = ruled, page_numbers, size
        self.wide = (RIGHT - LEFT - (columns - 1) * GUTTER) / columns
        self.columns, self.column, self.start = columns, 0, TOP
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.page, self.y, self.lowest = 0, TOP, TOP

    def print(self) -> OnPaper:
        report = self.paper.report
        self.centred(f"{report.organ.name}{report.year}年政府信息公开工作年度报告", 18)
        self.paragraphs(printed(report, "preface"))
        for part in report.form.parts:
            if not part.heading:
                continue
            self.room(4 * self.size)
            self.line(part.heading, 2 * self.size)
            if part.key in ("disclosure", "applications", "disputes"):
                self.table(report.form.table(part.key))
            aspects = [narrative.key for narrative in OVERVIEW if part.key == "overview"]
            for key in (part.key, *aspects, f"{part.key}.note"):
                if key in report.form.text_keys:
                    self.paragraphs(headed(report, key))
        for key in ("signature", "date"):
            if report.texts.get(key):
                self.line(report.texts[key], self.wide - 12 * self.size)
        self.end_page()
        self.canvas.save()
        self.paper.data = self.file.getvalue()
        return self.paper

    def room(self, height: float) -> None:
        if self.y - height < BOTTOM:
            self.next_column()

    def next_column(self) -> None:
        if self.column + 1 < self.columns:
            self.column, self.y = self.column + 1, self.start
        else:
            self.end_page()

    def end_columns(self) -> None:
        """What comes now goes over the whole page, below the columns."""
        if self.column:
            self.y = min(self.y, self.lowest)
        self.column = 0

    def end_page(self) -> None:
        self.page += 1
        if self.page_numbers:
            self.write(f"— {self.page} —", WIDTH / 2 - 20, 60, 14)
        self.canvas.showPage()
        self.y = self.start = self.lowest = TOP
        self.column = 0

    def write(self, text: str, x: float, y: float, size: float) -> None:
        self.canvas.setFont(font(), size)
        self.canvas.drawString(x, y, text)

    def centred(self, text: str, size: float) -> None:
        self.write(text, (WIDTH - pdfmetrics.stringWidth(text, font(), size)) / 2, self.y, size)
        self.y -= 2 * size
        self.start = self.lowest = self.y

    def line(self, text: str, indent: float) -> None:
        self.room(1.75 * self.size)
        self.write(text, LEFT + self.column * (self.wide + GUTTER) + indent, self.y, self.size)
        self.y -= 1.75 * self.size
        self.lowest = min(self.lowest, self.y)

    def paragraphs(self, text: str) -> None:
        for paragraph in filter(None, text.split("\n")):
            left, indent = paragraph, 2 * self.size
            while left:
                count = len(left)
                while pdfmetrics.stringWidth(left[:count], font(), self.size) > self.wide - indent + 1:
                    count -= 1
                self.line(left[:count], indent)
                left, indent = left[count:], 0

    def table(self, table: Table) -> None:
        grid = layout(table)
        wide = 200.0 if grid.columns < 11 else 0.0  # the label's columns
        labels = 3 if grid.columns == 10 else 1 if wide else 0
        rest = (RIGHT - LEFT - wide) / (grid.columns - labels)
        xs = [
            LEFT + wide * min(i, labels) / max(1, labels) + rest * max(0, i - labels) for i in range(grid.columns + 1)
        ]
        height = 20.0
        self.end_columns()
        if self.y - grid.rows * height < BOTTOM and grid.rows < 30:
            self.end_page()
        top = self.y + 14
        for box in grid.boxes:
            x0, x1 = xs[box.column], xs[box.column + box.columns]
            y1, y0 = top - box.row * height, top - (box.row + box.rows) * height
            if self.ruled:
                self.canvas.setLineWidth(0.5)
                self.canvas.rect(x0, y0, x1 - x0, y1 - y0)
            self.words(words(self.paper.report, box), x0 + 2, x1 - 2, (y0 + y1) / 2)
            if box.cell is not None:
                self.paper.places[box.cell] = (self.page, x0, y0, x1, y1)
        self.y = self.start = self.lowest = top - grid.rows * height - 30

    def words(self, text: str, x0: float, x1: float, middle: float) -> None:
        """In one line or two, smaller when there is no room."""
        whole = pdfmetrics.stringWidth(text, font(), SMALL)
        lines = (
            [text]
            if whole <= x1 - x0 or len(text) < 3
            else [text[: (len(text) + 1) // 2], text[(len(text) + 1) // 2 :]]
        )
        widest = max(pdfmetrics.stringWidth(line, font(), 1.0) for line in lines)
        size = min(SMALL if len(lines) == 1 else 9.0, (x1 - x0) / max(0.1, widest))
        for i, line in enumerate(lines):
            self.write(line, x0, middle - 0.35 * size + (len(lines) - 1 - 2 * i) * 0.5 * size, size)


def on_paper(
    report: Report, *, ruled: bool = True, page_numbers: bool = True, columns: int = 1, size: float = BODY
) -> OnPaper:
    return _Printer(report, ruled, page_numbers, columns, size).print()


# What others do to a file


def drawing(draw: Callable[[Canvas], None], width: float = WIDTH, height: float = HEIGHT) -> pikepdf.Pdf:
    """One page drawn by reportlab, to be laid over or under another."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(width, height), invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return pikepdf.open(io.BytesIO(file.getvalue()))


def saved(document: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def over(
    data: bytes, draw: Callable[[Canvas, int], None], pages: list[int] | None = None, under: bool = False
) -> bytes:
    """Draw something over (or under) these pages, or all."""
    document = pikepdf.open(io.BytesIO(data))
    for number, page in enumerate(document.pages):
        if pages is None or number in pages:
            stamp = drawing(lambda canvas, number=number: draw(canvas, number))
            (page.add_underlay if under else page.add_overlay)(stamp.pages[0])
    return saved(document)


def changed(data: bytes, change: Callable[[pikepdf.Pdf, pikepdf.Page, int], None]) -> bytes:
    """Every page changed."""
    document = pikepdf.open(io.BytesIO(data))
    for number, page in enumerate(document.pages):
        change(document, page, number)
    return saved(document)


def wrapped(page: pikepdf.Page, document: pikepdf.Pdf, before: bytes, after: bytes = b"") -> None:
    """The whole content of a page between these commands."""
    page.contents_coalesce()
    content = page.Contents.read_bytes()
    page.Contents = document.make_stream(b"q " + before + b"\n" + content + b"\n" + after + b" Q")


def turned(data: bytes, chance: random.Random, quarter: int) -> bytes:
    """The content turned by quarter turns, on a sheet of the fitting shape."""

    def turn(document: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
        matrix = {1: b"0 1 -1 0 842 0 cm", 2: b"-1 0 0 -1 595 842 cm", 3: b"0 -1 1 0 0 595 cm"}[quarter]
        wrapped(page, document, matrix)
        page.MediaBox = [0, 0, 842, 595] if quarter % 2 else [0, 0, 595, 842]

    return changed(data, turn)
