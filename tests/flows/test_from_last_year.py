"""This year's report from last year's: a page is pasted, reviewed, and this year's draft stands there, started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolTip
from pytestqt.qtbot import QtBot

from app.acts import attach_last_year, new_from_last_year, render
from app.form.schema import Cell
from app.gui.importing.dialog import ProofDialog
from app.gui.importing.new_report import NewReportDialog
from app.gui.importing.reading import Reading
from app.gui.last_year.compare import YearCompare
from app.gui.tables.page import TablePage
from app.gui.texts.page import NarrativePage
from app.gui.texts.same_sentences import same_as_last_year
from app.model.draft import open_draft, save_draft
from app.model.report import Report
from app.paths import examples
from tests.flows.clerk import Clerk
from tests.where import TESTS

DATA = TESTS / "data" / "documents"
WAIT = 20_000  # ms: a child process starts, reads and ends
CARRIED = Cell("applications", "carried_in", "natural_person")


@pytest.fixture
def last_year() -> Report:
    """A whole report of 2024 that hands on 2 applications."""
    return replace(open_draft(examples() / "示例县自然资源局2025.gknb"), year=2024)


def page(report: Report) -> str:
    title = f"<h1>{report.organ.name}{report.year}年政府信息公开工作年度报告</h1>"
    return title + render(report, ("html",), None)["html"].decode()


def copy(html: str = "", text: str = "") -> None:
    """What Ctrl+C in the browser leaves on the clipboard."""
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def drop(widget: object, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        widget.rect().center(),  # type: ignore[attr-defined]
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)  # type: ignore[attr-defined]


def confirm(*before: Callable[[ProofDialog], None]) -> Callable[[QDialog], None]:
    """In the review: do these, then press 确定."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, ProofDialog)
        for each in before:
            each(dialog)
        dialog._accept()

    return act


def start_new(dialog: QDialog) -> None:
    assert isinstance(dialog, NewReportDialog)
    dialog._make()


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return lambda condition: qtbot.waitUntil(condition, timeout=WAIT)


Until = Callable[[Callable[[], bool]], None]


def paste_on_start(clerk: Clerk) -> None:
    start = clerk.program.start_window
    assert start
    start.activateWindow()
    assert QTest.qWaitForWindowActive(start)
    QTest.keySequence(start, "Ctrl+V")


def test_paste_review_start(clerk: Clerk, last_year: Report, until: Until) -> None:
    handed_on = last_year.figures[Cell("applications", "carried_out", "natural_person")]
    assert handed_on
    copy(page(last_year))
    clerk.starts()
    clerk.will(confirm()).will(start_new)
    paste_on_start(clerk)
    until(lambda: bool(clerk.program.windows))
    assert clerk.was_told("读到 200 项中的 200 项，存疑 0 项，未读到 0 项。")
    report = clerk.window.document.report
    assert (report.year, report.organ.name, report.organ.kind) == (2025, last_year.organ.name, "department")
    assert report.figure(CARRIED) == handed_on and report.auto_totals and not report.imported
    assert report.previous is not None and report.previous.year == 2024 and report.previous.imported
    assert {cell.row for cell in report.figures} == {"carried_in"} and not report.texts
    assert clerk.program.start_window is None
    assert "上年结转" in clerk.status
    clerk.goes_to(str(CARRIED)).types("9").presses("Return")
    assert clerk.figure(str(CARRIED)) == "9" and clerk.sees("Y101")


def test_a_corrected_figure_is_what_comes_in(clerk: Clerk, last_year: Report, until: Until) -> None:
    copy(page(last_year.with_figures({Cell("applications", "carried_out", "natural_person"): Decimal(12)})))

    def correct(dialog: ProofDialog) -> None:
        sheet = dialog.sheets["applications"]
        dialog.tabs.setCurrentWidget(sheet)
        sheet.view.go(sheet.model.index_of(Cell("applications", "carried_out", "natural_person")))
        QTest.keyClicks(sheet.view, "5")  # the first key opens the editor
        editor = sheet.view.delegate.editor
        assert editor
        QTest.keyClick(editor, Qt.Key.Key_Return)

    clerk.starts().will(confirm(correct)).will(start_new)
    paste_on_start(clerk)
    until(lambda: bool(clerk.program.windows))
    assert clerk.figure(str(CARRIED)) == "5"


