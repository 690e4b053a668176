"""What leads the clerk: repairs that wait for her, problems in their order, places that stay where they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.form.schema import Cell
from app.gui.look.card import CardButton
from app.model.draft import save_draft
from app.model.report import Report
from app.model.totals import fill_totals
from tests.flows.clerk import Clerk
from tests.reports import filled


def opened(clerk: Clerk, report: Report, tmp_path: Path) -> Clerk:
    save_draft(report, tmp_path / "甲.gknb")
    return clerk.starts(tmp_path / "甲.gknb")


def test_one_of_several_repairs_is_taken_at_its_cell(clerk: Clerk, qtbot: QtBot, tmp_path: Path) -> None:
    """No click makes a figure up: it stands ready, Esc leaves it, Enter takes it, one step of undo takes it back."""
    granted = Cell("applications", "granted", "business")
    report = fill_totals(replace(filled(), auto_totals=True).with_figures({granted: Decimal(1)}))
    opened(clerk, report, tmp_path).goes_to("overview")
    card = next(card for card in clerk.window.side.problems.cards() if card.finding.candidates)
    qtbot.mouseClick(
        next(b for b in card.findChildren(CardButton) if b.text().startswith("可能的改法")), Qt.MouseButton.LeftButton
    )
    QApplication.processEvents()
    assert card._candidates is not None
    first = card._candidates.findChildren(CardButton)[0]
    ((cell, to),) = card.finding.candidates[0].items()
    was = clerk.figure(str(cell))
    for key, after in (("Esc", was), ("Return", to)):
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
        assert clerk.window.pages.part == "applications" and clerk.figure(str(cell)) == was
        clerk.presses(key)
        assert clerk.figure(str(cell)) == after
    assert clerk.undoes().figure(str(cell)) == was
