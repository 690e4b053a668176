"""How far the draft has come: 编辑中 · 已送审 · 已报审 · 已公布, set by hand or by exporting a 送审稿."""

from __future__ import annotations

import datetime
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QFormLayout, QMenu, QVBoxLayout, QWidget

from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, run
from app.gui.look import labels, theme
from app.model.beside.difference import changes
from app.model.beside.sent import with_sent
from app.model.report import STATES, Report, Status

_MEANS = {
    "in_review": "送本单位领导审核。",
    "submitted": "报上级政府信息公开工作主管部门。",
    "published": "网上已经能看到。以后再改底稿，会提醒您更新网页。",
}


class States(QObject):
    """Editing what is published already is warned of once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._before = desk.report
        self._warned = False
        desk.document.changed.connect(self._changed)

    @property
    def _status(self) -> Status:
        return self._desk.report.status

    def fill(self, menu: QMenu) -> None:
        """One item per state; the present one is ticked."""
        for state, name in STATES.items():
            here = state == self._status.state
            text = self._status.words if here else name
            if here and self._status.address:
                text += f"（{self._status.address}）"
            action = labels.add_item(menu, text + ("" if state == "editing" else "…"))
            action.setData(state)
            action.setCheckable(True)
            action.setChecked(here)
            action.triggered.connect(self._chosen)

    def _chosen(self) -> None:
        self.mark(self.sender().data())  # type: ignore[attr-defined]

    def mark(self, state: str) -> None:
        """Set a state; all but 编辑中 ask for the date."""
        self._desk.commit()
        if state == "editing":
            self._set(Status())
            return
        given = self._status if self._status.state == state else Status(state, datetime.date.today().isoformat())
        dialog = StateDialog(self._desk.parent_widget, given)
        if run(dialog):
            self._set(dialog.status)

    def exported_for_review(self) -> None:
        """A 送审稿 went out: the draft keeps what it was then, and what was being edited is 已送审 from today."""
        now = datetime.datetime.now()
        report = with_sent(self._desk.report, now)
        if self._status.state == "editing":
            self._set(Status("in_review", now.date().isoformat()), report)
        elif report is not self._desk.report:
            self._desk.edit(report, "记下送审稿")

    def _set(self, status: Status, report: Report | None = None) -> None:
        self._desk.edit(replace(report or self._desk.report, status=status), f"标为{STATES[status.state]}")

    def _changed(self, report: Report) -> None:
        """Editing what is published already is warned of once, after the event that edited."""
        before, self._before = self._before, report
        if self._warned or report.status.state != "published" or before.status.state != "published":
            return
        if changes(before, report):
            self._warned = True
            QTimer.singleShot(0, self, self._warn)

    def _warn(self) -> None:
        stack = self._desk.document.undo_stack
        status = self._status
        when = f"已于 {status.date} 公布" if status.date else "已经公布"
        said = f"这份报告{when}。再改，底稿就与网上的不一样了；改完请更新网页，再做一次发布后核对。"
        answers = (Answer.WRITE_ON, Answer.TAKE_BACK) if stack.canUndo() else (Answer.WRITE_ON,)
        if ask(self._desk.parent_widget, said, answers, "这次打开期间不再提醒。") is Answer.TAKE_BACK:
            self._desk.commit()
            stack.undo()


class StateDialog(QDialog):
    """标为已送审、已报审、已公布: since when, and for 已公布 where. After exec() == Accepted: `status`."""

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
        self.date = labels.field("日期", given.date, "例如 2026-01-28")
        form.addRow("日期", self.date)
        self.address = labels.field("公布网址", given.address, "年报网页的网址，可以不填")
        if given.state == "published":
            form.addRow("公布网址", self.address)
        column.addLayout(form)
        column.addLayout(labels.buttons(self).row)
        self.setMinimumWidth(theme.px(420))

    @property
    def status(self) -> Status:
        return Status(self._state, self.date.text().strip(), self.address.text().strip())
