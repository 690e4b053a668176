"""Figures copied out of a table, as Excel and WPS read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents.pasted.grids import of_text, rows_of
from app.documents.pasted.laying import lay
from app.form import EDITIONS
from app.form.schema import Cell
from app.model.block import cut_out, write
from app.model.figures import digits
from tests.reports import EVERY_EDITION, balanced


def cell(row: str, column: str) -> Cell:
    return Cell("applications", row, column)


def test_what_is_written_is_read_back():
    rows = [["1", "", "3"], ["", "5", "18.8710"]]
    assert rows_of(write(rows)) == rows


@pytest.mark.parametrize("edition", EVERY_EDITION)
@pytest.mark.parametrize("key", ["disclosure", "applications", "disputes"])
def test_copy_then_paste_gives_the_same_figures(edition, key):
    report = balanced(9, edition)
    table = EDITIONS[edition].table(key)
    text = write(cut_out(report, table, table.cells))
    laid = lay(of_text(text, ours=True), replace(report, figures={}), table, table.cells[0])
    assert not laid.left_out
    assert laid.figures == {c: report.figures[c] for c in table.cells}


def test_cells_not_chosen_stay_empty_in_a_copy():
    report = balanced(1)
    table = report.form.table("applications")
    rows = cut_out(report, table, [cell("received", "natural_person"), cell("carried_in", "business")])
    assert rows[0][1] == rows[1][0] == ""
    assert rows[0][0] == digits(report.figures[cell("received", "natural_person")])
