"""Blocks of figures between the clipboard and a table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.documents.pasted.grids import of_text, rows_of
from app.documents.pasted.landing import fill
from app.documents.pasted.laying import lay
from app.form.layout import layout
from app.form.schema import Cell
from app.model.block import write
from app.model.figures import digits
from app.model.totals import fill_totals
from tests.reports import EVERY_EDITION, balanced, blank


def cell(row: str, column: str, table: str = "applications") -> Cell:
    return Cell(table, row, column)


def whole_sheet(report, key: str) -> str:
    """A table as Excel copies it: a merged box's words in its first square, the others empty."""
    table = report.form.table(key)
    grid = layout(table)
    squares = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
    for box in grid.boxes:
        figure = report.figure(box.cell) if box.cell else None
        text = box.text if box.cell is None else "" if figure is None else digits(figure)
        squares[box.row][box.column] = "\n".join(box.lines).join('""') if box.lines else text
    return write(squares)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\t\t3", [["1", "", "3"]]),
        ("12", [["12"]]),
        ("", [[""]]),
        ('"（三）\n不予公开"\t7\n8\t9', [["（三）\n不予公开", "7"], ["8", "9"]]),
        ('"说""是"""\t1', [['说"是"', "1"]]),
        ('"没有关的引号\t1', [['"没有关的引号', "1"]]),
        ("\t\n\t5\n", [["", ""], ["", "5"]]),
    ],
)
def test_clipboard_text_is_read_as_excel_wrote_it(text, rows):
    assert rows_of(text) == rows


def test_a_plain_block_begins_at_the_cursor():
    report = blank()
    laid = lay(of_text("1,234\t２\n\t-"), report, report.form.table("applications"), cell("granted", "business"))
    assert laid.figures == {
        cell("granted", "business"): Decimal(1234),
        cell("granted", "research"): Decimal(2),
        cell("granted_in_part", "business"): None,
    }
    assert [landing.cell for landing in laid.left_out] == [cell("granted_in_part", "research")]
    assert laid.left_out[0].problem == "“-”不是数，没有填入"


def test_what_does_not_fit_is_named_not_dropped():
    report = blank()
    laid = lay(of_text("1\t2\t3"), report, report.form.table("applications"), cell("received", "other_organisation"))
    assert laid.figures == {cell("received", "other_organisation"): 1, cell("received", "total"): 2}
    assert [(landing.text, landing.cell) for landing in laid.left_out] == [("3", None)]


@pytest.mark.parametrize("edition", EVERY_EDITION)
@pytest.mark.parametrize("key", ["disclosure", "applications", "disputes"])
def test_the_whole_table_with_headers_and_labels_lands_in_its_place(edition, key):
    report = balanced(5, edition)
    table = report.form.table(key)
    empty = replace(report, figures={})
    laid = lay(of_text(whole_sheet(report, key)), empty, table, table.cells[-1])
    assert not laid.left_out
    assert laid.figures == {c: report.figures[c] for c in table.cells}


def test_one_label_column_is_recognised_and_skipped():
    report = blank()
    text = "（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n2.重复申请\t0\t0\t0\t0\t0\t9\t9\n"
    laid = lay(of_text(text), report, report.form.table("applications"), cell("carried_out", "total"))
    assert not laid.left_out
    assert laid.figures[cell("granted", "natural_person")] == 1
    assert laid.figures[cell("granted", "total")] == 21
    assert laid.figures[cell("not_processed_repeated", "other_organisation")] == 9
    assert len(laid.figures) == 14


def test_a_label_beside_one_column_leaves_the_column_to_the_cursor():
    report = blank()
    text = "（一）予以公开\t1\n（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t2\n"
    laid = lay(of_text(text), report, report.form.table("applications"), cell("received", "research"))
    assert laid.figures == {cell("granted", "research"): 1, cell("granted_in_part", "research"): 2}


def test_a_header_row_says_the_column():
    report = blank()
    laid = lay(
        of_text("科研机构\t社会公益组织\n1\t2"), report, report.form.table("applications"), cell("granted", "total")
    )
    assert laid.figures == {cell("granted", "research"): 1, cell("granted", "public_welfare"): 2}


def test_an_unknown_text_in_a_figure_is_refused_not_read_as_a_label():
    report = blank()
    laid = lay(of_text("大概三件\t2"), report, report.form.table("applications"), cell("granted", "business"))
    assert laid.figures == {cell("granted", "research"): 2}
    assert laid.left_out[0].text == "大概三件"


def test_a_figure_upon_a_caption_of_table_two_is_refused():
    report = blank()
    table = report.form.table("disclosure")
    laid = lay(of_text("1\n2\n3"), report, table, cell("regulations", "issued", "disclosure"))
    assert set(laid.figures.values()) == {1, 2}
    assert "第二十条第（五）项" in laid.left_out[0].problem


def test_computed_cells_are_compared_not_overwritten():
    report = replace(blank(), auto_totals=True)
    table = report.form.table("disputes")
    first = table.cells[0]
    laid = lay(of_text("1\t2\t3\t4\t11"), report, table, first)
    total = cell("reconsideration", "total", "disputes")
    assert total not in laid.figures
    assert laid.differing(report) == {total: (Decimal(11), Decimal(10))}
    assert laid.result(report).figure(total) == 10
    assert lay(of_text("1\t2\t3\t4\t10"), report, table, first).differing(report) == {}


def test_one_figure_fills_a_selection_but_no_computed_cell():
    report = fill_totals(replace(blank(), auto_totals=True))
    laid = fill(" 0 ", report, [cell("granted", "research"), cell("granted", "total")])
    assert laid.figures == {cell("granted", "research"): 0}


def test_amounts_keep_their_digits():
    report = blank()
    fees = cell("fees", "amount", "disclosure")
    assert digits(lay(of_text("18.8710"), report, report.form.table("disclosure"), fees).figures[fees]) == "18.8710"
