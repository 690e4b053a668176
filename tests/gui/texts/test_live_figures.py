"""Live figures in a narrative: shown as their value, whole to the cursor, put in by key, by pasting and by dragging."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.look import style_sheet as look
from app.gui.look import theme
from app.gui.tables.page import TablePage
from app.gui.texts.clipboard import LIVE_FORMAT, live_figure
from app.gui.texts.editor import NarrativeEditor
from app.gui.texts.live_edit import LiveEdit
from app.gui.texts.live_figure import LiveFigureDialog, choices, matching
from app.gui.texts.page import NarrativePage
from app.gui.window.parts_panel import PartsPanel
from app.model.characters import typed
from app.model.figures import read_digits
from app.model.report import Report
from app.model.words.live_text import BLANK, LiveText
from tests.reports import blank, filled

RECEIVED = Cell("applications", "received", "total")
RAW = "收到申请{applications/received/total}件。"
FIELD = "{applications/received/total}"


@pytest.fixture(autouse=True)
def dressed(qapp):
    look.apply(qapp, "light", 100)


@pytest.fixture
def open_editor(qtbot):
    kept = []

    def open(raw: str, report: Report | None = None) -> NarrativeEditor:
        document = ReportDocument((report or with_figure("95")).with_text("problems", raw))
        page = NarrativePage(document, Checker(document, document), "problems")
        qtbot.addWidget(page)
        page.resize(866, 616)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.go_to("problems")
        editor = page.sections["problems"].editor
        editor.report = lambda: document.report.text("problems")
        editor.doc = document
        kept.append((document, page))
        return editor

    return open


def with_figure(value: str) -> Report:
    return blank().with_figures({RECEIVED: read_digits(value)})


def says(editor: NarrativeEditor, text: str, preedit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def test_a_live_figure_is_shown_as_its_value_and_follows_the_table(open_editor):
    editor = open_editor(RAW)
    assert editor.toPlainText() == "收到申请95件。"
    editor.doc.edit(editor.doc.report.with_figures({RECEIVED: read_digits("7")}), "")
    assert editor.toPlainText() == "收到申请7件。"
    editor.doc.edit(editor.doc.report.with_figures({RECEIVED: None}), "")
    assert editor.toPlainText() == f"收到申请{BLANK}件。"
    assert editor.report() == RAW


def test_it_is_quietly_marked_and_its_digits_are_half_as_wide(open_editor):
    editor = open_editor(RAW)
    formats = editor.document().firstBlock().layout().formats()
    marked = [f for f in formats if f.format.background().color() == theme.colour("accent_soft")]
    assert {(f.start, f.length) for f in marked} <= {(4, 1), (5, 1), (4, 2)} and marked
    assert all(f.format.fontLetterSpacing() < 0 for f in marked)


def test_the_cursor_passes_it_in_one_step(qtbot, open_editor):
    editor = open_editor(RAW)
    editor.select(4)
    qtbot.keyClick(editor, Qt.Key.Key_Right)
    assert editor.selected() == (6, 6)
    qtbot.keyClick(editor, Qt.Key.Key_Left)
    assert editor.selected() == (4, 4)
    qtbot.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert editor.selected() == (4, 6)


def test_one_key_deletes_it_and_one_undo_brings_it_back(qtbot, open_editor):
    editor = open_editor(RAW)
    editor.select(6)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.report() == "收到申请件。"
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.report() == RAW
    editor.select(4)
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.report() == "收到申请件。"


def test_typing_beside_it_leaves_it_whole(qtbot, open_editor):
    editor = open_editor(RAW)
    editor.select(4)
    qtbot.keyClicks(editor, "9")
    assert editor.report() == f"收到申请9{FIELD}件。"
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    editor.select(6)
    qtbot.keyClicks(editor, "5")
    assert editor.report() == f"收到申请{FIELD}5件。"


def test_an_input_method_beside_it_leaves_it_whole(open_editor):
    editor = open_editor(RAW)
    editor.select(4)
    says(editor, "", preedit="gong")
    assert editor.report() == RAW
    says(editor, "共")
    assert editor.report() == f"收到申请共{FIELD}件。"
    editor.select(7)
    says(editor, "余")
    assert editor.report() == f"收到申请共{FIELD}余件。"


def test_a_double_click_selects_all_of_it(qtbot, open_editor):
    editor = open_editor(RAW)
    editor.select(4)
    at = editor.cursorRect().center() + QPoint(4, 0)
    QTest.mouseDClick(editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    start, end = editor.selected()
    assert start <= 4 and end >= 6


def test_copied_out_it_is_plain_text_and_pasted_back_it_is_live(qtbot, open_editor):
    editor = open_editor(RAW)
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "收到申请95件。"
    editor.select(len("收到申请95件。"))
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.report() == RAW + RAW
    assert editor.toPlainText() == "收到申请95件。收到申请95件。"


def choose(words: str, *keys: Qt.Key):
    def act(dialog: LiveFigureDialog) -> None:
        assert isinstance(dialog, LiveFigureDialog)
        if words:
            dialog.wanted.setText(words)
        for key in (*keys, Qt.Key.Key_Return):
            QTest.keyClick(dialog.wanted, key)

    return act


def test_ctrl_i_puts_one_in_as_one_step(qtbot, open_editor, answers):
    editor = open_editor("收到申请件。")
    editor.select(4)
    answers.act(choose("本年新收 总计"))
    editor.choose_field()
    assert editor.report() == RAW
    assert editor.selected() == (6, 6)
    assert editor.doc.undo_stack.undoText() == "插入活数字 表三 总计·一、本年新收"
    editor.doc.undo_stack.undo()
    assert editor.report() == "收到申请件。"


def test_a_number_that_is_selected_is_looked_for_and_replaced(open_editor, answers):
    editor = open_editor("收到申请95件。")
    editor.select(4, 6)
    answers.act(choose(""))
    editor.choose_field()
    assert editor.report() == RAW


def test_the_arrows_move_in_the_list_and_escape_changes_nothing(open_editor, answers):
    editor = open_editor("收到申请件。")
    seen = []

    def act(dialog: LiveFigureDialog) -> None:
        dialog.wanted.setText("新收")
        first = dialog.list.currentItem().text(0)
        QTest.keyClick(dialog.wanted, Qt.Key.Key_Down)
        seen.extend([first, dialog.list.currentItem().text(0)])
        QTest.keyClick(dialog.wanted, Qt.Key.Key_Escape)

    answers.act(act)
    editor.choose_field()
    assert seen[0] != seen[1] and "总计" in seen[0]
    assert editor.report() == "收到申请件。"


def test_words_of_the_name_or_the_value_find_a_figure():
    every = choices(filled())
    assert len(every) == 200 + 8
    assert [c.name for c in matching(every, "213")] == ["disclosure/licences/decisions"]
    assert all("自然人" in c.label for c in matching(every, "自然人 公开"))
    assert matching(every, "没有这样的") == []


def test_a_figure_copied_as_live_from_the_table_is_pasted_live(qtbot, open_editor):
    editor = open_editor("收到申请件。")
    table = TablePage(editor.doc, Checker(editor.doc, editor.doc), "applications")
    qtbot.addWidget(table)
    table.go_to(RECEIVED)
    table.copy_live()
    assert QApplication.clipboard().text() == "95"
    editor.select(4)
    editor.paste()
    assert editor.report() == RAW


def test_a_figure_pulled_out_of_the_table_is_carried_and_within_it_selects(qtbot, open_editor):
    editor = open_editor("")
    table = TablePage(editor.doc, Checker(editor.doc, editor.doc), "applications")
    qtbot.addWidget(table)
    table.resize(866, 650)
    table.show()
    view = table.view
    view.dragged_out.disconnect(table._drag)  # a drag has a loop of its own
    carried = []
    view.dragged_out.connect(carried.append)
    here = view.visualRect(table.model.index_of(RECEIVED)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, here)
    QTest.mouseMove(view.viewport(), here - QPoint(70, 0))
    assert not carried
    QTest.mouseMove(view.viewport(), QPoint(-view.viewport().x() - 40, here.y()))
    assert carried == [RECEIVED] and view.selected_cells() == [RECEIVED]


def drop(target, data: QMimeData, at: QPoint) -> None:
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(at, *arguments))
    QApplication.sendEvent(target, QDragMoveEvent(at, *arguments))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), *arguments))


def test_a_figure_is_dropped_where_the_mouse_is(open_editor):
    editor = open_editor("收到申请件。")
    editor.select(4)
    at = editor.cursorRect().center()
    editor.select(0)
    drop(editor.viewport(), live_figure(editor.doc.report, RECEIVED), at)
    assert editor.report() == RAW


def test_a_figure_carried_over_a_part_opens_it(qtbot, open_editor):
    document = ReportDocument(with_figure("95"))
    panel = PartsPanel(document, Checker(document, document))
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.select("applications")
    data = live_figure(document.report, RECEIVED)
    row = panel._list.visualItemRect(panel._list.item(1)).center()
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(panel.chosen) as chosen:
        QApplication.sendEvent(panel._list.viewport(), QDragEnterEvent(row, *arguments))
        QApplication.sendEvent(panel._list.viewport(), QDragMoveEvent(row, *arguments))
    assert chosen.args == ["overview"]
    words = QMimeData()
    words.setText("95")
    event = QDragEnterEvent(row, arguments[0], words, *arguments[2:])
    QApplication.sendEvent(panel._list.viewport(), event)
    assert not event.isAccepted() and not words.hasFormat(LIVE_FORMAT)


def test_a_blank_field_is_marked_where_the_error_quotes_it(open_editor):
    editor = open_editor(RAW + "其他。", blank())
    (mark,) = editor.extraSelections()
    assert mark.cursor.selectedText() == f"收到申请{BLANK}件。"
    assert mark.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline


def marked_in(editor: NarrativeEditor) -> list[str]:
    """The characters on a live figure's ground, paragraph by paragraph."""
    found = []
    block = editor.document().begin()
    while block.isValid():
        ground = theme.colour("accent_soft")
        found.append(
            "".join(
                block.text()[f.start : f.start + f.length]
                for f in block.layout().formats()
                if f.format.background().color() == ground
            )
        )
        block = block.next()
    return found


