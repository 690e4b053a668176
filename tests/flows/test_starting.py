"""The real `main()` in a process of its own: what it is given, and what it does beside a program that runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.model.draft import save_draft
from tests.reports import balanced

ROOT = Path(__file__).parents[2]

OPENS = """
import sys
from PySide6.QtCore import QTimer
from app.__main__ import main
from app.gui.application import Application
start = Application.start

def start_then_end(application, paths):
    start(application, paths)
    print(*[window.document.path for window in application.windows], flush=True)
    QTimer.singleShot(0, application.quit)

Application.start = start_then_end
sys.exit(main(sys.argv[1:]))
"""


def run(code: str, *arguments: str, cwd: Path = ROOT) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=cwd, env=environment, encoding="utf-8",
    )  # fmt: skip


def test_a_draft_named_from_the_folder_she_is_in_is_known_by_its_whole_path(tmp_path: Path) -> None:
    save_draft(balanced(1), tmp_path / "年报.gknb")
    said, _ = run(OPENS, "年报.gknb", cwd=tmp_path).communicate()
    assert said.strip() == str(tmp_path / "年报.gknb")
