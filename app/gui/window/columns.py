"""Where the areas of the window stand: parts, page and side beside each other, or one below the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.gui.look import theme
from app.gui.window.pages import Pages
from app.gui.window.parts_panel import PartsPanel

if TYPE_CHECKING:  # loaded when the window has been painted
    from app.gui.window.side import Side

_SIDE_LEAST, _SIDE_LINE = 96, 22
_NO_LIMIT = 16777215  # QWIDGETSIZE_MAX


class Columns(QWidget):
    """`narrow`: a rail on the left, the side below, one line until it is opened. `widened`: it takes the page's place, too.

    There is room for the side from the beginning; the side itself is made when it is first asked for.
    """

    def __init__(self, parts: PartsPanel, pages: Pages, make_side: Callable[[], Side]) -> None:
        super().__init__()
        self.narrow: bool | None = None  # until it is arranged
        self.widened = False
        self._parts, self._pages = parts, pages
        self._make_side = make_side
        self._side: Side | None = None
        self._room = QWidget()
        self._centre = QWidget()
        self._column = QVBoxLayout(self._centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(pages, 1)
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.setHandleWidth(1)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self._centre)
        self._body.addWidget(self._room)
        self._body.setStretchFactor(0, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(parts)
        row.addWidget(self._body, 1)

    def put_above_page(self, bar: QWidget) -> None:
        self._column.insertWidget(0, bar)

    @property
    def side_made(self) -> bool:
        return self._side is not None

    @property
    def side(self) -> Side:
        if self._side is None:
            self._side = side = self._make_side()
            sizes = self._body.sizes()
            self._body.replaceWidget(1, side)
            self._room.deleteLater()
            self._body.setSizes(sizes)
            side.folded_changed.connect(self._fold)
            if self.narrow is not None:
                side.set_below(self.narrow)
                self.arrange(self.window().width())
            side.show()
        return self._side

    def show_last_year(self, narrative: str) -> None:
        """What last year's report says in this narrative."""
        self.side.show_last_year(narrative)

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
            if self._side is not None:
                self._side.set_below(narrow)
        self._centre.setVisible(not self.widened)
        side = self._side
        folded = (narrow if side is None else side.folded) and not self.widened
        line = theme.px(_SIDE_LINE) if side is None else side.line_height()
        least = line if folded else theme.px(_SIDE_LEAST)
        room = side or self._room
        room.setMaximumHeight(least if folded else _NO_LIMIT)
        room.setMinimumHeight(least)  # else the tallest of its tabs decides, and the table has no room
        if turned:
            self._body.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        if self.widened:
            return
        if narrow:
            whole, share = self._body.height(), least if folded else max(least, self._body.height() * 2 // 5)
        else:  # table 三 first; what is more is shared
            spare = width - theme.px(theme.LEFT_WIDTH + theme.CENTRE_WIDTH + theme.RIGHT_WIDTH)
            wider = min(spare // 2, theme.px(236)) if spare > 0 else spare
            whole, share = self._body.width(), theme.px(theme.RIGHT_WIDTH) + wider
        self._body.setSizes([max(1, whole - share), share])

    def next_area(self) -> None:
        """F6: left, centre, right, in a circle."""
        areas = [self._parts, *([] if self.widened else [self._pages]), self.side]
        focus = QApplication.focusWidget()
        here = next((n for n, area in enumerate(areas) if focus and area.isAncestorOf(focus)), -1)
        area = areas[(here + 1) % len(areas)]
        inner = {self._pages: self._pages.page, self.side: self.side.currentWidget()}
        focus_within(inner.get(area, area))


def focus_within(target: QWidget) -> None:
    """Give the focus to a widget, or to the first one in it that takes it."""
    target.setFocus(Qt.FocusReason.TabFocusReason)
    focus = QApplication.focusWidget()
    if focus is not target and not (focus and target.isAncestorOf(focus)):
        inner = next((w for w in target.findChildren(QWidget) if w.focusPolicy() and w.isVisibleTo(target)), None)
        if inner:
            inner.setFocus(Qt.FocusReason.TabFocusReason)
