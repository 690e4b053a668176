"""Where a save goes: never over a file that nobody was asked about, and not at all while something is half written."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.acts import attach_last_year, examine
from app.form.schema import Cell
from app.gui.last_year.compare import YearCompare
from app.gui.program.reports import Reports
from app.gui.tables.page import TablePage
from app.keeping.lock import lock_path
from app.keeping.snapshots import PUBLIC_COPY, REVIEW_COPY, Snapshots
from app.model.draft import open_draft, save_draft
from app.model.report import Reason
from app.paths import examples
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.reports import balanced

PENALTIES = "disclosure/penalties/decisions"
IN_FORCE = "disclosure/normative_documents/in_force"
ISSUED = "disclosure/normative_documents/issued"
THERE = "已经有一个“{}”了，要替换它吗？"


def penalties(path: Path) -> str:
    return str(open_draft(path).figure(Cell.parse(PENALTIES)))


def other(draft: Path) -> Path:
    """Another draft beside it."""
    path = draft.with_name("别人的.gknb")
    save_draft(balanced(3), path)
    return path


# the ending is not typed


def test_save_as_asks_about_the_file_that_the_ending_makes_of_the_name(clerk: Clerk, draft: Path) -> None:
    theirs = other(draft)
    before = theirs.read_bytes()
    clerk.starts(draft).fills(PENALTIES, "4321")
    clerk.will_choose(theirs.with_suffix("")).will_answer("换个文件名")
    clerk.will_choose(draft.with_name("我的")).chooses("save_as")
    assert clerk.was_told(THERE.format(theirs.name)) and theirs.read_bytes() == before
    assert penalties(draft.with_name("我的.gknb")) == "4321"
    clerk.will_choose(theirs.with_suffix("")).will_leave().will_choose(theirs.with_suffix(""))
    clerk.will_answer("替换它").chooses("save_as")
    assert penalties(theirs) == "4321"


def test_papers_and_the_comparison_ask_it_too(clerk: Clerk, draft: Path, answers: Answers) -> None:
    notes, table = draft.with_name("审核说明.docx"), draft.with_name("对比.xlsx")
    for path in (notes, table):
        path.write_bytes(b"precious")
    save_draft(attach_last_year(balanced(1), balanced(2, year=2024)), draft)
    clerk.starts(draft).will_choose(notes.with_suffix("")).will_answer("换个文件名")
    answers.choose()
    clerk.chooses("export_notes")
    assert clerk.was_told(THERE.format(notes.name))

    def export(dialog: YearCompare) -> None:
        clerk.will_choose(table.with_suffix("")).will_answer("换个文件名")
        answers.choose()
        dialog._export()
        dialog.reject()

    clerk.will(export)  # type: ignore[arg-type]
    clerk.window.acting.last_year.compare()
    assert clerk.was_told(THERE.format(table.name))
    assert notes.read_bytes() == table.read_bytes() == b"precious"


# somebody has the target open


def test_a_copy_is_not_written_over_a_draft_that_is_open(clerk: Clerk, draft: Path) -> None:
    """In a window of ours, or on another computer: its lock is looked at first."""
    busy, theirs = other(draft), draft.with_name("共用.gknb")
    save_draft(balanced(2), theirs)
    lock = json.dumps({"user": "李明", "computer": "WS-03", "pid": 1, "since": "2026-01-20T14:31"})
    for path in (busy, theirs):
        lock_path(path).write_text(lock, "utf-8")
    before = [path.read_bytes() for path in (draft, theirs)]
    clerk.starts(draft).fills(PENALTIES, "4321")
    for target, said in ((draft, "“年报.gknb”正在另一个窗口中打开"), (theirs, "李明（电脑 WS-03）正打开着“共用.gknb”")):
        clerk.will_answer("另存一份").will_choose(target).will_answer("知道了")
        assert clerk.program.open_path(busy) is None and clerk.was_told(f"{said}，没有写入。请换一个文件名。")
    assert before == [path.read_bytes() for path in (draft, theirs)]
    copy = draft.with_name("副本.gknb")
    clerk.will_answer("另存一份").will_choose(copy)
    clerk.program.open_path(busy)
    assert clerk.window.document.path == copy and penalties(copy) == penalties(busy) and lock_path(copy).exists()
    clerk.saves()
    assert not clerk.window.saving.file.changed_on_disk()


def test_a_copy_that_cannot_be_written_is_told(clerk: Clerk, draft: Path) -> None:
    lock = {"user": "李明", "computer": "WS-03", "pid": 1, "since": "2026-01-20T14:31"}
    lock_path(draft).write_text(json.dumps(lock), "utf-8")
    clerk.will_answer("另存一份").will_choose(draft.parent / "没有" / "副本.gknb").will_answer("知道了").starts(draft)
    assert clerk.was_told("不存在（可能U盘已拔出或网络已断开），“副本.gknb”没有写入。")
    assert not clerk.program.windows


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_the_lock_of_a_link_is_that_of_its_file(clerk: Clerk, draft: Path) -> None:
    link = draft.parent / "desk" / "桌面.gknb"
    link.parent.mkdir()
    link.symlink_to(draft)
    clerk.starts(link).fills(PENALTIES, "4321").saves()
    assert link.is_symlink() and penalties(draft) == "4321"
    assert lock_path(draft).exists() and not (link.parent / lock_path(draft).name).exists()
    assert clerk.program.open_path(draft) is clerk.window
    assert clerk.window.close() and not lock_path(draft).exists()


def test_a_draft_saved_where_another_lay_does_not_take_over_its_public_copy(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft)
    clerk.window.desk.snapshots.add(balanced(2), PUBLIC_COPY)
    assert clerk.window.close()
    draft.unlink()
    clerk.program.open_example(examples() / "示例县自然资源局2025.gknb")
    clerk.window.desk.snapshots.add(clerk.window.document.report, REVIEW_COPY)
    clerk.will_choose(draft).saves()
    (own,) = clerk.window.desk.snapshots.all(clerk.window.document.report)
    assert own.kind == REVIEW_COPY and own.report() == clerk.window.document.report
    assert clerk.window.acting.coming_back._final()[0] is clerk.window.document.report


def test_a_copy_of_a_busy_draft_has_its_snapshots_and_no_others(clerk: Clerk, draft: Path) -> None:
    copy = draft.with_name("副本.gknb")
    Snapshots(draft, "").add(balanced(1), REVIEW_COPY)
    Snapshots(copy, "").add(balanced(2), PUBLIC_COPY)
    lock_path(draft).write_text('{"user": "李明", "computer": "WS-03", "pid": 1, "since": ""}', "utf-8")
    clerk.will_answer("另存一份").will_choose(copy).starts(draft)
    assert [each.kind for each in clerk.window.desk.snapshots.all(clerk.window.document.report)] == [REVIEW_COPY]


def test_reports_never_saved_share_no_snapshots_where_there_is_no_journal(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reports, "_journal", lambda *_: None)
    clerk.starts()
    for _ in range(2):
        clerk.program.open_example(examples() / "示例县自然资源局2025.gknb")
        assert clerk.window.desk.snapshots.all(clerk.window.document.report) == []
        clerk.window.desk.snapshots.add(balanced(1), PUBLIC_COPY)
        assert len(clerk.window.desk.snapshots.all(clerk.window.document.report)) == 1


# closing


def test_closing_ends_when_the_work_was_saved_elsewhere(clerk: Clerk, draft: Path) -> None:
    clerk.starts(draft).fills(PENALTIES, "4321")
    save_draft(balanced(2), draft)
    theirs, mine = draft.read_bytes(), draft.with_name("我的.gknb")
    clerk.will_answer("保存").will_answer("另存一份").will_choose(mine)
    assert clerk.window.close() and not clerk.program.windows
    assert draft.read_bytes() == theirs and penalties(mine) == "4321"


# the share drops, the stick is pulled out


def test_a_place_that_has_gone_stops_neither_saving_elsewhere_nor_opening(
    clerk: Clerk, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows: resolving a path on a share that has dropped raises; its error is none that pathlib swallows."""
    share = draft.parent / "share"
    share.mkdir()
    there, here = share / "年报.gknb", other(draft)
    save_draft(balanced(2), there)
    clerk.starts(there).fills(PENALTIES, "4321")
    resolve, stat, opened = Path.resolve, os.stat, open

    def gone(path: Any) -> None:
        if isinstance(path, str | Path) and "share" in Path(path).parts:
            raise OSError(22, "The specified network name is no longer available")

    monkeypatch.setattr(Path, "resolve", lambda path, strict=False: gone(path) or resolve(path, strict))
    monkeypatch.setattr(os, "stat", lambda path, **how: gone(path) or stat(path, **how))
    monkeypatch.setattr("builtins.open", lambda path, *how, **more: gone(path) or opened(path, *how, **more))
    mine = draft.with_name("本机.gknb")
    clerk.will_answer("另存一份").will_choose(mine).saves()
    assert penalties(mine) == "4321" and clerk.window.document.path == mine
    assert clerk.program.open_path(here) is clerk.window and clerk.window.document.path == here


