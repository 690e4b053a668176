"""Figures out of real grids: each found by the labels left of it and above it, never by its position alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.documents.recognise.labels import COLUMNS, column_key, fold, row_key
from app.documents.recognise.raw import RawCell, RawGrid
from app.documents.recognise.tables.harvest import Harvest
from app.form import EDITIONS
from app.form.schema import Cell

_CELLS = frozenset(cell for edition in EDITIONS.values() for cell in edition.cells)
_SECTIONS = frozenset(
    (row.key, tuple(column.key for column in section.columns))
    for edition in EDITIONS.values()
    for section in edition.table("disclosure").sections
    for row in section.rows
)
APPLICANTS = tuple(dict.fromkeys(COLUMNS["applications"].values()))
DISPUTE_COLUMNS = tuple(dict.fromkeys(COLUMNS["disputes"].values()))


@dataclass
class _Header:
    """The columns in force: key and box of each, from left to right.

    `width`: columns of the grid that they stand in. `here`: their places hold in the grid now read.
    """

    table: str = ""
    columns: list[tuple[str, RawCell]] = field(default_factory=list)
    width: int = 0
    here: bool = False


def read_grids(grids: Sequence[RawGrid], harvest: Harvest) -> set[tuple[int, int]]:
    """Put every figure of these grids into the harvest; gives the (grid, line) that were lines of the form's tables.

    A table may go on in the next grid (a page end), without its header.
    """
    used: set[tuple[int, int]] = set()
    header = _Header()
    for number, grid in enumerate(grids):
        header.here = header.width == _width(grid)
        used |= {(number, line) for line in _read_grid(grid, header, harvest)}
    return used


def _read_grid(grid: RawGrid, header: _Header, harvest: Harvest) -> set[int]:
    used: set[int] = set()
    disputes = _disputes(grid, harvest)
    used |= disputes
    for number, line in enumerate(grid.lines):
        if number in disputes:
            continue
        if _is_header(line, number, header):
            used.add(number)
            header.width = _width(grid)
            harvest.columns |= {key for key, _ in header.columns if header.table == "disclosure"}
            continue
        if header.table and _read_row(line, number, header, harvest):
            used.add(number)
    return used


def _width(grid: RawGrid) -> int:
    return max((cell.column + cell.columns for cell in grid.cells), default=0)


def _is_header(line: Sequence[RawCell], number: int, header: _Header) -> bool:
    """Whether this line holds column headers of table 二 or 三; if so they are the columns in force from here on."""
    begun = [cell for cell in line if cell.row == number]
    of_disclosure = [(key, cell) for cell in begun if (key := column_key("disclosure", cell.text))]
    if of_disclosure:
        header.table, header.columns, header.here = "disclosure", of_disclosure, True
        return True
    of_applications = [(key, cell) for cell in line if (key := column_key("applications", cell.text))]
    keys = {key for key, _ in of_applications}
    if {"business", "research"} <= keys and len(begun) > 1:
        # 自然人 and 总计 are two lines high, or stand one line above where their merge was lost
        above = {} if header.table != "applications" or not header.here else dict(header.columns)
        merged = {**above, **dict(of_applications)}
        header.table, header.here = "applications", True
        header.columns = sorted(merged.items(), key=lambda column: column[1].column)
        return True
    if {"natural_person", "total"} <= keys:
        header.table, header.here = "applications", True
        header.columns = sorted(of_applications, key=lambda column: column[1].column)
        return True
    return False


def _read_row(line: Sequence[RawCell], number: int, header: _Header, harvest: Harvest) -> bool:
    """Take one line of figures; False when no label of the table in force stands in it."""
    table = header.table
    found = next(
        (
            (i, key)
            for i in range(len(line) - 1, -1, -1)
            if line[i].row == number and (key := row_key(table, line[i].text))
        ),
        None,
    )
    if found is None:
        return _unknown_row(line, number, table, harvest)
    at, key = found
    label = line[at]
    figures = [cell for cell in line[at + 1 :] if cell.row == number]
    if table == "applications":
        while figures and figures[0].column < _first_column(header):
            if figures[0].text.strip():
                return _unknown_row(line, number, table, harvest)
            figures.pop(0)  # an empty label box beside （六）其他处理 whose merge was lost
    harvest.rows.add((table, key))
    columns = [(column, box) for column, box in header.columns if Cell(table, key, column) in _CELLS]
    snippet = " ".join(cell.text.strip() for cell in (label, *figures))
    twice = {c for c, _ in columns if sum(c == other for other, _ in columns) > 1}
    if not _complete(table, key, columns, len(twice)):
        harvest.doubt(f"{table}/{key}", snippet, "表头的列名不全，这一行没有读入")
        return True
    if _trusted(table, columns):
        chosen = _by_position(columns, figures, header) or _by_count(columns, figures)
    else:
        columns = _in_official_order(columns) or []
        chosen = _by_count(columns, figures)
    if chosen is None:
        harvest.doubt(f"{table}/{key}", snippet, "格数与列数对不上，这一行没有读入")
        return True
    for (column, _), cell in zip(columns, chosen, strict=True):
        if column in twice:
            harvest.doubt(f"{table}/{key}/{column}", cell.text, "表头里这个列名出现了两次，分不清是哪一列，没有读入")
        else:
            harvest.put(Cell(table, key, column), cell.text, snippet)
    return True


def _unknown_row(line: Sequence[RawCell], number: int, table: str, harvest: Harvest) -> bool:
    """A line with figures whose label the form does not have; False when it has no figures."""
    begun = [cell for cell in line if cell.row == number and cell.text.strip()]
    if sum(_looks_like_figure(cell) for cell in begun) < 2:
        return False
    harvest.doubt(table, " ".join(cell.text for cell in begun), "这一行的行名不是表样里的，没有读入")
    return True


def _first_column(header: _Header) -> int:
    return min((box.column for _, box in header.columns), default=0) if header.here else 0


def _complete(table: str, row: str, columns: Sequence[tuple[str, RawCell]], doubled: int) -> bool:
    """Whether a header has all the columns that the row has; a name typed twice stands for the one that it hides."""
    keys = [key for key, _ in columns]
    if table == "applications":
        return len(set(keys)) == len(APPLICANTS)
    sections = [section for key, section in _SECTIONS if key == row]
    if doubled:
        return any(len(keys) == len(section) and set(keys) <= set(section) for section in sections)
    return any(set(keys) == set(section) for section in sections)


def _trusted(table: str, columns: Sequence[tuple[str, RawCell]]) -> bool:
    """Whether the places of the headers can be right: one beside the other, 自然人 first and 总计 last (lost merges move them)."""
    if table != "applications":
        return True
    apart = all(a.column + a.columns <= b.column for (_, a), (_, b) in pairwise(columns))
    return apart and columns[0][0] == APPLICANTS[0] and columns[-1][0] == APPLICANTS[-1]


def _in_official_order(columns: Sequence[tuple[str, RawCell]]) -> list[tuple[str, RawCell]] | None:
    """The columns of table 三 in the form's order when the five organisations stand in it; None when they do not."""
    by_key = dict(columns)
    five = [key for key, _ in columns if key in APPLICANTS[1:-1]]
    return [(key, by_key[key]) for key in APPLICANTS] if five == list(APPLICANTS[1:-1]) else None


