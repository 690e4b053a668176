"""Files as they lie on a disk: links, pipes, devices."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.model import files
from app.model.files import (
    FileProblem,
    is_folder,
    is_running,
    is_there,
    plain_file,
    read_bytes,
    reading_problem,
    sweep,
    write_atomic,
    write_changed,
    writing_problem,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there, and there are no such pipes")


@posix
def test_writing_through_a_link_writes_the_file_and_keeps_the_link(tmp_path: Path) -> None:
    share, desk = tmp_path / "share", tmp_path / "desk"
    share.mkdir(), desk.mkdir()
    real, link, second = share / "年报.gknb", desk / "桌面.gknb", desk / "又一个.gknb"
    link.symlink_to(real)
    second.symlink_to(Path("桌面.gknb"))
    for data in (b"new", b"old"):  # the first one makes the file
        write_atomic(second, data)
        assert real.read_bytes() == data and link.is_symlink() and second.is_symlink()
    assert sorted(path.name for path in tmp_path.rglob("*.gknb")) == sorted(p.name for p in (real, link, second))
    assert not list(tmp_path.rglob("*.tmp"))


@posix
def test_what_is_no_file_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.gknb"
    os.mkfifo(pipe)
    with pytest.raises(FileProblem, match="“管道.gknb”是设备或管道，不是普通文件，读不了。请选择一个文件。"):
        read_bytes(pipe)
    with pytest.raises(FileProblem, match="“管道.gknb”是设备或管道，不是普通文件，没有写入。请换一个文件名。"):
        write_atomic(pipe, b"")
    with pytest.raises(FileProblem, match="是一个文件夹，不能写成文件。"):
        write_atomic(tmp_path, b"")
    assert pipe.is_fifo() and list(tmp_path.iterdir()) == [pipe]


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, without waiting."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    return waits


def held_for(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner holds the file the first so many times that it is moved onto."""
    real, tries = os.replace, iter(range(times))

    def replace(source: str, target: str) -> None:
        if next(tries, None) is not None:
            raise PermissionError(13, "denied", str(source), 5, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


def test_a_file_held_for_a_moment_is_waited_for(
    tmp_path: Path, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.gknb"
    path.write_bytes(b"old")
    held_for(4, monkeypatch)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new" and len(waited) == 4 and list(tmp_path.iterdir()) == [path]


MOMENTS = [errno.EACCES, errno.EBUSY, errno.EAGAIN, errno.ETXTBSY, errno.ESTALE]


@pytest.mark.parametrize("number", MOMENTS)
def test_whatever_the_system_calls_it(
    number: int, tmp_path: Path, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.gknb"
    refusals = [OSError(number, "later"), OSError(number, "later")]
    replace, read = os.replace, Path.read_bytes

    def refused(do: Callable[..., Any], *args: Any) -> Any:
        if refusals:
            raise refusals.pop()
        return do(*args)

    monkeypatch.setattr(os, "replace", lambda *args: refused(replace, *args))
    monkeypatch.setattr(Path, "read_bytes", lambda self: refused(read, self))
    write_atomic(path, b"new")
    refusals.append(OSError(number, "later"))
    assert read_bytes(path) == b"new" and len(waited) == 3


def test_a_file_held_for_good_is_told_after_two_seconds(
    tmp_path: Path, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.gknb"
    path.write_bytes(b"old")
    held_for(1000, monkeypatch)
    with pytest.raises(FileProblem, match="正在 WPS 或其他程序中打开") as told:
        write_atomic(path, b"new")
    assert told.value.busy and path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
    assert sum(waited) == pytest.approx(2)


def test_another_refusal_is_told_at_once(tmp_path: Path, waited: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(FileProblem, match="磁盘已满"):
        write_atomic(tmp_path / "a.gknb", b"new")
    assert not waited and not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP])
def test_a_disk_that_knows_no_order_to_write_is_written(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_handle: int) -> None:
        raise OSError(number, "unknown")

    monkeypatch.setattr(os, "fsync", unknown)
    write_atomic(tmp_path / "a.gknb", b"new")
    assert (tmp_path / "a.gknb").read_bytes() == b"new"


def test_a_disk_that_fails_while_writing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.gknb"
    path.write_bytes(b"old")

    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(FileProblem, match="没有写入"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_stopped_in_the_midst_it_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a.gknb", b"new")
    assert not list(tmp_path.iterdir())


KILLED = """
import os, signal, sys
from pathlib import Path
from app.model.files import write_atomic
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
write_atomic(Path(sys.argv[1]), b"new")
"""


@posix
def test_what_a_killed_program_left_is_swept_at_once_and_a_living_ones_is_not(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "a.gknb")], cwd=files.__file__.rsplit("/app/", 1)[0], check=False
    )
    (stray,) = tmp_path.iterdir()
    here = stray.name.split("-")[1]
    living = tmp_path / f".gknb-{here}-{os.getpid()}-00.tmp"
    elsewhere, old = tmp_path / ".gknb-00000000-1-00.tmp", tmp_path / ".gknb-0123456789abcdef.tmp"
    link, folder, hers = tmp_path / f".gknb-{here}-999999-1.tmp", tmp_path / ".gknb-x.tmp", tmp_path / "gknb-1.tmp"
    for path in (living, elsewhere, old, hers):
        path.write_bytes(b"")
    link.symlink_to(hers)
    folder.mkdir()
    os.utime(old, (1, 1))
    assert old.exists() and stray.exists()
    write_atomic(hers, b"")  # whoever writes beside them sweeps, as whoever opens a draft does
    assert sorted(tmp_path.iterdir()) == sorted([living, elsewhere, link, folder, hers])
    stray.touch()
    sweep(tmp_path)
    assert not stray.exists()
    sweep(tmp_path / "nothing")


def test_which_processes_run() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert is_running(os.getpid()) and not is_running(ended.pid)


@posix
def test_our_own_files_are_plain_files(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    real.write_text("x")
    link.symlink_to(real)
    os.mkfifo(pipe)
    with open(real, "a", opener=plain_file) as file:
        file.write("y")
    assert real.read_text() == "xy"
    for path in (link, pipe, tmp_path, Path("/dev/null")):
        with pytest.raises(OSError), open(path, "a", opener=plain_file):
            pass


def test_a_name_that_no_system_takes_is_told(tmp_path: Path) -> None:
    for name in ("a\0b.gknb", "a\ud800.gknb"):
        with pytest.raises(FileProblem, match="不能用的字符"):
            write_atomic(tmp_path / name, b"")
    with pytest.raises(FileProblem, match="不能用的字符"):
        read_bytes(tmp_path / "a\ud800.gknb")
    with pytest.raises(FileProblem):
        read_bytes(tmp_path / ("长" * 3000))


NUMBERS = [
    getattr(errno, name)
    for name in "EACCES EPERM ENOENT ENOTDIR EROFS ENOSPC EDQUOT EFBIG EIO ENAMETOOLONG ELOOP EBUSY EAGAIN ETXTBSY ESTALE".split()
]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_refusal_is_said_in_chinese(number: int, tmp_path: Path) -> None:
    error = OSError(number, os.strerror(number))  # OSError makes a PermissionError of EACCES
    written = str(writing_problem(tmp_path / "年报.gknb", error))
    assert "没有写入" in written and "系统说" not in written
    if number not in (errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG):  # nobody hears those who reads
        assert "系统说" not in str(reading_problem(tmp_path / "年报.gknb", error))


@posix
def test_what_a_link_leads_to_is_what_is_told(tmp_path: Path) -> None:
    """/dev/stdout of a command in a pipe; a link into a folder that is no more."""
    reading, writing = os.pipe()
    (tmp_path / "管道").symlink_to(f"/dev/fd/{writing}")
    (tmp_path / "走了").symlink_to(tmp_path / "旧文件夹" / "年报.docx")
    (tmp_path / "圈").symlink_to("圈")
    with pytest.raises(FileProblem, match="“管道”是设备或管道"):
        write_atomic(tmp_path / "管道", b"x")
    with pytest.raises(FileProblem, match="旧文件夹”不存在"):
        write_atomic(tmp_path / "走了", b"x")
    with pytest.raises(FileProblem, match="绕回自己的链接"):
        read_bytes(tmp_path / "圈")
    os.close(reading), os.close(writing)


def test_what_cannot_be_known_is_not_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert is_there(tmp_path / "a") and not is_there(tmp_path / "b") and not is_there(tmp_path / "a" / "b")
    assert is_folder(tmp_path) and not is_folder(tmp_path / "a") and not is_folder(tmp_path / "b")

    def dropped(*_: object) -> None:
        raise OSError(errno.EIO, "the share has dropped")

    monkeypatch.setattr(os, "stat", dropped)
    for ask in (is_there, is_folder):
        with pytest.raises(FileProblem, match="读不出来"):
            ask(tmp_path / "a")


def test_what_is_there_already_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "底稿" / "甲.gknb"
    write_changed(path, b"1")
    before = path.stat()
    write_changed(path, b"1")
    after = path.stat()  # that it was read may be noted
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    write_changed(path, b"2")
    assert path.read_bytes() == b"2"
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(FileProblem, match="不是文件夹，里面放不了文件"):
        write_changed(tmp_path / "文件" / "甲.gknb", b"1")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_nothing_is_not_the_same_as_none(tmp_path: Path) -> None:
    """What it leads to lies on a stick: a collection that is a link is not begun anew."""
    (tmp_path / "收集.gkhj").symlink_to(tmp_path / "没有")
    with pytest.raises(FileProblem, match="是一个链接"):
        is_there(tmp_path / "收集.gkhj")
