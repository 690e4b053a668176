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
watch(qt)
window = QMainWindow()
window.resize(1366, 698)
window.show()
qt.exec()
"""
OURS = """
import sys
from PySide6.QtWidgets import QApplication
from app.__main__ import main
from app.gui.program.application import Application
start = Application.start

def start_watched(application, paths):
    watch(QApplication.instance())
    start(application, paths)

Application.start = start_watched
main(sys.argv[1:])
"""
WATCHED = """
def watch(qt):
    import os, time
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QMainWindow

    class First(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
                qt.removeEventFilter(self)
                QTimer.singleShot(0, painted)  # all of the window is painted in this one event
            return False

    def painted():
        used = os.times()
        print(time.time(), used.user + used.system, flush=True)
        os._exit(0)

    qt.first = First()
    qt.installEventFilter(qt.first)
"""


def main() -> None:
    """Print the figures."""
    draft = examples() / "示例县人民政府2025.gknb"
    cases = {"an empty QMainWindow": (EMPTY,), "首屏": (OURS,), "a draft, table 三 painted": (OURS, str(draft))}
    taken: dict[str, list[tuple[float, float]]] = {case: [] for case in cases}
    for _ in range(ROUNDS):  # one after the other, so that a busy moment hits all
        for case, (code, *arguments) in cases.items():
            taken[case].append(_seconds(code, arguments))
    for what, kind in ((0, ""), (1, " (processor alone)")):
        empty, *ours = ((case + kind, min(each[what] for each in times)) for case, times in taken.items())
        for case, seconds in ours:
            told(case, seconds, *empty)


def _seconds(code: str, arguments: list[str]) -> tuple[float, float]:
    """Until the first window is painted: by the clock, and of the processor, which a busy machine does not spoil."""
    with tempfile.TemporaryDirectory() as home:
        copies = [shutil.copy(path, home) for path in arguments]  # the killed process leaves a lock beside its draft
        environment = {**os.environ, "NIANBAO_HOME": home, "PYTHONPATH": str(ROOT)}
        begin = time.time()
        ran = subprocess.run(
            [sys.executable, "-c", WATCHED + code, *copies],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        at, used = ran.stdout.split()
        return float(at) - begin, float(used)
