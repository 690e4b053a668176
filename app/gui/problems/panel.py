"""Everything found in the report, as cards grouped by how loudly they speak."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.acts import Checked, why_not_public
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.parts_state import filled
from app.gui.desk.standing import unread_notes
from app.gui.look import labels
from app.gui.look.card_list import CardList
from app.gui.problems.card import ProblemCard
from app.model.finding import LEVEL_NAMES, Finding, Level

_EXPLAINED = {
    Level.ERROR: "必须改",
    Level.INCOMPLETE: "公布前填齐",
    Level.QUERY: "改或写说明",
    Level.NOTE: "可不理，看过可标为已阅",
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


class ProblemsPanel(CardList):
    """Signals `wanted` (Place, quote): Enter on a card goes to the place; `said`: what an act of a card has done."""

    wanted = Signal(object, str)
    said = Signal(str)

    def __init__(self, document: ReportDocument, checker: Checker, parent: QWidget | None = None) -> None:
        super().__init__("问题", parent)
        self._document = document
        self._empty = labels.words(parent=self._inside)
        self._column.addWidget(self._empty)
        self._headings: dict[Level, QLabel] = {}
        for level in Level:
            heading = labels.words(role="quiet", parent=self._inside, wraps=False)
            self._headings[level] = heading
            self._column.addWidget(heading)
        self._read = QPushButton(self._inside, checkable=True)
        self._read.setProperty("role", "link")
        self._read.toggled.connect(self._fold)
        self._column.addWidget(self._read)
        self._column.addStretch()
        self._by_key: dict[str, ProblemCard] = {}
        checker.found.connect(self._found)
        self._found(checker.checked)

    def cards(self) -> list[ProblemCard]:
        """The cards from top to bottom."""
        return [card for card in self._cards() if isinstance(card, ProblemCard)]

    def _found(self, checked: object) -> None:
        """Keep the cards of findings that stay: a reason that is being written is not lost by typing elsewhere."""
        assert isinstance(checked, Checked)
        seen: set[str] = set()
        now = {_key(finding, seen): finding for finding in checked.findings}
        focused = next(
            (card for card in self._by_key.values() if card.isAncestorOf(QApplication.focusWidget() or self)), None
        )
        at = self._seen().index(focused) if focused in self._seen() else -1
        for key in [key for key in self._by_key if key not in now]:
            self._drop(self._by_key.pop(key))
        for key, finding in now.items():
            if key in self._by_key:
                self._by_key[key].show_finding(finding)
            else:
                card = self._by_key[key] = ProblemCard(self._document, finding, self._inside)
                card.wanted.connect(self.wanted)
                card.said.connect(self.said)
                card.stepped.connect(self._step)
        self._order(now)
        self._say(checked)
        seen_now = self._seen()
        if focused is not None and focused not in seen_now and seen_now:
            self._focus(seen_now[min(max(at, 0), len(seen_now) - 1)])

    def _order(self, now: dict[str, Finding]) -> None:
        """Cards under their heading; explained queries after those still open."""
        wanted: list[QWidget] = [self._empty]
        read = [key for key in now if self._by_key[key].read]
        for level in Level:
            keys = [key for key, finding in now.items() if finding.level is level and key not in read]
            keys.sort(key=lambda key: bool(now[key].reason))
            heading = self._headings[level]
            heading.setText(f"{LEVEL_NAMES[level]} {len(keys)}（{_EXPLAINED[level]}）")
            heading.setVisible(bool(keys))
            wanted += [heading, *(self._by_key[key] for key in keys)]
            if level is Level.NOTE:
                wanted += [self._read, *(self._by_key[key] for key in read)]
        self._read.setVisible(bool(read))
        self._read.setText(f"{'▾' if self._read.isChecked() else '▸'} 已阅 {len(read)}")
        self._read.setAccessibleName(f"{'收起' if self._read.isChecked() else '展开'}已阅的 {len(read)} 条提示")
        for key, card in self._by_key.items():
            card.setVisible(key not in read or self._read.isChecked())
        self._arrange(wanted)

    def _fold(self) -> None:
        self._order({key: card.finding for key, card in self._by_key.items()})

    def _say(self, checked: Checked) -> None:
        number, every = filled(checked.report)
        open_ones = [f for f in checked.findings if f.level in (Level.ERROR, Level.QUERY) and not f.reason]
        unfilled = f"还有 {every - number} 格未填。" if number < every else ""
        if open_ones:
            self._empty.hide()
            return
        if not unfilled and not why_not_public(checked):
            unfilled = "可以出公布稿。"
        notes = len(unread_notes(checked))
        self._empty.setText(f"没有错误，有 {notes} 条提示。{unfilled}" if notes else f"目前没有发现问题。{unfilled}")
        self._empty.show()
