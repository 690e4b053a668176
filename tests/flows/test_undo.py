"""撤销 and 重做 lead to what they changed, in another part too, and say it."""

from __future__ import annotations

from pathlib import Path

from app.form.schema import Cell
from tests.flows.clerk import Clerk

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
