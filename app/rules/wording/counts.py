"""N201–N210, N214: the counts that narratives name, against the tables."""

from __future__ import annotations

from collections.abc import Iterator

from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.rules.case import Case
from app.rules.prose.claims import Claim, Said, Topic
from app.rules.prose.whose import other
from app.rules.registry import Check, rule
from app.rules.wording.counted import agrees, amount, options, readings, rule_of, told

BASIS = "国办公开办函〔2021〕30号（文字与表格的数据应当一致）"
ADVICE = "改文字、改表，或说明口径不同（如仅指本级）。"


def this_year(case: Case, claim: Claim) -> bool:
    return claim.year in (0, case.report.year)


def elsewhere(case: Case, claim: Claim) -> str:
    """The other unit or area that the claim speaks of; "" when it is the organ's own."""
    organ = case.report.organ
    return other(claim.who, organ.name, organ.kind, organ.scope)


def comparable(case: Case, claim: Claim) -> bool:
    """Of this year, of this organ, not about."""
    return bool(claim.topics) and not claim.vague and this_year(case, claim) and not elsewhere(case, claim)


def wrong_count(case: Case, claim: Claim) -> bool:
    """A count or an amount of money that no reading of it bears out."""
    return claim.kind in ("count", "money") and comparable(case, claim) and not agrees(case.report, claim)


def finding(
    id: str, said: Said, message: str, cells: tuple[Cell, ...], numbers: dict[str, str], level: Level = Level.QUERY
) -> Finding:
    """A finding about a sentence and the cells it was compared with."""
    places = (*dict.fromkeys(cells), said.key)
    return Finding(id, level, message, involved=places, numbers=numbers, quote=said.quote, part=said.part)


_ANSWERED_BY_NOTHING = frozenset({"N201", "N208", "N209"})
"""Statements that there was none of these are N207's."""


def _count(id: str, title: str) -> Check:
    """Register the rule that compares the counts which rule_of gives to `id`."""

    @rule(id, Level.QUERY, title, BASIS)
    def compare(case: Case) -> Iterator[Finding]:
        for said in case.said:
            with case.sentence(said.part, said.key, said.quote):
                claim = said.claim
                if claim.kind == "none" and id not in _ANSWERED_BY_NOTHING:
                    yield from _none(id, case, said, tuple(t for t in claim.topics if rule_of((t,)) == id))
                    continue
                if not claim.topics or rule_of(claim.topics) != id:
                    continue
                if wrong_count(case, claim):
                    found = readings(case.report, claim)
                    assert claim.number is not None
                    yield finding(
                        id,
                        said,
                        f"文中写“{claim.words}”，{told(case.report, found)}。{ADVICE}",
                        tuple(cell for each in found for cell in each.cells),
                        {
                            "said": digits(claim.number.value),
                            "table": digits(amount(case.report, found[0].cells).least),
                        },
                    )
                elif claim.kind == "all" and claim.base is not None and comparable(case, claim.base):
                    yield from _all_of_one(id, case, said)

    return compare


for _id, _title in (
    ("N201", "文中新收申请数与表三一致"),
    ("N202", "文中上年结转数与表三一致"),
    ("N203", "文中办结、答复数与表三一致"),
    ("N204", "文中结转下年度数与表三一致"),
    ("N205", "文中各类办理结果与表三一致"),
    ("N206", "文中申请人分类与表三一致"),
    ("N208", "文中行政复议数与表四一致"),
    ("N209", "文中行政诉讼数与表四一致"),
    ("N210", "文中规范性文件、许可、处罚、强制、收费与表二一致"),
):
    _count(_id, _title)

_OUTCOMES = ("upheld", "corrected", "other", "pending")


def _all_of_one(id: str, case: Case, said: Said) -> Iterator[Finding]:
    """均获维持, 均予以公开, 申请人均为自然人: the others must be 0."""
    report, claim = case.report, said.claim
    if not claim.base or (claim.base.number and not agrees(report, claim.base)):
        return
    rest: list[Topic] = []
    for topic in claim.topics:
        if topic.row == "applicants":
            named = ("natural_person",) if topic.column == "natural_person" else ("organisations",)
            rest += [Topic("applicants", c) for c in ("natural_person", "organisations") if c not in named]
        elif topic.column in _OUTCOMES:
            skipped = {topic.column, "pending"} if topic.column != "other" else {"other", "pending"}
            rest += [Topic(topic.row, column) for column in _OUTCOMES if column not in skipped]
        else:
            whole = ("granted", "granted_in_part", "refused", "unavailable", "not_processed", "other_processing")
            rest += [Topic(row) for row in whole if row != topic.row and not topic.row.startswith(f"{row}_")]
    wrong = []
    for topic in rest:
        first = next(iter(options(report.edition, (topic,))), None)
        if first and amount(report, first.cells).least > 0:
            wrong.append(first)
    if wrong:
        cells = tuple(cell for each in wrong for cell in each.cells)
        numbers = {"said": "0", "table": digits(amount(report, cells).least)}
        yield finding(id, said, f"文中写“{claim.words}”，{told(report, wrong)}。{ADVICE}", cells, numbers)


@rule("N207", Level.QUERY, "文中说没有申请、复议、诉讼或全部办结的，表里也是 0", BASIS)
def nothing(case: Case) -> Iterator[Finding]:
    for said in case.said:
        with case.sentence(said.part, said.key, said.quote):
            if said.claim.kind == "none" or (said.claim.kind == "all" and said.claim.base is None):
                topics = tuple(
                    topic
                    for topic in said.claim.topics
                    if said.claim.kind == "all" or rule_of((topic,)) in _ANSWERED_BY_NOTHING
                )
                yield from _none("N207", case, said, topics)


def _none(id: str, case: Case, said: Said, topics: tuple[Topic, ...]) -> Iterator[Finding]:
    """Said to be 0, and no reading of it is."""
    if not comparable(case, said.claim):
        return
    report = case.report
    wrong = []
    for topic in topics:
        found = options(report.edition, (topic,))
        found = found[:1] if topic.row == "received" else found
        if found and all(amount(report, each.cells).least > 0 for each in found):
            wrong.append(found[0])
    if wrong:
        cells = tuple(cell for each in wrong for cell in each.cells)
        numbers = {"said": "0", "table": digits(amount(report, cells).least)}
        yield finding(id, said, f"文中写“{said.claim.words}”，{told(report, wrong)}。{ADVICE}", cells, numbers)


@rule("N214", Level.NOTE, "文中另一口径的数只提示，不比较", BASIS)
def other_scope(case: Case) -> Iterator[Finding]:
    """One for a sentence, though it may name several figures."""
    told_of: set[tuple[str, str]] = set()
    for said in case.said:
        with case.sentence(said.part, said.key, said.quote):
            claim = said.claim
            if claim.kind not in ("count", "money", "none", "all") or not claim.topics or not this_year(case, claim):
                continue
            who = elsewhere(case, claim)
            if not who or (said.key, said.quote) in told_of:
                continue
            told_of.add((said.key, said.quote))
            yield finding(
                "N214",
                said,
                f"“{claim.words}”说的是“{who}”，与本报告的口径不同，没有同表格比较。请看看要不要写本单位的数。",
                (),
                {"said": digits(claim.number.value) if claim.number else "0"},
                Level.NOTE,
            )
