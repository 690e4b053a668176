"""What a number in a sentence should read, where a finding compared it with the tables or worked it out anew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding
from app.model.report import Report
from app.model.words.texts import printed
from app.rules.case import Case
from app.rules.prose.chinese_numbers import Number
from app.rules.prose.claims import Claim, Said
from app.rules.wording.counted import amount, readings

_IN_UNITS = {"元": Decimal(10_000), "万元": Decimal(1), "亿元": Decimal("0.0001")}  # of one 万元, the table's unit
_LAST_YEAR, _GROWTH, _SHARE = "N216", "N213", "N212"


@dataclass(frozen=True)
class Mending:
    """`start`, `end`: the number with its unit in the printed narrative of `key`; `words`: what it should read.

    `cell`: the one figure it was compared with, when it is one of this year and in the sentence's unit; `unit`: as written.
    """

    key: str
    start: int
    end: int
    was: str
    words: str
    unit: str
    cell: Cell | None = None


def mending(case: Case, finding: Finding) -> Mending | None:
    """How the sentence that a finding quotes can be put right; None where that is not one number."""
    if finding.rule[0] != "N" or not finding.quote:
        return None
    for said in case.said:
        number = said.claim.number
        if number is None or number.approximate or not _is_about(finding, said):
            continue
        value = _value(case, finding, said.claim)
        start = printed(case.report, said.key).find(said.passage)
        if value is None or start < 0:
            return None
        unit = f" {number.unit}" if number.unit and number.words.endswith(f" {number.unit}") else number.unit
        cell = _cell(case.report, said.claim) if finding.rule not in (_LAST_YEAR, _GROWTH, _SHARE) else None
        return Mending(
            said.key, start + number.start, start + number.end, number.words, f"{digits(value)}{unit}", unit, cell
        )
    return None


def _is_about(finding: Finding, said: Said) -> bool:
    return said.key in finding.involved and said.quote == finding.quote and f"“{said.claim.words}”" in finding.message


def _value(case: Case, finding: Finding, claim: Claim) -> Decimal | None:
    """What the number should be, in the unit of the sentence."""
    number = claim.number
    assert number is not None
    if finding.rule == _GROWTH:
        return _growth(finding, claim)
    if finding.rule == _SHARE:
        exact = finding.numbers.get("table")
        return Decimal(exact).quantize(_step(number), ROUND_HALF_UP) if exact else None
    report = case.previous if finding.rule == _LAST_YEAR else case.report
    if report is None or claim.kind not in ("count", "money"):
        return None
    found = readings(report, claim)
    if not found or not (there := amount(report, found[0].cells)).exact:
        return None
    factor = _IN_UNITS.get(number.unit, Decimal(1))
    return there.least if factor == 1 else Decimal(format((there.least * factor).normalize(), "f"))


def _growth(finding: Finding, claim: Claim) -> Decimal | None:
    """The change anew, when it still goes the way that the sentence says."""
    now, then = (Decimal(finding.numbers[each]) for each in ("now", "last_year"))
    change = (now - then) * claim.direction
    if change <= 0 or claim.number is None:
        return None
    if not claim.number.percent:
        return change
    return (change * 100 / then).quantize(_step(claim.number), ROUND_HALF_UP) if then else None


def _step(number: Number) -> Decimal:
    """One of the last digit printed."""
    match = re.match(r"\d+\.(\d+)", number.words)
    return Decimal(1).scaleb(-len(match[1])) if match else Decimal(1)


def _cell(report: Report, claim: Claim) -> Cell | None:
    """The figure that a live field can stand for."""
    assert claim.number is not None
    if claim.number.unit in ("元", "亿元"):
        return None
    single = [each.cells[0] for each in readings(report, claim) if len(each.cells) == 1]
    return single[0] if single else None
