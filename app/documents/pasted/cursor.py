"""A block without row labels: from the cell of the cursor on, square by square, as every spreadsheet does it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.documents.pasted.grids import Pasted
from app.documents.pasted.header import header_of
from app.documents.pasted.landing import Landing, landed
from app.documents.pasted.line import Line
from app.documents.recognise.labels import fold
from app.documents.recognise.raw import RawCell, RawGrid
from app.form.layout import Box, layout
from app.form.schema import Cell, Table
from app.model.report import Report

_HEADED = "这一块没有行名：列按表头，行从光标所在的一行起填入。"
_UNEVEN = "各行的格数不一样，分不清哪个数在哪一列，没有填入"
_MERGED = "合并的格，分不清是哪一格的数，没有填入"
_WHOLE = "这一块与整张表一样宽，从一行的第一格填起，不从光标所在的格填起。"
_UNSURE = "有的行合计不等于各列之和（或没有合计），请看一看列有没有错开。"


def lay_from(
    grid: RawGrid, lines: Sequence[Line], pasted: Pasted, report: Report, table: Table, at: Cell, doubts: list[str]
) -> list[Landing]:
    squares = Squares(table)
    kept = _without_ends(lines)
    header = header_of([line for line in kept if line.kind == "header"], table, placed=True)
    figures = [line for line in kept if line.kind == "figures"]
    if header.boxes and not table.across and figures:
        return _under_headers(figures, dict(header.boxes), squares, report, at, doubts)
    widths = {sum(box.columns for box in grid.lines[line.number]) for line in kept}
    if len(widths) > 1:
        said = [" ".join(box.text.strip() for box in line.boxes if box.text.strip()) for line in kept]
        return [Landing(words, None, problem=_UNEVEN) for words in said if words]
    row, column = squares.figures[at].row, squares.figures[at].column
    if column > squares.stub and max(widths, default=0) == squares.wide:
        column = squares.stub
        doubts.append(_WHOLE)
    landings: list[Landing] = []
    for line in kept:
        for box in grid.lines[line.number]:
            place = row + line.number - kept[0].number, column + box.column
            if box.columns > 1 or box.rows > 1:
                landings += [] if not box.text.strip() else [Landing(box.text.strip(), None, problem=_MERGED)]
            elif not squares.is_label(place, box.text):
                landings.append(squares.landing(place, box.text, report))
    if not pasted.ours and not _totals_hold(landings, table):
        doubts.append(_UNSURE)
    return landings


def _without_ends(lines: Sequence[Line]) -> list[Line]:
    """Without the empty lines before and after a block that has more than they."""
    wide = max((len(line.boxes) for line in lines), default=0)
    kept = list(lines)
    for end in (0, -1):
        while len(kept) > 1 and kept[end].kind == "blank" and len(kept[end].boxes) < wide:
            kept.pop(end)
    return kept


def _under_headers(
    figures: Sequence[Line],
    over: dict[str, RawCell],
    squares: Squares,
    report: Report,
    at: Cell,
    doubts: list[str],
) -> list[Landing]:
    """The columns that headers name, the rows from the cursor's on."""
    doubts.append(_HEADED)
    table = squares.table
    rows = [row.key for row in table.rows]
    begin = rows.index(at.row)
    landings: list[Landing] = []
    for number, line in enumerate(figures):
        row = rows[begin + number] if begin + number < len(rows) else ""
        for box in line.boxes:
            key = next((k for k, head in over.items() if head.column == box.column and head.columns == box.columns), "")
            cell = Cell(table.key, row, key)
            if not box.text.strip():
                continue
            if box.rows > 1 or box.row != line.number:
                landings.append(Landing(box.text.strip(), None, problem=_MERGED))
            elif key and row and report.form.has(cell):
                landings.append(landed(box.text, cell, report))
            else:
                landings.append(Landing(box.text.strip(), None, problem="表外，没有地方放"))
    return landings


def _totals_hold(landings: Sequence[Landing], table: Table) -> bool:
    """Whether each row that is pasted whole has a total that is the sum of its other figures; one of blanks only has."""
    by_cell = {landing.cell: landing.figure for landing in landings if landing.cell}
    for row in table.rows:
        columns = table.columns_of(row.key)
        cells = [Cell(table.key, row.key, column.key) for column in columns]
        if columns[-1].key != "total" or any(cell not in by_cell for cell in cells):
            continue
        *parts, total = (by_cell[cell] for cell in cells)
        if any(part is not None for part in parts) and total != sum((part or Decimal(0) for part in parts), Decimal(0)):
            return False
    return True


class Squares:
    """The squares of a table: what covers each, and what its labels are called."""

    def __init__(self, table: Table) -> None:
        self.table = table
        boxes = layout(table).boxes
        self._at: dict[tuple[int, int], Box] = {
            (row, column): box
            for box in boxes
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
        }
        self.figures = {box.cell: box for box in boxes if box.cell}
        self.stub = min(box.column for box in self.figures.values())
        self.wide = layout(table).columns - self.stub

    def is_label(self, place: tuple[int, int], text: str) -> bool:
        """A label over its own square, or nothing over a square that holds no figure of its own."""
        box = self._at.get(place)
        if box is not None and box.cell is not None and (box.row, box.column) == place:
            return False
        return not text.strip() or (box is not None and fold(text) == fold(box.text))

    def landing(self, place: tuple[int, int], text: str, report: Report) -> Landing:
        box = self._at.get(place)
        if box is None:
            return Landing(text.strip(), None, problem="表外，没有地方放")
        if box.cell is None:
            return Landing(text.strip(), None, problem=f"落在“{box.text}”上，这里不填数")
        if (box.row, box.column) != place:
            return Landing(text.strip(), box.cell, problem="合并的格只收第一个数，这个没有填入")
        return landed(text, box.cell, report)
