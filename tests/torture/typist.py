"""The clerk who is killed: runs the real main() and works in its window by keys, saying what has happened so far.

Started by killer.py: a process that has loaded the program and begins each life as a fork of itself (loading takes
longer than living). What it says, one line each: `now D` an edit begins to be kept, `ack D` it is on the disk (the event
is over), `saving D` / `saved D`, `open D` a draft stands in the window, `chose X`, `asked …` a question, `closed`, `end S`.
D is the digest of the whole report.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget

from app.__main__ import main
from app.gui.desk.document import ReportDocument
from app.gui.dialogs.question import Answer, Question
from app.gui.dialogs.working import Working
from app.gui.importing.dialog import ProofDialog
from app.gui.importing.new_report import NewReportDialog
from app.gui.paper.export_dialog import ExportDialog
from app.gui.paper.exported_dialog import ExportedDialog
from app.gui.program.application import Application
from app.gui.program.start_window import StartWindow
from app.gui.window.main_window import MainWindow
from app.keeping import journal
from app.keeping.draft_file import DraftFile
from app.keeping.journal import Journal
from app.model.draft import draft_bytes
from app.model.report import Report
from app.model.totals import typed_cells

MOST_ACTS = 45
ACTS = {
    "figures": ("figure",) * 12 + ("undo", "redo", "save"),
    "texts": ("letters",) * 8 + ("figure", "undo", "save"),
    "saves": ("figure", "save", "save"),
    "export": ("figure", "export"),
    "import": ("figure", "attach"),
}


class Life(NamedTuple):
    """What killer.py orders. `doom`: the write to the disk at which this life ends by itself; 0: never."""

    seed: str
    folder: str
    draft: str
    kind: str
    doom: int
    closes: bool


def digest(report: Report) -> str:
    return hashlib.sha256(draft_bytes(report)).hexdigest()[:16]


def say(*words: str) -> None:
    """At once, and whole: what is said before the kill is read after it."""
    os.write(1, (" ".join(words).replace("\n", " ") + "\n").encode())


class Typist:
    """Acts whenever the window waits, also while it waits in a dialog."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._chance = random.Random(life.seed)
        self._acts = 0
        self._opened: set[int] = set()

    def begin(self) -> None:
        QTimer.singleShot(0, self._act)

    def _act(self) -> None:
        reading = isinstance(QApplication.activeModalWidget(), Working)
        QTimer.singleShot(5 if reading else 0, self._act)  # before: what follows may wait in a loop of its own
        try:
            self._look_and_act()
        except Exception:
            say("fault", traceback.format_exc().strip().splitlines()[-1])
            os._exit(9)

    def _look_and_act(self) -> None:
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        for window in windows:
            if isinstance(window, MainWindow) and id(window) not in self._opened:
                self._opened.add(id(window))
                say("open", digest(window.document.report))
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            return self._answer(dialog)
        drafts = [each for each in windows if isinstance(each, MainWindow)]
        starts = [each for each in windows if isinstance(each, StartWindow)]
        if drafts:
            self._work(drafts[-1])
        elif starts:
            starts[-1].activateWindow()
            self._press("Ctrl+Q" if self._life.kind != "new" else "Ctrl+N", starts[-1])

    # questions

    def _answer(self, dialog: QDialog) -> None:
        if isinstance(dialog, Question):
            self._answer_question(dialog)
        elif isinstance(dialog, ExportDialog | ExportedDialog):
            self._press("Return", dialog)
        elif isinstance(dialog, NewReportDialog):
            dialog.name.setText("青禾县林业局")
            dialog._make()
        elif isinstance(dialog, ProofDialog):
            buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
            buttons["确定" if self._chance.random() < 0.8 else "取消"].click()
        elif isinstance(dialog, QFileDialog):
            line = dialog.findChild(QLineEdit)
            assert line is not None
            line.setText(self._life.draft)
            self._press("Return", line)
        elif not isinstance(dialog, Working) or self._chance.random() < 0.001:  # being read: she waits, or not
            dialog.reject()

    def _answer_question(self, question: Question) -> None:
        offered = list(question._answers.values())
        answer = offered[0]
        if Answer.OPEN_FOUND in offered:
            others = [each for each in offered if each is Answer.OPEN_SAVED or each is Answer.LATER]
            others = (
                [Answer.OPEN_FOUND] if self._life.kind == "new" else others
            )  # else a second report begins beside it
            answer = self._chance.choice(others) if self._chance.random() < 0.2 else Answer.OPEN_FOUND
        elif Answer.DISCARD in offered:
            answer = self._chance.choice((Answer.SAVE, Answer.DISCARD))
        elif Answer.OVERWRITE in offered:
            answer = Answer.OVERWRITE
        elif Answer.CARRY_IN in offered:
            answer = self._chance.choice((Answer.CARRY_IN, Answer.DO_NOT_CARRY_IN))
        say("asked", question.accessibleName())
        say("chose", answer.name)
        next(button for button, each in question._answers.items() if each is answer).click()

    # work

    def _work(self, window: MainWindow) -> None:
        if QApplication.activeWindow() is not window:
            window.activateWindow()
            return
        self._acts += 1
        if self._acts > MOST_ACTS:
            if not self._life.closes:
                os.kill(os.getpid(), signal.SIGKILL)
            say("act", "close")
            return self._press("Ctrl+W", window)
        act = self._chance.choice(ACTS["figures" if self._life.kind == "new" else self._life.kind])
        say("act", act)
        getattr(self, f"_{act}")(window)

    def _figure(self, window: MainWindow) -> None:
        window.pages.go_to(self._chance.choice(typed_cells(window.document.report)))
        for digit in str(self._chance.randrange(10_000)):
            self._type(digit)
        if self._chance.random() < 0.9:  # else it is still being typed when the next act comes
            self._press("Return")

    def _letters(self, window: MainWindow) -> None:
        window.pages.go_to(self._chance.choice(("problems", "other_matters")))
        for _ in range(self._chance.randint(1, 5)):
            self._type(self._chance.choice("abcdefgh"))

    def _undo(self, window: MainWindow) -> None:
        self._press("Ctrl+Z")

    def _redo(self, window: MainWindow) -> None:
        self._press("Ctrl+Y")

    def _save(self, window: MainWindow) -> None:
        self._press("Ctrl+S")

    def _export(self, window: MainWindow) -> None:
        self._press("Ctrl+E")

    def _attach(self, window: MainWindow) -> None:
        page = QMimeData()
        page.setHtml(Path(self._life.folder, "去年.html").read_text("utf-8"))
        QGuiApplication.clipboard().setMimeData(page)
        self._press("Ctrl+Alt+V")

    def _type(self, letter: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or QApplication.activeWindow(), letter)

    def _press(self, keys: str, target: QWidget | None = None) -> None:
        QTest.keySequence(target or QApplication.focusWidget() or QApplication.activeWindow(), keys)


