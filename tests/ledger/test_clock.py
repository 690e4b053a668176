"""Deadlines by 条例 §30–§34 equal days counted one by one, whatever happened on the way."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from app.ledger.clock import days_left, deadline, late
from app.ledger.reading.dates import NO_DAY, Day
from app.ledger.reading.request import Request
from app.ledger.reading.results import Outcome
from app.ledger.working_days import LocalDays, WorkingDays
from tests.ledger.calendar_2024_2026 import nth, worked

CALENDAR = WorkingDays()
D = datetime.date


def request(received: datetime.date, answered: datetime.date | None = None, row: str = "granted", **days) -> Request:
    posted = Day(days.pop("posted", None))
    outcome = Outcome((row,)) if answered else Outcome()
    return Request("1", "", 2, Day(received), Day(answered) if answered else NO_DAY, posted, outcome=outcome, **days)


def due(received: datetime.date, **days) -> datetime.date | None:
    return deadline(request(received, **days), CALENDAR).due


def test_the_twentieth_working_day_can_be_a_sunday() -> None:
    assert due(D(2025, 12, 4)) == D(2026, 1, 4)
    assert D(2026, 1, 4).weekday() == 6


def test_an_extension_told_in_time_gives_twenty_more_and_a_late_one_none() -> None:
    assert due(D(2025, 3, 7), extended=nth(D(2025, 3, 7), 20)) == nth(D(2025, 3, 7), 40)
    told = deadline(request(D(2025, 3, 7), extended=nth(D(2025, 3, 7), 21)), CALENDAR)
    assert told.due == nth(D(2025, 3, 7), 20) and "延期告知晚于" in told.notes[0]


def test_a_corrected_request_begins_anew() -> None:
    asked = {"correction_told": D(2025, 3, 10)}
    waiting = deadline(request(D(2025, 3, 7), **asked), CALENDAR)
    assert waiting.due is None and waiting.waiting == "correction"
    assert due(D(2025, 3, 7), **asked, correction_back=D(2025, 4, 1)) == nth(D(2025, 4, 1), 20)


def test_asking_for_a_correction_late_is_noted() -> None:
    told = nth(D(2025, 3, 7), 8)
    by = deadline(request(D(2025, 3, 7), correction_told=told, correction_back=told), CALENDAR)
    assert "7 个工作日" in by.notes[0] and by.due == nth(told, 20)
    in_time = deadline(request(D(2025, 3, 7), correction_told=nth(D(2025, 3, 7), 7), correction_back=told), CALENDAR)
    assert not in_time.notes


def test_others_are_waited_for_at_most_fifteen_days() -> None:
    sent = D(2025, 3, 10)
    assert due(D(2025, 3, 7), consulted=sent, consulted_back=nth(sent, 9)) == nth(D(2025, 3, 7), 29)
    assert due(D(2025, 3, 7), consulted=sent, consulted_back=nth(sent, 30)) == nth(D(2025, 3, 7), 35)
    assert due(D(2025, 3, 7), consulted=sent) == nth(D(2025, 3, 7), 35)


def test_who_is_asked_after_the_deadline_stops_nothing() -> None:
    assert due(D(2025, 3, 7), consulted=nth(D(2025, 3, 7), 21)) == nth(D(2025, 3, 7), 20)


def test_a_fee_notice_waits_for_the_payment_and_the_period_begins_anew() -> None:
    waiting = deadline(request(D(2025, 3, 7), fee_told=D(2025, 3, 20)), CALENDAR)
    assert waiting.due is None and waiting.waiting == "payment"
    assert due(D(2025, 3, 7), fee_told=D(2025, 3, 20), fee_paid=D(2025, 4, 3)) == nth(D(2025, 4, 3), 20)
    too_late = nth(D(2025, 3, 7), 21)
    assert due(D(2025, 3, 7), fee_told=too_late, fee_paid=too_late) == nth(D(2025, 3, 7), 20)


def test_an_answer_counts_by_its_posting() -> None:
    end = nth(D(2025, 3, 7), 20)
    letter = request(D(2025, 3, 7), end, posted=nth(end, 2))
    told = late(letter, deadline(letter, CALENDAR), D(2025, 12, 31), CALENDAR)
    assert told and (told.due, told.answered, told.days) == (end, nth(end, 2), 2)


def test_late_on_a_day_off_is_late_by_one() -> None:
    friday = D(2025, 4, 11)
    received = next(d for n in range(60) if nth(d := friday - datetime.timedelta(days=n), 20) == friday)
    on_saturday = request(received, friday + datetime.timedelta(days=1))
    told = late(on_saturday, deadline(on_saturday, CALENDAR), D(2025, 12, 31), CALENDAR)
    assert told and told.days == 1


def test_what_the_applicant_ended_is_never_late() -> None:
    withdrawn = request(D(2025, 3, 7), D(2025, 9, 1), row="other_remaining")
    assert late(withdrawn, deadline(withdrawn, CALENDAR), D(2025, 12, 31), CALENDAR) is None


def test_an_open_request_is_due_soon_and_then_overdue() -> None:
    mine = request(D(2025, 3, 7))
    by = deadline(mine, CALENDAR)
    assert by.due is not None
    assert days_left(mine, by, D(2025, 4, 1), CALENDAR) == worked(D(2025, 4, 1), by.due)
    assert days_left(mine, by, by.due, CALENDAR) == 0 and late(mine, by, by.due, CALENDAR) is None
    over = late(mine, by, nth(by.due, 3), CALENDAR)
    assert over and over.answered is None and over.days == 3
    assert days_left(mine, by, nth(by.due, 3), CALENDAR) is None


def test_a_deadline_into_a_year_not_announced_is_provisional_until_the_office_has_its_days() -> None:
    assert deadline(request(D(2026, 12, 10)), CALENDAR).provisional
    assert not deadline(request(D(2026, 11, 10)), CALENDAR).provisional
    known = WorkingDays(LocalDays({D(2027, 1, 1): True}, frozenset({2027})))
    assert not deadline(request(D(2026, 12, 10)), known).provisional


DAYS = st.dates(D(2024, 1, 1), D(2026, 6, 30))
GAPS = st.none() | st.integers(0, 60)


@given(DAYS, GAPS, GAPS, GAPS, st.integers(0, 40), GAPS)
def test_any_course_equals_a_count_day_by_day(received, told, back, asked, answered, extended) -> None:
    after = lambda gap: None if gap is None else received + datetime.timedelta(days=gap)  # noqa: E731
    back = None if told is None or back is None else told + back
    course = {
        "correction_told": after(told),
        "correction_back": after(back),
        "consulted": after(asked),
        "consulted_back": None if asked is None else after(asked + answered),
        "extended": after(extended),
    }
    assert due(received, **course) == counted_by_hand(received, course)


def counted_by_hand(received: datetime.date, course: dict) -> datetime.date | None:
    """The same law said once more, plainly."""
    if course["correction_told"] and not course["correction_back"]:
        return None
    start = course["correction_back"] or received
    days = 20
    sent, back = course["consulted"], course["consulted_back"]
    if sent and start <= sent <= nth(start, 20):
        days += min(15, worked(sent, back)) if back else 15
    if course["extended"] and start <= course["extended"] <= nth(start, days):
        days += 20
    return nth(start, days)
