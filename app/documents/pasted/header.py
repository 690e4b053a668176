"""The column headers above pasted lines: where each stands, and whether their order is the form's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.pasted.line import Line
from app.documents.recognise.labels import column_key, row_key
from app.documents.recognise.raw import RawCell
from app.form.schema import Table


@dataclass(frozen=True)
class Header:
    """`boxes`: (column's key, its box) in reading order; `rows`: the rows of table 四 that are named in it.

    `placed`: boxes of figures stand under the header that they belong to.
    """

    boxes: tuple[tuple[str, RawCell], ...] = ()
    rows: tuple[str, ...] = ()
    placed: bool = False

    @property
    def keys(self) -> list[str]:
        return [key for key, _ in self.boxes]

    def over(self, keys: Sequence[str]) -> list[RawCell] | None:
        """The box of each of these columns; None when one is missing or named twice, or nothing stands in its place."""
        if not self.placed or any(self.keys.count(key) != 1 for key in keys):
            return None
        by_key = dict(self.boxes)
        return [by_key[key] for key in keys]

    def contradicts(self, keys: Sequence[str]) -> bool:
        """Whether columns counted in the form's order would be others than the header says.

        Reading order is not the order of the columns where a header has two lines: those of one line must be in order.
        """
        lines = {box.row for _, box in self.boxes}
        for line in lines:
            said = [key for key, box in self.boxes if box.row == line]
            if said != [key for key in keys if key in said]:
                return True
        return False


def header_of(lines: Sequence[Line], table: Table, placed: bool) -> Header:
    """The header that these lines are, one below the other."""
    boxes: list[tuple[str, RawCell]] = []
    rows: list[str] = []
    known = {row.key for row in table.rows}
    for line in lines:
        for box in line.boxes:
            if key := column_key(table.key, box.text):
                boxes.append((key, box))
            elif table.across and (row := row_key(table.key, box.text)) in known and row:
                rows.append(row)
    return Header(tuple(boxes), tuple(rows), placed)
