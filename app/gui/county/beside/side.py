"""Beside the sum: 构成 (who gave how much), 问题 (by rule), 退回意见 (of the chosen unit), 材料 (all units' texts by part)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.county.acts import Summary, report_of
from app.county.summing import Share, shares_of
from app.county.units import within_county
from app.form.schema import Cell
from app.gui.county.beside.findings_panel import FindingsPanel
from app.gui.county.beside.remarks_panel import RemarksPanel
from app.gui.look import labels, theme
from app.gui.look.style_sheet import style_tabs_by
from app.model.figures import digits
from app.model.files import FileProblem
from app.model.words.texts import printed

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class _SharesModel(QAbstractTableModel):
    HEADS = ("单位", "本年", "上年", "占比")

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shares: Sequence[Share] = ()
        self._before: dict[str, str] = {}
        self._unlike: set[str] = set()
        self._organ = ""

    def show(self, summary: Summary, cell: Cell | None) -> None:
        self.beginResetModel()
        self._organ = summary.overview.collection.organ
        self.shares = shares_of(summary.overview, cell, summary.total.reach) if cell else ()
        self._before, self._unlike = {}, set()
        for each in summary.overview.standings if cell else ():
            then = each.version.last_year(cell) if each.version and cell else None
            now = each.version.figure(cell) if each.version and cell else None
            if then is not None:
                self._before[each.unit.name] = digits(then)
                if now is not None and abs(now - then) >= 20 and abs(now - then) * 2 > then:
                    self._unlike.add(each.unit.name)
        self.endResetModel()

    @property
    def knows_last_year(self) -> bool:
        return bool(self._before)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shares)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self.HEADS[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        share = self.shares[index.row()]
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            mark = "▲ " if column == 1 and share.unit in self._unlike else ""
            figure = "空白" if share.figure is None else digits(share.figure)
            part = "" if share.part is None else f"{share.part * 100:.1f}%"
            name = share.unit if role == Qt.ItemDataRole.AccessibleTextRole else within_county(share.unit, self._organ)
            return (name, mark + figure, self._before.get(share.unit, ""), part)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and column == 1 and share.unit in self._unlike:
            return theme.colour("query")
        if role == Qt.ItemDataRole.ToolTipRole and share.unit in self._unlike:
            return labels.tip(f"{share.unit}与自己上年相差大：上年 {self._before[share.unit]}。")
        return None


class SharesPanel(QWidget):
    """Signal `opened` (unit's name): open its draft at the current cell."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _SharesModel(self)
        self.title = labels.words(role="question")
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setAccessibleName("构成")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        head = self.view.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.view.activated.connect(lambda index: self.opened.emit(self.model.shares[index.row()].unit))
        self.how = labels.words("Enter 打开单位的底稿，停在这一格。", "quiet")
        self.how.hide()
        _column(self, self.title, self.view, self.how)
        self.resized()

    def resized(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(theme.px(22))
        self.view.horizontalHeader().setFixedHeight(theme.px(24))
        for column, width in ((1, 56), (2, 46), (3, 48)):
            self.view.setColumnWidth(column, theme.px(width))

    def show(self, summary: Summary, cell: Cell | None) -> None:  # type: ignore[override]
        nothing = "请在中间的表里选一格。" if summary.total.counted else "有了能计入的年报，这里按单位列出每一格的数。"
        self.title.setText(summary.total.form.name(cell) if cell else nothing)
        self.model.show(summary, cell)
        self.how.setVisible(cell is not None)
        self.view.setColumnHidden(2, not self.model.knows_last_year)


class MaterialsPanel(QWidget):
    """All units' texts of one part, one after the other, for writing the county's own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = QComboBox()
        self.part.setAccessibleName("哪一部分")
        self.part.currentIndexChanged.connect(self._fill)
        self.text = QPlainTextEdit()
        self.text.setProperty("role", "field")
        self.text.setReadOnly(True)
        self.text.setAccessibleName("各单位的文字")
        self._summary: Summary | None = None
        self._folder = Path()
        _column(self, self.part, self.text)

    def show(self, summary: Summary, folder: Path) -> None:  # type: ignore[override]
        self._summary, self._folder = summary, folder
        if not self.part.count():
            self.part.blockSignals(True)
            for part in summary.report.form.parts:
                for narrative in part.narratives:
                    self.part.addItem(narrative.title or part.heading, narrative.key)
            self.part.blockSignals(False)
        if self.isVisible():
            self._fill()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._fill()

    def _fill(self) -> None:
        """Texts are read from the drafts when they are looked at: a hundred reports are not held."""
        if self._summary is None:
            return
        key = str(self.part.currentData())
        told = []
        for each in self._summary.overview.standings:
            if each.version is None or not each.version.readable or not each.counts:
                continue
            try:
                text = printed(report_of(self._folder, each.version), key)
            except FileProblem:
                continue
            if text.strip():
                told.append(f"【{each.unit.name}】\n{text}")
        self.text.setPlainText("\n\n".join(told) or "各单位这一部分都没有文字。")


class Side(QTabWidget):
    """The four tabs. `current`: the cell chosen in the sum, and its name."""

    def __init__(self, current: Callable[[], tuple[Cell | None, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.shares = SharesPanel()
        self.findings = FindingsPanel()
        self.remarks = RemarksPanel(current)
        self.materials = MaterialsPanel()
        for widget, name in (
            (self.shares, "构成"),
            (self.findings, "问题"),
            (self.remarks, "退回意见"),
            (self.materials, "材料"),
        ):
            self.addTab(widget, name)

    def resized(self) -> None:
        self.shares.resized()

    def set_below(self, below: bool) -> None:
        """Below the table there is width and no height."""
        self.remarks.set_below(below)
        self.setMinimumHeight(theme.px(110) if below else 0)
        style_tabs_by(self, "below", below)

    def count_findings(self, number: int) -> None:
        self.setTabText(1, f"问题 {number}" if number else "问题")


def _column(owner: QWidget, *widgets: QWidget) -> None:
    column = QVBoxLayout(owner)
    column.setContentsMargins(*(theme.px(8),) * 4)
    column.setSpacing(theme.px(6))
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, QAbstractItemView | QPlainTextEdit) else 0)
