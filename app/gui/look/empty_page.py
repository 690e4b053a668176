"""What a tab says while it has nothing to show: what is missing, how it comes, and the acts that bring it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.gui.look import labels, theme


class EmptyPage(QWidget):
    """`acts`: a button's words and the signal it emits; the keyboard goes to the first of them."""

    def __init__(self, missing: str, how: str, acts: Sequence[tuple[str, SignalInstance]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(14),) * 4)
        column.setSpacing(theme.px(8))
        column.addWidget(labels.words(missing))
        column.addWidget(labels.words(how, "quiet"))
        for words, wanted in acts:
            button = QPushButton(words)
            button.clicked.connect(wanted)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            if self.focusProxy() is None:
                self.setFocusProxy(button)
        column.addStretch()
