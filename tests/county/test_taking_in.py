"""Files on their way into 收到/: one that cannot be read does not stop the others, and nothing that is there is written again."""

from __future__ import annotations

import datetime
import errno
import os
import sys
from pathlib import Path

import pytest

from app.county.acts import collect
from app.county.arrived.gather import take_in
from app.county.collection import Collection
from app.model.files import FileProblem

TODAY = datetime.date(2026, 1, 12)


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


@pytest.mark.parametrize("spoil", ["gone", "folder_link", "pipe", "huge"])
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


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_pipes_and_devices_among_what_came_are_named_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "收到").mkdir()
    os.mkfifo(tmp_path / "收到" / "甲.docx")
    (tmp_path / "乙.gknb").symlink_to("/dev/zero")
    found = collect(tmp_path, year=2025, today=TODAY)
    assert sorted(each.error for each in found.unclaimed) == [
        f"“{name}”是设备或管道，不是普通文件，读不了。请选择一个文件。" for name in ("乙.gknb", "甲.docx")
    ]
