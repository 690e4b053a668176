"""Files on their way into 收到/: one that cannot be read does not stop the others, and nothing that is there is written again."""

from __future__ import annotations

import datetime
import errno
import os
import sys
from pathlib import Path

import pytest

from app.county.acts import collect
from app.county.arrived.cache import Cache
from app.county.arrived.papers import files_in, take_in
from app.county.arrived.versions import version_of
from app.county.collection import Collection
from app.documents.read.formats.page.linked import page_bytes
from app.model.files import FileProblem
from tests.reports import balanced

TODAY = datetime.date(2026, 1, 12)
PIPES = pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    place = tmp_path / "邮件"
    place.mkdir()
    (place / "甲.docx").write_bytes(b"1")
    (place / "乙.docx").write_bytes(b"2")
    return place


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "收到" / "2026-01-12").iterdir())


def test_the_same_again_is_once_another_of_the_name_is_second(tmp_path: Path, mail: Path) -> None:
    folder = tmp_path / "年报"
    first = take_in(folder, Collection(2025), [mail], TODAY)
    assert take_in(folder, first.collection, [mail / "甲.docx"], TODAY).collection == first.collection
    (mail / "甲.docx").write_bytes(b"3")
    take_in(folder, first.collection, [mail / "甲.docx"], TODAY)
    assert names(folder) == ["乙.docx", "甲.docx", "甲（2）.docx"]
    assert (folder / "收到" / "2026-01-12" / "甲.docx").read_bytes() == b"1"


@pytest.mark.parametrize("spoil", ["gone", "folder_link", pytest.param("pipe", marks=PIPES), "huge"])
def test_one_that_cannot_be_read_stops_no_other(tmp_path: Path, mail: Path, spoil: str) -> None:
    bad = mail / "坏.docx"
    if spoil == "folder_link":
        bad.symlink_to(tmp_path / "没有")
    elif spoil == "pipe":
        os.mkfifo(bad)
    elif spoil == "huge":
        with bad.open("wb") as file:
            file.truncate(100 * 1024 * 1024)
    taken = take_in(tmp_path / "年报", Collection(2025), [mail / "甲.docx", bad, mail / "乙.docx"], TODAY)
    assert names(tmp_path / "年报") == ["乙.docx", "甲.docx"]
    assert len(taken.refused) == 1 and "坏.docx" in taken.refused[0] and taken.refused[0].endswith("。")


PAGE = "<html><link rel='stylesheet' href='{0}/a.css'><title>{1}</title></html>"


def saved(place: Path, name: str, parts: str, words: str) -> Path:
    """A page as a browser saves it: its style sheet, its pictures and a frame in a folder beside it."""
    (place / parts / "img").mkdir(parents=True)
    page = place / name
    page.write_text(PAGE.format(parts, words), encoding="utf-8")
    (place / parts / "a.css").write_text(f"td {{ color: {words} }}")
    (place / parts / "img" / "b.png").write_bytes(b"\x89PNG")
    (place / parts / "frame.html").write_text("<html></html>")
    (place / parts / "甲.docx").write_bytes(b"PK")
    return page


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("年报.html", "年报_files"),
        ("年报.htm", "年报.files"),
        ("年报.HTM", "年报_Files"),
        ("年报.html", "年报.html_files"),
        ("年报.shtml", "年报_files"),
        ("第1.2版.html", "第1.2版_files"),
    ],
)
def test_the_parts_of_a_saved_page_are_no_papers(tmp_path: Path, name: str, parts: str) -> None:
    page = saved(tmp_path, name, parts, "red")
    assert files_in(tmp_path) == [page]
    page.rename(tmp_path / "别的.html")  # then nothing says whose parts they are
    assert len(files_in(tmp_path)) == 5


@pytest.mark.parametrize("given", ["folder", "page", "both"])
def test_a_saved_page_comes_in_with_its_parts(tmp_path: Path, given: str) -> None:
    mail = tmp_path / "邮件"
    mail.mkdir()
    page = saved(mail, "年报.html", "年报_files", "red")
    files = {"folder": [mail], "page": [page], "both": [page, mail / "年报_files"]}[given]
    folder = tmp_path / "县"
    taken = take_in(folder, Collection(2025), files, TODAY)
    assert taken.placed == ("收到/2026-01-12/年报.html",) and not taken.refused
    came = folder / "收到" / "2026-01-12"
    assert files_in(folder) == [came / "年报.html"]
    assert (came / "年报_files" / "a.css").read_text() == "td { color: red }"
    assert b"color: red" in page_bytes(came / "年报.html", 10_000)


