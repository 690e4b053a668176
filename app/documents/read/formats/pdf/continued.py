"""Tables that end with a page and go on on the next, also where a row is torn in two by the page end."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.read.formats.pdf.lattice import Place
from app.documents.read.formats.pdf.sheet import Table
from app.documents.recognise.labels import CONTINUED, ROWS, row_key
from app.documents.recognise.raw import RawCell, RawGrid

_SAME = 5.0  # points: edges nearer than this are one
_SIDES = 12.0  # points: the outer edges of both parts

Boxes = tuple[tuple[Place, str], ...]


def raw_grid(table: Table) -> RawGrid:
    cells = (RawCell(place.row, place.column, place.rows, place.columns, words) for place, words in table.boxes)
    return RawGrid(tuple(cells), table.page)


def join(first: Table, second: Table) -> Table | None:
    """One table of two parts where the second goes on on the next page; None when it is another table."""
    if second.page != first.page + 1 and second.page != _last_page(first) + 1:
        return None
    if abs(first.xs[0] - second.xs[0]) > _SIDES or abs(first.xs[-1] - second.xs[-1]) > _SIDES:
        return None
    xs = _together(first.xs, second.xs)
    above, below = _placed(first, xs), _placed(second, xs)
    below = _without_repeated_head(above, below)
    rows = max((place.row + place.rows for place, _ in above), default=0)
    boxes = _torn(above, below, rows) or (*above, *_moved(below, rows))
    height = max((place.row + place.rows for place, _ in boxes), default=0)
    return Table(
        xs, (*first.ys, *([second.ys[-1]] * max(0, height + 1 - len(first.ys)))), boxes, first.page, second.page
    )


def _last_page(table: Table) -> int:
    return table.last_page or table.page


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
    return tuple(
        (replace_columns(place, at[place.column], at[place.column + place.columns]), words)
        for place, words in table.boxes
    )


def replace_columns(place: Place, start: int, end: int) -> Place:
    return place._replace(column=start, columns=max(1, end - start))


def _moved(boxes: Boxes, rows: int) -> Boxes:
    return tuple((place._replace(row=place.row + rows), words) for place, words in boxes)


def _row(boxes: Boxes, row: int) -> list[tuple[Place, str]]:
    """The boxes that begin in a row."""
    return [(place, words) for place, words in boxes if place.row == row]


def _without_repeated_head(above: Boxes, below: Boxes) -> Boxes:
    """The second part without the rows at its top that repeat those at the top of the first."""
    repeated = 0
    height = max((place.row + place.rows for place, _ in below), default=0)
    while repeated < height:
        one, two = ([(p, "".join(w.split())) for p, w in _row(part, repeated)] for part in (above, below))
        if not two or one != two or not any(words for _, words in two):
            break
        repeated += 1
    if not repeated or any(p.row < repeated < p.row + p.rows for p, _ in below):
        return below
    return tuple((place._replace(row=place.row - repeated), words) for place, words in below if place.row >= repeated)


# A row torn in two


def _torn(above: Boxes, below: Boxes, rows: int) -> Boxes | None:
    """Both parts with the last row of the first and the first row of the second made one; None when these are two rows."""
    last = [(place, words) for place, words in above if place.row + place.rows == rows]
    first = _row(below, 0)
    pairs = {(place.column, place.columns): (place, words) for place, words in first}
    if not last or not first or set(pairs) != {(place.column, place.columns) for place, _ in last}:
        return None
    both = [(words, pairs[place.column, place.columns][1]) for place, words in last]
    if not _one_row(both):
        return None
    grown: list[tuple[Place, str]] = [box for box in above if box not in last]
    for place, words in last:
        other, more = pairs[place.column, place.columns]
        text = "\n".join(part for part in (words, more.replace(CONTINUED, "")) if part)
        grown.append((place._replace(rows=place.rows + other.rows - 1), text))
    rest = tuple(box for box in below if box not in first)
    return (*grown, *_moved(rest, rows - 1))


def _one_row(both: Sequence[tuple[str, str]]) -> bool:
    """Whether two rows of boxes are the upper and the lower part of one."""
    figures = [(a, b) for a, b in both if _figure(a) or _figure(b)]
    if any(_figure(a) and _figure(b) for a, b in figures):
        return False
    upper, lower = (_label(part) for part in zip(*both, strict=True))
    if not lower:
        return bool(upper) or bool(figures)
    whole = _known(upper + lower)
    if whole and not _known(lower):
        return True
    return not _known(upper) and not _known(lower) and bool(upper) and bool(figures)


def _figure(words: str) -> bool:
    return bool(words) and any(c.isdigit() for c in words) and len(words) < 20 and not _known(words)


def _label(part: Sequence[str]) -> str:
    """The last words of a row that are none of its figures."""
    return next((words for words in reversed(part) if words.strip() and not _figure(words)), "")


def _known(words: str) -> bool:
    return any(row_key(table, words) is not None for table in ROWS)
