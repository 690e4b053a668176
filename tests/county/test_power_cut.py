"""The power goes while reports are taken in: what was in 收到/ is whole, and the next time everything is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.county.acts import collect
from app.county.collection import open_collection
from app.model.draft import save_draft
from tests.reports import balanced
from tests.where import ROOT

_DIES = """
import os, sys
from pathlib import Path
from app.county.acts import collect
import app.model.files as files

left = int(sys.argv[1])
real = os.replace

def moved(one, other):
    global left
    left -= 1
    if left < 0:
        os._exit(9)  # as when the power goes: nothing is closed, nothing is cleaned up
    real(one, other)

os.replace = moved
collect(Path(sys.argv[2]), year=2025, organ="青禾县人民政府", add=[Path(each) for each in sys.argv[3:]])
"""


@pytest.mark.parametrize("after", [0, 1, 3, 5])
def test_what_came_is_whole_after_a_power_cut(tmp_path: Path, user_folder: Path, after: int) -> None:
    mail = tmp_path / "邮件"
    mail.mkdir()
    files = []
    for number in range(5):
        files.append(mail / f"{number}.gknb")
        save_draft(balanced(number), files[-1])
    folder = tmp_path / "年报"
    folder.mkdir()
    (folder / "先来的.gknb").write_bytes(files[0].read_bytes())
    collect(folder, year=2025, organ="青禾县人民政府")

    command = [sys.executable, "-P", "-c", _DIES, str(after), str(folder), *map(str, files)]
    died = subprocess.run(
        command, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "NIANBAO_HOME": str(user_folder)}, check=False
    )
    assert died.returncode == 9

    came = [path for path in (folder / "收到").rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert len(came) == after
    assert all(path.read_bytes() == (mail / path.name).read_bytes() for path in came)
    kept = open_collection(folder)
    assert kept and kept.organ == "青禾县人民政府"

    found = collect(folder, add=files)
    again = [path for path in (folder / "收到").rglob("*.gknb") if not path.name.startswith(".")]
    assert sorted(path.name for path in again) == [f"{number}.gknb" for number in range(5)]
    assert {each.rsplit("/", 1)[-1] for each in found.collection.arrived} == {
        "先来的.gknb",
        *(path.name for path in files),
    }
