"""An old XLS line by line, with the same care as an XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import xlrd

from app.documents.read.formats.sheet.xlsx_styles import BUILT_IN
from app.documents.read.lines.numbers import format_of
from app.model.files import FileProblem
from app.model.sheet import STRUCK, Line, Sheet, Square


def xls_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of the XLS called `name`; FileProblem when it is broken or locked."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True)
    except xlrd.XLRDError as error:
        locked = "encrypt" in str(error).lower() or "password" in str(error).lower()
        raise FileProblem(
            f"“{name}”有打开密码，没有读。请用 Excel、WPS 去掉密码后另存，再试。" if locked else str(_damaged(name))
        ) from error
    except Exception as error:  # xlrd lets any error of a broken stream through
        raise _damaged(name) from error
    for sheet in book.sheets():
        yield Sheet(sheet.name, _sound(_lines(sheet), name), sheet.visibility != 0)


def _sound(lines: Iterator[Line], name: str) -> Iterator[Line]:
    """The lines of a sheet; FileProblem where they name a look that the book does not have."""
    try:
        yield from lines
    except (IndexError, KeyError, AttributeError, ValueError, TypeError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> FileProblem:
    return FileProblem(f"“{name}”不完整或已损坏，没有读。请用 Excel、WPS 打开后另存为 .xlsx，再试。")


def _lines(sheet: Any) -> Iterator[Line]:
    spread = {
        (row, column): (first, left)
        for first, last, left, right in sheet.merged_cells
        for row in range(first, last)
        for column in range(left, right)
    }
    for number in range(sheet.nrows):
        squares: dict[int, Square] = {}
        width = max(sheet.row_len(number), 1 + max((c for r, c in spread if r == number), default=-1))
        for column in range(width):
            row, at = spread.get((number, column), (number, column))
            if at < sheet.row_len(row) and (square := _square(sheet, sheet.cell(row, at))) is not None:
                squares[column] = square
        if squares:
            info = sheet.rowinfo_map.get(number)
            yield Line(number + 1, squares, bool(info and info.hidden))


def _square(sheet: Any, cell: Any) -> Square | None:
    book = sheet.book
    style = book.xf_list[cell.xf_index]
    text = str(cell.value).strip()
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or not text:
        return None
    if book.font_list[style.font_index].struck_out:
        return Square(text, doubt=STRUCK)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        shown = xlrd.error_text_from_code.get(int(cell.value), "#N/A")
        return Square(shown, doubt=f"单元格里是 {shown}")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Square("是" if cell.value else "否")
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return Square(str(cell.value))
    return format_of(_code(book, style.format_key)).shown(Decimal(str(cell.value)), bool(book.datemode))


def _code(book: Any, key: int) -> str:
    """A format as the file writes it, or as Excel knows it by its number."""
    found = book.format_map.get(key)
    return BUILT_IN.get(key, "General") if found is None or not found.format_str else found.format_str
