"""Numbering that jumps or comes twice: 一是…三是, （一）…（三）, 1. 2. 4."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

_CHINESE = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ROWS = "予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|总计|本年新收|上年结转|结转下年"
"""Rows of table 三 have numbers of their own, and a text may name some of them."""
_BEGINS = r"(?:^|(?<=[。；：\n！？]))[ \t　]*"


@dataclass(frozen=True)
class Numbering:
    """`looks`: one ordinal, its number the first group; `shown`: how it is written. `yes`, `no`: texts that jump, and not."""

    shown: str
    looks: str
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.looks, re.MULTILINE)


NUMBERINGS = (
    Numbering(
        "{}是",
        r"(?<![统之唯第任同不另单逐万定归十百])([一二三四五六七八九])是(?![一-九非])",
        ("一是更新慢。三是人手少。", "一是更新慢；二是解读少；二是渠道窄。", "一是更新慢；一是解读少。"),
        ("一是更新及时；二是按季检查。问题：一是人手少；二是培训少。", "统一是前提，第二是时效。"),
    ),
    Numbering(
        "{}要",
        rf"(?:^|(?<=[，。；：、\n]))([{_CHINESE}])要(?!求|素|点|件|闻)",
        ("一要提高认识，二要完善制度，四要强化督查。",),
        ("一要学，二要干，三要查。",),
    ),
    Numbering(
        "第{}，",
        rf"(?:^|(?<=[，。；：\n]))第([{_CHINESE}])(?=[，,])",
        ("第一，主动性不强。第三，业务不熟。",),
        ("位列第一，得分第三，第二，第四季度", "第一时间发布，第三方评估。"),
    ),
    Numbering(
        "其{}",
        r"其([一二三四五])(?=[，,是])",
        ("其一，意识不强；其三，能力不足。",),
        ("其一，意识不强；其二，能力不足。",),
    ),
    Numbering(
        "（{}）",
        rf"(?<!第)(?<!款)(?<!项)[（(]([{_CHINESE}])[）)](?!项|款|、|[{_CHINESE}（(]|{_ROWS})",
        ("（一）加强领导。\n（三）加强培训。", "（一）加强领导。\n（二）加强培训。\n（二）加强监督。"),
        ("第二十条第（一）项、第（三）项", "表三（一）予以公开3件，（三）不予公开2件"),
    ),
    Numbering(
        "（{}）",
        r"(?<!第)[（(](\d{1,2})[）)](?!项|款)",
        ("(1)加强领导；(2)加强培训；(2)加强督查。",),
        ("（1）目录；（2）指南。问题：（1）更新慢；（2）内容少。",),
    ),
    Numbering(
        "{}.",
        _BEGINS + r"(\d{1,2})[.．、](?=20\d\d年|\D)",
        ("1.公开不及时。\n2.内容不全面。\n4.形式较单一。",),
        (
            "1.公开不及时。\n2.内容不全面。\n改进：\n1.及时更新。",
            "发布3.5万字材料，2.1万人次浏览。",
            "1.2025年126条。\n2.2024年98条。",
        ),
    ),
    Numbering(
        "{}、",
        _BEGINS + rf"([{_CHINESE}])、(?![{_CHINESE}])",
        ("问题：一、认识不到位。\n二、更新不及时。\n四、队伍不稳定。",),
        ("一、三、五村先行公开。",),
    ),
    Numbering("{}", rf"([{_CIRCLED}])", ("①加强学习；②完善制度；④强化监督。",), ("①目录②指南③年报，①②均已公布。",)),
)


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else (_CHINESE + _CIRCLED).index(written) % 10 + 1


def _written(number: int, like: str) -> str:
    if like.isdecimal():
        return str(number)
    kind = _CIRCLED if like in _CIRCLED else _CHINESE
    return kind[number - 1] if number <= len(kind) else ""


@lru_cache(maxsize=64)
def jump(text: str) -> tuple[str, str]:
    """(what stands, what is expected) where a numbering first jumps; 一 begins anew, and one that begins later goes on."""
    return next((found for each in NUMBERINGS if (found := jump_of(each, text))[0]), ("", ""))


def jump_of(numbering: Numbering, text: str) -> tuple[str, str]:
    expected = 0
    for match in numbering.regex.finditer(text):
        number = _number(match[1])
        if number == 1:
            if expected == 2 and numbering is NUMBERINGS[0] and text[match.start() - 1] in "；，":
                return "一是", "二是"
            expected = 2
        elif expected and number != expected:
            missing = _written(expected, match[1])
            return numbering.shown.format(match[1]), numbering.shown.format(missing) if missing else ""
        elif expected:
            expected += 1
    return "", ""
