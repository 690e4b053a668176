"""A table page on a desk: what a clerk does at it, by real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.grid.editor import FigureEditor
from app.gui.tables.page import TablePage
from app.model.figures import digits
from app.model.report import Report

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Desk:
    """A page with what a clerk does at it."""

    def __init__(self, qtbot, report: Report, table: str = "applications") -> None:
        self.bot = qtbot
        self.document = ReportDocument(report)
        self.checker = Checker(self.document)
        self.page = TablePage(self.document, self.checker, table)
        self.page.resize(866, 616)
        qtbot.addWidget(self.page)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()
        self.page.view.setFocus()
        qtbot.waitUntil(lambda: self.page.view.hasFocus())
        self.said: list[str] = []
        self.page.said.connect(self.said.append)

    @property
    def view(self):
        return self.page.view

    @property
    def editor(self) -> FigureEditor | None:
        return self.view.delegate.editor

    def at(self, row: str, column: str) -> None:
        self.page.go_to(Cell(self.page.table.key, row, column))

    def fills(self, row: str, column: str, text: str) -> None:
        self.at(row, column)
        self.keys(text, Key.Key_Return)

    def selects(self, first: tuple[str, str], last: tuple[str, str]) -> None:
        self.at(*first)
        self.view.go(self.page.model.index_of(Cell(self.page.table.key, *last)), extend=True)

    def composes(self, commit: str = "", preedit: str = "") -> None:
        """An input method at work in whatever has the focus."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def row(self, row: str) -> list[str | None]:
        """The figures of a row, in the order of its columns."""
        return [self.figure(row, column.key) for column in self.page.table.columns_of(row)]

    def undo(self) -> None:
        self.document.undo_stack.undo()

    @property
    def note(self) -> str:
        """The sentence shown at the cell, "" when none is."""
        return self.view.note.text() if self.view.note.isVisible() else ""

    def keys(self, *keys: object) -> None:
        """Characters and Qt keys, each sent to the widget that has the focus; (key, modifier) for a combination."""
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            if isinstance(key, str):
                for character in key:
                    self.bot.keyClick(QApplication.focusWidget(), character)
            elif isinstance(key, tuple):
                self.bot.keyClick(target, *key)
            else:
                self.bot.keyClick(target, key)

    def figure(self, row: str, column: str, table: str | None = None) -> str | None:
        figure = self.document.report.figure(Cell(table or self.page.table.key, row, column))
        return None if figure is None else digits(figure)

    def here(self) -> str:
        cell = self.view.cell()
        return f"{cell.row}/{cell.column}"

    def steps(self) -> int:
        return self.document.undo_stack.index()
