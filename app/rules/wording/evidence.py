"""What the narratives say for or against a repair of the tables: of several, the one that the text bears out goes first."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.model.report import Report
from app.model.totals import fill_totals
from app.model.words.texts import live_fields
from app.rules.case import Case
from app.rules.localise import Repair
from app.rules.wording.counts import wrong_count


def contradictions(report: Report, repairs: Sequence[Repair]) -> list[int]:
    """For each repair, how many statements of the text the report would contradict; live figures say nothing of their own."""
    case = Case(report)
    said = [each.claim for each in case.said if not any(live_fields(report.text(each.key), report))]
    if not said:
        return [0] * len(repairs)
    counted: list[int] = []
    for repair in repairs:
        repaired = report.with_figures({cell: Decimal(value) for cell, value in repair.items()})
        there = Case(fill_totals(repaired) if report.auto_totals else repaired)
        counted.append(sum(wrong_count(there, claim) for claim in said))
    return counted
