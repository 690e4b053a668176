"""Table 四, whose rows stand side by side: one line of figures under headers that name them all, or some of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.documents.pasted.header import Header, header_of
from app.documents.pasted.landing import Landing, landed
from app.documents.pasted.line import Line
from app.form.schema import Cell, Table
from app.model.report import Report

_UNSURE = "没有表头对着，合计也不等于各列之和（或没有合计），请看一看列有没有错开。"
_CURSOR = "表头没有说是哪一种情形，填入光标所在的一组。"


def lay_across(
    lines: Sequence[Line], placed: bool, report: Report, table: Table, at: Cell, doubts: list[str]
) -> list[Landing] | None:
    """The landings of one line under its headers; None when there are no headers, or several lines."""
    header = header_of([line for line in lines if line.kind == "header"], table, placed)
    filled = [line for line in lines if line.kind == "figures"]
    if not header.boxes or len(filled) != 1:
        return None
    boxes = filled[0].boxes
    rows = _rows(header, table, at, doubts)
    keys = [column.key for column in table.columns_of(table.rows[0].key)]
    said = " ".join(box.text.strip() for box in boxes if box.text.strip())
    if rows is None or header.keys != keys * len(rows):
        return [Landing(said, None, problem="表头与表样不同，分不清哪个数在哪一列，没有填入")]
    if len(boxes) != len(header.boxes) or any(box.columns > 1 or box.rows > 1 for box in boxes):
        problem = f"表头有 {len(header.boxes)} 列，这里有 {len(boxes)} 格，分不清哪个数在哪一列，没有填入"
        return [Landing(said, None, problem=problem)]
    cells = [Cell(table.key, row, key) for row in rows for key in keys]
    landings = [landed(box.text, cell, report) for box, cell in zip(boxes, cells, strict=True)]
    under = placed and all(box.column == head.column for box, (_, head) in zip(boxes, header.boxes, strict=True))
    if not under and not _borne_out(landings, len(keys)):
        doubts.append(_UNSURE)
    return landings


def _rows(header: Header, table: Table, at: Cell, doubts: list[str]) -> list[str] | None:
    """The rows that the header names, in the form's order; that of the cursor where it names none over five columns."""
    order = [row.key for row in table.rows]
    if header.rows:
        return list(header.rows) if list(header.rows) == [row for row in order if row in header.rows] else None
    if len(header.boxes) == len(table.columns_of(at.row)):
        doubts.append(_CURSOR)
        return [at.row]
    return None


def _borne_out(landings: Sequence[Landing], number: int) -> bool:
    for start in range(0, len(landings), number):
        *parts, total = landings[start : start + number]
        if total.figure is None or total.figure != sum((each.figure or Decimal(0) for each in parts), Decimal(0)):
            return False
    return True