def test_doubts_first_each_settled_by_a_key(clerk: Clerk, last_year: Report, until: Until) -> None:
    """12件 is a figure with a doubt; a row that is not there is missing, not 0."""
    licences = Cell("disclosure", "licences", "decisions")
    html = page(last_year.with_figures({licences: Decimal(4567)})).replace("4567", "4567件")
    copy(html)
    seen: list[str] = []

    def look(dialog: ProofDialog) -> None:
        seen.append(dialog.summary.text())
        assert dialog.sheets["disclosure"].model.mark(licences).level is not None
        dialog.activateWindow()
        QTest.qWaitForWindowActive(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_F8)
        assert dialog.card.name.text() == "表二 行政许可" and "4567件" in dialog.card.says.text()
        assert any("4567件" in words for words in dialog.source.marked)
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        seen.append(dialog.summary.text())
        assert dialog.card.count.text() == "都看过了，可以按“确定”。"

    clerk.starts().will(confirm(look)).will(start_new)
    paste_on_start(clerk)
    until(lambda: bool(clerk.program.windows))
    assert seen == [
        "读到 200 项中的 199 项，存疑 1 项，未读到 0 项。",
        "读到 200 项中的 200 项，存疑 0 项，未读到 0 项。",
    ]
    previous = clerk.window.document.report.previous
    assert previous and previous.figure(licences) == 4567


def test_nothing_is_taken_before_the_review_is_confirmed(clerk: Clerk, last_year: Report, until: Until) -> None:
    copy(page(last_year))
    clerk.starts().will_answer("取消")
    paste_on_start(clerk)
    until(lambda: clerk.was_told("读到 200 项"))
    QApplication.processEvents()
    assert not clerk.program.windows and clerk.program.start_window


def test_what_cannot_be_read_is_told(clerk: Clerk, tmp_path: Path, until: Until) -> None:
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    clerk.starts().will_answer("知道了")
    assert clerk.program.start_window
    drop(clerk.program.start_window, bad)
    until(lambda: clerk.was_told("“坏.docx”"))
    copy(text="")
    clerk.will_answer("知道了")
    paste_on_start(clerk)
    assert clerk.was_told("剪贴板里没有年报。")
    assert not clerk.program.windows


def test_reading_can_be_cancelled(clerk: Clerk, last_year: Report, qtbot: QtBot) -> None:
    copy(page(last_year))
    clerk.starts()
    paste_on_start(clerk)
    assert clerk.program.start_window
    (reading,) = clerk.program.start_window.findChildren(Reading)
    reading.reject()
    qtbot.waitUntil(lambda: not clerk.program.start_window.findChildren(Reading), timeout=WAIT)  # type: ignore[union-attr]
    assert not clerk.program.windows


def test_two_merged_organs_are_added_up(clerk: Clerk, last_year: Report, tmp_path: Path, until: Until) -> None:
    paths = []
    for name in ("甲局", "乙局"):
        paths.append(tmp_path / f"{name}.gknb")
        save_draft(last_year.with_organ(name=name), paths[-1])
    handed_on = last_year.figures[Cell("applications", "carried_out", "total")]
    clerk.starts()
    clerk._answers.choose(*paths)
    clerk.will_answer("相加").will(start_new)
    assert clerk.program.start_window
    clerk.program.start_window.choose.click()
    until(lambda: bool(clerk.program.windows))
    assert clerk.was_told("“甲局”、“乙局”这 2 份年报逐格相加")
    assert clerk.window.document.report.figures[Cell("applications", "carried_in", "total")] == 2 * handed_on


def test_attach_to_an_open_draft_and_undo(clerk: Clerk, last_year: Report, tmp_path: Path, until: Until) -> None:
    draft = tmp_path / "今年.gknb"
    save_draft(replace(last_year, year=2025, figures={}, texts={}, auto_totals=True), draft)
    copy(page(last_year))
    clerk.starts(draft).will(confirm()).will_answer("带入")
    clerk.chooses("paste_last_year")
    until(lambda: clerk.window.document.report.previous is not None)
    assert clerk.window.side.currentWidget() is clerk.window.side.last_year
    assert clerk.figure(str(CARRIED)) != ""
    clerk.goes_to("applications/received/natural_person")
    then = last_year.figures[Cell("applications", "received", "natural_person")]
    assert clerk.window.status.last_year.text() == f"上年 {then} → 本年 空白"
    clerk.types("3").presses("Return").goes_to("applications/received/natural_person")
    assert clerk.window.status.last_year.text() == f"上年 {then} → 本年 3"
    clerk.undoes().undoes()
    assert clerk.window.document.report.previous is None and clerk.figure(str(CARRIED)) == ""


