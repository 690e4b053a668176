"""Everything found in the report, as cards grouped by how loudly they speak."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.acts import Checked, why_not_public
from app.gui import theme
from app.gui.checker import Checker
from app.gui.document import ReportDocument
from app.gui.parts_state import filled
from app.gui.problem_card import ProblemCard
from app.model.finding import LEVEL_NAMES, Finding, Level

_EXPLAINED = {
    Level.ERROR: "必须改",
    Level.INCOMPLETE: "公布前填齐",
    Level.QUERY: "改或写说明",
    Level.NOTE: "可不理",
    Level.UNCHECKED: "缺数，不算通过",
}


def _key(finding: Finding, seen: set[str]) -> str:
    """The anchor, numbered where two findings share it."""
    key, number = finding.anchor, 1
    while key in seen:
        number += 1
        key = f"{finding.anchor}|{number}"
    seen.add(key)
    return key


class ProblemsPanel(QScrollArea):
    """Signal `wanted` (Place, quote). Up and down go from card to card, Enter goes to the place, Tab to what can be done."""

    wanted = Signal(object, str)

    def __init__(self, document: ReportDocument, checker: Checker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("问题")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(theme.px(8), theme.px(6), theme.px(6), theme.px(8))
        self._column.setSpacing(theme.px(6))
        self._empty = QLabel(inside)
        self._empty.setWordWrap(True)
        self._column.addWidget(self._empty)
        self._headings: dict[Level, QLabel] = {}
        for level in Level:
            heading = QLabel(inside)
            heading.setProperty("role", "quiet")
            self._headings[level] = heading
            self._column.addWidget(heading)
        self._column.addStretch()
        self.setWidget(inside)
        self._cards: dict[str, ProblemCard] = {}
        checker.found.connect(self._found)
        self._found(checker.checked)

    def cards(self) -> list[ProblemCard]:
        """The cards from top to bottom."""
        widgets = (self._column.itemAt(number).widget() for number in range(self._column.count()))
        return [widget for widget in widgets if isinstance(widget, ProblemCard)]

    def _found(self, checked: object) -> None:
        """Keep the cards of findings that stay: a reason that is being written is not lost by typing elsewhere."""
        assert isinstance(checked, Checked)
        seen: set[str] = set()
        now = {_key(finding, seen): finding for finding in checked.findings}
        focused = next((card for card in self._cards.values() if card.isAncestorOf(self.focusWidget() or self)), None)
        at = self.cards().index(focused) if focused else -1
        for key in [key for key in self._cards if key not in now]:
            card = self._cards.pop(key)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for key, finding in now.items():
            if key in self._cards:
                self._cards[key].show_finding(finding)
            else:
                card = self._cards[key] = ProblemCard(self._document, finding, self.widget())
                card.wanted.connect(self.wanted)
                card.stepped.connect(self._step)
        self._order(now)
        self._say(checked)
        if focused is not None and focused not in self._cards.values() and self._cards:
            self._focus(self.cards()[min(at, len(self._cards) - 1)])

    def _order(self, now: dict[str, Finding]) -> None:
        """Cards under their heading; explained queries after those still open."""
        wanted: list[QWidget] = [self._empty]
        for level in Level:
            keys = [key for key, finding in now.items() if finding.level is level]
            keys.sort(key=lambda key: bool(now[key].reason))
            heading = self._headings[level]
            heading.setText(f"{LEVEL_NAMES[level]} {len(keys)}（{_EXPLAINED[level]}）")
            heading.setVisible(bool(keys))
            wanted += [heading, *(self._cards[key] for key in keys)]
        for number, widget in enumerate(wanted):
            if self._column.indexOf(widget) != number:
                self._column.insertWidget(number, widget)
        self._chain(wanted)

    def _chain(self, widgets: Iterable[QWidget]) -> None:
        """Tab goes through the cards as they are seen."""
        last: QWidget = self
        for card in widgets:
            if isinstance(card, ProblemCard):
                QWidget.setTabOrder(last, card)
                card.chain()
                last = card.tab_stops()[-1]

    def _say(self, checked: Checked) -> None:
        number, every = filled(checked.report)
        open_ones = [f for f in checked.findings if f.level in (Level.ERROR, Level.QUERY) and not f.reason]
        unfilled = f"还有 {every - number} 格未填。" if number < every else ""
        if open_ones:
            self._empty.hide()
            return
        if not unfilled and not why_not_public(checked):
            unfilled = "可以出公布稿。"
        self._empty.setText(f"目前没有发现问题。{unfilled}")
        self._empty.show()

    def _step(self, by: int) -> None:
        cards = self.cards()
        here = next((n for n, card in enumerate(cards) if card is self.sender()), 0)
        if 0 <= here + by < len(cards):
            self._focus(cards[here + by])

    def _focus(self, card: ProblemCard) -> None:
        card.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(card, 0, theme.px(8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the panel itself, down goes to the first card and up to the last."""
        cards = self.cards()
        if cards and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._focus(cards[0])
        elif cards and event.key() == Qt.Key.Key_Up:
            self._focus(cards[-1])
        else:
            super().keyPressEvent(event)
