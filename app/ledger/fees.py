"""信息处理费 by 国办函〔2020〕109号: per piece or per page, each in progressive bands; never both on one request."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from app.ledger.reading.request import Request
from app.model.figures import digits, half_width

PIECE_BANDS = ((10, 0), (30, 100))  # pieces of one applicant in one month: up to 10 free, to 30 100 yuan each
PIECE_BAND = 10  # beyond, each further ten costs …
PIECE_STEP = 100  # … so much more apiece than the ten before
PAGE_BANDS = ((30, 0), (100, 10), (200, 20), (None, 40))  # pages of one request


class Step(NamedTuple):
    """One band: the pieces or pages `first` to `last`, at `rate` yuan each."""

    first: int
    last: int
    rate: int

    @property
    def number(self) -> int:
        return self.last - self.first + 1

    @property
    def yuan(self) -> int:
        return self.number * self.rate


def per_piece(pieces: int) -> list[Step]:
    """按件: all requests of one applicant in one calendar month."""
    return list(_steps(pieces, _piece_bands(pieces)))


def per_page(pages: int) -> list[Step]:
    """按量: the pages given to one request, when paper, e-mail or a copy is asked for."""
    return list(_steps(pages, ((last or max(pages, 1), rate) for last, rate in PAGE_BANDS)))


def total(steps: Iterable[Step]) -> int:
    return sum(step.yuan for step in steps)


def _piece_bands(pieces: int) -> Iterator[tuple[int, int]]:
    yield from PIECE_BANDS
    last, rate = PIECE_BANDS[-1]
    while last < pieces:
        last, rate = last + PIECE_BAND, rate + PIECE_STEP
        yield last, rate


def _steps(number: int, bands: Iterable[tuple[int, int]]) -> Iterator[Step]:
    first = 1
    for last, rate in bands:
        if first > number:
            return
        yield Step(first, min(last, number), rate)
        first = last + 1


class Charged(NamedTuple):
    """The year's fees: how many notices were sent, how many yuan were paid; `unread`: requests whose sum is no number."""

    notices: int = 0
    yuan: Decimal = Decimal(0)
    unread: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return digits(self.yuan)


def charged(requests: Iterable[Request], year: int) -> Charged:
    """What a ledger says was charged in the year: a sum counts when it was paid, by the day of the answer where that is not kept."""
    notices, yuan, unread = 0, Decimal(0), []
    for request in requests:
        amount = read_yuan(request.fee)
        told = request.fee_told or (_day(request) if amount else None)
        notices += told is not None and told.year == year
        if amount is None:
            unread.append(request.id)
        elif amount and (paid := _paid(request)) and paid.year == year:
            yuan += amount
    return Charged(notices, yuan, tuple(unread))


def _paid(request: Request) -> datetime.date | None:
    """The day of payment; a ledger that keeps no days of fees at all means sums that were paid."""
    if request.fee_paid or request.fee_told:
        return request.fee_paid
    return _day(request)


def _day(request: Request) -> datetime.date | None:
    return request.fee_paid or request.ended or request.received.date


def read_yuan(words: str) -> Decimal | None:
    """5,500 元 -> 5500; nothing, 无 or / -> 0; None when it is no sum."""
    text = re.sub(r"[\s,，元人民币¥￥]", "", half_width(words))
    if re.fullmatch(r"[-/—–]*|无|否|免费|不收费|未收费?", text):
        return Decimal(0)
    return Decimal(text) if re.fullmatch(r"\d{1,9}(\.\d{1,2})?", text) else None