def test_the_marks_stay_when_paragraphs_are_parted_and_joined(qtbot, open_editor):
    editor = open_editor(RAW + RAW)
    editor.select(len("收到申请95件。"))
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.report() == f"{RAW}\n{RAW}" and marked_in(editor) == ["95", "95"]
    qtbot.keyClicks(editor, "1")
    assert marked_in(editor) == ["95", "95"]
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.report() == RAW + RAW and marked_in(editor) == ["9595"]


@pytest.mark.parametrize("strange", ["\u00a0", "\u2028", "\u2029", "\ufdd0", "\r", "\r\n", "\v", "\0"])
def test_looking_at_foreign_characters_is_no_edit_and_fields_between_them_stay_live(qapp, open_editor, strange):
    editor = open_editor(f"一是{strange}甲。{RAW}二是{strange}乙。")
    look.apply(qapp, "dark", 100)  # the colours are made anew: Qt says that the text changed
    QApplication.processEvents()
    assert editor.doc.undo_stack.count() == 0
    editor.doc.edit(editor.doc.report.with_figures({RECEIVED: read_digits("96")}), "改数")
    assert editor.doc.undo_stack.count() == 1 and "收到申请96件。" in editor.toPlainText()
    editor.select(len(editor.toPlainText()))
    says(editor, "三。")
    assert FIELD in editor.report() and editor.report().endswith("乙。三。")


