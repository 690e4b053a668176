"""Cut, copy, paste and delete act on what has the focus, and never on a table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from app.model.draft import save_draft
from app.model.report import Report
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.reports import filled

CELL = "applications/received/natural_person"


@pytest.fixture
def clerk(answers: Answers, tmp_path: Path) -> Iterator[Clerk]:
    report = filled()
    last_year = replace(report, year=report.year - 1)
    path = tmp_path / "年报.gknb"
    save_draft(replace(report, previous=last_year).with_text("problems", ""), path)
    her = Clerk(answers).starts(path)
    yield her
    her.ends()


def _parts(clerk: Clerk) -> QWidget:
    return clerk.window.parts.focusProxy()


def _card(clerk: Clerk) -> QWidget:
    clerk.window.show_tab("problems")
    return clerk.window.side.problems.cards()[0]


def _panel(clerk: Clerk) -> QWidget:
    clerk.window.show_tab("problems")
    return clerk.window.side.problems


def _button(clerk: Clerk) -> QWidget:
    return clerk.window.toolbar.verdict


@pytest.mark.parametrize("where", [_parts, _card, _panel, _button])
@pytest.mark.parametrize("key", ["Ctrl+X", "Ctrl+V", "Delete", "Backspace", "Ctrl+A"])
def test_a_key_beside_the_table_leaves_the_table_alone(clerk: Clerk, where, key: str) -> None:
    clerk.goes_to(CELL)
    before: Report = clerk.window.document.report
    QGuiApplication.clipboard().setText("99")
    where(clerk).setFocus()
    focus = QApplication.focusWidget()
    clerk.presses(key)
    assert clerk.window.document.report is before
    assert QApplication.focusWidget() is focus
    assert len(clerk.window.pages.page.view.selected_cells()) == 1
    if key in ("Ctrl+X", "Ctrl+V"):
        assert "光标现在不在表格或文字里" in clerk.status


def test_copy_takes_the_words_that_have_the_focus(clerk: Clerk) -> None:
    clerk.goes_to(CELL)
    card = _card(clerk)
    card.setFocus()
    clerk.presses("Ctrl+C")
    assert card.finding.message in QGuiApplication.clipboard().text()
    clerk.window.pages.show_part("other_matters")
    clerk.window.show_tab("last_year")
    sentences = clerk.window.side.last_year.findChildren(QListWidget)[0]
    sentences.setFocus()
    sentences.setCurrentRow(0)
    clerk.presses("Ctrl+C")
    assert QGuiApplication.clipboard().text() == sentences.item(0).text()


def test_the_same_keys_act_on_the_table_that_has_the_focus(clerk: Clerk) -> None:
    clerk.goes_to(CELL).presses("Ctrl+X")
    assert clerk.figure(CELL) == ""
    clerk.presses("Ctrl+V")
    assert clerk.figure(CELL) == "7"
    clerk.presses("Delete")
    assert clerk.figure(CELL) == ""
    clerk.presses("Ctrl+A")
    assert len(clerk.window.pages.page.view.selected_cells()) == 175


def test_the_menu_acts_on_what_had_the_focus_before_it_was_opened(clerk: Clerk) -> None:
    clerk.goes_to(CELL).chooses("cut")
    assert clerk.figure(CELL) == ""
    clerk.undoes()
    _parts(clerk).setFocus()
    clerk.chooses("cut")
    assert clerk.figure(CELL) == "7"
