"""Working days equal the State Council's notices typed in again; an office's own days come from its file."""

from __future__ import annotations

import datetime
import json

import pytest

from app.ledger.working_days import LocalDays, WorkingDays, parse_local_days
from app.model.files import FileProblem
from tests.ledger.calendar_2024_2026 import DAY, nth, works

CALENDAR = WorkingDays()
VECTORS = """
2024-02-05 2024-02-20 2024-03-01 2024-03-08 2024-04-08
2024-09-12 2024-09-24 2024-10-10 2024-10-16 2024-11-13
2025-01-24 2025-02-10 2025-02-20 2025-02-27 2025-03-27
2025-09-26 2025-10-13 2025-10-23 2025-10-30 2025-11-27
2025-12-04 2025-12-15 2025-12-25 2026-01-04 2026-01-30
2026-01-30 2026-02-10 2026-02-27 2026-03-05 2026-04-02
2026-09-18 2026-09-29 2026-10-15 2026-10-22 2026-11-19
"""


@pytest.mark.parametrize("line", VECTORS.split("\n")[1:-1])
def test_days_after_receipt(line: str) -> None:
    received, *ends = map(datetime.date.fromisoformat, line.split())
    assert [CALENDAR.after(received, days) for days in (7, 15, 20, 40)] == ends


def test_every_day_of_seven_years() -> None:
    day = datetime.date(2020, 1, 1)
    while day.year < 2027:
        assert CALENDAR.is_working(day) == works(day), day
        day += DAY


@pytest.mark.parametrize("year", range(2020, 2027))
def test_working_days_of_a_year(year: int) -> None:
    counted = CALENDAR.between(datetime.date(year - 1, 12, 31), datetime.date(year, 12, 31))
    assert counted == dict(zip(range(2020, 2027), (249, 250, 249, 249, 251, 248, 248), strict=True))[year]


@pytest.mark.parametrize("days", [1, 7, 15, 20, 40, 75])
def test_counting_walks_the_same_days(days: int) -> None:
    day = datetime.date(2024, 1, 1)
    while day < datetime.date(2026, 6, 1):
        end = nth(day, days)
        assert CALENDAR.after(day, days) == end
        assert CALENDAR.between(day, end) == days
        day += 5 * DAY


def test_a_year_not_announced_is_known_to_be_so() -> None:
    assert CALENDAR.is_announced(2026) and not CALENDAR.is_announced(2027)
    assert CALENDAR.is_working(datetime.date(2027, 1, 4)) and not CALENDAR.is_working(datetime.date(2027, 1, 3))


CSV = "日期,休或班,说明\n2025-03-31,休,开斋节\n2025年4月5日,班,补班\n\n2027,已公布,\n2027-01-01,休,元旦\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_days_of_an_office(encoding: str) -> None:
    own = parse_local_days(CSV.encode(encoding), "节假日.csv")
    calendar = WorkingDays(own)
    assert not calendar.is_working(datetime.date(2025, 3, 31))
    assert calendar.is_working(datetime.date(2025, 4, 5))
    assert calendar.is_announced(2027) and not calendar.is_working(datetime.date(2027, 1, 1))
    assert calendar.after(datetime.date(2025, 3, 28), 1) == datetime.date(2025, 4, 1)


def test_the_form_in_which_holiday_lists_are_published() -> None:
    day = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
    own = parse_local_days(json.dumps({"year": 2027, "papers": [], "days": [day]}).encode(), "2027.json")
    assert own == LocalDays({datetime.date(2027, 1, 1): True}, frozenset({2027}))


@pytest.mark.parametrize(
    ("data", "off", "on"),
    [
        ("2025-03-31", ["2025-03-31"], []),
        ("2025-03-31至2025-04-02,放假,开斋节", ["2025-03-31", "2025-04-01", "2025-04-02"], []),
        ("date,type\n2025-03-31,off\n2025-04-05,on", ["2025-03-31"], ["2025-04-05"]),
        ("2025/3/31,休\n2025/4/5,上班", ["2025-03-31"], ["2025-04-05"]),
        ('{"off": ["2025-03-31"], "on": ["2025-04-05"]}', ["2025-03-31"], ["2025-04-05"]),
    ],
)
def test_other_ways_to_write_it(data: str, off: list[str], on: list[str]) -> None:
    own = parse_local_days(data.encode(), "节假日")
    days = {day.isoformat(): closed for day, closed in own.off.items()}
    assert days == {**dict.fromkeys(off, True), **dict.fromkeys(on, False)}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("2025-02-30,休", "第 1 行"),
        ("日期,休或班\n3月7日,休", "第 2 行"),
        ("2025-03-31,开会", "第 1 行"),
        ("2025-03-31至2025-02-01,休", "第 1 行"),
        ('{"off": []}', "JSON"),
        ("", "没有一天"),
        ('{"days": [{"date": "2027-01-01"}]}', "JSON"),
        ("[1]", "JSON"),
        ('{"year": 1e400, "days": []}', "JSON"),
        ('{"year": "２０２７", "days": []}', "JSON"),
        ("[" * 5000, "JSON"),
        ("{", "JSON"),
    ],
)
def test_a_file_that_is_none(data: str, says: str) -> None:
    with pytest.raises(FileProblem, match=says):
        parse_local_days(data.encode(), "节假日.csv")
