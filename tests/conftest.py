"""For every test: a user folder of its own, a screen that is there, and no dialog that waits for nobody."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from PySide6.QtCore import QObject, Qt, QTimerEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLabel, QMenu, QMessageBox
from shiboken6 import isValid

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("ours", deadline=None)  # how long an example takes on a busy computer is no fault
settings.load_profile("ours")

_tests_run = 0


@pytest.fixture(autouse=True)
def collection(request: pytest.FixtureRequest) -> Iterator[None]:
    """Cyclic garbage is collected between tests, in this thread, as the program does it (app/gui/garbage.py)."""
    global _tests_run
    gc.disable()
    yield
    _tests_run += 1
    gc.collect(2 if _tests_run % 100 == 0 else 1 if "qapp" in request.fixturenames or _tests_run % 10 == 0 else 0)


@pytest.fixture(autouse=True)
def user_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's settings, recovery and log lie."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("NIANBAO_HOME", str(folder))
    return folder


def pytest_sessionfinish() -> None:
    """What a test copied must not outlive Python: Qt's own clipboard (no screen) lets go of it when the process exits."""
    if QApplication.instance():
        QApplication.clipboard().clear()


@pytest.fixture
def tool() -> Callable[[str], str]:
    """The path of a system program; without it the test is skipped, and build/test ends non-zero."""

    def find(name: str) -> str:
        return shutil.which(name) or pytest.skip(f"{name} is not installed")

    return find


@pytest.fixture
def calc(tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Opens a file in LibreOffice and saves it as another kind; the test is skipped without it (or its spreadsheet program)."""
    soffice = tool("soffice")
    calc = Path(soffice).resolve().parent / "libsclo.so"
    if not calc.exists():  # with it, a file of ours that cannot be opened is a failure
        pytest.skip("libreoffice-calc-nogui is not installed")
    user = f"-env:UserInstallation={tmp_path_factory.mktemp('office').as_uri()}"

    def save_as(source: Path, kind: str) -> Path:
        folder = tmp_path_factory.mktemp("saved")
        command = [soffice, user, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        saved = folder / f"{source.stem}.{kind.partition(':')[0]}"
        assert saved.exists(), f"LibreOffice could not save {source.name} as {kind}"
        return saved

    return save_as


def _plain(text: str) -> str:
    """What is read on a button or in a menu: without accelerator and shortcut."""
    return text.split("\t")[0].replace("&", "")


class Answers(QObject):
    """What the clerk will do with the next dialogs and file dialogs, in order, and with the next menus, in order.

    A dialog is shown and left to its answer instead of waiting in a loop of its own. One that opens without an answer,
    an answer that leaves it open, and an answer nobody asked for fail the test. A menu without an answer may be used by
    key and mouse, but not stay open.
    """

    MENU_STAYS, LOOK_EVERY = 5000, 20  # ms

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []  # what each dialog said: its title, or all its labels
        self.faults: list[str] = []
        self._waiting: list[Callable[[Any], None] | list[Path]] = []
        self._items: list[str] = []

    def click(self, text: str) -> None:
        """Click the button with this text."""

        def answer(dialog: QDialog) -> None:
            buttons = {_plain(button.text()): button for button in dialog.findChildren(QAbstractButton)}
            assert text in buttons, f"no {text!r} among {list(buttons)}"
            assert buttons[text].isEnabled(), f"{text!r} cannot be clicked"
            buttons[text].click()

        self._waiting.append(answer)

    def pick(self, item: str) -> None:
        """Choose this item of the menu that opens next."""
        self._items.append(item)

    def choose(self, *paths: Path) -> None:
        """Choose these in a file dialog; none: cancel it."""
        self._waiting.append(list(paths))

    def act(self, do: Callable[[Any], None]) -> None:
        """Do this with the dialog: type, click, close it."""
        self._waiting.append(do)

    # what the dialogs are replaced by

    def next(self, said: str) -> Any:
        self.seen.append(said)
        if self._waiting:
            return self._waiting.pop(0)
        self.faults.append(f"nobody answers: {said}")
        return None

    def leftover(self) -> list[str]:
        return [*self.faults, *(f"nobody asked for {answer}" for answer in [*self._waiting, *self._items])]

    def run_dialog(self, dialog: QDialog) -> int:
        focus = QApplication.focusWidget()
        dialog.setModal(True)
        dialog.show()
        QApplication.processEvents()
        links = [button for button in dialog.findChildren(QAbstractButton) if button.property("role") == "link"]
        said = "\n".join([dialog.windowTitle(), *(each.text() for each in [*dialog.findChildren(QLabel), *links])])
        answer = self.next(said)
        results: list[int] = []
        dialog.finished.connect(results.append)
        try:
            if isinstance(answer, list):
                assert isinstance(dialog, QFileDialog), f"a file dialog was expected, not: {said}"
                for path in answer:
                    dialog.selectFile(str(path))
                dialog.done(int(bool(answer)))
            elif answer:
                answer(dialog)
        finally:
            if not results:
                if answer:
                    self.faults.append(f"left open: {said}")
                dialog.reject()
            if focus and isValid(focus):  # what a window manager does; there is none on a test screen
                focus.activateWindow()
                QTest.qWaitForWindowActive(focus.window())
        return results[-1] if results else 0

    def watch_menus(self) -> None:
        """QMenu.exec cannot be replaced (PySide6 finds it past the class), so an open menu is looked for."""
        self._open_for = 0
        self.startTimer(self.LOOK_EVERY)

    def timerEvent(self, event: QTimerEvent) -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            self._open_for = 0
            return
        actions = {_plain(action.text()): action for action in menu.actions()}
        self._open_for += self.LOOK_EVERY
        if self._items:
            item = self._items.pop(0)
            self.seen.append("\n".join(actions))
            if item in actions and actions[item].isEnabled():
                menu.setActiveAction(actions[item])
                QTest.keyClick(menu, Qt.Key.Key_Return)
            else:
                self.faults.append(f"no {item!r} to pick among {list(actions)}")
                menu.close()
        elif self._open_for > self.MENU_STAYS:
            self.faults.append(f"a menu stays open: {list(actions)}")
            menu.close()

    def files(self, said: str) -> list[str]:
        answer = self.next(said)
        assert answer is None or isinstance(answer, list), f"a file dialog opened: {said}"
        return [str(path) for path in answer or []]


@pytest.fixture(autouse=True)
def answers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    """The answers to come; see Answers."""
    if "qapp" in request.fixturenames:
        request.getfixturevalue("qapp")
    answers = Answers()
    if QApplication.instance():
        answers.watch_menus()
    for dialog in (QDialog, QMessageBox, QFileDialog, QPrintDialog):
        monkeypatch.setattr(dialog, "exec", lambda self: answers.run_dialog(self))
    for name, shape in {
        "getOpenFileName": lambda chosen: (chosen[0] if chosen else "", ""),
        "getSaveFileName": lambda chosen: (chosen[0] if chosen else "", ""),
        "getOpenFileNames": lambda chosen: (chosen, ""),
        "getExistingDirectory": lambda chosen: chosen[0] if chosen else "",
    }.items():
        monkeypatch.setattr(
            QFileDialog,
            name,
            lambda parent=None, caption="", where="", *_, _shape=shape: _shape(answers.files(f"{caption}\n{where}")),
        )
    yield answers
    faults = answers.leftover()
    if QApplication.instance() and (modal := QApplication.activeModalWidget()):
        faults.append(f"still open: {modal.windowTitle()}")
        modal.close()
    if faults:
        pytest.fail("\n".join(faults))
