"""The State Council's notices for 2020 to 2026 typed in again, and days counted one by one: a second opinion on deadlines."""

from __future__ import annotations

import datetime

_OFF = {
    2020: "01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08",
    2021: "01-01..01-03 02-11..02-17 04-03..04-05 05-01..05-05 06-12..06-14 09-19..09-21 10-01..10-07",
    2022: "01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 10-01..10-07 12-31",
    2023: "01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06",
    2024: "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07",
    2025: "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
    2026: "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
}
_ON = {
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
DAY = datetime.timedelta(days=1)


def _days(year: int, words: str) -> set[datetime.date]:
    days: set[datetime.date] = set()
    for piece in words.split():
        first, _, last = piece.partition("..")
        day = datetime.date(year, int(first[:2]), int(first[3:]))
        end = datetime.date(year, int(last[:2]), int(last[3:])) if last else day
        while day <= end:
            days.add(day)
            day += DAY
    return days


OFF = set().union(*(_days(year, words) for year, words in _OFF.items()))
ON = set().union(*(_days(year, words) for year, words in _ON.items()))


def works(day: datetime.date) -> bool:
    return day in ON or (day.weekday() < 5 and day not in OFF)


def nth(day: datetime.date, number: int) -> datetime.date:
    """The day after `day` on which the `number`-th working day is over; walked day by day."""
    while number:
        day += DAY
        number -= works(day)
    return day


def worked(after: datetime.date, until: datetime.date) -> int:
    number = 0
    while after < until:
        after += DAY
        number += works(after)
    return number
