"""One sheet of any workbook on its way to a grid: what is shown in its boxes, its merges, its hidden rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from app.documents.recognise.raw import MOST_COLUMNS, MOST_ROWS, STRUCK, RawCell, RawGrid, Remark, raised

MOST_SAID = 5  # hidden rows that are quoted
AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_BELOW = 3  # rows of empty boxes below the last words: the figures of a table four that nobody filled


class Run(NamedTuple):
    """Words of a box in one look. `place`: "superscript", "subscript" or nothing."""

    text: str
    struck: bool = False
    place: str = ""


class Merge(NamedTuple):
    row: int
    column: int
    rows: int
    columns: int

    def holds(self, row: int, column: int) -> bool:
        return self.row <= row < self.row + self.rows and self.column <= column < self.column + self.columns


@dataclass
class Sheet:
    """`words`: (row, column) from 0 -> what is shown there."""

    title: str
    words: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: bool = False
    pale: bool = False
    cut: bool = False  # rows or columns beyond what a grid may have were left out

    def put(self, row: int, column: int, words: str) -> None:
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            self.cut = self.cut or bool(words.strip())
        else:
            self.words[row, column] = words

    def in_looks(self, runs: Iterable[Run]) -> str:
        """The words of a box without those struck through; raised ones are marks."""
        words = ""
        for run in runs:
            if run.struck:
                self.struck = self.struck or bool(run.text.strip())
            else:
                words += raised(run.text, run.place == "subscript") if run.place else run.text
        return words

    def grid(self) -> RawGrid | None:
        """What is seen of the sheet; None when that is nothing."""
        covered: set[tuple[int, int]] = set()
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for merge in self.merges:
            self._merge(merge, covered, spans)
        filled = [place for place, words in self.words.items() if words.strip() and place not in covered]
        squares = [*filled, *((r + h - 1, c + w - 1) for (r, c), (h, w) in spans.items() if (r, c) in set(filled))]
        if not filled:
            return None
        height, width = max(r for r, _ in squares) + 1, max(c for _, c in squares) + 1
        blank = {r for r, c in self.words if c < width}
        height += next((n for n in range(_BELOW) if height + n not in blank), _BELOW)
        # a table that begins in column B has no empty box before its figures
        rows = _renumbered(min(r for r, _ in filled), height, self.hidden_rows)
        columns = _renumbered(min(c for _, c in filled), width, self.hidden_columns)
        cells: list[RawCell] = []
        for row in range(height):
            for column in range(width):
                if (row, column) in covered:
                    continue
                down, along = spans.get((row, column), (1, 1))
                seen_rows = [rows[r] for r in range(row, min(row + down, height)) if r in rows]
                seen_columns = [columns[c] for c in range(column, min(column + along, width)) if c in columns]
                if seen_rows and seen_columns:
                    words = self.words.get((row, column), "")
                    cells.append(RawCell(seen_rows[0], seen_columns[0], len(seen_rows), len(seen_columns), words))
        return RawGrid(tuple(cells)) if cells else None

    def _merge(
        self, merge: Merge, covered: set[tuple[int, int]], spans: dict[tuple[int, int], tuple[int, int]]
    ) -> None:
        rows = min(merge.rows, MOST_ROWS - merge.row)
        columns = min(merge.columns, MOST_COLUMNS - merge.column)
        first = (merge.row, merge.column)
        if rows < 1 or columns < 1 or first in covered or first in spans:
            return
        spans[first] = (rows, columns)
        squares = (
            (r, c) for r in range(merge.row, merge.row + rows) for c in range(merge.column, merge.column + columns)
        )
        covered.update(square for square in squares if square != first)

    def remarks(self) -> Iterator[Remark]:
        if self.cut:
            yield Remark(self.title, f"工作表太大，只读了前 {MOST_ROWS} 行、前 {MOST_COLUMNS} 列")
        said = [r for r in sorted(self.hidden_rows) if self._row(r)]
        for row in said[:MOST_SAID]:
            yield Remark(self._row(row), f"工作表“{self.title}”第 {row + 1} 行是隐藏的，没有读入")
        if len(said) > MOST_SAID:
            yield Remark(self.title, f"工作表里还有 {len(said) - MOST_SAID} 行是隐藏的，没有读入")
        hidden = [
            c for c in sorted(self.hidden_columns) if any(w.strip() for (_, c2), w in self.words.items() if c2 == c)
        ]
        if hidden:
            names = "、".join(column_name(c) for c in hidden[:MOST_SAID])
            yield Remark(self.title, f"工作表里 {names} 列是隐藏的，没有读入")
        if self.struck:
            yield STRUCK

    def _row(self, row: int) -> str:
        return " ".join(w.strip() for (r, _), w in sorted(self.words.items()) if r == row and w.strip())


def area_of(reference: str | None) -> Merge | None:
    """The rows and columns of a reference like B2:D7."""
    match = AREA.fullmatch((reference or "").strip())
    if match is None:
        return None
    rows = sorted((int(match[2]) - 1, int(match[4] or match[2]) - 1))
    columns = sorted((column_number(match[1]), column_number(match[3] or match[1])))
    return Merge(rows[0], columns[0], rows[1] - rows[0] + 1, columns[1] - columns[0] + 1)


def column_number(name: str) -> int:
    """A -> 0, AA -> 26."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_name(column: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _renumbered(first: int, end: int, hidden: set[int]) -> dict[int, int]:
    """Each row (or column) that is seen -> its number among those."""
    return {place: number for number, place in enumerate(p for p in range(first, end) if p not in hidden)}


def number_of(text: str) -> Decimal | str:
    """A number as it is stored; words where it is none, or larger than any program keeps."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return text
    return number if number.is_finite() and abs(number.adjusted()) < 320 else text
