"""Whatever the shape of a text, a figure comes back exactly or as missing: never as another number, never 0 for unknown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.read.formats.text import read_text
from app.documents.recognise.report import Imported, recognise
from app.form import EDITIONS
from app.form.parts import APPLICANTS
from app.form.schema import Cell, Table
from app.model.files import FileProblem
from app.model.report import Report
from tests.documents.recognise import shapes
from tests.reports import balanced

WHOLE = (
    shapes.bars, shapes.bars_without_end, shapes.bars_with_spans, shapes.markdown, shapes.cell_bar, shapes.cell_bar_plain,
    shapes.cell_then_bar, shapes.broken_in_cells, shapes.cell_a_line, shapes.cell_and_blank_line, shapes.cells_without_blanks, shapes.rows_without_blanks,
    shapes.one_line, shapes.tabs, shapes.tabs_with_spans, shapes.tabs_stripped, shapes.spaces,
)  # fmt: skip
"""Shapes from which a report without blanks comes back whole."""


def imported(report: Report, shape: Callable[[Report, Table], str]) -> Imported | None:
    try:
        return recognise(read_text(shapes.text_of(report, shape).encode(), "报告.txt"), "报告.txt")
    except FileProblem:
        return None


def wrong(report: Report, found: Imported | None) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """Cells that were read, as a figure or as a printed blank, and are something else in the report."""
    if found is None:
        return {}
    missing = set(found.missing)
    return {
        str(cell): (report.figure(cell), found.report.figure(cell))
        for cell in found.report.form.cells
        if cell not in missing and found.report.figure(cell) != report.figure(cell)
    }


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("shape", WHOLE, ids=lambda shape: shape.__name__)
def test_a_filled_report_comes_back_whole(shape: Callable[[Report, Table], str], edition: str) -> None:
    report = balanced(seed=7, edition=edition, year=2020 if edition == "2019" else 2025, most=120)
    found = imported(report, shape)
    assert found is not None
    assert found.report.edition == edition
    assert wrong(report, found) == {}
    assert found.missing == ()
    assert found.report.organ.name == report.organ.name
    assert found.report.year == report.year


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any figures, related or not, with any of them blank."""
    edition = draw(st.sampled_from(list(EDITIONS)))
    form = EDITIONS[edition]
    small = st.integers(0, 9) if draw(st.booleans()) else st.integers(0, 99_999_999)
    share = draw(st.sampled_from((0, 0, 1, 3, 6, 9)))
    chance = draw(st.randoms(use_true_random=False))
    figures: dict[Cell, Decimal] = {}
    if draw(st.booleans()):
        figures = dict(
            balanced(seed=chance.randint(0, 10**6), edition=edition, most=chance.choice((1, 9, 5000))).figures
        )
    few = [draw(small) for _ in range(12)]
    for cell in form.cells:
        if chance.randint(1, 10) <= share:
            figures.pop(cell, None)
        elif cell not in figures:
            number = Decimal(chance.choice(few))
            kind = form.kind(cell)
            figures[cell] = (
                number.scaleb(-2) if kind == "amount" else -number if kind == "signed" and few[0] % 2 else number
            )
    always = draw(st.sampled_from((None, None, *(column.key for column in APPLICANTS))))
    figures = {cell: figure for cell, figure in figures.items() if cell.column != always}  # a column nobody fills
    return replace(balanced(edition=edition, year=2020 if edition == "2019" else 2025), figures=figures)


@settings(max_examples=120, deadline=None)
@given(report=reports(), shape=st.sampled_from(shapes.SHAPES))
def test_no_shape_gives_another_number(report: Report, shape: Callable[[Report, Table], str]) -> None:
    assert wrong(report, imported(report, shape)) == {}


@settings(max_examples=80, deadline=None)
@given(report=reports(), shape=st.sampled_from(shapes.SHAPES), chance=st.randoms(use_true_random=False))
def test_lost_lines_and_page_numbers_give_no_other_number(
    report: Report, shape: Callable[[Report, Table], str], chance: object
) -> None:
    def spoilt(of: Report, table: Table) -> str:
        lines = shape(of, table).splitlines()
        if table.key == "applications" and len(lines) > 6:
            at = chance.randint(4, len(lines) - 1)  # type: ignore[attr-defined]
            lines = lines[:at] + ["", "- 3 -", ""] + lines[at:]
        return "\n".join(lines)

    assert wrong(report, imported(report, spoilt)) == {}


@pytest.mark.parametrize("seed", range(3))
def test_eight_lines_lost_anywhere_leave_no_wrong_figure_without_a_word(seed: int) -> None:
    """As many as a row and its label: the end of one row and the beginning of another then look like a whole one."""
    report = balanced(seed, most=40)
    lines = len(shapes.cell_a_line(report, report.form.table("applications")).splitlines())
    for at in range(30, lines - 8, 3):

        def spoilt(of: Report, table: Table, at: int = at) -> str:
            lines = shapes.cell_a_line(of, table).splitlines()
            return "\n".join(lines[:at] + lines[at + 8 :] if table.key == "applications" else lines)

        found = imported(report, spoilt)
        doubted = " ".join(doubt.where for doubt in found.doubts) if found else ""
        assert all(address.split("/")[1] in doubted for address in wrong(report, found)), at
