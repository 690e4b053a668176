"""A story of an RTF file (its body, a text box) as blocks of a Word document: paragraphs, and tables out of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from app.documents.read.formats.word.tags import W

_NEAR = 20  # twentieths of a point: edges of boxes so near are one
_LEVELS = 8
_UNWRITABLE = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Edge(NamedTuple):
    """A box of a row as it is defined: its right edge, and how it is merged down and along."""

    right: int
    down: str = ""
    along: str = ""


@dataclass
class RowShape:
    """The boxes that the next row has. `height`: twentieths of a point, negative when exact."""

    left: int = 0
    height: int = 0
    edges: list[Edge] = field(default_factory=list)
    down: str = ""
    along: str = ""

    def close(self, right: int) -> None:
        self.edges.append(Edge(right, self.down, self.along))
        self.down = self.along = ""


@dataclass
class _Row:
    shape: RowShape
    cells: list[list[etree._Element]]


def writable(text: str) -> str:
    """Text without what no XML can hold."""
    return _UNWRITABLE.sub("", text)


def element(name: str, parent: etree._Element | None = None, **attributes: str) -> etree._Element:
    """An element of WordprocessingML with these attributes of its own namespace."""
    made = etree.Element(W + name) if parent is None else etree.SubElement(parent, W + name)
    for key, value in attributes.items():
        made.set(W + key, value)
    return made


class Flow:
    """Gathers runs into paragraphs, paragraphs into boxes, boxes into rows, rows into tables, at any depth."""

    def __init__(self) -> None:
        self.paragraph = element("p")
        self._blocks: list[list[etree._Element]] = [[] for _ in range(_LEVELS)]  # of the box open at each depth
        self._cells: list[list[list[etree._Element]]] = [[] for _ in range(_LEVELS)]
        self._rows: list[list[_Row]] = [[] for _ in range(_LEVELS)]

    def end_paragraph(self, level: int) -> None:
        """`level`: 0 outside of tables, 1 in a table, 2 in a table in its box."""
        self._close_tables(min(level, _LEVELS - 2) + 1)
        self._blocks[min(level, _LEVELS - 2)].append(self.paragraph)
        self.paragraph = element("p")

    def end_cell(self, level: int) -> None:
        level = min(max(level, 1), _LEVELS - 2)
        self._close_tables(level + 1)
        self._blocks[level].append(self.paragraph)
        self.paragraph = element("p")
        self._cells[level].append(self._blocks[level])
        self._blocks[level] = []

    def end_row(self, level: int, shape: RowShape) -> None:
        level = min(max(level, 1), _LEVELS - 2)
        if self._cells[level]:
            self._rows[level].append(_Row(shape, self._cells[level]))
        self._cells[level] = []

    def done(self) -> list[etree._Element]:
        """All blocks of the story."""
        if len(self.paragraph):
            self.end_paragraph(0)
        for level in range(_LEVELS - 1, 0, -1):  # a file that was cut keeps what it had
            if self._blocks[level]:
                self._cells[level].append(self._blocks[level])
                self._blocks[level] = []
            if self._cells[level]:
                self._rows[level].append(_Row(RowShape(), self._cells[level]))
                self._cells[level] = []
        self._close_tables(1)
        return self._blocks[0]

    def _close_tables(self, level: int) -> None:
        """Make tables of the rows at this depth and below; they stand in what is open above."""
        for depth in range(_LEVELS - 1, level - 1, -1):
            if self._rows[depth]:
                self._blocks[depth - 1].append(_table(self._rows[depth]))
                self._rows[depth] = []


def _table(rows: Sequence[_Row]) -> etree._Element:
    """A w:tbl whose boxes cover as many columns as edges of other rows lie within them."""
    edges = _columns(sorted({place for row in rows for place in (row.shape.left, *(e.right for e in row.shape.edges))}))
    table = element("tbl")
    for row in rows:
        line = element("tr", table)
        properties = element("trPr", line)
        shape = row.shape
        while shape.edges and len(row.cells) > len(shape.edges) and not _words(row.cells[-1]):
            row.cells.pop()  # LibreOffice ends boxes that it never defined
        if shape.height < 0:
            element("trHeight", properties, val=str(-shape.height), hRule="exact")
        known = len(shape.edges) >= len(row.cells)
        last = edges.get(shape.left, 0)
        if known and last:
            element("gridBefore", properties, val=str(last))
        for number, blocks in enumerate(row.cells):
            box = element("tc", line)
            look = element("tcPr", box)
            if known:
                edge = shape.edges[number]
                end = edges[edge.right]
                element("gridSpan", look, val=str(max(1, end - last)))
                last = max(end, last + 1)
                if edge.along:
                    element("hMerge", look, val=edge.along)
                if edge.down:
                    element("vMerge", look, val=edge.down)
            box.extend(blocks)
    return table


def _words(blocks: Sequence[etree._Element]) -> bool:
    return any("".join(block.itertext()).strip() for block in blocks)


def _columns(places: Sequence[int]) -> dict[int, int]:
    """Edge -> its number from the left; edges that nearly meet have the same."""
    numbers: dict[int, int] = {}
    number, begun = -1, 0
    for place in places:
        if number < 0 or place - begun > _NEAR:
            number, begun = number + 1, place
        numbers[place] = number
    return numbers
