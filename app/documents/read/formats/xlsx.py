"""A workbook as raw grids, one a sheet, with its values as they are shown; formulas give their stored result."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from decimal import Decimal, InvalidOperation

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.read.unpack import open_package, part_bytes
from app.documents.recognise.raw import MOST_COLUMNS, MOST_ROWS, NO_RESULT, Raw, RawCell, RawGrid, Remark
from app.model.files import FileProblem

MOST_SHEET = 12 * 1024 * 1024  # bytes of XML of one sheet; table 三 takes 40 KB
_DECIMALS = re.compile(r'(?:#,##)?0(?:\.(0+))?(?:_[ )]|"[^"]*")?\s*')


def read_xlsx(data: bytes, name: str) -> Raw:
    """Read the bytes of an XLSX called `name`; FileProblem when it is broken, locked or far too large."""
    package = open_package(data, name)
    computed = False
    for part in package.infolist():
        if part.filename.endswith((".xml", ".rels")) and not part.filename.startswith("xl/media"):
            if part.filename.startswith("xl/worksheets/") and part.file_size > MOST_SHEET:
                raise FileProblem(f"“{name}”里的工作表太大，不像年报，没有导入。请只保留年报的三张表，另存后再导入。")
            content = part_bytes(package, part.filename, name)  # refuses entities and damage
            computed = computed or (part.filename.startswith("xl/worksheets/") and b"<f" in (content or b""))
    shown = _load(data, name, values=True)
    formulas = _load(data, name, values=False) if computed else shown
    remarks: list[Remark] = []
    items: list[RawGrid] = []
    for sheet in shown.worksheets:
        if sheet.sheet_state != "visible":
            remarks.append(Remark(sheet.title, "隐藏的工作表，没有读入"))
            continue
        items += _sheet(sheet, formulas[sheet.title])
    return Raw(tuple(items), tuple(remarks), title=shown.properties.title or "")


def _load(data: bytes, name: str, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl lets any error of a broken part through
        raise FileProblem(f"“{name}”里面的内容已损坏，没有导入。请用 Excel、WPS 打开后另存一份，再导入。") from error


def _sheet(sheet: Worksheet, formulas: Worksheet) -> list[RawGrid]:
    """The sheet as one grid; none when it is empty."""
    height, width = min(sheet.max_row or 0, MOST_ROWS), min(sheet.max_column or 0, MOST_COLUMNS)
    spans = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    cells: list[RawCell] = []
    for line in sheet.iter_rows(min_row=1, max_row=height, max_col=width):
        for cell in line:
            if isinstance(cell, MergedCell):
                continue
            down, along = spans.get((cell.row, cell.column), (1, 1))
            down, along = min(down, height - cell.row + 1), min(along, width - cell.column + 1)
            cells.append(RawCell(cell.row - 1, cell.column - 1, down, along, _shown(cell, formulas)))
    return [RawGrid(tuple(cells))] if cells else []


def _shown(cell: SheetCell, formulas: Worksheet) -> str:
    """The words of a cell: numbers with the digits they are shown with where the format only fixes decimals."""
    value = cell.value
    if value is None:
        asked = formulas.cell(cell.row, cell.column).value
        return NO_RESULT if isinstance(asked, str) and asked.startswith("=") else ""
    if isinstance(value, (bool, datetime.date, datetime.time)):
        return str(value)
    if isinstance(value, (int, float)):
        return _digits(value, cell.number_format or "General")
    return str(value)


def _digits(value: int | float, form: str) -> str:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if number == number.to_integral_value():
        number = number.quantize(Decimal(1)) if abs(number) < Decimal(10) ** 20 else number
    match = _DECIMALS.fullmatch(form)
    if match and match[1]:
        wanted = Decimal(1).scaleb(-len(match[1]))
        if number.is_finite() and number == number.quantize(wanted):
            number = number.quantize(wanted)
    return format(number, "f")
