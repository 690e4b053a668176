"""What of a draft goes to the county: the report, its reasons, last year's, the answers; not what the unit said among itself."""

from __future__ import annotations

from dataclasses import replace

from app.model.beside.sent import bare_codes
from app.model.kept.comments import KEY as COMMENTS
from app.model.kept.read_notes import KEY as READ
from app.model.report import Report

SELF_CHECK = "self_check"
"""In Report.extra: the ids ticked by hand in 公布前自查."""

_ITS_OWN = frozenset((COMMENTS, READ, SELF_CHECK))


def for_the_county(report: Report) -> Report:
    """Without the 批注 of colleagues, the texts of earlier 送审稿, who gave which figure, and what was ticked on the way.

    Of a 送审稿 its 稿号 stays, by which a paper is known as this unit's.
    """
    extra = {key: value for key, value in bare_codes(report).extra.items() if key not in _ITS_OWN}
    previous = report.previous and for_the_county(report.previous)
    return replace(report, extra=extra, sources={}, previous=previous)