def test_a_field_of_the_organ_with_a_no_break_space_stays_live(qapp, open_editor):
    editor = open_editor("地址：{organ/address}。", blank().with_organ(address="人民路\u00a01号"))
    look.apply(qapp, "dark", 100)
    QApplication.processEvents()
    says(editor, "在")
    assert editor.report() == "地址：{organ/address}。在" and editor.doc.undo_stack.count() == 1


def test_whatever_qt_makes_of_characters_nobody_has_typed_it(qtbot):
    edit = LiveEdit()
    qtbot.addWidget(edit)
    edit.lay(LiveText("甲\u00a0乙", "甲\u00a0乙"))
    assert edit.toPlainText() == "甲 乙" and edit.is_as_laid()
    edit.textCursor().insertText("丙")
    assert not edit.is_as_laid() and edit.what_changed().words == "丙"


def test_qt_gives_back_every_character_that_a_report_may_hold(qtbot):
    edit = LiveEdit()
    qtbot.addWidget(edit)
    every = [chr(number) for number in (*range(1, 0xD800), *range(0xE000, 0x10000), 0x20BB7)]
    text = "".join(each for each in every if typed(each) is each)
    edit.lay(LiveText(text, text))
    assert edit.toPlainText() == text


@pytest.mark.parametrize(("before", "after"), [("", ""), ("前。", ""), ("前。", "后。")])
def test_typing_goes_on_behind_an_offered_sentence(open_editor, qtbot, before, after):
    editor = open_editor(f"{before}{after}")
    editor.select(len(before))
    editor.insert_sentence(RAW)
    qtbot.keyClick(editor, Qt.Key.Key_8)
    assert editor.report() == f"{before}{RAW}8{after}"
