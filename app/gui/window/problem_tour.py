"""F8 and Shift+F8: from one thing that stands between the report and 公布稿 to the next, in a circle."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.gui.desk.desk import Desk
from app.gui.desk.places import where_to
from app.gui.desk.standing import open_findings


class ProblemTour(QObject):
    """Signal `visited` (Finding, None when there is nothing more to do): before the clerk is led to its place."""

    visited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._at = -1
        self._last = ""  # the anchor of what was visited last: when it is gone, the next one has taken its place

    def first(self) -> None:
        self._at = -1
        self.next()

    def next(self) -> None:
        self._visit(1)

    def previous(self) -> None:
        self._visit(-1)

    def _visit(self, step: int) -> None:
        self._desk.commit()
        findings = open_findings(self._desk.checked)
        if not findings:
            self.visited.emit(None)
            self._desk.say("没有要处理的问题了。")
            return
        gone = step > 0 and self._at >= 0 and all(each.anchor != self._last for each in findings)
        self._at = (self._at + (0 if gone else step)) % len(findings)
        finding = findings[self._at]
        self._last = finding.anchor
        self.visited.emit(finding)
        self._desk.go_to(where_to(finding), finding.quote or "")
        self._desk.say(f"第 {self._at + 1} 处，共 {len(findings)} 处，按 F8 到下一处。")
