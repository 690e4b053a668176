"""One request, one place in table 三 of a year: where it began, where it ended, whose column; or what must be asked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.ledger.reading.lexicon import APPLICANT_COLUMNS, RESULTS
from app.ledger.reading.request import Request

RECEIVED, CARRIED_IN, CARRIED_OUT = "received", "carried_in", "carried_out"
NOT_COUNTED = "none"
"""An answer to what was asked: this line is no request of its own."""

_OLDEST = 2  # years before the report's that an open request may come from without being asked about


class Answer(NamedTuple):
    """What the clerk said of a request that was asked about: the row it ends in (or NOT_COUNTED), and the column."""

    row: str
    column: str


@dataclass(frozen=True)
class Ask:
    """`rows`, `columns`: what it can be. `begins`: 新收 or 上年结转, None when the day of receipt is not known."""

    request: Request
    why: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    begins: str | None

    @property
    def words(self) -> str:
        """Why, with its sheet where there are several."""
        return f"{self.why}（工作表“{self.request.sheet}”）" if self.request.sheet else self.why


class Placed(NamedTuple):
    """`begins`: received or carried_in; `ends`: a result row or carried_out; `column`: of the applicant."""

    request: Request
    begins: str
    ends: str
    column: str


class Outside(NamedTuple):
    """Of another year. `later`: received after the year; else ended before it."""

    request: Request
    later: bool


def place(
    request: Request, year: int, as_of: datetime.date, answers: Mapping[str, Answer] | None = None
) -> Placed | Ask | Outside | None:
    """The place of a request in the report of `year`. None: the clerk has said that it is not to be counted."""
    found = _place(request, year, as_of)
    if not isinstance(found, Ask):
        return found
    answer = (answers or {}).get(answer_key(found))
    if answer is None:
        return found
    if answer.row == NOT_COUNTED:
        return None
    if found.begins is None or answer.row not in found.rows or answer.column not in found.columns:
        return found  # of another version of the ledger, or no answer to this
    return Placed(request, found.begins, answer.row, answer.column)


def answer_key(ask: Ask) -> str:
    """An answer holds for this request as long as the same is asked."""
    return f"{ask.request.id}：{ask.why}"


def _place(request: Request, year: int, as_of: datetime.date) -> Placed | Ask | Outside:
    received, ended = request.received.date, request.ended
    outcome, applicant = request.outcome, request.applicant
    wrong = _wrong_days(request, year)
    if not wrong and received:
        if received.year > year:
            return Outside(request, later=True)
        if ended and ended.year < year and not _days_disagree(request):
            return Outside(request, later=False)
    begins = None if received is None else RECEIVED if received.year == year else CARRIED_IN
    if begins is None or received is None:
        return Ask(request, wrong, outcome.rows or (*RESULTS, CARRIED_OUT), applicant.columns, begins)
    rows, why = _end(request, year, as_of)
    why = "；".join(filter(None, (wrong, request.doubt, why, _who(request))))
    if why or len(rows) != 1 or len(applicant.columns) != 1:
        return Ask(request, why, rows, applicant.columns, begins)
    return Placed(request, begins, rows[0], applicant.columns[0])


def _who(request: Request) -> str:
    if request.applicant.several:
        return "；".join(filter(None, (request.applicant.why, "一份申请有几个申请人，没有写清算一件还是几件")))
    return request.applicant.why


def _wrong_days(request: Request, year: int) -> str:
    """Why the days of this request cannot be; empty when they can."""
    received, answered, posted = request.received, request.answered, request.posted
    for day, name in ((received, "收到日期"), (answered, "答复日期"), (posted, "交邮或签收日")):
        if day.doubt:
            return f"{name}{day.doubt}"
    if received.date is None:
        return "没有收到日期"
    for day, name in ((answered, "答复日期"), (posted, "交邮或签收日")):
        if day.date and day.date < received.date:
            return f"{name}{day.date}在收到日期{received.date}之前"
    if posted.date and answered.date and posted.date < answered.date:
        return f"交邮或签收日{posted.date}在答复日期{answered.date}之前"
    if received.date.year < year - _OLDEST and (not request.ended or request.ended.year >= year):
        return f"收到日期是{received.date.year}年，离{year}年太远，像是年份写错了"
    if request.ended and request.ended.year > year + 1 and received.date.year <= year:
        return f"答复日期是{request.ended.year}年，离收到日期太远，像是年份写错了"
    return ""


def _days_disagree(request: Request) -> bool:
    """The letter is of one year, its posting or signing of another, and the ledger does not say how it went."""
    answered, posted = request.answered.date, request.posted.date
    return bool(answered and posted and answered.year != posted.year and request.by_post is None)


def _end(request: Request, year: int, as_of: datetime.date) -> tuple[tuple[str, ...], str]:
    """The rows that the request can end in this year, and why there is more than one or none is sure."""
    outcome, ended = request.outcome, request.ended
    rows = outcome.rows
    if _days_disagree(request):
        return ((*rows, CARRIED_OUT), "答复书和交邮（签收）的日期在两个年份，没有写送达方式")
    if ended and ended.year > year:
        return (CARRIED_OUT,), ""
    if ended:
        if outcome.open:
            return (*RESULTS, CARRIED_OUT), "有答复日期，又写着还在办理"
        if not rows:
            return RESULTS, "有答复日期，没有写结果"
        return rows, outcome.why
    if outcome.open or not rows:
        return _still_open(request, year, as_of)
    if outcome.why:
        return (*rows, CARRIED_OUT), outcome.why
    if request.received.date and request.received.date.year == year and as_of <= datetime.date(year, 12, 31):
        return rows, ""  # it has a result by now, and now is in the year
    return (*rows, CARRIED_OUT), "有结果，没有写答复日期，不知道是哪一年办结的"


def _still_open(request: Request, year: int, as_of: datetime.date) -> tuple[tuple[str, ...], str]:
    waits = request.correction_told and not request.correction_back
    if waits and as_of >= datetime.date(year, 12, 31):
        return (
            CARRIED_OUT,
            "other_not_supplemented",
        ), "告知补正后没有收到补正，也没有写结果：还在补正期限里，还是逾期不再处理"
    return (CARRIED_OUT,), ""


__all__ = ["APPLICANT_COLUMNS", "Answer", "Ask", "Outside", "Placed", "answer_key", "place"]
