"""零申请: while a table is wholly blank, one click fills it with 0."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.form.schema import Cell, Table
from app.gui.look import labels, theme
from app.gui.look.style_sheet import set_style
from app.model.report import Report

_QUESTIONS = {
    "applications": "{year}年没有收到申请，也没有上年结转？",
    "disputes": "{year}年没有发生行政复议、行政诉讼？",
}


def zeros(table: Table) -> dict[Cell, Decimal]:
    return {cell: Decimal(0) for cell in table.cells}


class ZeroQuestion(QWidget):
    """Hidden unless the question can be asked; `accepted` when she says 填 0."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._declined = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("zero_question")
        self._says = labels.words(parent=self, wraps=False)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._says)
        for text, clicked in (("填 0", self.accepted), ("逐格填写", self._decline)):
            button = QPushButton(text, self)
            button.setProperty("role", "inline")
            button.clicked.connect(clicked)
            self._row.addWidget(button)
        self._row.addStretch()
        self.hide()

    def renew(self, report: Report) -> None:
        """Ask while no figure of the table is filled and she has not said 逐格填写."""
        blank = not any(cell in report.figures for cell in self._table.cells)
        wanted = self._table.key in _QUESTIONS and blank and not self._declined
        if wanted:
            ask = _QUESTIONS[self._table.key].format(year=report.year or "本")
            number = len(self._table.cells)
            self._says.setText(f"{ask}将把{self._table.short} {number} 格填为 0，可撤销。")
            self.setAccessibleName(self._says.text())
        self.setVisible(wanted)

    def restyle(self) -> None:
        """Take the colours and sizes of now."""
        px, colour = theme.px, theme.colours()
        self._row.setContentsMargins(px(8), 0, px(8), 0)
        self._row.setSpacing(px(8))
        self.setFixedHeight(px(18))
        set_style(
            self,
            f"#zero_question {{ background: {colour.accent_soft}; }}"
            f" QPushButton {{ background: transparent; border: 1px solid transparent; color: {colour.link};"
            f" padding: 0 {px(6)}px; min-height: 0; font-weight: bold; }}"
            f" QPushButton:hover {{ text-decoration: underline; }}"
            f" QPushButton:focus {{ border-color: {colour.accent}; }}",
        )

    def _decline(self) -> None:
        self._declined = True
        self.hide()
        self.declined.emit()
