"""A date as ledgers write it; what is none, or could be two, is a doubt and never a guess."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from app.model.figures import half_width
from app.model.sheet import Square

_EPOCH = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet
_SERIALS = range(40_179, 54_789)  # 2010 to 2049: any other number is no day of this law
_NOTHING = re.compile(r"[-/\\—–_~.．、*×xX]*|无|没有|不需要?|无需|不涉及|否|未|待定|null|n/?a", re.IGNORECASE)
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_NUMERALS = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_TIME = re.compile(r"[T ]*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2})?(?:\.\d+)?[秒分]?(?:Z|\+\d\d:?\d\d)?")
_WHOLE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)?\d\d)(?:年|(?P<mark>[-./]))(?P<month>\d{1,2})(?:月|(?(mark)(?P=mark)))(?P<day>\d{1,2})[日号]?(?!\d)"
)
_SOLID = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")
_DOTTED = re.compile(r"(?P<month>\d{1,2})\.(?P<day>\d{1,2})")
_NO_YEAR = re.compile(
    r"(?<![\d年./-])(?P<month>\d{1,2})(?:月(?P<day>\d{1,2})[日号]?|(?P<mark>[/-])(?P<other>\d{1,2}))(?![\d./-])"
)


class Day(NamedTuple):
    """`date`: None where nothing is written, or where `doubt` (a Chinese clause) says why it cannot be read.

    `guessed_year`: the year was not written beside it.
    """

    date: datetime.date | None = None
    doubt: str = ""
    guessed_year: bool = False


NO_DAY = Day()


def read_day(square: Square | None, year: int) -> Day:
    """The day in a square; `year`: that of the sheet, for days written without one."""
    if square is None:
        return NO_DAY
    if square.doubt:
        return Day(doubt=square.doubt)
    if square.date is not None:
        if square.yearless and square.date.year != year:
            return Day(doubt=f"显示“{square.text}”，单元格里存的却是{square.date.year}年")
        return Day(square.date, guessed_year=square.yearless)
    return _written(half_width(square.text).strip(), square, year)


def _written(text: str, square: Square, year: int) -> Day:
    if not text or _NOTHING.fullmatch(text):
        return NO_DAY
    if text.isdecimal() and int(text) in _SERIALS:
        return Day(_EPOCH + datetime.timedelta(days=int(text)))
    if match := _DOTTED.fullmatch(text):
        return _dotted(match, square, year)
    plain = re.sub(r"\s+", "", _TIME.sub(" ", _IN_NUMERALS.sub(_numerals, text), count=1))
    found = [*_WHOLE.finditer(plain)] or [*_SOLID.finditer(plain)]
    bare = [] if found else [*_NO_YEAR.finditer(plain)]
    if len(found) + len(bare) != 1:
        return Day(doubt=f"“{square.text.strip()}”{'有两个日期' if len(found) + len(bare) > 1 else '不是日期'}")
    match = (found or bare)[0]
    if re.search(r"\d", plain[: match.start()] + plain[match.end() :]):
        return Day(doubt=f"“{square.text.strip()}”除了日期还有别的数字")
    try:
        if bare:
            return Day(datetime.date(year, int(match["month"]), int(match["day"] or match["other"])), guessed_year=True)
        of = int(match["year"])
        return Day(datetime.date(of if of > 99 else 2000 + of, int(match["month"]), int(match["day"])))
    except ValueError:
        return Day(doubt=f"没有“{square.text.strip()}”这一天")


def _dotted(match: re.Match[str], square: Square, year: int) -> Day:
    """3.12 is the 12th of March; 3.1 may have been 3.10 before a spreadsheet took it for a number."""
    if match["day"] in ("1", "2", "3"):
        day = f"{match['month']}月{match['day']}"
        return Day(doubt=f"“{square.text.strip()}”可能是{day}日，也可能是{day}0日")
    try:
        return Day(datetime.date(year, int(match["month"]), int(match["day"])), guessed_year=True)
    except ValueError:
        return Day(doubt=f"“{square.text.strip()}”不是日期")


def _numerals(match: re.Match[str]) -> str:
    """二〇二五年十二月三十一日 in digits."""
    return f"{match[1].translate(_NUMERALS)}年{_small(match[2])}月{_small(match[3])}日"


def _small(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(words.translate(_NUMERALS))
    return (int(tens.translate(_NUMERALS)) if tens else 1) * 10 + (int(ones.translate(_NUMERALS)) if ones else 0)


_YEAR = re.compile(r"(?<!\d)(20[12]\d)\s*(?:年|年度|$|[^\d])")


def year_in(text: str) -> int | None:
    """The one year that a title or a sheet's name says; None where it says none or several."""
    years = {int(match[1]) for match in _YEAR.finditer(half_width(text))}
    return years.pop() if len(years) == 1 else None
