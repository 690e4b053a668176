"""What is looked at after reading, and where it stands in the source."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.documents.read.reading import understand
from app.form.schema import Cell
from app.gui.importing.dialog import ProofDialog
from app.gui.importing.reading import Foreign, ReadReport
from app.gui.importing.source_view import SourceView, places
from app.gui.importing.stops import stops
from tests.conftest import Answers
from tests.where import TESTS

DATA = TESTS / "data" / "documents"


def read(name: str) -> ReadReport:
    imported = understand("file", (DATA / name).read_bytes(), name)
    return ReadReport(Foreign(name), imported.report, imported)


@pytest.mark.parametrize(
    ("text", "snippet", "found"),
    [
        ("规章\t1\t2\n行政许可\t161\n", "行政许可 161", ["行政许可\t161"]),
        ("| 行政许可 | 161 |", "行政许可 161", ["行政许可 | 161"]),
        ("行政许可\n161\n", "行政许可 161", ["行政许可\n161"]),
        ("很长的一行很长的一行", "很长的一行很长…", ["很长的一行很长"]),
        ("0 0 0\n0 0 0", "0 0 0", ["0 0 0", "0 0 0"]),
        ("没有", "行政许可", []),
        ("什么", "", []),
    ],
)
def test_a_snippet_is_found_whatever_stands_between_its_words(text: str, snippet: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, snippet)] == found


def test_the_source_marks_characters_beyond_the_first_plane_rightly(qtbot: QtBot) -> None:
    view = SourceView(("𠮷𠮷 行政许可\t161",), None)
    qtbot.addWidget(view)
    view.mark("行政许可 161")
    assert view.marked == ["行政许可\t161"]


@pytest.mark.parametrize(
    "name", [path.name for path in sorted(DATA.glob("*")) if path.suffix in (".txt", ".md", ".html")]
)
def test_every_missing_figure_is_in_one_stop_and_doubts_come_first(name: str) -> None:
    document = read(name)
    assert document.imported
    listed = stops(document.imported)
    assert [stop.doubt for stop in listed] == sorted((stop.doubt for stop in listed), reverse=True)
    cells = [cell for stop in listed for cell in stop.cells]
    assert set(document.imported.missing) <= set(cells)
    assert all(stop.name and stop.says.endswith("。") for stop in listed)


def test_every_place_can_be_gone_to_and_settled_by_keys(qtbot: QtBot) -> None:
    """F8 and Ctrl+Enter through the whole of a cut page; nothing missing becomes a figure."""
    document = read("cut.txt")
    assert document.imported and document.imported.missing
    dialog = ProofDialog(None, document, "")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.next_stop()
    for _ in range(len(dialog._stops)):
        dialog.take()
    assert dialog.card.count.text() == "都看过了，可以按“确定”。"
    assert dialog.report.figures == document.report.figures
    _, _, doubtful, missing = dialog._proof.tally()
    assert doubtful == 0 and missing == len(document.imported.missing)


def test_a_typed_figure_is_read_no_longer_missing(qtbot: QtBot) -> None:
    document = read("cut.txt")
    assert document.imported
    cell = document.imported.missing[0]
    dialog = ProofDialog(None, document, "")
    qtbot.addWidget(dialog)
    before = dialog._proof.tally()
    model = dialog.sheets[cell.table].model
    assert model.mark(cell).text == "未读到" and "未读到" in model.spoken(cell)
    assert model.setData(model.index_of(cell), "7")
    assert model.mark(cell).text == "7"
    assert dialog._proof.tally()[3] == before[3] - 1 and dialog.report.figure(cell) == 7


def test_without_a_year_the_review_asks_for_it(qtbot: QtBot) -> None:
    document = read("portal.html")
    dialog = ProofDialog(None, document, "")
    qtbot.addWidget(dialog)
    dialog.texts.year.setValue(dialog.texts.year.minimum())
    dialog._accept()
    assert "还没有年份" in dialog._problem.text() and not dialog.result()
    dialog.texts.year.setValue(2023)
    dialog._accept()
    assert dialog.result() and dialog.report.year == 2023


def test_the_current_figure_is_marked_in_the_source(qtbot: QtBot) -> None:
    dialog = ProofDialog(None, read("portal.html"), "")
    qtbot.addWidget(dialog)
    dialog.show()
    sheet = dialog.sheets["applications"]
    sheet.view.go(sheet.model.index_of(Cell("applications", "carried_out", "natural_person")))
    assert len(dialog.source.marked) == 1 and "结转下年度" in dialog.source.marked[0]


def test_blanks_alike_are_left_in_one_go(qtbot: QtBot) -> None:
    """Nothing but blanks: a doubtful figure still has to be looked at by itself."""
    document = read("trial2019.html")
    dialog = ProofDialog(None, document, "")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.next_stop()
    while dialog._stops[dialog._at].taken or not dialog._stops[dialog._at].cells:
        dialog.next_stop()
    dialog.card.alike.click()
    assert dialog.report.figures == document.report.figures
    left = [stop for n, stop in enumerate(dialog._stops) if not dialog._is_settled(n)]
    assert left and all(stop.taken or not stop.cells for stop in left)


def settle(dialog: ProofDialog) -> None:
    dialog.next_stop()
    dialog.take()


def type_a_figure(dialog: ProofDialog) -> None:
    model = dialog.sheets["disclosure"].model
    model.setData(model.index_of(model.table.cells[0]), "777")


def delete_a_figure(dialog: ProofDialog) -> None:
    sheet = dialog.sheets["disclosure"]
    dialog.tabs.setCurrentWidget(sheet)
    sheet.view.go(sheet.model.index_of(sheet.model.table.cells[0]))
    QTest.keyClick(sheet.view, Qt.Key.Key_Delete)


def leave_typing(dialog: ProofDialog) -> None:
    """A key in a cell, and the editor stays open."""
    sheet = dialog.sheets["disclosure"]
    dialog.tabs.setCurrentWidget(sheet)
    sheet.view.go(sheet.model.index_of(sheet.model.table.cells[0]))
    QTest.keyClicks(sheet.view, "7")


def rename(dialog: ProofDialog) -> None:
    dialog.texts.name.setText("示例县林业局")


def choose_another_kind(dialog: ProofDialog) -> None:
    dialog.texts.kind.setCurrentIndex((dialog.texts.kind.currentIndex() + 1) % 2)


@pytest.mark.parametrize("work", [settle, type_a_figure, delete_a_figure, leave_typing, rename, choose_another_kind])
def test_what_was_looked_through_is_not_gone_with_one_close(qtbot: QtBot, answers: Answers, work) -> None:
    dialog = ProofDialog(None, read("cut.txt"), "")
    qtbot.addWidget(dialog)
    dialog.show()
    work(dialog)
    answers.click("继续核对")
    dialog.close()
    assert dialog.isVisible() and "已经核对、修改了 1 处，不要了吗？" in answers.seen[-1]
    answers.act(QDialog.reject)
    dialog.close()
    assert dialog.isVisible()
    answers.click("不要了")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and dialog.result() == QDialog.DialogCode.Rejected


def test_a_review_in_which_nothing_was_done_closes_at_once(qtbot: QtBot) -> None:
    dialog = ProofDialog(None, read("cut.txt"), "")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.next_stop()
    type_a_figure(dialog)
    dialog._work.undo_stack.undo()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_row_of_zeros_is_marked_where_it_stands_and_not_across_lines() -> None:
    zeros = " ".join("0" * 15)
    text = f"7. 属于行政执法案卷\t0\t0\t0\t0\t0\t0\t0\n\n{zeros}\n"
    assert places(text, zeros) == [(text.index(zeros), text.index(zeros) + len(zeros))]
    assert places("110 10", "10") == [(4, 6)]
