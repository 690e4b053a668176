"""One application as its line in the ledger tells it: no name, no address, no words of what was asked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from app.ledger.reading.applicants import Applicant
from app.ledger.reading.dates import NO_DAY, Day
from app.ledger.reading.results import Outcome

CLOCK_DAYS = (
    "correction_told",
    "correction_back",
    "correction_due",
    "consulted",
    "consulted_back",
    "extended",
    "fee_told",
    "fee_paid",
)
"""The fields that move the deadline and nothing else."""


@dataclass(frozen=True, slots=True)
class Request:
    """`id`: its number, else where it stands. `words`: the result as written. `fee`: 元, as written.

    `posted`: the day of posting or of signing for it. `by_post`: None where the ledger does not say how the answer went.
    `extended_undated`: the ledger says 延期 without a day. `doubt`: why the line as a whole is asked about.
    """

    id: str
    sheet: str
    row: int
    received: Day
    answered: Day = NO_DAY
    posted: Day = NO_DAY
    by_post: bool | None = None
    applicant: Applicant = Applicant()
    outcome: Outcome = Outcome()
    words: str = ""
    office: str = ""
    correction_told: datetime.date | None = None
    correction_back: datetime.date | None = None
    correction_due: datetime.date | None = None
    consulted: datetime.date | None = None
    consulted_back: datetime.date | None = None
    extended: datetime.date | None = None
    extended_undated: bool = False
    fee_told: datetime.date | None = None
    fee_paid: datetime.date | None = None
    fee: str = ""
    doubt: str = ""

    @property
    def ended(self) -> datetime.date | None:
        """The moment of answering: the day of posting or signing for it where the ledger has one, else the answer's own."""
        return self.posted.date or self.answered.date

    @property
    def place(self) -> str:
        """Where it stands, as people say: 工作表“2025年”第 7 行."""
        return f"工作表“{self.sheet}”第 {self.row} 行" if self.sheet else f"第 {self.row} 行"


def same(one: Request, other: Request) -> bool:
    """Whether two lines can be the same request, one of them perhaps written further than the other."""
    pairs = (
        (one.received.date, other.received.date),
        (one.ended, other.ended),
        (one.outcome.rows, other.outcome.rows),
        (
            one.applicant.columns if one.applicant.sure else None,
            other.applicant.columns if other.applicant.sure else None,
        ),
    )
    return all(not a or not b or a == b for a, b in pairs)


def fuller(one: Request, other: Request) -> Request:
    """Of two lines of the same request the one that tells more; the later one when they tell as much."""

    def told(request: Request) -> int:
        days = sum(getattr(request, name) is not None for name in CLOCK_DAYS)
        return days + 10 * bool(request.ended) + 5 * bool(request.outcome.rows) + bool(request.received.date)

    return one if told(one) > told(other) else other
