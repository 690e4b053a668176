"""T319: a number counted since some beginning is never less than last year's, nor than what this year alone added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.report import Report
from app.model.words.sentences import split
from app.model.words.texts import printed
from app.rules.case import Case
from app.rules.prose.chinese_numbers import Number, numbers
from app.rules.registry import rule
from app.rules.texts.parts import FORMAT, note

_CLAUSE = re.compile(r"[^，,；;。！？\n（）()]+")
_SINCE = re.compile(
    r"(?<!今年)(?<!年初)(?<!一年)(?<!今年以)(?:以来|至今)|历年|(?:开通|上线|设立|成立|创办|建站|运行)(?:以来|至今|后)?(?=累计|共)"
)
_UP_TO = re.compile(r"截[至止]")
_OF_A_YEAR = re.compile(
    r"全年|今年|本年|当年|年内|年度|一年来|年初以来|新增|(?<![至止])(?:20\d\d年)(?!以来|底|末|\d|至|起|成立|开通|设立|创办)"
)
_COUNTED_UP = re.compile(r"累计|历年|总计|共计?|总[数量]")
_TOTAL = re.compile(r"累计|信息总[数量]")
_FALLS = re.compile(
    r"现行|有效|现有|现存|清理|在用|在册|关注|粉丝|用户|订阅|账号|栏目|目录|保留|留存|其中|平均|约|占|比|较|(?<!新)增|减|同期"
)
"""Of these there may be fewer than before, or they are part of something."""
_BEGINNING = re.compile(r"(?:自|从)?([^，,；;。]{0,16}?)(?:以来|至今|后)")
_YEAR = re.compile(r"(20\d\d)年")
_SAYS_NOTHING = re.compile(
    r"截[至止](?:20\d\d年)?(?:\d+月)?(?:\d+日|年?底|年?末|目前)?|(?:自|从)[^，]*?(?:以来|至今|起|后)|[^，]{0,8}(?:开通|上线|设立|成立|创办|建站|运行)(?:以来|至今)"
    r"|20\d\d年度?底?末?|年[底末]|全年|今年|本年度?|当年|年内|一年来|历年|累计|总计|共计?|新增|已|主动|总数|总量|数量?(?=为|是|达|$)|达到?|为|群众|各类|政府|政务(?=信息)|我[局镇乡县市区委办厅]|本[局镇乡县市区委办厅]|的|了|[^一-鿿]"
)


@dataclass(frozen=True, eq=False)
class Counted:
    """A number said in one clause: `what` without the words of time; `since`: counted from a beginning, which `beginning` names."""

    number: Number
    what: str
    since: bool
    bare: bool
    of_year: bool
    beginning: str
    year: int
    words: str

    @property
    def step(self) -> Decimal:
        """What a unit of its last printed digit stands for: 1.2万 is exact to a thousand."""
        if "万" not in self.number.words:
            return Decimal(1)
        fraction = self.number.words.partition(".")[2]
        return Decimal(10_000).scaleb(-len(re.match(r"\d*", fraction)[0]))  # type: ignore[index]

    def less_than(self, other: Counted) -> bool:
        return self.number.value + max(self.step, other.step) - 1 < other.number.value


@lru_cache(maxsize=4096)
def counted(sentence: str) -> tuple[Counted, ...]:
    """Every clause with one number of things; a beginning named in a clause of its own holds for the next."""
    found: list[Counted] = []
    before = ""
    for match in _CLAUSE.finditer(sentence):
        inside = [n for n in numbers(match[0]) if n.unit and not n.percent]
        if len(inside) != 1:
            before = match[0] if not inside else ""
            continue
        number, words = inside[0], match[0]
        told = f"{before}，{words}"
        before = ""
        if number.approximate or _FALLS.search(told):
            continue
        since = bool((_SINCE.search(told) or _UP_TO.search(told)) and _COUNTED_UP.search(words)) or bool(
            _SINCE.search(told) and "共" in words
        )
        beginning = _BEGINNING.search(told)
        named = _YEAR.search(told)
        what = _SAYS_NOTHING.sub("", words[: number.start])
        of_year = bool(_OF_A_YEAR.search(told)) and not (since and _SINCE.search(told))
        found.append(
            Counted(
                number,
                what,
                since and not of_year,
                bool(_TOTAL.search(words)) and not since and not of_year,
                of_year,
                beginning[1] if beginning else "",
                int(named[1]) if named else 0,
                words,
            )
        )
    return tuple(found)


def _same(narrow: str, wide: str) -> bool:
    """`wide` counts what `narrow` counts, or more: every character of it stands in the other, in order."""
    rest = iter(narrow)
    return all(c in rest for c in wide)


def _too_small(found: tuple[Counted, ...], earlier: tuple[Counted, ...]) -> tuple[Counted, Counted, str] | None:
    """(the number that is too small, the one it should not be less than, why), of a sentence and of the one before it."""
    both = [(True, each) for each in found] + [(False, each) for each in earlier]
    for own, all_years in both:
        for beside, other in both if all_years.since or all_years.bare else ():
            apart = own != beside
            if not (own or beside) or not _comparable(all_years, other):
                continue
            same = all_years.what == other.what and len(other.what) > 1
            if _of_the_year_alone(all_years, other) and (same or not apart and _wider(all_years, other)):
                return all_years, other, "比本年的还少"
            if all_years.since and other.since and 0 < other.year < all_years.year and same:
                return all_years, other, "比上年的还少"
    return None


def _comparable(less: Counted, more: Counted) -> bool:
    return less is not more and less.number.unit == more.number.unit and less.less_than(more)


def _of_the_year_alone(all_years: Counted, other: Counted) -> bool:
    """Beside 历年累计, what has no word of time is this year's."""
    if other.since or other.bare:
        return False
    return other.of_year and (all_years.since or all_years.bare) or all_years.since and "历年" in all_years.words


