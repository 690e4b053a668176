"""The sum in the window, and the draft made of it: led to units, never typed over, what the county did with it stays."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.gui.county.beside.findings_panel import FindingCard
from app.gui.county.window import CountyWindow
from app.model.beside.sent import with_sent
from app.model.draft import open_draft, save_draft
from app.model.kept.comments import Comment, with_comments
from app.model.report import Status
from tests.flows.clerk import Clerk
from tests.flows.county.shared import NAMES, RECEIVED, settled


def test_enter_on_a_share_opens_the_units_draft_at_the_cell(
    folder: Path, came: list[Path], clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    window.sum.go_to(RECEIVED)
    QApplication.processEvents()
    view = window.side.shares.view
    assert [share.unit for share in window.side.shares.model.shares]
    view.setFocus()
    view.selectRow(0)
    unit = window.side.shares.model.shares[0].unit
    view.activated.emit(view.currentIndex())
    QApplication.processEvents()
    assert clerk.window.document.report.organ.name == unit
    assert clerk.window.pages.cell == RECEIVED


def test_the_sum_is_not_typed_over(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    window.sum.go_to(RECEIVED)
    before = window.sum.document.report.figures[RECEIVED]  # type: ignore[union-attr]
    assert window.sum.view
    QTest.keyClicks(window.sum.view, "7")
    QTest.keyClick(window.sum.view, Qt.Key.Key_Return)
    assert window.sum.document.report.figures[RECEIVED] == before  # type: ignore[union-attr]


def test_a_sum_taken_again_keeps_what_the_county_did_with_its_summary(
    folder: Path, came: list[Path], clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    window.acts["make"].trigger()
    QApplication.processEvents()
    clerk.window.close()
    path = folder / "汇总.gknb"
    mine = with_comments(open_draft(path), [Comment(who="王科长", text="再核一遍", at="")])
    mine = replace(with_sent(mine, datetime.datetime(2026, 3, 5, 9, 0)), status=Status("submitted", "2026-03-05"))
    save_draft(mine.with_figures({RECEIVED: Decimal(1)}), path)
    window.folder.read()
    settled(qtbot, window)
    clerk.will_answer("改成各单位之和")
    window.acts["make"].trigger()
    QApplication.processEvents()
    assert open_draft(path) == mine


def test_a_total_typed_over_is_not_taken_away_unasked(
    folder: Path, came: list[Path], clerk: Clerk, opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    assert window.status.text() == "来件都读过了。" and window.primary.text() != "打开汇总底稿"
    window.acts["make"].trigger()
    QApplication.processEvents()
    assert "计入了 2 个单位，还有 1 个没有：青禾县河口镇人民政府" in window.status.text()
    clerk.window.close()
    summary = open_draft(folder / "汇总.gknb")
    save_draft(summary.with_figures({RECEIVED: Decimal(1)}).with_text("problems", "县里写的。"), folder / "汇总.gknb")
    window.folder.read()
    settled(qtbot, window)
    for answer, expected in (("留着底稿里的数", Decimal(1)), ("改成各单位之和", summary.figures[RECEIVED])):
        clerk.will_answer(answer)
        window.acts["make"].trigger()
        QApplication.processEvents()
        clerk.window.close()
        kept = open_draft(folder / "汇总.gknb")
        assert kept.figures[RECEIVED] == expected and kept.text("problems") == "县里写的。"
    assert clerk.was_told("汇总底稿里有 1 格与各单位之和不同，例如")


def test_the_first_screen_of_a_list_without_reports_asks_for_them(
    folder: Path, opened: Callable[[Path], CountyWindow]
) -> None:
    window = opened(folder)
    assert window.centre.currentWidget() is window.empty and window.primary.text() == "收入来件"
    said = [each.text() for each in window.empty.findChildren(QLabel)]
    assert "名单里有 3 个单位。" in said and said[0].startswith("把各单位发来的文件拖到这里")


def test_a_finding_leads_to_its_unit(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.take(came[:2])
    settled(qtbot, window)
    window.side.setCurrentWidget(window.side.findings)
    cards = window.side.findings.findChildren(FindingCard)
    assert any("还有 1 个单位没有能计入的年报" in each.accessibleName() for each in cards)
    missing = next(each for each in cards if "没有能计入的年报" in each.accessibleName())
    missing.setFocus()
    QTest.keyClick(missing, Qt.Key.Key_Return)
    assert window.units.current_name() == NAMES[2]
    window.resize(1000, 600)  # narrow: the side stands below, the table keeps its width
    QApplication.processEvents()
    side, centre = window.side, window.centre
    assert side.mapTo(window, side.rect().topLeft()).y() > centre.mapTo(window, centre.rect().topLeft()).y()
    window.resize(1366, 700)
    QApplication.processEvents()
    assert side.mapTo(window, side.rect().topLeft()).x() > centre.mapTo(window, centre.rect().topLeft()).x()
