"""Killed in mid-typing: everything comes back, and nothing is thrown away before she has chosen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.form.schema import Cell
from app.gui.saving.saving import Saving
from app.keeping.journal import Journal
from app.keeping.settings import settings
from app.keeping.snapshots import PUBLIC_COPY, Snapshots
from app.model.beside.difference import same
from app.model.draft import open_draft, save_draft
from app.model.report import Report
from tests.flows.clerk import Clerk
from tests.reports import balanced, blank
from tests.where import ROOT

PENALTIES = "disclosure/penalties/decisions"

TYPIST = """
import itertools, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.__main__ import main
from app.gui.program.application import Application
from app.model.totals import typed_cells

def type_on():
    (window,) = [w for w in QApplication.topLevelWidgets() if hasattr(w, "pages")]
    QTest.qWaitForWindowActive(window)
    for number in itertools.count(1):
        cells = typed_cells(window.document.report)
        cell = cells[number % len(cells)]
        window.pages.go_to(cell)
        for digit in str(number):
            QTest.keyClicks(QApplication.focusWidget(), digit)
        QTest.keySequence(QApplication.focusWidget(), "Return")
        QApplication.processEvents()
        print(number, str(cell), flush=True)

start = Application.start

def start_then_type(application, paths):
    start(application, paths)
    QTimer.singleShot(0, type_on)

Application.start = start_then_type
main([sys.argv[1]])
"""


def test_killed_in_mid_typing(clerk: Clerk, draft: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(draft)], stdout=subprocess.PIPE, cwd=ROOT, env=environment, text=True
    )
    assert process.stdout
    seen = [process.stdout.readline() for _ in range(25)]
    assert all(seen)
    process.kill()
    typed = [line.split() for line in [*seen, *process.stdout.read().splitlines(keepends=True)] if line.endswith("\n")]
    process.wait()
    saved = draft.read_bytes()
    last, address = int(typed[-1][0]), typed[-1][1]
    clerk.will_answer("打开找回的").starts(draft)
    assert clerk.was_told("上次没有正常退出。找回了 ") and clerk.was_told("未选之前两份都保留。")
    assert int(clerk.figure(address)) == last
    for number, each in typed[-100:]:
        assert int(clerk.figure(each)) >= int(number)
    assert clerk.window.document.modified and draft.read_bytes() == saved
    clerk.undoes()
    assert not clerk.window.document.modified
    clerk.presses("Ctrl+Y").saves()
    assert draft.read_bytes() != saved


def crashed(report: Report, path: Path | None) -> None:
    """A process that had typed `report` and died."""
    journal = Journal.start(blank() if path is None else open_draft(path), path, False)
    journal.record(report)
    journal.leave()


def lost(draft: Path) -> Report:
    report = open_draft(draft).with_figures({Cell.parse(PENALTIES): None}).with_text("problems", "一是不全。")
    crashed(report, draft)
    return report


def test_she_compares_then_takes_the_saved_one_and_the_other_can_still_be_compared(clerk: Clerk, draft: Path) -> None:
    saved = draft.read_bytes()
    lost(draft)
    clerk.will_answer("比较").will_leave().will_answer("打开已保存的").starts()
    assert clerk.was_told("比已保存的多 2 处修改。") and clerk.was_told("已保存的，与找回的有 2 处不同。")
    assert clerk.figure(PENALTIES) and not clerk.window.document.modified and draft.read_bytes() == saved
    (kept,) = clerk.window.desk.snapshots.all(clerk.window.document.report)
    assert kept.kind == "找回的内容" and kept.report().text("problems") == "一是不全。"


def test_closing_the_question_keeps_both_for_the_next_start(clerk: Clerk, draft: Path) -> None:
    lost(draft)
    clerk.will_leave().starts()
    assert clerk.program.windows == []
    clerk.will_leave()
    assert clerk.program.open_path(draft) is None
    clerk.ends()
    clerk.will_answer("打开找回的").starts()
    assert clerk.window.document.report.text("problems") == "一是不全。"


def test_killed_again_before_saving_loses_nothing(clerk: Clerk, draft: Path) -> None:
    lost(draft)
    clerk.will_answer("打开找回的").starts().fills("disclosure/licences/decisions", "77")
    clerk.ends()  # leaves the journal as a kill does
    clerk.will_answer("打开找回的").starts()
    assert clerk.figure("disclosure/licences/decisions") == "77"
    assert clerk.window.document.report.text("problems") == "一是不全。"


def test_a_report_never_saved_comes_back_and_asks_for_a_name(clerk: Clerk, tmp_path: Path) -> None:
    crashed(balanced(3), None)
    clerk.will_answer("打开找回的").starts()
    assert clerk.was_told("这份报告还没有保存过。") and clerk.title.startswith("*")
    path = tmp_path / "新.gknb"
    clerk.will_choose(path).saves()
    assert open_draft(path).figures == balanced(3).figures


@pytest.mark.parametrize("before", [None, "年报.gknb"])
def test_killed_once_a_new_file_is_written_asks_nothing(
    clerk: Clerk, draft: Path, tmp_path: Path, before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Her report was offered as never saved, beside the very file that she had just saved it to."""
    crashed(balanced(3), draft if before else None)
    new = tmp_path / "另一份.gknb"
    clerk.will_answer("打开找回的").starts()
    clerk.window.desk.snapshots.add(balanced(4), PUBLIC_COPY)
    with monkeypatch.context() as dead:
        dead.setattr(Saving, "_rebase", lambda _saving: None)
        dead.setattr(Snapshots, "begin_with", lambda _own, _other: None)
        clerk.will_choose(new)
        clerk.presses("Ctrl+Shift+S" if before else "Ctrl+S")
        clerk.ends()
    clerk.starts(new)
    assert clerk.window.document.path == new and not clerk.window.document.modified
    assert same(clerk.window.document.report, balanced(3))
    assert [each.kind for each in clerk.window.desk.snapshots.all(balanced(3))] == [PUBLIC_COPY]
    clerk.window.close()
    clerk.ends()
    assert settings().get("recent")[0] == str(new)
    clerk.starts()
    assert clerk.program.windows == []


