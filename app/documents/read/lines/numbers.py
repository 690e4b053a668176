"""Number formats of spreadsheets: which show a day, which hide its year, how a plain number is shown."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from app.documents.read.formats.sheet.number_format import is_date, moment_of
from app.model.sheet import NO_DAY, Square

_FIRST_DAY = 1  # as a number: 0 is no day


class Format(NamedTuple):
    """`day`: shows a calendar day; `year`, `date`: with its year, with the day of the month."""

    code: str = "General"
    day: bool = False
    year: bool = True
    date: bool = True

    def square(self, day: datetime.date) -> Square:
        """A square that holds this day and shows it so."""
        if not self.date:
            return Square(f"{day.year}年{day.month}月", doubt=NO_DAY)
        shown = f"{day.year}-{day.month:02d}-{day.day:02d}" if self.year else f"{day.month}月{day.day}日"
        return Square(shown, day, yearless=not self.year)

    def shown(self, value: Decimal, from_1904: bool) -> Square:
        """A square that holds this number."""
        if not self.day or value < _FIRST_DAY:
            return Square(digits(value, self.code), number=True)
        moment = moment_of(value, from_1904)
        return Square(digits(value, self.code), doubt="不是日期") if moment is None else self.square(moment.date())


@cache
def format_of(code: str) -> Format:
    first = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code.split(";")[0]).lower()
    if not is_date(code) or not re.search(r"[yde]", first):
        return Format(code)
    return Format(code, True, bool(re.search(r"[ye]", first)), "d" in first)


def digits(value: Decimal, code: str) -> str:
    """A number as it is shown where the format only fixes its digits: 001, 12.50, 2025."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 20:
        whole = str(int(value))
        zeros = re.fullmatch(r"(0+)", code.split(";")[0])
        return whole.zfill(len(zeros[1])) if zeros and value >= 0 else whole
    return format(value, "f")
