"""The live page is held against the 定稿."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from app.gui.rounds.live_page import LivePage, PageChecked
from app.gui.rounds.states import StateDialog
from app.model.report import Report, Status
from tests.flows.clerk import Clerk
from tests.flows.copies.shared import PENALTIES, RECEIVED, Until, copy_page, into, page


def paste(dialog: QDialog) -> None:
    assert isinstance(dialog, LivePage)
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    QTest.keySequence(dialog, "Ctrl+V")


def test_the_live_page_agrees_and_the_draft_is_marked_published(
    clerk: Clerk, own: Report, draft: Path, until: Until
) -> None:
    clerk.starts(draft)
    copy_page(page(own))

    def mark(dialog: QDialog) -> None:
        assert isinstance(dialog, PageChecked)
        dialog._mark()

    def where(dialog: QDialog) -> None:
        assert isinstance(dialog, StateDialog)
        dialog.date.setText("2026-01-28")
        dialog.address.setText("www.example.cn/nb.html")
        dialog.accept()

    clerk.will(paste).will(mark).will(where).chooses("check_live_page")
    until(lambda: clerk.window.document.modified)
    assert clerk.was_told("网页与定稿一致。")
    assert clerk.window.document.report.status == Status("published", "2026-01-28", "www.example.cn/nb.html")
    assert clerk.window.status.state.text() == "已公布 2026-01-28"


def test_the_live_page_differs(clerk: Clerk, own: Report, draft: Path, until: Until) -> None:
    clerk.starts(draft)
    copy_page(page(own.with_figures({PENALTIES: None, RECEIVED: Decimal(8)})))
    clerk.will(paste).will_leave().chooses("check_live_page")
    until(lambda: clerk.was_told("网页与定稿有 2 处不同：表二 行政处罚，定稿 37，网页为空……请在网站后台改后再核对。"))


def test_the_accepted_figure_never_looks_deleted(clerk: Clerk, own: Report, draft: Path, until: Until) -> None:
    """The 定稿 is what shall stand; what departs from it is the page."""
    clerk.starts(draft)
    copy_page(page(own.with_figures({PENALTIES: None, RECEIVED: Decimal(8)}).with_text("problems", "短了。")))
    shown: list[tuple[str, str]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PageChecked)
        model = dialog.view.model()
        role = Qt.ItemDataRole.UserRole + 1
        shown.extend((model.index(n, 1).data(role), model.index(n, 2).data(role)) for n in range(model.rowCount()))
        dialog.reject()

    clerk.will(paste).will(look).chooses("check_live_page")
    until(lambda: bool(shown))
    assert len(shown) >= 3 and not any("line-through" in each for row in shown for each in row)
    assert ("37" in shown[0][0]) and "（没有）" in shown[0][1]


def test_marking_as_published_what_differs_is_asked(clerk: Clerk, own: Report, draft: Path, until: Until) -> None:
    clerk.starts(draft)
    copy_page(page(own.with_figures({PENALTIES: None})))

    def mark(dialog: QDialog) -> None:
        assert isinstance(dialog, PageChecked)
        dialog._mark()
        assert dialog.isVisible()  # 继续核对
        dialog._mark()

    clerk.will(paste).will(mark).will_answer("继续核对").will_answer("照样标为已公布").will(StateDialog.accept)
    clerk.chooses("check_live_page")
    until(lambda: clerk.window.document.report.status.state == "published")
    assert clerk.was_told("网页与定稿还有 1 处不同。网站后台还没有改好，就标为已公布吗？")


def test_a_page_that_lost_its_table_does_not_agree(clerk: Clerk, own: Report, draft: Path, until: Until) -> None:
    clerk.starts(draft)
    whole = page(own)
    start = whole.index("<table", whole.index("<table") + 1)
    lost = whole[:start] + whole[whole.index("</table>", start) + len("</table>") :]
    copy_page(lost)
    clerk.will(paste).will_leave().chooses("check_live_page")
    until(lambda: clerk.was_told("没有读到"))
    assert not clerk.was_told("网页与定稿一致。")


def test_an_empty_clipboard_is_said_in_place(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    QGuiApplication.clipboard().clear()

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, LivePage)
        dialog.paste()
        assert dialog.problem.isVisible() and "剪贴板里没有网页内容" in dialog.problem.text()
        dialog.reject()

    clerk.will(look).chooses("check_live_page")


def test_the_page_is_held_against_the_public_copy_not_against_later_edits(
    clerk: Clerk, own: Report, draft: Path, tmp_path: Path, until: Until
) -> None:
    clerk.starts(draft).will_answer("照样导出").will(into(tmp_path)).will_answer("好").chooses("export_public")
    clerk.fills(str(PENALTIES), "99")
    copy_page(page(own))
    clerk.will(paste).will_leave().chooses("check_live_page")
    until(lambda: clerk.was_told("网页与定稿一致。"))
    assert clerk.was_told("底稿在那以后改过 1 处，没有算进来。")
