"""信息处理费计算器: per piece or per page, with the bands shown as they add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.look import labels, theme
from app.gui.look.style_sheet import resize_within
from app.ledger.fees import Step, per_page, per_piece, total

_BASIS = "依据：国办函〔2020〕109号。按件、按量只能选一种，不能对同一件申请重复收。收费通知要在答复期限内发出，申请人 20 个工作日内缴费。"
_WAYS: tuple[tuple[str, str, str, Callable[[int], list[Step]]], ...] = (
    ("按件", "件", "同一申请人一个自然月里一共申请", per_piece),
    ("按量", "页", "这一件申请要提供纸质件、发电子邮件或复制的", per_page),
)


class FeesDialog(QDialog):
    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("信息处理费计算器")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(10))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.way = QComboBox()
        self.way.setAccessibleName("怎样收")
        self.way.addItems([f"{name}收" for name, *_ in _WAYS])
        self._asks = labels.words(wraps=False)
        self.number = QSpinBox()
        self.number.setRange(0, 99_999)
        self.number.setValue(45)
        for widget in (self.way, self._asks, self.number):
            row.addWidget(widget)
        row.addStretch()
        column.addLayout(row)
        self._table = QTableWidget(0, 4)
        self._table.setAccessibleName("每一档")
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.setAlternatingRowColors(True)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setStretchLastSection(True)
        column.addWidget(self._table, 1)
        self._sum = labels.words(role="question", selectable=True)
        column.addWidget(self._sum)
        column.addWidget(labels.words(_BASIS, "quiet"))
        foot = QHBoxLayout()
        foot.addStretch()
        for words, calls in (("复制算式", self._copy), ("关闭", self.reject)):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(calls)
            foot.addWidget(button)
        column.addLayout(foot)
        self.way.currentIndexChanged.connect(self._renew)
        self.number.valueChanged.connect(self._renew)
        self._renew()
        resize_within(self, 560, 380)
        self.number.setFocus()
        self.number.selectAll()

    def _steps(self) -> Sequence[Step]:
        return _WAYS[self.way.currentIndex()][3](self.number.value())

    def _renew(self) -> None:
        _, unit, asks, _ = _WAYS[self.way.currentIndex()]
        self._asks.setText(asks)
        self.number.setSuffix(f" {unit}")
        self.number.setAccessibleName(f"{asks}多少{unit}")
        steps = self._steps()
        self._table.setHorizontalHeaderLabels([f"第几{unit}", f"{unit}数", f"每{unit}（元）", "小计（元）"])
        self._table.setRowCount(len(steps))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, step in enumerate(steps):
            band = f"{step.first}—{step.last}" if step.last > step.first else str(step.first)
            values = (band, str(step.number), str(step.rate) if step.rate else "不收费", str(step.yuan))
            for position, text in enumerate(values):
                item = QTableWidgetItem(text)
                if position:
                    item.setTextAlignment(right)
                self._table.setItem(row, position, item)
        self._sum.setText(f"一共 {total(steps)} 元。")

    def _copy(self) -> None:
        name, unit, *_ = _WAYS[self.way.currentIndex()]
        steps = self._steps()
        pieces = [
            f"第{step.first}至{step.last}{unit} {step.number}×{step.rate}＝{step.yuan}元" for step in steps if step.rate
        ]
        said = "；".join(pieces) or "不收费"
        QGuiApplication.clipboard().setText(f"{name}计收，{self.number.value()}{unit}：{said}，合计{total(steps)}元。")
        self._sum.setText(f"一共 {total(steps)} 元。算式已复制。")
