"""The repairs of a card among which nothing decides, under what each would mean in the office's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.desk.repair import RepairWords, repair
from app.gui.look import labels, theme
from app.gui.look.card import CardButton
from app.gui.look.layouts import empty
from app.model.finding import Finding, Fix
from app.model.report import Report
from app.rules.meaning import meaning

_FEW, _FEW_OF_A_KIND = 6, 2  # shown at once; the rest come with a click


class Candidates(QWidget):
    """Signals: `chosen` (RepairWords); `grown`: all of them are listed now."""

    chosen = Signal(object)
    grown = Signal()

    def __init__(self, fixes: Sequence[Fix], finding: Finding, report: Report, parent: QWidget) -> None:
        super().__init__(parent)
        self._width = max(1, parent.width() - theme.px(40))
        self._by_kind: dict[str, list[RepairWords]] = {}
        table = report.form.table(finding.part) if finding.rule.startswith("F") else None
        for fix in fixes:
            kind = meaning(report, table, fix) if table else ""
            self._by_kind.setdefault(kind, []).append(repair(fix, finding, report))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: list[RepairWords] = []
        self._list(_FEW, _FEW_OF_A_KIND)

    def _list(self, most: int, of_a_kind: int) -> None:
        every = sum(map(len, self._by_kind.values()))
        taken: Counter[str] = Counter()
        for kind, repairs in self._by_kind.items():
            for each in repairs[: of_a_kind if len(self._by_kind) > 1 else most]:
                if len(self._shown) == most:
                    break
                if kind and not taken[kind]:
                    self._column.addWidget(labels.words(f"{kind}：", "quiet", self))
                taken[kind] += 1
                self._add(each)
        if every > len(self._shown):
            self._more = CardButton(f"还有 {every - len(self._shown)} 种", self)
            self._more.clicked.connect(self._list_all)
            self._column.addWidget(self._more)

    def _add(self, each: RepairWords) -> None:
        button = CardButton("", self)
        button.setAccessibleName(f"改为：{each.told}")
        button.setAccessibleDescription("到这一格，把这个数放好，按回车才采用")
        button.setProperty("number", len(self._shown))
        button.clicked.connect(self._clicked)
        inside = QVBoxLayout(button)
        inside.setContentsMargins(1, theme.px(2), 1, theme.px(2))
        words = labels.words(each.told, "link", button)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside.addWidget(words)
        button.setMinimumHeight(words.heightForWidth(self._width) + theme.px(6))
        self._column.addWidget(button)
        self._shown.append(each)

    def _clicked(self) -> None:
        self.chosen.emit(self._shown[self.sender().property("number")])

    def _list_all(self) -> None:
        empty(self._column)
        self._shown = []
        every = sum(map(len, self._by_kind.values()))
        self._list(every, every)
        self.grown.emit()
