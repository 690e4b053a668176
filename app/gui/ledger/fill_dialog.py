"""用台账填表三: what the ledger gives, what is asked first, which figures change; nothing moves before 填入."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from app.form.schema import Cell
from app.gui.help.view import show_help
from app.gui.ledger.ask_card import AskCard
from app.gui.ledger.offers import Offers
from app.gui.ledger.open_ledger import OpenLedger
from app.gui.ledger.wording import COLUMNS
from app.gui.look import labels, theme
from app.gui.look.card_list import CardList
from app.gui.look.changes_view import ChangeRow, ChangesView
from app.gui.look.layouts import empty
from app.gui.look.style_sheet import resize_within
from app.ledger.classify import Answer
from app.ledger.count import TABLE, Count
from app.ledger.fill import Handover, answers_of, changed, filled, handovers
from app.ledger.notes import notes
from app.ledger.questions import Key, Question, questions
from app.ledger.sentences import APPLICATIONS, sentences
from app.model.figures import digits
from app.model.report import Report

_LATE_NAMED = 6
_ADVICE = "一样的话只问一次，您的回答记在底稿里。台账写错了的，也可以在台账里改好、保存，再重读。"


class _Questions(CardList):
    """The questions, one card each; `make` makes it."""

    def __init__(self, make: Callable[[Question, QWidget], AskCard]) -> None:
        super().__init__("要问的")
        self._make = make
        self._advice = labels.words(_ADVICE, "quiet", self._inside)
        for widget in (self._advice, self._more):
            self._column.addWidget(widget)
        self._column.addStretch()
        self._now: Sequence[Question] = ()

    def show_questions(self, now: Sequence[Question]) -> None:
        """These; nothing stays of what was shown before."""
        for card in self._cards():
            self._drop(card)
        self._now = now
        self._arrange_anew()

    def _arrange_anew(self) -> None:
        cards = self._cards()
        for question in self._now[len(cards) : self._most]:
            card = self._make(question, self._inside)
            card.stepped.connect(self._step)
            cards.append(card)
        self._offer_more(len(self._now) - len(cards))
        self._arrange([self._advice, *cards, self._more])


class FillDialog(QDialog):
    """After it was accepted: `made` is the report filled. `columns_wanted`: she wants to say what columns are."""

    def __init__(self, parent: QWidget | None, ledger: OpenLedger, report: Report) -> None:
        super().__init__(parent)
        self.columns_wanted = False
        self._ledger, self._report = ledger, report
        self._answers: dict[str, Answer] = answers_of(report)
        self._apart: set[Key] = set()
        self._asked = ledger.count({}).asks  # also what is answered: an answer can be changed
        self._counted = ledger.count(self._answers)
        self.setWindowTitle(labels.on_title(f"用台账填表三：{ledger.file.name}"))
        self._lay_out()
        self._show_questions()
        self._renew()
        resize_within(self, 940, 580)
        (self._questions if self._asked else self.go).setFocus()

    @property
    def made(self) -> Report:
        """The report with table 三 filled and the sentences that were ticked."""
        return self._offers.added(filled(self._report, self._counted, self._ledger.file, self._answers))

    @property
    def number(self) -> int:
        """How many figures change."""
        return len(changed(self._report, self._counted))

    @property
    def left(self) -> int:
        """How many requests are still asked about."""
        return len(self._counted.asks)

    # layout

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(8))
        self._says, self._open = labels.words(role="question"), labels.words(role="warning")
        column.addWidget(self._says)
        column.addWidget(self._open)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("side")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._questions = _Questions(self._card)
        self._changes = QWidget()
        QVBoxLayout(self._changes).setContentsMargins(0, 0, 0, 0)
        if self._asked:
            self._tabs.addTab(self._questions, "要问的")
        self._tabs.addTab(self._changes, "改动")
        if told := self._notes():
            self._tabs.addTab(_page(told), f"提醒 {len(told)}")
        column.addWidget(self._tabs, 1)
        self._offers = Offers(self)
        column.addWidget(self._offers)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        buttons = labels.buttons(self, "填入")
        self.go = buttons.ok
        links = [_link("台账怎样填", self._help)]
        if self._ledger.read.unknown:
            links.append(_link("没有用到的列…", self._columns))
        for place, link in enumerate(links):
            buttons.row.insertWidget(place, link)
        return buttons.row

    def _notes(self) -> list[tuple[str, str]]:
        """(role, sentence): what the clerk should know beside the figures."""
        counted = self._counted
        told = [("warning", _handover(each)) for each in handovers(counted, self._report.previous)]
        told += [("", sentence) for sentence in notes(self._ledger.read, counted)]
        if counted.late:
            named = "、".join(each.request.id for each in counted.late[:_LATE_NAMED])
            more = f" 等 {len(counted.late)} 件" if len(counted.late) > _LATE_NAMED else ""
            told.append(("", f"逾期的：{named}{more}。在右边“期限”里看。"))
        return told

    # what is asked

    def _show_questions(self) -> None:
        self._questions.show_questions(questions(self._asked, self._apart))

    def _card(self, question: Question, parent: QWidget) -> AskCard:
        card = AskCard(question, self._report.form, question.answer_in(self._answers), parent)
        card.answered.connect(self._answered)
        card.apart.connect(self._take_apart)
        return card

    def _answered(self, question: Question, answer: Answer | None) -> None:
        for key in question.answered(Answer("", "")):
            self._answers.pop(key, None)
        if answer is not None:
            self._answers.update(question.answered(answer))
        self._counted = self._ledger.count(self._answers)
        self._renew()

    def _take_apart(self, question: Question) -> None:
        self._apart.add(question.key)
        self._show_questions()
        self._questions.enter()

    # what is shown

    def _renew(self) -> None:
        counted, report = self._counted, self._report
        self._says.setText(_totals(counted))
        still = f"还有 {len(counted.asks)} 件要问。问清楚以前，会受影响的 {len(counted.uncertain)} 格不填，不会当作 0。"
        self._open.setText(still)
        self._open.setVisible(bool(counted.asks))
        if self._asked:
            left = len(questions(counted.asks, self._apart))
            self._tabs.setTabText(0, f"要问的 {left}" if left else "要问的 ✓")
        changes = changed(report, counted)
        self._tabs.setTabText(self._tabs.indexOf(self._changes), f"改动 {len(changes)}")
        self._show_changes(changes)
        self.go.setText(f"填入 {len(changes)} 格" if changes else "记下这份台账")
        after = filled(report, counted, self._ledger.file, self._answers)
        offered = sentences(after, counted)
        if counted.asks:  # a sentence of figures that are not known yet would be a wrong one
            del offered[APPLICATIONS]
        self._offers.offer(offered, after)

    def _show_changes(self, changes: Mapping[Cell, Decimal]) -> None:
        layout = self._changes.layout()
        assert layout is not None
        empty(layout)
        if not changes:
            layout.addWidget(labels.words("表三已经与台账一致，没有要改的格。", "quiet"))
            return
        report = self._report
        table = report.form.table(TABLE)
        rows = [
            ChangeRow(
                table.name(cell), "" if (now := report.figures.get(cell)) is None else digits(now), digits(figure)
            )
            for cell, figure in changes.items()
        ]
        layout.addWidget(ChangesView("改动", ("位置", "现在", "台账"), rows, ticks=False))

    def _help(self) -> None:
        show_help("ledger", self)

    def _columns(self) -> None:
        self.columns_wanted = True
        self.reject()


def _totals(counted: Count) -> str:
    def total(row: str) -> str:
        return digits(counted.figures[Cell(TABLE, row, "total")])

    return (
        f"{counted.year}年：新收 {total('received')} 件，上年结转 {total('carried_in')} 件，"
        f"办结 {total('processed_total')} 件，结转下年度 {total('carried_out')} 件。填入前底稿不变，填入后可以撤销。"
    )


def _handover(each: Handover) -> str:
    ids = f"（{'、'.join(each.ids)}）" if each.ids else ""
    return (
        f"上年结转·{COLUMNS[each.column]}：台账里 {each.ledger} 件{ids}，"
        f"去年报告的“结转下年度”是 {each.last_year} 件。请核对是台账漏了、分错了列，还是去年报错了。"
    )


def _page(told: list[tuple[str, str]]) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(*(theme.px(8),) * 4)
    column.setSpacing(theme.px(8))
    for role, sentence in told:
        column.addWidget(labels.words(sentence, role, selectable=True))
    column.addStretch()
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.setAccessibleName("提醒")
    return area


def _link(words: str, calls: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", "link")
    button.setAutoDefault(False)
    button.clicked.connect(calls)
    return button
