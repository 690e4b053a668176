"""From the start of the process to the first painted window, beside an empty window with the same Qt imports."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time

from app.paths import examples
from tests.bench.measure import told
from tests.where import ROOT

ROUNDS = 7

EMPTY = """
from PySide6 import QtCore, QtGui, QtNetwork, QtPdf, QtPdfWidgets, QtPrintSupport
from PySide6.QtWidgets import QApplication, QMainWindow
qt = QApplication([])
window = QMainWindow()
window.resize(1366, 698)
window.show()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.gui.program import application
from app.gui.program.instance import hand_over
qt = QApplication([])
hand_over([])
program = application.create([])
program.start([Path(path) for path in sys.argv[1:]])
window = qt.topLevelWidgets() and (program.windows or [program.start_window])[0]
"""
PAINTED = """
from PySide6.QtTest import QTest
import os, time
QTest.qWaitForWindowExposed(window)
qt.processEvents()
print(time.time(), flush=True)
os._exit(0)
"""


def main() -> None:
    """Print the figures."""
    draft = examples() / "示例县人民政府2025.gknb"
    cases = {"an empty QMainWindow": (EMPTY,), "首屏": (OURS,), "a draft, table 三 painted": (OURS, str(draft))}
    taken: dict[str, list[float]] = {case: [] for case in cases}
    for _ in range(ROUNDS):  # one after the other, so that a busy moment hits all
        for case, (code, *arguments) in cases.items():
            taken[case].append(_seconds(code, arguments))
    empty, *ours = ((case, min(times)) for case, times in taken.items())
    for case, seconds in ours:
        told(case, seconds, *empty)


def _seconds(code: str, arguments: list[str]) -> float:
    with tempfile.TemporaryDirectory() as home:
        copies = [shutil.copy(path, home) for path in arguments]  # the killed process leaves a lock beside its draft
        environment = {**os.environ, "NIANBAO_HOME": home, "PYTHONPATH": str(ROOT)}
        begin = time.time()
        ran = subprocess.run(
            [sys.executable, "-c", code + PAINTED, *copies],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return float(ran.stdout) - begin
