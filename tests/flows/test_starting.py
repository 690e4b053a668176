"""The real `main()` in a process of its own: what it is given, and what it does beside a program that runs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.form.schema import Cell
from app.gui.program import application
from app.gui.program.instance import Delivery, Receiver, ask_to_close, hand_over
from app.model.draft import save_draft
from tests.flows.clerk import Clerk
from tests.reports import balanced
from tests.where import ROOT

OPENS = """
import sys
from PySide6.QtCore import QTimer
from app.__main__ import main
from app.gui.program.application import Application
start = Application.start

def start_then_end(application, paths):
    start(application, paths)
    print(*[window.document.path for window in application.windows], flush=True)
    QTimer.singleShot(0, application.quit)

Application.start = start_then_end
sys.exit(main(sys.argv[1:]))
"""

FIRST = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.gui.program.instance import Receiver

def busy():
    print("busy", flush=True)
    sys.stdin.readline()

def asked(paths):
    print(*[path.name for path in paths], flush=True)
    if paths[0].name == "再来.gknb":
        qt.quit()

qt = QApplication([])
receiver = Receiver()
receiver.asked.connect(asked)
QTimer.singleShot(0, busy)
qt.exec()
"""

SECOND = """
import sys
from app.gui.program import instance
from app.gui.dialogs import question
from app.__main__ import main
instance._PATIENCE = 100
question.tell = lambda parent, text, more="": print(text, flush=True)
sys.exit(main(sys.argv[1:]))
"""


LOADED = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from app.__main__ import main
from app.gui.program import application

ROOMS = "app.rules app.gui.window.main_window app.gui.window.side app.ledger app.county.standing app.documents.write.pdf".split()
ROOMS += "app.gui.window.acting app.gui.window.find_bar app.gui.texts.editor app.documents.recognise docx reportlab openpyxl lxml selectolax pypdfium2".split()
application._QUIET = 0

class First(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, tell)
        return False

def tell():
    print("painted:", *[room for room in ROOMS if room in sys.modules], flush=True)
    window = QApplication.activeWindow() or QApplication.topLevelWidgets()[0]
    QTimer.singleShot(0, lambda: print("then:", *[room for room in ROOMS if room in sys.modules], flush=True))
    wait()

def wait():  # for the thread itself: a module that it is just loading stands half made in sys.modules
    loading = program[0]._loading
    if loading is None or loading.is_alive() or "app.gui.window.main_window" not in sys.modules:
        return QTimer.singleShot(20, wait)  # the window of a report is loaded behind 首屏
    from app.documents.read.pool import shared
    from app.documents.write.pdf import fonts
    for window in program[0].windows:
        verdict = window.toolbar.verdict
        print("verdict:", verdict.text(), verdict.width() >= verdict.sizeHint().width(), flush=True)
    print("ready" if fonts._REGISTERED and shared._idle else "not ready", flush=True)
    program[0].quit()

program, first, start = [], First(), application.Application.start

def start_then_look(running, paths):
    QApplication.instance().installEventFilter(first)
    program.append(running)
    start(running, paths)

application.Application.start = start_then_look
sys.exit(main(sys.argv[1:]))
"""

CLASSES = """
import os, sys
from PySide6 import QtWidgets
from app.__main__ import main
from app.gui.window.main_window import MainWindow

def painted(window):
    print("made:", *[each for each in ("QCalendarWidget", "QStyle", "QTextEdit") if each in vars(QtWidgets)], flush=True)
    os._exit(0)

MainWindow._go_on = painted
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


def test_beside_a_program_that_is_busy_no_second_one_runs(qapp: QApplication) -> None:
    first = run(FIRST)
    assert first.stdin and first.stdout and first.stdout.readline() == "busy\n"
    second = run(SECOND, "年报.gknb")
    said, _ = second.communicate()
    assert second.returncode == 1 and said.startswith("公开年报已经开着，但这会儿没有应答")
    assert not Receiver()._server.isListening()  # the place stays the first one's
    first.stdin.write("\n")
    first.stdin.flush()
    assert hand_over([Path("再来.gknb")]) is Delivery.TAKEN
    assert first.stdout.read().split()[-1] == "再来.gknb"
    first.communicate()


def test_the_place_of_a_program_that_was_killed_is_taken(qapp: QApplication) -> None:
    first = run(FIRST)
    assert first.stdout and first.stdout.readline() == "busy\n"
    first.kill()
    first.communicate()
    assert hand_over([]) is Delivery.NOBODY and not ask_to_close()
    receiver = Receiver()
    assert receiver._server.isListening()
    receiver.close()


def test_a_window_is_painted_before_what_it_does_not_show_is_loaded(tmp_path: Path) -> None:
    """Every room that is loaded before costs each start of an old computer; papers and readers are got ready after."""
    wrong = balanced(1).with_figures({Cell("applications", "granted", "natural_person"): Decimal(999)})
    save_draft(wrong.with_figures({Cell("disputes", "reconsideration", "upheld"): None}), tmp_path / "年报.gknb")
    started = run(LOADED)
    said = started.communicate(timeout=120)[0].splitlines()
    assert said[0] == "painted:" and said[-1] == "ready"
    said = run(LOADED, str(tmp_path / "年报.gknb")).communicate(timeout=120)[0].splitlines()
    assert said[0] == "painted: app.gui.window.main_window"
    assert "app.rules" in said[1] and "app.gui.window.side" in said[1]  # papers and readers perhaps, too
    assert "错误 1" in said[2] and said[2].endswith("True"), "it has room for more than what stood there until then"
    assert said[3] == "ready"


def test_a_table_is_painted_without_classes_of_qt_that_it_does_not_show(tmp_path: Path) -> None:
    """PySide6 makes a class when it is named, and all kinds of widgets when Qt hands out one of its own: 12 ms of each start."""
    save_draft(balanced(1), tmp_path / "年报.gknb")
    assert run(CLASSES, str(tmp_path / "年报.gknb")).communicate(timeout=120)[0] == "made:\n"


def test_the_program_does_not_end_before_what_it_gets_ready(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that imports while Python ends aborts the program: found by killing it some hundred times."""
    done: list[str] = []
    began = threading.Event()

    def load() -> None:
        began.set()
        threading.Event().wait(0.3)
        done.append("loaded")

    monkeypatch.setattr(application, "_load", load)
    monkeypatch.setattr(application, "_QUIET", 0)
    clerk.starts()
    clerk.program.get_ready()
    while not began.is_set():
        QApplication.processEvents()
    clerk.ends()
    assert done and application.LOADING not in {thread.name for thread in threading.enumerate()}
