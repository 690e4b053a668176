"""N211: 其中 against the whole said before it, and totals against the parts said before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.words.sentences import sentence_at
from app.rules.case import Case
from app.rules.prose.claims import Claim, Said, Topic
from app.rules.prose.context import OF_APPLICATIONS
from app.rules.registry import rule
from app.rules.wording.counted import amount, options
from app.rules.wording.counts import finding, wrong_count
from app.rules.wording.totals import Total, slack, wrong_totals

OWN = "公开年报的核对规则（文字内部的加总和占比）"
_ITEMS = frozenset({"", "条", "件", "份", "项", "篇", "期", "个", "则", "次"})
_ALL_OF_IT = re.compile(r"包括|包含|涵盖|分为|按|^[：:（(]")
_ALSO = re.compile(r"[，；]?(?:以及|及(?!时)|和|与(?![去上])|还包括)")
"""机构概况1条，以及预算信息2条: what follows is one of the list too, even where the parts so far make the whole."""
_REST = re.compile(r"其[他它]|其余")
_NEARLY, _ALMOST = Decimal("0.5"), Decimal("0.65")
"""How much of a whole its parts hold when they are meant to be all of it: said so, or only 其中."""
_MORE = re.compile(
    r"[^，。；：]{0,8}?(?:等(?!级|待|候|同|额|次|于)|……)|[；，、][^。；，\d]{0,16}(?:若干|较多|不等|少量|大量|部分)"
)
_CLASSES = frozenset({"类"})
_QUALITIES = tuple(
    map(re.compile, ("图文|文字|图片|视频|图解|长图|动漫", "原创|转载|转发", "满意", "逾期|按时", "新增|更新|撤[销并]"))
)
_ATTENTION = re.compile("被|点击|阅读|浏览|采用|较高|过千|过万")
"""What one thing may be at once: parts named by several of these are no list of kinds."""
_CHANNELS = re.compile(
    r"网|公众号|微信|微博|平台|新媒体|公告栏|公开栏|电视|广播|报[纸刊]|短视频|抖音|头条|客户端|渠道|APP|终端|查阅点|大厅"
)


@rule("N211", Level.QUERY, "“其中”各项相加等于前面说的总数", OWN)
def parts_of_a_whole(case: Case) -> Iterator[Finding]:
    """Not with 等 or an approximation, nor where the parts were compared with the tables; channels may overlap."""
    saids = case.said
    for said in saids:
        with case.sentence(said.part, said.key, said.quote):
            found = _sum_off(said.claim, list(said.claim.parts), said.passage) if said.claim.parts else None
            if found is not None:
                yield _not_the_sum(said, said.claim, found)
    for whole, parts in _lists(case):
        with case.sentence(parts[0].part, parts[0].key, parts[0].quote):
            found = _sum_off(whole, [each.claim for each in parts], parts[0].passage)
            if found is not None:
                yield _not_the_sum(parts[-1], whole, found)
    yield from _totals(case)


def _totals(case: Case) -> Iterator[Finding]:
    """合计, 两类共…: a total said after its parts, but where it has been compared with the tables or its parts."""
    judged = [said for said in case.said if said.claim.topics or said.claim.parts]
    for part, key, _, text in case.narratives:
        for paragraph in text.split("\n") if part != "preface" else ():
            with case.sentence(part, key, paragraph[:40]):
                for total in wrong_totals(paragraph):
                    quote = sentence_at(paragraph, total.number.start)
                    if not any(_is_total(said, key, quote, total) for said in judged):
                        yield _finding_of_total(part, key, quote, total)


def _is_total(said: Said, key: str, quote: str, total: Total) -> bool:
    number = said.claim.number
    return said.key == key and said.quote == quote and number is not None and number.words == total.number.words


def _finding_of_total(part: str, key: str, quote: str, total: Total) -> Finding:
    unit, whole = total.number.unit, total.number.value
    return Finding(
        "N211",
        Level.QUERY,
        f"文中写“{total.words}”，{len(total.parts)} 项相加是 {digits(total.sum)} {unit}，"
        f"相差 {digits(abs(whole - total.sum))}。改正数字、补上漏写的项，或写明还包括什么。",
        involved=(key,),
        numbers={"said": digits(whole), "sum": digits(total.sum)},
        quote=quote,
        part=part,
    )


def _lists(case: Case) -> Iterator[tuple[Claim, list[Said]]]:
    """Every whole with its parts, where both are understood: sure, in units of one kind, not both named by the tables."""
    saids = case.said
    here = {id(said.claim) for said in saids}
    groups: dict[int, list[Said]] = {}
    for said in saids:
        if said.claim.whole is not None and said.claim.part and id(said.claim.whole) in here:
            groups.setdefault(id(said.claim.whole), []).append(said)
    for group in groups.values():
        whole = group[0].claim.whole
        assert whole is not None
        parts = [said for said in group if said.claim.depth == group[0].claim.depth and said.claim.year == whole.year]
        if not parts:  # a list of other years
            continue
        parts = [said for said in parts if _unit(said.claim) not in _CLASSES] or parts  # …、业务工作60条三类
        claims = [said.claim for said in parts]
        units = {_unit(claim) for claim in claims}
        if _unsure(whole, claims) or goes_on(parts[0].passage, claims[-1]):
            continue
        if whole.topics and any(claim.topics for claim in claims) and not _too_much(case, whole, claims):
            continue  # they were compared with the tables, and need not be all of it
        if units <= {_unit(whole), ""} or {*units, _unit(whole)} <= _ITEMS:
            yield whole, parts


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


def _too_much(case: Case, whole: Claim, parts: list[Claim]) -> bool:
    """More than their whole, and than whatever else it may stand for (received with those brought over, answered)."""
    if wrong_count(case, whole) or any(wrong_count(case, part) or part.topics == whole.topics for part in parts):
        return False
    topics = (Topic("handled"),) if whole.topics[0].row in OF_APPLICATIONS else whole.topics
    values = [claim.number.value for claim in (whole, *parts) if claim.number]
    most = max(
        (amount(case.report, each.cells).least for each in options(case.report.edition, topics)), default=values[0]
    )
    return max(values[1:]) <= values[0] and sum(values[1:]) > max(most, values[0])


def _may_be_both(words: list[str]) -> bool:
    """原创402条，图片300条: a picture may be one's own."""
    named = {family for family in _QUALITIES for each in words if family.search(each)}
    return len(named) > 1 or any(_ATTENTION.search(each) for each in words)


