"""标为已送审、已报审、已公布: since when, and for 已公布 where."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.gui.look import labels, theme
from app.model.report import STATES, Status

_MEANS = {
    "in_review": "送本单位领导审核。",
    "submitted": "报上级政府信息公开工作主管部门。",
    "published": "网上已经能看到。以后再改底稿，会提醒您更新网页。",
}


class StateDialog(QDialog):
    """After exec() == Accepted: `status`."""

    def __init__(self, parent: QWidget | None, given: Status) -> None:
        super().__init__(parent)
        self._state = given.state
        self.setWindowTitle(f"标为{STATES[given.state]}")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(20),) * 4)
        column.setSpacing(theme.px(12))
        says = f"{STATES[given.state]}：{_MEANS[given.state]}只记在底稿里，不会印进报告。"
        column.addWidget(labels.words(says))
        form = QFormLayout()
        form.setSpacing(theme.px(8))
        self.date = QLineEdit(given.date)
        self.date.setAccessibleName("日期")
        self.date.setPlaceholderText("例如 2026-01-28")
        form.addRow("日期", self.date)
        self.address = QLineEdit(given.address)
        self.address.setAccessibleName("公布网址")
        self.address.setPlaceholderText("年报网页的网址，可以不填")
        if given.state == "published":
            form.addRow("公布网址", self.address)
        column.addLayout(form)
        column.addLayout(labels.buttons(self).row)
        self.setMinimumWidth(theme.px(420))

    @property
    def status(self) -> Status:
        return Status(self._state, self.date.text().strip(), self.address.text().strip())
