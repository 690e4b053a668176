"""Which box of a line is which column: under its header, else counted from the line's own label on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.documents.pasted.header import Header
from app.documents.pasted.line import Line, label_box
from app.documents.recognise.raw import RawCell
from app.form.layout import layout
from app.form.schema import Cell, Table


class Counted(NamedTuple):
    """`boxes`: one for each column. `sure`: headers stand over them. `alone`: the row has one figure, whatever its box covers.

    `extra`: words in columns that the form does not have.
    """

    boxes: tuple[RawCell, ...]
    sure: bool
    alone: bool = False
    extra: tuple[RawCell, ...] = ()


def merged(box: RawCell, line: int, alone: bool) -> bool:
    """Whether a box covers more than its own square: nobody knows which of them its figure belongs to."""
    return box.rows > 1 or box.row != line or (box.columns > 1 and not alone)


def counted(line: Line, header: Header, table: Table, keys: Sequence[str]) -> Counted | None:
    """None where the columns cannot be told apart."""
    return _under(line, header, keys) or _in_order(line, header, table, keys)


def _under(line: Line, header: Header, keys: Sequence[str]) -> Counted | None:
    """Every column's header has a box of this line under it."""
    over = header.over(keys)
    if over is None:
        return None
    chosen: list[RawCell] = []
    for head in over:
        under = [box for box in line.boxes if box.column <= head.column < box.column + box.columns]
        if len(under) != 1:
            return None
        chosen.append(under[0])
    alone = len(keys) == 1
    if alone and chosen[0].column != over[0].column:
        return None
    exact = all(
        box.column == head.column and box.columns == head.columns for box, head in zip(chosen, over, strict=True)
    )
    if not exact and len(set(chosen)) == len(chosen) and not alone:
        return None  # boxes beside their headers: the header's places are not those of this line
    extra = tuple(box for box in line.boxes if box not in chosen and box.text.strip())
    return Counted(tuple(chosen), exact or alone, alone, extra)


def _in_order(line: Line, header: Header, table: Table, keys: Sequence[str]) -> Counted | None:
    """As many boxes as the row has columns, in the form's order."""
    if header.contradicts(keys):
        return None
    boxes = _without_padding(line, table)
    squares = _squares(table, line.row)
    if len(keys) == 1:
        if boxes and not any(box.text.strip() for box in boxes[1:]) and len(boxes) <= squares:
            return Counted((boxes[0],), False, alone=True)
        return None
    if sum(box.columns for box in boxes) != len(keys):
        return None
    return Counted(tuple(box for box in boxes for _ in range(box.columns)), False)


def _without_padding(line: Line, table: Table) -> tuple[RawCell, ...]:
    """Without the blank squares that plain text has where the label covers several."""
    label = label_box(table, line.row)
    padding = label.columns - 1 if label else 0
    wanted = _squares(table, line.row) + padding
    boxes = line.boxes
    if padding and len(boxes) == wanted and not any(box.text.strip() for box in boxes[:padding]):
        return boxes[padding:]
    return boxes


def _squares(table: Table, row: str) -> int:
    """How many squares of the printed grid the figures of a row cover."""
    if table.across:
        return len(table.columns_of(row))
    cells = {Cell(table.key, row, column.key) for column in table.columns_of(row)}
    return sum(box.columns for box in layout(table).boxes if box.cell in cells)