# something is half written


def test_a_figure_that_is_refused_stops_saving_and_closing(clerk: Clerk, draft: Path) -> None:
    before = draft.read_bytes()
    clerk.starts(draft)
    for act in (clerk.window.saving.save, clerk.window.saving.save_as, clerk.window.close):
        clerk.goes_to(PENALTIES).types("2.5")
        assert not act()
        page = clerk.window.pages.page
        assert isinstance(page, TablePage) and page.view.note.isVisible() and page.view.hasFocus()
    assert draft.read_bytes() == before and clerk.window.isVisible()
    assert clerk.window.close()


def test_a_reason_being_written_stops_saving_and_closing(clerk: Clerk, tmp_path: Path) -> None:
    report = open_draft(examples() / "示例县自然资源局2025.gknb")
    report = report.with_figures({Cell.parse(ISSUED): report.figures[Cell.parse(IN_FORCE)] + 5})
    draft = tmp_path / "待说明.gknb"
    save_draft(report, draft)
    clerk.starts(draft)
    clerk.window.desk.checker.run()
    clerk.window.show_tab("problems")
    card = next(card for card in clerk.window.side.problems.cards() if card.finding.rule == "E105")
    card.write()
    QApplication.processEvents()
    assert card.editor and card.editor.isVisible()
    QTest.keyClicks(card.editor.text, "3 documents expired")
    clerk.window.show_tab("preview")
    for act in (clerk.window.saving.save, clerk.window.close):
        clerk.will_answer("知道了")
        assert not act()
    assert clerk.was_told("有一条说明还没有写完。") and clerk.window.isVisible()
    assert clerk.window.side.currentWidget() is clerk.window.side.problems and card.editor.isVisible()
    card.editor._confirm()
    clerk.saves()
    (reason,) = open_draft(draft).reasons.values()
    assert reason.text == "3 documents expired" and clerk.window.close()


def test_a_reason_opened_and_left_as_it_was_stops_nothing(clerk: Clerk, tmp_path: Path) -> None:
    draft = tmp_path / "年报.gknb"
    report = open_draft(examples() / "示例县自然资源局2025.gknb")
    report = report.with_figures({Cell.parse(ISSUED): report.figures[Cell.parse(IN_FORCE)] + 5})
    (query,) = [each for each in examine(report).findings if each.rule == "E105"]
    save_draft(report.with_reason(query.anchor, Reason("机构合并划转", query.values(report))), draft)
    clerk.starts(draft)
    clerk.window.desk.checker.run()
    card = next(card for card in clerk.window.side.reasons.cards() if card.given.anchor == query.anchor)
    card.write()
    QApplication.processEvents()
    assert card.editor and clerk.window.saving.save() and clerk.window.close()
