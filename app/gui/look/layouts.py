"""What stands in a layout, and how it is emptied, without the name of any item in Python.

For an item that Qt makes, PySide keeps what `itemAt` gave out as long as the layout lives, also when Qt has deleted the item;
what Qt then makes at the same address (a style, a widget) would be taken for that item.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

Kind = TypeVar("Kind", bound=QWidget)


def widgets_of(layout: QLayout, kind: type[Kind]) -> list[Kind]:
    """Those of this kind in the layout's order; the layout is set upon its widget."""
    beside = layout.parentWidget().findChildren(kind, options=Qt.FindChildOption.FindDirectChildrenOnly)
    numbered = ((layout.indexOf(widget), widget) for widget in beside)
    return [widget for number, widget in sorted(numbered, key=lambda pair: pair[0]) if number >= 0]


def empty(layout: QLayout) -> None:
    """Take everything out; its widgets are gone at once for who looks, and soon altogether."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
