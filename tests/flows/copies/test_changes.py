"""A 改稿 comes back and is taken row by row; until it is confirmed, the draft does not move."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from app.gui.rounds.returned_copy import ReturnedCopy
from app.model.report import Report
from tests.flows.clerk import Clerk
from tests.flows.copies.shared import LICENCES, PENALTIES, RECEIVED, TOTAL, Until, docx, drop, edited, into


def test_a_copy_dropped_on_its_draft_is_taken_row_by_row_by_key(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft)
    rows: list[tuple[str, str]] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        model = dialog.view.model()
        rows.extend((model.index(n, 0).data(), model.index(n, 2).data()) for n in range(model.rowCount()))
        assert clerk.window.document.report == own
        assert len(dialog.taken) == 3  # all but the total, which 自动合计 makes
        dialog.take_none()
        assert dialog.taken == [] and dialog.go.text() == "确定，都不采用"
        first = model.index(0, 0)
        dialog.view.setCurrentIndex(first)
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        QTest.keyClick(dialog.view, Qt.Key.Key_Down)
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        assert dialog.go.text() == "确定，采用 2 处"
        dialog.accept()

    clerk.will(choose)
    drop(clerk.window, docx(edited(own), tmp_path / "改稿.docx"))
    until(lambda: clerk.window.document.modified)
    assert clerk.was_told("这份稿子在外面改过 4 处：文字 1、数字 3。逐条选择采用或不采用；确定前，底稿不变。")
    assert [place for place, _ in rows[:3]] == ["表二 行政处罚", "表三 自然人·一、本年新收", "表三 总计·一、本年新收"]
    assert (clerk.figure(str(PENALTIES)), clerk.figure(str(RECEIVED)), clerk.figure(str(TOTAL))) == ("7", "19", "26")
    assert clerk.window.document.report.texts == own.texts
    undo = clerk.window.actions_by_id["undo"]
    assert undo.text() == "撤销 采用改稿"
    undo.trigger()
    assert clerk.window.document.report == own


def test_until_it_is_confirmed_the_draft_does_not_move(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will_leave()
    drop(clerk.window, docx(edited(own), tmp_path / "改稿.docx"))
    until(lambda: "没有采用" in clerk.status)
    assert clerk.window.document.report == own and not clerk.window.document.modified


def test_ticks_set_by_hand_are_not_gone_with_one_key(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    def leave(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        QTest.keyClick(dialog.view, Qt.Key.Key_Space)
        QTest.keyClick(dialog.view, Qt.Key.Key_Escape)
        assert dialog.isVisible() and len(dialog.taken) == 2
        dialog.close()
        assert not dialog.isVisible()

    clerk.starts(draft).will(leave).will_answer("继续核对").will_answer("不要了")
    drop(clerk.window, docx(edited(own), tmp_path / "改稿.docx"))
    until(lambda: "没有采用" in clerk.status)
    assert clerk.was_told("已经改过 1 处的选择，不要了吗？") and not clerk.window.document.modified


def test_a_list_that_nobody_ticked_in_closes_at_once(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    drop(clerk.window, docx(edited(own), tmp_path / "改稿.docx"))
    until(lambda: "没有采用" in clerk.status)


def test_what_would_take_something_away_is_not_ticked(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft)
    fewer = own.with_text("overview.supervision", "").with_figures({PENALTIES: None})

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy) and len(dialog._changes) == 2
        assert dialog.taken == []
        dialog.take_all()
        assert len(dialog.taken) == 2
        dialog.accept()

    clerk.will(look)
    drop(clerk.window, docx(fewer, tmp_path / "改稿.docx"))
    until(lambda: clerk.window.document.modified)
    assert clerk.figure(str(PENALTIES)) == "" and not clerk.window.document.report.text("overview.supervision")


def test_what_she_corrected_after_the_review_copy_is_not_put_back(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    """The boss changed one figure; two more, and a sentence, are as they were sent."""
    clerk.starts(draft).will(into(tmp_path)).will_answer("好").chooses("export_review")
    clerk.fills(str(PENALTIES), "20").fills(str(LICENCES), "21")
    document = clerk.window.document
    document.edit(document.report.with_text("problems", own.text("problems") + "三是新写的。"), "写一句")
    hers = document.report
    notes: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        model = dialog.view.model()
        items = [model.index(n, 0) for n in range(model.rowCount())]
        notes.extend(item.data(Qt.ItemDataRole.AccessibleDescriptionRole) for item in items)
        assert dialog.taken == [] and dialog.go.text() == "确定，都不采用"
        dialog.take_all()
        assert [change.after for change in dialog.taken] == ["99"]
        dialog.accept()

    clerk.will(look)
    drop(clerk.window, docx(own.with_figures({LICENCES: Decimal(99)}), tmp_path / "改稿.docx"))
    until(lambda: "已采用改稿的 1 处，0 处没有采用" in clerk.status)
    assert clerk.was_told("这份稿子在外面改过 1 处：数字 1。送审以后底稿改过 2 处，改稿里还是旧的，没有打勾。")
    assert notes[0].startswith("送审以后底稿也改过（送审时是 ")
    assert notes[1:] == ["送审以后底稿改过，改稿里还是旧的"] * 2
    assert document.report == hers.with_figures({LICENCES: Decimal(99)})


def test_a_review_copy_that_nobody_touched_says_so(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will(into(tmp_path)).will_answer("好").chooses("export_review")
    clerk.fills(str(PENALTIES), "20")
    clerk.will(QDialog.accept)
    drop(clerk.window, docx(own, tmp_path / "改稿.docx"))
    until(lambda: "都没有采用" in clerk.status)
    assert clerk.was_told("这份稿子在外面没有改过。送审以后底稿改过 1 处，改稿里还是旧的，没有打勾。")
    assert clerk.figure(str(PENALTIES)) == "20"


def test_an_unchanged_copy_says_so(clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until) -> None:
    clerk.starts(draft).will_answer("知道了")
    drop(clerk.window, docx(own, tmp_path / "改稿.docx"))
    until(lambda: clerk.was_told("这份稿子与底稿的数字和文字都相同，底稿不用改。"))
    assert not clerk.window.document.modified


def test_another_offices_file_chosen_as_a_copy_is_asked_about(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft)
    other = docx(own.with_organ(name="云岭县林业局"), tmp_path / "林业局.docx")
    clerk.will_choose(other).will_answer("取消").chooses("came_back")
    until(lambda: clerk.was_told("它写的单位是“云岭县林业局”"))
    assert not clerk.window.document.modified


def test_last_years_report_dropped_is_no_copy(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will_answer("取消")
    drop(clerk.window, docx(replace(own, year=2024), tmp_path / "去年.docx"))
    until(lambda: clerk.was_told("要把它当作什么？"))
