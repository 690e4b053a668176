"""A sheet of somebody's workbook, line by line: words, dates and doubts, before anybody knows what the columns mean."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Square(NamedTuple):
    """One filled square.

    `text`: as it is shown. `date`: where the sheet keeps one. `yearless`: the date is shown without its year, so that a
    wrong one is not seen. `number`: kept as a number, so that a last 0 may be lost. `doubt`: why it cannot be taken.
    """

    text: str
    date: datetime.date | None = None
    yearless: bool = False
    number: bool = False
    doubt: str = ""


class Line(NamedTuple):
    """The filled squares of one line, by column from 0; `number`: as the spreadsheet counts, from 1.

    What stands in a merged area stands in each of its squares.
    """

    number: int
    squares: Mapping[int, Square]


@dataclass(frozen=True)
class Sheet:
    """`lines` may be a stream: it is walked once. `hidden`: nobody sees it."""

    name: str
    lines: Iterable[Line]
    hidden: bool = False
