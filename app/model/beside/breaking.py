"""What taking a change breaks: the sums of its column and row that are further from balance than in the draft."""

from __future__ import annotations

from collections.abc import Iterator

from app.form.schema import Cell
from app.model.figures import digits
from app.model.report import Report
from app.model.totals import balance, equations, provisional


def breaks(draft: Report, taken: Report, cell: Cell) -> str:
    """自然人列不平，差 1: said of the column and the row that this figure stands in; "" when nothing is worse than it was."""
    return "；".join(_breaks(draft, taken, cell))


def _breaks(draft: Report, taken: Report, cell: Cell) -> Iterator[str]:
    table = taken.form.table(cell.table)
    before, after = provisional(draft), provisional(taken)
    for equation in equations(table):
        across = equation.relation.axis == "columns"
        first = equation.left[0]
        if (first.row != cell.row) if across else (first.column != cell.column):
            continue
        now, was = balance(taken, equation, after), balance(draft, equation, before)
        gap = abs(now.left - now.right)
        if not now.broken or (was.broken and abs(was.left - was.right) >= gap):
            continue
        if across:
            yield f"“{table.row_name(cell.row)}”的{equation.relation.left_name}与{equation.relation.right_name}差 {digits(gap)}"
        else:
            column = table.place(cell)[1].label
            whole = len(equation.left) > 1  # the sentence printed in the form
            what = "不平" if whole else f"的{equation.relation.left_name}与{equation.relation.right_name}不符"
            yield f"{column}列{what}，差 {digits(gap)}"
