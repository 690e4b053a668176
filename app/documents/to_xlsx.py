"""Writes the three tables as XLSX in the official layout, figures as numbers, for the province's 数据报送."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell as Square
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.documents import style
from app.documents.blocks import Grid
from app.documents.outline import outline
from app.documents.package import core_properties, plain, zipped
from app.form.layout import Box
from app.model.figures import digits
from app.model.report import Report

_HEADING_ROWS = 1  # the table's title stands above its grid
_MOST_DIGITS = 15  # what a spreadsheet keeps of a number; longer figures are written as text
_INCH = 72.0
_SIDE = Side(style="thin", color="000000")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_FONT = Font(name=style.DOCX_FACES["song"], size=style.TABLE.size)
_HEADING_FONT = Font(name=style.DOCX_FACES["hei"], size=style.TYPES["heading"].size)


def xlsx_bytes(report: Report) -> bytes:
    """A workbook of three sheets, 表二 表三 表四; a blank stays an empty cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    paper = outline(report)
    for grid in paper.blocks:
        if isinstance(grid, Grid):
            _sheet(book.create_sheet(report.form.table(grid.key).short), grid, report)
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # openpyxl writes the hour of saving; the same report shall give the same bytes.
    parts["docProps/core.xml"] = core_properties(paper.title, paper.author)
    return zipped(parts)


def _sheet(sheet: Worksheet, grid: Grid, report: Report) -> None:
    for i, width in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = _characters(width)
    for i, height in enumerate(grid.heights, 1 + _HEADING_ROWS):
        sheet.row_dimensions[i].height = height
    heading = sheet.cell(1, 1, grid.title)
    heading.font = _HEADING_FONT
    heading.alignment = Alignment(horizontal="left", vertical="center")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=grid.columns)
    sheet.row_dimensions[1].height = style.PITCH
    for box in grid.boxes:
        _box(sheet, box, report)
    _page(sheet, grid)


def _box(sheet: Worksheet, box: Box, report: Report) -> None:
    top, left = box.row + 1 + _HEADING_ROWS, box.column + 1
    for row in range(top, top + box.rows):
        for column in range(left, left + box.columns):
            sheet.cell(row, column).border = _BORDER
    square = sheet.cell(top, left)
    square.font = _FONT
    flush = box.kind in ("label", "caption") and not box.lines
    square.alignment = Alignment(
        horizontal="left" if flush else "center",
        vertical="center",
        wrap_text=box.kind != "figure",
        shrink_to_fit=box.kind == "figure",
    )
    if box.cell:
        _figure(square, report.figure(box.cell))
    else:
        square.value = plain("\n".join(box.lines) or box.text)
    if box.rows * box.columns > 1:
        sheet.merge_cells(
            start_row=top, end_row=top + box.rows - 1, start_column=left, end_column=left + box.columns - 1
        )


def _figure(square: Square, figure: Decimal | None) -> None:
    """The figure as a number that shows the digits typed: 18.8710 keeps its last 0."""
    if figure is None:
        return
    words = digits(figure)
    whole, _, decimals = words.partition(".")
    if sum(map(str.isdigit, words)) > _MOST_DIGITS:
        square.value, square.number_format = words, "@"
        return
    square.value = figure
    square.number_format = f"0.{'0' * len(decimals)}" if decimals else "0"


def _page(sheet: Worksheet, grid: Grid) -> None:
    """A4 with the margins of the report; one page wide, header rows repeated."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.top, margins.bottom = style.TOP / _INCH, style.BOTTOM / _INCH
    margins.left, margins.right = style.LEFT / _INCH, style.RIGHT / _INCH
    if grid.header_rows:
        sheet.print_title_rows = f"{1 + _HEADING_ROWS}:{grid.header_rows + _HEADING_ROWS}"


def _characters(points: float) -> float:
    """A column width in points, in the characters of 7 pixels that spreadsheets count in."""
    return round((points * 96 / _INCH - 5) / 7, 2)
