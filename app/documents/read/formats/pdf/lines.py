"""Characters gathered to printed lines, and the lines in the order in which a person reads them, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from app.documents.read.formats.pdf.writing import Character
from app.documents.recognise.labels import heading_of
from app.documents.recognise.raw import raised

_SMALLEST = 1.5  # points
_GAP = 0.8  # of the size: more than this between two characters parts words
_GUTTER = 1.2  # of the size: the least between two columns of text
_FEWEST = 5  # lines one below the other that make two columns
_PROSE = 9  # characters of a line of a column; boxes of a table are shorter


@dataclass(frozen=True)
class Line:
    """One printed line. `x0`, `x1`: where its words begin and end; `block`: the stretch of lines that have margins in common.

    `spaced`: a blank was printed at its end.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    spaced: bool = False
    block: int = 0


def rows_of(characters: Iterable[Character]) -> list[list[Character]]:
    """Characters by the height of their middles, each row from left to right."""
    rows: list[list[Character]] = []
    for c in sorted(characters, key=lambda c: c.middle):
        last = rows[-1][-1] if rows else None
        if last is not None and c.middle - last.middle < 0.3 * max(_SMALLEST, min(c.size, last.size)):
            rows[-1].append(c)
        else:
            rows.append([c])
    for row in rows:
        row.sort(key=lambda c: c.x0)
    return rows


def words_of(row: Sequence[Character]) -> str:
    """The words of a row: only blanks that are printed, or wide gaps, part them; a small raised digit is a footnote's mark."""
    words = ""
    before: Character | None = None
    for c in row:
        if before is not None and c.x0 - before.x1 > _GAP * c.size:
            words += "  "
        mark = before is not None and before.text.isdigit() and c.size < 0.8 * before.size
        words += raised(c.text) if mark else c.text
        before = before if mark and c.text.isdigit() else c
    return words


def text_of(characters: Iterable[Character]) -> str:
    """The lines of a box."""
    lines = (words_of(row).strip() for row in rows_of(characters))
    return "\n".join(line for line in lines if line)


def lines_of(characters: Iterable[Character], page: int) -> list[Line]:
    """The lines of a page in reading order."""
    return [line for row in _in_order(rows_of(characters)) if (line := _line(row[0], page, row[1]))]


def _line(row: Sequence[Character], page: int, block: int) -> Line | None:
    printed = [c for c in row if c.text.strip()]
    if not printed:
        return None
    words = words_of(row)
    return Line(
        words.strip(),
        printed[0].x0,
        printed[-1].x1,
        min(c.base - 0.88 * c.size for c in printed),
        max(c.base + 0.12 * c.size for c in printed),
        max(c.size for c in printed),
        page,
        words[-1:].isspace(),
        block,
    )


# Two columns of text


def _in_order(rows: Sequence[list[Character]]) -> Iterator[tuple[list[Character], int]]:
    """Rows from top to bottom with the number of their block; of two columns of text first the left one, then the right."""
    at, block = 0, 0
    for start, end, gutter in _columns(rows):
        yield from ((row, block) for row in rows[at:start])
        for number, left in enumerate((True, False), 1):
            sides = ([c for c in row if (c.x1 <= gutter) == left] for row in rows[start:end])
            yield from ((side, block + number) for side in sides if side)
        at, block = end, block + 3
    yield from ((row, block) for row in rows[at:])


def _columns(rows: Sequence[list[Character]]) -> Iterator[tuple[int, int, float]]:
    """(first row, the row after the last, gutter) of each stretch of two columns of text."""
    pieces = [list(_pieces(row)) for row in rows]
    at = 0
    for gutter in _gutters(pieces):
        while at < len(rows):
            end = at
            while end < len(rows) and not any(piece.x0 < gutter < piece.x1 for piece in pieces[end]):
                end += 1
            start, stop = _trimmed(pieces, at, end, gutter)
            sides = [
                sum(any(p.prose and (p.x1 <= gutter) == left for p in row) for row in pieces[start:stop])
                for left in (True, False)
            ]
            if min(sides) >= _FEWEST:
                yield start, stop, gutter
            at = end + 1


class _Piece(NamedTuple):
    """A part of a row without a wide gap in it."""

    x0: float
    x1: float
    prose: bool
    heading: bool


def _pieces(row: Sequence[Character]) -> Iterator[_Piece]:
    """The parts of a row between its wide gaps."""
    part: list[Character] = []
    for c in [*(c for c in row if c.text.strip()), None]:
        if part and (c is None or c.x0 - part[-1].x1 > _GUTTER * part[-1].size):
            heading = heading_of("".join(one.text for one in part)) is not None
            yield _Piece(part[0].x0, part[-1].x1, len(part) >= _PROSE, heading)
            part = []
        if c is not None:
            part.append(c)


def _gutters(pieces: Sequence[Sequence[_Piece]]) -> list[float]:
    """Where most rows with two long pieces have the gap between them: one place, or none."""
    gaps = [(a.x1, b.x0) for row in pieces for a, b in pairwise(row) if a.prose and b.prose]
    alone = [piece for row in pieces for piece in row if piece.prose and len(row) == 1]
    if not gaps:  # the lines of the two columns do not stand at one height
        lefts = [p.x1 for p in alone]
        rights = [p.x0 for p in alone]
        gaps = [(left, right) for left in lefts[:40] for right in rights[:40] if 0 < right - left < 80]
    counted = Counter(round((low + high) / 2 / 6) for low, high in gaps)
    middle = next((place for place, times in counted.most_common(1) if times >= _FEWEST - 2), None)
    if middle is None:
        return []
    near = [(low, high) for low, high in gaps if abs((low + high) / 12 - middle) <= 2]
    low, high = max(low for low, _ in near), min(high for _, high in near)
    return [(low + high) / 2] if low < high else []


def _trimmed(pieces: Sequence[Sequence[_Piece]], start: int, end: int, gutter: float) -> tuple[int, int]:
    """The stretch without the rows before and after it that have nothing at the right of the gutter, but for long ones."""

    def right(row: int) -> bool:
        return any(piece.x0 > gutter for piece in pieces[row])

    rights = [row for row in range(start, end) if right(row)]
    if not rights:
        return start, start
    last = rights[-1] + 1
    while last < end and any(p.prose for p in pieces[last]) and not any(p.heading for p in pieces[last]):
        last += 1
    first = rights[0]
    while first > start and any(p.prose for p in pieces[first - 1]) and not any(p.heading for p in pieces[first - 1]):
        first -= 1
    return first, last
