"""Choosing a live figure by typing words of its name, or its value."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.desk.places import ORGAN_FIELDS
from app.gui.look import labels, theme
from app.model.figures import digits
from app.model.report import Report

_OFTEN = ("received", "carried_in", "processed_total", "carried_out")


class Choice(NamedTuple):
    """`name`: as in {name}; `value`: "" for a blank."""

    name: str
    label: str
    value: str


def choices(report: Report) -> list[Choice]:
    """All that a live field can name; what narratives speak of most comes first."""

    def rank(cell: object) -> int:
        row, column = str(cell).split("/")[1:]
        return 0 if row in _OFTEN and column == "total" else 1 if column == "total" else 2

    cells = sorted(report.form.cells, key=rank)
    figures = [(cell, report.figure(cell)) for cell in cells]
    found = [Choice(str(c), report.form.name(c), "" if f is None else digits(f)) for c, f in figures]
    others = [Choice("year", "报告年份", str(report.year or ""))]
    others += [Choice(key, name, getattr(report.organ, key.split("/")[1])) for key, name in ORGAN_FIELDS.items()]
    return [*found, *others]


def matching(every: list[Choice], wanted: str) -> list[Choice]:
    """Those whose label has all the words, or whose value is the word; equal values first."""
    words = wanted.split()
    found = [c for c in every if all(word in c.label or word == c.value for word in words)]
    return sorted(found, key=lambda c: not any(word == c.value for word in words))


class LiveFigureDialog(QDialog):
    """`name` is what was chosen, "" for nothing. `words`: what is selected in the text; a number is looked for."""

    def __init__(self, parent: QWidget | None, report: Report, words: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("插入活数字")
        self.name = ""
        self._every = choices(report)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(n) for n in (16, 14, 16, 12)))
        column.setSpacing(theme.px(8))
        says = labels.words("活数字随表里的数变，导出时印作当时的数。输入项目名称里的字，或现在的数：")
        begun = words.strip() if words.strip().isdigit() else ""
        self.wanted = labels.field("查找活数字", begun, "例如：新收 总计")
        self.wanted.installEventFilter(self)
        self.wanted.textChanged.connect(self._search)
        self.list = QTreeWidget()
        self.list.setAccessibleName("活数字")
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setAllColumnsShowFocus(True)
        self.list.setStyleSheet(f"QTreeWidget::item {{ padding: {theme.px(3)}px 0; }}")
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.currentItemChanged.connect(self._tell)
        self.list.itemActivated.connect(self.accept)
        self._note = labels.words(role="quiet")
        self._buttons = QDialogButtonBox()
        self._insert = self._buttons.addButton("插入", QDialogButtonBox.ButtonRole.AcceptRole)
        self._insert.setDefault(True)
        self._buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        for widget in (says, self.wanted, self.list, self._note, self._buttons):
            column.addWidget(widget)
        column.setStretchFactor(self.list, 1)
        self.resize(theme.px(520), theme.px(440))
        self._search(self.wanted.text())
        self.wanted.selectAll()

    def _search(self, wanted: str) -> None:
        self.list.clear()
        for choice in matching(self._every, wanted):
            item = QTreeWidgetItem([choice.label, choice.value or "空白"])
            item.setData(0, Qt.ItemDataRole.UserRole, choice)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if not choice.value:
                item.setForeground(1, theme.colour("muted"))
            self.list.addTopLevelItem(item)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._tell()

    def _tell(self, *_items: object) -> None:
        item = self.list.currentItem()
        self._insert.setEnabled(item is not None)
        if item is None:
            self._note.setText(f"没有名称含“{self.wanted.text()}”或现在是这个数的项目。")
            return
        choice: Choice = item.data(0, Qt.ItemDataRole.UserRole)
        if not choice.value:
            self._note.setText("现在还是空白，填上以后文字里就有数。")
        elif choice.value == "0":
            self._note.setText("现在是 0，插入后可以一键改写成“未收到……”这样的说法。")
        else:
            self._note.setText(f"插入后显示为“{choice.value}”。")

    def accept(self) -> None:
        if item := self.list.currentItem():
            self.name = item.data(0, Qt.ItemDataRole.UserRole).name
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the search field move in the list."""
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if watched is self.wanted and isinstance(event, QKeyEvent) and event.key() in keys:
            if event.type() == QEvent.Type.KeyPress:
                self.list.event(event)
            return True
        return super().eventFilter(watched, event)
