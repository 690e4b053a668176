"""What was closed is gone: windows, questions and dialogs leave nothing behind in the program that goes on."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from app.gui.dialogs.question import Answer, ask, tell
from app.gui.program import application
from app.gui.program.application import Application
from app.gui.window.pages import PARTS
from app.model.draft import save_draft
from tests.conftest import Answers
from tests.reports import balanced
from tests.where import ROOT


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Application]:
    running = application.create([])
    yield running
    running.end()


def settle() -> None:
    """As the event loop and the program's own collection would."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def test_of_ten_windows_opened_and_closed_none_is_alive(program: Application, tmp_path: Path) -> None:
    path = tmp_path / "年报.gknb"
    save_draft(balanced(1), path)
    seen: list[weakref.ref[object]] = []
    for _ in range(10):
        window = program.open_path(path)
        assert window
        for part in PARTS:
            window.pages.show_part(part)
        for name in window.side.tabs:
            window.show_tab(name)
        for action in window.actions_by_id.values():
            if menu := action.menu():
                menu.aboutToShow.emit()  # type: ignore[attr-defined]
        QApplication.processEvents()
        seen += [weakref.ref(window), weakref.ref(window.document), weakref.ref(window.desk)]
        window.close()
        del window, action, menu
    settle()
    assert sum(each() is not None for each in seen) == 0


def test_a_start_window_and_a_county_window_are_gone_too(
    program: Application, tmp_path: Path, answers: Answers
) -> None:
    seen: list[weakref.ref[object]] = []
    for number in range(3):
        seen.append(weakref.ref(program.show_start()))
        folder = tmp_path / f"各单位{number}"
        folder.mkdir()
        answers.act(QDialog.reject)
        county = program.counties.show(folder)  # which closes 首屏
        assert county and program.start_window is None
        QApplication.processEvents()
        seen.append(weakref.ref(county))
        county.close()
        del county
    settle()
    assert sum(each() is not None for each in seen) == 0


def test_of_two_hundred_questions_none_stays_with_the_window(
    program: Application, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "年报.gknb"
    save_draft(balanced(1), path)
    window = program.open_path(path)
    assert window
    before = len(window.findChildren(QDialog))
    for _ in range(100):
        answers.click("知道了")
        tell(window, "一句话。")
        answers.click("取消")
        assert ask(window, "要吗？", (Answer.TAKE, Answer.CANCEL)) is Answer.CANCEL
    settle()
    assert len(window.findChildren(QDialog)) == before


def test_dialogs_that_were_closed_do_not_stay(program: Application, tmp_path: Path, answers: Answers) -> None:
    path = tmp_path / "年报.gknb"
    save_draft(balanced(1), path)
    window = program.open_path(path)
    assert window
    settle()
    before = len(window.findChildren(QDialog))
    for act in ("export_review", "self_check", "last_year", "settings", "new", "source", "check_live_page"):
        if act == "last_year":
            answers.choose()  # there is none: a file dialog
        else:
            answers.act(QDialog.reject)
        window.actions_by_id[act].trigger()
        settle()
    assert len(window.findChildren(QDialog)) == before


def test_every_dialog_is_run_by_the_one_that_frees_it() -> None:
    """`run` of dialogs/question.py; a menu or a drag is given a place, and exec() without one is a dialog's."""
    others = [path for path in (ROOT / "app" / "gui").rglob("*.py") if path.name != "question.py"]
    assert [path.name for path in others if ".exec()" in path.read_text("utf-8")] == []
