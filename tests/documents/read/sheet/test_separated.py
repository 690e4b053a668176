"""A table of the report saved as .csv: read like the sheet it was, and never another figure."""

from __future__ import annotations

import csv
import io

import pytest

from app.documents.read.formats.sheet.separated import table_in
from app.documents.read.reading import understand
from app.documents.recognise.report import Imported
from app.form.layout import layout
from app.form.schema import Table
from app.model.report import Report
from tests.documents.recognise.shapes import words
from tests.reports import EVERY_EDITION, balanced


def rows(report: Report, table: Table) -> list[list[str]]:
    """As office programs save a sheet: what is merged stands in its first square."""
    grid = layout(table)
    squares = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for box in grid.boxes:
        squares[box.row][box.column] = words(report, box)
    return squares


def saved(lines: list[list[str]], encoding: str = "utf-8-sig", ends: str = "\r\n") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=ends).writerows(lines)
    return file.getvalue().encode(encoding)


def read(data: bytes, name: str = "表.csv") -> Imported:
    return understand("file", data, name)


@pytest.mark.parametrize("edition", EVERY_EDITION)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["表.csv", "表.txt"])
def test_each_table_comes_back(edition: str, encoding: str, name: str) -> None:
    report = balanced(4, edition, most=2000)
    for table in report.form.tables:
        found = read(saved(rows(report, table), encoding), name)
        cells = [cell for cell in report.form.cells if cell.table == table.key]
        assert {cell: found.report.figure(cell) for cell in cells} == {cell: report.figure(cell) for cell in cells}


def test_all_three_below_one_another_with_a_title() -> None:
    report = balanced(7)
    lines = [["青禾县林业局2025年政府信息公开工作年度报告"]]
    for table in report.form.tables:
        lines += [[report.form.part(table.key).heading], *rows(report, table), []]
    found = read(saved(lines))
    assert dict(found.report.figures) == dict(report.figures)
    assert (found.report.organ.name, found.report.year) == ("青禾县林业局", 2025)


def test_blanks_are_blank_and_thousands_are_one_number() -> None:
    report = balanced(5, most=30)
    table = report.form.table("applications")
    first, last = table.cells[0], table.cells[6]
    report = report.with_figures({first: 1205, last: None})
    lines = rows(report, table)
    lines = [["1,205" if box == "1205" else box for box in line] for line in lines]
    found = read(saved(lines, ends="\n"))
    assert found.report.figure(first) == 1205
    assert found.report.figure(last) is None and last not in found.missing
    assert any(doubt.where == str(last) and "空白" in doubt.note for doubt in found.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "本年共收到申请5件，其中自然人3件，企业2件。\n" * 30,
        "This, that, and the other, are words.\n一段文字。\n另一段文字。\n" * 3,
        "一,二\n三,四\n" * 20,
        "自然人 1,205 商业企业 2,300\n" * 9,
        '"没有完的引号,1,2,3\n' * 3 + "\0",
        "",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert table_in(text) is None