def _wider(all_years: Counted, other: Counted) -> bool:
    """It counts what the other counts, or more; a later clause may leave out who."""
    who_left_out = len(other.what) > 1 and all_years.what.endswith(other.what)
    return _same(other.what, all_years.what) or who_left_out


@rule("T319", Level.NOTE, "历年累计的数不比上年的少，也不比本年的少", FORMAT)
def never_less(case: Case) -> Iterator[Finding]:
    earlier: tuple[str, tuple[Counted, ...]] = "", ()
    for each in case.sentences():
        with case.sentence(each.part, each.key, each.text):
            found = counted(each.text)
            before = earlier[1] if earlier[0] == each.key else ()
            earlier = each.key, found
            if small := _too_small(found, before):
                less, more, why = small
                said = f"“{less.words.strip()}”{why}（“{more.words.strip()}”）。累计的数只增不减，请核对两个数。"
                yield replace(note("T319", each, said), numbers=_numbers(less, more))
            elif more_then := next((pair for c in found if (pair := _last_year(case, c))), None):
                less, more = more_then
                said = (
                    f"“{less.words.strip()}”，去年的报告写的是“{more.words.strip()}”，累计的数反而少了。"
                    "请核对；说的是全年的，请把“累计”写清楚是哪一段。"
                )
                yield replace(note("T319", each, said), numbers=_numbers(less, more))


def _numbers(less: Counted, more: Counted) -> dict[str, str]:
    return {"said": digits(less.number.value), "at_least": digits(more.number.value)}


def _last_year(case: Case, now: Counted) -> tuple[Counted, Counted] | None:
    """What last year's report says of the same thing since the same beginning, when that is more."""
    previous = case.last_year
    if previous is None or not now.since or len(now.what) < 2:
        return None
    for then in _since_of(previous):
        same = then.what == now.what and then.beginning == now.beginning and then.number.unit == now.number.unit
        if same and now.less_than(then):
            return now, then
    return None


def _since_of(report: Report) -> tuple[Counted, ...]:
    """Everything that a report counts since some beginning."""
    keys = [narrative.key for part in report.form.parts for narrative in part.narratives]
    return tuple(each for key in keys for each in _since_in(printed(report, key)))


@lru_cache(maxsize=32)
def _since_in(text: str) -> tuple[Counted, ...]:
    return tuple(each for sentence in split(text) for each in counted(sentence) if each.since)
