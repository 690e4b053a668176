"""One line of a pasted grid: what it is, the row it names, its figures counted from its own label on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.documents.pasted.landing import MARKS
from app.documents.recognise.figures import read_figure
from app.documents.recognise.labels import column_key, fold, heading_of, is_label, row_key
from app.documents.recognise.raw import RawCell, RawGrid
from app.form.layout import Box, layout
from app.form.schema import Table

Kind = Literal["header", "row", "figures", "words", "blank"]


@dataclass(frozen=True)
class Line:
    """`boxes`: those right of its label that cover the line, also from above; `row`: the key that the label means.

    `strange`: words on it that nobody knows.
    """

    number: int
    kind: Kind
    boxes: tuple[RawCell, ...] = ()
    row: str = ""
    label: str = ""
    strange: str = ""


def lines_of(grid: RawGrid, table: Table) -> list[Line]:
    return [_line(number, boxes, table) for number, boxes in enumerate(grid.lines)]


def is_figure(text: str) -> bool:
    """Whether a box holds a figure or a mark for none."""
    text = text.strip()
    if text in MARKS:
        return True
    if not any(character.isdigit() for character in text):
        return False
    return any(read_figure(text, kind).figure is not None for kind in ("signed", "amount"))


def _line(number: int, boxes: Sequence[RawCell], table: Table) -> Line:
    begun = [box for box in boxes if box.row == number]
    said = [box for box in begun if box.text.strip()]
    at, key = _label(number, boxes, table)
    if at >= 0:
        return Line(number, "row", tuple(boxes[at + 1 :]), key, boxes[at].text.strip(), _strange(boxes[:at]))
    if any(is_figure(box.text) for box in boxes):
        return Line(number, "figures", tuple(boxes))
    if not said:
        return Line(number, "blank", tuple(boxes))
    if any(is_label(box.text) for box in said):
        return Line(number, "header", tuple(begun), strange=_strange(said))
    words = " ".join(box.text.strip() for box in said)
    return Line(number, "words", tuple(boxes), strange="" if len(said) == 1 and heading_of(words) else words)


def _strange(boxes: Sequence[RawCell]) -> str:
    """The words in these boxes that are no words of the form."""
    return " ".join(box.text.strip() for box in boxes if box.text.strip() and not is_label(box.text))


def _label(number: int, boxes: Sequence[RawCell], table: Table) -> tuple[int, str]:
    """(which box is the row's label, the row it means); (-1, "") without one that has boxes for figures behind it."""
    rows = {row.key for row in table.rows}
    named = [(i, row_key(table.key, box.text)) for i, box in enumerate(boxes) if box.row == number]
    found = [(i, key) for i, key in named if key in rows]
    if not found:
        return -1, ""
    at, key = found[-1]
    assert key
    behind = boxes[at + 1 :]
    if any(is_figure(box.text) for box in behind):
        between = boxes[found[0][0] : at]
        return (-1, "") if any(is_figure(box.text) for box in between) else (at, key)
    # 其他, 总计, 行政复议 are headers too: with others like them beside them, or without a box for each figure behind them
    headers = sum(box.row == number and column_key(table.key, box.text) is not None for box in boxes)
    figures_before = any(is_figure(box.text) for box in boxes[:at])
    if headers > 1 or figures_before or table.across or len(behind) < len(table.columns_of(key)):
        return -1, ""
    return at, key


def label_box(table: Table, row: str) -> Box | None:
    """The printed label of a row; None in table 四, whose rows stand side by side."""
    words = fold(table.row(row).label)
    return next((box for box in layout(table).boxes if box.kind == "label" and fold(box.text) == words), None)
