"""N211, its other half: a total said after its parts — 合计, 两类共, 全年总计 — or before its two halves."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from app.model.words.sentences import split
from app.rules.prose.chinese_numbers import LONGEST_CLAUSE, Number, numbers
from app.rules.wording.counted import said

_TOTAL = re.compile(
    r"(?P<scope>以上|上述|(?P<several>[两二三四五六七八九])\s*(?:大)?(?:类|个|项|批|者|种|处|家|次)[一-鿿]{0,6}?)?[一-鿿]{0,8}?"
    r"(?P<word>合计|总计|共计|总共|累计|总数|总量|总信息量|共)(?P<rest>[一-鿿（）]{0,16})$"
)
_MOST_PARTS = 60
_CLAUSE = re.compile(r"[，；：。！？（]")
_NO_PART = re.compile(
    r"其中|包括|包含|涵盖|分为|含|[比较]|上年|去年|同期|同比|增[加长]|减少|下降|占|平均|至|去重|重复|被"
)
"""Before a number: it is part of another whole, of another year, or no part at all."""
_NOT_IT = re.compile(rf"{_NO_PART.pattern}|[约近超逾]")
_REACHES = re.compile(r"^(?:为|是|有|达到?)")
_WIDER = re.compile("全年|累计|各类|各种|全部|所有")
_OVERLAP = re.compile("去重|重复|剔除|扣除|不含|除外|其中")
_MOST = {2: "两二", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九"}
_NEAR, _NEAR_WIDER, _LEAST = Decimal("0.3"), Decimal("0.12"), Decimal("0.5")
"""How far parts may be from a total that is meant to be theirs; nearer where it may hold more than they."""


@dataclass(frozen=True)
class Total:
    """A total that its parts do not add up to."""

    number: Number
    parts: tuple[Number, ...]
    words: str

    @property
    def sum(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))


@dataclass(frozen=True)
class _Paragraph:
    """A text with its numbers, and where its clauses and sentences begin."""

    text: str
    numbers: tuple[Number, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]

    def clause(self, at: int) -> int:
        return self.clauses[bisect_right(self.clauses, at) - 1]

    def sentence(self, at: int) -> int:
        return self.sentences[bisect_right(self.sentences, at) - 1]


def _read(text: str) -> _Paragraph:
    found: list[Number] = []
    at = 0
    for each in split(text):  # a sentence is read once, however often its paragraph changes
        at = text.index(each, at)
        found += (replace(n, start=n.start + at, end=n.end + at) for n in numbers(each))
        at += len(each)
    clauses = (0, *(m.end() for m in _CLAUSE.finditer(text)))
    return _Paragraph(text, tuple(found), clauses, (0, *(m.end() for m in re.finditer("[。！？]", text))))


@lru_cache(maxsize=256)
def wrong_totals(paragraph: str) -> tuple[Total, ...]:
    """Every total of a paragraph that the numbers before it, or its two halves after it, contradict."""
    here = _read(paragraph)
    after = (total for i in range(2, len(here.numbers)) if (total := _total(here, i)) is not None)
    halves = (
        total for i in range(len(here.numbers) - 2) if (total := _halves(here, *here.numbers[i : i + 3])) is not None
    )
    return (*after, *halves)


_DONE = re.compile(r"[，：（][^，。；\d]{0,8}?(办结|回复|答复|完成|整改|采纳|处理|解决|销号|办理)[^，。；\d]{0,3}")
_LEFT = re.compile(
    r"[，、；][^，。；\d]{0,4}?(?:正在|其余|剩余|余下|待办|尚在|(?:尚未|还未|没有|未)(?P<same>..))[^，。；\d]{0,6}"
)
_BROUGHT = re.compile(r"申请|复议|诉讼|结转|上年|去年|含|其中")
"""What the tables count, or of what some were there before."""


def _halves(here: _Paragraph, whole: Number, done: Number, left: Number) -> Total | None:
    """收到46件，回复40件，未回复5件: what is done and what is not is all of it."""
    paragraph = here.text
    match = _DONE.fullmatch(paragraph[whole.end : done.start])
    rest = _LEFT.fullmatch(paragraph[done.end : left.start])
    begins = here.clause(whole.start)
    if not match or not rest or (rest["same"] and rest["same"] != match[1]):
        return None
    if len({n.unit for n in (whole, done, left)}) > 1 or any(n.approximate or n.percent for n in (whole, done, left)):
        return None
    if re.search("申请|结转|上年|去年", paragraph[:begins]) or _BROUGHT.search(paragraph[begins : left.end]):
        return None
    return _judged(whole, [done, left], paragraph[begins : left.end], False)


def _total(here: _Paragraph, i: int) -> Total | None:
    number, paragraph = here.numbers[i], here.text
    begins = here.clause(number.start)
    clause = paragraph[max(begins, number.start - LONGEST_CLAUSE) : number.start]
    match = _TOTAL.search(clause.rpartition("、")[2])
    if not match or number.percent or number.approximate or not number.unit or _NOT_IT.search(clause):
        return None
    parts = _parts(here, i, begins)
    several = next((n for n, words in _MOST.items() if (match["several"] or "-") in words), 0)
    if several:
        parts = parts[-several:] if len(parts) >= several else []
    if len(parts) < 2 or _OVERLAP.search(paragraph[parts[0].end : number.start]):
        return None
    done = _REACHES.sub("", match["rest"])[:2]
    if done and done not in paragraph[max(0, parts[0].start - 30) : begins]:
        return None  # 发放 of what was 印制: another count
    return _judged(number, parts, paragraph[begins : number.end], bool(_WIDER.search(clause)))


def _parts(here: _Paragraph, i: int, begins: int) -> list[Number]:
    """The counts of the total's kind right before it; sentences before its own belong to it when each says one count."""
    parts: list[Number] = []
    total, own = here.numbers[i], here.sentence(here.numbers[i].start)
    alone = not any(own <= n.start and n.end <= begins for n in here.numbers[max(0, i - 1) : i])
    for at in range(i - 1, -1, -1):
        if i - at > _MOST_PARTS:
            return []  # no sum that a person wrote
        n = here.numbers[at]
        if n.end > begins:
            continue  # 两类共66条
        if n.start < own and not (alone and _only_one(here, at)):
            break
        if n.unit != total.unit or n.approximate or _NO_PART.search(here.text[here.clause(n.start) : n.start]):
            break
        parts.insert(0, n)
    return parts


