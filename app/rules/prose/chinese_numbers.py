"""Finds and reads the numbers of Chinese office prose: 12, 1,205, １２, 三件, 一百零五, 1.2万, 百分之五, 42.86%, 100余条."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_FOLD = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}

LONGEST_CLAUSE = 200  # characters of one before a number that are looked at; longer ones are no prose
COUNTERS = "条次|人次|件次|件|条|项|份|起|例|宗|次"
_COUNTING = frozenset({"", *COUNTERS.split("|")})
_UNIT = rf"(?:{COUNTERS}|万元|亿元|元|个百分点|个|篇|期|场|名|人|部|家|户|类)"
_CHINESE = (
    r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?(?:[万亿][零〇一二两三四五六七八九十百千]*)*"
)
_BEGINS = r"(?:(?<![零〇一二两三四五六七八九十百千万亿])|(?<=\d[百千万亿]))"  # no number begins within another
_NUMBER = re.compile(
    rf"(?:(?P<about>近|约|大约|超过|超|逾|不足|不到|共约|将近|至少|不少于|不低于|不下|上(?=[百千万])|[数几](?=[十百千万]))\s*)?"
    rf"(?:百分之(?P<per>\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?)"
    rf"|(?P<arabic>(?<![\dA-Za-z.])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:[.点]\d+)?)\s*(?P<scale>[万亿千百](?!元))?(?!\d)"
    rf"|{_BEGINS}(?P<chinese>{_CHINESE})(?=(?:余|多|几)?\s*{_UNIT}))"
    rf"(?P<more>余|多|几)?\s*(?P<unit>%|‰|{_UNIT})?(?P<after>左右|以上|以内|以下)?"
)
_NO_COUNT_AFTER = re.compile(
    r"\s*(?:[-—–~～至]+\s*\d|年|月|日|号|时|分|个工作日|个?部分|个?方面|个?环节|版|届|级|字|平方|公里|楼|室)"
)
_NO_COUNT_BEFORE = re.compile(r"(?:第|[〔﹝\[]|电话[：:]?|传真[：:]?|邮编[：:]?|邮政编码[：:]?|[-—/.@])$")
_LONGEST_BEFORE = 5  # characters of these
_ADDRESS = re.compile(r"https?://[^\s，。）)]+|www\.[^\s，。）)]+")
_MAIL = re.compile(rf"{_ADDRESS.pattern}|(?:(?<!\S)|(?<=[，。）)]))\S+@\S+")


@dataclass(frozen=True)
class Number:
    """One number of a text: where it stands (with its unit), its value, what it is counted in, whether it is only about."""

    start: int
    end: int
    value: Decimal
    unit: str
    approximate: bool
    words: str

    @property
    def percent(self) -> bool:
        return self.unit == "%"

    @property
    def counts(self) -> bool:
        """It may count cases or documents: whole, in a counter of 件条项… or none."""
        return self.value == self.value.to_integral_value() and self.unit in _COUNTING


@lru_cache(maxsize=8192)
def numbers(text: str) -> tuple[Number, ...]:
    """Every number of the text that may count something; years, dates, ordinals, phone numbers and addresses are passed over."""
    folded = text.translate(_FOLD)
    masked = (_MAIL if "@" in folded else _ADDRESS).sub(lambda m: " " * len(m[0]), folded)
    found: list[Number] = []
    for match in _NUMBER.finditer(masked):
        core = (
            match.start("arabic") if match["arabic"] else match.start("chinese") if match["chinese"] else match.start()
        )
        if _is_no_count(masked, core):
            continue
        if not match["unit"] and _NO_COUNT_AFTER.match(masked, match.end()):
            continue
        if match["arabic"] and not match["unit"] and len(match["arabic"].replace(",", "")) >= 6 and not match["scale"]:
            continue  # a postcode or a phone number
        value = _value(match)
        if value is None:
            continue
        unit = "%" if match["per"] else match["unit"] or ""
        about = bool(match["about"] or match["more"] or match["after"])
        words = text[core : match.end()].strip()
        found.append(Number(core, match.end(), value, unit, about, words))
    return tuple(found)


def _is_no_count(text: str, start: int) -> bool:
    """Whether what stands before a number says that nothing is counted: 第, 电话."""
    while start and text[start - 1].isspace():
        start -= 1
    return _NO_COUNT_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start) is not None


def _value(match: re.Match[str]) -> Decimal | None:
    if match["per"]:
        return _decimal(match["per"])
    if match["arabic"]:
        value = Decimal(match["arabic"].replace(",", "").replace("点", "."))
        return value * {None: 1, "百": 100, "千": 1000, **_BIG}[match["scale"]]
    return _decimal(match["chinese"])


def _decimal(words: str) -> Decimal | None:
    if words[0].isdecimal():
        return Decimal(words)
    scale = 1
    while "点" in words and words[-1] in _BIG:  # 三点五万
        scale *= _BIG[words[-1]]
        words = words[:-1]
    whole, _, fraction = words.partition("点")
    value = read_chinese(whole)
    if value is None or not fraction:
        return None if value is None else Decimal(value)
    if not set(fraction) <= _DIGITS.keys():
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in fraction)}") * scale


def read_chinese(words: str) -> int | None:
    """一百零五 -> 105, 两千三百 -> 2300, 一万二千 -> 12000, 二〇二五 -> 2025; None when it is no number."""
    if len(words) > 1 and all(c in _DIGITS for c in words):
        return int("".join(str(_DIGITS[c]) for c in words))
    total = section = digit = 0
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SCALES:
            section += (digit or 1) * _SCALES[c]
            digit = 0
        elif c in _BIG:
            total += (section + digit or 1) * _BIG[c]
            section = digit = 0
        else:
            return None
    return total + section + digit
