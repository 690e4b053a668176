"""The open report: the only place where it changes, and the one undo stack over everything."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.model.beside.difference import same
from app.model.report import Report


class _Edit(QUndoCommand):
    """Any change, small or large: a report before and a report after."""

    def __init__(self, document: ReportDocument, before: Report, after: Report, text: str, key: object) -> None:
        super().__init__(text)
        self.document, self.before, self.after, self.key = document, before, after, key

    def redo(self) -> None:
        self.document.show(self.after)

    def undo(self) -> None:
        self.document.show(self.before)

    def id(self) -> int:
        return 1 if self.key is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or other.key != self.key:
            return False
        self.after = other.after
        self.setObsolete(same(self.after, self.before))
        return True


class ReportDocument(QObject):
    """The report of one window. `path` is None until it has been saved once."""

    changing = Signal(object)  # the Report that will be, while everything still shows the one before
    changed = Signal(object)  # the Report now
    path_changed = Signal(object)  # Path | None

    def __init__(self, report: Report, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self.path = path
        self.undo_stack = QUndoStack(self)

    @property
    def modified(self) -> bool:
        return not self.undo_stack.isClean()

    def edit(self, after: Report, text: str, key: object = None) -> None:
        """Make `after` the report, as one undo step called `text` (撤销 text); steps with the same key in a row are one."""
        if not same(after, self.report):
            self.undo_stack.push(_Edit(self, self.report, after, text, key))

    def show(self, report: Report) -> None:
        """Called by the undo stack alone."""
        self.changing.emit(report)
        self.report = report
        self.changed.emit(report)

    def set_path(self, path: Path | None) -> None:
        self.path = path
        self.path_changed.emit(path)
