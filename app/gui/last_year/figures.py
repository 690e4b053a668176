"""Last year's figures beside this year's, for the column the cursor is in."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.form.schema import Cell, Table
from app.gui.desk.document import ReportDocument
from app.gui.look import theme
from app.model.figures import digits
from app.model.report import Report

_BLANK = "·"


class LastYearFigures(QTableWidget):
    """One row for each figure that both forms have. Signal `wanted` (Cell): go there."""

    wanted = Signal(object)

    def __init__(self, document: ReportDocument, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self._document = document
        self._table = table
        self._cells: list[Cell] = []
        self.setAccessibleName(f"{table.short}上年与本年")
        self.setAccessibleDescription("按回车到表里的这一格")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.setColumnWidth(column, theme.px(60))
        self._later = QTimer(self, singleShot=True, interval=0)  # the columns take their widths after the resize
        self._later.timeout.connect(self._fit)
        self.cellActivated.connect(self._go)
        self._restyle()

    def show_column(self, cell: Cell | None) -> None:
        """List the figures of this cell's column (表三), or of the whole table where it is small."""
        previous = self._document.report.previous
        if previous is None:
            return
        columns = self._table.columns_of(self._table.rows[0].key)
        of_people = len(self._table.cells) > len(columns) * 3 and all(
            self._table.columns_of(row.key) == columns for row in self._table.rows
        )
        column = cell.column if cell else columns[0].key
        cells = [
            each for each in self._table.cells if previous.form.has(each) and (not of_people or each.column == column)
        ]
        if cells != self._cells:
            self._cells = cells
            label = next((c.label for c in columns if c.key == column), "")
            self.setHorizontalHeaderLabels([label if of_people else "项目", f"{previous.year}年", "今年"])
            self.setRowCount(len(cells))
            for row, each in enumerate(cells):
                name = self._table.row_name(each.row) if of_people else self._table.name(each)
                self.setItem(row, 0, QTableWidgetItem(name))
            self.renew(self._document.report)
            self._fit()
        if cell is not None and cell in self._cells:
            self.setCurrentCell(self._cells.index(cell), 0)

    def renew(self, report: Report) -> None:
        """This year's figures have changed."""
        assert report.previous
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, cell in enumerate(self._cells):
            then, now = report.previous.figure(cell), report.figure(cell)
            for column, figure in ((1, then), (2, now)):
                item = QTableWidgetItem(_words(figure))
                item.setTextAlignment(right)
                item.setForeground(theme.colour("muted" if figure is None or then == now else "text"))
                if figure is None:
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, "空白")
                self.setItem(row, column, item)

    def _restyle(self) -> None:
        """The current row is shown quietly: the cursor is in the table beside."""
        palette = QPalette(QGuiApplication.palette())
        palette.setColor(QPalette.ColorRole.Highlight, theme.colour("accent_soft"))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.colour("text"))
        self.setPalette(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._later.start()

    def _fit(self) -> None:
        self.resizeRowsToContents()
        self.setFixedHeight(self.horizontalHeader().height() + self.verticalHeader().length() + 2)

    def _go(self, row: int, _column: int) -> None:
        self.wanted.emit(self._cells[row])


def _words(figure: Decimal | None) -> str:
    return _BLANK if figure is None else digits(figure)
