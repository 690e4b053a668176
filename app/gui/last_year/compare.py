"""与上年对比: every figure of both years with its change, small bars, and the same as a workbook."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.form.schema import Cell
from app.gui.dialogs.question import tell
from app.gui.dialogs.where import ask_where, default_folder, file_name
from app.gui.look import labels, theme
from app.keeping.settings import settings
from app.model.beside.comparison import Compared, compared, not_comparable
from app.model.figures import digits
from app.model.files import FileProblem, write_atomic
from app.model.report import Report

_BAR = 5  # columns of the table
_ROLE = Qt.ItemDataRole.UserRole


class _Bars(QStyledItemDelegate):
    """Last year's figure above this year's; the longer bar fills the room."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        each = index.data(_ROLE)
        if not isinstance(each, Compared):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        room = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        longest = max(abs(each.then or 0), abs(each.now or 0))
        if not longest:
            return
        high = theme.px(6)
        top = rect.center().y() - high
        for figure, colour in ((each.then, "blank"), (each.now, "accent")):
            if figure is not None:
                width = round(room.width() * float(abs(figure) / longest))
                painter.fillRect(QRect(room.left(), top, max(width, 1 if figure else 0), high), theme.colour(colour))
            top += high + 1


class YearCompare(QDialog):
    """After it has closed: `wanted` is the cell to go to, `other` that another last year is to be chosen."""

    def __init__(self, parent: QWidget | None, report: Report) -> None:
        super().__init__(parent)
        assert report.previous
        self._report = report
        self._lines = compared(report)
        self.wanted: Cell | None = None
        self.other = False
        self.setWindowTitle("与上年对比")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.which = QComboBox()
        self.which.setAccessibleName("看哪些数")
        self.which.addItem("各表总计", "totals")
        for table in report.form.tables:
            self.which.addItem(table.title, table.key)
        self.only_changed = QCheckBox("只看有增减的")
        self.table = QTableWidget(0, _BAR + 1)
        self._lay_out()
        self.which.currentIndexChanged.connect(self._fill)
        self.only_changed.toggled.connect(self._fill)
        self.table.cellActivated.connect(self._go)
        self._fill()
        self.resize(theme.px(900), theme.px(560))

    def _lay_out(self) -> None:
        px = theme.px
        previous = self._report.previous
        assert previous
        column = QVBoxLayout(self)
        column.setContentsMargins(*(px(16),) * 4)
        column.setSpacing(px(10))
        self.says = labels.words(role="question")
        column.addWidget(self.says)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.which)
        row.addWidget(self.only_changed)
        row.addStretch()
        column.addLayout(row)
        table = self.table
        table.setAccessibleName("与上年对比")
        heads = ["项目", f"{previous.year}年", f"{self._report.year}年", "增减", "增减 %", "上灰下蓝：上年、本年"]
        table.setHorizontalHeaderLabels(heads)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        table.setItemDelegateForColumn(_BAR, _Bars(table))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for position, width in enumerate((84, 84, 84, 84, 190), 1):
            table.setColumnWidth(position, px(width))
        header.sectionResized.connect(self._fit_rows)
        column.addWidget(table, 1)
        if said := not_comparable(self._report):
            column.addWidget(labels.words(said, "quiet"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(labels.words("按回车或双击一行，到表里的那一格。", "quiet", wraps=False))
        row.addStretch()
        for words, calls in (("导出表格…", self._export), ("换一份上年报告…", self._other), ("关闭", self.reject)):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(calls)
            row.addWidget(button)
        column.addLayout(row)
        table.setFocus()

    def _shown(self) -> list[Compared]:
        which = self.which.currentData()
        lines = [each for each in self._lines if which in ("totals", each.cell.table)]
        if which == "totals":
            totals = {"disclosure": None, "applications": "total", "disputes": "total"}
            lines = [each for each in lines if totals[each.cell.table] in (None, each.cell.column)]
        if self.only_changed.isChecked():
            lines = [each for each in lines if each.then != each.now]
        return lines

    def _fill(self) -> None:
        lines = self._shown()
        changed = sum(each.then != each.now for each in lines)
        self.says.setText(
            f"列出 {len(lines)} 项，其中 {changed} 项与上年不同。" if lines else "这里没有与上年不同的数。"
        )
        table = self.table
        table.setRowCount(len(lines))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, each in enumerate(lines):
            percent = "—" if each.percent is None else f"{_signed(each.percent)}%"
            words = (
                self._report.form.name(each.cell),
                _words(each.then),
                _words(each.now),
                _signed(each.change),
                percent,
            )
            for position, text in enumerate(words):
                item = QTableWidgetItem(text)
                if position:
                    item.setTextAlignment(right)
                if position in (1, 2) and text == "空白":
                    item.setForeground(theme.colour("muted"))
                table.setItem(row, position, item)
            bar = QTableWidgetItem()
            bar.setData(_ROLE, each)
            bar.setData(Qt.ItemDataRole.AccessibleTextRole, f"上年 {words[1]}，本年 {words[2]}")
            table.setItem(row, _BAR, bar)
        if lines:
            table.setCurrentCell(0, 0)
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.table.resizeRowsToContents()

    def _go(self, row: int, _column: int) -> None:
        self.wanted = self._shown()[row].cell
        self.accept()

    def _other(self) -> None:
        self.other = True
        self.accept()

    def _export(self) -> None:
        """Write the workbook of all figures, whatever is shown."""
        from app.documents.write.to_xlsx import comparison_bytes

        name = file_name(f"{self._report.organ.name}{self._report.year}年与上年对比")
        start = default_folder("export_folder") / f"{name}.xlsx"
        path = ask_where(self, "导出对比表", start, "Excel 表格", ".xlsx")
        if path is None:
            return
        try:
            write_atomic(path, comparison_bytes(self._report))
        except FileProblem as problem:
            tell(self, str(problem))
            return
        settings().set("export_folder", str(path.parent))
        self.says.setText(f"已导出“{path.name}”，共 {len(self._lines)} 项。")


def _words(figure: Decimal | None) -> str:
    return "空白" if figure is None else digits(figure)


def _signed(figure: Decimal | None) -> str:
    if figure is None:
        return "—"
    return f"+{digits(figure)}" if figure > 0 else digits(figure)
