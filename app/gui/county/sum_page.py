"""The sum in the very table of the report, read only: 本级 or 本行政区域, one table at a time, what each cell is made of below."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.county.acts import Summary
from app.county.summing import REACHES
from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.grid.model import TableModel
from app.gui.grid.view import TableView
from app.gui.look import labels, theme

_FIXED = "这里是各单位相加的数，不能直接改。要改，请打开那个单位的底稿，或退回请单位改。"


class SumPage(QWidget):
    """Signals: `cell_changed` (Cell | None); `reach_wanted` (a key of REACHES); `opened`: Enter on a cell."""

    cell_changed = Signal(object)
    reach_wanted = Signal(str)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary: Summary | None = None
        self.document: ReportDocument | None = None
        self.views: dict[str, TableView] = {}
        self.tables = QStackedWidget()
        self._names = QButtonGroup(self)
        self._names.idClicked.connect(self._turn)
        self._reaches = QButtonGroup(self)
        row = QHBoxLayout()
        row.addWidget(labels.words("汇总", "title", wraps=False))
        self._buttons = QHBoxLayout()
        row.addLayout(self._buttons)
        self.says = labels.words(role="quiet", wraps=False)
        self.says.setAccessibleName("这一格的来历")
        self.says.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.says, 1)
        for number, (key, name) in enumerate(REACHES.items()):
            button = _choice(name)
            button.setProperty("reach", key)
            self._reaches.addButton(button, number)
            row.addWidget(button)
        self._reaches.button(1).setChecked(True)
        self._reaches.buttonClicked.connect(lambda button: self.reach_wanted.emit(button.property("reach")))
        self._column = QVBoxLayout(self)
        self._column.addLayout(row)
        self._column.addWidget(self.tables, 1)
        self.resized()

    def resized(self) -> None:
        px = theme.px
        self._column.setContentsMargins(px(6), px(4), px(2), 0)
        self._column.setSpacing(px(4))
        self._fit()

    @property
    def view(self) -> TableView | None:
        widget = self.tables.currentWidget()
        return widget if isinstance(widget, TableView) else None

    def cell(self) -> Cell | None:
        return self.view.cell() if self.view else None

    def show(self, summary: Summary) -> None:  # type: ignore[override]
        """Show this sum; the cell that was current stays so."""
        self.summary = summary
        if self.document is None or self.document.report.edition != summary.report.edition:
            self._make(summary)
        else:
            self.document.show(summary.report)
        self._say()

    def _make(self, summary: Summary) -> None:
        while self.tables.count():
            widget = self.tables.widget(0)
            self.tables.removeWidget(widget)
            widget.deleteLater()
        for button in self._names.buttons():
            self._names.removeButton(button)
            button.deleteLater()
        if self.document is not None:
            self.document.deleteLater()
        self.document = ReportDocument(summary.report, parent=self)
        checker = Checker(self.document, self.document)
        self.views = {}
        for number, table in enumerate(summary.report.form.tables):
            view = TableView(TableModel(self.document, checker, table.key, self.document, _FIXED), self)
            view.current_changed.connect(self._moved)
            view.activated.connect(lambda _index: self.opened.emit(self.cell()))
            self.tables.addWidget(view)
            self.views[table.key] = view
            button = _choice(table.short)
            self._names.addButton(button, number)
            self._buttons.addWidget(button)
        self._turn(1 if self.tables.count() > 1 else 0)

    def _turn(self, number: int) -> None:
        self._names.button(number).setChecked(True)
        self.tables.setCurrentIndex(number)
        self._fit()
        self._moved(self.cell())

    def go_to(self, cell: Cell) -> None:
        """Make this cell the current one."""
        if cell.table in self.views:
            self._turn(list(self.views).index(cell.table))
            view = self.views[cell.table]
            view.go(view.model().index_of(cell))
            view.setFocus()

    def _moved(self, cell: Cell | None) -> None:
        self._say()
        self.cell_changed.emit(cell)

    def _say(self) -> None:
        cell = self.cell()
        if self.summary is None or cell is None:
            self.says.setText("")
            return
        total = self.summary.total
        beside = total.at_least(cell) or f"{len(total.counted)} 个单位相加"
        text = f"{total.form.name(cell)}：{beside}。"
        self.says.setText(text)
        labels.set_tip(self.says, text)

    def _fit(self) -> None:
        if self.view:
            room = self.tables.size()
            self.view.fit(QSize(max(1, room.width() - 1), max(1, room.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._fit()


def _choice(text: str) -> QPushButton:
    button = QPushButton(labels.on_button(text))
    button.setCheckable(True)
    button.setProperty("kind", "choice")
    return button
