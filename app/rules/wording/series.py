"""Shares that stand together: they add up to 100, agree on what they are of, and with the numbers said beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.words.sentences import Sentence
from app.rules.case import Case
from app.rules.prose.chinese_numbers import Number, numbers
from app.rules.prose.claims import Claim, Said, Topic
from app.rules.wording.counted import amount, options
from app.rules.wording.counts import finding
from app.rules.wording.parts import goes_on

RESULTS = ("granted", "granted_in_part", "refused", "unavailable", "not_processed", "other_processing")
PROCESSED = (Topic("processed"),)


def near(number: Number, exact: Decimal) -> bool:
    """The printed share is `exact` rounded or cut at its digits."""
    return any(exact.quantize(step(number), way) == number.value for way in (ROUND_HALF_UP, ROUND_DOWN))


_OF_SO_MANY = re.compile(r"[^，。；]{0,6}，?(?:约?占)[^，。；\d]{0,12}$")
_HAS_SHARE = re.compile(r"[^。；\d]{0,16}占[^，。；\d]{0,6}$")
_SO_MANY = re.compile(r"，(?:共?计|共|即|为|达)$")


def spelled_out(each: Sentence) -> Iterator[Finding]:
    """更新60个，占总数80个的65%; 留言80条，咨询占55%，计34条: part, whole and share said one after the other."""
    found = numbers(each.text)
    for one, two, three in zip(found, found[1:], found[2:], strict=False):
        between = each.text[one.end : two.start], each.text[two.end : three.start]
        if three.percent and between[1] == "的" and _OF_SO_MANY.fullmatch(between[0]):
            part, whole, share = one, two, three
        elif two.percent and _HAS_SHARE.fullmatch(between[0]) and _SO_MANY.fullmatch(between[1]):
            whole, share, part = one, two, three
        else:
            continue
        if part.unit != whole.unit or any(n.approximate for n in (part, whole, share)) or not whole.value:
            continue
        should = part.value * 100 / whole.value
        if near(share, should):
            continue
        words = each.text[one.start : three.end]
        right = digits(should.quantize(Decimal("0.01"), ROUND_HALF_UP))
        yield Finding(
            "N212",
            Level.QUERY,
            f"文中写“{words}”，{digits(part.value)} 占 {digits(whole.value)} 应为 {right}%。请核对这三个数。",
            involved=(each.key,),
            numbers={"said": digits(share.value), "table": right},
            quote=each.text,
            part=each.part,
        )


def step(number: Number) -> Decimal:
    """One of the last digit printed."""
    return Decimal(1).scaleb(-len(re.match(r"\d*", number.words.partition(".")[2])[0]))  # type: ignore[index]


def contradicting(group: list[Said]) -> list[Finding]:
    """300条，占60%；150条，占20%: no number is what both are of, and none said before is what either is of."""
    pairs = [pair for said in group if (pair := _count_and_share(said)) is not None]
    if len(pairs) < 2 or len({(part.unit, said.claim.of) for said, part, _ in pairs}) > 1:
        return []
    if sum(share.value for _, _, share in pairs) > 115:
        return []
    least = max(part.value * 100 / (share.value + step(share)) for _, part, share in pairs)
    most = min(part.value * 100 / max(share.value - step(share), step(share) / 10) for _, part, share in pairs)
    if least <= most or any(_explained(said, part, share) for said, part, share in pairs):
        return []
    said = pairs[-1][0]
    told = "，".join(f"{digits(part.value)} 占 {digits(share.value)}%" for _, part, share in pairs)
    wholes = "、".join(digits((part.value * 100 / share.value).quantize(Decimal(1))) for _, part, share in pairs)
    sentence = f"文中这几项的件数和占比对不上：{told}，算出的总数各是 {wholes}。请核对件数和占比。"
    return [finding("N212", said, sentence, (), {"said": digits(pairs[-1][2].value)})]


def _count_and_share(said: Said) -> tuple[Said, Number, Number] | None:
    """A share with the count it is said of, where no table holds that."""
    claim = said.claim
    base, share = claim.base, claim.number
    if base is None or base.number is None or share is None or claim.topics or base.topics or claim.vague:
        return None
    return (said, base.number, share) if base.number.value and share.value else None


def _explained(said: Said, part: Number, share: Number) -> bool:
    """A number of the passage is what the share is of."""
    return any(
        n.value > part.value and n.unit == part.unit and near(share, part.value * 100 / n.value)
        for n in numbers(said.passage)
    )


_PARTED_BY = re.compile(r"从[^，。；\d]{1,12}看|按[^，。；\d]{1,12}?分(?!别)|按照?[^，。；\d]{1,10}(?:统计|划分)")
_THE_REST = re.compile(r"其[他它余]")
_RESPECTIVELY = re.compile(r"分别占")
_MAY_OVERLAP = re.compile(r"同步|转发|率|满意|得分|党员|投入|支出|完成")


def series(case: Case, group: list[Said]) -> Iterator[Finding]:
    """Shares that together are of everything must add up to 100, as far as they are rounded."""
    for each in _apart(group):
        claims = [said.claim for said in each]
        if len(claims) < 2 or goes_on(each[-1].passage, claims[-1]):
            continue
        together = sum((claim.number.value for claim in claims if claim.number), Decimal(0))
        rounding = sum((step(claim.number) for claim in claims if claim.number), Decimal(0)) / 2
        if abs(together - 100) <= max(Decimal("0.1"), rounding if _is_whole(each, together) else Decimal(0)):
            continue
        if not (_complete(case, claims, together) or _is_whole(each, together)):
            continue
        yield finding(
            "N212",
            each[-1],
            f"文中这几项占比相加是 {digits(together)}%，不是 100%。请核对各项占比，看看有没有漏写的项。",
            tuple(cell for each in options(case.report.edition, PROCESSED) for cell in each.cells)
            if claims[0].topics
            else (),
            {"said": digits(together), "table": "100"},
        )


def _apart(group: Sequence[Said]) -> list[list[Said]]:
    """从方式看…；从内容看…: each a series of its own."""
    cuts = [m.start() for m in _PARTED_BY.finditer(group[0].passage)]
    found: dict[int, list[Said]] = {}
    for said in group:
        found.setdefault(sum(cut <= said.claim.start for cut in cuts), []).append(said)
    return list(found.values())


def _is_whole(group: list[Said], together: Decimal) -> bool:
    """Told by 从…看, 分别占 or a rest at the end that these are all there is; nothing that may overlap."""
    claims = [said.claim for said in group]
    if any(claim.topics or claim.vague for claim in claims) or len(claims) < 3 or not 85 <= together <= 115:
        return False
    passage = group[0].passage
    words = passage[max(passage.rfind("。", 0, claims[0].start), 0) : claims[-1].end]
    parted = any(m.end() <= claims[0].end for m in _PARTED_BY.finditer(passage)) or _RESPECTIVELY.search(words)
    rest = _THE_REST.search(passage, claims[-2].end, claims[-1].end)
    return bool(parted or rest) and not _MAY_OVERLAP.search(words)


def _complete(case: Case, claims: list[Claim], together: Decimal) -> bool:
    """The shares are of all there is: every result of table 三, or a closed list of other things that nearly fills 100."""
    report = case.report
    if all(claim.topics for claim in claims):
        topics = tuple(topic for claim in claims for topic in claim.topics)
        rows = {row for topic in topics for row in topic.row.split("|")}
        if any(topic.column for topic in topics) or not rows & set(RESULTS):
            return False
        cells = tuple(cell for topic in topics for cell in options(report.edition, (topic,))[-1].cells)
        whole = options(report.edition, PROCESSED)[0].cells
        return len(set(cells)) == len(cells) and amount(report, cells).least == amount(report, whole).least
    wholes = {id(claim.base.whole) for claim in claims if claim.base and claim.base.whole and not claim.base.topics}
    if len(claims) < 3 or len(wholes) != 1 or any(claim.topics or claim.base is None for claim in claims):
        return False
    return 100 < together <= 110 or (together >= 90 and "其他" in (claims[-1].base or claims[-1]).words)
