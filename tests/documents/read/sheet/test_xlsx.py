"""Workbooks as offices send them: shown digits, merges, formulas, hidden sheets."""

from __future__ import annotations

import io

from openpyxl import Workbook

from app.documents.read.formats.sheet.xlsx import read_xlsx
from app.documents.recognise.raw import NO_RESULT, Raw, RawGrid


def raw(book: Workbook) -> Raw:
    file = io.BytesIO()
    book.save(file)
    return read_xlsx(file.getvalue(), "a.xlsx")


def shown(found: Raw) -> list[str]:
    return [cell.text for item in found.items if isinstance(item, RawGrid) for cell in item.cells]


def test_figures_are_read_with_the_digits_that_are_shown() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([12, 12.0, 7730.28, 18.871, "１２", "0012"])
    sheet["D1"].number_format = "0.0000"
    assert shown(raw(book)) == ["12", "12", "7730.28", "18.8710", "１２", "0012"]


def test_a_formula_without_a_result_is_no_blank() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C1"] = 1, "=A1+1", '=IF(A1>0,"有","无")'
    assert shown(raw(book)) == ["1", "2", NO_RESULT]


def test_merges_are_boxes_and_hidden_sheets_are_said() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["C2"] = "表头", 5
    sheet.merge_cells("A1:B2")
    hidden = book.create_sheet("旧数")
    hidden["A1"], hidden.sheet_state = 9, "hidden"
    found = raw(book)
    (grid,) = found.items
    assert isinstance(grid, RawGrid)
    assert (0, 0, 2, 2, "表头") in [tuple(cell) for cell in grid.cells]
    assert [(remark.found, remark.note) for remark in found.remarks] == [("旧数", "隐藏的工作表，没有读入")]
