"""The tab 退回意见: what became of what was asked the last time, what would be asked now, and the county's own words to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.county.exchange.sending import Correspondence
from app.county.standing import Standing, words
from app.form.schema import Cell
from app.gui.look import labels, theme
from app.gui.look.card import Card
from app.gui.look.card_list import LISTED, CardList
from app.gui.look.layouts import empty
from app.gui.look.style_sheet import set_role
from app.model.finding import Place
from app.model.kept.remarks import Answered, Remark, place_of

_WHOLE = "全文"


class AskedCard(Card):
    """A remark of this unit. Signals: `seen_at` (Place): open the unit's draft there; `dropped` (Remark)."""

    seen_at = Signal(object)
    dropped = Signal(object)

    def __init__(self, head: str, edge: str, remark: Remark, said: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.remark = remark
        self._edge = edge
        self._place: Place = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(11), theme.px(5), theme.px(8), theme.px(5))
        column.setSpacing(theme.px(2))
        first = self._label("")
        bold = first.font()
        bold.setBold(True)
        first.setFont(bold)
        first.setText(head)
        set_role(first, {"query": "warning", "good": "good"}.get(edge, ""))
        text = self._label("")
        text.setText(remark.text)
        for label in (first, text):
            column.addWidget(label)
        for each in said:
            line = self._label("quiet")
            line.setText(each)
            column.addWidget(line)
        column.addWidget(self._acts)
        self._acts.hide()
        self.setAccessibleName("。".join((head, remark.text, *said)))

    def leads_to(self, place: Place) -> None:
        """A link that opens the unit's draft."""
        self._place = place
        self._act("看底稿", self.activate)
        self._acts.show()

    def may_be_dropped(self, words: str) -> None:
        self._act(words, self._drop)
        self._acts.show()

    def _drop(self) -> None:
        self.dropped.emit(self.remark)

    def activate(self) -> None:
        """The unit's own draft, where it stands."""
        if self._place:
            self.seen_at.emit(self._place)

    def edge(self) -> str:
        return self._edge


class _List(CardList):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._groups: Sequence[tuple[str, Sequence[Callable[[], AskedCard]]]] = ()

    def show_cards(self, groups: Sequence[tuple[str, Sequence[Callable[[], AskedCard]]]]) -> None:
        """Each heading with its cards, which are made when they are listed; nothing stays of what was shown before."""
        self._groups, self._most = groups, LISTED
        self._arrange_anew()

    def _arrange_anew(self) -> None:
        self._column.removeWidget(self._more)
        empty(self._column)
        shown: list[QWidget] = []
        left = self._most
        for heading, cards in self._groups:
            shown.append(labels.words(heading, "quiet"))
            for make in cards[: max(0, left)]:
                card = make()
                card.stepped.connect(self._step)
                shown.append(card)
            left -= len(cards)
        self._offer_more(-left)
        self._arrange([*shown, self._more])
        self._column.addStretch()

    def inside(self) -> QWidget:
        return self._inside


