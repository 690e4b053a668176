"""A table saved as text with commas (.csv), told by its lines and not by its name, as a raw grid."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from app.documents.recognise.raw import RawGrid, grid

_LONGEST = 1_000_000  # characters of a box
_FEWEST_BOXES = 4  # of a line that belongs to a table
_FEWEST_LINES = 3


def rows_of(text: str, separator: str) -> Iterator[list[str]]:
    """The boxes of each line, its quotes resolved; csv.Error when it is no text of this kind."""
    csv.field_size_limit(_LONGEST)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def table_in(text: str) -> RawGrid | None:
    """The table that a text is; None where it is running text or a table set in another way."""
    if text.count(",") < _FEWEST_LINES * (_FEWEST_BOXES - 1):
        return None
    try:
        rows = [row for row in rows_of(text, ",") if any(box.strip() for box in row)]
    except csv.Error:
        return None
    wide = [row for row in rows if len(row) >= _FEWEST_BOXES]
    if len(wide) < _FEWEST_LINES or len(wide) * 2 < len(rows):
        return None
    return grid([[(box.strip(), 1, 1) for box in row] for row in _of_one_width(rows)])


def _of_one_width(rows: Sequence[list[str]]) -> Iterator[list[str]]:
    """A line that ends early has empty boxes at its end: programs leave them out."""
    width = max(map(len, rows))
    for row in rows:
        yield [*row, *[""] * (width - len(row))]