def test_killed_before_a_new_file_is_written_asks_for_what_is_in_no_file(clerk: Clerk, tmp_path: Path) -> None:
    crashed(balanced(3), None)
    clerk.will_answer("打开找回的").starts()
    other = tmp_path / "别的.gknb"
    save_draft(balanced(4), other)
    journal = clerk.window.saving.journal
    assert journal
    journal.saves_to(other)
    clerk.ends()
    clerk.will_answer("打开找回的").starts(other)
    assert clerk.was_told("这份报告还没有保存过。")
    assert {window.document.path for window in clerk.program.windows} == {None, other}


def test_throwing_it_away_is_asked_twice(clerk: Clerk) -> None:
    crashed(balanced(3), None)
    clerk.will_answer("不要了").will_answer("留着").will_leave().starts()
    clerk.ends()
    clerk.will_answer("不要了").will_answer("不要了").starts()
    clerk.ends()
    clerk.starts()
    assert clerk.program.windows == []


def test_the_saved_file_is_gone_or_damaged(clerk: Clerk, draft: Path) -> None:
    lost(draft)
    draft.write_text("{", "utf-8")
    clerk.will_answer("打开找回的").starts()
    assert clerk.was_told("底稿“年报.gknb”已损坏")
    assert clerk.window.document.report.text("problems") == "一是不全。"
    assert clerk.window.document.path is None and draft.read_text("utf-8") == "{"


def test_saved_and_closed_leaves_nothing_to_recover(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).fills(PENALTIES, "4321").saves()
    assert clerk.window.close()
    clerk.ends()
    clerk.starts()
    assert clerk.program.windows == []


