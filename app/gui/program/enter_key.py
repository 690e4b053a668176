"""Enter presses the button that has the focus, in every window: Qt presses the default button instead, or none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton


def pressed(watched: QObject, event: QEvent) -> bool:
    """True when this key press was Enter on a button, which is then clicked."""
    if not isinstance(watched, QPushButton | QToolButton) or not isinstance(event, QKeyEvent):
        return False
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    watched.click()
    return True
