"""What the flows of the county share: units and their reports, waiting until all is read, answers to its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.form.schema import Cell
from app.gui.county.deciding import Choice
from app.gui.county.window import CountyWindow
from app.model.report import Report
from tests.reports import balanced

NAMES = ("青禾县林业局", "青禾县水利局", "青禾县河口镇人民政府")
RECEIVED = Cell.parse("applications/received/total")


def unit_report(name: str, seed: int) -> Report:
    report = balanced(seed)
    return replace(report, organ=replace(report.organ, name=name))


def settled(qtbot: QtBot, window: CountyWindow) -> None:
    """Everything that came is read."""
    qtbot.waitUntil(lambda: window.folder.idle and window.folder.summary is not None, timeout=20_000)
    QApplication.processEvents()


def named(title: str, act: Callable[[QDialog], None]) -> Callable[[QDialog], None]:
    def answer(dialog: QDialog) -> None:
        assert dialog.windowTitle() == title
        act(dialog)

    return answer


def shown(window: CountyWindow) -> str:
    """All that the tab 退回意见 says of the chosen unit."""
    window.units.go_to(NAMES[0])
    QApplication.processEvents()
    return "\n".join(each.text() for each in window.side.remarks.findChildren(QLabel) if not each.isHidden())


def chooses(number: int) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, Choice)
        for _ in range(number):
            QTest.keyClick(dialog._list, Qt.Key.Key_Down)
        QTest.keyClick(dialog._list, Qt.Key.Key_Return)

    return act
