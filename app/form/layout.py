"""The printed grid of a table: every merged box in its place, for the screen, the paper and the readers alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from app.form.schema import Cell, Column, Row, Table

BoxKind = Literal["corner", "caption", "header", "label", "figure"]


class Box(NamedTuple):
    """One printed box: its upper left square, how many squares it covers, its words.

    `lines`: the preferred line breaks of `text` (empty: break where it fits). `cell` is set for figures only.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    kind: BoxKind
    cell: Cell | None = None
    lines: tuple[str, ...] = ()


class Layout(NamedTuple):
    """A grid of `rows` x `columns` squares, each covered by exactly one box; the first `header_rows` are headers."""

    rows: int
    columns: int
    header_rows: int
    boxes: tuple[Box, ...]


@cache
def layout(table: Table) -> Layout:
    """The official grid: 二 14 x 4, 三 28 x 10, 四 4 x 15 (edition 2021)."""
    if table.across:
        made = _across(table)
    elif any(section.caption for section in table.sections):
        made = _captioned(table)
    else:
        made = _crossed(table)
    broken = (box._replace(lines=table.breaks.get(box.text, ())) for box in made.boxes)
    return made._replace(boxes=tuple(broken))


def _captioned(table: Table) -> Layout:
    """Sections under captions, each with its own header row; the widest section sets the number of columns."""
    width = 1 + max(len(section.columns) for section in table.sections)
    boxes: list[Box] = []
    at = 0
    for section in table.sections:
        boxes.append(Box(at, 0, 1, width, section.caption, "caption"))
        boxes.append(Box(at + 1, 0, 1, 1, table.corner, "header"))
        spans = list(_spread(width - 1, len(section.columns)))
        for column, (start, span) in zip(section.columns, spans, strict=True):
            boxes.append(Box(at + 1, 1 + start, 1, span, column.label, "header"))
        for i, row in enumerate(section.rows, at + 2):
            boxes.append(Box(i, 0, 1, 1, row.label, "label"))
            for column, (start, span) in zip(section.columns, spans, strict=True):
                boxes.append(Box(i, 1 + start, 1, span, "", "figure", Cell(table.key, row.key, column.key)))
        at += 2 + len(section.rows)
    return Layout(at, width, 0, tuple(boxes))


def _spread(squares: int, columns: int) -> Iterator[tuple[int, int]]:
    """(start, span) of each of `columns` over `squares`; the last takes what is left over."""
    for i in range(columns):
        yield i, (1 if i < columns - 1 else squares - columns + 1)


def _crossed(table: Table) -> Layout:
    """One section: column headers above, row labels to the left, groups merged."""
    (section,) = table.sections
    depth = 1 + max(len(column.group) for column in section.columns)
    stub = 1 + max(len(row.group) for row in section.rows)
    boxes = [Box(0, 0, depth, stub, table.corner, "corner")]
    for at, level, along, deep, text in _merge(section.columns, depth):
        boxes.append(Box(level, stub + at, deep, along, text, "header"))
    for at, level, along, deep, text in _merge(section.rows, stub):
        boxes.append(Box(depth + at, level, along, deep, text, "label"))
    for i, row in enumerate(section.rows):
        for j, column in enumerate(section.columns):
            boxes.append(Box(depth + i, stub + j, 1, 1, "", "figure", Cell(table.key, row.key, column.key)))
    return Layout(depth + len(section.rows), stub + len(section.columns), depth, tuple(boxes))


def _across(table: Table) -> Layout:
    """Rows printed side by side: every row is a group of columns over one line of figures."""
    (section,) = table.sections
    columns = [
        (Column(f"{row.key}/{column.key}", column.label, (*row.group, row.label)), Cell(table.key, row.key, column.key))
        for row in section.rows
        for column in section.columns
    ]
    depth = 1 + max(len(column.group) for column, _ in columns)
    boxes = [
        Box(level, at, deep, along, text, "header")
        for at, level, along, deep, text in _merge([column for column, _ in columns], depth)
    ]
    boxes += [Box(depth, i, 1, 1, "", "figure", cell) for i, (_, cell) in enumerate(columns)]
    return Layout(depth + 1, len(columns), depth, tuple(boxes))


def _merge(lines: Sequence[Row | Column], depth: int) -> Iterator[tuple[int, int, int, int, str]]:
    """(first line, level, lines covered, levels covered, text) of every group and label of these lines."""
    for level in range(depth - 1):
        start = 0
        while start < len(lines):
            head = lines[start].group[: level + 1]
            end = start + 1
            while end < len(lines) and lines[end].group[: level + 1] == head:
                end += 1
            if len(head) == level + 1:
                yield start, level, end - start, 1, head[-1]
            start = end if len(head) == level + 1 else start + 1
    for i, line in enumerate(lines):
        yield i, len(line.group), 1, depth - len(line.group), line.label
