"""One question with named answers; closing it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.look import labels, theme

GO_ON, GIVE_UP = "继续核对", "不要了"
"""The answers where closing a window would lose what a person has looked through."""

_WIDTH = 430


class Question(QDialog):
    """Use ask or tell."""

    def __init__(self, parent: QWidget | None, text: str, answers: Sequence[str], more: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("公开年报")
        self.setAccessibleName(text)
        self.answer = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(n) for n in (24, 20, 24, 16)))
        column.setSpacing(theme.px(10))
        column.addWidget(_paragraph(text, "question"))
        if more:
            column.addWidget(_paragraph(more, "quiet"))
        column.addSpacing(theme.px(8))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch()
        for number, answer in enumerate(answers):
            button = QPushButton(answer, self)
            button.setAutoDefault(False)
            button.clicked.connect(self._clicked)
            if number == 0:
                button.setDefault(True)
                button.setProperty("role", "primary")
            row.addWidget(button)
        column.addLayout(row)

    def _clicked(self) -> None:
        button = self.sender()
        assert isinstance(button, QPushButton)
        self.answer = button.text()
        self.accept()


def _paragraph(text: str, role: str) -> QLabel:
    label = labels.words(text, role, selectable=True)
    label.setFixedWidth(theme.px(_WIDTH))
    return label


def ask(parent: QWidget | None, text: str, answers: Sequence[str], more: str = "") -> str:
    """The answer chosen, "" when the question was closed. The first answer is the default: never one that loses work.

    `more`: a second, quieter paragraph.
    """
    question = Question(parent, text, answers, more)
    question.exec()
    return question.answer


def tell(parent: QWidget | None, text: str, more: str = "") -> None:
    """Say one thing that needs no decision."""
    ask(parent, text, ("知道了",), more)