def watch(life: Life) -> None:
    """Say each edit and save of a draft that is open; edits of a proof are none."""
    show, save = ReportDocument.show, DraftFile.save

    def showing(document: ReportDocument, report: Report) -> None:
        ours = any(isinstance(w, MainWindow) and w.document is document for w in QApplication.topLevelWidgets())
        if ours:
            say("now", digest(report))
        show(document, report)
        if ours:
            say("ack", digest(report))

    def saving(file: DraftFile, report: Report) -> None:
        say("saving", digest(report))
        save(file, report)
        say("saved", digest(report))

    begin = Journal.start

    def beginning(report: Report, path: Path | None, modified: bool) -> Journal:
        say("now", digest(report))  # a new one, which has been named, is kept from its first moment
        return begin(report, path, modified)

    Journal.start = beginning
    ReportDocument.show = showing
    DraftFile.save = saving
    start, typist = Application.start, Typist(life)  # held here: a timer holds nobody

    def start_and_type(application: Application, paths: list[Path]) -> None:
        typist.begin()
        start(application, paths)

    Application.start = start_and_type
    if life.doom:
        doom(life)


def doom(life: Life) -> None:
    """Die at the n-th act upon the disk: before it is done, which is after the one before."""
    left = [life.doom]

    def act() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, args: tuple[Any, ...]) -> None:
        if event not in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"):
            return
        writes = event != "open" or (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR))
        if writes and isinstance(args[0], str | Path) and str(args[0]).startswith(life.folder):
            act()

    def counted(order: Callable[[int], None]) -> Callable[[int], None]:
        def forced(handle: int) -> None:
            act()
            order(handle)

        return forced

    sys.addaudithook(audited)
    os.fsync = counted(os.fsync)


def live(life: Life) -> None:
    """One life in this process, which ends with it."""
    journal._MOST_BYTES = random.Random(life.seed).choice((2048, journal._MOST_BYTES))
    watch(life)
    code = main([life.draft] if os.path.exists(life.draft) else [])
    QApplication.clipboard().clear()
    say("closed")
    sys.exit(code)


def serve() -> None:
    """Lives, one after the other, as they are ordered."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for line in sys.stdin:
        life = Life(*json.loads(line))
        child = os.fork()
        if child == 0:
            sys.stdin = open(os.devnull)  # noqa: SIM115
            say("begun", str(os.getpid()))  # not by us: it may have said more by then
            return live(life)
        _, status = os.waitpid(child, 0)
        say("end", str(os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    serve()
