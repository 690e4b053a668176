"""The ground that a scrolling area paints on, made by us and not by Qt.

Of a widget that Qt made PySide6 asks each class of widgets that Qt has whether it is one of its own, and makes them all for it:
calendars, wizards, 45 classes, 7 ms before the first table is painted.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def own(area: QAbstractScrollArea, role: QPalette.ColorRole | None = QPalette.ColorRole.Base) -> QWidget:
    """Give the area such a ground, as Qt makes it. `role`: its colour; None for what lies under the area."""
    ground = QWidget(area)
    ground.setObjectName("qt_scrollarea_viewport")  # as Qt calls its own
    ground.setAcceptDrops(area.acceptDrops())
    if role is not None:
        ground.setBackgroundRole(role)
        ground.setAutoFillBackground(True)
    area.setViewport(ground)
    return ground
