"""Working days: the State Council's notices (chinesecalendar), and a file of the office for what they do not say.

The file, for places with days off of their own and for years not yet announced. CSV (UTF-8 or GB18030), a line a day:
2025-03-31,休,开斋节 or 2025-04-06,班,补班; a day alone is a day off; 2025-03-31至2025-04-02 is several; 2027,已公布 says that
the file holds all of 2027. Or JSON as holiday-cn publishes it: {"year": 2027, "days": [{"name", "date", "isOffDay"}]}, or a
list of such; "year" says that the file holds all of that year; {"off": […], "on": […]} does as well.
"""

from __future__ import annotations

import csv
import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import Any

from chinese_calendar.constants import holidays, workdays

from app.ledger.reading.dates import read_day
from app.model.files import FileProblem
from app.model.json_text import read_json
from app.model.sheet import Square

_FIRST, _LAST = datetime.date(2010, 1, 1), datetime.date(2060, 12, 31)
_DAY = datetime.timedelta(days=1)
_LONGEST = 60  # days of one line
_OFF = re.compile(r"休.*|放假.*|节假日|假.*|off|holiday", re.IGNORECASE)
_ON = re.compile(r"班|上班.*|补班.*|调休上班|工作日|on|work.*", re.IGNORECASE)
ANNOUNCED = frozenset(day.year for day in holidays)
"""The years whose days off the library knows."""


@dataclass(frozen=True)
class LocalDays:
    """`off`: day -> whether it is a day off. `years`: announced in full by this file."""

    off: Mapping[datetime.date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of one office."""

    local: LocalDays = LocalDays()

    @cached_property
    def _days(self) -> tuple[datetime.date, ...]:
        every = takewhile(lambda day: day <= _LAST, (_FIRST + _DAY * n for n in range(20_000)))
        return tuple(day for day in every if self.is_working(day))

    def is_working(self, day: datetime.date) -> bool:
        if day in self.local.off:
            return not self.local.off[day]
        if day in workdays:
            return True
        return day.weekday() < 5 and day not in holidays

    def after(self, day: datetime.date, days: int) -> datetime.date:
        """The `days`-th working day after this day, which is not counted itself."""
        return self._days[bisect_right(self._days, day) + days - 1]

    def between(self, day: datetime.date, last: datetime.date) -> int:
        """How many working days come after `day`, up to and with `last`."""
        return max(0, bisect_right(self._days, last) - bisect_right(self._days, day))

    def is_announced(self, year: int) -> bool:
        return year in ANNOUNCED or year in self.local.years


def parse_local_days(data: bytes, name: str) -> LocalDays:
    """Read the office's own days; FileProblem with the line when it is no such file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    if text.lstrip().startswith(("{", "[")):
        return _from_json(text, name)
    off: dict[datetime.date, bool] = {}
    years: set[int] = set()
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#") or (number == 1 and not re.search(r"\d", cells[0])):
            continue
        what = cells[1] if len(cells) > 1 else ""
        if re.fullmatch(r"20\d\d年?", cells[0]) and "公布" in what:
            years.add(int(cells[0][:4]))
            continue
        days = _days(cells[0])
        if not days or (what and not _OFF.fullmatch(what) and not _ON.fullmatch(what)):
            raise FileProblem(
                f"节假日文件“{name}”第 {number} 行读不懂：{','.join(cells)[:40]}。每行写“日期,休”或“日期,班”，日期要写年份。"
            )
        off.update(dict.fromkeys(days, not _ON.fullmatch(what)))
    if not off and not years:
        raise FileProblem(f"节假日文件“{name}”里没有一天。每行写“日期,休”或“日期,班”，例如 2025-03-31,休,开斋节。")
    return LocalDays(off, frozenset(years))


def _days(words: str) -> list[datetime.date]:
    """The day written, or all from one day to another; none when it is neither."""
    first, _, last = (piece.strip() for piece in re.sub(r"\.\.|~|～|—|——|到", "至", words).partition("至"))
    ends = [read_day(Square(each), 0) for each in (first, last or first)]
    if any(day.date is None or day.guessed_year for day in ends):
        return []
    begin, end = (day.date for day in ends if day.date)
    return [begin + _DAY * n for n in range((end - begin).days + 1)] if 0 <= (end - begin).days <= _LONGEST else []


def _year(value: object) -> int:
    if not re.fullmatch("[12][0-9]{3}", str(value)):
        raise ValueError("year")
    return int(str(value))


def _from_json(text: str, name: str) -> LocalDays:
    try:
        loaded = read_json(text)
        off: dict[datetime.date, bool] = {}
        years: set[int] = set()
        for each in loaded if isinstance(loaded, list) else [loaded]:
            years |= {_year(each["year"])} if "year" in each else set()
            off.update(_json_days(each["days"]) if "days" in each else _json_lists(each))
        if not off:
            raise ValueError("no day")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FileProblem(
            f'节假日文件“{name}”读不懂。JSON 应为 {{"year": 2027, "days": [{{"name", "date", "isOffDay"}}]}}；也可以用 CSV，每行“日期,休”或“日期,班”。'
        ) from error
    return LocalDays(off, frozenset(years))


def _json_lists(each: Any) -> Iterator[tuple[datetime.date, bool]]:
    """{"off": [days], "on": [days]}; KeyError when it has neither."""
    known = {"off": True, "休": True, "on": False, "班": False}
    if not known.keys() & each.keys():
        raise KeyError("off")
    for key in known.keys() & each.keys():
        for day in each[key]:
            yield datetime.date.fromisoformat(day), known[key]


def _json_days(days: Any) -> Iterator[tuple[datetime.date, bool]]:
    for day in days:
        if not isinstance(day["isOffDay"], bool):
            raise ValueError(day)
        yield datetime.date.fromisoformat(day["date"]), day["isOffDay"]
