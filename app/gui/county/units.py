"""The list of units: state by shape, word and colour; thousands of rows, filtered by state and found by name."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.county.acts import stamp
from app.county.pinyin import initials
from app.county.standing import Overview, Standing, Status, words
from app.county.units import within_county
from app.gui.look import labels, theme

Index = QModelIndex | QPersistentModelIndex
_HEADS = ("单位", "状态", "来件", "期限")
_NOWHERE = QModelIndex()
UNCLAIMED = "待认领"
_EVERY = "全部"
_LOUD = {
    "未报": "query",
    "读不出": "error",
    "非本年": "error",
    "重复": "error",
    "旧表样": "error",
    "不计入": "unchecked",
}
_MARKS = {"error": "●", "query": "▲", "unchecked": "—", "good": "✓", "note": "○"}


def loudness(standing: Standing) -> str:
    """The name of the colour that a unit's state is shown in."""
    state = words(standing)
    if state in _LOUD:
        return _LOUD[state]
    if state.startswith("有错误"):
        return "error"
    return "query" if state.startswith(("待说明", "没填完", "已退回", "改后再报")) else "good"


class UnitsModel(QAbstractTableModel):
    """A row a unit, then a row for each file that nobody has claimed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.overview: Overview | None = None
        self._states: list[tuple[str, str]] = []
        self._initials: list[str] = []

    def show(self, overview: Overview) -> None:
        self.beginResetModel()
        self.overview = overview
        self._states = [(words(each), loudness(each)) for each in overview.standings]
        self._states += [(UNCLAIMED, "query")] * len(overview.unclaimed)
        self._initials = [initials(each.unit.name) for each in overview.standings] + [""] * len(overview.unclaimed)
        self.endResetModel()

    def standing(self, row: int) -> Standing | None:
        """The unit of a row; None for a file that nobody has claimed."""
        found = self.overview
        return found.standings[row] if found and row < len(found.standings) else None

    def matches(self, row: int, state: str, wanted: str) -> bool:
        """Whether a row is of this state (or of any, "") and has these words, or initials, in its name."""
        if state and not self._states[row][0].startswith(state):
            return False
        name = self._cell(row, 0).casefold()
        return not wanted or wanted in name or wanted in self._initials[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._states)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            standing = self.standing(row)
            if column == 0 and standing is not None and self.overview is not None:
                return within_county(standing.unit.name, self.overview.collection.organ)
            return self._cell(row, column)
        if role == Qt.ItemDataRole.UserRole:
            return self._cell(row, 0)
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            return theme.colour(self._states[row][1])
        if role == Qt.ItemDataRole.ToolTipRole:
            standing = self.standing(row)
            return labels.tip(f"{self._cell(row, 0)}：{self._why(row, standing)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_HEADS[column]} {self._cell(row, column) or '空白'}"
        return None

    def _why(self, row: int, standing: Standing | None) -> str:
        """More of a state than its column holds."""
        assert self.overview
        if standing is None:
            version = self.overview.unclaimed[row - len(self.overview.standings)]
            return version.error or (f"写的是“{version.name}”，名单里没有" if version.name else "没有读出单位名称")
        unsure = len(standing.version.doubts) if standing.version and not standing.accepted else 0
        said = (standing.error or self._states[row][0], f"有 {unsure} 处读得不确定" if unsure else "", stamp(standing))
        return "；".join(filter(None, said))

    def _cell(self, row: int, column: int) -> str:
        assert self.overview
        state, loud = self._states[row]
        if column == 1:
            return f"{_MARKS.get(loud, '✓')} {_brief(state)}"
        standing = self.standing(row)
        if standing is None:
            version = self.overview.unclaimed[row - len(self.overview.standings)]
            return (version.path.rsplit("/", 1)[-1], "", _day(self.overview, version.path), "")[column]
        came = _day(self.overview, standing.version.path) if standing.version else ""
        returns = standing.decision.returns
        return (standing.unit.name, "", came, _short(returns[-1].deadline) if returns else "")[column]


def _brief(state: str) -> str:
    """A state as a narrow column shows it: how late goes before how often."""
    return late[0] if (late := re.findall(r"逾期 \d+ 天", state)) else state.partition("（")[0]


def _day(overview: Overview, path: str) -> str:
    return _short(overview.collection.arrived.get(path, ""))


def _short(day: str) -> str:
    """2026-01-12 as 1-12."""
    return (
        f"{int(day[5:7])}-{int(day[8:10])}" if len(day) == 10 and day[5:7].isdecimal() and day[8:].isdecimal() else day
    )


class _Filter(QSortFilterProxyModel):
    state = ""
    wanted = ""

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        model = self.sourceModel()
        return isinstance(model, UnitsModel) and model.matches(row, self.state, self.wanted)


class UnitsList(QWidget):
    """Signals: `chosen` (Standing, or None for an unclaimed file, and the file's path); `opened` the same, by Enter."""

    chosen = Signal(object, str)
    opened = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = UnitsModel(self)
        self._filter = _Filter(self)
        self._filter.setSourceModel(self.model)
        self.search = labels.field("找单位", hint="名称或拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.state = QComboBox()
        self.state.setAccessibleName("按状态筛选")
        self.state.addItems(
            [
                _EVERY,
                "未报",
                UNCLAIMED,
                "重复",
                "读不出",
                "非本年",
                "有错误",
                "待说明",
                "可汇总",
                "已退回",
                "改后再报",
                "已审定",
                "已公布",
                "不计入",
            ]
        )
        self.state.currentTextChanged.connect(self._narrow)
        self.view = QTableView()
        self.view.setModel(self._filter)
        self.view.setAccessibleName("单位")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names of one county begin and end alike
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.verticalHeader().hide()
        self.view.setTabKeyNavigation(False)
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        self.view.activated.connect(self._activated)
        self.tally = labels.words(role="quiet")
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.state)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.tally)
        self.setFocusProxy(self.view)
        self.resized()

    def set_narrow(self, narrow: bool) -> None:
        """The names need the room that the day of arrival has."""
        self.view.setColumnHidden(2, narrow)

    def resized(self) -> None:
        """Take the sizes of now's zoom."""
        px = theme.px
        self._column.setContentsMargins(px(8), px(8), px(6), px(6))
        self._column.setSpacing(px(6))
        self.view.verticalHeader().setDefaultSectionSize(px(22))
        self.view.horizontalHeader().setFixedHeight(px(24))
        for column, width in ((1, 84), (2, 42), (3, 42)):
            self.view.setColumnWidth(column, px(width))

    def show(self, overview: Overview) -> None:  # type: ignore[override]
        """Show these units; the one that was chosen stays chosen."""
        kept = self.current_name()
        self.model.show(overview)
        self.view.setColumnHidden(3, not any(each.decision.returns for each in overview.standings))
        late = [
            each for each in overview.standings if each.status in (Status.MISSING, Status.UNREADABLE, Status.WRONG_YEAR)
        ]
        doubled = sum(each.status is Status.DUPLICATE for each in overview.standings)
        said = [f"应报 {overview.due}", f"已报 {overview.reported}", f"未报 {len(late)}"]
        said += [f"待选定 {doubled}"] if doubled else []
        self.tally.setText(" · ".join([*said, f"待认领 {len(overview.unclaimed)}"]))
        self.go_to(kept)

    def current_name(self) -> str:
        index = self.view.currentIndex()
        return str(index.data(Qt.ItemDataRole.UserRole)) if index.isValid() else ""

    def go_to(self, name: str) -> None:
        """Choose the row of this name; the first one when there is none."""
        for row in range(self._filter.rowCount()):
            if self._filter.index(row, 0).data(Qt.ItemDataRole.UserRole) == name:
                self.view.selectRow(row)
                return
        if self._filter.rowCount():
            self.view.selectRow(0)

    def _narrow(self) -> None:
        self._filter.state = "" if self.state.currentText() == _EVERY else self.state.currentText()
        self._filter.wanted = self.search.text().strip().casefold()
        self._filter.invalidateFilter()

    def _what(self, index: Index) -> tuple[Standing | None, str]:
        row = self._filter.mapToSource(index).row()  # type: ignore[arg-type]
        standing = self.model.standing(row)
        found = self.model.overview
        assert found
        if standing is None:
            return None, found.unclaimed[row - len(found.standings)].path
        return standing, standing.version.path if standing.version else ""

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(*self._what(current))

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(*self._what(index))
