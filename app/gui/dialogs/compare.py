"""比较: two states of a report side by side, as a list of what differs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.dialogs.question import run
from app.gui.look import labels, theme
from app.model.beside.difference import changes
from app.model.report import Report


class CompareDialog(QDialog):
    """One row for each place that differs."""

    def __init__(
        self, parent: QWidget | None, title: str, before: Report, after: Report, names: tuple[str, str]
    ) -> None:
        super().__init__(parent)
        found = changes(before, after)
        self.setWindowTitle("比较")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(10))
        says = f"{title}有 {len(found)} 处不同。" if found else f"{title}，数据和文字都相同。"
        column.addWidget(labels.words(says, "question"))
        table = QTableWidget(len(found), 3)
        table.setAccessibleName("不同之处")
        table.setHorizontalHeaderLabels(["位置", *names])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setWordWrap(True)
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        table.verticalHeader().hide()
        table.setTabKeyNavigation(False)
        for row, change in enumerate(found):
            for position, text in enumerate((change.place, change.before or "（空白）", change.after or "（空白）")):
                table.setItem(row, position, QTableWidgetItem(text))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setMinimumSize(theme.px(640), theme.px(320))
        column.addWidget(table, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.resize(theme.px(760), theme.px(420))
        self._table = table
        header.sectionResized.connect(self._fit_rows)
        self._fit_rows()

    def _fit_rows(self) -> None:
        self._table.resizeRowsToContents()


def compare(
    parent: QWidget | None, title: str, before: Report, after: Report, names: tuple[str, str] = ("原来", "现在")
) -> None:
    """`names`: what stands above the two columns."""
    run(CompareDialog(parent, title, before, after, names))
