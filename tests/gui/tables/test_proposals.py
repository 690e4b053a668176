"""A repair that stands ready in its cell: Enter takes it, whatever else she does leaves all as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from app.form.schema import Cell
from app.gui.desk.repair import RepairWords
from tests.gui.grid.table_desk import Desk, Key
from tests.reports import filled

GRANTED = Cell("applications", "granted", "business")
RECEIVED = Cell("applications", "received", "business")
ONE = RepairWords({GRANTED: "9"}, "改为 9", "改为 9（商业企业·（一）予以公开）", "商业企业·（一）予以公开 2 → 9")
TWO = RepairWords({GRANTED: "9", RECEIVED: "8"}, "一并改 2 格", "一并改 2 格", "甲；乙")


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot, replace(filled(), auto_totals=True))


def proposed(desk: Desk, words: RepairWords = ONE) -> Desk:
    desk.page.proposals.propose(words)
    return desk


def test_it_stands_in_the_cell_selected_and_nothing_has_changed(desk):
    proposed(desk)
    assert desk.here() == "granted/business"
    assert desk.editor.text() == desk.editor.selectedText() == "9" and desk.editor.hasFocus()
    assert desk.note == "商业企业·（一）予以公开 2 → 9？回车采用，Esc 不改。"
    assert desk.figure("granted", "business") == "2" and desk.steps() == 0


def test_enter_takes_it_stays_and_says_so(desk):
    proposed(desk).keys(Key.Key_Return)
    assert desk.figure("granted", "business") == "9" and desk.here() == "granted/business"
    assert desk.note == "" and desk.editor is None
    assert desk.said[-1] == "已改：商业企业·（一）予以公开 2 → 9。请对照原始数据，可以撤销。"
    desk.undo()
    assert desk.figure("granted", "business") == "2"


def test_several_figures_are_taken_in_one_step(desk):
    proposed(desk, TWO).keys(Key.Key_Return)
    assert (desk.figure("granted", "business"), desk.figure("received", "business")) == ("9", "8")
    assert desk.steps() == 1


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Tab, Key.Key_Up, Key.Key_Down, Key.Key_Backtab])
def test_any_other_way_out_leaves_all_as_it_was(desk, key):
    proposed(desk).keys(key)
    assert desk.figure("granted", "business") == "2" and desk.steps() == 0
    assert desk.editor is None and desk.note == ""


def test_a_click_elsewhere_or_a_save_takes_nothing(desk, qtbot):
    proposed(desk)
    other = desk.view.visualRect(desk.page.model.index_of(RECEIVED)).center()
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert desk.steps() == 0 and desk.editor is None
    proposed(desk)
    assert desk.page.commit() and desk.steps() == 0
    proposed(desk)
    qtbot.mouseClick(desk.page.tools, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    desk.page.tools.help.setFocus()
    assert desk.steps() == 0


def test_what_she_types_instead_is_hers(desk):
    proposed(desk).keys("7", Key.Key_Return)
    assert desk.figure("granted", "business") == "7"


def test_a_second_proposal_takes_the_place_of_the_first(desk):
    proposed(desk)
    proposed(desk, RepairWords({RECEIVED: "8"}, "", "改为 8", "商业企业·一 3 → 8"))
    assert desk.steps() == 0 and desk.here() == "received/business" and desk.note
    desk.keys(Key.Key_Return)
    assert desk.figure("received", "business") == "8" and desk.figure("granted", "business") == "2"