def test_a_disk_that_refuses_the_journal_is_told_once(
    clerk: Clerk, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.starts(draft)
    monkeypatch.setattr(Journal, "record", refuse)
    clerk.will_leave().fills(PENALTIES, "1").fills(PENALTIES, "2")
    assert clerk.was_told("找回用的记录写不进磁盘（可能已满）")
    assert clerk.figure(PENALTIES) == "2"
    monkeypatch.undo()


def test_the_warning_stands_until_the_record_works_again(
    clerk: Clerk, draft: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """It was gone with the next key, and she typed on without any record."""
    clerk.starts(draft)
    warning = clerk.window.status.warning
    assert not warning.isVisibleTo(clerk.window)
    real = os.fsync
    monkeypatch.setattr(os, "fsync", full)
    clerk.will_answer("知道了").fills(PENALTIES, "3")
    qtbot.waitUntil(lambda: warning.isVisibleTo(clerk.window))  # the disk is asked once the figure is painted
    for edit in ("4", "5"):
        clerk.fills(PENALTIES, edit).presses("Down").goes_to("problems")
        assert warning.isVisibleTo(clerk.window)
        assert "写不进磁盘" in warning.text() and "现在保存一次" in warning.toolTip()
    clerk.undoes()
    assert warning.isVisibleTo(clerk.window)
    monkeypatch.setattr(os, "fsync", real)
    clerk.fills(PENALTIES, "6")
    assert not warning.isVisibleTo(clerk.window)


def full(_file: int) -> None:
    raise OSError(28, "full")


def refuse(_journal: Journal, _report: Report) -> None:
    raise OSError(28, "No space left on device")


def test_an_error_nobody_caught_is_told_in_a_sentence_and_the_program_goes_on(
    clerk: Clerk, draft: Path, qtbot: object, user_folder: Path
) -> None:
    clerk.starts(draft).will(QDialog.accept)
    clerk.program._guard._caught(ValueError, ValueError("处罚 4321"), None)
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    assert clerk.was_told("程序出了点差错，刚才这一步可能没有完成。您填的内容都在")
    clerk.fills(PENALTIES, "4321")
    assert clerk.figure(PENALTIES) == "4321"


def test_a_record_that_cannot_be_read_is_told_and_kept(clerk: Clerk, draft: Path) -> None:
    journal = Journal.start(open_draft(draft), draft, True)
    journal.leave()
    base = journal.folder / "base.json"
    base.write_text("{", "utf-8")
    clerk.will_answer("知道了").starts(draft)
    assert clerk.was_told("有一份找回用的记录读不出来，") and clerk.was_told(str(journal.folder))
    assert clerk.window.document.path == draft and base.read_text("utf-8") == "{"


def test_a_record_of_a_path_that_is_not_whole_belongs_to_no_file(
    clerk: Clerk, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such were written when the program was started with 年报.gknb in its folder; here lies another office's."""
    monkeypatch.chdir(draft.parent)
    journal = Journal.start(balanced(2), Path(draft.name), True)
    journal.leave()
    before = draft.read_bytes()
    clerk.will_answer("打开找回的").starts()
    assert clerk.was_told("这份报告还没有保存过。") and clerk.window.document.path is None
    clerk.will_choose(draft.with_name("找回.gknb")).saves()
    assert draft.read_bytes() == before and open_draft(draft.with_name("找回.gknb")).figures == balanced(2).figures


@pytest.mark.parametrize(
    "place", ["applications/not_processed_repeated/business", "overview.supervision", "organ/phone"]
)
def test_after_a_crash_she_stands_where_she_was(clerk: Clerk, tmp_path: Path, place: str) -> None:
    text = "公开信息要及时准确。" * 40
    report = balanced(1).with_text("overview.proactive_disclosure", text).with_text("overview.supervision", text)
    path = tmp_path / "年报.gknb"
    save_draft(report, path)
    clerk.starts(path).fills(PENALTIES, "77")
    clerk.window.resize(1100, 600)
    clerk.goes_to(place)
    if place.startswith("overview"):
        clerk.presses("Ctrl+Home").presses("Right").presses("Right").presses("Down")
    bar = clerk.window.pages._bar
    bar.setValue(max(1, bar.value() - 9))
    was = clerk.window.pages.where()
    clerk.window.place.in_front(False)  # what the clock does while the window is in front
    clerk.ends()
    clerk.will_answer("打开找回的").starts(path)
    clerk.window.resize(1100, 600)
    QApplication.processEvents()
    now = clerk.window.pages.where()
    assert {**now, "scroll": 0} == {**was, "scroll": 0} and now["key"] == (place if place.count("/") < 3 else "")
    assert clerk.window.isAncestorOf(QApplication.focusWidget()), "and goes on typing there"
    assert abs(now["scroll"] - was["scroll"]) <= 30


@pytest.mark.parametrize(
    "where",
    [
        "",
        "[]",
        '{"part": 3}',
        '{"part": "problems", "key": 7, "at": "x", "scroll": 1e99}',
        '{"part": "problems", "key": "overview.platforms", "at": -5, "scroll": -7}',
        '{"part": "problems", "key": "problems", "at": 99999999999999999999, "scroll": 99999999999999999999}',
        '{"part": "applications", "key": "applications/received/total", "scroll": -99999999999999999999}',
        "{" * 99,
        '"年报.gknb"',
        '"/"',
        '"/dev/zero"',
        '"/\\u0000"',
    ],
)
def test_a_spoilt_place_does_not_stop_recovery(clerk: Clerk, draft: Path, where: str) -> None:
    clerk.starts(draft).fills(PENALTIES, "77")
    journal = clerk.window.saving.journal
    assert journal
    clerk.ends()
    for name in ("where", "saving"):
        (journal.folder / name).write_text(where, "utf-8")
    clerk.will_answer("打开找回的").starts(draft)
    QApplication.processEvents()
    assert clerk.figure(PENALTIES) == "77"
