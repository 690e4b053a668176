"""A block of figures as Excel and WPS read it from the clipboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.form.layout import layout
from app.form.schema import Cell, Table
from app.model.figures import digits
from app.model.report import Report


def write(rows: Iterable[Sequence[str]]) -> str:
    """Lines of tab-separated boxes."""
    return "".join("\t".join(row) + "\r\n" for row in rows)


def cut_out(report: Report, table: Table, cells: Iterable[Cell]) -> list[list[str]]:
    """These figures as they stand in the printed grid; what lies between them and is not among them stays empty."""
    boxes = {box.cell: box for box in layout(table).boxes if box.cell}
    wanted = {(boxes[cell].row, boxes[cell].column): cell for cell in cells}
    if not wanted:
        return []
    rows = range(min(row for row, _ in wanted), max(row for row, _ in wanted) + 1)
    columns = range(min(column for _, column in wanted), max(column for _, column in wanted) + 1)
    return [[_words(report, wanted.get((row, column))) for column in columns] for row in rows]


def _words(report: Report, cell: Cell | None) -> str:
    figure = report.figure(cell) if cell else None
    return "" if figure is None else digits(figure)
