"""The rows of a page in the order in which a person reads them: of two columns of text first the left one, then the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.documents.read.formats.pdf.layout.lines import Line, line_of, rows_of
from app.documents.read.formats.pdf.writing import Character
from app.documents.recognise.labels import heading_of

_WIDE_GAP = 1.2  # of the size: the least between two columns of text
_FEWEST = 5  # lines one below the other that show two columns
_PROSE = 9  # characters of a line of a column; boxes of a table are shorter
_SAME = 8.0  # points
_INDENT = 2.6  # of the size

Row = list[Character]


class Gutter(NamedTuple):
    """The gap between two columns: its middle, and where the right column begins."""

    middle: float
    right: float


class _Piece(NamedTuple):
    """A part of a row without a wide gap in it."""

    x0: float
    x1: float
    size: float
    prose: bool
    heading: bool


def gutter_of(stretches: Iterable[Sequence[Character]]) -> Gutter | None:
    """The gap between the columns of a document, as its stretches of text show it; None when it has one column."""
    gaps: list[tuple[float, float]] = []
    for stretch in stretches:
        pieces = [list(_pieces(row)) for row in rows_of(stretch)]
        found = [(a.x1, b.x0) for row in pieces for a, b in pairwise(row) if a.prose and b.prose]
        gaps += found if len(found) > 1 else _staggered(pieces)
        headed = [(a.x1, b.x0) for row in pieces for a, b in pairwise(row) if a.heading or b.heading]
        gaps += headed * _FEWEST  # nothing else stands beside a heading
    counted = Counter(round((low + high) / 2 / _SAME) for low, high in gaps)
    place = next(iter(counted), 0) if not counted else counted.most_common(1)[0][0]
    near = [(low, high) for low, high in gaps if abs((low + high) / 2 / _SAME - place) <= 2]
    if len(near) < _FEWEST:
        return None
    low, high = max(low for low, _ in near), min(high for _, high in near)
    return Gutter((low + high) / 2, high) if low < high else None


def _staggered(pieces: Sequence[Sequence[_Piece]]) -> list[tuple[float, float]]:
    """The gaps where the lines of the two columns do not stand at one height."""
    alone = [row[0] for row in pieces if len(row) == 1 and row[0].prose]
    return [
        (one.x1, two.x0) if one.x1 < two.x0 else (two.x1, one.x0)
        for one, two in pairwise(alone)
        if one.x1 < two.x0 or two.x1 < one.x0
    ]


def lines_in_order(characters: Iterable[Character], page: int, gutter: Gutter | None) -> list[Line]:
    """The lines of a stretch of a page in reading order."""
    rows = rows_of(characters)
    placed = _in_order(rows, gutter) if gutter else ((row, 0) for row in rows)
    return [line for row, block in placed if (line := line_of(row, page, block))]


def _in_order(rows: Sequence[Row], gutter: Gutter) -> Iterator[tuple[Row, int]]:
    """Rows with the number of their block: 0 over the whole page, 1 and 2 the columns."""
    pieces = [list(_pieces(row)) for row in rows]
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and not any(piece.x0 < gutter.middle < piece.x1 for piece in pieces[end]):
            end += 1
        stop = _in_columns(pieces, at, end, gutter)
        for block in (1, 2):
            sides = ([c for c in row if (c.x1 <= gutter.middle) == (block == 1)] for row in rows[at:stop])
            yield from ((side, block) for side in sides if any(c.text.strip() for c in side))
        yield from ((row, 0) for row in rows[stop : end + 1])
        at = end + 1


def _in_columns(pieces: Sequence[Sequence[_Piece]], start: int, end: int, gutter: Gutter) -> int:
    """The end of what is in columns of a stretch that nothing crosses; `start` when nothing begins at the right column.

    Headings at the end of the left column stand over what follows.
    """
    if not any(-_SAME < piece.x0 - gutter.right < _INDENT * piece.size for row in pieces[start:end] for piece in row):
        return start
    while any(piece.heading for piece in pieces[end - 1]) and all(p.x1 < gutter.middle for p in pieces[end - 1]):
        end -= 1
    return end


def _pieces(row: Row) -> Iterator[_Piece]:
    """The parts of a row between its wide gaps."""
    part: list[Character] = []
    for c in [*(c for c in row if c.text.strip()), None]:
        if part and (c is None or c.x0 - part[-1].x1 > _WIDE_GAP * part[-1].size):
            heading = heading_of("".join(one.text for one in part)) is not None
            yield _Piece(part[0].x0, part[-1].x1, part[0].size, len(part) >= _PROSE, heading)
            part = []
        if c is not None:
            part.append(c)
