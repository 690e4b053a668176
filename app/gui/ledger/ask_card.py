"""One question about the ledger: the words, why they are asked about, and where the requests belong, to be chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.form.schema import Edition
from app.gui.ledger.wording import COLUMNS, row_words, where
from app.gui.look import theme
from app.gui.look.card import Card
from app.ledger.classify import NOT_COUNTED, Answer
from app.ledger.questions import Question

_MOST_NAMED = 12  # requests named one by one
_CHOOSE = "请选择"
_NOT = "不是一件申请，不计入"


class _Choice(QComboBox):
    """The wheel scrolls the list of questions and changes no answer by the way."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event) -> None:
        event.ignore()


class AskCard(Card):
    """Signals: `answered` (Question, Answer | None); `apart` (Question): to be asked request by request."""

    answered = Signal(object, object)
    apart = Signal(object)

    def __init__(self, question: Question, form: Edition, answer: Answer | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._answer = answer
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(11), theme.px(6), theme.px(8), theme.px(5))
        self._column.setSpacing(theme.px(3))
        self._head, self._why, self._which = self._label(""), self._label(""), self._label("quiet")
        bold = self._head.font()
        bold.setBold(True)
        self._head.setFont(bold)
        for label in (self._head, self._why, self._which):
            self._column.addWidget(label)
        self._ends_in, self._of = _Choice("归入哪一行", self), _Choice("归入哪一列", self)
        self._fill(form)
        choices = QHBoxLayout()
        choices.setSpacing(theme.px(8))
        choices.addWidget(self._ends_in, 3)
        choices.addWidget(self._of, 1)
        self._column.addLayout(choices)
        self._column.addWidget(self._acts)
        if len(question.asks) > 1:
            self._act("逐件选", self._take_apart)
        self._acts.setVisible(len(question.asks) > 1)
        self._say()
        self._ends_in.activated.connect(self._chosen)
        self._of.activated.connect(self._chosen)

    def _fill(self, form: Edition) -> None:
        ask = self.question.first
        rows: dict[str, str] = {}
        for row in ask.rows if self.question.can_be_placed else ():
            rows.setdefault(row_words(form, row), row)
        for words, key in ((_CHOOSE, ""), *rows.items(), (_NOT, NOT_COUNTED)):
            self._ends_in.addItem(words, key)
        columns = {COLUMNS[column]: column for column in ask.columns}
        for words, key in ((_CHOOSE, ""), *columns.items()) if len(columns) > 1 else columns.items():
            self._of.addItem(words, key)
        self._of.setEnabled(len(columns) > 1)
        if self._answer is None and len(rows) == 1 and len(columns) > 1:
            self._ends_in.setCurrentIndex(1)  # only whose it is, is asked
        if self._answer is not None:
            self._ends_in.setCurrentIndex(max(0, self._ends_in.findData(self._answer.row)))
            self._of.setCurrentIndex(max(0, self._of.findData(self._answer.column)))

    def _say(self) -> None:
        ask, number = self.question.first, len(self.question.asks)
        words = f"“{ask.request.words}”" if ask.request.words else "没有写结果"
        self._head.setText(f"{words}　{number} 件" if number > 1 else f"{words}　{where(ask.request)}")
        advice = "" if self.question.can_be_placed else "请在台账里改好，保存后重读。"
        self._why.setText(f"{ask.why}。{advice}")
        named = "、".join(where(each.request) for each in self.question.asks[:_MOST_NAMED])
        more = f" 等 {number} 件" if number > _MOST_NAMED else ""
        self._which.setText(f"{named}{more}")
        self._which.setVisible(number > 1)
        self.setAccessibleName(f"{self._head.text()}。{self._why.text()}{self._which.text()}")
        self.setAccessibleDescription("按 Tab 选行和列")

    def _chosen(self) -> None:
        row, column = self._ends_in.currentData(), self._of.currentData()
        done = row == NOT_COUNTED or (row and column)
        self._answer = Answer(row, column if row != NOT_COUNTED else "") if done else None
        self.update()
        self.answered.emit(self.question, self._answer)

    def _take_apart(self) -> None:
        self.apart.emit(self.question)

    def activate(self) -> None:
        self._ends_in.setFocus(Qt.FocusReason.TabFocusReason)

    def edge(self) -> str:
        return "good" if self._answer is not None else "query"

    def tab_stops(self) -> list[QWidget]:
        first, *acts = super().tab_stops()
        return [first, self._ends_in, *([self._of] if self._of.isEnabled() else []), *acts]