def test_replacing_asks(clerk: Clerk, last_year: Report, tmp_path: Path, until: Until) -> None:
    draft, other = tmp_path / "今年.gknb", tmp_path / "前年.gknb"
    save_draft(attach_last_year(replace(last_year, year=2025), last_year), draft)
    save_draft(replace(last_year, year=2023), other)
    clerk.starts(draft).will_answer("照样附上").will_answer("保留原来的")
    drop(clerk.window.side.last_year, other)
    until(lambda: clerk.was_told("已经附有2024年的年报"))
    assert clerk.was_told("这是2023年的年报，不是2024年的")
    previous = clerk.window.document.report.previous
    assert previous and previous.year == 2024


def test_take_a_sentence_and_a_part(clerk: Clerk, last_year: Report, tmp_path: Path) -> None:
    draft = tmp_path / "今年.gknb"
    save_draft(attach_last_year(replace(last_year, year=2025, texts={}), last_year), draft)
    clerk.starts(draft).goes_to("overview").chooses("tab_last_year")
    panel = clerk.window.side.last_year
    sentences = panel._lists[0]
    key = sentences.key
    first = sentences.item(0).text()
    clerk.presses("Home").presses("Return")
    assert clerk.window.document.report.text(key) == first
    QTest.keyClick(sentences, Qt.Key.Key_Up)
    QTest.keyClick(sentences, Qt.Key.Key_Return)
    assert "已经有了" in clerk.status and clerk.window.document.report.text(key) == first
    clerk.undoes()
    assert clerk.window.document.report.text(key) == ""
    QTest.keyClick(sentences, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert clerk.window.document.report.text(key) == last_year.text(key)


def test_without_last_year_the_tab_says_how(clerk: Clerk) -> None:
    clerk.starts()
    window = clerk.program.open_example(clerk.program.examples()[0])
    assert window
    clerk.chooses("tab_last_year")
    assert window.side.last_year._stack.currentIndex() == 0


def test_compare_and_export(clerk: Clerk, last_year: Report, tmp_path: Path) -> None:
    draft, out = tmp_path / "今年.gknb", tmp_path / "对比.xlsx"
    now = last_year.with_figures({Cell("disclosure", "penalties", "decisions"): Decimal(74)})
    save_draft(attach_last_year(replace(now, year=2025), last_year), draft)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, YearCompare)
        dialog.only_changed.setChecked(True)
        words = [dialog.table.item(0, column).text() for column in range(5)]  # type: ignore[union-attr]
        assert words == ["表二 行政处罚", "37", "74", "+37", "+100.0%"]
        clerk.will_choose(out)
        dialog._export()
        dialog._go(0, 0)

    clerk.starts(draft).will(look).chooses("last_year")
    assert clerk.window.pages.cell == Cell("disclosure", "penalties", "decisions")
    from openpyxl import load_workbook

    sheet = load_workbook(out).worksheets[0]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert rows["表二 行政处罚"][:4] == (37, 74, 37, 100)


def test_a_report_of_others_is_opened_as_printed(clerk: Clerk, last_year: Report, tmp_path: Path, until: Until) -> None:
    """Its wrong total stays wrong and is an error; nothing is added up."""
    wrong = last_year.with_figures({Cell("applications", "received", "total"): Decimal(999)})
    path = tmp_path / "别家.html"
    path.write_text(page(replace(wrong, auto_totals=False)), "utf-8")
    clerk.starts().will_choose(path).will_answer("作为一份报告打开核对").will(confirm())
    clerk.program.ask_open()
    until(lambda: bool(clerk.program.windows))
    report = clerk.window.document.report
    assert report.imported and not report.auto_totals and clerk.figure("applications/received/total") == "999"
    assert clerk.sees("F304") or clerk.verdict.startswith("●")
    clerk.will_answer("不保存").window.close()


def test_single_row_form_is_split_as_one_step(clerk: Clerk, last_year: Report, tmp_path: Path) -> None:
    cells = [cell for cell in last_year.figures if not cell.row.startswith("other_")]
    single = replace(last_year, edition="2021-single", figures={cell: last_year.figures[cell] for cell in cells})
    other = Cell("applications", "other_processing", "natural_person")
    draft = tmp_path / "单行.gknb"
    save_draft(replace(single.with_figures({other: Decimal(3)}), auto_totals=False), draft)
    clerk.starts(draft).will_answer("转为2021表样").chooses("split_other")
    report = clerk.window.document.report
    assert (
        report.edition == "2021" and report.figure(Cell("applications", "other_fee_unpaid", "natural_person")) is None
    )
    clerk.undoes()
    assert clerk.window.document.report.edition == "2021-single" and clerk.figure(str(other)) == "3"


