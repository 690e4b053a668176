"""The boxes that rules make on a page: where a rule is missing between two squares they are one box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.documents.read.formats.pdf.objects import Stroke
from app.documents.read.formats.pdf.writing import Bounds

_SAME = 3.0  # points: rules nearer than this are one, and ends nearer than this touch
_SHORTEST = 6.0  # points: less is no rule
_SKEWED = 0.02  # of its length: a rule of a page scanned askew
_COVERED = 0.6  # of a square's side: so much of a rule closes it
_MOST_RULES = 1_500
_MOST_SQUARES = 40_000


class Rule(NamedTuple):
    """A rule across or down: where it stands, from where to where."""

    at: float
    start: float
    end: float


class Place(NamedTuple):
    """A box by the squares that it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Lattice:
    """The boxes of one table. `xs`, `ys`: the edges of its squares."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[Place, ...]

    def bounds(self, place: Place) -> Bounds:
        return (
            self.xs[place.column],
            self.ys[place.row],
            self.xs[place.column + place.columns],
            self.ys[place.row + place.rows],
        )

    def part(self, start: int, end: int) -> Lattice:
        """The rows start to end by themselves."""
        places = (p for p in self.places if start <= p.row and p.row + p.rows <= end)
        return Lattice(self.xs, self.ys[start : end + 1], tuple(p._replace(row=p.row - start) for p in places))

    @property
    def whole(self) -> Bounds:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def lattices(strokes: Iterable[Stroke]) -> list[Lattice]:
    """The tables of a page from top to bottom. Edges of coloured areas count only where rules make no table."""
    drawn = list(strokes)
    found = _lattices([stroke for stroke in drawn if not stroke.filled])
    return found or _lattices(drawn)


def _lattices(strokes: Sequence[Stroke]) -> list[Lattice]:
    across = _rules((s.y0, s.y1, s.x0, s.x1) for s in strokes)
    down = _rules((s.x0, s.x1, s.y0, s.y1) for s in strokes)
    if len(across) + len(down) > _MOST_RULES:
        return []
    made = (_lattice(*parts) for parts in _apart(across, down))
    return sorted((lattice for lattice in made if lattice), key=lambda lattice: lattice.ys[0])


def _rules(lines: Iterable[tuple[float, float, float, float]]) -> list[Rule]:
    """Lines (both ends' place, both ends' reach) that run the right way; those in one line and touching are one rule."""
    pieces = []
    for at0, at1, end0, end1 in lines:
        start, end = sorted((end0, end1))
        if abs(at1 - at0) <= 1.0 + _SKEWED * (end - start):
            pieces.append(Rule((at0 + at1) / 2, start, end))
    rules: list[Rule] = []
    for cluster in _clusters(sorted(pieces), 1.0):
        at = sum(piece.at for piece in cluster) / len(cluster)
        start, end = None, 0.0
        for piece in sorted(cluster, key=lambda piece: piece.start):
            if start is None:
                start, end = piece.start, piece.end
            elif piece.start <= end + _SAME:
                end = max(end, piece.end)
            else:
                rules.append(Rule(at, start, end))
                start, end = piece.start, piece.end
        if start is not None:
            rules.append(Rule(at, start, end))
    return [rule for rule in rules if rule.end - rule.start >= _SHORTEST]


def _clusters(rules: Sequence[Rule], reach: float) -> Iterator[list[Rule]]:
    """Rules in order, those within `reach` of the first of a cluster together."""
    cluster: list[Rule] = []
    for rule in rules:
        if cluster and rule.at - cluster[0].at > reach:
            yield cluster
            cluster = []
        cluster.append(rule)
    if cluster:
        yield cluster


class _Joined:
    """Things of which some are found to be one."""

    def __init__(self, number: int) -> None:
        self._owner = list(range(number))

    def root(self, i: int) -> int:
        while self._owner[i] != i:
            self._owner[i] = self._owner[self._owner[i]]
            i = self._owner[i]
        return i

    def join(self, one: int, two: int) -> None:
        self._owner[self.root(one)] = self.root(two)


def _apart(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that touch one another, table by table."""
    joined = _Joined(len(across) + len(down))
    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if h.start - _SAME <= v.at <= h.end + _SAME and v.start - _SAME <= h.at <= v.end + _SAME:
                joined.join(i, j)
    tables: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, h in enumerate(across):
        tables[joined.root(i)][0].append(h)
    for j, v in enumerate(down, len(across)):
        tables[joined.root(j)][1].append(v)
    return iter(_with_sides(list(tables.values())))


