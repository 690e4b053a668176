"""N213, its other half: growth whose three numbers are all said — 56条，比上年的42条增加14条 — is what they give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.rules.prose.chinese_numbers import LONGEST_CLAUSE, Number, numbers
from app.rules.wording.counted import said
from app.rules.wording.series import step

_UP, _DOWN = "增加|增长|上升|提高|提升|上涨|多", "减少|下降|降低|回落|缩减|下滑|少"
_LAST = r"(?:上年度?|去年|上一年度?|20\d\d年)(?:同期|全年|底|末)?"
_MOVED = rf"(?:同比|净|共|略?有所?)?(?P<way>{_UP}|{_DOWN})了?(?:幅度?)?(?:为|达)?"
_THAN = re.compile(rf"[^。；，（\d]{{0,4}}[，（]?(?:同?比|较|与){_LAST}的?[^，。；\d]{{0,6}}")
_THEN_MOVED = re.compile(rf"[^。；，\d]{{0,4}}）?，?(?:相比)?，?{_MOVED}")
_FROM = re.compile(r"(?:由|从)(?:上年|去年|20\d\d年)?[^，。；\d]{0,8}$")
_TO = re.compile(
    r"[^，。；\d]{0,4}(?:增加|增长|上升|提高|减少|下降|降低)(?:到|至|为)(?:了|20\d\d年的?|今年的?)?[^\d，。；]{0,4}"
)
_BESIDE = re.compile(rf"（{_LAST}为?|[，；]{_LAST}(?P<what>[^，。；\d]{{0,10}}?)为?")
_COMPARED = re.compile(rf"）?，(?:同比|[比较](?:上年|去年|20\d\d年)|相比)?{_MOVED}")
_NO_COUNT = re.compile(r"占|其中|率|百分点|分别|平均")


@dataclass(frozen=True)
class Growth:
    """Two numbers and the change between them that is said, and is not."""

    now: Number
    then: Number
    change: Number | None
    up: bool
    words: str


@lru_cache(maxsize=4096)
def wrong_growth(sentence: str) -> tuple[Growth, ...]:
    """Every growth of a sentence that its own numbers contradict."""
    return tuple(each for each in _said(sentence) if not _holds(each))


def _said(sentence: str) -> Iterator[Growth]:
    found = numbers(sentence)
    for i, first in enumerate(found[:-1]):
        second = found[i + 1]
        third = found[i + 2] if i + 2 < len(found) else None
        nearest = max(0, first.start - LONGEST_CLAUSE)
        begins = max(nearest, *(sentence.rfind(mark, nearest, first.start) + 1 for mark in "，；。（"))
        before, between = sentence[begins : first.start], sentence[first.end : second.start]
        if first.unit != second.unit or first.percent or _NO_COUNT.search(before + between):
            continue
        after = sentence[second.end : third.start if third else len(sentence)]
        moved, turned = _moved(before, between, after, third is not None)
        if moved is None or any(n.approximate for n in (first, second)):
            continue
        now, then = (second, first) if turned else (first, second)
        change = third if third and second.end + moved.end() == third.start else None
        if change is not None and (change.approximate or change.unit not in ("%", first.unit)):
            continue
        end = change.end if change else second.end + moved.end()
        yield Growth(now, then, change, moved["way"] in _UP.split("|"), sentence[begins:end])


def _moved(before: str, between: str, after: str, counted: bool) -> tuple[re.Match[str] | None, bool]:
    """What is said of the change, when the words are those of a comparison; and whether last year's number stands first."""
    if _THAN.fullmatch(between):
        match = _THEN_MOVED.match(after)
        return (match if match and (match.end() == len(after) or not counted) else None), False
    if _FROM.search(before) and _TO.fullmatch(between):
        match = _COMPARED.fullmatch(after) or re.fullmatch(rf"，?{_MOVED}", after)
        return match, True
    beside = _BESIDE.fullmatch(between)
    if beside and (not beside["what"] or before.endswith(beside["what"])):
        return _COMPARED.fullmatch(after), False
    return None, False


def _holds(growth: Growth) -> bool:
    (now, exact_now), (then, exact_then) = said(growth.now), said(growth.then)
    off = sum((each for each in (exact_now, exact_then) if each > 1), Decimal(0)) / 2
    change = now - then if growth.up else then - now
    if change + off < 0:
        return False
    if growth.change is None:
        return change + off > 0
    if not growth.change.percent:
        return abs(change - growth.change.value) <= off + (said(growth.change)[1] - 1)
    if then <= off:
        return True
    least, most = (change - off) * 100 / (then + off), (change + off) * 100 / (then - off)
    one = step(growth.change)
    return least - one < growth.change.value < most + one or Decimal(0) == growth.change.value == change
