"""Everything found in the report, as cards grouped by how loudly they speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from app.acts import Checked, why_not_public
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.standing import filled, not_filled, unread_notes
from app.gui.look import labels, theme
from app.gui.look.card_list import CardList
from app.gui.problems.card import ProblemCard
from app.model.finding import LEVEL_NAMES, Finding, Level
from app.model.kept.read_notes import is_read

_EXPLAINED = {
    Level.ERROR: "必须改",
    Level.QUERY: "改或写说明",
    Level.NOTE: "可不理，看过可标为已阅",
    Level.UNCHECKED: "缺数，不算通过",
}


_SPARE = 8


def _keyed(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Each under its anchor, numbered where several share it."""
    times: Counter[str] = Counter()
    keyed: dict[str, Finding] = {}
    for finding in findings:
        times[finding.anchor] += 1
        number = times[finding.anchor]
        keyed[finding.anchor if number == 1 else f"{finding.anchor}|{number}"] = finding
    return keyed


class _Fold(QPushButton):
    """A line that unfolds the cards under it: ▶ 已阅 3. Its words wrap."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, checkable=True)
        self.setProperty("role", "link")
        self._words = labels.words(role="link", parent=self)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, theme.px(2), 1, theme.px(2))
        inside.addWidget(self._words)

    def say(self, text: str, spoken: str) -> None:
        self._words.setText(f"{'▼' if self.isChecked() else '▶'} {text}")
        self.setAccessibleName(f"{'收起' if self.isChecked() else '展开'}{spoken}")
        self._fit()

    def said(self) -> str:
        return self._words.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._words.heightForWidth(max(1, self.width() - 2)) + theme.px(5))


class ProblemsPanel(CardList):
    """Signals `wanted` (Place, quote): Enter on a card goes to the place; `said`, `proposed`: those of its cards."""

    wanted = Signal(object, str)
    said = Signal(str)
    proposed = Signal(object)

    def __init__(self, document: ReportDocument, checker: Checker, parent: QWidget | None = None) -> None:
        super().__init__("问题", parent)
        self._document = document
        self._empty = labels.words(parent=self._inside)
        self._column.addWidget(self._empty)
        self._headings: dict[Level, QLabel] = {}
        for level in _EXPLAINED:
            heading = labels.words(role="quiet", parent=self._inside, wraps=False)
            self._headings[level] = heading
            self._column.addWidget(heading)
        self._read, self._unfilled = _Fold(self._inside), _Fold(self._inside)
        for fold in (self._read, self._unfilled):
            fold.toggled.connect(self._arrange_anew)
            self._column.addWidget(fold)
        self._column.addWidget(self._more)
        self._column.addStretch()
        self._by_key: dict[str, ProblemCard] = {}
        self._spare: list[ProblemCard] = []  # of findings that went, for those that come
        self._now: dict[str, Finding] = {}
        self._left_blank = ""
        checker.found.connect(self._found)
        self._found(checker.checked)

    def cards(self) -> list[ProblemCard]:
        """The cards from top to bottom."""
        return [card for card in self._cards() if isinstance(card, ProblemCard)]

    def _found(self, checked: object) -> None:
        """Keep the cards of findings that stay: a reason that is being written is not lost by typing elsewhere."""
        assert isinstance(checked, Checked)
        focused = next(
            (card for card in self._by_key.values() if card.isAncestorOf(QApplication.focusWidget() or self)), None
        )
        at = self._seen().index(focused) if focused in self._seen() else -1
        self._now = _keyed(checked.findings)
        self._left_blank = not_filled(checked)
        with self._laid_out_once():
            self._arrange_anew()
            self._say(checked)
        seen_now = self._seen()
        if focused is not None and focused not in seen_now and seen_now:
            self._focus(seen_now[min(max(at, 0), len(seen_now) - 1)])

    def _arrange_anew(self) -> None:
        """Cards under their heading, explained queries after those still open, and no more than are listed."""
        read = [key for key, finding in self._now.items() if is_read(finding, self._document.report)]
        blank = [key for key, finding in self._now.items() if finding.level is Level.INCOMPLETE]
        under: dict[QWidget, list[str]] = {}
        for level, heading in self._headings.items():
            keys = [key for key, finding in self._now.items() if finding.level is level and key not in read]
            keys.sort(key=lambda key: bool(self._now[key].reason))
            under[heading] = keys
            heading.setText(f"{LEVEL_NAMES[level]} {len(keys)}（{_EXPLAINED[level]}）")
            if level is Level.NOTE:
                under[self._read] = read
        under[self._unfilled] = blank
        writing = [key for key, card in self._by_key.items() if card.editor is not None]
        listed = self._listed([key for keys in under.values() for key in keys], writing)
        for key in [key for key in self._by_key if key not in listed]:
            self._let_go(self._by_key.pop(key))
        wanted: list[QWidget] = [self._empty]
        for heading, keys in under.items():
            shown = [key for key in keys if key in listed]
            heading.setVisible(bool(shown))
            wanted += [heading, *(self._card(key) for key in shown)]
        for card in self._spare:
            self._column.removeWidget(card)
            card.hide()
        folded = {*([] if self._read.isChecked() else read), *([] if self._unfilled.isChecked() else blank)}
        for key, card in self._by_key.items():
            card.setVisible(key not in folded)
        self._read.say(f"已阅 {len(read)}", f"已阅的 {len(read)} 条提示")
        self._unfilled.say(
            f"未填 {len(blank)}（{self._left_blank}）", f"还没有填的 {len(blank)} 处：{self._left_blank}"
        )
        self._offer_more(sum(key not in listed and key not in folded for key in self._now))
        self._arrange([*wanted, self._more])

    def _card(self, key: str) -> ProblemCard:
        if key in self._by_key:
            self._by_key[key].show_finding(self._now[key])
            return self._by_key[key]
        if self._spare:
            card = self._by_key[key] = self._spare.pop()
            card.show_finding(self._now[key])
            return card
        card = self._by_key[key] = ProblemCard(self._document, self._now[key], self._inside)
        card.wanted.connect(self.wanted)
        card.said.connect(self.said)
        card.proposed.connect(self.proposed)
        card.stepped.connect(self._step)
        return card

    def _let_go(self, card: ProblemCard) -> None:
        """Keep it for another finding, unless something is being done in it: to make a card takes longer than a check."""
        if len(self._spare) < _SPARE and card.be_idle():
            self._spare.append(card)
        else:
            self._drop(card)

    def show_finding(self, finding: Finding) -> None:
        """Bring the card of a finding into sight and light it up; the cursor stays where it is."""
        key = next((key for key, each in self._now.items() if each is finding), None)
        if key is None:
            return
        if finding.level is Level.INCOMPLETE:
            self._unfilled.setChecked(True)
        if key not in self._by_key:
            self._most = len(self._now)
            self._arrange_anew()
        for other, card in self._by_key.items():
            card.light(other == key)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # a card just made or unfolded has no place yet
        self.ensureWidgetVisible(self._by_key[key], 0, theme.px(8))

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
