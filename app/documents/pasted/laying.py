"""Lays pasted lines upon a table: labels are counted in each line, and where a column is not sure the line is left out or asked about.

A selection of somebody's table may begin and end in the middle of a row, and a box that covers two rows is missing in the
second: so a line is taken without asking only where its header stands over it, or its total bears its figures out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from app.documents.pasted.across import lay_across
from app.documents.pasted.counted import Counted, counted, merged
from app.documents.pasted.cursor import lay_from
from app.documents.pasted.grids import Pasted
from app.documents.pasted.header import Header, header_of
from app.documents.pasted.landing import Laid, Landing, landed, totals_of
from app.documents.pasted.line import Line, lines_of
from app.documents.recognise.raw import RawGrid
from app.form.schema import Cell, Table
from app.model.report import Report

_OTHERS = "剪贴板里还有别的表，没有填入。"
_ORDER = "行的次序与表样不同，按行名填入。"
_UNSURE = "有 {} 行没有表头对着，合计也不等于各列之和（或没有合计），请看一看列有没有错开。"
_ONE = "行名后面只有一个数，填入光标所在的列。"


def lay(pasted: Pasted, report: Report, table: Table, at: Cell) -> Laid:
    """Lay a block upon the table: where its labels say, else from the cell `at` on."""
    sheets = [(grid, lines_of(grid, table)) for grid in pasted.grids]
    filled = [sheet for sheet in sheets if any(line.kind in ("row", "figures") for line in sheet[1])]
    named = [sheet for sheet in filled if any(line.kind == "row" for line in sheet[1])]
    used = named or filled[:1] or sheets[:1]
    doubts = [pasted.doubt] if pasted.doubt else []
    if len(filled) > len(used):
        doubts.append(_OTHERS)
    landings: list[Landing] = []
    if named:
        landings = _by_labels(used, pasted, report, table, at, doubts)
    else:
        for grid, lines in used:
            placed = pasted.placed or _even(grid)
            across = lay_across(lines, placed, report, table, at, doubts) if table.across else None
            landings += lay_from(grid, lines, pasted, report, table, at, doubts) if across is None else across
    return Laid(tuple(landings), totals_of(report), tuple(doubts))


def _even(grid: RawGrid) -> bool:
    """Whether all lines have as many boxes: then each stands under its header, also in plain text."""
    return len({len(line) for line in grid.lines}) == 1


def _by_labels(
    sheets: Sequence[tuple[RawGrid, list[Line]]],
    pasted: Pasted,
    report: Report,
    table: Table,
    at: Cell,
    doubts: list[str],
) -> list[Landing]:
    landings: list[Landing] = []
    unsure = 0
    rows = [line.row for _, lines in sheets for line in lines if line.row]
    for grid, lines in sheets:
        placed = pasted.placed or _even(grid)
        for line, header in _under_headers(lines, table, placed):
            if line.strange:
                doubts.append(f"表样里没有“{line.strange[:30]}”。")
            if line.kind == "figures":
                landings.append(_left_out(line, "这一行没有行名，分不清是哪一行，没有填入"))
            if line.kind != "row":
                continue
            name = table.row_name(line.row)
            if rows.count(line.row) > 1:
                landings.append(_left_out(line, f"“{name}”有两行，分不清用哪一行，没有填入"))
                continue
            keys = [column.key for column in table.columns_of(line.row)]
            found = counted(line, header, table, keys)
            if found is None and len(line.boxes) == 1 and at.column in keys:
                doubts.append(_ONE)
                landings.append(landed(line.boxes[0].text, Cell(table.key, line.row, at.column), report))
            elif found is None:
                said = f"“{name}”应有 {len(keys)} 格，这里有 {len(line.boxes)} 格，分不清哪个数在哪一列，没有填入"
                landings.append(_left_out(line, said))
            else:
                made = [*_landings(found, line, table, keys, report)]
                landings += made
                unsure += not (found.sure or borne_out(made))
    if unsure:
        doubts.append(_UNSURE.format(unsure))
    order = [row.key for row in table.rows]
    places = [order.index(row) for row in dict.fromkeys(rows)]
    if any(after != before + 1 for before, after in pairwise(places)):
        doubts.append(_ORDER)
    doubts[:] = dict.fromkeys(doubts)
    return landings


def _under_headers(lines: Sequence[Line], table: Table, placed: bool) -> Iterator[tuple[Line, Header]]:
    """Each line with the header in force over it."""
    run: list[Line] = []
    header, ended = Header(), False
    for line in lines:
        if line.kind == "header":
            run = [line] if ended else [*run, line]
            ended = False
            header = header_of(run, table, placed)
        elif line.kind != "blank":
            ended = True
        yield line, header


def _landings(found: Counted, line: Line, table: Table, keys: Sequence[str], report: Report) -> Iterator[Landing]:
    for key, box in zip(keys, found.boxes, strict=True):
        cell = Cell(table.key, line.row, key)
        if merged(box, line.number, found.alone):
            yield Landing(box.text.strip(), cell, problem="合并的格，分不清是哪一格的数，没有填入")
        else:
            yield landed(box.text, cell, report)
    for box in found.extra:
        yield Landing(box.text.strip(), None, problem="表样里没有这一列，没有填入")


def _left_out(line: Line, problem: str) -> Landing:
    said = " ".join(box.text.strip() for box in line.boxes if box.text.strip())
    return Landing(said or line.label, None, problem=problem)


def borne_out(landings: Sequence[Landing]) -> bool:
    """Whether the total that stands last is the sum of the other figures; blanks count as nothing."""
    cells = [landing for landing in landings if landing.cell]
    total = cells[-1] if cells and cells[-1].cell and cells[-1].cell.column == "total" else None
    if total is None or total.figure is None or any(landing.problem for landing in cells):
        return False
    return total.figure == sum((each.figure or Decimal(0) for each in cells[:-1]), Decimal(0))
