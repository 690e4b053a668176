"""撤销 and 重做 lead to what they changed, in another part too, and say it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.acts import attach_last_year
from app.form.schema import Cell
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.reports import balanced

LICENCES = "disclosure/licences/decisions"
RECEIVED = "applications/received/natural_person"


def test_undo_and_redo_lead_to_the_cell_and_say_it(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    before = clerk.figure(LICENCES)
    clerk.fills(LICENCES, "70").goes_to("problems")
    assert clerk.window.pages.cell is None
    clerk.chooses("undo")
    assert clerk.window.pages.cell == Cell.parse(LICENCES) and clerk.figure(LICENCES) == before
    assert clerk.status.startswith("已撤销：填写")
    clerk.goes_to(RECEIVED).chooses("redo")
    assert clerk.window.pages.cell == Cell.parse(LICENCES) and clerk.figure(LICENCES) == "70"
    assert clerk.status.startswith("已重做：填写")


def test_a_text_that_is_undone_is_shown(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).goes_to("problems").types("abc")
    clerk.goes_to(RECEIVED).undoes()
    assert clerk.window.document.report.text("problems") == ""
    assert clerk.window.pages.cell is None


def test_last_years_report_undone_every_edit_goes_on(clerk: Clerk, draft: Path, answers: Answers) -> None:
    """The comparison beside the table stood on a report that was no longer there: every edit after it was a fault."""
    clerk.starts(draft)
    desk = clerk.window.desk
    for tab in ("last_year", "problems"):
        desk.edit(attach_last_year(desk.report, balanced(2, year=2024)), "附上去年的年报")
        clerk.window.show_tab(tab)
        for part in ("problems", "disputes", "disclosure", "applications"):  # its figures stand beside the table
            clerk.window.pages.show_part(part)
            QApplication.processEvents()
        for step, attached in (("undo", False), ("redo", True), ("undo", False)):
            clerk.chooses(step)
            assert (desk.report.previous is not None) is attached
        clerk.fills(RECEIVED, "7").fills(LICENCES, "8").goes_to("problems").types("a")
        assert (clerk.figure(RECEIVED), clerk.figure(LICENCES)) == ("7", "8")
    assert answers.seen == []
