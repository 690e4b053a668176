"""Characters gathered to printed lines, and the lines in the order in which a person reads them, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.documents.read.formats.pdf.writing import Character
from app.documents.recognise.raw import raised

_SMALLEST = 1.5  # points
_GAP = 0.8  # of the size: more than this between two characters parts words


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


def line_of(row: Sequence[Character], page: int, block: int) -> Line | None:
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