def test_two_units_pages_of_one_name_keep_their_own_parts(tmp_path: Path) -> None:
    folder = tmp_path / "县"
    for words in ("red", "blue", "red"):  # the third is the first once more
        mail = tmp_path / "邮件" / words
        page = mail / "年报.html"
        if not page.exists():
            mail.mkdir(parents=True)
            saved(mail, "年报.html", "年报_files", words)
        take_in(folder, Collection(2025), [page], TODAY)
    first, second = sorted(files_in(folder), key=lambda path: len(path.parts))
    assert second.parent.name == "年报（2）" and second.name == "年报.html"
    assert b"color: red" in page_bytes(first, 10_000) and b"color: blue" in page_bytes(second, 10_000)


@pytest.mark.parametrize(
    "name",
    [
        "desktop.ini",
        "Thumbs.db",
        "~$年报.docx",
        ".~年报.docx",
        ".DS_Store",
        "__MACOSX/甲.docx",
        "$RECYCLE.BIN/甲.docx",
        "System Volume Information/甲",
    ],
)
def test_what_systems_and_office_programs_leave_is_no_paper(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"x")
    assert files_in(tmp_path) == []


@PIPES
def test_a_pipe_in_the_folder_is_told_and_not_waited_for(tmp_path: Path, user_folder: Path) -> None:
    os.mkfifo(tmp_path / "管道.docx")
    (found,) = collect(tmp_path, year=2025, today=TODAY).unclaimed
    assert found.error.startswith("“管道.docx”是设备或管道")


def test_two_windows_read_two_folders_at_once(user_folder: Path) -> None:
    """A row that one of them keeps is there for the other at once, and neither waits until the other is through."""
    one, other = Cache(), Cache()
    report = balanced(1)
    one.put(version_of("甲.gknb", "d1", report), report)
    other.put(version_of("乙.gknb", "d2", report), report)
    assert [v and v.path for v in one.get([("d2", "乙.gknb"), ("d1", "甲.gknb")])] == ["乙.gknb", "甲.gknb"]
    one.close()
    other.close()


@PIPES
def test_the_command_line_takes_the_others_and_says_which_did_not_come(tmp_path: Path, mail: Path) -> None:
    os.mkfifo(mail / "坏.docx")
    folder = tmp_path / "年报"
    with pytest.raises(FileProblem, match="收入 2 份，有 1 份没有收入：“坏.docx”"):
        collect(folder, year=2025, add=[mail / "甲.docx", mail / "坏.docx", mail / "乙.docx"], today=TODAY)
    assert names(folder) == ["乙.docx", "甲.docx"]
    with pytest.raises(FileProblem, match="找不到文件"):
        collect(folder, add=[mail / "没有.docx"], today=TODAY)


def test_a_folder_that_cannot_be_looked_into_is_no_empty_one(
    tmp_path: Path, mail: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its units would be missing in the sum, and nobody would know."""
    folder = tmp_path / "年报"
    collect(folder, year=2025, add=[mail], today=TODAY)
    shut = folder / "收到" / "2026-01-12"
    scandir = os.scandir

    def refused(path: str) -> object:
        if os.fspath(path) == str(shut):
            raise PermissionError(errno.EACCES, "denied", str(shut))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(FileProblem, match="“2026-01-12”不允许读取"):
        collect(folder, today=TODAY)
    with pytest.raises(FileProblem, match="“2026-01-12”不允许读取"):
        collect(tmp_path / "另一个", year=2025, add=[folder], today=TODAY)


def test_a_collection_that_cannot_be_reached_is_not_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "年报"
    collect(folder, year=2025, organ="青禾县人民政府", today=TODAY)
    kept = (folder / "收集.gkhj").read_bytes()
    stat = os.stat

    def dropped(path: str, *args: object, **kinds: object) -> object:
        if os.fspath(path).endswith(".gkhj"):
            raise OSError(errno.EIO, "the share has dropped")
        return stat(path, *args, **kinds)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", dropped)
        with pytest.raises(FileProblem, match="“收集.gkhj”读不出来"):
            collect(folder, year=2026, organ="别的县", today=TODAY)
    assert (folder / "收集.gkhj").read_bytes() == kept


@PIPES
def test_pipes_and_devices_among_what_came_are_named_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "收到").mkdir()
    os.mkfifo(tmp_path / "收到" / "甲.docx")
    (tmp_path / "乙.gknb").symlink_to("/dev/zero")
    found = collect(tmp_path, year=2025, today=TODAY)
    assert sorted(each.error for each in found.unclaimed) == [
        f"“{name}”是设备或管道，不是普通文件，读不了。请选择一个文件。" for name in ("乙.gknb", "甲.docx")
    ]
