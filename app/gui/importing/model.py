"""The form as it was read: each figure plain, doubtful, or not found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.documents.recognise.report import Imported
from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.grid.model import Index, Mark, TableModel
from app.gui.importing.stops import doubtful_cells
from app.model.figures import digits
from app.model.finding import Finding, Level

_NOT_FOUND = "未读到"


class Proof:
    """The states of all figures while they are looked at; `settled`: doubts that a person has decided."""

    def __init__(self, imported: Imported, document: ReportDocument) -> None:
        self._document = document
        self._first = imported.report
        self._notes = {Cell.parse(d.where): d.note for d in imported.doubts if d.where.count("/") == 2}
        self._doubtful = doubtful_cells(imported)
        self._missing = frozenset(imported.missing) - self._doubtful
        self.settled: set[Cell] = set()

    def changed(self, cell: Cell) -> bool:
        """Whether a person has typed here."""
        return self._document.report.figure(cell) != self._first.figure(cell)

    def doubtful(self, cell: Cell) -> bool:
        return cell in self._doubtful and cell not in self.settled and not self.changed(cell)

    def missing(self, cell: Cell) -> bool:
        return cell in self._missing and cell not in self.settled and self._document.report.figure(cell) is None

    def note(self, cell: Cell) -> str:
        return self._notes.get(cell, "")

    def tally(self) -> tuple[int, int, int, int]:
        """(all, read, doubtful, not found)"""
        cells = self._document.report.form.cells
        doubtful, missing = sum(map(self.doubtful, cells)), sum(map(self._not_there, cells))
        return len(cells), len(cells) - doubtful - missing, doubtful, missing

    def _not_there(self, cell: Cell) -> bool:
        """A figure nobody read stays not read when a person decides to leave it blank."""
        return cell in self._missing and self._document.report.figure(cell) is None


class ProofModel(TableModel):
    """Marks the state of reading instead of the findings of the rules."""

    def __init__(
        self, document: ReportDocument, checker: Checker, table_key: str, proof: Proof, parent: QObject
    ) -> None:
        self._proof = proof
        super().__init__(document, checker, table_key, parent)

    def _sort(self, findings: Iterable[Finding]) -> None:
        """The rules come later."""

    def refresh(self) -> None:
        """Doubts have been decided."""
        self._repaint(self.table.cells)

    def _mark(self, cell: Cell) -> Mark:
        figure = self.report.figure(cell)
        words = "" if figure is None else digits(figure)
        if self._proof.missing(cell):
            return Mark(_NOT_FOUND, computed=True)
        if self._proof.doubtful(cell):
            return Mark(words, level=Level.QUERY, messages=(f"存疑：{self._proof.note(cell)}",))
        return Mark(words)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is not None and role == Qt.ItemDataRole.EditRole:
            figure = self.report.figure(cell)
            return "" if figure is None else digits(figure)
        return super().data(index, role)

    def spoken(self, cell: Cell) -> str:
        mark = self.mark(cell)
        return " ".join((f"{self.table.short} {self.table.name(cell)}", mark.text or "空白", *mark.messages))