def _by_position(
    columns: Sequence[tuple[str, RawCell]], figures: Sequence[RawCell], header: _Header
) -> list[RawCell] | None:
    """The box under each header, when headers and boxes face each other one to one and no words are left over."""
    if not header.here:
        return None
    chosen: list[RawCell] = []
    for _, box in columns:
        facing = [c for c in figures if c.column < box.column + box.columns and box.column < c.column + c.columns]
        if len(facing) != 1 or facing[0] in chosen:
            return None
        chosen.append(facing[0])
    if any(cell.text.strip() and cell not in chosen and _looks_like_figure(cell) for cell in figures):
        return None
    return chosen


def _by_count(columns: Sequence[tuple[str, RawCell]], figures: Sequence[RawCell]) -> list[RawCell] | None:
    """The boxes in the order of the headers, when there are as many (merges drawn askew)."""
    return list(figures) if columns and len(figures) == len(columns) else None


def _looks_like_figure(cell: RawCell) -> bool:
    return any(character.isdigit() for character in cell.text)


def _disputes(grid: RawGrid, harvest: Harvest) -> set[int]:
    """Table 四 in this grid: the lines that belong to it (none when it is not there)."""
    lines = grid.lines
    heads = [
        n
        for n, line in enumerate(lines)
        if sum(column_key("disputes", cell.text) in ("upheld", "corrected", "other", "pending") for cell in line) >= 4
    ]
    if not heads:
        return set()
    last = heads[0]
    while last + 1 < len(lines) and last + 1 in heads:
        last += 1
    first = heads[0]
    while first > 0 and any(row_key("disputes", c.text) or fold(c.text) == "行政诉讼" for c in lines[first - 1]):
        first -= 1
    used = set(range(first, last + 1))
    below = [(n, [cell for cell in lines[n] if cell.row == n]) for n in range(last + 1, len(lines))]
    whole = [(n, figures) for n, figures in below if len(figures) >= 15]
    if not whole:
        return used
    # a spare blank line may stand above or below the figures
    number, figures = next((pair for pair in whole if any(cell.text.strip() for cell in pair[1])), whole[0])
    _dispute_row(lines[first : last + 1], figures, harvest)
    return used | {number}


def _dispute_row(head: Sequence[Sequence[RawCell]], figures: Sequence[RawCell], harvest: Harvest) -> None:
    """Each figure by what stands above it: the group (复议, 直接起诉, 复议后起诉) and the result nearest to it."""
    snippet = " ".join(cell.text.strip() or "〔空〕" for cell in figures)
    places: dict[Cell, RawCell] = {}
    for cell in figures:
        over = [
            c
            for line in head
            for c in line
            if c.column < cell.column + cell.columns and cell.column < c.column + c.columns
        ]
        column = next((key for c in reversed(over) if (key := column_key("disputes", c.text))), None)
        row = next((key for c in reversed(over) if (key := row_key("disputes", c.text))), None)
        if column is None or row is None or Cell("disputes", row, column) in places:
            places = {}
            break
        places[Cell("disputes", row, column)] = cell
    if len(places) != 15:
        leaves = [key for line in head[-1:] for c in line if (key := column_key("disputes", c.text))]
        if len(figures) != 15 or leaves != list(DISPUTE_COLUMNS) * 3:
            harvest.doubt("disputes", snippet, "表四的表头与数字对不上，没有读入")
            return
        rows = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
        order = [Cell("disputes", row, column) for row in rows for column in DISPUTE_COLUMNS]
        places = dict(zip(order, figures, strict=True))
    for place, cell in places.items():
        harvest.rows.add(("disputes", place.row))
        harvest.put(place, cell.text, snippet)
