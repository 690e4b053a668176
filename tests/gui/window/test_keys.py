"""The keyboard in the whole window: where the cursor goes, what Enter does; and 首屏 leaving safely."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.gui.dialogs.question import Answer, Question
from app.gui.problems.card import ProblemCard
from app.gui.program import application
from app.gui.program.application import Application
from app.gui.window.main_window import MainWindow
from app.model.draft import save_draft
from tests.reports import blank

Key = Qt.Key


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Application]:
    font, palette, style = QFont(qapp.font()), qapp.palette(), qapp.styleSheet()
    running = application.create([])
    yield running
    running.end()
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def window(program: Application, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    path = tmp_path / "年报.gknb"
    save_draft(blank(), path)
    program.start([path])
    opened = program.windows[0]
    with qtbot.waitActive(opened):
        opened.activateWindow()
    return opened


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused
    return focused


def test_a_part_called_by_its_key_takes_the_cursor_from_the_problems(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_id["tab_problems"].trigger()
    assert isinstance(focus(), ProblemCard)  # at once on the first, not on the list around it
    for key in (Key.Key_3, Key.Key_5, Key.Key_6, Key.Key_6):
        qtbot.keyClick(focus(), key, Qt.KeyboardModifier.AltModifier)
        assert window.pages.page.isAncestorOf(focus())


def test_typing_keeps_the_cursor_when_the_card_she_last_looked_at_goes(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_id["part_problems"].trigger()
    editor = focus()
    card = next(card for card in window.side.problems.cards() if "五、" in card.finding.message)
    card.setFocus()
    other = QDialog()  # another window is in front for a moment
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    with qtbot.waitActive(window):
        window.activateWindow()
    editor.setFocus()
    window.document.edit(window.document.report.with_text("problems", "写好了。"), "试")
    window.desk.checker.run()
    assert focus() is editor


def test_to_write_the_first_part_leads_to_what_must_be_written(window: MainWindow) -> None:
    window.pages.go_to("overview")
    assert focus() is window.pages.page.sections["overview.proactive_disclosure"].editor


def test_tab_goes_from_the_heading_to_its_own_editor(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.show_part("overview")
    section = window.pages.page.sections["overview"]
    section._fold.setChecked(True)
    section._fold.setFocus()
    qtbot.keyClick(section._fold, Key.Key_Tab)
    assert focus() is section.editor


def test_enter_presses_the_button_that_has_the_focus(program: Application, qtbot: QtBot) -> None:
    question = Question(None, "要保存吗？", (Answer.SAVE, Answer.DISCARD), "", 0)
    qtbot.addWidget(question)
    question.show()
    question.activateWindow()  # a key reaches none but the active window
    assert QTest.qWaitForWindowActive(question)
    second = question.findChildren(QPushButton)[1]
    second.setFocus()
    qtbot.keyClick(second, Key.Key_Return)
    assert question.answer is Answer.DISCARD


def test_the_start_window_does_not_take_its_questions_along_at_once(program: Application, tmp_path: Path) -> None:
    program.start([])
    assert program.start_window
    asked = QDialog(program.start_window)
    path = tmp_path / "年报.gknb"
    save_draft(blank(), path)
    program.open_path(path)  # which closes 首屏, in the middle of what the question set off
    gc.collect()
    assert program.start_window is None and shiboken6.isValid(asked)
