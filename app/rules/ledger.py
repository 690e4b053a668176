"""L: table 三 against the request ledger that filled it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.report import Report
from app.model.totals import computed
from app.rules.case import Case
from app.rules.registry import rule

_MOST_NAMED = 3


@rule("L601", Level.QUERY, "表三与填它的申请台账一致", "公开年报的核对规则（表三与申请台账）")
def as_in_ledger(case: Case) -> Iterator[Finding]:
    """One finding for the whole table: a request moved from one row to another is one fault. A blank is not filled yet."""
    report = case.report
    differing = _differing(report)
    if not differing:
        return
    totals = computed(report.form)
    typed = {cell: pair for cell, pair in differing.items() if cell not in totals} or differing
    named = [
        f"{report.form.table(cell.table).name(cell)} 台账 {digits(ledger)}，表里 {digits(now)}"
        for cell, (ledger, now) in list(typed.items())[:_MOST_NAMED]
    ]
    more = f"；共 {len(typed)} 处" if len(typed) > _MOST_NAMED else ""
    mended = typed if report.auto_totals else differing
    yield Finding(
        "L601",
        Level.QUERY,
        f"表三与申请台账“{report.ledger.file}”不同：{'；'.join(named)}{more}。填错请改；台账后来改过的，请重读台账；口径不同的，请写说明。",
        involved=tuple(typed),
        numbers={str(cell): f"{digits(ledger)}≠{digits(now)}" for cell, (ledger, now) in typed.items()},
        fix={cell: digits(ledger) for cell, (ledger, _) in mended.items()},
        part="applications",
    )


def _differing(report: Report) -> dict[Cell, tuple[Decimal, Decimal]]:
    """cell -> (the ledger's figure, the table's), in printed order."""
    kept = report.ledger.figures
    if not kept:
        return {}
    return {
        cell: (Decimal(words), report.figures[cell])
        for cell in report.form.cells
        if (words := kept.get(str(cell))) is not None
        and cell in report.figures
        and report.figures[cell] != Decimal(words)
    }
