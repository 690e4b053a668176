"""N211, N212: 其中 against the whole said before it, and shares against what they are shares of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.rules.prose.chinese_numbers import Number
from app.rules.prose.claims import Claim, Topic
from app.rules.prose.counted import amount, options, readings
from app.rules.registry import Case, rule
from app.rules.wording import Said, all_said, comparable, finding, wrong_count

_OWN = "公开年报的核对规则（文字内部的加总和占比）"
_CHANNELS = re.compile(
    r"网|公众号|微信|微博|平台|新媒体|公告栏|公开栏|电视|广播|报[纸刊]|短视频|抖音|头条|客户端|渠道|APP|终端|查阅点|大厅"
)


@rule("N211", Level.QUERY, "“其中”各项相加等于前面说的总数", _OWN)
def parts_of_a_whole(case: Case) -> Iterator[Finding]:
    """Not with 等 or an approximation, nor where the parts were compared with the tables; channels may overlap."""
    groups: dict[int, tuple[Said, list[Said]]] = {}
    saids = all_said(case)
    where = {id(said.claim): said for said in saids}
    for said in saids:
        whole = said.claim.whole
        if whole is not None and said.claim.part and id(whole) in where:
            groups.setdefault(id(whole), (where[id(whole)], []))[1].append(said)
    for said in saids:
        with case.sentence(said.part, said.key, said.quote):
            if said.claim.parts:
                found = _sum_off(said.claim, list(said.claim.parts), said.passage, said.claim.parts[0].start)
                if found is not None:
                    yield _not_the_sum(said, said.claim, found)
    for whole_said, parts in groups.values():
        with case.sentence(whole_said.part, whole_said.key, whole_said.quote):
            whole, depth = whole_said.claim, parts[0].claim.depth
            same = [
                each
                for each in parts
                if each.claim.depth == depth and each.claim.number and each.claim.number.unit in (_unit(whole), "")
            ]
            if not same or whole.vague or any(p.claim.vague or p.claim.topics for p in parts):
                continue
            if _open(whole_said.passage, parts[-1].claim):
                continue
            found = _sum_off(whole, [each.claim for each in same], whole_said.passage, whole.end)
            if found is not None:
                yield _not_the_sum(same[-1], whole, found)


def _not_the_sum(said: Said, whole: Claim, found: Decimal) -> Finding:
    assert whole.number is not None
    unit = whole.number.unit
    return finding(
        "N211",
        said,
        f"文中写共 {digits(whole.number.value)} {unit}，各项相加是 {digits(found)} {unit}，"
        f"相差 {digits(abs(whole.number.value - found))}。改正数字、补上漏写的项，或在末项后加“等”。",
        (),
        {"said": digits(whole.number.value), "sum": digits(found)},
    )


def _open(passage: str, last: Claim) -> bool:
    """等 stands after the last of a list, so that there may be more."""
    return re.match(r"[^，。；：]{0,8}?(?:等(?!级|待|候|同|额|次|于)|……)", passage[last.end :]) is not None


def _unit(claim: Claim) -> str:
    return claim.number.unit if claim.number else ""


def _sum_off(whole: Claim, parts: list[Claim], passage: str, start: int) -> Decimal | None:
    """What the parts add up to, when that contradicts the whole."""
    assert whole.number is not None
    values = [part.number.value for part in parts if part.number]
    if len(values) == 1:
        return values[0] if values[0] > whole.number.value else None
    running = Decimal(0)
    for value in values:
        running += value
        if running == whole.number.value:
            return None  # what follows speaks of something else
    if running > whole.number.value and _CHANNELS.search(passage[start : parts[-1].end]):
        return None
    return running


_RESULTS = ("granted", "granted_in_part", "refused", "unavailable", "not_processed", "other_processing")
_PROCESSED = (Topic("processed"),)


@rule("N212", Level.QUERY, "文中的占比与件数相符，整组占比相加为 100%", _OWN)
def shares(case: Case) -> Iterator[Finding]:
    by_passage: dict[tuple[str, str], list[Said]] = {}
    for said in all_said(case):
        if said.claim.kind == "share" and said.claim.number and not said.claim.vague:
            by_passage.setdefault((said.key, said.passage), []).append(said)
    for group in by_passage.values():
        with case.sentence(group[0].part, group[0].key, group[0].quote):
            wrong = [found for said in group for found in _share(case, said)]
            yield from wrong or _series(case, group)


def _near(number: Number, exact: Decimal) -> bool:
    """The printed share is `exact` rounded or cut at its digits."""
    fraction = number.words.partition(".")[2]
    places = len(re.match(r"\d*", fraction)[0]) if fraction else 0  # type: ignore[index]
    step = Decimal(1).scaleb(-places)
    return any(exact.quantize(step, way) == number.value for way in (ROUND_HALF_UP, ROUND_DOWN))


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
    if not pairs or any(_near(number, part[0] * 100 / whole[0]) for part, whole in pairs):
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
        topics = _PROCESSED
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
            for g in _RESULTS
            if topic.row.startswith(f"{g}_") or (g == "other_processing" and topic.row.startswith("other_"))
        ),
        "",
    )
    wider = (Topic(group),) if group else (Topic("applicants", "organisations"),) if topic.row == "applicants" else ()
    amounts = [(amount(case.report, each.cells), each.cells) for each in options(case.report.edition, wider)]
    return [(there.least, cells) for there, cells in amounts if there.exact]


def rule_of_disputes(topics: tuple[Topic, ...]) -> bool:
    return all(topic.column in ("upheld", "corrected", "other", "pending", "total") for topic in topics)


def _series(case: Case, group: list[Said]) -> Iterator[Finding]:
    """Shares that together are of everything must add up to 100 ± 0.1."""
    claims = [said.claim for said in group]
    if len(claims) < 2 or _open(group[-1].passage, claims[-1]):
        return
    together = sum((claim.number.value for claim in claims if claim.number), Decimal(0))
    if abs(together - 100) <= Decimal("0.1") or not _complete(case, claims, together):
        return
    yield finding(
        "N212",
        group[-1],
        f"文中这几项占比相加是 {digits(together)}%，不是 100%。请核对各项占比，看看有没有漏写的项。",
        tuple(cell for each in options(case.report.edition, _PROCESSED) for cell in each.cells)
        if claims[0].topics
        else (),
        {"said": digits(together), "table": "100"},
    )


def _complete(case: Case, claims: list[Claim], together: Decimal) -> bool:
    """The shares are of all there is: every result of table 三, or a closed list of other things that nearly fills 100."""
    report = case.report
    if all(claim.topics for claim in claims):
        topics = tuple(topic for claim in claims for topic in claim.topics)
        rows = {row for topic in topics for row in topic.row.split("|")}
        if any(topic.column for topic in topics) or not rows & set(_RESULTS):
            return False
        cells = tuple(cell for topic in topics for cell in options(report.edition, (topic,))[-1].cells)
        whole = options(report.edition, _PROCESSED)[0].cells
        return len(set(cells)) == len(cells) and amount(report, cells).least == amount(report, whole).least
    if any(claim.topics or (claim.base and claim.base.topics) for claim in claims):
        return False
    return len(claims) >= 3 and (together > 100 or together >= 90)
