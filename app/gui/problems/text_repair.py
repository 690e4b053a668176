"""Putting a sentence right that a finding quotes: another number, a live figure, or 未收到… for a live figure at 0."""

from __future__ import annotations

from app.model.finding import Finding
from app.model.report import Report
from app.model.words.live_text import laid_out
from app.rules import Case
from app.rules.prose.mending import Mending, mending

_latest: Case | None = None


def mending_of(finding: Finding, report: Report) -> Mending | None:
    """How the number that a finding quotes can be put right; what was read of this report is kept for its other findings."""
    global _latest
    if finding.rule[0] != "N":
        return None
    if _latest is None or _latest.report is not report:
        _latest = Case(report, report.previous)
    return mending(_latest, finding)


def mended(report: Report, at: Mending, words: str) -> Report:
    """The report with the number replaced by these words, which may hold a live field."""
    live = laid_out(report.text(at.key), report)
    start, end = live.at_printed(at.start), live.at_printed(at.end)
    return report.with_text(at.key, live.edited(start, end, words))
