"""A file dragged out of an archive is deleted as soon as the drop is over; what it held comes in all the same."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QClipboard, QDropEvent
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.acts import render
from app.gui.dialogs.where import files_in
from app.gui.importing.dialog import ProofDialog
from app.gui.importing.new_report import NewReportDialog
from app.gui.importing.reading import files
from app.gui.rounds.live_page import LivePage, PageChecked
from app.gui.rounds.returned_copy import ReturnedCopy
from app.model.draft import open_draft, save_draft
from app.model.report import Report
from app.paths import examples
from tests.flows.clerk import Clerk

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    return lambda condition: qtbot.waitUntil(condition, timeout=20_000)


@pytest.fixture
def this_year() -> Report:
    return open_draft(examples() / "示例县自然资源局2025.gknb")


@pytest.fixture
def last_year(this_year: Report) -> Report:
    return replace(this_year, year=2024)


def unpacked(folder: Path, name: str, report: Report) -> Path:
    """The file as the unpacker puts it somewhere for the time of the drop."""
    path = folder / "7zE4A1" / name
    path.parent.mkdir()
    if path.suffix == ".gknb":
        save_draft(report, path)
    else:
        path.write_bytes(render(report, (path.suffix[1:],), None)[path.suffix[1:]])
    return path


def drop(widget: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(widget.rect().center(), Qt.DropAction.CopyAction, data, buttons, keys))
    path.unlink()
    path.parent.rmdir()


def accept(dialog: QDialog) -> None:
    assert isinstance(dialog, ProofDialog)
    dialog._accept()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_on_the_start_page(clerk: Clerk, last_year: Report, tmp_path: Path, until: Until, kind: str) -> None:
    def name_and_start(dialog: QDialog) -> None:
        assert isinstance(dialog, NewReportDialog)
        dialog.name.setText("青禾县档案馆")
        dialog.kind.setCurrentIndex(1)
        dialog._make()

    clerk.starts().will(accept).will(name_and_start)
    assert clerk.program.start_window
    drop(clerk.program.start_window, unpacked(tmp_path, f"去年.{kind}", last_year))
    until(lambda: bool(clerk.program.windows))
    previous = clerk.window.document.report.previous
    assert previous and previous.figures == last_year.figures


@pytest.mark.parametrize("name", ["去年.docx", "去年.gknb"])
def test_on_the_tab_of_last_year(
    clerk: Clerk, this_year: Report, last_year: Report, tmp_path: Path, until: Until, name: str
) -> None:
    draft = tmp_path / "今年.gknb"
    save_draft(replace(this_year, previous=None), draft)
    clerk.starts(draft)
    if name.endswith(".docx"):
        clerk.will(accept)
    drop(clerk.window.side.last_year, unpacked(tmp_path, name, last_year))
    until(lambda: clerk.window.document.report.previous is not None)
    previous = clerk.window.document.report.previous
    assert previous and previous.figures == last_year.figures


def test_a_copy_that_comes_back(clerk: Clerk, this_year: Report, tmp_path: Path, until: Until) -> None:
    draft = tmp_path / "今年.gknb"
    save_draft(this_year, draft)
    seen: list[int] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ReturnedCopy)
        seen.append(len(dialog.taken))
        dialog.reject()

    clerk.starts(draft).will(look)
    back = this_year.with_text("problems", this_year.text("problems") + "\n改过的一段。")
    drop(clerk.window, unpacked(tmp_path, "改稿.docx", back))
    until(lambda: bool(seen))
    assert seen == [1]


def test_the_live_page(clerk: Clerk, this_year: Report, tmp_path: Path, until: Until) -> None:
    draft = tmp_path / "今年.gknb"
    save_draft(this_year, draft)
    seen: list[QDialog] = []

    def give(dialog: QDialog) -> None:
        assert isinstance(dialog, LivePage)
        drop(dialog, unpacked(tmp_path, "网页.html", this_year))

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, PageChecked)
        seen.append(dialog)
        dialog.reject()

    clerk.starts(draft).will(give).will(look).chooses("check_live_page")
    until(lambda: bool(seen))


def test_a_clipboard_without_any_data(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is for a moment while another program opens it."""
    draft = tmp_path / "今年.gknb"
    save_draft(open_draft(examples() / "示例县自然资源局2025.gknb"), draft)
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    clerk.starts().will_answer("知道了")
    assert clerk.program.start_window
    clerk.program.start_window.paste.click()
    assert clerk.was_told("剪贴板里没有年报。")
    clerk.program.open_path(draft)
    clerk.will_answer("知道了").chooses("paste_last_year")


@pytest.mark.skipif(sys.platform == "win32", reason="there the name of a computer is a share of it")
@pytest.mark.parametrize("host", ["", "localhost", platform.node()])
def test_a_file_of_this_computer_by_its_name(clerk: Clerk, this_year: Report, tmp_path: Path, host: str) -> None:
    """Some desktops write file://name/…, with percents and the lines of the standard."""
    draft = tmp_path / "今年 100%#1.gknb"
    save_draft(this_year, draft)
    data = QMimeData()
    data.setData("text/uri-list", f"# from a desktop\r\nfile://{host}{quote(str(draft))}\r\n".encode())
    assert files_in(data) == [draft]


def test_many_files_are_not_all_called_by_name(clerk: Clerk, this_year: Report, tmp_path: Path) -> None:
    draft = tmp_path / "今年.gknb"
    save_draft(this_year, draft)
    clerk.starts(draft).will_answer("取消")
    clerk.program.bringing_in.ask_what(files(tmp_path / f"{n}.docx" for n in range(200)))
    assert clerk.was_told("“0.docx”、“1.docx”、“2.docx”等 200 个文件不是底稿，要把它当作什么？")
