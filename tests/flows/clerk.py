"""A clerk at the real window: starts the program, presses keys, answers questions, looks at what is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.form.schema import Cell
from app.gui.program import application
from app.gui.program.application import Application
from app.gui.window.main_window import MainWindow
from app.model.figures import digits
from tests.conftest import Answers


class Clerk:
    """One run of the program. She answers questions in the order promised; one that nobody answers fails the test."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._program: Application | None = None

    # the program

    @property
    def program(self) -> Application:
        assert self._program
        return self._program

    @property
    def window(self) -> MainWindow:
        """The window last opened."""
        return self.program.windows[-1]

    def starts(self, *paths: Path) -> Clerk:
        self._program = application.create(["nianbao"])
        self._program.start(list(paths))
        QApplication.processEvents()
        return self

    def ends(self) -> None:
        """Leave everything as it is, as when the process ends."""
        if self._program:
            self._program.end()
            self._program = None

    # questions

    def will_answer(self, answer: str) -> Clerk:
        """Press this button of the next question."""
        self._answers.click(answer)
        return self

    def will_choose(self, path: Path) -> Clerk:
        """Choose this in the next file dialog."""
        self._answers.choose(path)
        return self

    def will_leave(self) -> Clerk:
        """Close the next question without an answer."""
        self._answers.act(QDialog.reject)
        return self

    def will(self, act: Callable[[QDialog], None]) -> Clerk:
        """Do this with the next dialog; it must close it."""
        self._answers.act(act)
        return self

    def was_told(self, sentence: str) -> bool:
        """Whether a dialog said this."""
        return any(sentence in said for said in self._answers.seen)

    # acts

    def presses(self, key: str) -> Clerk:
        """A shortcut or key for whatever has the focus: "Ctrl+S", "F8", "Return"."""
        QTest.keySequence(self._focus(), key)
        QApplication.processEvents()
        return self

    def types(self, text: str) -> Clerk:
        """Digits and ASCII letters only: key events of others abort the test."""
        for character in text:  # the first one opens an editor, which takes the others
            QTest.keyClicks(self._focus(), character)
        QApplication.processEvents()
        return self

    def goes_to(self, address: str) -> Clerk:
        """A cell's address, or a narrative's or organ entry's key."""
        self.window.pages.go_to(Cell.parse(address) if address.count("/") == 2 else address)
        QApplication.processEvents()
        return self

    def fills(self, address: str, text: str) -> Clerk:
        """Type a figure into its cell and leave the cell by Enter."""
        return self.goes_to(address).types(text).presses("Return")

    def chooses(self, action: str) -> Clerk:
        """A menu item by its id."""
        self.window.actions_by_id[action].trigger()
        QApplication.processEvents()
        return self

    def saves(self) -> Clerk:
        return self.presses("Ctrl+S")

    def undoes(self) -> Clerk:
        return self.presses("Ctrl+Z")

    def _focus(self) -> QWidget:
        if QApplication.activeWindow() is not self.window:  # no window manager gives it back after a dialog
            self.window.activateWindow()
            for _ in range(200):
                if QApplication.activeWindow() is self.window:
                    break
                QTest.qWait(10)
        focus = QApplication.focusWidget()
        return focus if focus and self.window.isAncestorOf(focus) else self.window

    # looks

    def figure(self, address: str) -> str:
        """The digits in a cell, "" for a blank."""
        figure = self.window.document.report.figure(Cell.parse(address))
        return "" if figure is None else digits(figure)

    def sees(self, rule: str) -> bool:
        """Whether the problems list has a finding of this rule, once the check of the last edit is done."""
        self.window.desk.checker.run()
        return any(finding.rule == rule for finding in self.window.desk.checker.checked.findings)

    @property
    def verdict(self) -> str:
        self.window.desk.checker.run()
        return self.window.toolbar.verdict.text()

    @property
    def title(self) -> str:
        return self.window.windowTitle()

    @property
    def status(self) -> str:
        return self.window.status.sentence
