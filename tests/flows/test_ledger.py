"""The ledger from end to end: template, filled in an office program, opened, asked, table 三 filled, a figure opened back."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from app.gui.ledger.fill_dialog import FillDialog
from app.gui.look.card_list import LISTED
from app.ledger.template import COLUMNS
from app.model.draft import open_draft, save_draft
from app.model.report import Report
from tests.documents.read.lines.books import xlsx
from tests.flows.clerk import Clerk
from tests.reports import OFFICE

D = datetime.date
WAIT = 60_000
Until = Callable[[Callable[[], bool]], None]
GRANTED = "applications/granted/natural_person"
HEAD = ["编号", "收到日期", "申请人类型", "结果", "答复日期", "收费通知日", "缴费日", "金额"]
ROWS = [
    ["2025-1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20)],
    ["2025-2", D(2025, 3, 8), "商业企业", "信息不存在", D(2025, 4, 30), D(2025, 3, 20), D(2025, 3, 25), 500],
    ["2025-3", D(2025, 3, 9), "自然人", "咨询", D(2025, 3, 22)],
    ["2025-4", D(2025, 3, 10), "自然人", "咨询", D(2025, 3, 23)],
    ["2024-9", D(2024, 12, 20), "自然人", "予以公开", D(2025, 1, 8)],
]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda condition: qtbot.waitUntil(condition, timeout=WAIT)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "年报.gknb"
    save_draft(Report("2021", OFFICE, 2025, auto_totals=True), path)
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(xlsx({"台账": [HEAD, *ROWS]}))
    return path


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def press(*keys: str) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus
        QTest.keySequence(focus, key)
        QApplication.processEvents()


def ready(dialog: QDialog) -> None:
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)


def take(dialog: QDialog) -> None:
    """Enter on the button that fills."""
    assert isinstance(dialog, FillDialog)
    dialog.go.setFocus()
    press("Return")


def answer_first(dialog: QDialog) -> None:
    """With keys alone: into the list, the first question, its row; then fill."""
    ready(dialog)
    assert isinstance(dialog, FillDialog)
    press("Down", "Tab")
    choice = QApplication.focusWidget()
    assert isinstance(choice, QComboBox)
    press("Down")
    assert choice.currentText() == "（五）1.信访举报投诉类申请"
    take(dialog)


def fill(clerk: Clerk, ledger: Path, until: Until, act: Callable[[QDialog], None] = answer_first) -> None:
    clerk.will_choose(ledger).will(act)
    clerk.chooses("ledger_fill")
    until(lambda: clerk.window.document.report.ledger.file == ledger.name)


def test_template_filled_in_an_office_program_opened_and_a_figure_opened_back(
    clerk: Clerk, draft: Path, tmp_path: Path, until: Until, calc: Callable[[Path, str], Path]
) -> None:
    template = tmp_path / "台账模板.xlsx"
    clerk.starts(draft).will_choose(template)
    clerk.chooses("ledger_template")
    assert clerk.was_told(str(draft.parent))  # where the dialog begins: beside the draft, however that was opened
    book = load_workbook(template)
    at = {column.field: number for number, column in enumerate(COLUMNS, 1) if column.field}
    for row, (number, received, who, result, answered, *_) in enumerate(ROWS, 2):
        values = {"id": number, "received": received, "applicant": who, "result": result, "answered": answered}
        for field, value in values.items():
            book["台账"].cell(row, at[field], value)
    book.save(template)
    ledger = calc(template, "xlsx")  # LibreOffice opens it and saves it: what an office has on its disk
    fill(clerk, ledger, until)
    assert clerk.figure(GRANTED) == "2" and clerk.figure("applications/carried_in/natural_person") == "1"
    assert clerk.figure("applications/not_processed_petition/natural_person") == "2"
    assert (
        clerk.figure("applications/processed_total/total") == "5"
        and clerk.figure("applications/carried_out/total") == "0"
    )

    def look(dialog: QDialog) -> None:
        ready(dialog)
        (table,) = dialog.findChildren(QTableWidget)
        assert [table.item(row, 0).text() for row in range(table.rowCount())] == ["2025-1", "2024-9"]
        press("Escape")

    clerk.goes_to(GRANTED).will(look).presses("F5")
    assert clerk.was_told("台账里有 2 件")


def test_one_undo_step_and_where_the_figures_come_from(clerk: Clerk, draft: Path, ledger: Path, until: Until) -> None:
    clerk.starts(draft)
    fill(clerk, ledger, until)
    assert "改动" in clerk.status and "F5" in clerk.status
    source = clerk.window.document.report.sources["applications/granted"]
    assert (source.office, source.person, source.date) == ("申请台账", "台账.xlsx", datetime.date.today().isoformat())
    clerk.saves()
    kept = open_draft(draft)
    assert kept.ledger.file == "台账.xlsx" and len(kept.ledger.answers) == 2
    clerk.undoes()
    assert clerk.figure(GRANTED) == "" and clerk.window.document.report.ledger.file == ""


def test_nothing_moves_until_it_is_taken(clerk: Clerk, draft: Path, ledger: Path, until: Until) -> None:
    clerk.starts(draft).will_choose(ledger).will(lambda dialog: (ready(dialog), press("Escape")))
    clerk.chooses("ledger_fill")
    until(lambda: clerk.was_told("还有 2 件要问"))
    until(lambda: clerk.window.acting.ledger.ledger.is_open)
    assert clerk.figure(GRANTED) == "" and not clerk.window.document.modified


def test_what_is_not_answered_stays_blank_and_is_marked(clerk: Clerk, draft: Path, ledger: Path, until: Until) -> None:
    clerk.starts(draft)
    fill(clerk, ledger, until, take)
    assert clerk.figure(GRANTED) == "2" and clerk.figure("applications/not_processed_petition/natural_person") == ""
    assert clerk.window.document.report.sources["applications/received"].to_check
    assert "还有 2 件要问" in clerk.status


def test_two_hundred_questions_are_asked_as_far_as_one_reads(
    clerk: Clerk, draft: Path, tmp_path: Path, until: Until
) -> None:
    ledger = tmp_path / "多.xlsx"
    rows = [[f"2025-{n}", ROWS[0][1], ROWS[0][2], f"情况特殊，另行说明之{n}", *ROWS[0][4:]] for n in range(200)]
    ledger.write_bytes(xlsx({"台账": [HEAD, *rows]}))
    seen: list[int] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, FillDialog)
        list_ = dialog._questions
        seen.extend([dialog.left, len(list_._cards())])
        list_._more.click()
        seen.append(len(list_._cards()))
        assert list_._more.text() == f"还有 {200 - 2 * LISTED} 条没有列出，再列 {LISTED} 条"
        dialog.reject()

    clerk.starts(draft).will_choose(ledger).will(look)
    clerk.chooses("ledger_fill")
    until(lambda: bool(seen))
    assert seen == [200, LISTED, 2 * LISTED]


def test_what_was_answered_is_not_asked_again(clerk: Clerk, draft: Path, ledger: Path, until: Until) -> None:
    clerk.starts(draft)
    fill(clerk, ledger, until)
    seen: list[str] = []

    def again(dialog: QDialog) -> None:
        assert isinstance(dialog, FillDialog)
        seen.append(f"{dialog.left} {dialog.number}")
        take(dialog)

    clerk.will(again).chooses("ledger_again")
    until(lambda: bool(seen))
    assert seen == ["0 0"]


def test_a_ledger_changed_meanwhile_is_told_and_read_again(
    clerk: Clerk, draft: Path, ledger: Path, until: Until
) -> None:
    clerk.starts(draft)
    fill(clerk, ledger, until)
    ledger.write_bytes(xlsx({"台账": [HEAD, *ROWS, ["2025-5", D(2025, 6, 1), "自然人", "予以公开", D(2025, 6, 9)]]}))
    os.utime(ledger, (1, 1))
    clerk.window.acting.ledger.look_at_disk()
    assert "重读台账" in clerk.status
    clerk.will(take).chooses("ledger_again")
    until(lambda: clerk.figure(GRANTED) == "3")


def test_a_figure_typed_over_is_asked_about(clerk: Clerk, draft: Path, ledger: Path, until: Until) -> None:
    clerk.starts(draft)
    fill(clerk, ledger, until)
    assert not clerk.sees("L601")
    clerk.fills(GRANTED, "3")
    assert clerk.sees("L601")
    (finding,) = [f for f in clerk.window.desk.checked.findings if f.rule == "L601"]
    assert "台账 2，表里 3" in finding.message
    clerk.undoes()
    assert not clerk.sees("L601")


def test_sentences_are_offered_with_live_figures(clerk: Clerk, draft: Path, ledger: Path, until: Until) -> None:
    def both(dialog: QDialog) -> None:
        assert isinstance(dialog, FillDialog)
        ready(dialog)
        boxes = dialog._offers.boxes
        assert boxes["overview.disclosure_on_application"].isHidden()  # something is still asked
        press("Down", "Tab", "Down")
        for box in boxes.values():
            assert not box.isHidden()
            box.setFocus()
            press("Space")
        take(dialog)

    clerk.starts(draft)
    fill(clerk, ledger, until, both)
    text = clerk.window.document.report.text("overview.disclosure_on_application")
    assert "{year}年新收政府信息公开申请{applications/received/total}件" in text
    assert "不予处理{applications/not_processed_petition/total}件" in text and "全部办结" in text
    assert (
        clerk.window.document.report.text("other_matters")
        == "2025年发出政府信息公开信息处理费收费通知1件，收取信息处理费500元。"
    )
    assert not [f for f in clerk.window.desk.checked.findings if f.rule.startswith("N")]


def test_f5_opens_the_ledger_that_filled_the_draft(clerk: Clerk, draft: Path, ledger: Path, until: Until) -> None:
    clerk.starts(draft)
    fill(clerk, ledger, until)
    clerk.saves()
    clerk.window.close()
    clerk.program.open_path(draft)
    clerk.goes_to(GRANTED).will(lambda dialog: (ready(dialog), press("Escape"))).presses("F5")
    until(lambda: clerk.was_told("台账里有 2 件"))


def test_f5_without_a_ledger_offers_to_choose_one(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).goes_to(GRANTED).will_answer("取消").presses("F5")
    assert clerk.was_told("还没有打开申请台账")


def test_an_unknown_column_is_asked_once(clerk: Clerk, draft: Path, tmp_path: Path, until: Until) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(xlsx({"台账": [["编号", "到件", *HEAD[2:]], *ROWS[:2]]}))

    def say(dialog: QDialog) -> None:
        boxes = {box.accessibleName(): box for box in dialog.findChildren(QComboBox)}
        boxes["“到件”是什么"].setCurrentText("收到日期")
        dialog.accept()

    clerk.starts(draft).will_choose(path).will(say).will(take)
    clerk.chooses("ledger_fill")
    until(lambda: clerk.figure(GRANTED) == "1")
    clerk.undoes().will(take).chooses("ledger_again")  # not asked again
    until(lambda: clerk.figure(GRANTED) == "1")


@pytest.mark.parametrize("name", ["坏.xlsx", "没有表头.csv"])
def test_a_bad_file_is_one_sentence(clerk: Clerk, draft: Path, tmp_path: Path, until: Until, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04" if name.endswith("x") else "天气,很好\n今天,下雨\n".encode())
    clerk.starts(draft).will_choose(path).will_answer("知道了")
    clerk.chooses("ledger_fill")
    until(lambda: clerk.was_told(f"“{name}”"))
    assert not clerk.window.document.modified


def test_deadlines_stand_in_their_tab_and_can_be_exported(
    clerk: Clerk, draft: Path, tmp_path: Path, until: Until
) -> None:
    path, out = tmp_path / "台账.xlsx", tmp_path / "期限.xlsx"
    today = datetime.date.today()
    soon = today - datetime.timedelta(days=24)
    path.write_bytes(
        xlsx(
            {
                "台账": [
                    HEAD,
                    *ROWS,
                    ["2025-8", D(2025, 6, 2), "自然人", None, None],
                    ["2025-9", soon, "自然人", None, None],
                ]
            }
        )
    )
    save_draft(replace(open_draft(draft), year=today.year), draft)
    clerk.starts(draft).will_choose(path)
    clerk.presses("Ctrl+Shift+D").presses("Return")
    panel = clerk.window.acting.ledger.panel
    until(lambda: any("2025-8" in text for text in said(panel)))
    assert any("逾期未答复" in text for text in said(panel))
    clerk.will_choose(out)
    clerk.window.acting.ledger.export_deadlines()
    sheet = load_workbook(out)["期限"]
    assert "逾期未答复" in [row[0].value for row in sheet.iter_rows(min_row=4)]


def test_the_fee_calculator(clerk: Clerk, draft: Path) -> None:
    def reckon(dialog: QDialog) -> None:
        ready(dialog)
        QTest.keyClicks(QApplication.focusWidget(), "250")
        press("Shift+Tab", "Down")
        assert any("4700 元" in text for text in said(dialog))
        press("Escape")

    clerk.starts(draft).will(reckon).chooses("ledger_fees")


def test_help_opens_from_the_menu(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).chooses("ledger_help")
    views = [w for w in QApplication.topLevelWidgets() if w.windowTitle().startswith("帮助") and w.isVisible()]
    assert views and "台账怎样填" in views[0]._text.toPlainText()  # type: ignore[attr-defined]
    views[0].close()
