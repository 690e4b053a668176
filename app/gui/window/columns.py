"""Where the areas of the window stand: parts, page and side beside each other, or one below the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.gui.look import theme
from app.gui.window.find_bar import FindBar
from app.gui.window.pages import Pages
from app.gui.window.parts_panel import PartsPanel
from app.gui.window.side import Side


class Columns(QWidget):
    """`narrow`: a rail on the left, the side as a strip below. `widened`: the side takes the page's place, too."""

    def __init__(self, parts: PartsPanel, find_bar: FindBar, pages: Pages, side: Side) -> None:
        super().__init__()
        self.narrow: bool | None = None  # until it is arranged
        self.widened = False
        self._parts = parts
        self._side = side
        self._centre = QWidget()
        column = QVBoxLayout(self._centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(find_bar)
        column.addWidget(pages, 1)
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.setHandleWidth(1)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self._centre)
        self._body.addWidget(side)
        self._body.setStretchFactor(0, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(parts)
        row.addWidget(self._body, 1)

    def arrange(self, width: int) -> None:
        """For a window of this width. A large zoom makes it narrow, too."""
        narrow = width < theme.px(theme.NARROW_BELOW)
        self._parts.setFixedWidth(theme.px(theme.RAIL_WIDTH if narrow else theme.LEFT_WIDTH))
        if narrow != self.narrow:
            self.narrow = narrow
            self._parts.set_rail(narrow)
            self._body.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
            self._side.setProperty("below", "true" if narrow else "false")
            self._side.style().unpolish(self._side)
            self._side.style().polish(self._side)
        self._centre.setVisible(not self.widened)
        if self.widened:
            return
        self._side.setMinimumHeight(theme.px(96))  # else the tallest of its tabs decides, and the table has no room
        if narrow:
            whole, side = self._body.height(), max(theme.px(96), self._body.height() // 4)
        else:  # table 三 first; what is more is shared
            spare = width - theme.px(theme.LEFT_WIDTH + theme.CENTRE_WIDTH + theme.RIGHT_WIDTH)
            wider = min(spare // 2, theme.px(236)) if spare > 0 else spare
            whole, side = self._body.width(), theme.px(theme.RIGHT_WIDTH) + wider
        self._body.setSizes([max(1, whole - side), side])
