"""How wide and high each square of a table is on the screen, at any zoom and in any room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics

from app.form.layout import layout
from app.form.schema import Table
from app.gui.look import theme

_PADDING = 4  # each side of a label
_WIDEST, _HIGHEST, _CAPTIONED_HIGHEST = 1.4, 1.5, 1.25  # what a table may grow by in a large window
_NARROWEST, _CAPTIONED_NARROWEST = 0.9, 0.7  # what figure columns may shrink by to spare a scroll bar
_LOWEST = {19: 17, 30: 28, 32: 31, 33: 31, 40: 38}  # what rows may: their words in one line, in two, must still fit
_CAPTIONED = (228, 208)  # label column and figure columns of table 二
_CAPTIONED_ROW = 30
_ACROSS_COLUMN = 56  # table 四
_ACROSS_HEADERS, _ACROSS_ROW = (28, 28, 46), 40
_NOT_AT_START = "，。、；：）”』」！？%）"


class Geometry(NamedTuple):
    """Pixels of the label columns, figure columns, header rows and rows of figures."""

    labels: tuple[int, ...]
    columns: tuple[int, ...]
    headers: tuple[int, ...]
    rows: tuple[int, ...]

    @property
    def width(self) -> int:
        return sum(self.labels) + sum(self.columns)

    @property
    def height(self) -> int:
        return sum(self.headers) + sum(self.rows)


def geometry(table: Table, room: QSize, metrics: QFontMetrics, widest: Sequence[int], bar: int) -> Geometry:
    """Sizes for a table shown in `room`; `widest`: pixels that the longest figure of each column needs; `bar`: a scroll bar's."""
    base = _base(table, metrics)
    tall = min(room.height() / base.height, _HIGHEST if base.labels and base.headers else _CAPTIONED_HIGHEST)
    least = {theme.px(height): theme.px(low) for height, low in _LOWEST.items()}
    headers, rows = (
        tuple(max(int(height * tall), least.get(height, height)) for height in heights)
        for heights in (base.headers, base.rows)
    )
    width = room.width() - (bar if sum(headers) + sum(rows) > room.height() else 0)
    wide = min(_WIDEST, width / base.width)
    labels = tuple(int(each * max(1.0, wide)) for each in base.labels)
    left = (width - sum(labels)) / sum(base.columns)
    narrowest = _NARROWEST if base.headers else _CAPTIONED_NARROWEST
    if left < narrowest:  # scrolled sideways in any case
        left = 1.0
    columns = [
        max(int(each * max(narrowest, min(wide, left) if wide >= 1 else left)), need)
        for each, need in zip(base.columns, widest, strict=True)
    ]
    spare = width - sum(labels) - sum(columns)
    if 0 < spare < len(columns):
        columns = [each + (n < spare) for n, each in enumerate(columns)]
    return Geometry(labels, tuple(columns), headers, rows)


def _base(table: Table, metrics: QFontMetrics) -> Geometry:
    """The sizes of WINDOW.md at the zoom of now."""
    grid = layout(table)
    px = theme.px
    if table.across:
        return Geometry((), (px(_ACROSS_COLUMN),) * grid.columns, tuple(map(px, _ACROSS_HEADERS)), (px(_ACROSS_ROW),))
    if not grid.header_rows:
        label, column = map(px, _CAPTIONED)
        return Geometry((label,), (column,) * (grid.columns - 1), (), (px(_CAPTIONED_ROW),) * grid.rows)
    labels = tuple(map(px, theme.LABEL_COLUMNS))
    rows, padding = [px(theme.ROW_HEIGHT)] * (grid.rows - grid.header_rows), 2 * px(_PADDING)
    for box in grid.boxes:
        room = sum(labels[box.column : box.column + box.columns]) - padding
        if box.kind == "label" and box.rows == 1 and metrics.horizontalAdvance(box.text) > room:
            rows[box.row - grid.header_rows] = px(theme.TALL_ROW_HEIGHT)
    columns = (px(theme.FIGURE_COLUMN),) * (grid.columns - len(labels))
    return Geometry(labels, columns, tuple(map(px, theme.HEADER_HEIGHTS)), tuple(rows))


@lru_cache(maxsize=1024)
def lines_for(text: str, preferred: tuple[str, ...], font: str, width: int, most: int) -> list[str]:
    """Break a label into lines: at its preferred places when they are few enough, else at as few of these as fit."""
    described = QFont()
    described.fromString(font)  # QFont itself cannot be a key
    metrics = QFontMetrics(described)
    pieces = list(preferred) or list(text)
    if preferred and len(preferred) <= most and all(metrics.horizontalAdvance(piece) <= width for piece in preferred):
        return pieces
    lines = [""]
    for piece in pieces:
        too_long = metrics.horizontalAdvance(lines[-1] + piece) > width
        if lines[-1] and too_long and piece[0] not in _NOT_AT_START:
            lines.append(piece)
        else:
            lines[-1] += piece
    return lines
