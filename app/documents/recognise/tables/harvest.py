"""What was found of the tables while a document is read: words for each figure, the place they were found at, and the doubts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.documents.recognise.raw import Spot
from app.form.schema import Cell

How = Literal["grid", "labels", "order"]
SNIPPET = 60  # characters kept of the source around a figure


@dataclass(frozen=True)
class Doubt:
    """Something a person should look at.

    `where`: the address of a cell, "table/row", a table, a text part, or "" for the document. `found`: the words of the source.
    `read_as`: what was taken from them (digits or words), None when nothing was.
    """

    where: str
    found: str
    read_as: str | None
    note: str


class Found(NamedTuple):
    """The words printed for one figure, the line they stand in, and where on a page."""

    words: str
    snippet: str
    spot: Spot | None = None


@dataclass
class Harvest:
    """Grows while the document is read. `rows`: every row whose label was met; `columns`: every header of table 二 met."""

    figures: dict[Cell, Found] = field(default_factory=dict)
    conflicts: dict[Cell, Found] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    rows: set[tuple[str, str]] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)

    def put(self, cell: Cell, words: str, snippet: str, spot: Spot | None = None) -> None:
        """Keep what is printed for a cell; a second, different print of it is a conflict and neither is taken."""
        before = self.figures.get(cell)
        if before is not None and before.words.strip() != words.strip():
            if not before.words.strip() or not words.strip():  # a figure beside an empty copy of its row
                self.figures[cell] = before if before.words.strip() else Found(words, cut(snippet), spot)
            else:
                self.conflicts[cell] = Found(f"{before.words.strip()}、{words.strip()}", cut(snippet))
            return
        self.figures.setdefault(cell, Found(words, cut(snippet), spot))

    def doubt(self, where: str, found: str, note: str) -> None:
        self.doubts.append(Doubt(where, cut(found), None, note))

    def has(self, table: str) -> bool:
        """Whether any figure of this table was found."""
        return any(cell.table == table for cell in self.figures)


def cut(text: str) -> str:
    """One line of at most SNIPPET characters."""
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET else line[: SNIPPET - 1] + "…"
