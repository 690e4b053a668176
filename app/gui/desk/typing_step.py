"""One undo step for what is typed in one go into one field."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from app.gui.desk.document import ReportDocument
from app.model.report import Report

IDLE_MILLISECONDS = 1500
_numbers = count()


class TypingStep(QObject):
    """A step ends when typing rests, when the field is left (end) and when anything else changes the report."""

    def __init__(self, document: ReportDocument, text: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._text = text
        self._number = next(_numbers)
        self.writing = False
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MILLISECONDS)
        self._idle.timeout.connect(self.end)
        document.changed.connect(self._changed)

    def write(self, after: Report) -> None:
        """Make `after` the report, within the step that is open."""
        self.writing = True
        try:
            self._document.edit(after, self._text, self._number)
        finally:
            self.writing = False
        self._idle.start()

    def end(self) -> None:
        """What is typed from now on is a step of its own."""
        self._idle.stop()
        self._number = next(_numbers)

    def steps(self, event: QKeyEvent) -> bool:
        """Undo (Ctrl+Z) or redo (Ctrl+Y, Ctrl+Shift+Z) on every system, over the whole report; False for any other key."""
        control = Qt.KeyboardModifier.ControlModifier
        both = control | Qt.KeyboardModifier.ShiftModifier
        pressed = (event.modifiers(), event.key())
        if pressed == (control, Qt.Key.Key_Z):
            self.end()
            self._document.undo_stack.undo()
        elif pressed in ((control, Qt.Key.Key_Y), (both, Qt.Key.Key_Z)):
            self._document.undo_stack.redo()
        else:
            return False
        return True

    def _changed(self, _report: object) -> None:
        if not self.writing:
            self.end()
