"""A sheet of somebody's workbook, line by line: words, dates and doubts, before anybody knows what the columns mean."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

NO_RESULT = "是公式，文件里没有存下结果；请用 Excel、WPS 打开，保存后再试"
STRUCK = "画了删除线"
NO_DAY = "只显示到月，没有日"
"""Why a square cannot be taken: clauses that follow the name of its column."""


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

    What stands in a merged area stands in each of its squares. `hidden`: filtered away or folded.
    """

    number: int
    squares: Mapping[int, Square]
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """`lines` may be a stream: it is walked once. `hidden`: nobody sees it."""

    name: str
    lines: Iterable[Line]
    hidden: bool = False
