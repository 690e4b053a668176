"""Files as they lie on a disk: links, pipes, devices."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.model.files import FileProblem, read_bytes, write_atomic

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there, and there are no such pipes")


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
