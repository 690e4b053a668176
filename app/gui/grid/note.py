"""A sentence shown at a cell: why a text was refused, why a cell cannot be typed into."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget

from app.gui.look import theme

_WIDEST = 340


class CellNote(QLabel):
    """Stands below or above the cell, over the table; takes no clicks and no focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()

    def show_note(self, sentence: str, cell: QRect, wrong: bool) -> None:
        """`cell`: its place in the parent. `wrong`: something was refused; else it only explains."""
        ink, ground, edge = ("error", "error_soft", "error") if wrong else ("text", "paper", "accent")
        pad = theme.px(7)
        self.setStyleSheet(
            f"QLabel {{ color: {theme.colour(ink).name()}; background: {theme.colour(ground).name()};"
            f" border: 1px solid {theme.colour(edge).name()}; border-radius: {theme.px(4)}px; padding: {pad}px; }}"
        )
        self.setText(sentence)
        self.setAccessibleName(sentence)
        parent = self.parentWidget()
        assert parent
        room = parent.size()
        widest = min(theme.px(_WIDEST), room.width() - theme.px(8)) - 2 * pad - 2
        flags = Qt.TextFlag.TextWordWrap
        needed = QFontMetrics(self.font()).boundingRect(QRect(0, 0, widest, 10_000), flags, sentence).size()
        size = needed + QSize(2 * pad + theme.px(6), 2 * pad + theme.px(4))
        left = min(max(theme.px(4), cell.center().x() - size.width() // 2), room.width() - size.width() - theme.px(4))
        top = cell.bottom() + theme.px(3)
        if top + size.height() > room.height():
            top = max(0, cell.top() - theme.px(3) - size.height())
        self.setGeometry(left, top, size.width(), size.height())
        self.show()
        self.raise_()

    def close_note(self) -> None:
        self.hide()


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say it."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # 185 names: not before something is said

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
