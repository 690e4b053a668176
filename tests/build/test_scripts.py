"""The scripts of build/: they harm nothing that is not theirs, and say what keeps them from working."""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.where import ROOT

posix = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with build/setup and nothing to install."""
    made = tmp_path / "项目 一"
    (made / "build").mkdir(parents=True)
    shutil.copy(ROOT / "build/setup", made / "build/setup")
    (made / "build/requirements.txt").write_text("")
    return made


def setup(project: Path, closing: str = "") -> subprocess.CompletedProcess[str]:
    command = f"{str(project / 'build/setup')!r} run {closing}"
    return subprocess.run(command, shell=True, capture_output=True, text=True, check=False)


def stamped(project: Path, environment: Path) -> None:
    """As if this environment had been made for this project."""
    environment.mkdir(exist_ok=True)
    python = subprocess.run(
        ["python3", "-c", "import sys; print(sys.version, sys.executable)"], capture_output=True, text=True, check=True
    ).stdout.strip("\n")
    listed = hashlib.sha256((project / "build/requirements.txt").read_bytes()).hexdigest()
    (environment / "stamp-run").write_text(f"{project} {python} {listed}  -\n")
    (environment / "system-checked").write_text("")


@posix
def test_an_environment_that_is_a_link_is_never_cleared(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "别处"
    other.mkdir()
    (other / "珍贵").write_text("x")
    (project / ".venv").symlink_to(other)
    done = setup(project)
    assert done.returncode == 3 and done.stdout == ""
    assert f"是一个链接（指向 {other}），没有动它。请删去这个链接，再运行一次。" in done.stderr
    assert (other / "珍贵").read_text() == "x" and (project / ".venv").is_symlink()


@posix
def test_a_link_to_an_environment_made_for_this_folder_is_used(project: Path, tmp_path: Path) -> None:
    stamped(project, tmp_path / "别处")
    (project / ".venv").symlink_to(tmp_path / "别处")
    done = setup(project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@posix
def test_who_closes_stderr_gets_the_environment_all_the_same(project: Path) -> None:
    stamped(project, project / ".venv")
    assert setup(project, "2>&-").returncode == 0
    done = setup(project, ">&- 2>&-")
    assert done.returncode == 0


START = ROOT / "build/start.py"


def broken(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The packed program's start, a file of the program missing."""
    start = runpy.run_path(str(START))
    monkeypatch.setitem(sys.modules, "app.__main__", None)
    return start


@pytest.mark.skipif(sys.platform != "linux", reason="how libraries are found on Linux")
@pytest.mark.parametrize("theirs", [None, "/usr/lib/wps"])
def test_what_the_packed_program_opens_loads_the_systems_libraries(
    theirs: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PyInstaller starts us with our folder there, and what stood there before beside it."""
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "")  # so that it is put back
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/gongkai-nianbao/_internal")
    if theirs:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", theirs)
    found = []
    monkeypatch.setattr("app.__main__.main", lambda: found.append(os.environ.get("LD_LIBRARY_PATH")) or 0)
    assert runpy.run_path(str(START))["start"]() == 0
    assert found == [theirs] and "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_a_damaged_installation_is_told_and_its_trace_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], user_folder: Path
) -> None:
    assert broken(monkeypatch)["start"]() == 3
    said = capsys.readouterr().err
    log = user_folder / "log/nianbao.log"
    assert "请重新安装" in said and str(log) in said and "ModuleNotFoundError" in log.read_text("utf-8")


@pytest.mark.parametrize("paths_missing", [False, True])
def test_and_also_where_the_profile_cannot_be_written(
    paths_missing: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("NIANBAO_HOME", str(tmp_path / "a file" / "home"))
    start = broken(monkeypatch)
    if paths_missing:
        monkeypatch.setitem(sys.modules, "app.paths", None)
    assert start["start"]() == 3
    said = capsys.readouterr().err
    assert "请重新安装" in said and "ModuleNotFoundError" in said and said.endswith("发给技术人员。\n")


@posix
def test_a_file_opened_later_does_not_get_what_is_said_on_a_closed_stream(tmp_path: Path) -> None:
    code = (
        "import os, sys; from app.__main__ import _no_hole; _no_hole()\n"
        f"file = open({str(tmp_path / 'a')!r}, 'w'); os.write(2, b'noise'); file.write('mine'); file.close()"
    )
    subprocess.run(f"{sys.executable} -c {code!r} 2>&-".replace("\\n", "\n"), shell=True, cwd=ROOT, check=False)
    assert (tmp_path / "a").read_text() == "mine"
