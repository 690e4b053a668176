"""Notes that the clerk has ticked as 已阅; one counts as read while the figures it speaks of stay as they were."""

from __future__ import annotations

from dataclasses import replace

from app.model.finding import Finding, Level
from app.model.report import Report

KEY = "read"
"""In Report.extra: anchor -> the figures then, address -> digits."""


def is_read(finding: Finding, report: Report) -> bool:
    """Whether this note has been ticked, and nothing it speaks of has changed since."""
    kept = report.extra.get(KEY)
    return finding.level is Level.NOTE and isinstance(kept, dict) and kept.get(finding.anchor) == finding.values(report)


def with_read(report: Report, finding: Finding, read: bool) -> Report:
    """The report with this note ticked, or no longer ticked; no key where none is."""
    kept = report.extra.get(KEY)
    notes = (
        {anchor: values for anchor, values in kept.items() if anchor != finding.anchor}
        if isinstance(kept, dict)
        else {}
    )
    if read:
        notes[finding.anchor] = finding.values(report)
    rest = {key: value for key, value in report.extra.items() if key != KEY}
    return replace(report, extra={**rest, KEY: notes} if notes else rest)
