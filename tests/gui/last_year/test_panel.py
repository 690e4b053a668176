"""The tab 上年: what is taken of last year's text stands in paragraphs as it stood there."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.form.schema import Cell
from app.gui.desk.document import ReportDocument
from app.gui.last_year.panel import LastYearPanel
from app.gui.look import style_sheet as look
from tests.reports import balanced, blank, filled

THEN = "存在以下问题：\n一是不够及时。二是培训偏少。\n下一步，加强培训。提高质量。"


@pytest.fixture
def panel(qtbot, qapp):
    look.apply(qapp, "light", 100)
    previous = replace(filled().with_text("problems", THEN), year=2024)
    panel = LastYearPanel(ReportDocument(replace(blank(), year=2025, previous=previous)))
    qtbot.addWidget(panel)
    panel.show_part("problems")
    panel.show()
    return panel


def press(panel: LastYearPanel, *rows: int) -> str:
    """Enter on these sentences; what this year's text is then."""
    (sentences,) = panel._lists
    for row in rows:
        sentences.setCurrentRow(row)
        QTest.keyClick(sentences, Qt.Key.Key_Return)
    return panel._document.report.text("problems")


def test_all_sentences_one_by_one_are_the_text_of_last_year(panel) -> None:
    assert press(panel, *range(panel._lists[0].count())) == THEN


def test_a_sentence_begins_a_paragraph_where_it_began_one(panel) -> None:
    assert press(panel, 0) == "存在以下问题："
    assert press(panel, 2) == "存在以下问题：二是培训偏少。"
    assert press(panel, 3) == "存在以下问题：二是培训偏少。\n下一步，加强培训。"
    panel._document.edit(panel._document.report.with_text("problems", "今年写的。\n"), "改写")
    assert press(panel, 3) == "今年写的。\n下一步，加强培训。"


def test_the_whole_text_is_a_paragraph_of_its_own(panel) -> None:
    panel._document.edit(panel._document.report.with_text("problems", "今年写的。"), "写一句")
    next(button for button in panel.findChildren(QPushButton) if button.text() == "采用整段").click()
    assert panel._document.report.text("problems") == f"今年写的。\n{THEN}"
    panel._document.undo_stack.undo()
    assert panel._document.report.text("problems") == "今年写的。"


@pytest.mark.parametrize("part", ["applications", "disclosure", "problems"])
def test_last_year_that_is_undone_leaves_an_empty_panel_that_follows_nothing(panel, part) -> None:
    """Each edit after it was a fault of the program."""
    document = panel._document
    attached = document.report
    document.edit(replace(attached, previous=None), "去掉")
    document.edit(attached, "附上去年的年报")
    panel.show_part(part)
    cell = Cell("applications", "received", "natural_person")
    panel.show_cell(cell)
    document.undo_stack.undo()
    assert panel._stack.currentIndex() == 0
    panel.show_cell(cell)
    document.edit(document.report.with_figures({cell: Decimal(7)}), "填数")
    panel.setFocus()
    assert QApplication.focusWidget() is None or QApplication.focusWidget().text() == "粘贴网页"
    document.undo_stack.undo()
    document.undo_stack.undo()
    panel.show_cell(cell)
    assert panel._stack.currentIndex() == 1
    assert panel._figures is None or panel._figures.rowCount()


def test_undo_and_redo_over_last_years_of_both_forms_in_any_order(panel) -> None:
    document, chance = panel._document, random.Random(32)
    old = balanced(3, "2019", 2020)
    for _ in range(200):
        panel.show_part(chance.choice(("applications", "disclosure", "disputes", "overview", "problems")))
        panel.show_cell(Cell("applications", "received", chance.choice(("natural_person", "other"))))
        act = chance.randrange(5)
        if act == 0:
            document.undo_stack.undo()
        elif act == 1:
            document.undo_stack.redo()
        elif act == 2:
            document.edit(replace(document.report, previous=chance.choice((None, old, filled()))), "附上")
        elif act == 3:
            figure = Decimal(chance.randrange(9))
            document.edit(document.report.with_figures({Cell("applications", "received", "other"): figure}), "填数")
        else:
            document.edit(document.report.with_text("problems", chance.choice(("", "一句。"))), "写")
    assert (panel._stack.currentIndex() == 1) == (document.report.previous is not None)
