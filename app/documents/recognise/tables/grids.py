"""Figures out of real grids: each found by the labels left of it and above it, never by its position alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.documents.recognise.labels import COLUMNS, column_key, fold, row_key
from app.documents.recognise.raw import RawCell, RawGrid
from app.documents.recognise.tables.harvest import Harvest
from app.form import EDITIONS
from app.form.schema import Cell

_GROUP = "other_processing"  # a row of its own in some reports, else the head of three
_MOST_ROWS = 80  # below one header; table 三 has 28
ASKEW = "这一行的格没有对齐表头（有合并、多出或少掉的格），按次序读入，六列之和等于总计，请与原表核对"
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

    `width`: columns of the grid that they stand in. `here`: their places hold in the grid now read. `straight`: the boxes of
    most rows stand under them one to one, so one that does not was merged, left out or put in.
    """

    table: str = ""
    columns: list[tuple[str, RawCell]] = field(default_factory=list)
    width: int = 0
    here: bool = False
    straight: bool = False


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
            header.straight = _straight(grid, number, header)
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
    at, key = _label_in(line, number, table)
    if key is None:
        return _unknown_row(line, number, table, harvest)
    figures = _figures_after(line, at, number, header)
    if figures is None:
        return _unknown_row(line, number, table, harvest)
    harvest.rows.add((table, key))
    where = f"{table}/{key}"
    snippet = " ".join(cell.text.strip() for cell in (line[at], *figures))
    columns = _columns_of(header, key)
    twice = {c for c, _ in columns if sum(c == other for other, _ in columns) > 1}
    if not _complete(table, key, columns, len(twice)):
        harvest.doubt(where, snippet, "表头的列名不全，这一行没有读入")
        return True
    trusted = _trusted(table, columns)
    if not trusted:
        columns = _in_official_order(columns) or []
    merged = _merged(line[at + 1 :], number, header)
    chosen, note = _chosen(columns, figures, header, merged) if trusted else (_by_count(columns, figures), "")
    if chosen is None:
        harvest.doubt(where, snippet, "格数与列数对不上，这一行没有读入")
        return True
    if note:
        harvest.doubt(where, snippet, note)
    for (column, _), cell in zip(columns, chosen, strict=True):
        if column in twice:
            harvest.doubt(f"{where}/{column}", cell.text, "表头里这个列名出现了两次，分不清是哪一列，没有读入")
        else:
            harvest.put(Cell(table, key, column), cell.text, snippet, cell.spot)
    return True


def _label_in(line: Sequence[RawCell], number: int, table: str) -> tuple[int, str | None]:
    """(place in the line, row) of the last row label that begins in it; None for the row when there is none."""
    for at in range(len(line) - 1, -1, -1):
        if line[at].row == number and (key := row_key(table, line[at].text)):
            if key == _GROUP and line[at].rows > 1:
                break  # the label of the row itself is lost
            return at, key
    return 0, None


def _figures_after(line: Sequence[RawCell], at: int, number: int, header: _Header) -> list[RawCell] | None:
    """The boxes after a row label; None when words stand between the label and the first column."""
    figures = [cell for cell in line[at + 1 :] if cell.row == number]
    if header.table == "applications":
        while figures and figures[0].column < _first_column(header):
            if figures[0].text.strip():
                return None
            figures.pop(0)  # an empty label box beside （六）其他处理 whose merge was lost
    return figures


def _columns_of(header: _Header, key: str) -> list[tuple[str, RawCell]]:
    return [(column, box) for column, box in header.columns if Cell(header.table, key, column) in _CELLS]


def _straight(grid: RawGrid, head: int, header: _Header) -> bool:
    """Whether at least half of the rows below a header have a box under each of its columns."""
    fit = rows = 0
    for number in range(head + 1, min(len(grid.lines), head + 1 + _MOST_ROWS)):
        line = grid.lines[number]
        at, key = _label_in(line, number, header.table)
        figures = _figures_after(line, at, number, header) if key else None
        columns = _columns_of(header, key) if key else []
        if not figures or not columns:
            continue
        rows += 1
        fit += _by_position(columns, figures, header) is not None
    return fit * 2 >= rows > 0


def _chosen(
    columns: Sequence[tuple[str, RawCell]], figures: Sequence[RawCell], header: _Header, merged: bool
) -> tuple[list[RawCell] | None, str]:
    """(the box of each column, what is doubtful about it): by their places, else by their number where nothing was put in or out."""
    if chosen := _by_position(columns, figures, header):
        return chosen, ""
    chosen = _by_count(columns, figures)
    if chosen is None or not header.here or _in_turn(columns, chosen):
        return chosen, ""
    if not header.straight and not merged and header.table == "applications":
        return chosen, ""  # the header is askew, not this row
    return (chosen, ASKEW) if _adds_up(header.table, chosen) else (None, "")


def _merged(boxes: Sequence[RawCell], number: int, header: _Header) -> bool:
    """Whether a figure among these goes over two rows or two columns: with a column more, its row has the right number of boxes."""
    figures = [box for box in boxes if box.text.strip() and box.column >= _first_column(header)]
    return any(box.row != number or box.columns > 1 for box in figures)


def _in_turn(columns: Sequence[tuple[str, RawCell]], figures: Sequence[RawCell]) -> bool:
    """Whether each box overlaps its header and all end together: merged otherwise than the header, and nothing moved."""
    pairs = [(box, cell) for (_, box), cell in zip(columns, figures, strict=True)]
    overlap = all(c.column < h.column + h.columns and h.column < c.column + c.columns for h, c in pairs)
    head, last = pairs[-1]
    return overlap and head.column + head.columns == last.column + last.columns


def _adds_up(table: str, boxes: Sequence[RawCell]) -> bool:
    """Whether the boxes of a row of table 三, one after the other, are six parts and their sum."""
    if table != "applications":
        return False
    words = [cell.text.strip() for cell in boxes]
    if not all(re.fullmatch(r"\d{1,9}", word, re.ASCII) for word in words):
        return False
    *parts, total = map(int, words)
    return sum(parts) == total


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
        if len(figures) != 15 or leaves != list(DISPUTE_COLUMNS) * 3 or not _three_sums_hold(figures):
            harvest.doubt("disputes", snippet, "表四的表头与数字对不上，没有读入")
            return
        harvest.doubt("disputes", snippet, "表四的格没有对齐表头，按次序读入，三个总计都对得上，请与原表核对")
        rows = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
        order = [Cell("disputes", row, column) for row in rows for column in DISPUTE_COLUMNS]
        places = dict(zip(order, figures, strict=True))
    for place, cell in places.items():
        harvest.rows.add(("disputes", place.row))
        harvest.put(place, cell.text, snippet, cell.spot)


def _three_sums_hold(boxes: Sequence[RawCell]) -> bool:
    """Whether each fifth box is the sum of the four before it; blanks count as nothing."""
    words = [cell.text.strip() or "0" for cell in boxes]
    if not all(re.fullmatch(r"\d{1,9}", word, re.ASCII) for word in words):
        return False
    numbers = [int(word) for word in words]
    return all(sum(numbers[i : i + 4]) == numbers[i + 4] for i in range(0, len(numbers), 5))
