"""The tab 问题: what the collection's rules say, then all units' own findings by kind, so that a common one is seen once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.county.acts import Summary
from app.county.rules import COUNTY_RULES
from app.form.schema import Cell
from app.gui.look import labels, theme
from app.gui.look.card import Card
from app.gui.look.card_list import CardList
from app.gui.look.layouts import empty
from app.gui.look.style_sheet import set_role
from app.model.finding import LEVEL_NAMES, Level

_ROLES = {"error": "error", "query": "warning", "unchecked": "quiet"}
_ORDER = (Level.ERROR, Level.INCOMPLETE, Level.QUERY, Level.UNCHECKED, Level.NOTE)
_MOST_NAMED = 10


class FindingCard(Card):
    """`places`: cells and units that it is about; Enter goes to the first. Signals: `unit_wanted`, `cell_wanted`."""

    unit_wanted = Signal(str)
    cell_wanted = Signal(object)

    def __init__(self, edge: str, head: str, message: str, places: Sequence[object], parent: QWidget) -> None:
        super().__init__(parent)
        self._edge, self._places = edge, places
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(11), theme.px(6), theme.px(8), theme.px(5))
        column.setSpacing(theme.px(3))
        first, said = self._label(""), self._label("")
        bold = first.font()
        bold.setBold(True)
        first.setFont(bold)
        first.setText(f"{theme.LEVEL_MARKS[edge]} {head}")
        set_role(first, _ROLES.get(edge, edge))
        said.setText(message)
        for widget in (first, said, self._acts):
            column.addWidget(widget)
        self._acts.setVisible(bool(places))
        if places:
            self._act("去看", self.activate)
        self.setAccessibleName(f"{head}。{message}")

    def activate(self) -> None:
        """To the cell of the sum, else to the unit in the list."""
        for place in self._places:
            if isinstance(place, Cell):
                self.cell_wanted.emit(place)
                return
        for place in self._places:
            self.unit_wanted.emit(str(place))
            return

    def edge(self) -> str:
        return self._edge


class FindingsPanel(CardList):
    """Signals: `unit_wanted`, `cell_wanted`."""

    unit_wanted = Signal(str)
    cell_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("问题", parent)
        self._summary: Summary | None = None
        self._column.addStretch()

    def show_findings(self, summary: Summary) -> None:
        """Cards of this summary; none is kept."""
        self._summary = summary
        self._arrange_anew()

    def _arrange_anew(self) -> None:
        summary = self._summary
        assert summary
        self._column.removeWidget(self._more)
        empty(self._column)
        shown: list[QWidget] = []
        findings = sorted(summary.findings, key=lambda each: _ORDER.index(each.level))
        for finding in findings[: self._most]:
            head = f"{LEVEL_NAMES[finding.level]} · {COUNTY_RULES[finding.rule].title}"
            shown.append(self._card(finding.level.value, head, finding.message, finding.involved))
        shown.append(self._more)
        self._offer_more(len(findings) - self._most)
        units = list(_in_units(summary).items())
        if units:
            shown.append(labels.words("各单位的年报里", "quiet", self._inside))
        for (edge, what), names in units:
            first = names[0].rsplit("（", 1)[0]
            more = f"等 {len(names)} 个单位" if len(names) > _MOST_NAMED else ""
            shown.append(
                self._card(edge, f"{what}：{len(names)} 个单位", "、".join(names[:_MOST_NAMED]) + more, (first,))
            )
        if not findings and not units:
            shown.append(labels.words("目前没有发现问题。", "quiet", self._inside))
        self._arrange(shown)
        self._column.addStretch()

    def _card(self, edge: str, head: str, message: str, places: Sequence[object]) -> FindingCard:
        card = FindingCard(edge, head, message, places, self._inside)
        card.unit_wanted.connect(self.unit_wanted)
        card.cell_wanted.connect(self.cell_wanted)
        card.stepped.connect(self._step)
        return card


def _in_units(summary: Summary) -> dict[tuple[str, str], list[str]]:
    """(colour, what) -> units, each with how often."""
    faulty: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in summary.overview.standings:
        if each.version is None or not each.version.readable or not each.counts:
            continue
        for edge, what, number, unit in (
            ("error", "有错误", each.version.counts.get("error", 0), ""),
            ("incomplete", "没有填完", each.version.missing, " 格"),
            ("query", "待说明", each.version.counts.get("query", 0), ""),
        ):
            if number:
                faulty[edge, what].append(f"{each.unit.name}（{number}{unit}）")
    return faulty
