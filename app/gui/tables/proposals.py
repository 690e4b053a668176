"""A repair that only she can decide on: its figure stands ready in the cell, and Enter takes it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from app.gui.desk.repair import RepairWords
from app.gui.grid.view import TableView


class Proposals(QObject):
    """Over one table. `said`: what was done. Esc, another key or a click elsewhere leave all as it was."""

    said = Signal(str)

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._asking = False  # whether the sentence at the cell is ours
        view.delegate.taken.connect(self._take)
        view.delegate.typed.connect(self._over)
        view.delegate.closeEditor.connect(self._over)

    def propose(self, words: RepairWords) -> None:
        """Open the cell with the figure in it, selected; the strip shows what it would do."""
        view, cell = self._view, next(iter(words.fix))
        view.commit()
        view.go(view.model().index_of(cell))
        view.setFocus()
        if editor := view.open_editor(typing=False):
            editor.propose(words)
            view.typed.emit(cell, editor.text())
            view.tell(cell, f"{words.told}？回车采用，Esc 不改。")
            self._asking = True

    def _take(self, words: RepairWords) -> None:
        figures = {cell: Decimal(to) for cell, to in words.fix.items()}
        self._view.model().change(figures, words.step)
        self.said.emit(f"已改：{words.told}。请对照原始数据，可以撤销。")

    def _over(self, _what: object = None, _how: object = None) -> None:
        """The sentence at the cell goes with the proposal."""
        if self._asking:
            self._asking = False
            self._view.note.close_note()
