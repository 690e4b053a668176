"""The folder of a collection: two people, a stick, files still on their way, a damaged collection, stopping."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.county.collection import open_collection, save_collection
from app.gui.county.window import CountyWindow
from app.keeping.lock import Lock, lock_path
from tests.flows.clerk import Clerk
from tests.flows.county.shared import NAMES, settled


def test_the_second_person_reads_only(folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow]) -> None:
    other = Lock(lock_path(folder / "收集.gkhj"))
    assert other.take() is None
    window = opened(folder)
    assert window.windowTitle().startswith("（只读）")
    window.folder.take(came)
    assert not (folder / "收到").exists()
    assert "正开着这个文件夹" in window.status.text()
    other.release()


def test_a_damaged_collection_is_told_and_nothing_is_touched(folder: Path, clerk: Clerk) -> None:
    (folder / "收集.gkhj").write_bytes(b"{broken")
    clerk.will_answer("知道了")
    clerk.starts(folder)
    assert clerk.was_told("已损坏")
    assert (folder / "收集.gkhj").read_bytes() == b"{broken"


def test_a_folder_dropped_out_of_an_archive_is_whole_when_the_unpacker_takes_it_away(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    unpacked = came[0].parent
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(unpacked))])
    middle, action, button = window.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(middle, action, data, button, Qt.KeyboardModifier.NoModifier))
    shutil.rmtree(unpacked)
    settled(qtbot, window)
    assert sorted(path.name for path in (folder / "收到").rglob("*.gknb")) == ["0.gknb", "1.gknb", "2.gknb"]
    assert window.units.tally.text().startswith("应报 3 · 已报 2")


def test_what_another_decided_meanwhile_is_not_written_over(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    """A share without locks, or one that dropped: two people had it open."""
    window = opened(folder)
    window.folder.take(came)
    settled(qtbot, window)
    other = open_collection(folder)
    assert other
    save_collection(other.decided(NAMES[0], published="http://www.example.cn/1"), folder)
    standing = window.folder.summary.overview.standing(NAMES[1])  # type: ignore[union-attr]
    assert standing
    window.deciding.accept(standing)
    assert window.status.text().startswith("收集刚刚在别处改过")
    settled(qtbot, window)
    window.deciding.accept(standing)
    settled(qtbot, window)
    kept = open_collection(folder)
    assert kept and kept.decision(NAMES[0]).published and kept.decision(NAMES[1]).accepted


@pytest.mark.skipif(sys.platform == "win32", reason="there open files cannot be taken away")
def test_a_lock_that_went_with_the_stick_is_taken_again(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    lock_path(folder / "收集.gkhj").unlink()
    other = Lock(lock_path(folder / "收集.gkhj"))
    assert other.take() is None
    window.folder.take(came)
    assert "正开着这个文件夹" in window.status.text() and window.folder.read_only
    kept = open_collection(folder)
    assert kept and not kept.arrived
    other.release()


def test_what_was_not_read_is_said_when_she_stops(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    window = opened(folder)
    window.folder.progress.connect(lambda *_: window.folder.cancel())
    window.folder.take(came)
    window.folder.pause(True)  # until she has stopped it: else all may have been read by then
    settled(qtbot, window)
    assert "份来件没有读" in window.status.text() and "按 F5 接着读" in window.status.text()
    window.folder.progress.disconnect()
    window.folder.progress.connect(window._told)
    window.folder.read()
    settled(qtbot, window)
    assert window.status.text() == "来件都读过了。"
    assert len(window.folder.summary.total.counted) == 2  # type: ignore[union-attr]


def test_a_file_that_is_still_being_copied_is_read_when_it_is_whole(
    folder: Path, came: list[Path], opened: Callable[[Path], CountyWindow], qtbot: QtBot
) -> None:
    """By another program, into 收到: it grows in its place, and no folder changes when it is done."""
    window = opened(folder)
    day = folder / "收到" / "2026-01-12"
    day.mkdir(parents=True)
    window.folder.read()
    settled(qtbot, window)
    data = came[0].read_bytes()
    with (day / "林业局.gknb").open("wb") as file:
        file.write(data[:500])
        file.flush()
        qtbot.waitUntil(
            lambda: bool(window.folder.summary and window.folder.summary.overview.unclaimed), timeout=20_000
        )
        file.write(data[500:])
    qtbot.waitUntil(lambda: bool(window.folder.summary and window.folder.summary.total.counted), timeout=20_000)
    assert not window.folder.summary.overview.unclaimed  # type: ignore[union-attr]


@pytest.mark.parametrize("by", ["folder", "file"])
def test_the_program_stays_for_a_collection_alone(folder: Path, clerk: Clerk, qtbot: QtBot, by: str) -> None:
    """A double click on 收集.gkhj, or the folder as an argument: no report is open, and the program goes on."""
    clerk.starts(folder if by == "folder" else folder / "收集.gkhj")
    settled(qtbot, clerk.program.counties.open[-1])
    assert clerk.program.anything_open and clerk.program.start_window is None
    clerk.program.counties.open[-1].close()
    assert not clerk.program.anything_open
