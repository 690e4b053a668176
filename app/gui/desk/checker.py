"""Runs the rules after each change, once for all changes of one event; where that takes long, once typing rests."""

from __future__ import annotations

from time import thread_time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.acts import Checked, examine
from app.form.schema import Cell
from app.gui.desk.document import ReportDocument
from app.model.beside.difference import same_figures
from app.model.report import Report
from app.model.totals import typed_cells

_LONG = 0.05  # seconds of the processor: more than that at each key is felt
_RESTS = 3  # times as long as the rules take must nothing change before they are run


class Checker(QObject):
    """`checked` always belongs to a report of this document; `found` tells of each new one.

    `at_once`: else nothing is checked until somebody asks, or something changes: a window is painted first.
    """

    found = Signal(object)  # Checked
    _wanted = Signal()

    def __init__(self, document: ReportDocument, parent: QObject | None = None, at_once: bool = True) -> None:
        super().__init__(parent)
        self.document = document
        self._checked = examine(document.report) if at_once else None
        self._seen = document.report
        self._edited: Cell | None = None  # the figure typed last, while nothing else changed with it
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.run)
        self._took = (0.0, 0.0)
        self._wanted.connect(self._run_waiting, Qt.ConnectionType.QueuedConnection)
        document.changed.connect(self._later)

    @property
    def ran(self) -> bool:
        """Whether something was checked yet; then `checked` costs nothing."""
        return self._checked is not None

    @property
    def checked(self) -> Checked:
        if self._checked is None:
            self.run()
        assert self._checked
        return self._checked

    def _later(self, report: Report) -> None:
        figures = not same_figures(report, self._seen)
        if figures:
            changed = [cell for cell in typed_cells(report) if report.figure(cell) != self._seen.figure(cell)]
            self._edited = changed[0] if len(changed) == 1 else None
        self._seen = report
        self._timer.start()
        if figures and not self._timer.interval():  # painted in one go with what is found of it; a letter, at once
            self._wanted.emit()

    def _run_waiting(self) -> None:
        if self._timer.isActive():
            self.run()

    def run(self) -> None:
        """Check now; callers that need the verdict at once (an export) use this."""
        self._timer.stop()
        before = thread_time()
        self._checked = examine(self.document.report, self._edited)
        self._took = (self._took[1], thread_time() - before)
        long = min(self._took)  # one slow run (the first of a rule) says nothing
        self._timer.setInterval(round(1000 * _RESTS * long) if long > _LONG else 0)
        self.found.emit(self._checked)
