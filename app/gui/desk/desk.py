"""One open report, and what an act may do to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.acts import Checked
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.model.finding import Place
from app.model.report import Report

if TYPE_CHECKING:  # a window is painted before anything is exported from it
    from app.keeping.snapshots import Snapshots


class Desk(QObject):
    """The acts (export, import, 送审, 上年 …) know this and no window; the window does what the signals ask for.

    `document`: where the report changes, with its undo stack. `checker`: runs the rules after each change.
    `parent_widget`: the window that dialogs of an act belong to.
    """

    said = Signal(str)  # a sentence for the status line
    warned = Signal(str, str)  # what stands in the status line until "" is said, and more words about it
    wanted = Signal(object, str)  # Place, quote: lead the clerk there
    proposed = Signal(object)  # RepairWords: put it into its cell, for the clerk to take or to leave
    first_problem_wanted = Signal()  # lead the clerk to the first thing between the report and 公布稿
    tab_wanted = Signal(str)  # show this tab: "problems", "preview", "last_year", "reasons", "deadlines" or "remarks"

    def __init__(self, document: ReportDocument, unsaved_id: str, parent: QWidget) -> None:
        """`unsaved_id`: what the snapshots are kept under while the report has no file."""
        super().__init__(parent)
        self.document = document
        self.checker = Checker(document, self, at_once=False)
        self.parent_widget = parent
        self._unsaved_id = unsaved_id
        self._commit: Callable[[], bool] = _nothing_typed
        self._settle: Callable[[], bool] = _nothing_typed

    @property
    def report(self) -> Report:
        return self.document.report

    @property
    def checked(self) -> Checked:
        """What the rules say of the report as it is now."""
        if self.checker.checked.report is not self.report:
            self.checker.run()
        return self.checker.checked

    @property
    def snapshots(self) -> Snapshots:
        """What was exported from this draft, wherever it has been saved since."""
        from app.keeping.snapshots import Snapshots

        return Snapshots(self.document.path, self._unsaved_id)

    # what is being typed

    def serve(self, commit: Callable[[], bool], settle: Callable[[], bool]) -> None:
        """Said once by the window, which holds the fields in which the clerk types."""
        self._commit, self._settle = commit, settle

    def commit(self) -> bool:
        """Take over what is being typed, before an act that stays in the window; False when a figure was refused."""
        return self._commit()

    def settle(self) -> bool:
        """What every way out asks first (save, close, export, print, copy): is all that stands in the window in the report?

        False: a figure was refused or a 说明 is half written; the clerk has been told and led there, and the act must end.
        """
        return self._settle()

    # what an act does

    def edit(self, after: Report, text: str) -> None:
        """Make `after` the report, as one undo step called `text`."""
        self.document.edit(after, text)

    def say(self, sentence: str) -> None:
        self.said.emit(sentence)

    def go_to(self, place: Place, quote: str = "") -> None:
        self.wanted.emit(place, quote)


def _nothing_typed() -> bool:
    """Until a window serves the desk there is no field to type into."""
    return True
