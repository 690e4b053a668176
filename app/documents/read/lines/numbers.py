"""Number formats of spreadsheets: which show a day, which hide its year, how a plain number is shown."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from openpyxl.styles.numbers import is_date_format

from app.model.sheet import NO_DAY, Square

# The ids that Excel has no code for in the file; from 27 on as the Chinese versions show them.
_DAYS = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}
_NO_YEAR = {16, 28, 29, 51, 53, 54, 58}
_NO_DAY = {17, 27, 36, 50, 52, 57}
_CODES = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 49: "@"}


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


@cache
def format_of(id: int, code: str | None) -> Format:
    """The format with this id, with its code where the file gives one."""
    if code is None:
        return Format(_CODES.get(id, "General"), id in _DAYS, id not in _NO_YEAR, id not in _NO_DAY)
    first = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code.split(";")[0]).lower()
    if not is_date_format(code) or not re.search(r"[yde]", first):
        return Format(code)
    return Format(code, True, bool(re.search(r"[ye]", first)), "d" in first)


def digits(value: Decimal, code: str) -> str:
    """A number as it is shown where the format only fixes its digits: 001, 12.50, 2025."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 20:
        whole = str(int(value))
        zeros = re.fullmatch(r"(0+)", code.split(";")[0])
        return whole.zfill(len(zeros[1])) if zeros and value >= 0 else whole
    return format(value, "f")
