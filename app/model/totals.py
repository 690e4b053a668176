"""The arithmetic of the form, read by the checks and by 自动合计 from one declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from app.form.schema import Cell, Edition, Relation, Table
from app.model.report import Report


class Equation(NamedTuple):
    """One relation in one row or column: the sum over `left` equals the sum over `right`."""

    relation: Relation
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]


@cache
def equations(table: Table) -> tuple[Equation, ...]:
    """Every equation of a table: 39 in table 三, 3 in table 四, none in table 二."""
    return tuple(_equations(table))


def _equations(table: Table) -> Iterator[Equation]:
    for relation in table.relations:
        for section in table.sections:
            if relation.axis == "rows":
                for column in section.columns:
                    yield Equation(
                        relation,
                        tuple(Cell(table.key, row, column.key) for row in relation.left),
                        tuple(Cell(table.key, row, column.key) for row in relation.right),
                    )
            else:
                for row in section.rows:
                    yield Equation(
                        relation,
                        tuple(Cell(table.key, row.key, column) for column in relation.left),
                        tuple(Cell(table.key, row.key, column) for column in relation.right),
                    )


def total(report: Report, cells: Iterable[Cell]) -> Decimal:
    """The sum of the filled ones."""
    return sum((report.figures[cell] for cell in cells if cell in report.figures), Decimal(0))


@cache
def computed(edition: Edition) -> Mapping[Cell, tuple[Cell, ...]]:
    """Every cell that 自动合计 fills -> the cells it adds up (34 in edition 2021, 32 in the others)."""
    addends: dict[Cell, tuple[Cell, ...]] = {}
    for table in edition.tables:
        for equation in equations(table):
            if len(equation.left) == 1:
                addends.setdefault(equation.left[0], equation.right)
    return addends


@cache
def _order(edition: Edition) -> tuple[Cell, ...]:
    """The computed cells so that each comes after those it adds up."""
    addends = computed(edition)
    ordered: list[Cell] = []

    def visit(cell: Cell) -> None:
        if cell in addends and cell not in ordered:
            for addend in addends[cell]:
                visit(addend)
            ordered.append(cell)

    for cell in addends:
        visit(cell)
    return tuple(ordered)


def fill_totals(report: Report) -> Report:
    """With 自动合计 on: every total is the sum of its filled addends, blank while none is filled. Else the report itself."""
    if not report.auto_totals:
        return report
    figures = dict(report.figures)
    addends = computed(report.form)
    for cell in _order(report.form):
        filled = [figures[addend] for addend in addends[cell] if addend in figures]
        if filled:
            figures[cell] = sum(filled, Decimal(0))
        else:
            figures.pop(cell, None)
    return report if figures == report.figures else replace(report, figures=figures)


def provisional(report: Report) -> frozenset[Cell]:
    """The totals that are still 暂计: computed, with an addend blank or 暂计 itself (blank totals among them)."""
    if not report.auto_totals:
        return frozenset()
    addends = computed(report.form)
    found: set[Cell] = set()
    for cell in _order(report.form):
        if any(addend in found or addend not in report.figures for addend in addends[cell]):
            found.add(cell)
    return frozenset(found)


def typed_cells(report: Report) -> tuple[Cell, ...]:
    """The cells that the clerk fills: all, less the computed ones while 自动合计 is on."""
    addends = computed(report.form) if report.auto_totals else {}
    return tuple(cell for cell in report.form.cells if cell not in addends)


class Balance(NamedTuple):
    """How an equation stands. `finished`: no blank and no 暂计 in it. `broken`: it cannot be true, whatever is still filled in."""

    left: Decimal
    right: Decimal
    finished: bool
    broken: bool


def balance(report: Report, equation: Equation, temporary: frozenset[Cell]) -> Balance:
    """Weigh one equation; `temporary` is provisional(report).

    An unfinished side can only grow (figures are not negative), so it is broken already when it exceeds a finished other side.
    """
    left, right = total(report, equation.left), total(report, equation.right)
    left_done, right_done = (
        all(cell in report.figures and cell not in temporary for cell in side)
        for side in (equation.left, equation.right)
    )
    finished = left_done and right_done
    broken = left != right if finished else (left_done and right > left) or (right_done and left > right)
    return Balance(left, right, finished, broken)
