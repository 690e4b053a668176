"""A card that can be written on: a 说明, an answer; the editor opens below what can be done and takes its place."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.desk.document import ReportDocument
from app.gui.look import theme
from app.gui.look.card import Card
from app.gui.problems.reason_editor import ReasonEditor


class WritingCard(Card):
    """`editor`: None while nothing is written. The first label of the card, `_head`, is bold."""

    def __init__(self, document: ReportDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.editor: ReasonEditor | None = None
        self._head = self._label("")
        bold = self._head.font()
        bold.setBold(True)
        self._head.setFont(bold)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(11), theme.px(6), theme.px(8), theme.px(5))
        self._column.setSpacing(theme.px(3))

    def _hold(self, widgets: Iterable[QWidget]) -> None:
        """What the card shows under its head, and what can be done last."""
        for widget in (self._head, *widgets, self._acts):
            self._column.addWidget(widget)

    def _new_editor(self) -> ReasonEditor:
        """With what was written before."""
        raise NotImplementedError

    def _give(self, text: str) -> None:
        """Keep what was written; the editor is closed already."""
        raise NotImplementedError

    def write(self) -> None:
        """Open the editor, or go to it."""
        if self.editor is None:
            self.editor = self._new_editor()
            self.editor.given.connect(self._given)
            self.editor.given_up.connect(self._close)
            self._column.insertWidget(self._column.indexOf(self._acts) + 1, self.editor)
            self._acts.hide()
            self.chain()
        self.editor.text.setFocus()

    def _given(self, text: str) -> None:
        self._close()
        self._give(text)

    def _close(self) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
            self._acts.show()
            self.setFocus()

    def _opened(self) -> list[QWidget]:
        return [self.editor] if self.editor else []
