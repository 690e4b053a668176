"""The tab 上年: what is taken of last year's text stands in paragraphs as it stood there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.gui.desk.document import ReportDocument
from app.gui.last_year.panel import LastYearPanel
from app.gui.look import style_sheet as look
from tests.reports import blank, filled

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
