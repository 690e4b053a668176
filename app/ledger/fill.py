"""Table 三 of a report filled from a count: only what no open question can change; where the figures come from is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.form.schema import Cell
from app.ledger.classify import CARRIED_IN, CARRIED_OUT, Answer
from app.ledger.count import TABLE, Count
from app.ledger.reading.lexicon import APPLICANT_COLUMNS
from app.model.figures import digits
from app.model.kept.ledger_note import LedgerNote
from app.model.report import Report, Source
from app.model.totals import computed, fill_totals

OFFICE = "申请台账"
"""What 来源 calls the giver of such a figure."""


@dataclass(frozen=True)
class LedgerFile:
    """A ledger as a draft remembers it: `read` is the day, 2026-01-12."""

    name: str
    digest: str
    read: str


def filled(report: Report, counted: Count, file: LedgerFile, answers: Mapping[str, Answer]) -> Report:
    """The report with table 三 from the ledger; cells that an open question may change keep what they hold, marked 待核."""
    changes = changed(report, counted)
    report = fill_totals(report.with_figures(changes))
    uncertain = {cell.row for cell in counted.uncertain}
    for row in counted.form.table(TABLE).rows:
        source = Source(OFFICE, file.name, file.read, to_check=row.key in uncertain)
        report = report.with_source(f"{TABLE}/{row.key}", source)
    return replace(report, ledger=note(counted, file, answers))


def changed(report: Report, counted: Count) -> dict[Cell, Decimal]:
    """The figures that would change: cell -> the ledger's; computed totals only where 自动合计 does not fill them."""
    made = computed(report.form) if report.auto_totals else {}
    return {
        cell: figure
        for cell, figure in counted.certain.items()
        if cell not in made and report.figures.get(cell) != figure
    }


def note(counted: Count, file: LedgerFile, answers: Mapping[str, Answer]) -> LedgerNote:
    ids = {column: counted.requests_of.get(Cell(TABLE, CARRIED_IN, column), ()) for column in APPLICANT_COLUMNS}
    return LedgerNote(
        file.name,
        file.digest,
        file.read,
        {str(cell): digits(figure) for cell, figure in counted.certain.items()},
        {column: of for column, of in ids.items() if of},
        {asked: (answer.row, answer.column) for asked, answer in answers.items()},
    )


def answers_of(report: Report) -> dict[str, Answer]:
    """What the clerk has answered before."""
    return {asked: Answer(*answer) for asked, answer in report.ledger.answers.items()}


@dataclass(frozen=True)
class Handover:
    """上年结转 of one column: what the ledger has, what last year's report handed on, and which requests the ledger means."""

    column: str
    ledger: int
    last_year: int
    ids: tuple[str, ...]


def handovers(counted: Count, previous: Report | None) -> list[Handover]:
    """The columns where the ledger's 上年结转 is not what last year's report handed on."""
    if previous is None or previous.year != counted.year - 1:
        return []
    differing: list[Handover] = []
    for column in APPLICANT_COLUMNS:
        then = previous.figure(Cell(TABLE, CARRIED_OUT, column))
        ids = counted.requests_of.get(Cell(TABLE, CARRIED_IN, column), ())
        if then is not None and then != len(ids) and Cell(TABLE, CARRIED_IN, column) not in counted.uncertain:
            differing.append(Handover(column, len(ids), int(then), ids))
    return differing
