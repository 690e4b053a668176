"""One question with named answers; closing it decides nothing. And how any dialog is run."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.look import labels, theme


class Answer(Enum):
    """Every answer that a question of the program offers, and what its button says; {year} is filled in by `ask`."""

    KNOWN = "知道了"
    DONE = "好"
    CLOSE = "关闭"
    CANCEL = "取消"
    COMPARE = "比较"
    # leaving, saving
    SAVE = "保存"
    DISCARD = "不保存"
    EDIT_ON = "继续编辑"
    CHECK_ON = "继续核对"
    MARK_ANYWAY = "照样标为已公布"
    DROP = "不要了"
    KEEP = "留着"
    # files in the way
    AGAIN = "重试"
    ELSEWHERE = "另存一份"
    OTHER_FOLDER = "换个文件夹"
    OTHER_NAME = "换个文件名"
    OVERWRITE = "覆盖"
    OVERWRITE_IT = "覆盖它"
    REPLACE = "替换它"
    OPEN_FOLDER = "打开文件夹"
    # opening
    OPEN = "打开它"
    READ_ONLY = "只读打开"
    OPEN_UNUSED = "对方没有打开，照常打开"
    OPEN_FOUND = "打开找回的"
    OPEN_SAVED = "打开已保存的"
    LATER = "以后再说"
    # going out
    GO_THERE = "去第一处"
    REVIEW_COPY_NOW = "导出送审稿"
    BACK = "返回修改"
    EXPORT_ANYWAY = "照样导出"
    SELF_CHECK = "先去自查"
    DO_NOT_COPY = "不复制"
    # last year's report
    AS_LAST_YEAR = "作为去年的年报"
    TO_CHECK = "作为一份报告打开核对"
    BEGIN = "从它开始{year}年的年报"
    ADD_UP = "相加"
    CHANGE_OVER = "换成这一份"
    KEEP_FORMER = "保留原来的"
    ATTACH_ANYWAY = "照样附上"
    CARRY_IN = "带入"
    DO_NOT_CARRY_IN = "不带入"
    SPLIT = "转为2021表样"
    DO_NOT_SPLIT = "先不转"
    # copies that come back
    IS_COPY = "是改稿"
    IS_NO_COPY = "不是"
    COMPARE_ANYWAY = "照样比较"
    WRITE_ON = "接着改"
    TAKE_BACK = "撤销这处修改"
    # the county office
    MEND = "代改"
    KEEP_FIGURES = "留着底稿里的数"
    TAKE_SUMS = "改成各单位之和"
    CHOOSE_FOLDER = "选去年的文件夹"
    HAND_OUT_ANYWAY = "照样下发"
    # the ledger
    CHOOSE_LEDGER = "选择台账"
    # levels, totals
    TAKE = "采用"
    DO_NOT_TAKE = "不采用"
    TURN_ON = "打开并改掉"
    DO_NOT_TURN_ON = "不打开"


_WIDTH = 430


class Question(QDialog):
    """Use ask or tell."""

    def __init__(self, parent: QWidget | None, text: str, answers: Sequence[Answer], more: str, year: int) -> None:
        super().__init__(parent)
        self.setWindowTitle("公开年报")
        self.setAccessibleName(text)
        self.answer: Answer | None = None
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
        self._answers: dict[QPushButton, Answer] = {}
        for number, answer in enumerate(answers):
            button = QPushButton(answer.value.format(year=year), self)
            self._answers[button] = answer
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
        self.answer = self._answers[button]
        self.accept()


def _paragraph(text: str, role: str) -> QLabel:
    label = labels.words(text, role, selectable=True)
    label.setFixedWidth(theme.px(_WIDTH))
    return label


def run(dialog: QDialog) -> bool:
    """Show the dialog until it is closed; True when it was accepted.

    It is gone when the event is over, else it would stay with its window until that closes; read from it at once.
    """
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()


def ask(parent: QWidget | None, text: str, answers: Sequence[Answer], more: str = "", year: int = 0) -> Answer | None:
    """The answer chosen, None when the question was closed. The first one is the default: never one that loses work.

    `more`: a second, quieter paragraph.
    """
    question = Question(parent, text, answers, more, year)
    run(question)
    return question.answer


def tell(parent: QWidget | None, text: str, more: str = "") -> None:
    """Say one thing that needs no decision."""
    ask(parent, text, (Answer.KNOWN,), more)
