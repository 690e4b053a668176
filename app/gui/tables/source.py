"""来源: who gave the figures of a row, and whether they are still to be checked."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.gui.look import labels, theme
from app.model.report import Source


class SourceDialog(QDialog):
    """After exec() == Accepted: `source`."""

    def __init__(self, parent: QWidget | None, row_name: str, source: Source) -> None:
        super().__init__(parent)
        self.setWindowTitle("来源与待核")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(20),) * 4)
        column.setSpacing(theme.px(10))
        column.addWidget(labels.words(row_name, "question"))
        note = "记下这一行的数是谁给的。只存在底稿里，不会印进报告。"
        column.addWidget(labels.words(note, "quiet", wraps=False))
        form = QFormLayout()
        form.setSpacing(theme.px(8))
        self.office = self._field(form, "科室", source.office, "例如：行政审批科")
        self.person = self._field(form, "提供人", source.person, "")
        self.date = self._field(form, "日期", source.date, "例如：1月12日")
        column.addLayout(form)
        self.to_check = QCheckBox("待核：还要再核对这一行")
        self.to_check.setChecked(source.to_check)
        column.addWidget(self.to_check)
        column.addLayout(labels.buttons(self).row)
        self.setMinimumWidth(theme.px(420))

    def _field(self, form: QFormLayout, label: str, text: str, example: str) -> QLineEdit:
        field = labels.field(label, text, example, self)
        form.addRow(label, field)
        return field

    @property
    def source(self) -> Source:
        office, person, date = (field.text().strip() for field in (self.office, self.person, self.date))
        return Source(office, person, date, self.to_check.isChecked())
