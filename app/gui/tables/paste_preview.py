"""粘贴预览: what lands where, when a block does not fit, something in it is refused, or a total differs."""

from __future__ import annotations

from PySide6.QtCore import Qt
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

from app.gui.look import labels, theme
from app.model.block import Laid
from app.model.figures import digits
from app.model.report import Report

_LONGEST = 30  # characters shown of a pasted text


class PastePreview(QDialog):
    """Accepted: paste what can be pasted."""

    def __init__(self, parent: QWidget | None, report: Report, laid: Laid) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴预览")
        wrong, differing = laid.left_out, laid.differing(report)
        says = [f"将填入 {len(laid.figures)} 格"]
        if wrong:
            says.append(f"{len(wrong)} 个放不下或不能填")
        if differing:
            says.append(f"{len(differing)} 个合计与自动合计不同")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(10))
        column.addWidget(labels.words("，".join(says) + "。", "question"))
        column.addWidget(self._table(report, laid), 1)
        row = QHBoxLayout()
        row.addStretch()
        paste = QPushButton(f"填入这 {len(laid.figures)} 格", self)
        paste.setProperty("role", "primary")
        paste.setVisible(bool(laid.figures))
        paste.clicked.connect(self.accept)
        cancel = QPushButton("不粘贴", self)
        cancel.clicked.connect(self.reject)
        row.addWidget(paste)
        row.addWidget(cancel)
        (paste if laid.figures else cancel).setDefault(True)
        column.addLayout(row)
        self.resize(theme.px(720), theme.px(430))

    def _table(self, report: Report, laid: Laid) -> QTableWidget:
        lines = self._lines(report, laid)
        table = QTableWidget(len(lines), 4, self)
        table.setAccessibleName("粘贴的每一格")
        table.setHorizontalHeaderLabels(["剪贴板里的", "落在", "现在", "结果"])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        for row, (words, level) in enumerate(lines):
            for position, text in enumerate(words):
                item = QTableWidgetItem(text)
                if level:
                    item.setForeground(theme.colour(level))
                table.setItem(row, position, item)
        header = table.horizontalHeader()
        for position, mode in enumerate((QHeaderView.ResizeMode.Fixed,) * 3 + (QHeaderView.ResizeMode.Stretch,)):
            header.setSectionResizeMode(position, mode)
        for position, width in enumerate((120, 240, 70)):
            table.setColumnWidth(position, theme.px(width))
        self._fitted = table
        header.sectionResized.connect(self._fit_rows)
        return table

    def _fit_rows(self) -> None:
        self._fitted.resizeRowsToContents()

    def _lines(self, report: Report, laid: Laid) -> list[tuple[tuple[str, str, str, str], str]]:
        """The words of each row and the colour they are set in ("" for the usual): what needs a look comes first."""
        differing = laid.differing(report)
        lines: list[tuple[int, tuple[str, str, str, str], str]] = []
        for landing in laid.landings:
            text = landing.text if len(landing.text) <= _LONGEST else landing.text[:_LONGEST] + "（后面略去）"
            where = report.form.name(landing.cell) if landing.cell else "—"
            figure = report.figure(landing.cell) if landing.cell else None
            now = "" if landing.cell is None else "空白" if figure is None else digits(figure)
            if landing.problem:
                lines.append((0, (text, where, now, landing.problem), "error"))
            elif landing.cell and landing.cell in differing:
                made = differing[landing.cell][1]
                total = "空白" if made is None else digits(made)
                lines.append((1, (text, where, now, f"与自动合计 {total} 不同，不填入，请核对"), "query"))
            elif landing.cell in laid.totals:
                lines.append((3, (text or "空白", where, now, "由自动合计得出，不填入"), "muted"))
            else:
                lines.append((2, (text or "空白", where, now, "填入" if text else "变为空白"), ""))
        return [(words, level) for _, words, level in sorted(lines, key=lambda line: line[0])]
