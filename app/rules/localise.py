"""The smallest set of cells whose change makes every broken relation hold (Fellegi–Holt), ranked by how people mistype.

Exact for up to three wrong cells: any repair of at most three cells has a relation that only one of them can mend, because
every cell stands in a row relation of its own and a closed cycle of cells takes four. So it is enough to mend one broken
relation by one cell at a time, and to look the last cell up by the very relations that are still broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.form.schema import Cell

MOST_CELLS = 3
MOST_REPAIRS = 400
MOST_STEPS = 20_000  # a bound on the search, never met on a single report of the form in our measurements

Repair = Mapping[Cell, int]
"""cell -> the value it should hold."""


@dataclass(frozen=True)
class Sum:
    """One relation over integers: the signed values of `terms` add up to 0."""

    name: str
    terms: Mapping[Cell, int]


class _Search:
    """All smallest repairs of one connected set of sums."""

    def __init__(self, sums: Sequence[Sum], values: Mapping[Cell, int]) -> None:
        self.sums, self.values = sums, values
        self.at: dict[Cell, tuple[tuple[int, int], ...]] = {}
        for number, each in enumerate(sums):
            for cell, sign in each.terms.items():
                self.at[cell] = (*self.at.get(cell, ()), (number, sign))
        self.by_sums: dict[frozenset[int], list[Cell]] = {}
        for cell, places in self.at.items():
            self.by_sums.setdefault(frozenset(number for number, _ in places), []).append(cell)
        self.widest = max(len(places) for places in self.at.values())

    def repairs(self) -> list[Repair]:
        off = {
            number: residual
            for number, each in enumerate(self.sums)
            if (residual := sum(sign * self.values[cell] for cell, sign in each.terms.items()))
        }
        for size in range(1, MOST_CELLS + 1):
            self.found: dict[frozenset[tuple[Cell, int]], Repair] = {}
            self.seen: set[frozenset[tuple[Cell, int]]] = set()
            self._mend({}, off, size)
            if self.found or len(self.seen) > MOST_STEPS:
                return list(self.found.values())
        return []

    def _mend(self, changed: dict[Cell, int], off: dict[int, int], left: int) -> None:
        if len(off) > left * self.widest or len(self.found) >= MOST_REPAIRS or len(self.seen) > MOST_STEPS:
            return
        if left == 1:
            for cell in self.by_sums.get(frozenset(off), ()):
                if cell in changed:
                    continue
                change = {-residual * sign for (number, sign) in self.at[cell] for residual in (off[number],)}
                if len(change) == 1 and (value := self.values[cell] + change.pop()) >= 0:
                    repair = {**changed, cell: value}
                    self.found[frozenset(repair.items())] = repair
            return
        for number, residual in off.items():
            for cell, sign in self.sums[number].terms.items():
                value = self.values[cell] - residual * sign
                if cell in changed or value < 0:
                    continue
                step = {**changed, cell: value}
                mark = frozenset(step.items())
                if mark in self.seen:
                    continue
                self.seen.add(mark)
                still = dict(off)
                for other, way in self.at[cell]:
                    now = still.get(other, 0) - residual * sign * way
                    if now:
                        still[other] = now
                    else:
                        still.pop(other, None)
                self._mend(step, still, left - 1)


def connected(sums: Sequence[Sum]) -> Iterator[list[Sum]]:
    """The sums in groups that share no cell."""
    groups: list[tuple[set[Cell], list[Sum]]] = []
    for each in sums:
        cells, members = set(each.terms), [each]
        apart = []
        for group in groups:
            if group[0] & cells:
                cells |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (cells, members)]
    for _, members in groups:
        yield members


def smallest_repairs(sums: Sequence[Sum], values: Mapping[Cell, int]) -> list[Repair]:
    """Every smallest repair of connected `sums`, most likely first; none when more than MOST_CELLS cells are wrong."""
    repairs = _Search(sums, values).repairs()
    order = {cell: number for number, cell in enumerate(values)}
    return sorted(repairs, key=lambda repair: (likelihood(repair, values), sorted(order[cell] for cell in repair)))


def likelihood(repair: Repair, values: Mapping[Cell, int]) -> int:
    """How unlike a slip of the hand the repair is: 0 a figure in the wrong place or digits swapped … 9 nothing known."""
    if len(repair) == 2 and _moved(repair, values):
        return 0
    return sum(_slip(cell, values[cell], value) for cell, value in repair.items())


def _moved(repair: Repair, values: Mapping[Cell, int]) -> bool:
    """One figure was typed into a neighbour, or two neighbours were exchanged."""
    (one, first), (other, second) = repair.items()
    neighbours = one.row == other.row or one.column == other.column
    return neighbours and first == values[other] and second == values[one]


def _slip(cell: Cell, typed: int, meant: int) -> int:
    """0 digits swapped, 1 a digit doubled, dropped or added, or a total left at 0, 2 one digit mistyped, 3 a blank meant, 6 else."""
    was, shall = str(typed), str(meant)
    if was != shall and sorted(was) == sorted(shall):
        return 0
    longer, shorter = sorted((was, shall), key=len, reverse=True)
    if len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
        return 1
    if typed == 0:
        return 1 if "total" in (cell.column, cell.row.removeprefix("processed_")) else 3
    if len(was) == len(shall) and sum(a != b for a, b in zip(was, shall, strict=True)) == 1:
        return 2
    return 3 if meant == 0 else 6


class Shift(NamedTuple):
    """`what` stands one place off: "row" a whole row by a column, "column" (part of) a column by a row, "table" all by a row."""

    what: str
    repair: Repair


def shifts(sums: Sequence[Sum], values: Mapping[Cell, int], along_rows_only: bool) -> list[Shift]:
    """Every repair that moves what stands one place off back and makes all sums hold; a figure that fell off is worked out.

    Such a slip changes more cells than the exact search looks at, yet it is one slip of one hand: a paste, or a row typed
    one column off.
    """
    found = [Shift("row", repair) for repair in _rows(sums, values)]
    if not along_rows_only:
        found += [Shift("column", repair) for repair in _columns(sums, values)]
        found += [Shift("table", repair) for repair in _tables(sums, values)]
    return [
        Shift(what, {cell: value for cell, value in repair.items() if value != values[cell]}) for what, repair in found
    ]


def _rows(sums: Sequence[Sum], values: Mapping[Cell, int]) -> Iterator[Repair]:
    """The total of the row stayed where it is (typed) or moved along (pasted)."""
    rows = [[cell for cell in values if cell.row == row] for row in dict.fromkeys(cell.row for cell in values)]
    for cells in [part for row in rows for part in (row[:-1], row) if row[-1].column == "total" or part is row]:
        if len(cells) >= 3 and sum(values[cell] > 0 for cell in cells) >= 2:
            for repair, lost in _moved_back(cells, values):
                if repaired := _with_lost(repair, (lost,), sums, values):
                    yield repaired


def _columns(sums: Sequence[Sum], values: Mapping[Cell, int]) -> Iterator[Repair]:
    """From the first to the last row that does not add up."""
    off = {
        next(iter(each.terms)).row
        for each in sums
        if len({cell.row for cell in each.terms}) == 1 and _residual(each, values, {})
    }
    for column in dict.fromkeys(cell.column for cell in values):
        cells = [cell for cell in values if cell.column == column]
        places = [number for number, cell in enumerate(cells) if cell.row in off]
        if len(places) > 1:
            for repair, lost in _moved_back(cells[places[0] : places[-1] + 1], values):
                if repaired := _with_lost(repair, (lost,), sums, values):
                    yield repaired


def _tables(sums: Sequence[Sum], values: Mapping[Cell, int]) -> Iterator[Repair]:
    columns = [[cell for cell in values if cell.column == c] for c in dict.fromkeys(cell.column for cell in values)]
    for moved in zip(*(_moved_back(cells, values) for cells in columns), strict=True):
        repair = {cell: value for part, _ in moved for cell, value in part.items()}
        if repaired := _with_lost(repair, tuple(lost for _, lost in moved), sums, values):
            yield repaired


def _moved_back(cells: Sequence[Cell], values: Mapping[Cell, int]) -> tuple[tuple[dict[Cell, int], Cell], ...]:
    """Both ways: what the cells held before, and the cell whose figure fell off (0 there for now)."""
    now = [values[cell] for cell in cells]
    return (
        (dict(zip(cells, [*now[1:], 0], strict=True)), cells[-1]),
        (dict(zip(cells, [0, *now[:-1]], strict=True)), cells[0]),
    )


def _residual(each: Sum, values: Mapping[Cell, int], repair: Repair) -> int:
    return sum(sign * repair.get(cell, values[cell]) for cell, sign in each.terms.items())


def _with_lost(repair: Repair, lost: Sequence[Cell], sums: Sequence[Sum], values: Mapping[Cell, int]) -> Repair | None:
    """`repair` with the figures that make all sums hold in `lost`; None when there are none."""
    repaired = dict(repair)
    for cell in lost:
        alone = next((each for each in sums if cell in each.terms and not set(lost) - {cell} & set(each.terms)), None)
        if alone is None:
            return None
        repaired[cell] = -_residual(alone, values, {**repaired, cell: 0}) * alone.terms[cell]
    if any(repaired[cell] < 0 for cell in lost) or any(_residual(each, values, repaired) for each in sums):
        return None
    return repaired


def pieces(repair: Repair, sums: Sequence[Sum]) -> list[Repair]:
    """The repair in parts that have no sum in common: unrelated faults."""
    parts: list[tuple[set[str], dict[Cell, int]]] = []
    for cell, value in repair.items():
        names = {each.name for each in sums if cell in each.terms}
        own = {cell: value}
        apart = []
        for part in parts:
            if part[0] & names:
                names |= part[0]
                own = {**part[1], **own}
            else:
                apart.append(part)
        parts = [*apart, (names, own)]
    return [own for _, own in parts]
