"""N212: shares against what they are shares of, and against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.rules.case import Case
from app.rules.prose.claims import Claim, Said, Topic
from app.rules.registry import rule
from app.rules.wording.counted import amount, options, readings
from app.rules.wording.counts import comparable, finding, wrong_count
from app.rules.wording.parts import OWN
from app.rules.wording.series import PROCESSED, RESULTS, contradicting, near, series, spelled_out


@rule("N212", Level.QUERY, "文中的占比与件数相符，整组占比相加为 100%", OWN)
def shares(case: Case) -> Iterator[Finding]:
    by_passage: dict[tuple[str, str], list[Said]] = {}
    for said in case.said:
        if said.claim.kind == "share" and said.claim.number and not said.claim.vague:
            by_passage.setdefault((said.key, said.passage), []).append(said)
    for group in by_passage.values():
        with case.sentence(group[0].part, group[0].key, group[0].quote):
            wrong = [found for said in group for found in _share(case, said)]
            yield from wrong or _by_the_others(case, group) or contradicting(group) or series(case, group)
    for each in case.sentences():
        with case.sentence(each.part, each.key, each.text):
            yield from spelled_out(each)


def _by_the_others(case: Case, group: list[Said]) -> list[Finding]:
    """Shares of a whole that only the other shares of the passage tell: it gives one of them, and not this one."""
    own = [
        said
        for said in group
        if said.claim.base and said.claim.base.number and not said.claim.topics and said.claim.base.whole is None
    ]
    first = own[0].claim.start if len(own) > 1 else 0
    here = [
        s.claim for s in case.said if s.passage == group[0].passage and s.key == group[0].key and s.claim.end <= first
    ]
    wholes = [c.number.value for c in here if c.kind == "count" and c.number and not c.vague and not c.part]
    found: list[Finding] = []
    for whole in filter(None, wholes):
        right = [said for said in own if _is_share_of(said.claim, whole)]
        wrong = [said for said in own if said not in right and _part(said.claim) <= whole]
        if not right or not wrong:
            continue
        said = wrong[0]
        should = (_part(said.claim) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
        sentence = f"文中写“{said.claim.words}”，{digits(_part(said.claim))} 占 {digits(whole)} 应为 {digits(should)}%。改正占比，或写明占的是什么。"
        shown = {"said": digits(said.claim.number.value) if said.claim.number else "", "table": digits(should)}
        found.append(finding("N212", said, sentence, (), shown))
        break
    return found


def _part(claim: Claim) -> Decimal:
    return claim.base.number.value if claim.base and claim.base.number else Decimal(0)


def _is_share_of(claim: Claim, whole: Decimal) -> bool:
    return claim.number is not None and _part(claim) < whole and near(claim.number, _part(claim) * 100 / whole)


def _share(case: Case, said: Said) -> Iterator[Finding]:
    """One share that no pair of part and whole gives."""
    claim, report = said.claim, case.report
    base, number = claim.base, claim.number
    assert number is not None
    if base is not None and (base.vague or base.kind != "count" or wrong_count(case, base)):
        return
    if claim.topics and not comparable(case, claim if base is None else base):
        return
    parts: list[tuple[Decimal, tuple[Cell, ...]]] = []
    if base is not None and base.number is not None:
        cells = next((each.cells for each in readings(report, base)), ()) if base.topics else ()
        parts.append((base.number.value, cells))
    else:
        for each in options(report.edition, claim.topics, True):
            there = amount(report, each.cells)
            if there.exact:
                parts.append((there.least, each.cells))
    wholes = _wholes(case, claim)
    pairs = [(part, whole) for part in parts for whole in wholes if whole[0] > 0]
    if not pairs or any(near(number, part[0] * 100 / whole[0]) for part, whole in pairs):
        return
    part, whole = pairs[0]
    should = (part[0] * 100 / whole[0]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    yield finding(
        "N212",
        said,
        f"文中写“{claim.words}”，{digits(part[0])} 占 {digits(whole[0])} 应为 {digits(should)}%。改正占比，或写明占的是什么。",
        (*part[1], *whole[1]),
        {"said": digits(number.value), "table": digits(should)},
    )


def _wholes(case: Case, claim: Claim) -> list[tuple[Decimal, tuple[Cell, ...]]]:
    """What the share may be of: what the words say, else everything that could be meant."""
    report, base = case.report, claim.base
    found: list[tuple[Decimal, tuple[Cell, ...]]] = []
    row = claim.topics[0].row if claim.topics else ""
    disputes = claim.topics and rule_of_disputes(claim.topics)
    if disputes:
        topics: tuple[Topic, ...] = tuple(Topic(topic.row, "total") for topic in claim.topics)
    elif row in ("regulations", "normative_documents", "licences", "penalties", "coercive_measures", "fees"):
        topics = ()
    elif re.search("办结|答复", claim.of):
        topics = PROCESSED
    elif re.search("新收|收到|受理", claim.of):
        topics = (Topic("received"),)
    else:
        topics = (Topic("handled"),) if row else ()
        found += _groups(case, claim) if row else []
    for each in options(report.edition, topics):
        there = amount(report, each.cells)
        if there.exact:
            found.append((there.least, each.cells))
    if topics == (Topic("handled"),):
        found.reverse()  # 占 without a word is mostly of those answered
    if base is not None and base.whole is not None and base.whole.number is not None and not base.whole.vague:
        found.append((base.whole.number.value, ()))
    return found


def _groups(case: Case, claim: Claim) -> list[tuple[Decimal, tuple[Cell, ...]]]:
    """The group a row stands in, and all organisations for one kind of them, may also be what is meant."""
    topic = claim.topics[0]
    group = next(
        (
            g
            for g in RESULTS
            if topic.row.startswith(f"{g}_") or (g == "other_processing" and topic.row.startswith("other_"))
        ),
        "",
    )
    wider = (Topic(group),) if group else (Topic("applicants", "organisations"),) if topic.row == "applicants" else ()
    amounts = [(amount(case.report, each.cells), each.cells) for each in options(case.report.edition, wider)]
    return [(there.least, cells) for there, cells in amounts if there.exact]


def rule_of_disputes(topics: tuple[Topic, ...]) -> bool:
    return all(topic.column in ("upheld", "corrected", "other", "pending", "total") for topic in topics)
