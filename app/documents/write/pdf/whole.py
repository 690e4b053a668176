"""What the end of a line must not tear, besides words of Latin letters: telephone numbers, dates, numbers with their unit."""

from __future__ import annotations

import re

_DIGITS = r"[0-9０-９]"
_START = (
    rf"(?<!{_DIGITS})(?<!{_DIGITS}[,，.．:：])"  # not within a number; with bounds a long row of digits costs no time
)
_NUMBER = rf"{_START}[-+＋－]?{_DIGITS}{{1,20}}(?:[,，.．:：]{_DIGITS}{{1,20}}){{0,6}}"
# What stands between the groups of a telephone number, or of a date in digits.
_JOINTS = r"[-－—–‐‑/／.．]| ?[-－–] ?| "
_CHINESE_DIGITS = "[〇○零一二三四五六七八九十元]"
# Units of more than one character; of any other the first character stays with its number.
_LONG_UNITS = (
    "(?:余|多|来)?(?:万|亿|千|百)*(?:个百分点|个工作日|个自然日|平方公里|平方米|立方米|工作日|自然日|人次|人民币|公里|千米|公斤|"
    "小时|分钟|个月|年度|周年|月份|美元|欧元|港元|以上|元整)"
)
_LATIN_UNITS = "(?:(?:km|m|cm|mm|kg|g|t|h|min|s|kW|MW|kWh|MB|GB|TB|KB|px|dpi)(?:²|2|³|3)?(?![A-Za-z0-9])|[%％‰℃㎡㎞㎏])"
_HANZI = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_DAY = rf"(?:{_DIGITS}{{1,2}}|{_CHINESE_DIGITS}{{1,3}})"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2025年12月31日, 2025年度, 二〇二五年十二月三十一日; 12月31日
        rf"(?:(?<!{_DIGITS}){_DIGITS}{{2,4}}|{_CHINESE_DIGITS}{{2,4}}) ?年(?: ?{_DAY} ?月(?: ?{_DAY} ?[日号])?)?度?",
        rf"{_DAY} ?月 ?{_DAY} ?[日号]",
        rf"[〔\[［]{_DIGITS}{{4}}[〕\]］] ?{_DIGITS}+号",  # 〔2021〕30号
        # 0000-1234567, +86 000 1234 5678, 2025-12-31; (0000)1234567; 1234567转8012
        rf"(?<!{_DIGITS})[+＋]?{_DIGITS}{{2,20}}(?:(?:{_JOINTS}){_DIGITS}{{1,20}}){{1,6}}",
        rf"[（(]{_DIGITS}{{3,5}}[)）] ?{_DIGITS}{{3,20}}",
        rf"(?<!{_DIGITS})(?:{_DIGITS}{{3,5}}(?:{_JOINTS}))?{_DIGITS}{{5,20}}转{_DIGITS}{{1,20}}",
        # 153条, 第3期, 2300余人次, 12个工作日, 57.38 %, 5 km; ２０２５
        rf"第?{_NUMBER} ?(?:{_LONG_UNITS}|{_LATIN_UNITS})",
        rf"第?{_NUMBER} ?(?:余|多|来)?(?:万|亿|千|百)*[年月日号时分秒件条个次期份项家页名人天户处座篇批宗起元吨亩岁倍级届版章节款]",
        rf"第?{_NUMBER}(?:{_HANZI})?",
    )
)


def whole_pieces(text: str) -> list[tuple[int, int]]:
    """(start, end) of each piece of a text that wants to stand on one line; some overlap."""
    return [found.span() for pattern in _PATTERNS for found in pattern.finditer(text)]