class RemarksPanel(QWidget):
    """Signals: `added`, `dropped` (Remark): the county's own words; `return_wanted`; `chat_wanted`; `seen_at` (Place)."""

    added = Signal(object)
    dropped = Signal(object)
    return_wanted = Signal()
    chat_wanted = Signal()
    seen_at = Signal(object)

    def __init__(self, current: Callable[[], tuple[Cell | None, str]], parent: QWidget | None = None) -> None:
        """`current`: the cell chosen in the sum and its name, which a remark may be about."""
        super().__init__(parent)
        self._current = current
        self._own: tuple[Remark, ...] = ()
        self.title = labels.words(role="question")
        self.list = _List("退回意见")
        self.place = QComboBox()
        self.place.setAccessibleName("意见说的是哪里")
        self.own = QPlainTextEdit()
        self.own.setProperty("role", "field")
        self.own.setPlaceholderText("再写一条，例如：第五部分太短。")
        self.own.setAccessibleName("再写一条意见")
        self.own.setTabChangesFocus(True)
        self.add = QPushButton("加入意见")
        self.add.clicked.connect(self._add)
        self.give = QPushButton("退回…")
        self.give.setProperty("role", "primary")
        self.give.clicked.connect(self.return_wanted)
        self.chat = QPushButton("复制一段话")
        self.chat.clicked.connect(self.chat_wanted)
        asked, writing = QVBoxLayout(), QVBoxLayout()
        asked.addWidget(self.title)
        asked.addWidget(self.list, 1)
        for widget in (self.place, self.own, self.add):
            writing.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.chat)
        row.addWidget(self.give)
        writing.addLayout(row)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._halves.setContentsMargins(*(theme.px(8),) * 4)
        for layout in (asked, writing, self._halves):
            layout.setSpacing(theme.px(6))
        self._halves.addLayout(asked, 1)
        self._halves.addLayout(writing)
        self.set_below(False)

    def set_below(self, below: bool) -> None:
        """Beside each other where there is width and no height."""
        way = QBoxLayout.Direction
        self._halves.setDirection(way.LeftToRight if below else way.TopToBottom)
        self.own.setFixedHeight(theme.px(38 if below else 52))

    def show(self, standing: Standing | None, between: Correspondence) -> None:  # type: ignore[override]
        self.title.setText(standing.unit.name if standing else "请在左边选一个单位。")
        self._own = standing.own_remarks if standing else ()
        made: list[tuple[str, list[Callable[[], AskedCard]]]] = []
        if standing is not None and between.last:
            times, last = len(standing.decision.returns), standing.decision.returns[-1]
            open_ones = sum(not each.done for each in between.last)
            until = f"，期限 {last.deadline}" if last.deadline else ""
            state = f"{open_ones} 条还没有改" if open_ones else "都改了或答复了"
            made.append(
                (
                    f"第 {times} 次退回（{last.date}{until}）：{state}",
                    [partial(self._was, each, between) for each in between.last],
                )
            )
        if between.letter is not None:
            waits = standing is not None and words(standing).startswith("已退回")
            asked = between.fresh if waits else between.letter.remarks
            cards = [partial(self._asked, number, each, between) for number, each in enumerate(asked, 1)]
            if cards:
                made.append((f"{'退回以后另外要提的' if waits else '这次要退回的'} {len(cards)} 条", cards))
        elif between.why and not between.last:
            made.append((between.why, []))
        self.list.show_cards(made)
        self._places(between)
        for button in (self.give, self.chat):
            button.setEnabled(between.letter is not None)
        for widget in (self.add, self.own, self.place):
            widget.setEnabled(standing is not None)

    def _was(self, each: Answered, between: Correspondence) -> AskedCard:
        remark = each.remark
        said = [f"单位答复：{remark.answer}"] if remark.answer else []
        said = [f"{each.words}。", *said] if each.words else said
        head = f"{'✓' if each.done else theme.LEVEL_MARKS['query']} {each.number}. {remark.name or _WHOLE}"
        return self._card(head, "good" if each.done else "query", remark, said, between)

    def _asked(self, number: int, remark: Remark, between: Correspondence) -> AskedCard:
        said = [f"现在写的：{remark.stands}"] if remark.stands and remark.place.count("/") == 2 else []
        if between.letter is not None and between.letter.repeated(remark):
            said.append("上次已经指出，这次还没有改。")
        card = self._card(f"{number}. {remark.name or _WHOLE}", "accent", remark, said, between)
        if remark in self._own:
            card.may_be_dropped("不提这一条")
        return card

    def _card(self, head: str, edge: str, remark: Remark, said: list[str], between: Correspondence) -> AskedCard:
        card = AskedCard(head, edge, remark, said, self.list.inside())
        place = place_of(remark, between.report) if between.report is not None else ""
        if place:
            card.leads_to(place)
        card.seen_at.connect(self.seen_at)
        card.dropped.connect(self.dropped)
        return card

    def _places(self, between: Correspondence) -> None:
        """Where a remark of the county's own may point: the whole, a part, the cell that is chosen in the sum."""
        at = self.place.currentText()
        self.place.clear()
        self.place.addItem(_WHOLE, "")
        cell, name = self._current()
        if cell is not None:
            self.place.addItem(name, str(cell))
        for part in between.report.form.parts if between.report is not None else ():
            if part.heading:
                self.place.addItem(part.heading, part.key)
        self.place.setCurrentIndex(max(0, self.place.findText(at)))

    def _add(self) -> None:
        text = self.own.toPlainText().strip()
        if text:
            self.own.clear()
            place = str(self.place.currentData() or "")
            self.place.setCurrentIndex(0)
            self.added.emit(Remark(text, place, self.place.itemText(self.place.findData(place)) if place else ""))