def test_carried_figures_and_taken_sentences_are_marked_until_edited(
    clerk: Clerk, last_year: Report, tmp_path: Path
) -> None:
    draft = tmp_path / "今年.gknb"
    save_draft(new_from_last_year(last_year, 2025), draft)
    clerk.starts(draft).goes_to(str(CARRIED))
    page = clerk.window.pages.page
    assert isinstance(page, TablePage) and page.model.mark(CARRIED).carried
    assert "由去年结转" in page.model.spoken(CARRIED)
    clerk.types("7").presses("Return")
    assert not page.model.mark(CARRIED).carried
    clerk.goes_to("overview.information_management").chooses("tab_last_year")
    sentences = next(
        each for each in clerk.window.side.last_year._lists if each.key == "overview.information_management"
    )
    sentences.setFocus()
    sentences.setCurrentRow(0)
    QTest.keyClick(sentences, Qt.Key.Key_Return)
    text = clerk.window.document.report.text("overview.information_management")
    assert list(same_as_last_year(text, clerk.window.document.report)) == [(0, len(text))]
    narrative = clerk.window.pages.page
    assert isinstance(narrative, NarrativePage)
    editor = narrative.sections["overview.information_management"].editor
    first = editor.viewport().mapToParent(QPoint(40, 24))
    QApplication.sendEvent(editor, QHelpEvent(QEvent.Type.ToolTip, first, editor.mapToGlobal(first)))
    assert "与去年的一样" in QToolTip.text()
    QToolTip.hideText()
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "2")
    assert not list(same_as_last_year(editor.toPlainText(), clerk.window.document.report))


def test_an_old_draft_dropped_on_the_start_page(clerk: Clerk, last_year: Report, tmp_path: Path, until: Until) -> None:
    draft = tmp_path / "旧.gknb"
    save_draft(replace(last_year, year=2021), draft)
    clerk.starts().will_answer("从它开始2022年的年报").will(start_new)
    assert clerk.program.start_window
    drop(clerk.program.start_window, draft)
    until(lambda: bool(clerk.program.windows))
    report = clerk.window.document.report
    assert report.year == 2022 and report.previous and not report.previous.imported


def test_an_older_form_says_what_is_not_carried(clerk: Clerk, last_year: Report, tmp_path: Path, until: Until) -> None:
    """2019 → 2021: 上年结转 comes over, table 二 has nothing to compare with, and it is said."""
    old = Report("2019", last_year.organ, 2020, {Cell("applications", "carried_out", "natural_person"): Decimal(3)})
    draft = tmp_path / "旧.gknb"
    save_draft(old, draft)
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, NewReportDialog)
        said.append(dialog.carried.text())
        dialog._make()

    clerk.starts().will_answer("从它开始2021年的年报").will(look)
    assert clerk.program.start_window
    drop(clerk.program.start_window, draft)
    until(lambda: bool(clerk.program.windows))
    assert "2020年的年报是另一种表样" in said[0] and "“规章”" in said[0]
    assert clerk.window.document.report.edition == "2021" and clerk.figure(str(CARRIED)) == "3"


def test_a_file_copied_in_the_file_manager(clerk: Clerk, last_year: Report, tmp_path: Path, until: Until) -> None:
    path = tmp_path / "去年.html"
    path.write_text(page(last_year), "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setText(path.as_uri())
    QGuiApplication.clipboard().setMimeData(data)
    clerk.starts().will(confirm()).will(start_new)
    paste_on_start(clerk)
    until(lambda: bool(clerk.program.windows))
    assert clerk.window.document.report.previous


def test_a_report_of_others_given_at_the_start(clerk: Clerk, last_year: Report, tmp_path: Path, until: Until) -> None:
    path = tmp_path / "去年.html"
    path.write_text(page(last_year), "utf-8")
    clerk.will_answer("作为去年的年报").will(confirm()).will(start_new)
    clerk.starts(path)
    until(lambda: bool(clerk.program.windows))
    assert clerk.window.document.report.year == 2025 and clerk.program.start_window is None