def _with_sides(tables: list[tuple[list[Rule], list[Rule]]]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules down that touch none across belong to the table whose rules down begin and end where they do.

    They are the outer edge of a box that begins and ends on other pages.
    """
    whole = [table for table in tables if table[0] and table[1]]
    for _, alone in (table for table in tables if not table[0]):
        for side in alone:
            for _, down in whole:
                start, end = min(v.start for v in down), max(v.end for v in down)
                if abs(side.start - start) <= _SAME and abs(side.end - end) <= _SAME:
                    down.append(side)
                    break
    return whole


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    """The boxes of rules that touch; None when they make no two columns."""
    if not across or not down:
        return None
    down = down + _missing_ends(across, down)  # a table open at its sides
    across = across + _missing_ends(down, across)  # a table open above or below: it goes on on the next page
    xs, ys = _edges(down), _edges(across)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_SQUARES:
        return None
    places = tuple(sorted(_places(_Squares(xs, ys, across, down))))
    return Lattice(xs, ys, places) if places else None


def _missing_ends(rules: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """Where several rules end together, the one that closes them off there, drawn or not."""
    made = []
    for ends, outermost in (([r.start for r in rules], min), ([r.end for r in rules], max)):
        if not ends:
            continue
        end = outermost(ends)
        here = [rule for rule, at in zip(rules, ends, strict=True) if abs(at - end) <= _SAME]
        near = min((other.at for other in others), key=lambda at: abs(at - end), default=end)
        at = near if abs(near - end) <= _SHORTEST else end
        if len(here) > 1:
            made.append(Rule(at, min(rule.at for rule in here), max(rule.at for rule in here)))
    return made


def _edges(rules: Iterable[Rule]) -> tuple[float, ...]:
    return tuple(sum(rule.at for rule in cluster) / len(cluster) for cluster in _clusters(sorted(rules), _SAME))


class _Squares:
    """The squares between the edges, and which of their sides are ruled."""

    def __init__(self, xs: tuple[float, ...], ys: tuple[float, ...], across: list[Rule], down: list[Rule]) -> None:
        self.columns, self.rows = len(xs) - 1, len(ys) - 1
        self.left = _sides(xs, ys, down)  # (x, row): is there a rule at this edge in this row
        self.top = _sides(ys, xs, across)  # (y, column)


def _sides(edges: tuple[float, ...], along: tuple[float, ...], rules: Sequence[Rule]) -> set[tuple[int, int]]:
    """(edge, step along it) that rules cover."""
    covered: dict[tuple[int, int], float] = defaultdict(float)
    for rule in rules:
        edge = min(range(len(edges)), key=lambda i: abs(edges[i] - rule.at))
        for step in range(len(along) - 1):
            shared = min(rule.end, along[step + 1]) - max(rule.start, along[step])
            if shared > 0:
                covered[edge, step] += shared / (along[step + 1] - along[step])
    return {side for side, part in covered.items() if part >= _COVERED}


def _places(squares: _Squares) -> Iterator[Place]:
    """The boxes: squares without a rule between them are one; what is open to the outside is none."""
    outside = squares.rows * squares.columns
    joined = _Joined(outside + 1)

    def at(row: int, column: int) -> int:
        inside = 0 <= row < squares.rows and 0 <= column < squares.columns
        return row * squares.columns + column if inside else outside

    for row in range(squares.rows + 1):
        for column in range(squares.columns + 1):
            if row < squares.rows and (column, row) not in squares.left:
                joined.join(at(row, column), at(row, column - 1))
            if column < squares.columns and (row, column) not in squares.top:
                joined.join(at(row, column), at(row - 1, column))
    regions: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in range(squares.rows):
        for column in range(squares.columns):
            regions[joined.root(at(row, column))].append((row, column))
    regions.pop(joined.root(outside), None)
    for region in regions.values():
        yield from _boxes(region)


def _boxes(region: list[tuple[int, int]]) -> Iterator[Place]:
    """A region as one box; where it is none, each of its rows by itself."""
    rows, columns = [r for r, _ in region], [c for _, c in region]
    high, wide = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if high * wide == len(region):
        yield Place(min(rows), min(columns), high, wide)
        return
    for row in sorted(set(rows)):
        there = sorted(c for r, c in region if r == row)
        start = there[0]
        for one, two in zip(there, [*there[1:], -1], strict=True):
            if two != one + 1:
                yield Place(row, start, 1, one - start + 1)
                start = two
