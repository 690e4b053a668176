"""Where the areas of the window stand: parts, page and side beside each other, or one below the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.gui.look import theme
from app.gui.window.find_bar import FindBar
from app.gui.window.pages import Pages
from app.gui.window.parts_panel import PartsPanel
from app.gui.window.side import Side

_SIDE_LEAST = 96
_NO_LIMIT = 16777215  # QWIDGETSIZE_MAX


class Columns(QWidget):
    """`narrow`: a rail on the left, the side below, one line until it is opened. `widened`: it takes the page's place, too."""

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
        side.folded_changed.connect(self._fold)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(parts)
        row.addWidget(self._body, 1)

    def _fold(self) -> None:
        self.arrange(self.window().width())

    def arrange(self, width: int) -> None:
        """For a window of this width. A large zoom makes it narrow, too."""
        narrow = width < theme.px(theme.NARROW_BELOW)
        self._parts.setFixedWidth(theme.px(theme.RAIL_WIDTH if narrow else theme.LEFT_WIDTH))
        turned = narrow != self.narrow
        if turned:
            self.narrow = narrow
            self._parts.set_rail(narrow)
            self._side.set_below(narrow)
        self._centre.setVisible(not self.widened)
        folded = self._side.folded and not self.widened
        least = self._side.line_height() if folded else theme.px(_SIDE_LEAST)
        self._side.setMaximumHeight(least if folded else _NO_LIMIT)
        self._side.setMinimumHeight(least)  # else the tallest of its tabs decides, and the table has no room
        if turned:
            self._body.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        if self.widened:
            return
        if narrow:
            whole, side = self._body.height(), least if folded else max(least, self._body.height() * 2 // 5)
        else:  # table 三 first; what is more is shared
            spare = width - theme.px(theme.LEFT_WIDTH + theme.CENTRE_WIDTH + theme.RIGHT_WIDTH)
            wider = min(spare // 2, theme.px(236)) if spare > 0 else spare
            whole, side = self._body.width(), theme.px(theme.RIGHT_WIDTH) + wider
        self._body.setSizes([max(1, whole - side), side])
