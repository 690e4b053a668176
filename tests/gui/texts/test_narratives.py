"""The written pages: typing, undo, input methods, pasting, the width of the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton

from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.places import Passage, where_to
from app.gui.look import style_sheet as look
from app.gui.look import theme
from app.gui.texts.editor import NarrativeEditor, clean
from app.gui.texts.page import NarrativePage, NoteEditor
from app.gui.texts.section import Offers
from app.model.figures import read_digits
from app.model.kept.read_notes import with_read
from app.model.report import Report
from tests.reports import blank, filled


@pytest.fixture(autouse=True)
def dressed(qapp):
    look.apply(qapp, "light", 100)


def open_page(qtbot, report: Report, part: str) -> tuple[ReportDocument, NarrativePage]:
    document = ReportDocument(report)
    page = NarrativePage(document, Checker(document, document), part)
    qtbot.addWidget(page)
    page.resize(866, 616)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return document, page


def says(editor: NarrativeEditor, text: str, preedit: str = "") -> None:
    """What an input method sends: a preedit text, or a committed one."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def pastes(editor: NarrativeEditor, data: QMimeData) -> None:
    QApplication.clipboard().setMimeData(data)
    editor.paste()


@pytest.fixture
def problems(qtbot):
    document, page = open_page(qtbot, blank(), "problems")
    page.go_to("problems")
    yield document, page.sections["problems"].editor


def test_keys_and_input_method_reach_the_report(qtbot, problems):
    document, editor = problems
    says(editor, "", preedit="wenti")
    assert document.report.text("problems") == "", "what is only being composed is not the report's"
    says(editor, "问题一。")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "2025")
    assert document.report.text("problems") == "问题一。\n2025"


