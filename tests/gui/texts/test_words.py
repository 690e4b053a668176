"""Double click and Ctrl with a key take a word, a number or the words between marks; one field has a selection at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.look import style_sheet as look
from app.gui.texts import word_bounds
from app.gui.texts.editor import NarrativeEditor
from app.gui.texts.page import NarrativePage
from tests.reports import filled

TEXT = "全年主动公开信息1,234条，比上年增长12.5%。详见www.example.cn。\n下一步，加强培训。"
Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, qapp) -> Iterator[NarrativePage]:
    look.apply(qapp, "light", 100)
    document = ReportDocument(filled().with_text("overview.platforms", TEXT))
    page = NarrativePage(document, Checker(document, document), "overview")
    qtbot.addWidget(page)
    page.resize(866, 616)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.go_to("overview.platforms")
    yield page


def editor(page: NarrativePage, key: str = "overview.platforms") -> NarrativeEditor:
    return page.sections[key].editor


def chosen(edit: NarrativeEditor) -> str:
    return edit.textCursor().selectedText()


def click(qtbot: QtBot, edit: NarrativeEditor, words: str, offset: int) -> None:
    """A double click on the left half of a character of these words."""
    edit.select(edit.live.shown.index(words) + offset)
    place = edit.cursorRect().center()
    place.setX(place.x() + 3)
    qtbot.mouseDClick(edit.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize(
    ("words", "offset", "taken"),
    [
        ("全年主动", 2, "全年主动公开信息"),
        ("1,234", 3, "1,234"),
        ("条，比", 0, "条"),
        ("12.5%", 1, "12.5%"),
        ("www.example", 5, "www.example.cn"),
        ("加强培训", 1, "加强培训"),
    ],
)
def test_a_double_click_takes_one_piece_and_never_the_paragraph(qtbot, page, words, offset, taken) -> None:
    edit = editor(page)
    click(qtbot, edit, words, offset)
    assert chosen(edit) == taken


def test_ctrl_and_an_arrow_go_from_piece_to_piece(qtbot, page) -> None:
    edit = editor(page)
    edit.select(0)
    stops = []
    for _ in range(4):
        qtbot.keyClick(edit, Key.Key_Right, CONTROL)
        stops.append(edit.live.shown[: edit.selected()[0]])
    assert stops[0] == "全年主动公开信息"
    assert stops[1] == "全年主动公开信息1,234"
    qtbot.keyClick(edit, Key.Key_Left, CONTROL)
    assert edit.live.shown[: edit.selected()[0]] == stops[2]
    edit.select(0)
    qtbot.keyClick(edit, Key.Key_Right, CONTROL | SHIFT)
    assert chosen(edit) == "全年主动公开信息"


def test_ctrl_backspace_takes_a_piece_and_one_undo_brings_it_back(qtbot, page) -> None:
    edit = editor(page)
    edit.select(len("全年主动公开信息1,234"))
    qtbot.keyClick(edit, Key.Key_Backspace, CONTROL)
    assert edit.live.shown.startswith("全年主动公开信息条，比上年")
    qtbot.keyClick(edit, Key.Key_Z, CONTROL)
    assert edit.live.shown == TEXT
    edit.select(0)
    qtbot.keyClick(edit, Key.Key_Delete, CONTROL)
    assert edit.live.shown.startswith("1,234条")


def test_a_live_figure_is_one_piece(qtbot, page) -> None:
    edit = editor(page, "overview.disclosure_on_application")
    span = edit.live.spans[0]
    edit.select(span.start)
    qtbot.keyClick(edit, Key.Key_Right, CONTROL | SHIFT)
    assert edit.selected() == (span.start, span.end)


def test_one_field_has_a_selection_at_a_time(qtbot, page) -> None:
    first, second = editor(page), editor(page, "overview.supervision")
    first.setFocus()
    first.selectAll()
    second.setFocus()
    assert not first.textCursor().hasSelection()
    second.selectAll()
    first.setFocus()
    assert not second.textCursor().hasSelection()


@given(st.text(alphabet="公开1.,% \n（a，𠀀②", max_size=30), st.integers(0, 30))
def test_pieces_cover_every_text_and_steps_go_on(text: str, at: int) -> None:
    at = min(at, len(text))
    spans = word_bounds.pieces(text)
    assert "".join(text[a:b] for a, b in spans) == text
    start, end = word_bounds.around(text, at)
    assert 0 <= start <= end <= len(text)
    assert "\n" not in text[start:end].strip("\n ")
    assert word_bounds.beyond(text, at, 1) > at or at == len(text)
    assert word_bounds.beyond(text, at, -1) < at or at == 0
