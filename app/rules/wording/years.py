"""N213, N216: what narratives say of last year, against last year's report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.report import Report
from app.rules.case import Case
from app.rules.prose.claims import Claim, Said
from app.rules.registry import rule
from app.rules.wording.counted import agrees, amount, fits, readings, told
from app.rules.wording.counted import said as said_as
from app.rules.wording.counts import comparable, elsewhere, finding
from app.rules.wording.growing import wrong_growth

_OWN = "公开年报的核对规则（年度之间的衔接）"


def _unchecked(id: str, said: Said, what: str) -> Finding:
    sentence = f"文中写了“{said.claim.words}”，还没有去年的年报，{what}没有核对。"
    return Finding(id, Level.UNCHECKED, sentence, involved=("previous",), part="previous")


@rule("N213", Level.QUERY, "文中同比、比上年的增减与写明的数、与去年的年报相符", _OWN)
def growth(case: Case) -> Iterator[Finding]:
    """First where the text says all of it, then against last year's report; a sentence is told once."""
    told: set[tuple[str, str | None]] = set()
    for each in (*_within(case), *_against_last_year(case)):
        if each.level is Level.UNCHECKED or (each.part, each.quote) not in told:
            told.add((each.part, each.quote))
            yield each


def _within(case: Case) -> Iterator[Finding]:
    """Numbers of this year and last year, and the change between them, all said in one sentence."""
    for each in case.sentences():
        with case.sentence(each.part, each.key, each.text):
            for found in wrong_growth(each.text):
                now, then = said_as(found.now)[0], said_as(found.then)[0]
                sentence = f"文中写“{found.words.strip()}”，从 {digits(then)} 到 {digits(now)}，{_change(now, then)}。请核对这几个数。"
                shown = {"now": digits(found.now.value), "last_year": digits(found.then.value)}
                yield Finding(
                    "N213", Level.QUERY, sentence, involved=(each.key,), numbers=shown, quote=each.text, part=each.part
                )


def _against_last_year(case: Case) -> Iterator[Finding]:
    said_so = [
        said
        for said in case.said
        if said.claim.kind == "growth"
        and said.claim.year in (-1, case.report.year - 1)
        and said.claim.base is not None
        and comparable(case, said.claim.base)
    ]
    previous = case.last_year
    if previous is None:
        if said_so:
            yield _unchecked("N213", said_so[0], "增减")
        return
    for said in said_so:
        with case.sentence(said.part, said.key, said.quote):
            pairs = _pairs(case.report, previous, said.claim)
            if not pairs or any(_holds(said.claim, now, then) for now, then, _ in pairs):
                continue
            now, then, cells = pairs[0]
            yield finding(
                "N213",
                said,
                f"文中写“{said.claim.words}”，今年是 {digits(now)}，去年的年报是 {digits(then)}，{_change(now, then)}。"
                "请改正文字；口径不同的，请写说明。",
                cells,
                {
                    "said": digits(said.claim.number.value) if said.claim.number else "",
                    "now": digits(now),
                    "last_year": digits(then),
                },
            )


def _pairs(report: Report, previous: Report, claim: Claim) -> list[tuple[Decimal, Decimal, tuple[Cell, ...]]]:
    """(this year, last year, this year's cells) in every reading that bears out the count said; only whole figures."""
    assert claim.base is not None
    now_read, then_read = readings(report, claim.base), readings(previous, claim.base)
    if len(now_read) != len(then_read):
        return []
    pairs = []
    for now_option, then_option in zip(now_read, then_read, strict=True):
        now, then = amount(report, now_option.cells), amount(previous, then_option.cells)
        number = claim.base.number
        if now.exact and then.exact and (number is None or fits(number, now)):
            pairs.append((now.least, then.least, now_option.cells))
    return pairs


def _holds(claim: Claim, now: Decimal, then: Decimal) -> bool:
    if claim.vague:
        return True
    change = now - then
    if claim.number is None or claim.direction == 0:
        return (change > 0) - (change < 0) == claim.direction
    if claim.number.value and change * claim.direction < 0:
        return False
    if not claim.number.percent:
        return abs(change) == claim.number.value
    if then == 0:
        return True  # no percentage can be said
    fraction = claim.number.words.partition(".")[2].rstrip("%％ ")
    step = Decimal(1).scaleb(-len(fraction)) if fraction.isdecimal() else Decimal(1)
    exact = abs(change) * 100 / then
    return any(exact.quantize(step, way) == claim.number.value for way in (ROUND_HALF_UP, ROUND_DOWN))


def _change(now: Decimal, then: Decimal) -> str:
    if now == then:
        return "没有变化"
    way = "增加" if now > then else "减少"
    share = f"，即 {digits((abs(now - then) * 100 / then).quantize(Decimal('0.01')))}%" if then else ""
    return f"{way} {digits(abs(now - then))}{share}"


@rule("N216", Level.QUERY, "文中写的去年的数与去年的年报相符", _OWN)
def absolute(case: Case) -> Iterator[Finding]:
    said_so = [
        said
        for said in case.said
        if said.claim.kind in ("count", "money", "none")
        and said.claim.topics
        and said.claim.year in (-1, case.report.year - 1)
        and not said.claim.vague
        and not elsewhere(case, said.claim)
    ]
    previous = case.last_year
    if previous is None:
        if said_so:
            yield _unchecked("N216", said_so[0], "去年的数")
        return
    for said in said_so:
        with case.sentence(said.part, said.key, said.quote):
            found = readings(previous, said.claim)
            if said.claim.kind == "none":
                wrong = bool(found) and all(amount(previous, each.cells).least > 0 for each in found)
            else:
                wrong = not agrees(previous, said.claim)
            if wrong:
                there = told(previous, found).replace("表", "去年的年报表", 1)
                number = digits(said.claim.number.value) if said.claim.number else "0"
                yield finding(
                    "N216",
                    said,
                    f"文中写“{said.claim.words}”，{there}。改文字，或写明去年的数为什么更正。",
                    (),
                    {"said": number, "table": digits(amount(previous, found[0].cells).least)},
                )
