"""The workbook: three tables as the form prints them, figures as numbers with the digits typed."""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from app.documents.write.blocks import Grid
from app.documents.write.county_papers import UnitLine, chasing_workbook, sum_csv, sum_workbook
from app.documents.write.ledger.deadlines import deadlines_xlsx
from app.documents.write.outline import outline
from app.documents.write.to_xlsx import comparison_bytes, xlsx_bytes
from app.form.schema import Cell
from app.ledger.deadlines import Item
from app.ledger.reading.request import NO_DAY, Request
from app.model.report import Report
from tests.reports import EVERY_EDITION, balanced, blank, county, filled

AMOUNT = Cell("disclosure", "fees", "amount")


def opened(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(xlsx_bytes(report)))


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_three_sheets_hold_every_label_and_figure_in_its_merged_box(edition: str) -> None:
    report = balanced(11, edition)
    book = opened(report)
    assert book.sheetnames == ["表二", "表三", "表四"]
    grids = [block for block in outline(report).blocks if isinstance(block, Grid)]
    for grid, sheet in zip(grids, book.worksheets, strict=True):
        assert sheet.sheet_state == "visible"
        assert sheet["A1"].value == grid.title
        assert (sheet.max_row, sheet.max_column) == (grid.rows + 1, grid.columns)
        merged = {(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges}
        for box in grid.boxes:
            square = sheet.cell(box.row + 2, box.column + 1)
            if box.cell:
                figure = report.figures[box.cell]
                assert square.data_type == "n"
                assert Decimal(str(square.value)) == figure
                places = -int(figure.as_tuple().exponent)
                assert square.number_format == ("0." + "0" * places if places else "0")
            else:
                assert square.value.replace("\n", "") == box.text
            if box.rows * box.columns > 1:
                assert (box.row + 2, box.column + 1, box.row + 1 + box.rows, box.column + box.columns) in merged
            assert square.border.left.style == square.border.top.style == "thin"


def test_blank_stays_empty_and_0_stays_0() -> None:
    cell = Cell("disputes", "reconsideration", "upheld")
    sheet = opened(blank().with_figures({cell: Decimal(0)}))["表四"]
    assert [sheet.cell(5, column).value for column in range(1, 16)] == [0] + [None] * 14


def test_amounts_keep_their_digits() -> None:
    sheet = opened(blank().with_figures({AMOUNT: Decimal("18.8710")}))["表二"]
    square = sheet.cell(15, 2)
    assert (square.value, square.number_format) == (18.871, "0.0000")
    long = opened(blank().with_figures({AMOUNT: Decimal("1234567890123.4567")}))["表二"].cell(15, 2)
    assert (long.value, long.data_type) == ("1234567890123.4567", "s")


def test_it_prints_on_a4_one_page_wide_with_its_header() -> None:
    book = opened(county())
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth == 1
    assert book["表三"].print_title_rows == "$2:$4"


def test_author_is_the_organ_and_the_bytes_are_the_same_each_time() -> None:
    data = xlsx_bytes(county())
    assert data == xlsx_bytes(county())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = etree.fromstring(archive.read("docProps/core.xml"))
    assert [(etree.QName(e).localname, e.text) for e in core] == [
        ("title", "青禾县人民政府2025年政府信息公开工作年度报告"),
        ("creator", "青禾县人民政府"),
        ("language", "zh-CN"),
    ]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "@x", "a\x0bb\x1f"])
def test_words_of_others_are_no_formula_and_nothing_a_sheet_cannot_hold(name: str) -> None:
    """The name of an organ, of a unit, of a file, in every workbook that is written."""
    report = filled()
    named = replace(report, organ=replace(report.organ, name=name))
    named = replace(named, previous=replace(named, year=report.year - 1))
    line = UnitLine(name, name, name, name, name, name, {})
    item = Item("overdue", Request(name, name, 3, NO_DAY, office=name), None, None, name, name)
    books = (
        xlsx_bytes(named),
        comparison_bytes(named),
        sum_workbook(named, [line], [name]),
        chasing_workbook(name, 2025, [(name,) * 5]),
        deadlines_xlsx([item], name, datetime.date(2026, 1, 5), name),
    )
    for data in books:
        squares = [square for sheet in load_workbook(io.BytesIO(data)) for row in sheet for square in row]
        assert not any(square.data_type == "f" for square in squares)
    assert name[0] not in "=+@" or not any(
        each.startswith(name) for each in sum_csv(named, [line]).decode("utf-8-sig").replace("\r\n", ",").split(",")
    )
