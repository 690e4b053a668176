"""The figures of table 三 out of a ledger, with the requests behind each, what must be asked, and what is late."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from app.form import edition_for
from app.form.schema import Cell, Edition
from app.ledger.classify import CARRIED_IN, Answer, Ask, Outside, Placed, place
from app.ledger.clock import SOON, Deadline, Late, days_left, deadline, late
from app.ledger.fees import Charged, charged
from app.ledger.reading.lexicon import OTHER, RESULTS
from app.ledger.reading.request import Request
from app.ledger.working_days import WorkingDays

TABLE = "applications"


@dataclass(frozen=True)
class Open:
    """A request without an answer: its deadline, and the working days left (None: overdue, or the applicant must act)."""

    request: Request
    deadline: Deadline
    left: int | None

    @property
    def soon(self) -> bool:
        return self.left is not None and self.left <= SOON


@dataclass(frozen=True)
class Count:
    """What a ledger gives for one year. Every request of the year is in exactly one of `placed` and `asks`.

    `open`: those without an answer, the most urgent first. `late`: answered or still open after the deadline.
    `left_out`: by the clerk's own answer. `earlier`, `later`: requests of other years, ended before this one or received after it.
    """

    year: int
    form: Edition
    placed: tuple[Placed, ...]
    asks: tuple[Ask, ...]
    late: tuple[Late, ...]
    open: tuple[Open, ...]
    provisional: bool
    fees: Charged
    earlier: tuple[Request, ...] = ()
    later: tuple[Request, ...] = ()
    left_out: int = 0
    requests_of: Mapping[Cell, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def figures(self) -> dict[Cell, Decimal]:
        """All of table 三; every relation of the form holds, because each request is counted once above and once below."""
        return {cell: Decimal(len(self.requests_of.get(cell, ()))) for cell in self.form.table(TABLE).cells}

    def rows_of(self, ask: Ask) -> tuple[str, ...]:
        """The rows of this form that a request asked about can end in."""
        return tuple(dict.fromkeys(_row_in(self.form, row) for row in ask.rows))

    @cached_property
    def uncertain(self) -> frozenset[Cell]:
        """The cells that an answer still to be given may change."""
        cells: set[Cell] = set()
        for ask in self.asks:
            begins = (ask.begins,) if ask.begins else ("received", CARRIED_IN)
            for row in (*begins, *ask.rows):
                for column in ask.columns:
                    cells.update(_cells(self.form, row, column))
        return frozenset(cells)

    @property
    def certain(self) -> dict[Cell, Decimal]:
        """The figures that no open question can change."""
        uncertain = self.uncertain
        return {cell: figure for cell, figure in self.figures.items() if cell not in uncertain}


def count(
    requests: Iterable[Request],
    year: int,
    as_of: datetime.date,
    calendar: WorkingDays | None = None,
    answers: Mapping[str, Answer] | None = None,
    form: Edition | None = None,
) -> Count:
    """Count the requests of a year into table 三 of `form` (the edition in force when not given)."""
    calendar, form = calendar or WorkingDays(), form or edition_for(year)
    placed: list[Placed] = []
    asks: list[Ask] = []
    others: dict[bool, list[Request]] = {True: [], False: []}
    left_out = 0
    for request in requests:
        found = place(request, year, as_of, answers)
        if found is None:
            left_out += 1
        elif isinstance(found, Outside):
            others[found.later].append(request)
        else:
            (asks if isinstance(found, Ask) else placed).append(found)  # type: ignore[arg-type]
    of_year = [each.request for each in (*placed, *asks)]
    clocks = [(request, deadline(request, calendar)) for request in of_year]
    still_open = [_open(request, by, as_of, calendar) for request, by in clocks if not request.ended]
    return Count(
        year,
        form,
        tuple(placed),
        tuple(asks),
        tuple(each for request, by in clocks if (each := late(request, by, as_of, calendar))),
        tuple(sorted(still_open, key=_urgency)),
        any(by.provisional for _, by in clocks),
        charged(of_year, year),
        earlier=tuple(others[False]),
        later=tuple(others[True]),
        left_out=left_out,
        requests_of=_requests_of(form, placed),
    )


def _open(request: Request, by: Deadline, as_of: datetime.date, calendar: WorkingDays) -> Open:
    return Open(request, by, days_left(request, by, as_of, calendar))


def _urgency(each: Open) -> tuple[bool, datetime.date]:
    return each.deadline.due is None, each.deadline.due or each.request.received.date or datetime.date.max


def _requests_of(form: Edition, placed: Iterable[Placed]) -> dict[Cell, tuple[str, ...]]:
    found: defaultdict[Cell, list[str]] = defaultdict(list)
    for each in placed:
        for row in (each.begins, each.ends):
            for cell in _cells(form, row, each.column):
                found[cell].append(each.request.id)
    return {cell: tuple(ids) for cell, ids in found.items()}


def _cells(form: Edition, row: str, column: str) -> list[Cell]:
    """The cells that a request in this row and column is counted in: its own, and the totals over it."""
    row = _row_in(form, row)
    rows = (row, "processed_total") if row in RESULTS or row == "other_processing" else (row,)
    return [Cell(TABLE, each, of) for each in rows for of in (column, "total")]


def _row_in(form: Edition, row: str) -> str:
    """The row as this form has it: until 2020 （六）其他处理 was one."""
    has_three = any(each.key == OTHER[0] for each in form.table(TABLE).rows)
    return row if has_three or row not in OTHER else "other_processing"
