"""F8 and Shift+F8: from one thing that stands between the report and 公布稿 to the next, in a circle."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.gui.desk.desk import Desk
from app.gui.desk.places import where_to
from app.gui.desk.standing import open_findings


class ProblemTour(QObject):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._at = -1

    def first(self) -> None:
        self._at = -1
        self.next()

    def next(self) -> None:
        self._visit(1)

    def previous(self) -> None:
        self._visit(-1)

    def _visit(self, step: int) -> None:
        self._desk.commit()
        findings = [finding for finding in open_findings(self._desk.checked) if not finding.fault]
        if not findings:
            self._desk.say("没有要处理的问题了。")
            return
        self._at = (self._at + step) % len(findings)
        finding = findings[self._at]
        self._desk.go_to(where_to(finding), finding.quote or "")
        self._desk.say(finding.message)
