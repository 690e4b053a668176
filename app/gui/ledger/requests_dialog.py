"""F5: the requests of the ledger that one figure counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui.ledger.wording import day
from app.gui.look import labels, theme
from app.gui.look.style_sheet import resize_within
from app.ledger.reading.request import Request

_HEADS = (("编号", 170), ("台账的行", 130), ("收到", 96), ("答复", 96), ("台账写的结果", 0), ("承办", 120))


class RequestsDialog(QDialog):
    """`stale`: the ledger was changed since it was read; `again`: after it has closed, she wants it read again."""

    def __init__(
        self, parent: QWidget | None, place: str, requests: Sequence[Request], path: Path, stale: bool
    ) -> None:
        super().__init__(parent)
        self.again = False
        self._path = path
        self.setWindowTitle("这一格的申请")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(10))
        says = f"{place}：台账里有 {len(requests)} 件。" if requests else f"{place}：台账里一件也没有。"
        column.addWidget(labels.words(says, "question"))
        if stale:
            column.addWidget(labels.words(f"“{path.name}”读过以后又改了，下面是改以前的。", "warning"))
        column.addWidget(self._table(requests), 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(labels.words(f"台账：{path.name}", "quiet", wraps=False))
        row.addStretch()
        for words, calls, wanted in (
            ("重读台账", self._again, stale),
            ("打开台账", self._open, True),
            ("关闭", self.reject, True),
        ):
            if wanted:
                button = QPushButton(words)
                button.setAutoDefault(False)
                button.clicked.connect(calls)
                row.addWidget(button)
        column.addLayout(row)
        resize_within(self, 860, 440)
        self.table.setFocus()

    def _table(self, requests: Sequence[Request]) -> QTableWidget:
        self.table = table = QTableWidget(len(requests), len(_HEADS), self)
        table.setAccessibleName("申请")
        table.setHorizontalHeaderLabels([words for words, _ in _HEADS])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        for row, request in enumerate(requests):
            where = f"{request.sheet} 第 {request.row} 行".strip()
            values = (
                request.id,
                where,
                day(request.received.date),
                day(request.ended) or "还没有",
                request.words or ("没有写" if request.ended else ""),
                request.office,
            )
            for position, text in enumerate(values):
                table.setItem(row, position, QTableWidgetItem(text))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for position, (_, width) in enumerate(_HEADS):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(position, mode)
            if width:
                table.setColumnWidth(position, theme.px(width))
        table.setColumnHidden(len(_HEADS) - 1, not any(request.office for request in requests))
        header.sectionResized.connect(self._fit_rows)
        self._fit_rows()
        if requests:
            table.setCurrentCell(0, 0)
        return table

    def _fit_rows(self) -> None:
        self.table.resizeRowsToContents()

    def _again(self) -> None:
        self.again = True
        self.accept()

    def _open(self) -> None:
        """In the program of this computer that opens workbooks."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
