"""Where the areas of the county's window stand: units, sum and side beside each other, or the side below where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.gui.county.beside.side import Side
from app.gui.county.units import UnitsList
from app.gui.look import theme

_UNITS, _UNITS_LEAST, _SIDE_BELOW = 262, 200, 150
_NARROW = _UNITS + theme.CENTRE_WIDTH + theme.RIGHT_LEAST  # of window width: table 三 would not fit between both


class Columns(QSplitter):
    """`arrange` as often as the size or the zoom changes; a large zoom makes it narrow, too."""

    def __init__(self, units: UnitsList, centre: QWidget, side: Side) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._units, self._side = units, side
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        for splitter, widgets in ((self._beside, (centre, side)), (self, (units, self._beside))):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            for widget in widgets:
                splitter.addWidget(widget)
        self._beside.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)

    def arrange(self, width: int, height: int) -> None:
        """The table first, as in the window of a report."""
        px = theme.px
        narrow = width < px(_NARROW)
        self._beside.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._side.set_below(narrow)
        left = max(px(_UNITS_LEAST), min(px(_UNITS), width - px(theme.CENTRE_WIDTH) - 2))
        if narrow:
            side = max(px(_SIDE_BELOW), height * 2 // 5)
            self._beside.setSizes([max(1, height - side), side])
        else:
            left = px(_UNITS)
            side = max(px(theme.RIGHT_LEAST), min(px(theme.RIGHT_WIDTH), width - left - px(theme.CENTRE_WIDTH)))
            self._beside.setSizes([max(1, width - left - side), side])
        self._units.set_narrow(left < px(_UNITS))
        self.setSizes([left, max(1, width - left)])
