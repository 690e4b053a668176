"""Writes the three tables as XLSX in the official layout, figures as numbers, for the province's 数据报送."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell as Square
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.write import style
from app.documents.write.blocks import Grid
from app.documents.write.outline import outline
from app.documents.write.package import core_properties, printable, zipped
from app.form.layout import Box
from app.model.beside.comparison import compared, not_comparable
from app.model.figures import digits
from app.model.report import Report

_HEADING_ROWS = 1  # the table's title stands above its grid
_MOST_DIGITS = 15  # what a spreadsheet keeps of a number; longer figures are written as text
_INCH = 72.0
_SIDE = Side(style="thin", color="000000")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
BODY_FONT = Font(name=style.DOCX_FACES["song"], size=style.TABLE.size)
HEADING_FONT = Font(name=style.DOCX_FACES["hei"], size=style.TYPES["heading"].size)


def xlsx_bytes(report: Report) -> bytes:
    """A workbook of three sheets, 表二 表三 表四; a blank stays an empty cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    paper = outline(report)
    for grid in paper.blocks:
        if isinstance(grid, Grid):
            grid_sheet(book.create_sheet(report.form.table(grid.key).short), grid, report)
    return saved(book, paper.title, paper.author)


def comparison_bytes(report: Report) -> bytes:
    """与上年对比 as a workbook of one sheet: place, last year, this year, change, change in percent; blanks stay empty."""
    previous = report.previous
    assert previous
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "与上年对比"
    title = f"{safe(report.organ.name)}{report.year}年与{previous.year}年年报数据对比"
    sheet.cell(1, 1, title).font = HEADING_FONT
    heads = ("项目", f"{previous.year}年", f"{report.year}年", "增减", "增减%")
    lines = compared(report)
    for column, words in enumerate(heads, 1):
        sheet.cell(2, column, words)
    for row, each in enumerate(lines, 3):
        sheet.cell(row, 1, safe(report.form.name(each.cell)))
        for column, figure in enumerate((each.then, each.now, each.change, each.percent), 2):
            figure_into(sheet.cell(row, column), figure)
    for row, line in enumerate(sheet.iter_rows(min_row=2, max_row=2 + len(lines), max_col=len(heads))):
        for column, square in enumerate(line):
            square.font, square.border = BODY_FONT, _BORDER
            square.alignment = Alignment(horizontal="left" if row and not column else "center")
    if said := not_comparable(report):
        sheet.cell(len(lines) + 4, 1, said).font = BODY_FONT
    sheet.column_dimensions["A"].width = 56
    for letter in "BCDE":
        sheet.column_dimensions[letter].width = 12
    sheet.freeze_panes = "B3"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:2"
    return saved(book, title, printable(report.organ.name))


def safe(words: str) -> str:
    """Words of others as a sheet can hold them, and as no spreadsheet takes for a formula."""
    words = printable(words)
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words


def bordered(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    """Rows of words with a border around each, the first one as their head."""
    for number, row in enumerate(rows, 1):
        for column, words in enumerate(row, 1):
            square = sheet.cell(number, column, words)
            square.font, square.border = BODY_FONT, _BORDER
            square.alignment = Alignment(horizontal="left" if number > 1 else "center", vertical="center")


def saved(book: Workbook, title: str, author: str) -> bytes:
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # openpyxl writes the hour of saving; the same report shall give the same bytes.
    parts["docProps/core.xml"] = core_properties(title, author)
    return zipped(parts)


def grid_sheet(sheet: Worksheet, grid: Grid, report: Report) -> None:
    for i, width in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = _characters(width)
    for i, height in enumerate(grid.heights, 1 + _HEADING_ROWS):
        sheet.row_dimensions[i].height = height
    heading = sheet.cell(1, 1, safe(grid.title))
    heading.font = HEADING_FONT
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
    square.font = BODY_FONT
    flush = box.kind in ("label", "caption") and not box.lines
    square.alignment = Alignment(
        horizontal="left" if flush else "center",
        vertical="center",
        wrap_text=box.kind != "figure",
        shrink_to_fit=box.kind == "figure",
    )
    if box.cell:
        figure_into(square, report.figure(box.cell))
    else:
        square.value = safe("\n".join(box.lines) or box.text)
    if box.rows * box.columns > 1:
        sheet.merge_cells(
            start_row=top, end_row=top + box.rows - 1, start_column=left, end_column=left + box.columns - 1
        )


def figure_into(square: Square | MergedCell, figure: Decimal | None) -> None:
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
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.top, margins.bottom = style.TOP / _INCH, style.BOTTOM / _INCH
    margins.left, margins.right = style.LEFT / _INCH, style.RIGHT / _INCH
    if grid.header_rows:
        sheet.print_title_rows = f"{1 + _HEADING_ROWS}:{grid.header_rows + _HEADING_ROWS}"


def _characters(points: float) -> float:
    """A column width in points, in the characters of 7 pixels that spreadsheets count in."""
    return round((points * 96 / _INCH - 5) / 7, 2)
