"""How far the draft has come: set by an export, from the menu, and warned of once it is published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from app.model.draft import open_draft, save_draft
from app.model.report import Report, Status
from tests.flows.clerk import Clerk
from tests.flows.copies.shared import PENALTIES, into


def test_a_review_copy_marks_the_draft_and_undo_takes_the_mark_back(clerk: Clerk, draft: Path, tmp_path: Path) -> None:
    clerk.starts(draft)
    assert clerk.window.status.state.text() == "编辑中"
    clerk.will(into(tmp_path)).will_answer("好").chooses("export_review")
    assert clerk.window.document.report.status.state == "in_review"
    assert clerk.window.status.state.text().startswith("已送审 2")
    assert clerk.window.actions_by_id["undo"].text() == "撤销 标为已送审"
    clerk.saves()
    assert open_draft(draft).status.state == "in_review"
    clerk.undoes()
    assert clerk.window.status.state.text() == "编辑中"


def test_a_state_is_set_from_the_menu(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    menu = clerk.window.status.state.menu()
    menu.aboutToShow.emit()
    items = {action.text(): action for action in menu.actions()}
    assert list(items) == ["编辑中", "已送审…", "已报审…", "已公布…"] and items["编辑中"].isChecked()
    clerk.will(QDialog.accept)
    items["已报审…"].trigger()
    assert clerk.window.document.report.status.state == "submitted"
    clerk.window.acting.states.mark("editing")
    assert clerk.window.document.report.status == Status()


def test_editing_what_is_published_is_warned_of_once(clerk: Clerk, own: Report, tmp_path: Path) -> None:
    path = tmp_path / "已公布.gknb"
    save_draft(replace(own, status=Status("published", "2026-01-28")), path)
    clerk.starts(path).will_answer("撤销这处修改").fills(str(PENALTIES), "99")
    QApplication.processEvents()
    assert clerk.was_told("这份报告已于 2026-01-28 公布。再改，底稿就与网上的不一样了")
    assert clerk.figure(str(PENALTIES)) == "37"
    clerk.fills(str(PENALTIES), "98").fills(str(PENALTIES), "97")
    QApplication.processEvents()
    assert clerk.figure(str(PENALTIES)) == "97"
