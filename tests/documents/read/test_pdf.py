"""PDFs as other programs make them: no rules, pages that end in a table, coloured lines, bold printed twice."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from app.documents.read.formats.pdf.reader import read_pdf
from app.documents.recognise.raw import RawGrid, RawText
from app.documents.recognise.report import Imported, recognise
from app.form.schema import Table
from app.model.report import Report
from tests.documents.recognise.shapes import rows_of
from tests.reports import balanced

FONT = "STSong-Light"
HEIGHT = 842.0
LABEL, FIGURE = 120.0, {"disclosure": 110.0, "applications": 22.0, "disputes": 29.0}  # column widths


def pdf(draw: Callable[[Canvas], None]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, HEIGHT))
    draw(canvas)
    canvas.save()
    return file.getvalue()


def say(canvas: Canvas, x: float, y: float, text: str, size: float = 10.0) -> None:
    """Write with y counted from the top."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - y, text)


def texts(data: bytes) -> list[str]:
    return [item.text for item in read_pdf(data, "a.pdf").items if isinstance(item, RawText)]


def table_page(canvas: Canvas, report: Report, table: Table, ruled: bool, twice: bool) -> None:
    """One table on a page of its own, each line of it on one height."""
    say(canvas, 80, 60, report.form.part(table.key).heading, 16)
    labels = 3 if table.key == "applications" else 0
    y = 90.0
    for row in rows_of(report, table, above=True):
        x, at = 40.0, 0
        for words, span in row:
            width = sum(LABEL if i < labels else FIGURE[table.key] for i in range(at, at + span))
            for _ in range(2 if twice else 1):
                say(canvas, x + 1, y + 12, words, 3)
            if ruled:
                canvas.rect(x, HEIGHT - y - 18, width, 18)
            x, at = x + width, at + span
        y += 18
    canvas.showPage()


def report_pdf(report: Report, *, ruled: bool, twice: bool = False) -> bytes:
    def draw(canvas: Canvas) -> None:
        say(canvas, 150, 80, f"{report.organ.name}{report.year}年政府信息公开工作年度报告", 16)
        say(canvas, 80, 120, "一、总体情况", 16)
        say(canvas, 80, 150, "做了工作。", 16)
        say(canvas, 280, 800, "— 1 —", 12)
        canvas.showPage()
        for table in report.form.tables:
            table_page(canvas, report, table, ruled, twice)

    return pdf(draw)


def read(data: bytes) -> Imported:
    return recognise(read_pdf(data, "a.pdf"), "a.pdf")


def test_ruled_tables_without_merges_are_grids() -> None:
    report = balanced(8, most=99)
    found = read(report_pdf(report, ruled=True))
    assert dict(found.report.figures) == dict(report.figures)
    assert set(found.how.values()) == {"grid"}


def test_tables_without_rules_are_read_by_their_labels() -> None:
    report = balanced(8, most=99)
    found = read(report_pdf(report, ruled=False))
    assert dict(found.report.figures) == dict(report.figures)
    assert set(found.how.values()) == {"labels"}


def test_blanks_without_rules_are_missing_and_never_another_figure() -> None:
    report = balanced(8, most=99)
    blank = [cell for cell in report.form.cells if cell.column in ("natural_person", "research", "corrected")]
    found = read(report_pdf(report.with_figures({cell: None for cell in blank}), ruled=False))
    for cell, figure in found.report.figures.items():
        assert figure == report.figure(cell)
    assert {cell for cell in blank if cell.table == "applications"} <= set(found.missing)


def test_bold_that_is_printed_twice_does_not_double_digits() -> None:
    report = balanced(8, most=99)
    found = read(report_pdf(report, ruled=True, twice=True))
    assert dict(found.report.figures) == dict(report.figures)


def test_a_small_raised_digit_is_a_footnotes_mark() -> None:
    def draw(canvas: Canvas) -> None:
        say(canvas, 60, 100, "5", 12)
        say(canvas, 66, 98, "1", 7)
        say(canvas, 70, 100, "件12", 12)

    assert texts(pdf(draw)) == ["5¹件12"]


def test_lines_become_paragraphs_over_a_page_end() -> None:
    def draw(canvas: Canvas) -> None:
        say(canvas, 112, 100, "公" * 23, 16)
        say(canvas, 80, 130, "开" * 25, 16)
        say(canvas, 300, 800, "-1-", 12)
        canvas.showPage()
        say(canvas, 80, 100, "短句。", 16)
        say(canvas, 112, 130, "另起一段。", 16)

    assert texts(pdf(draw)) == ["公" * 23 + "开" * 25 + "短句。", "另起一段。"]


def test_coloured_lines_of_text_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(6):
            canvas.setFillGray(0.9)
            canvas.rect(80, HEIGHT - 104 - 28 * i, 420, 28, stroke=0, fill=1)
            canvas.setFillGray(0)
            say(canvas, 112, 98 + 28 * i, f"第{'一二三四五六'[i]}段。", 16)

    items = read_pdf(pdf(draw), "a.pdf").items
    assert not any(isinstance(item, RawGrid) for item in items)
    assert [item.text for item in items if isinstance(item, RawText)] == [f"第{n}段。" for n in "一二三四五六"]
