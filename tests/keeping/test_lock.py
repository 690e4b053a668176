"""The lock: never through a link, taken again when its folder comes back, and asked by the command line too."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import cli
from app.keeping import lock as lock_module
from app.keeping.draft_file import DraftFile
from app.keeping.lock import Lock, lock_path
from app.model.draft import open_draft, save_draft
from app.model.files import FileProblem
from tests.reports import balanced, blank, filled
from tests.where import ROOT

posix = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there, and open files cannot be moved")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "U盘").mkdir()
    save_draft(blank(), tmp_path / "U盘" / "年报.gknb")
    return tmp_path / "U盘" / "年报.gknb"


@posix
def test_a_link_in_its_place_is_not_followed(path: Path) -> None:
    victim = path.with_name("victim.txt")
    victim.write_text("珍贵")
    lock_path(path).symlink_to(victim)
    with pytest.raises(OSError) as refused:
        Lock(lock_path(path)).take()
    assert refused.value.errno == errno.ELOOP
    file = DraftFile(path)
    assert file.take() is None and not file.read_only
    file.save(filled())
    file.release()
    assert victim.read_text() == "珍贵" and open_draft(path) == filled()


def test_on_a_share_that_gives_another_number_each_time_it_still_ends(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "_same_file", lambda *_: False)
    file = DraftFile(path)
    assert file.take() is None
    file.save(filled())
    file.release()
    assert open_draft(path) == filled() and not lock_path(path).exists()


@pytest.fixture
def held(path: Path) -> Iterator[DraftFile]:
    file = DraftFile(path)
    assert file.take() is None
    yield file
    file.release()


@posix
def test_a_stick_pulled_out_and_put_in_again(held: DraftFile, path: Path) -> None:
    away = path.parent.with_name("away")
    path.parent.rename(away)
    with pytest.raises(FileProblem, match="不存在"):
        held.save(filled())
    shutil.copytree(away, path.parent)  # with the lock file that nobody holds now
    held.save(filled())
    assert open_draft(path) == filled()
    assert DraftFile(path).take() is not None, "it is ours again"


@posix
def test_a_stick_put_in_again_after_another_opened_the_draft(held: DraftFile, path: Path) -> None:
    away = path.parent.with_name("away")
    path.parent.rename(away)
    shutil.copytree(away, path.parent)
    other = DraftFile(path)
    assert other.take() is None
    before = path.read_bytes()
    with pytest.raises(FileProblem, match="现在打开着“年报.gknb”，没有写入。请另存一份"):
        held.save(filled())
    assert path.read_bytes() == before
    other.release()
    held.save(filled())


@posix
def test_what_another_put_in_its_place_stays(path: Path) -> None:
    lock = Lock(lock_path(path))
    lock.take()
    lock_path(path).unlink()
    lock_path(path).write_text('{"user": "李", "computer": "WS-03", "pid": 1, "since": ""}')
    lock.release()
    assert lock_path(path).exists()


def test_a_full_disk_costs_the_name_in_it_and_not_the_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(lock_module, "_sign", full)
    lock = Lock(lock_path(path))
    assert lock.take() is None
    assert Lock(lock_path(path)).take() is not None
    lock.release()
    assert not lock_path(path).exists()


OPEN = """
import sys
from pathlib import Path
from app.keeping.draft_file import DraftFile
file = DraftFile(Path(sys.argv[1]))
assert file.take() is None
print("open", flush=True)
sys.stdin.read()
"""


def test_the_command_line_does_not_write_over_a_draft_that_is_open(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "去年.gknb"
    save_draft(balanced(2, year=2024), source)
    page = tmp_path / "去年.html"
    assert cli.main(["export", str(source), "--html", str(page), "--review-copy"]) == 0
    window = subprocess.Popen(
        [sys.executable, "-c", OPEN, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert window.stdout and window.stdout.readline() == "open\n"
    before = path.read_bytes()
    verbs = [
        ["new", "--year", "2025", "--organ", "某局", "--kind", "department"],
        ["new", "--year", "2025", "--from", str(source)],
        ["import", str(page)],
    ]
    for verb in verbs:
        capsys.readouterr()
        assert cli.main([*verb, "-o", str(path), "--force"]) == 2
        said = capsys.readouterr().err
        assert "正打开着“年报.gknb”，没有写入。请先关闭它，或换一个文件名。" in said and said.count("\n") == 1
        assert path.read_bytes() == before
    window.communicate("")
    for verb in verbs:
        assert cli.main([*verb, "-o", str(path), "--force"]) in (0, 1)
        assert path.read_bytes() != before and not lock_path(path).exists()
        before = path.read_bytes()


def test_the_command_line_leaves_no_lock_behind(tmp_path: Path) -> None:
    made = tmp_path / "新.gknb"
    assert cli.main(["new", "--year", "2025", "--organ", "某局", "--kind", "department", "-o", str(made)]) == 0
    assert os.listdir(tmp_path) == ["新.gknb"]
