"""Runs the rules after each change, once for all changes of one event."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.acts import Checked, examine
from app.gui.desk.document import ReportDocument


class Checker(QObject):
    """`checked` always belongs to a report of this document; `found` tells of each new one."""

    found = Signal(object)  # Checked

    def __init__(self, document: ReportDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.checked: Checked = examine(document.report)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.run)
        document.changed.connect(self._later)

    def _later(self, _report: object) -> None:
        self._timer.start()

    def run(self) -> None:
        """Check now; callers that need the verdict at once (an export) use this."""
        self._timer.stop()
        self.checked = examine(self.document.report)
        self.found.emit(self.checked)
