"""粘贴预览: what lands where, when a block does not fit, something in it is refused, or a total differs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.documents.pasted.landing import Laid
from app.gui.look import labels, theme
from app.model.characters import brief
from app.model.figures import digits
from app.model.report import Report


def _some(laid: Laid) -> str:
    """The marks of none in it: “—”“/”."""
    return "".join(f"“{mark}”" for mark in dict.fromkeys(landing.text for landing in laid.marks))


class PastePreview(QDialog):
    """Accepted: paste what can be pasted. `laid`: the block as it is to be taken, with or without 0 for the marks of none."""

    def __init__(self, parent: QWidget | None, report: Report, laid: Laid) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴预览")
        self._report, self._given, self.laid = report, laid, laid
        self._says = labels.words(role="question")
        self.zeros = QCheckBox(f"表示没有的符号（{_some(laid)}）当作 0，共 {len(laid.marks)} 格")
        self.zeros.setVisible(bool(laid.marks))
        self.zeros.toggled.connect(self._zeros_chosen)
        self._table = self._made_table()
        foot = labels.buttons(self, "", "不粘贴")
        self._paste = foot.ok
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(10))
        column.addWidget(self._says)
        for doubt in laid.doubts:
            column.addWidget(labels.words(doubt, "warning"))
        column.addWidget(self.zeros)
        column.addWidget(self._table, 1)
        column.addLayout(foot.row)
        self._show()
        (self._paste if laid.figures else foot.cancel).setDefault(True)
        self.resize(theme.px(720), theme.px(430))

    def _zeros_chosen(self, on: bool) -> None:
        self.laid = self._given.with_zeros() if on else self._given
        self._show()

    def _show(self) -> None:
        """What is said, listed and done, as it is chosen now."""
        laid = self.laid
        says = [f"将填入 {len(laid.figures)} 格"]
        if laid.left_out:
            says.append(f"{len(laid.left_out)} 个放不下或不能填")
        if differing := laid.differing(self._report):
            says.append(f"{len(differing)} 个合计与自动合计不同")
        self._says.setText("，".join(says) + "。")
        self._paste.setText(f"填入这 {len(laid.figures)} 格")
        self._paste.setVisible(bool(laid.figures))
        lines = self._lines(self._report, laid)
        self._table.setRowCount(len(lines))
        for row, (words, level) in enumerate(lines):
            for position, text in enumerate(words):
                item = QTableWidgetItem(text)
                if level:
                    item.setForeground(theme.colour(level))
                self._table.setItem(row, position, item)
        self._fit_rows()

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 4, self)
        table.setAccessibleName("粘贴的每一格")
        table.setHorizontalHeaderLabels(["剪贴板里的", "落在", "现在", "结果"])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        for position, mode in enumerate((QHeaderView.ResizeMode.Fixed,) * 3 + (QHeaderView.ResizeMode.Stretch,)):
            header.setSectionResizeMode(position, mode)
        for position, width in enumerate((120, 240, 70)):
            table.setColumnWidth(position, theme.px(width))
        header.sectionResized.connect(self._fit_rows)
        return table

    def _fit_rows(self) -> None:
        self._table.resizeRowsToContents()

    def _lines(self, report: Report, laid: Laid) -> list[tuple[tuple[str, str, str, str], str]]:
        """The words of each row and the colour they are set in ("" for the usual): what needs a look comes first."""
        differing = laid.differing(report)
        lines: list[tuple[int, tuple[str, str, str, str], str]] = []
        for landing in laid.landings:
            text = brief(landing.text)
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
                result = landing.note or ("填入" if text else "变为空白")
                lines.append(
                    (1 if landing.note else 2, (text or "空白", where, now, result), "query" if landing.note else "")
                )
        return [(words, level) for _, words, level in sorted(lines, key=lambda line: line[0])]
