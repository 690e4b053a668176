"""F1 on a figure: what it counts, on what legal basis, and one common mistake."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.form.schema import Cell, Edition, Table
from app.gui.look import labels, theme
from app.gui.look.layouts import empty
from app.paths import resource

_WIDTH = 400
_GUIDE_WIDTH = 680


class Explained(NamedTuple):
    """What resources/help/figures.json says of a row. `column`: of the applicants of this column, "" in tables 二 and 四."""

    counts: str
    basis: str
    mistake: str
    column: str = ""


@lru_cache(maxsize=1)
def _figures() -> dict[str, dict[str, str]]:
    return json.loads(resource("help", "figures.json").read_text("utf-8"))


def explained(form: Edition, cell: Cell) -> Explained | None:
    """The help for a figure; None when nothing is written for its row."""
    key = f"{cell.table}/{cell.row}"
    entry = _figures().get(f"{form.key}:{key}") or _figures().get(key)
    if entry is None:
        return None
    column = _figures().get(f"column:{cell.column}", {}) if cell.table == "applications" else {}
    return Explained(entry["counts"], entry["basis"], entry["mistake"], column.get("counts", ""))


class FigureHelp(QFrame):
    """Pops up at a cell; any key or a click elsewhere closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("figure_help")
        self.setAccessibleName("填报口径")
        self._column = QVBoxLayout(self)

    def show_for(self, form: Edition, cell: Cell, place: QRect) -> bool:
        """`place`: the cell on the screen; False when there is nothing to say."""
        says = explained(form, cell)
        if says is None:
            return False
        empty(self._column)
        self._column.setContentsMargins(*(theme.px(n) for n in (16, 12, 16, 14)))
        self._column.setSpacing(theme.px(3))
        self.setStyleSheet(
            f"#figure_help {{ background: {theme.colour('paper').name()}; border: 1px solid {theme.colour('accent').name()}; }}"
        )
        self._column.addWidget(labels.words(form.name(cell), "section", self))
        for heading, text in (
            ("计什么", says.counts),
            ("这一列", says.column),
            ("依据", says.basis),
            ("常见错误", says.mistake),
        ):
            if text:
                self._paragraph(heading, text)
        self.setAccessibleDescription("".join(says))
        self.setFixedWidth(theme.px(_WIDTH))
        self.adjustSize()
        self.setFixedHeight(self._column.heightForWidth(self.width()))
        self.move(self._corner(place))
        self.show()
        self.setFocus()
        return True

    def _paragraph(self, heading: str, text: str) -> None:
        self._column.addSpacing(theme.px(6))
        self._column.addWidget(labels.words(heading, "quiet", self, wraps=False))
        self._column.addWidget(labels.words(text, parent=self))

    def _corner(self, place: QRect) -> QPoint:
        """Right of the cell or left of it, wholly on the screen."""
        screen = QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = place.right() + theme.px(6)
        if x + self.width() > room.right():
            x = place.left() - theme.px(6) - self.width()
        y = min(place.top(), room.bottom() - self.height())
        return QPoint(max(room.left(), x), max(room.top(), y))

    def keyPressEvent(self, _event: object) -> None:
        self.close()


class RowGuide(QWidget):
    """Below a small table: the same of the current row, in sight without a key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[str, str, float], int] = {}
        self._words = labels.made_of_html(self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._words)
        self.setAccessibleName("本行的填报口径")

    def least(self) -> int:
        """Pixels that it needs at least: the title, and a line each of what it counts, the basis and a mistake."""
        return theme.px(24) + theme.px(14) + 3 * (theme.px(6) + self.fontMetrics().height())

    def height_for(self, form: Edition, table: Table) -> int:
        """Pixels that the longest text of the table needs, so that the table keeps its size from row to row."""
        key = (form.key, table.key, theme.zoom())
        if key not in self._heights:
            from app.gui.look.sealed import Sealed

            page = Sealed()
            page.setDefaultFont(self.font())
            page.setDocumentMargin(0)
            page.setTextWidth(theme.px(_GUIDE_WIDTH - 8))
            tallest = 0.0
            for row in table.rows:
                page.setHtml(self._html(form, Cell(table.key, row.key, "")))
                tallest = max(tallest, page.size().height())
            self._heights[key] = round(tallest) + theme.px(24)
        return self._heights[key]

    def show_for(self, form: Edition, cell: Cell) -> None:
        px = theme.px
        self._column.setContentsMargins(px(4), px(12), px(4), px(4))
        self.setMaximumWidth(px(_GUIDE_WIDTH))
        self.setFixedHeight(self.height_for(form, form.table(cell.table)))
        self._words.setText(self._html(form, cell))

    def _html(self, form: Edition, cell: Cell) -> str:
        px, colour, says = theme.px, theme.colours(), explained(form, cell)
        lines = (("计什么", says.counts), ("依据", says.basis), ("常见错误", says.mistake)) if says else ()
        rows = "".join(
            f"<tr><td width='{px(60)}' style='color:{colour.muted}; padding-top:{px(6)}px'>{name}</td>"
            f"<td style='padding-top:{px(6)}px'>{labels.escaped(text)}</td></tr>"
            for name, text in lines
        )
        title = labels.escaped(form.table(cell.table).row_name(cell.row))
        return f"<p style='margin:0; font-size:{px(14)}px; font-weight:bold'>{title}</p><table cellspacing='0'>{rows}</table>"
