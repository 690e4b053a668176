"""The answers of tests/conftest.py: a dialog without one fails, one with gets it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import Answers


def _dialog(qtbot: QtBot) -> QDialog:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QPushButton("确定(&O)", dialog).clicked.connect(dialog.accept)
    QPushButton("帮助", dialog)
    return dialog


def test_a_button_is_clicked(qtbot: QtBot, answers: Answers) -> None:
    answers.click("确定(O)")
    assert _dialog(qtbot).exec() == QDialog.DialogCode.Accepted


def test_a_message_box_returns_its_button(qtbot: QtBot, answers: Answers) -> None:
    box = QMessageBox(QMessageBox.Icon.Question, "公开年报", "保存吗？")
    qtbot.addWidget(box)
    box.addButton("不保存", QMessageBox.ButtonRole.RejectRole)
    answers.click("不保存")
    box.exec()
    assert box.clickedButton().text() == "不保存"
    assert "保存吗？" in answers.seen[0]


def test_files_and_menus(qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    answers.choose(tmp_path / "甲.gknb")
    answers.choose()
    answers.pick("复制(C)")
    assert QFileDialog.getOpenFileName(None, "打开底稿", "", "") == (str(tmp_path / "甲.gknb"), "")
    assert QFileDialog.getExistingDirectory(None, "文件夹") == ""
    menu = QMenu()
    qtbot.addWidget(menu)
    copy = menu.addAction("复制(&C)")
    assert menu.exec() == copy


def test_a_menu_that_stays_open_is_a_fault(qtbot: QtBot, answers: Answers) -> None:
    answers.MENU_STAYS = 10
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("复制")
    assert menu.exec() is None
    assert "stays open" in answers.leftover()[0]
    answers.faults.clear()


def test_an_unanswered_dialog_is_a_fault(qtbot: QtBot, answers: Answers) -> None:
    assert _dialog(qtbot).exec() == QDialog.DialogCode.Rejected
    assert answers.leftover()
    answers.faults.clear()


def test_a_dialog_left_open_is_a_fault(qtbot: QtBot, answers: Answers) -> None:
    answers.click("帮助")
    _dialog(qtbot).exec()
    assert "left open" in answers.leftover()[0]
    answers.faults.clear()


def test_an_answer_too_many_is_a_fault(answers: Answers) -> None:
    answers.click("确定")
    assert answers.leftover()
    answers._waiting.clear()
