"""Where a clerk writes why a 核实 finding stands, or what she answers: presets, and as many characters as are wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.gui.look import labels, theme
from app.gui.look.flow import Flow
from app.rules.registry import LEAST_REASON

PRESETS = ("经核实情况属实", "机构合并划转", "上年数据更正")


class _Text(QPlainTextEdit):
    """Ctrl+Enter takes over, Esc gives up, Tab goes on."""

    confirmed = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class ReasonEditor(QWidget):
    """Signals: `given` (the text), `given_up`. `name`: what is written here; `least`: characters that it must have."""

    given = Signal(str)
    given_up = Signal()

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        name: str = "说明",
        hint: str = "写明原因，审核时看得到，公布稿里没有",
        of: Sequence[str] = PRESETS,
        least: int = LEAST_REASON,
    ) -> None:
        super().__init__(parent)
        self.name, self._least = name, least
        self._before = text
        presets = QWidget(self)
        row = Flow(presets, theme.px(12))
        for words in of:
            button = QPushButton(words, presets)
            button.setProperty("role", "link")
            button.setAccessibleName(f"填入“{words}”")
            button.clicked.connect(self._preset_chosen)
            row.addWidget(button)
        self.text = _Text(text, self)
        self.text.setProperty("role", "field")
        self.text.setAccessibleName(name)
        self.text.setPlaceholderText(hint)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(62))
        self.text.textChanged.connect(self._typed)
        self.text.confirmed.connect(self._confirm)
        self.text.given_up.connect(self.given_up)
        self._count = labels.words(role="quiet", parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(6))
        foot.addWidget(self._count, 1)
        for name, role, slot in (("取消", "", self.given_up), ("确定", "primary", self._confirm)):
            button = QPushButton(name, self)
            button.setProperty("role", role)
            button.clicked.connect(slot)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(presets)
        column.addWidget(self.text)
        column.addLayout(foot)
        self._typed()

    @property
    def unfinished(self) -> bool:
        """Whether something stands here that the report does not have."""
        return self.text.toPlainText().strip() not in ("", self._before.strip())

    def missing(self) -> int:
        """How many characters are still wanted."""
        return max(0, self._least - len(self.text.toPlainText().strip()))

    def _typed(self) -> None:
        written = len(self.text.toPlainText().strip())
        self._count.setText(f"至少 {self._least} 个字，还差 {self.missing()} 个" if self.missing() else f"{written} 字")

    def _preset_chosen(self) -> None:
        button = self.sender()
        assert isinstance(button, QPushButton)
        self.text.setPlainText(button.text())
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.setFocus()

    def _confirm(self) -> None:
        """Too short a text stays open; the count beside it says what is missing."""
        if self.missing():
            self.text.setFocus()
        else:
            self.given.emit(self.text.toPlainText().strip())