def test_one_go_of_typing_is_one_step_and_leaving_the_field_ends_it(qtbot, problems):
    document, editor = problems
    for word in ("问题", "一", "。"):
        says(editor, word)
    editor.commit()
    says(editor, "改进。")
    assert document.undo_stack.count() == 2
    assert document.undo_stack.undoText() == "修改 五、存在的主要问题及改进情况"
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (document.report.text("problems"), editor.toPlainText()) == ("问题一。", "问题一。")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (document.report.text("problems"), editor.toPlainText()) == ("", "")
    qtbot.keyClick(editor, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == "问题一。"


def test_typing_after_an_undo_starts_a_step_of_its_own(qtbot, problems):
    document, editor = problems
    says(editor, "甲")
    editor.commit()
    says(editor, "乙")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    says(editor, "丙")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.report.text("problems") == "甲"


def test_a_change_elsewhere_ends_the_step(qtbot, problems):
    document, editor = problems
    says(editor, "甲")
    cell = Cell("disputes", "reconsideration", "upheld")
    document.edit(document.report.with_figures({cell: read_digits("1")}), "填写")
    says(editor, "乙")
    document.undo_stack.undo()
    assert document.report.text("problems") == "甲"
    assert document.report.figure(cell) == 1
    document.undo_stack.undo()
    says(editor, "丙")
    document.undo_stack.undo()
    assert document.report.text("problems") == "甲"


def test_an_undo_shows_where_it_was(qtbot, problems):
    document, editor = problems
    document.edit(document.report.with_text("problems", "前面。中间。后面。"), "")
    document.edit(document.report.with_text("problems", "前面。后面。"), "")
    document.undo_stack.undo()
    assert editor.toPlainText() == "前面。中间。后面。"
    assert editor.textCursor().position() == len("前面。中间。")


@pytest.mark.parametrize("characters", ["中", "1"])
def test_a_line_holds_exactly_28_characters_and_a_digit_is_half_a_one(qtbot, problems, characters):
    document, editor = problems
    a_line = 28 if characters == "中" else 56
    indent = 2 if characters == "中" else 4
    document.edit(document.report.with_text("problems", characters * (a_line - indent + a_line + 1)), "")
    block = editor.document().firstBlock()
    lengths = [block.layout().lineAt(number).textLength() for number in range(block.layout().lineCount())]
    assert lengths == [a_line - indent, a_line, 1]
    assert block.blockFormat().textIndent() == 2 * theme.px(theme.NARRATIVE_PIXELS)


def test_the_indent_is_drawn_in_every_paragraph_and_never_typed(qtbot, problems):
    document, editor = problems
    says(editor, "一")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    says(editor, "二")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    says(editor, "三")
    assert editor.document().firstBlock().blockFormat().textIndent() > 0
    assert document.report.text("problems") == "三"


def test_pasting_leaves_fonts_indents_and_soft_breaks_behind(qtbot, problems):
    document, editor = problems
    data = QMimeData()
    data.setHtml("<p style='font-size:40px;color:red'>　　标题一</p><p><b>正文</b><br>续</p>")
    pastes(editor, data)
    assert document.report.text("problems") == "标题一\n正文\n续"
    assert not editor.textCursor().charFormat().fontWeight() > 500
    editor.selectAll()
    data = QMimeData()
    data.setText("　　一、问题\r\n\r\n\t二、改进\u2028三\u00a0")
    pastes(editor, data)
    assert document.report.text("problems") == "一、问题\n二、改进\n三"
    assert document.undo_stack.count() == 2


def test_a_picture_is_not_pasted_and_that_is_said(qtbot, problems):
    document, editor = problems
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(editor.said) as said:
        pastes(editor, data)
    assert said.args == ["这里只能放文字，图片没有粘贴。"]
    assert document.report.text("problems") == ""


def test_copying_gives_plain_paragraphs(qtbot, problems):
    document, editor = problems
    document.edit(document.report.with_text("problems", "一\n二"), "")
    editor.selectAll()
    editor.copy()
    assert QApplication.clipboard().mimeData().formats() == ["text/plain"]
    assert QApplication.clipboard().text() == "一\n二"


def test_characters_beyond_the_basic_plane_keep_their_places(qtbot, problems):
    document, editor = problems
    document.edit(document.report.with_text("problems", "𬭶𬭳街道"), "")
    editor.go_to("街道", 2)
    assert editor.textCursor().selectedText() == "街道"
    says(editor, "镇")
    assert document.report.text("problems") == "𬭶𬭳镇"


def test_shift_enter_is_a_paragraph_and_a_tab_never_text(qtbot, problems):
    document, editor = problems
    says(editor, "一")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    says(editor, "二")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert document.report.text("problems") == "一\n二"


def test_a_tab_goes_to_the_next_narrative(qtbot):
    document, page = open_page(qtbot, blank(), "overview")
    page.go_to("overview.proactive_disclosure")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is page.sections["overview.disclosure_on_application"].editor


def test_the_menu_says_what_is_undone(qtbot, problems):
    document, editor = problems
    says(editor, "一")
    texts = [action.text() for action in editor.make_menu().actions() if action.text()]
    assert texts == [
        "撤销 修改 五、存在的主要问题及改进情况",
        "重做",
        "剪切",
        "复制",
        "粘贴",
        "全选",
        "插入活数字…\tCtrl+I",
    ]


def test_the_sheet_grows_with_the_text_and_never_scrolls(qtbot, problems):
    document, editor = problems
    before = editor.height()
    document.edit(document.report.with_text("problems", "\n".join("段" * 40 for _ in range(40))), "")
    assert editor.height() > before
    assert editor.verticalScrollBar().maximum() == 0


def test_the_line_being_written_stays_in_sight(qtbot):
    document, page = open_page(
        qtbot, blank().with_text("problems", "\n".join("段" * 40 for _ in range(40))), "problems"
    )
    editor = page.sections["problems"].editor
    page.go_to("problems")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    says(editor, "末尾")
    at = editor.mapTo(page, editor.cursorRect().center())
    assert page.rect().contains(at)


def test_the_five_aspects_are_counted(qtbot):
    document, page = open_page(qtbot, blank(), "overview")
    says(page.sections["overview.platforms"].editor, "平台 建设。")
    assert page._length.text() == "5 项中 1 项 · 共 5 字"
    says(page.sections["overview.platforms"].editor, "多" * 1000)
    assert "超过 1000 字" in page._length.text()


def test_optional_narratives_are_folded_until_wanted(qtbot):
    document, page = open_page(qtbot, blank(), "other_matters")
    signature = page.sections["signature"]
    assert not signature.editor.isVisible()
    page.go_to("signature")
    assert signature.editor.isVisible()
    assert "公布稿不印" in signature._hint.text()


def test_a_live_figure_at_0_offers_the_words_for_none_as_one_step(qtbot):
    raw = "2025年收到政府信息公开申请{applications/received/total}件。"
    report = (
        blank().with_text("problems", raw).with_figures({Cell("applications", "received", "total"): read_digits("0")})
    )
    document, page = open_page(qtbot, report, "problems")
    offers = page.sections["problems"].findChild(Offers)
    (button,) = [b for b in offers.findChildren(QPushButton) if b.isVisible()]
    assert button.text() == "改为“未收到政府信息公开申请”"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.report.text("problems") == "2025年未收到政府信息公开申请。"
    assert not offers.isVisible()
    assert document.undo_stack.undoText() == button.text()
    document.undo_stack.undo()
    assert document.report.text("problems") == raw and offers.isVisible()


def offered(page: NarrativePage, key: str) -> list[str]:
    offers = page.sections[key].findChild(Offers)
    return [offer.name for offer in offers._shown] if offers.isVisible() else []


def test_a_sentence_is_offered_only_where_it_is_true(qtbot):
    document, page = open_page(qtbot, blank(), "overview")
    key = "overview.disclosure_on_application"
    assert "没有申请" not in offered(page, key), "blank is not 0"
    zero = {Cell("applications", row, "total"): read_digits("0") for row in ("received", "carried_in")}
    document.edit(document.report.with_figures(zero), "")
    assert "没有申请" in offered(page, key)
    assert "有申请" not in offered(page, key)


def test_an_offered_sentence_is_one_step_and_then_no_longer_offered(qtbot):
    document, page = open_page(qtbot, blank(), "other_matters")
    offers = page.sections["other_matters"].findChild(Offers)
    button = next(b for b in offers.findChildren(QPushButton) if "没有收费" in b.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.report.text("other_matters") == "{year}年本单位未收取政府信息公开信息处理费。"
    assert not offers.isVisible()
    document.undo_stack.undo()
    assert document.report.text("other_matters") == ""
    assert offers.isVisible()


def test_a_live_figure_says_what_it_is_and_prints(qtbot, problems):
    document, editor = problems
    document.edit(document.report.with_text("problems", "收到{applications/received/total}件"), "")
    assert editor._tip(5).startswith("活数字：表三 总计·一、本年新收。现在还是空白")
    figure = {Cell("applications", "received", "total"): read_digits("95")}
    document.edit(document.report.with_figures(figure), "")
    assert "“95”" in editor._tip(3)


def test_a_sentence_with_a_fault_is_underlined_and_says_why(qtbot):
    document, page = open_page(qtbot, blank().with_text("problems", "好的。还有××件。"), "problems")
    editor = page.sections["problems"].editor
    (mark,) = editor.extraSelections()
    assert mark.cursor.selectedText() == "还有××件。"
    assert editor._tip(6).startswith("错误：")


def test_go_to_selects_the_occurrence_that_was_meant(qtbot):
    document, page = open_page(qtbot, blank().with_text("problems", "公开、公开、公开"), "problems")
    page.go_to(Passage("problems", 3), "公开")
    assert page.sections["problems"].editor.textCursor().selectionStart() == 3


def test_the_hint_goes_above_where_there_is_no_room_beside(qtbot):
    document, page = open_page(qtbot, blank(), "overview")
    section = page.sections["overview.platforms"]
    assert section._hint.mapTo(page, QPoint()).x() > section.editor.mapTo(page, QPoint()).x()
    page.resize(620, 500)
    qtbot.waitUntil(lambda: section._hint.y() < section._sheet.y())
    assert section._hint.mapTo(page, QPoint()).x() == section._sheet.mapTo(page, QPoint()).x()


def test_the_note_of_a_table(qtbot):
    document = ReportDocument(blank())
    note = NoteEditor(document, "disclosure.note")
    qtbot.addWidget(note)
    note.show()
    assert not note.editor.isVisible()
    note.go_to()
    says(note.editor, "含下属单位。")
    assert document.report.text("disclosure.note") == "含下属单位。"
    assert document.undo_stack.undoText() == "修改 表二说明"


def test_every_editor_is_named(qtbot):
    for part in ("overview", "problems", "other_matters"):
        document, page = open_page(qtbot, blank(), part)
        assert all(section.editor.accessibleName() for section in page.sections.values())


def test_clean_keeps_words_inside_a_line():
    assert clean("a  b\n\n　c d　\n") == "a  b\nc d\n"


def test_zoom_and_appearance_change_while_open(qtbot, qapp, problems):
    document, editor = problems
    document.edit(document.report.with_text("problems", "中" * 60), "")
    for appearance, zoom in (("light", 150), ("dark", 100), ("light", 200), ("light", 100)):
        look.apply(qapp, appearance, zoom)
        QApplication.processEvents()
        lines = editor.document().firstBlock().layout()
        assert [lines.lineAt(number).textLength() for number in range(lines.lineCount())] == [26, 28, 6]
        assert lines.lineAt(1).naturalTextWidth() == pytest.approx(28 * 16 * zoom / 100, abs=1)


def test_a_page_that_gets_the_focus_gives_it_to_what_must_be_written(qtbot):
    document, page = open_page(qtbot, blank(), "overview")
    page.setFocus()
    assert page.sections["overview.proactive_disclosure"].editor.hasFocus()


COPIED = (
    "全年围绕重点领域公开规划、预算、招投标和民生保障信息，规范办理每一件申请。认真清理历史文件，持续维护网站栏目和政务新媒体，"
    "主动接受社会监督。组织业务骨干参加培训，请群众代表评议公开效果，对群众反映的问题逐条整改销号。"
)


def test_every_copied_sentence_is_marked_and_the_finding_leads_to_the_first(qtbot):
    fresh = "今年新增了两个公开专栏。"
    before = replace(filled(), year=2024).with_text("overview.platforms", COPIED)
    report = replace(filled(), previous=before, texts={"overview.platforms": fresh + COPIED})
    document, page = open_page(qtbot, report, "overview")
    checker = document.findChild(Checker)
    raised = next(f for f in checker.checked.findings if f.rule == "T311")
    editor = page.sections["overview.platforms"].editor
    marks = [mark.cursor.selectedText() for mark in editor.extraSelections()]
    assert sorted(marks) == sorted(f"{words}。" for words in COPIED.split("。") if words)
    styles = {mark.format.underlineStyle() for mark in editor.extraSelections()}
    assert styles == {QTextCharFormat.UnderlineStyle.DotLine}
    assert "雷同" in editor._tip(len(fresh) + 3)
    page.go_to(where_to(raised), raised.quote)
    assert editor.hasFocus() and editor.lit == raised.quote and not editor.textCursor().hasSelection()
    grounds = {mark.cursor.selectedText(): mark.format.background().color() for mark in editor.extraSelections()}
    assert grounds[raised.quote] == theme.colour("accent_soft")
    document.edit(with_read(document.report, raised, True), "")
    checker.run()
    assert not editor.extraSelections()
