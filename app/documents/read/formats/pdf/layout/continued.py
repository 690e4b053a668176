"""Tables that end with a page and go on on the next, also where a row is torn in two by the page end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.documents.read.formats.pdf.layout.sheet import Box, Table
from app.documents.recognise.labels import CONTINUED, ROWS, row_key
from app.documents.recognise.raw import RawCell, RawGrid, unread

_SAME = 5.0  # points: edges nearer than this are one
_SIDES = 12.0  # points: the outer edges of both parts
_LONGEST_FIGURE = 20  # characters
_NUMBERED = re.compile(r"\s*\d{1,2}[.．、]\s*[^\d\s]")  # the upper half of a label

Boxes = tuple[Box, ...]


def raw_grid(table: Table) -> RawGrid:
    cells = (RawCell(p.row, p.column, p.rows, p.columns, words, spot) for p, words, _, spot in table.boxes)
    return RawGrid(tuple(cells), table.page)


def join(first: Table, second: Table) -> Table | None:
    """One table of two parts where the second goes on on the next page; None when it is another table."""
    if second.page != (first.last_page or first.page) + 1:
        return None
    if abs(first.xs[0] - second.xs[0]) > _SIDES or abs(first.xs[-1] - second.xs[-1]) > _SIDES:
        return None
    xs = _together(first.xs, second.xs)
    above, below = _placed(first, xs), _placed(second, xs)
    below = _without_repeated_head(above, below)
    rows = _height(above)
    boxes = _torn(above, below, rows) or (*above, *_moved(below, rows))
    return Table(xs, first.ys, boxes, first.page, second.page)


def _height(boxes: Boxes) -> int:
    return max((box.place.row + box.place.rows for box in boxes), default=0)


def _together(one: Sequence[float], two: Sequence[float]) -> tuple[float, ...]:
    """The edges of both parts; those that are the same once."""
    edges: list[float] = []
    for x in sorted((*one, *two)):
        if not edges or x - edges[-1] > _SAME:
            edges.append(x)
    return tuple(edges)


def _placed(table: Table, xs: Sequence[float]) -> Boxes:
    """The boxes of a part by the edges of both."""
    at = [min(range(len(xs)), key=lambda i, x=x: abs(xs[i] - x)) for x in table.xs]
    placed = []
    for box in table.boxes:
        start, end = at[box.place.column], at[box.place.column + box.place.columns]
        placed.append(box._replace(place=box.place._replace(column=start, columns=max(1, end - start))))
    return tuple(placed)


def _moved(boxes: Boxes, rows: int) -> Boxes:
    return tuple(box._replace(place=box.place._replace(row=box.place.row + rows)) for box in boxes)


def _row(boxes: Boxes, row: int) -> list[Box]:
    """The boxes that begin in a row."""
    return [box for box in boxes if box.place.row == row]


def _without_repeated_head(above: Boxes, below: Boxes) -> Boxes:
    """The second part without the rows at its top that repeat those at the top of the first."""
    repeated = 0
    while repeated < _height(below):
        one, two = (
            [(box.place, "".join(box.words.split())) for box in _row(part, repeated)] for part in (above, below)
        )
        if not two or one != two or not any(words for _, words in two):
            break
        repeated += 1
    if not repeated or any(box.place.row < repeated < box.place.row + box.place.rows for box in below):
        return below
    return _moved(tuple(box for box in below if box.place.row >= repeated), -repeated)


# A row torn in two


def _torn(above: Boxes, below: Boxes, rows: int) -> Boxes | None:
    """Both parts with the last row of the first and the first row of the second made one; None when these are two rows."""
    last = [box for box in above if box.place.row + box.place.rows == rows]
    first = {(box.place.column, box.place.columns): box for box in _row(below, 0)}
    if not last or set(first) != {(box.place.column, box.place.columns) for box in last}:
        return None
    last.sort(key=lambda box: box.place.column)
    pairs = [(box, first[box.place.column, box.place.columns]) for box in last]
    if not _one_row(pairs):
        return None
    grown = [box for box in above if box not in last]
    for upper, lower in pairs:
        place = upper.place._replace(rows=upper.place.rows + lower.place.rows - 1)
        grown.append(Box(place, _both(upper, lower), lower.full, upper.spot if upper.words.strip() else lower.spot))
    rest = tuple(box for box in below if box.place.row > 0)
    return (*grown, *_moved(rest, rows - 1))


def _both(upper: Box, lower: Box) -> str:
    """The words of a torn box; a line that is cut through stands on both pages."""
    above, below = upper.words, lower.words.replace(CONTINUED, "")
    if _figure(above) and _figure(below):
        if above == below:
            return above
        return above + below if upper.full else unread("数在换页处断开了")
    if above.endswith(below) or below.startswith(above):
        return max(above, below, key=len)
    return f"{above}\n{below}"


def _one_row(pairs: Sequence[tuple[Box, Box]]) -> bool:
    """Whether two rows of boxes are the upper and the lower part of one."""
    upper, lower = (_label([pair[part].words for pair in pairs]) for part in (0, 1))
    figures = [(a, b) for a, b in pairs if _figure(a.words) or _figure(b.words)]
    twice = [(a, b) for a, b in figures if _figure(a.words) and _figure(b.words)]
    if twice and all(a.words == b.words for a, b in twice) and upper and upper == lower:
        return True  # cut through
    if sum(1 for a, b in pairs if a.words.strip() and not _figure(a.words) and _figure(b.words)) > 1:
        return False  # a row of headings, and the figures below it
    if not lower:
        return bool(upper) or bool(twice)
    if twice:
        return False
    if _known(upper + lower) and not _known(lower):
        return True
    return not _known(upper) and not _known(lower) and bool(upper) and bool(figures)


def _figure(words: str) -> bool:
    short = any(c.isdigit() for c in words) and len(words) < _LONGEST_FIGURE
    return short and not _NUMBERED.match(words) and not _known(words)


def _label(part: Sequence[str]) -> str:
    """The last words of a row that are none of its figures."""
    return next((words for words in reversed(part) if words.strip() and not _figure(words)), "")


def _known(words: str) -> bool:
    return any(row_key(table, words) is not None for table in ROWS)
