"""The program is started once more while it runs: by a double-click on a draft."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.documents.read.reading import understand
from app.form.schema import Cell
from app.gui.importing.dialog import ProofDialog
from app.gui.importing.new_report import NewReportDialog
from app.gui.importing.reading import Foreign, ReadReport
from tests.flows.clerk import Clerk
from tests.where import TESTS

DATA = TESTS / "data" / "documents"


def double_click(clerk: Clerk, *drafts: Path) -> None:
    clerk.program._receiver.asked.emit(list(drafts))
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as the loop of an open dialog does


def starts(clerk: Clerk) -> None:
    """首屏, with the focus nowhere: the tests would wait for it to come back, and the draft may open meanwhile."""
    clerk.starts()
    if focus := QApplication.focusWidget():
        focus.clearFocus()


def names(clerk: Clerk) -> list[str]:
    return [window.document.report.organ.name for window in clerk.program.windows]


def test_a_draft_is_opened_and_what_is_open_comes_to_the_front(clerk: Clerk, draft: Path) -> None:
    clerk.starts()
    double_click(clerk)
    assert clerk.program.start_window and not clerk.program.windows
    double_click(clerk, draft)
    double_click(clerk, draft)
    double_click(clerk)
    assert len(clerk.program.windows) == 1 and not clerk.program.start_window


def test_it_waits_for_the_new_report_that_is_being_described(clerk: Clerk, draft: Path) -> None:
    starts(clerk)

    def describe(dialog: NewReportDialog) -> None:
        dialog.name.setText("青禾县档案馆")
        dialog.kind.setCurrentIndex(dialog.kind.findData("department"))
        double_click(clerk, draft)
        double_click(clerk)
        assert dialog.isVisible() and not clerk.program.windows
        dialog._make()

    clerk.will(describe)  # type: ignore[arg-type]
    clerk.program.ask_new()
    QApplication.processEvents()
    assert names(clerk) == ["青禾县档案馆", "青禾县林业局"]


def test_it_waits_for_the_report_of_others_that_is_being_reviewed(clerk: Clerk, draft: Path) -> None:
    imported = understand("file", (DATA / "portal.html").read_bytes(), "portal.html")
    cell = Cell("applications", "received", "natural_person")
    starts(clerk)

    def correct(dialog: ProofDialog) -> None:
        model = dialog.sheets[cell.table].model
        assert model.setData(model.index_of(cell), "777")
        double_click(clerk, draft)
        assert dialog.isVisible()
        dialog.texts.year.setValue(2024)
        dialog.accept()

    clerk.will(correct)  # type: ignore[arg-type]
    assert clerk.program.start_window
    document = ReadReport(Foreign("portal.html"), imported.report, imported)
    report = clerk.program.bringing_in._proofread(clerk.program.start_window, document, "")
    assert report and report.figure(cell) == 777
    QApplication.processEvents()
    assert names(clerk) == ["青禾县林业局"]
