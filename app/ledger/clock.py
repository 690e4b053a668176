"""The deadline of one request by 条例 §30–§34: working days, counted anew after 补正 and 缴费, stopped while others are asked."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from app.ledger.reading.lexicon import OTHER
from app.ledger.reading.request import Request
from app.ledger.working_days import WorkingDays

ANSWER = 20  # working days (§33)
EXTENSION = 20  # at most, told before the first period ends (§33)
CORRECTION = 7  # in which an unclear request must be sent back (§30)
CONSULTATION = 15  # that a third party or another organ may take (§32, §34)
SOON = 5  # working days before the end in which a request is due soon

Waiting = Literal["", "correction", "payment"]


class Deadline(NamedTuple):
    """`due`: the last day; None while the applicant must act first (`waiting`) or the day of receipt is not known.

    `provisional`: it touches a year whose days off are not announced. `notes`: what was not counted and why.
    """

    due: datetime.date | None = None
    provisional: bool = False
    waiting: Waiting = ""
    notes: tuple[str, ...] = ()


class Late(NamedTuple):
    """A request that was or is answered too late: by `days` working days, at least 1."""

    request: Request
    due: datetime.date
    answered: datetime.date | None
    days: int


def deadline(request: Request, calendar: WorkingDays) -> Deadline:
    """When the answer is due."""
    received, notes = request.received.date, []
    if received is None:
        return Deadline()
    start = received
    if request.correction_told:
        if calendar.between(start, request.correction_told) > CORRECTION:
            notes.append(f"补正告知晚于收到后 {CORRECTION} 个工作日")
        if request.correction_back is None:
            return Deadline(waiting="correction", notes=tuple(notes))
    if request.correction_back and request.correction_back >= start:
        start = request.correction_back
    due = _due(start, request, calendar, notes)
    if request.fee_told and start <= request.fee_told <= due:
        if request.fee_paid is None:
            return Deadline(waiting="payment", notes=tuple(notes))
        due = _due(max(start, request.fee_paid), request, calendar, notes)
    elif request.fee_told and request.fee_told > due:
        notes.append("收费通知晚于答复期限，没有重新计算期限")
    announced = all(calendar.is_announced(year) for year in range(received.year, due.year + 1))
    return Deadline(due, not announced, notes=tuple(dict.fromkeys(notes)))


def _due(start: datetime.date, request: Request, calendar: WorkingDays, notes: list[str]) -> datetime.date:
    """The end of the period that begins with `start`: with the days others were asked, and the extension told in time."""
    due = calendar.after(start, ANSWER)
    if request.consulted and start <= request.consulted <= due:
        most = calendar.after(request.consulted, CONSULTATION)
        back = min(request.consulted_back or most, most)
        due = calendar.after(due, calendar.between(request.consulted, back)) if back > request.consulted else due
    if request.extended_undated:
        notes.append("没有延期告知日，按已在期限内告知计算")
        return calendar.after(due, EXTENSION)
    if request.extended and request.extended >= start:
        if request.extended <= due:
            return calendar.after(due, EXTENSION)
        notes.append("延期告知晚于答复期限，没有延长")
    return due


def late(request: Request, by: Deadline, as_of: datetime.date, calendar: WorkingDays) -> Late | None:
    """How late it is or was answered. What ended by the applicant's own doing needs no answer."""
    ended = request.ended
    if by.due is None or (ended and request.outcome.sure and request.outcome.rows[0] in OTHER):
        return None
    if (ended or as_of) <= by.due:
        return None
    return Late(request, by.due, ended, max(1, calendar.between(by.due, ended or as_of)))


def days_left(request: Request, by: Deadline, as_of: datetime.date, calendar: WorkingDays) -> int | None:
    """Working days until an open request is due; None when it is not open, has no deadline or is overdue."""
    if by.due is None or request.ended or as_of > by.due:
        return None
    return calendar.between(as_of, by.due)
