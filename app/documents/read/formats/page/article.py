"""Which elements of a page are the report: the smallest that hold its headings and its tables; the page around them is not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from app.documents.read.formats.page.walk import Placed
from app.documents.recognise.labels import column_key, heading_of, row_key
from app.documents.recognise.narrative.texts import split_inline
from app.documents.recognise.raw import RawGrid, RawText

ENOUGH = 3  # of the six headings and three tables
_MOST_ARTICLES = 20
_TEXTS = frozenset(("overview", "problems", "other_matters"))


class Article(NamedTuple):
    """The items from `first` up to `stop` are a report, or a copy of it; `marks`: how many of headings and tables they hold."""

    first: int
    stop: int
    marks: int


def articles(items: Sequence[Placed], parents: Sequence[int]) -> list[Article]:
    """The reports of a page, the one that holds most of a report first, in the order of the page; none: no report is in it."""
    marks = list(_marks(items))
    found: list[Article] = []
    while len(found) < _MOST_ARTICLES:
        held = [0] * len(parents)
        for placed, mark in zip(items, marks, strict=True):
            held[placed.box] |= mark
        for box in range(len(parents) - 1, 0, -1):  # an element comes after the one around it
            held[parents[box]] |= held[box]
        if held[0].bit_count() < ENOUGH:
            break
        article = _beside(found, _smallest(items, parents, held), marks)
        if article.marks < ENOUGH:
            break
        found.append(article)
        marks[article.first : article.stop] = [0] * (article.stop - article.first)
    return found


def _smallest(items: Sequence[Placed], parents: Sequence[int], held: Sequence[int]) -> tuple[int, int]:
    """The items of the first element that holds as many marks as the page and has no element in it that does."""
    most = held[0].bit_count()
    whole = [box for box in range(len(parents)) if held[box].bit_count() == most]
    around = {parents[box] for box in whole}
    chosen = next(box for box in whole if box not in around)
    while True:
        inside = [n for n, placed in enumerate(items) if _within(placed.box, chosen, parents)]
        last = items[inside[-1]].item
        if not (isinstance(last, RawText) and heading_of(last.text) in _TEXTS) or chosen == 0:
            return inside[0], inside[-1] + 1
        chosen = parents[chosen]  # the words under the last heading stand beside its element


def _beside(found: Sequence[Article], place: tuple[int, int], marks: Sequence[int]) -> Article:
    """The stretch of these items, between the reports already found, that holds most marks."""
    first, stop = place
    edges = sorted((other.first, other.stop) for other in found if first <= other.first < stop)
    pieces: list[Article] = []
    for begin, end in zip([first, *(b for _, b in edges)], [*(a for a, _ in edges), stop], strict=True):
        pieces.append(Article(begin, end, reduce(or_, marks[begin:end], 0).bit_count()))
    return max(pieces, key=lambda piece: piece.marks)


def _within(box: int, around: int, parents: Sequence[int]) -> bool:
    while box > around:
        box = parents[box]
    return box == around


def _marks(items: Sequence[Placed]) -> Iterator[int]:
    """For each item the headings and tables in it, as bits; a list of headings with nothing between them is a table of contents."""
    parts = ("overview", "disclosure", "applications", "disputes", "problems", "other_matters")
    headings: list[set[str]] = []
    for placed in items:
        lines = split_inline(placed.item.text.splitlines()) if isinstance(placed.item, RawText) else []
        headings.append({part for line in lines if (part := heading_of(line))} if not placed.linked else set())
    nothing: set[str] = set()
    for placed, (here, after) in zip(items, pairwise([*headings, nothing]), strict=True):
        if isinstance(placed.item, RawGrid):
            yield sum(1 << (len(parts) + n) for n, table in enumerate(parts[1:4]) if _is_of(placed.item, table))
        else:
            yield sum(1 << parts.index(part) for part in here if not (after and part in _TEXTS))


def _is_of(grid: RawGrid, table: str) -> bool:
    """Whether this is one of the form's tables, or a piece of it."""
    rows = {key for cell in grid.cells if (key := row_key(table, cell.text))}
    columns = {key for cell in grid.cells if (key := column_key(table, cell.text))}
    return bool(rows) and len(columns) >= 2 or len(rows) >= 4
