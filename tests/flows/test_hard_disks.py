"""Disks that refuse, and folders that are cleaned away: she is told for as long as it matters, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.model.draft import draft_bytes, open_draft
from app.model.report import Report
from tests.flows.clerk import Clerk

PENALTIES = "disclosure/penalties/decisions"
posix = pytest.mark.skipif(
    sys.platform == "win32", reason="there an open file cannot be taken away, and none limited in size"
)


def warned(clerk: Clerk) -> str:
    warning = clerk.window.status.warning
    return warning.text() if warning.isVisibleTo(clerk.window) else ""


@posix
def test_a_recovery_folder_cleaned_away_is_made_again_and_said_until_she_saves(
    clerk: Clerk, draft: Path, user_folder: Path
) -> None:
    clerk.starts(draft).fills(PENALTIES, "3")
    shutil.rmtree(user_folder / "recovery")
    for edit in ("4", "5"):
        clerk.fills(PENALTIES, edit).presses("Down").goes_to("problems")
        assert warned(clerk) == "▲ 找回用的记录被删过，已重建"
    assert "现在保存一次" in clerk.window.status.warning.toolTip()
    clerk.ends()  # leaves the journal as a kill does
    clerk.will_answer("打开找回的").starts()
    assert clerk.figure(PENALTIES) == "5" and not warned(clerk)
    shutil.rmtree(user_folder / "recovery")
    clerk.fills(PENALTIES, "6").saves()
    assert not warned(clerk)


def test_a_record_that_could_not_be_begun_is_tried_again_at_each_edit(
    clerk: Clerk, draft: Path, monkeypatch: pytest.MonkeyPatch, user_folder: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        clerk.will_answer("知道了").starts(draft)
        assert clerk.was_told("找回用的记录写不进磁盘（可能已满）") and warned(clerk)
        clerk.fills(PENALTIES, "3")
        assert warned(clerk) and not list((user_folder / "recovery" / "open").iterdir())
    clerk.fills(PENALTIES, "4")
    assert not warned(clerk)
    clerk.ends()
    clerk.will_answer("打开找回的").starts()
    assert clerk.figure(PENALTIES) == "4"


def full(_handle: int) -> None:
    raise OSError(28, "No space left on device")


@contextlib.contextmanager
def no_room_for_more_than(most: int) -> Iterator[None]:
    """No file may grow beyond this many bytes: what a full disk is to a program, from the system itself."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@posix
def test_a_disk_that_is_really_full_costs_no_word(clerk: Clerk, draft: Path, user_folder: Path) -> None:
    clerk.starts(draft)
    before, typed = draft.read_bytes(), "".join(map(str, range(300)))
    with no_room_for_more_than(600):
        clerk.will_answer("知道了").goes_to("problems").types(typed)
        assert clerk.was_told("找回用的记录写不进磁盘（可能已满）") and warned(clerk)
        clerk.will_leave().saves()
        assert clerk.was_told("磁盘已满，“年报.gknb”没有写入。请腾出空间，或另存到别的盘，再试一次。")
        assert draft.read_bytes() == before and clerk.window.document.modified
        clerk.will_answer("导出").will_answer("取消").presses("Ctrl+E")
        assert clerk.was_told("磁盘已满") and clerk.status == "没有导出。"
    assert strays(draft.parent, user_folder) == [] and list(draft.parent.glob("*.docx")) == []
    clerk.types("a")
    assert not warned(clerk)
    report = clerk.window.document.report
    assert report.text("problems").endswith(f"{typed}a")
    clerk.ends()
    clerk.will_answer("打开找回的").starts()
    assert kept(clerk.window.document.report) == kept(report)
    clerk.saves()
    assert kept(open_draft(draft)) == kept(report)


def strays(*folders: Path) -> list[str]:
    return [each.name for folder in folders for each in folder.rglob("*.tmp")]


def kept(report: Report) -> bytes:
    return draft_bytes(report)
