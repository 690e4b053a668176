"""What stands on the screen after each act is what would stand there if all were painted anew, and the cards are not old ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.gui.look.card import CardButton
from app.gui.problems.panel import ProblemsPanel
from app.model.draft import save_draft
from tests.flows.clerk import Clerk
from tests.reports import filled

FIRST, LAST = "applications/granted/natural_person", "applications/carried_out/total"
TEXT = "problems"


@pytest.fixture
def at_work(clerk: Clerk, tmp_path: Path) -> Clerk:
    """Table 三 before her, everything balanced; nothing blinks."""
    save_draft(replace(filled(), auto_totals=True), tmp_path / "年报.gknb")
    QApplication.setCursorFlashTime(0)
    clerk.starts(tmp_path / "年报.gknb")
    clerk.window.resize(1366, 728)
    QTest.qWait(50)
    return clerk


def on_screen(window: QWidget) -> QImage:
    QTest.qWait(20)
    return window.screen().grabWindow(window.winId()).toImage()


def is_whole(clerk: Clerk, after: str) -> None:
    clerk.window.desk.checker.run()
    shown = on_screen(clerk.window)
    for widget in (clerk.window, *clerk.window.findChildren(QWidget)):
        QWidget.update(widget)
    assert shown == on_screen(clerk.window), after


def test_a_figure_that_is_left_leaves_nothing_old_on_the_screen(at_work: Clerk) -> None:
    steps = [
        (FIRST, "777"),  # a finding comes, in the first column, at the edge of the labels
        (FIRST, "2"),
        ("applications/granted/business", "5"),
        ("applications/carried_in/natural_person", "123456"),  # a column gets wider
        (FIRST, "3"),
    ]
    for address, figure in steps:
        at_work.fills(address, figure)
        is_whole(at_work, f"{figure} in {address}")
    for key in ("Left", "Down", "F2", "Escape", "Right", "Shift+Down", "Up", "Ctrl+End", "Ctrl+Home"):
        at_work.presses(key)
        is_whole(at_work, key)
    for _ in steps:
        at_work.undoes()
        is_whole(at_work, "undo")


def test_the_table_shows_whether_it_has_the_focus(at_work: Clerk) -> None:
    at_work.goes_to(FIRST)
    is_whole(at_work, "there")
    at_work.window.parts.setFocus()
    is_whole(at_work, "away")
    at_work.window.pages.page.setFocus()
    is_whole(at_work, "back")


def test_letters_leave_nothing_old_on_the_screen(at_work: Clerk) -> None:
    at_work.goes_to(TEXT).presses("Ctrl+End")
    for letters in ("a", "aa", "  b", "2024"):
        at_work.types(letters)
        is_whole(at_work, letters)


def said(panel: ProblemsPanel) -> list[list[str]]:
    """All that stands on each card, and what its buttons tell besides."""
    cards = []
    for card in panel._seen():
        labels = [each.text() for each in card.findChildren(QLabel) if each.isVisibleTo(card)]
        buttons = [each for each in card.findChildren(CardButton) if each.isVisibleTo(card)]
        buttons.sort(key=lambda each: (each.y(), each.x()))
        told = [f"{each.text()}|{each.toolTip()}|{each.accessibleDescription()}" for each in buttons]
        cards.append([*labels, *told, card.accessibleName(), card.edge(), str(card.lit)])
    return cards


def test_a_card_that_served_another_finding_says_nothing_of_it(at_work: Clerk) -> None:
    window = at_work.window
    panel = window.side.problems
    for address, figure in (
        (FIRST, "777"),
        (FIRST, "2"),
        ("disclosure/normative_documents/issued", "99"),
        ("applications/granted/business", "5"),
        (FIRST, "3"),
    ):
        at_work.fills(address, figure)
        window.desk.checker.run()
        for card in panel.cards():
            card._toggle_basis()
            card.light(True)
    at_work.goes_to(TEXT).types("2024")
    at_work.undoes().undoes().undoes()
    window.desk.checker.run()
    for card in panel.cards():  # what was opened on a card that stayed is hers
        card._drop_basis()
        card.light(False)
    anew = ProblemsPanel(window.document, window.desk.checker, window)
    anew.resize(panel.size())
    anew.show()
    QTest.qWait(20)
    assert said(panel) == said(anew) and len(said(panel)) > 0
    anew.hide()


def test_a_finding_that_comes_back_has_a_card_as_if_it_were_new(at_work: Clerk) -> None:
    window, right = at_work.window, at_work.figure(FIRST)
    at_work.fills(FIRST, "777")
    window.desk.checker.run()
    (before,) = said(window.side.problems)[:1]
    for card in window.side.problems.cards():
        card._toggle_basis()
        card.light(True)
    at_work.fills(FIRST, right)
    window.desk.checker.run()
    assert said(window.side.problems)[:1] != [before]
    at_work.fills(FIRST, "777")
    window.desk.checker.run()
    assert said(window.side.problems)[0] == before


def test_a_button_that_served_another_act_does_only_its_own(at_work: Clerk) -> None:
    at_work.fills("disclosure/normative_documents/issued", "99")
    at_work.window.desk.checker.run()
    card = next(card for card in at_work.window.side.problems.cards() if card.finding.rule == "E105")
    card._give("经核实情况属实")  # 写说明 becomes 修改说明, and 收回说明 comes
    at_work.window.desk.checker.run()
    steps = at_work.window.document.undo_stack.index()
    buttons = {each.text(): each for each in card.findChildren(CardButton) if each.isVisibleTo(card)}
    buttons["收回说明"].click()
    assert at_work.window.document.undo_stack.index() == steps + 1
    assert not at_work.window.document.report.reasons and card.editor is None
