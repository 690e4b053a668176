"""The 单位与前言 page: soft fields, the year that decides the 表样, the preface that follows until it is rewritten."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.places import Passage
from app.gui.importing.new_report import NewReportDialog
from app.gui.importing.texts import ProofTexts
from app.gui.look import style_sheet as look
from app.gui.texts.organ_page import OrganPage
from app.model.draft import draft_bytes, parse_draft
from app.model.report import KINDS, Organ
from app.model.words.texts import default_preface
from tests.reports import blank


@pytest.fixture
def page(qtbot, qapp):
    look.apply(qapp, "light", 100)
    document = ReportDocument(blank(organ=Organ()))
    page = OrganPage(document, Checker(document, document))
    qtbot.addWidget(page)
    page.resize(866, 616)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.document = document
    yield page


def says(widget, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_a_name_is_typed_printed_in_the_preface_and_undone_in_one_step(qtbot, page):
    page.go_to("preface")
    name = page.fields["organ/name"]
    assert name.hasFocus()
    says(name, "青禾县")
    says(name, "林业局")
    assert page.document.report.organ.name == "青禾县林业局"
    assert page.document.undo_stack.undoText() == "填写 单位名称"
    qtbot.keyClick(name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (page.document.report.organ.name, name.text()) == ("", "")


def test_every_field_writes_its_own_place(page):
    for place, field in page.fields.items():
        says(field, f"0{place}")
    organ = page.document.report.organ
    for attribute in ("name", "address", "postcode", "phone", "email", "website", "fax"):
        assert getattr(organ, attribute) == f"0organ/{attribute}"
    assert page.document.report.text("title") == "0title"
    assert page.document.report.text("document_number") == "0document_number"


def test_every_kind_of_organ_can_be_chosen_and_none_is_said(qtbot, page):
    assert {page.kind.itemData(number) for number in range(page.kind.count())} == {None, *KINDS}
    assert "选了类别" in page._kind_note.text()
    page.kind.setFocus()
    qtbot.keyClick(page.kind, Qt.Key.Key_Down)
    assert page.document.report.organ.kind == "town_government"
    page.document.undo_stack.undo()
    assert page.kind.currentText() == "请选择"


@pytest.mark.parametrize(
    ("place", "odd", "right"),
    [
        ("organ/postcode", "22620", "226200"),
        ("organ/phone", "电话", "0513-83312345 转 8"),
        ("organ/email", "xxgk.example.cn", "xxgk@example.cn"),
        ("organ/website", "本单位网站", "https://www.example.cn/xxgk"),
        ("organ/name", "局", "青禾县林业局"),
    ],
)
def test_an_odd_entry_is_kept_and_asked_about_when_the_field_is_left(page, place, odd, right):
    field = page.fields[place]
    note = next(note for each, note, _ in page._notes if each is field)
    field.setFocus()
    says(field, odd)
    assert not note.isVisible(), "nobody is corrected while typing"
    page.kind.setFocus()
    assert note.isVisible()
    assert getattr(page.document.report.organ, place.split("/")[1]) == odd
    field.selectAll()
    field.setFocus()
    field.selectAll()
    says(field, right)
    page.kind.setFocus()
    assert not note.isVisible()


def test_a_year_of_the_same_form_is_taken_and_another_is_not(qtbot, page):
    page.year.setValue(2024)
    assert page.document.report.year == 2024
    page.year.setValue(2020)
    assert (page.document.report.year, page.year.value()) == (2024, 2024)
    assert "另做一份2020年的底稿" in page._year_note.text()


def test_the_preface_follows_the_organ_until_it_is_rewritten(qtbot, page):
    says(page.fields["organ/name"], "青禾县林业局")
    assert "与青禾县林业局联系" not in page.preface.toPlainText()
    says(page.fields["organ/phone"], "0000-0000001")
    assert page.preface.toPlainText() == default_preface(page.document.report)
    assert "与青禾县林业局联系（电话：0000-0000001）" in page.preface.toPlainText()
    says(page.preface, "改")
    assert page.document.report.text("preface") == "", "a made preface is not edited by accident"
    qtbot.mouseClick(page._rewrite, Qt.MouseButton.LeftButton)
    assert page.document.report.text("preface") == page.preface.toPlainText() != ""
    assert page.preface.hasFocus()
    says(page.fields["organ/phone"], "9")
    assert "00019" not in page.preface.toPlainText()
    qtbot.mouseClick(page._restore, Qt.MouseButton.LeftButton)
    assert page.document.report.text("preface") == ""
    assert "0000-00000019" in page.preface.toPlainText()
    page.document.undo_stack.undo()
    assert not page.preface.isReadOnly()


def test_a_preface_deleted_to_the_last_character_is_made_again_when_left(qtbot, page):
    qtbot.mouseClick(page._rewrite, Qt.MouseButton.LeftButton)
    page.preface.selectAll()
    qtbot.keyClick(page.preface, Qt.Key.Key_Delete)
    assert page.preface.toPlainText() == ""
    says(page.preface, "新写的。")
    assert page.document.report.text("preface") == "新写的。"
    qtbot.keyClick(page.preface, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.preface, Qt.Key.Key_Delete)
    page.kind.setFocus()
    assert page.preface.toPlainText() == default_preface(page.document.report)


@pytest.mark.parametrize("way", ["key", "menu", "page"])
def test_what_is_pasted_into_a_preface_that_is_made_is_refused_and_said(qtbot, page, way):
    """It was shown, and neither kept nor printed."""
    said = []
    page.said.connect(said.append)
    page.preface.setFocus()
    before = page.preface.toPlainText()
    QApplication.clipboard().setText("粘贴进来的重要一句话。")
    if way == "key":
        qtbot.keyClick(page.preface, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        page.preface.paste()
    elif way == "menu":
        assert not next(a for a in page.preface.make_menu().actions() if a.text() == "粘贴").isEnabled()
        page.preface.paste()
    else:
        page.preface.insertFromMimeData(QApplication.clipboard().mimeData())
    assert page.preface.toPlainText() == before
    assert page.document.undo_stack.count() == 0
    assert said == ["这段文字是自动生成的。要自己写，请先点“改写”。"]
    page._rewrite.click()
    page.preface.paste()
    assert "粘贴进来的重要一句话。" in page.document.report.text("preface")


def test_go_to(page):
    page.document.edit(page.document.report.with_organ(name="高新区高新管委会"), "")
    page.go_to(Passage("organ/name", 3), "高新")
    assert page.fields["organ/name"].selectionStart() == 3
    page.go_to("document_number")
    assert page.fields["document_number"].hasFocus()
    page.go_to("preface")
    assert page.kind.hasFocus(), "the first thing still missing"


def test_the_title_that_will_be_printed_is_said_in_full(page):
    says(page.fields["organ/name"], "青禾县林业局")
    assert page._title_note.text() == "印作：青禾县林业局2025年政府信息公开工作年度报告"


def turn_wheel(widget) -> None:
    """A notch towards the clerk, with the pointer over it."""
    at = QPointF(widget.rect().center())
    here, no = QPointF(widget.mapToGlobal(widget.rect().center())), Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at, here, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, no, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_changes_no_answer(page):
    before = page.document.report
    page.kind.setFocus()
    for field in (page.kind, page.scope, page.year, page.year.lineEdit()):
        assert field.focusPolicy() is not Qt.FocusPolicy.WheelFocus
        turn_wheel(field)
    assert page.document.report is before and page.kind.hasFocus()


def test_the_wheel_changes_nothing_in_the_review_and_in_the_new_dialog(qtbot):
    document = ReportDocument(blank(year=2024))
    texts = ProofTexts(document)
    dialog = NewReportDialog(None, datetime.date(2026, 1, 20))
    for widget in (texts, dialog):
        qtbot.addWidget(widget)
        widget.show()
        turn_wheel(widget.year)
        turn_wheel(widget.kind)
    assert texts.take_over() == "" and document.report == blank(year=2024)
    assert (dialog.year.value(), dialog.kind.currentData()) == (2025, None)


@pytest.mark.parametrize(
    ("typed", "taken"), [("2205", 2025), ("20", 2025), ("1850", 2025), ("2200", 2200), ("9", 2025)]
)
def test_only_a_year_that_can_be_opened_again_can_be_typed(qtbot, page, typed, taken):
    page.year.setFocus()
    page.year.selectAll()
    qtbot.keyClicks(page.year, typed)
    page.commit()
    assert page.document.report.year == taken
    assert parse_draft(draft_bytes(page.document.report), "") == page.document.report


def test_a_year_not_known_stays_so_until_it_is_typed_or_stepped(qtbot, page):
    page.document.edit(replace(page.document.report, year=0), "试")
    assert page.year.text() == "没有填" and page.document.report.year == 0
    page.commit()
    assert page.document.report.year == 0
    page.year.setFocus()
    qtbot.keyClick(page.year, Qt.Key.Key_Up)
    assert page.document.report.year == datetime.date.today().year - 1


def test_no_field_is_without_a_name(page):
    for field in (*page.fields.values(), page.kind, page.scope, page.year, page.preface):
        assert field.accessibleName()