def _unsure(whole: Claim, parts: list[Claim]) -> bool:
    """Approximate, or only some of them of a part of the year."""
    numbers = [claim.number for claim in (whole, *parts)]
    if whole.vague or any(number is None or number.approximate for number in numbers):
        return True
    return len({claim.vague for claim in parts}) > 1


def goes_on(passage: str, last: Claim) -> bool:
    """等 stands after the last of a list, or 若干, so that there may be more."""
    return _MORE.match(passage[last.end :]) is not None


def _same_list(opening: str, follows: str) -> bool:
    return follows.startswith("、") or bool(_ALL_OF_IT.search(opening) and _ALSO.match(follows))


def _unit(claim: Claim) -> str:
    return claim.number.unit if claim.number else ""


def _sum_off(whole: Claim, parts: list[Claim], passage: str) -> Decimal | None:
    """What the parts add up to, when that contradicts the whole: not where more may follow, nor where channels overlap."""
    assert whole.number is not None
    values = [part.number.value for part in parts if part.number]
    total = whole.number.value
    if len(values) == 1:
        return values[0] if values[0] > total and not whole.topics else None
    starts = [min(whole.end, parts[0].start), *(part.end for part in parts)]
    words = [passage[a:b] for a, b in zip(starts, starts[1:], strict=False)]
    running = Decimal(0)
    for part, value in zip(parts, values, strict=True):
        running += value
        if running == total and (part is parts[-1] or not _same_list(words[0], passage[part.end :])):
            return None  # what follows speaks of something else
    closed = whole.parts or whole.end > parts[-1].start or _ALL_OF_IT.search(words[0]) or _REST.search(words[-1])
    if abs(running - total) < slack(whole.number, [part.number for part in parts if part.number]):
        return None
    if not closed and _may_be_both(words):
        return None
    if len({_unit(part) for part in parts}) > 1 and not closed:
        return None  # 条 and 件 together: only a sum that is right, or a list that is whole, says that they belong together
    if running > total:
        return None if all(_CHANNELS.search(each) for each in words) else running
    return running if running >= total * (_NEARLY if closed else _ALMOST) else None
