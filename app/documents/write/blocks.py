"""The neutral blocks that every writer walks: a report as it stands on paper, without rows, rules or files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.form.layout import Box

Role = Literal["title", "review_mark", "document_number", "heading", "subheading", "body", "table_note", "signature"]


@dataclass(frozen=True)
class Text:
    """One paragraph.

    `text` may hold "\\n" only in a title: the lines it is broken into. `lead`: how many of the first characters are
    set in 楷体 because a （一） heading runs on into its paragraph. `new_page`: starts a page. `with_next`: stays with
    what follows. `level` (bookmarks, navigation pane): 1 for 一、 headings, 2 for （一） headings, 0 for none;
    of a paragraph with a lead, the lead is the heading.
    """

    role: Role
    text: str
    lead: int = 0
    new_page: bool = False
    with_next: bool = False
    level: int = 0
    part: str = ""


@dataclass(frozen=True)
class Grid:
    """One table; `boxes` cover each of its rows x columns squares exactly once, figures already in words.

    `widths`: column widths in points. `heights`: row heights in points, as printed. `header_rows` are repeated after a
    page end. `whole`: never split over pages; else it is split between rows and a merged box issued again with （续）.
    """

    key: str
    title: str
    rows: int
    columns: int
    header_rows: int
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    boxes: tuple[Box, ...]
    whole: bool = False


Block = Text | Grid


@dataclass(frozen=True)
class Paper:
    """A whole report for paper. `footer`: the small line of a 送审稿, else empty. `author`: the organ, nobody else."""

    title: str
    author: str
    blocks: tuple[Block, ...]
    footer: str = ""


_NUMBERED = re.compile("（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|[0-9]+[.．]")


def number_of(box: Box) -> str:
    """The number that a label begins with; the lines after the first stand in as far as the words after it do."""
    found = _NUMBERED.match(box.text) if box.kind == "label" and not box.lines else None
    return found[0] if found else ""


def heads(grid: Grid, box: Box) -> list[Box]:
    """The boxes that head a box, the widest first: captions and headers above it, then labels to its left.

    A caption begins a section anew: what stands above it heads nothing below it.
    """
    section = max((other.row for other in grid.boxes if other.kind == "caption" and other.row <= box.row), default=0)
    above = [
        other
        for other in grid.boxes
        if other.kind in ("caption", "header")
        and section <= other.row < box.row
        and other.column < box.column + box.columns
        and box.column < other.column + other.columns
    ]
    beside = [
        other
        for other in grid.boxes
        if other.kind == "label" and other.column < box.column and other.row <= box.row < other.row + other.rows
    ]
    return sorted(above, key=lambda other: other.row) + sorted(beside, key=lambda other: other.column)
