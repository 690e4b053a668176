"""The vocabulary in which an edition of the form is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

FigureKind = Literal["count", "signed", "amount"]
"""count: whole number >= 0; signed: whole number of either sign (2019 本年增/减); amount: decimal >= 0 in 万元."""


class Cell(NamedTuple):
    """Address of one figure; written "applications/received/total"."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return "/".join(self)

    @classmethod
    def parse(cls, address: str) -> Cell:
        """Read an address; ValueError when it has not exactly three parts."""
        table, row, column = address.split("/")
        return cls(table, row, column)


class Row(NamedTuple):
    """One line of figures. `group`: the merged labels to its left, outermost first. `brief`: what messages call a long label."""

    key: str
    label: str
    group: tuple[str, ...] = ()
    brief: str = ""


class Column(NamedTuple):
    """One column of figures. `group` holds the merged headers above it, outermost first."""

    key: str
    label: str
    group: tuple[str, ...] = ()
    kind: FigureKind = "count"


class Section(NamedTuple):
    """Rows that share their columns. `caption` spans the table above them (table 二 only)."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    caption: str = ""


class Relation(NamedTuple):
    """勾稽关系: the sum over `left` equals the sum over `right`.

    axis "rows": left and right are row keys and it holds in every column;
    axis "columns": they are column keys and it holds in every row.
    """

    id: str
    axis: Literal["rows", "columns"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    says: str
    left_name: str = ""
    right_name: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """One table of the form.

    `short` is what the window calls it (表三). `across`: the rows are printed side by side as groups of columns (table 四).
    `corner`: the words in the upper left box. `breaks`: label -> the lines it is broken into where its box is narrow.
    `widths`: relative widths of the printed grid's columns, points on a text area 442.2 pt wide.
    """

    key: str
    short: str
    title: str
    sections: tuple[Section, ...]
    relations: tuple[Relation, ...] = ()
    corner: str = ""
    across: bool = False
    widths: tuple[float, ...] = ()
    breaks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All figures in printed order."""
        return tuple(
            Cell(self.key, row.key, column.key)
            for section in self.sections
            for row in section.rows
            for column in section.columns
        )

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], tuple[Row, Column]]:
        return {
            (row.key, column.key): (row, column)
            for section in self.sections
            for row in section.rows
            for column in section.columns
        }

    def place(self, cell: Cell) -> tuple[Row, Column]:
        """The row and column of a cell; KeyError when the table has no such cell."""
        return self._places[cell.row, cell.column]

    def row(self, key: str) -> Row:
        return next(row for row in self.rows if row.key == key)

    def columns_of(self, row_key: str) -> tuple[Column, ...]:
        """The columns that the row with this key has."""
        return next(s.columns for s in self.sections if any(row.key == row_key for row in s.rows))

    def row_name(self, key: str) -> str:
        """What messages call a row: its brief label; in table 四 with the group that it stands under."""
        row = self.row(key)
        named = row.brief or row.label
        return "·".join((*row.group, named)) if self.across else named

    def name(self, cell: Cell) -> str:
        """What a clerk calls the place: "自然人·（一）予以公开"; where a row has one figure, just the row."""
        row, column = self.place(cell)
        if len(self.columns_of(cell.row)) == 1:
            return row.label
        if self.across or any(section.caption for section in self.sections):
            return f"{self.row_name(row.key)}·{column.label}"
        return f"{column.label}·{self.row_name(row.key)}"


class Narrative(NamedTuple):
    """One piece of text. `hint` is what the form says shall stand in it, shown beside the editor."""

    key: str
    title: str
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True, eq=False)
class Part:
    """One of the six parts, in printed order: narratives, or notes around one table."""

    key: str
    heading: str
    narratives: tuple[Narrative, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, eq=False)
class Edition:
    """One official format of the report. `years`: first and last (None: still in force) year it is for."""

    key: str
    source: str
    years: tuple[int, int | None]
    parts: tuple[Part, ...]
    official: bool = True

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part.table for part in self.parts if part.table)

    @cached_property
    def _by_key(self) -> Mapping[str, Table]:
        return {table.key: table for table in self.tables}

    def table(self, key: str) -> Table:
        return self._by_key[key]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for table in self.tables for cell in table.cells)

    @cached_property
    def _cell_set(self) -> frozenset[Cell]:
        return frozenset(self.cells)

    def has(self, cell: Cell) -> bool:
        return cell in self._cell_set

    def cell(self, address: str) -> Cell | None:
        """The cell that a draft or a text calls so; None when the edition has no such."""
        cell = Cell(*parts) if len(parts := address.split("/")) == 3 else None
        return cell if cell in self._cell_set else None

    @cached_property
    def _kinds(self) -> Mapping[Cell, FigureKind]:
        return {cell: self.table(cell.table).place(cell)[1].kind for cell in self.cells}

    def kind(self, cell: Cell) -> FigureKind:
        return self._kinds[cell]

    def name(self, cell: Cell) -> str:
        """The place in official words, with its table: "表三 自然人·（一）予以公开"."""
        table = self.table(cell.table)
        return f"{table.short} {table.name(cell)}"

    def place_name(self, where: str) -> str:
        """What a clerk calls an address: of a cell, "table/row", a table, a part or a narrative; "" when it is none of them."""
        head, _, row = where.partition("/")
        if cell := self.cell(where):
            return self.name(cell)
        for part in self.parts:
            if part.key == head and part.table:
                known = any(each.key == row for each in part.table.rows)
                return f"{part.table.short} {part.table.row_name(row)}" if known else "" if row else part.table.short
            if part.key == head and part.heading:
                return part.heading
            for narrative in part.narratives:
                if narrative.key == head:
                    return narrative.title
        return ""

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    @cached_property
    def text_keys(self) -> frozenset[str]:
        return frozenset(n.key for part in self.parts for n in part.narratives)
