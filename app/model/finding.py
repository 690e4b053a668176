"""What a check says: one finding is one thing to repair, explain or know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from app.form.schema import Cell
from app.model.figures import digits
from app.model.report import Report

Place = Cell | str
"""A figure, or a part, table, narrative or "table/row" by its key."""


class Level(StrEnum):
    """How loudly: 错误, 核实, 提示, 未核对; incomplete is E103 and T301 only."""

    ERROR = "error"
    INCOMPLETE = "incomplete"
    QUERY = "query"
    NOTE = "note"
    UNCHECKED = "unchecked"


LEVEL_NAMES: dict[Level, str] = {
    Level.ERROR: "错误",
    Level.INCOMPLETE: "未填",
    Level.QUERY: "核实",
    Level.NOTE: "提示",
    Level.UNCHECKED: "未核对",
}

Fix = Mapping[Cell, str]
"""A whole repair: cell -> the digits it should hold."""


def _digest(quote: str) -> str:
    import hashlib  # with it OpenSSL is loaded, for which a start need not wait

    return hashlib.sha256(quote.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Finding:
    """`correct`: the cells to correct; `involved`: all that take part, those to correct among them. `numbers`: what was compared, by English name.

    `explains`: the relations this one fault breaks. `fix`: the one repair; `candidates`: several, best first.
    `quote`: the sentence of a narrative it is about. `place`: the part it is listed under. `reason`: the valid reason.
    `reopened`: what changed since a reason was given that no longer holds.
    """

    rule: str
    level: Level
    message: str
    correct: tuple[Cell, ...] = ()
    involved: tuple[Place, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    explains: tuple[str, ...] = ()
    fix: Fix | None = None
    candidates: tuple[Fix, ...] = ()
    basis: str = ""
    quote: str | None = None
    part: str = ""
    reason: str | None = None
    reopened: str = ""
    fault: bool = False

    @cached_property
    def anchor(self) -> str:
        """rule:addresses or part, with a mark of the quoted sentence; the same from run to run."""
        places = ",".join(sorted(str(place) for place in self.involved))
        mark = f"#{_digest(self.quote)}" if self.quote else ""
        return f"{self.rule}:{places or self.part}{mark}"

    @property
    def blocks(self) -> bool:
        """Whether it stands between the report and 公布稿."""
        return self.level in (Level.ERROR, Level.INCOMPLETE) or (self.level is Level.QUERY and not self.reason)

    def values(self, report: Report) -> dict[str, str]:
        """The figures a reason for this finding is given for: address -> digits; a blank is left out."""
        cells = {place for place in self.involved if isinstance(place, Cell)}
        return {str(cell): digits(report.figures[cell]) for cell in sorted(cells) if cell in report.figures}


class Verdict(StrEnum):
    """One line, the first that applies."""

    ERRORS = "errors"
    INCOMPLETE = "incomplete"
    NEEDS_REASON = "needs_reason"
    READY = "ready"


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each level; query: only those without a valid reason."""
    tally = {level.value: 0 for level in (Level.ERROR, Level.QUERY, Level.NOTE, Level.UNCHECKED, Level.INCOMPLETE)}
    for finding in findings:
        if not (finding.level is Level.QUERY and finding.reason):
            tally[finding.level.value] += 1
    return tally


def verdict(findings: Iterable[Finding]) -> Verdict:
    """errors > incomplete > needs_reason > ready; a rule that crashed counts as an error."""
    tally = counts(findings)
    if tally["error"]:
        return Verdict.ERRORS
    if tally["incomplete"]:
        return Verdict.INCOMPLETE
    return Verdict.NEEDS_REASON if tally["query"] else Verdict.READY
