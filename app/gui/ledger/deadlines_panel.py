"""The tab 期限: which requests are overdue, due soon or waiting, the most urgent first."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.gui.ledger.open_ledger import OpenLedger
from app.gui.ledger.wording import day, where
from app.gui.look import labels, theme
from app.gui.look.card import Card
from app.gui.look.card_list import CardList
from app.gui.look.empty_page import EmptyPage
from app.gui.look.flow import Flow
from app.gui.look.layouts import empty
from app.ledger.deadlines import URGENCIES, Item, Urgency, deadline_list

_HOW = "选一份台账，这里列出逾期的、快到期的和等申请人的，期限按工作日计算。没有台账的，可以用程序的模板。"
_MOST = 120  # cards; what is more stands in the exported list
_EDGES: dict[Urgency, str] = {
    "overdue": "error",
    "soon": "query",
    "open": "note",
    "waiting": "unchecked",
    "unknown": "query",
    "late": "unchecked",
}
_MARKS = {"error": "●", "query": "▲", "note": "○", "unchecked": "—"}


class DeadlineCard(Card):
    """Enter copies the number, to be found in the ledger. `copied`: a sentence for the status line."""

    copied = Signal(str)

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        request = item.request
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(11), theme.px(5), theme.px(8), theme.px(5))
        column.setSpacing(theme.px(2))
        head, place, days, note = self._label(""), self._label(""), self._label("quiet"), self._label("warning")
        bold = head.font()
        bold.setBold(True)
        head.setFont(bold)
        head.setText(f"{_MARKS[self.edge()]} {item.words}")
        place.setText(" · ".join(filter(None, (where(request), request.office))))
        due = f"，应在 {day(item.due)} 前答复" if item.due else ""
        days.setText(f"{day(request.received.date) or '收到日期不清楚'} 收到{due}")
        note.setText(f"{item.note}。" if item.note else "")
        note.setVisible(bool(item.note))
        for label in (head, place, days, note):
            column.addWidget(label)
        self._acts.hide()
        self.setAccessibleName("。".join(label.text() for label in (head, place, days, note) if label.text()))
        self.setAccessibleDescription("按回车复制编号")

    def activate(self) -> None:
        QGuiApplication.clipboard().setText(self._item.request.id)
        self.copied.emit(f"已复制“{self._item.request.id}”。它在台账的{self._item.request.place}。")

    def edge(self) -> str:
        return _EDGES[self._item.urgency]


class _List(CardList):
    def show_items(self, head: QWidget, items: list[Item], copied: Callable[[str], None]) -> None:
        """`head` first, then a heading and the cards of each urgency."""
        empty(self._column)
        shown: list[QWidget] = [head]
        for urgency, words in URGENCIES.items():
            of = [item for item in items if item.urgency == urgency]
            if not of:
                continue
            shown.append(labels.words(f"{words} {len(of)} 件", "section"))
            for item in of[: max(0, _MOST - len(shown))]:
                card = DeadlineCard(item, self.widget())
                card.copied.connect(copied)
                card.stepped.connect(self._step)
                shown.append(card)
        cards = sum(isinstance(each, DeadlineCard) for each in shown)
        if cards < len(items):
            shown.append(labels.words(f"还有 {len(items) - cards} 件没有列出，请看导出的表格。", "quiet"))
        if not items:
            shown.append(labels.words("没有未答复的，也没有逾期答复的。", "quiet"))
        for widget in shown:
            self._column.addWidget(widget)
        self._column.addStretch()
        self._arrange(shown)


class DeadlinesPanel(QWidget):
    """Signals: `choose_wanted`, `again_wanted`, `export_wanted`, `days_wanted`, `template_wanted`; `said` (a sentence)."""

    choose_wanted = Signal()
    again_wanted = Signal()
    export_wanted = Signal()
    days_wanted = Signal()
    template_wanted = Signal()
    said = Signal(str)

    def __init__(self, ledger: OpenLedger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("期限")
        self._ledger = ledger
        self._stack = QStackedLayout(self)
        acts = (("选择台账…", self.choose_wanted), ("空白台账模板…", self.template_wanted))
        self._nothing = EmptyPage("还没有打开申请台账。", _HOW, acts)
        self._stack.addWidget(self._nothing)
        self._list = _List("答复期限")
        self._stack.addWidget(self._list)
        ledger.changed.connect(self.renew)
        ledger.went_stale.connect(self.renew)
        self._shown = False
        self.renew()

    def _head(self) -> QWidget:
        today = datetime.date.today()
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(labels.words(f"截至 {today.year}年{today.month}月{today.day}日，按工作日计算", "section"))
        column.addWidget(labels.words(f"台账：{self._ledger.file.name}", "quiet"))
        if self._ledger.stale:
            column.addWidget(labels.words("台账读过以后又改了。", "warning"))
        links = QWidget()
        row = Flow(links, theme.px(12))
        for words, wanted in (
            ("重读台账", self.again_wanted),
            ("导出给领导…", self.export_wanted),
            ("换一份…", self.choose_wanted),
            ("本地放假安排…", self.days_wanted),
        ):
            link = QPushButton(words)
            link.setProperty("role", "link")
            link.clicked.connect(wanted)
            row.addWidget(link)
        column.addWidget(links)
        return head

    def renew(self) -> None:
        """The list anew; while nobody sees it, when it is shown."""
        if not self._ledger.is_open:
            self._stack.setCurrentIndex(0)
            self.setFocusProxy(self._nothing)
            return
        self._stack.setCurrentIndex(1)
        self.setFocusProxy(self._list)
        if not self.isVisible():
            self._shown = False
            return
        self._shown = True
        self._list.show_items(self._head(), deadline_list(self._ledger.count()), self.said.emit)

    def enter(self) -> None:
        if self._ledger.is_open:
            self._list.enter()
        else:
            self._nothing.setFocus()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if not self._shown:
            self.renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "_list"):
            QTimer.singleShot(0, self, self.renew)  # not now: Qt is going through these very widgets
