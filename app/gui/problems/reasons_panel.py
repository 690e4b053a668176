"""The tab 说明: every reason given, the levels the county set, and the papers that carry them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.acts import Checked
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.look import labels, theme
from app.gui.look.card_list import CardList
from app.gui.look.flow import Flow
from app.gui.problems.levels_file import in_words
from app.gui.problems.reason_card import HOLDS, IDLE, REOPENED, Given, ReasonCard, given

_ORDER = (REOPENED, HOLDS, IDLE)
_NONE = "还没有写过说明。“问题”里标着▲核实的，改正或写说明；写过的都列在这里。"


class ReasonsPanel(CardList):
    """Signal `wanted` (Place, quote). `papers`: the actions offered as buttons above; `levels`: those about 核对要求."""

    wanted = Signal(object, str)

    def __init__(
        self,
        document: ReportDocument,
        checker: Checker,
        papers: Collection[QAction] = (),
        levels: Collection[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("说明", parent)
        self._document = document
        self._papers = self._buttons(papers)
        self._says = labels.words(parent=self._inside)
        self._set = labels.words(role="quiet", parent=self._inside)
        self._levels = self._buttons(levels)
        for widget in (self._papers, self._says, self._more, self._set, self._levels):
            self._column.addWidget(widget)
        self._column.addStretch()
        self._by_anchor: dict[str, ReasonCard] = {}
        self._now: dict[str, Given] = {}
        checker.found.connect(self._found)
        self._found(checker.checked)

    def _buttons(self, actions: Collection[QAction]) -> QWidget:
        holder = QWidget(self._inside)
        row = Flow(holder, theme.px(6))
        for action in actions:
            button = QPushButton(action.iconText(), holder)
            labels.set_tip(button, action.toolTip())
            button.clicked.connect(action.trigger)
            row.addWidget(button)
        holder.setVisible(bool(actions))
        return holder

    def cards(self) -> list[ReasonCard]:
        """The cards from top to bottom."""
        return [card for card in self._cards() if isinstance(card, ReasonCard)]

    def _found(self, checked: object) -> None:
        """Keep the cards of reasons that stay: what is being rewritten is not lost by typing elsewhere."""
        assert isinstance(checked, Checked)
        report = checked.report
        findings = {finding.anchor: finding for finding in checked.findings}
        now = [given(anchor, reason, findings.get(anchor), report) for anchor, reason in report.reasons.items()]
        now.sort(key=lambda each: _ORDER.index(each.state))
        here = next((c for c in self._by_anchor.values() if c.isAncestorOf(QApplication.focusWidget() or self)), None)
        at = self.cards().index(here) if here else -1
        self._now = {each.anchor: each for each in now}
        self._say(now, sum(f.level == "query" and not f.reason for f in checked.findings))
        self._set.setText(in_words(report.levels))
        self._set.setVisible(bool(report.levels.levels))
        self._arrange_anew()
        cards = self.cards()
        if here is not None and here not in cards and cards:
            self._focus(cards[min(at, len(cards) - 1)])

    def _arrange_anew(self) -> None:
        anchors = list(self._now)
        listed = self._listed(anchors, [anchor for anchor, card in self._by_anchor.items() if card.is_open])
        for anchor in [anchor for anchor in self._by_anchor if anchor not in listed]:
            self._drop(self._by_anchor.pop(anchor))
        cards = [self._card(self._now[anchor]) for anchor in anchors if anchor in listed]
        self._offer_more(len(anchors) - len(cards))
        self._arrange([self._papers, self._says, *cards, self._more, self._set, self._levels])

    def _card(self, each: Given) -> ReasonCard:
        if each.anchor in self._by_anchor:
            self._by_anchor[each.anchor].show_given(each)
            return self._by_anchor[each.anchor]
        card = self._by_anchor[each.anchor] = ReasonCard(self._document, each, self._inside)
        card.wanted.connect(self.wanted)
        card.stepped.connect(self._step)
        return card

    def _say(self, now: list[Given], open_queries: int) -> None:
        if not now:
            self._says.setText(_NONE)
            return
        counted = [(state, sum(each.state == state for each in now)) for state in (HOLDS, REOPENED, IDLE)]
        parts = "，".join(f"{state} {number} 条" for state, number in counted if number)
        self._says.setText(
            f"说明 {len(now)} 条：{parts}。" + (f"还有 {open_queries} 处待说明。" if open_queries else "")
        )