def _only_one(here: _Paragraph, at: int) -> bool:
    """The only number of its sentence."""
    own = here.sentence(here.numbers[at].start)
    return all(
        here.sentence(n.start) != own for n in (*here.numbers[max(0, at - 1) : at], *here.numbers[at + 1 : at + 2])
    )


def slack(whole: Number, parts: tuple[Number, ...] | list[Number]) -> Decimal:
    """How far rounding may carry a sum off: 1.2万 is anything from 11500 to 12999."""
    steps = [said(n)[1] for n in (whole, *parts)]
    rounded = [step for step in steps if step > 1]
    if not rounded:
        return Decimal(0)
    finer = max(steps[1:], default=Decimal(1)) < steps[0]
    return max(sum(rounded, Decimal(0)) / 2, steps[0] if finer else Decimal(0))


def _judged(number: Number, parts: list[Number], words: str, wider: bool) -> Total | None:
    """Wrong, when no run of parts up to the total gives it and they come near enough to be meant."""
    for first in range(len(parts) - 1):
        off = abs(sum((n.value for n in parts[first:]), Decimal(0)) - number.value)
        if off == 0 or off < slack(number, parts[first:]):
            return None
    while len(parts) > 2 and parts[0].value >= number.value:
        parts = parts[1:]  # a whole said before the parts
    total = Total(number, tuple(parts), words.strip("，；、 "))
    more = number.value - total.sum
    limit = _NEAR_WIDER if wider and more > 0 else _NEAR if more > 0 else _LEAST
    return total if abs(more) <= number.value * limit else None
