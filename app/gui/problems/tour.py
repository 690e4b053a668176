"""F8 and Shift+F8: from one thing that stands between the report and 公布稿 to the next, in a circle; then what the county asked."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.acts import Checked
from app.gui.desk.desk import Desk
from app.gui.desk.places import where_to
from app.gui.desk.standing import open_findings
from app.model.finding import Finding, Place
from app.model.kept.remarks import letter_of, place_of, standing


class Stop(NamedTuple):
    """`key`: what it is known by from one check to the next. `finding`: None for the county's `remark` (its number)."""

    key: str
    place: Place
    quote: str
    finding: Finding | None = None
    remark: int = 0


def stops(checked: Checked) -> list[Stop]:
    """What is to be visited: the findings, then what the county asks beside them, as its cards list it."""
    found = open_findings(checked)
    listed = {each.anchor for each in found}
    letter = letter_of(checked.report)
    asked = standing(letter, checked.findings, checked.report) if letter else []
    return [Stop(each.anchor, where_to(each), each.quote or "", each) for each in found] + [
        Stop(each.remark.key, place, each.remark.stands if isinstance(place, str) else "", remark=each.number)
        for each in asked
        if not each.done and each.remark.anchor not in listed
        for place in (place_of(each.remark, checked.report),)
    ]


class ProblemTour(QObject):
    """Signal `visited` (Stop, None when there is nothing more to do): before the clerk is led to its place."""

    visited = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._at = -1
        self._last = ""  # the key of what was visited last: when it is gone, the next one has taken its place

    def first(self) -> None:
        self._at = -1
        self.next()

    def next(self) -> None:
        self._visit(1)

    def previous(self) -> None:
        self._visit(-1)

    def _visit(self, step: int) -> None:
        self._desk.commit()
        every = stops(self._desk.checked)
        if not every:
            self.visited.emit(None)
            self._desk.say("没有要处理的问题了。")
            return
        keys = [each.key for each in every]
        if self._at >= 0 and self._last in keys:
            self._at = keys.index(self._last) + step
        elif self._at >= 0:
            self._at += min(step, 0)
        else:
            self._at = 0 if step > 0 else -1
        self._at %= len(every)
        stop = every[self._at]
        self._last = stop.key
        self.visited.emit(stop)
        if stop.place:
            self._desk.go_to(stop.place, stop.quote)
        self._desk.say(f"第 {self._at + 1} 处，共 {len(every)} 处，按 F8 到下一处。")
