"""The numbers that Word sets before paragraphs by itself: （一）, 1. and their like, counted as it counts them."""

from __future__ import annotations

import re

from lxml import etree

from app.documents.read.formats.word.styles import Styles
from app.documents.read.formats.word.tags import child, number, tag, value
from app.documents.recognise.raw import unread

_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_SILENT = ("bullet", "none")


class Numbering:
    """Counts the numbered paragraphs of a document (the root of its numbering part, or None) in their order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, tuple[str, etree._Element]] = {}  # w:num -> (its abstract number, its own w:num)
        self._abstract: dict[str, etree._Element] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for node in root if root is not None else ():
            if tag(node) == "abstractNum":
                self._abstract[value(node, "abstractNumId") or ""] = node
            elif tag(node) == "num":
                self._lists[value(node, "numId") or ""] = (value(child(node, "abstractNumId")) or "", node)

    def before(self, paragraph: etree._Element) -> str:
        """The number that stands before this paragraph, "" when it has none."""
        own, styled = child(paragraph, "pPr", "numPr"), self._styles.numbering(paragraph)
        key = value(child(own, "numId")) or value(child(styled, "numId")) or "0"
        level = number(value(child(own, "ilvl")) or value(child(styled, "ilvl"))) or 0
        if key not in self._lists or not 0 <= level < _LEVELS:
            return ""
        abstract, of_list = self._lists[key]
        self._count(key, abstract, of_list, level)
        return self._written(abstract, of_list, level)

    def _count(self, key: str, abstract: str, of_list: etree._Element, level: int) -> None:
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        over = next((n for n in of_list if tag(n) == "lvlOverride" and value(n, "ilvl") == str(level)), None)
        restart = number(value(child(over, "startOverride")))
        if restart is not None and (key, level) not in self._begun:
            counts[level] = None
        self._begun.add((key, level))
        start = restart if restart is not None else number(value(child(self._level(abstract, of_list, level), "start")))
        now = counts[level]
        counts[level] = now + 1 if now is not None else 1 if start is None else start
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)

    def _level(self, abstract: str, of_list: etree._Element, level: int) -> etree._Element | None:
        for holder in (
            next((n for n in of_list if tag(n) == "lvlOverride" and value(n, "ilvl") == str(level)), None),
            self._abstract.get(abstract),
        ):
            for node in holder if holder is not None else ():
                if tag(node) == "lvl" and value(node, "ilvl") == str(level):
                    return node
        return None

    def _written(self, abstract: str, of_list: etree._Element, level: int) -> str:
        node = self._level(abstract, of_list, level)
        if node is None or (value(child(node, "numFmt")) or "decimal") in _SILENT:
            return ""
        counts = self._counts[abstract]

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = value(child(self._level(abstract, of_list, at), "numFmt")) or "decimal"
            count = counts[at]
            return in_format(1 if count is None else count, kind)

        return re.sub(r"%([1-9])", one, value(child(node, "lvlText")) or "")


def in_format(count: int, kind: str) -> str:
    """A number as a w:numFmt writes it."""
    if kind == "decimal" or kind == "decimalHalfWidth":
        return str(count)
    if kind in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"):
        return _counted(count, _DIGITS, "十")
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _counted(count, _LEGAL, "拾")
    if kind == "decimalZero":
        return f"{count:02}"
    if kind == "decimalFullWidth":
        return str(count).translate({ord("0") + i: 0xFF10 + i for i in range(10)})
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    if kind in ("upperLetter", "lowerLetter") and 1 <= count <= 26:
        return chr((0x40 if kind == "upperLetter" else 0x60) + count)
    if kind in ("upperRoman", "lowerRoman") and 1 <= count <= 39:
        tens, ones = divmod(count, 10)
        roman = "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
        return roman if kind == "upperRoman" else roman.lower()
    return unread("自动编号")


def _counted(count: int, digits: str, ten: str) -> str:
    """十二, 二十; 壹拾贰 in the form for money."""
    if not 0 < count < 100:
        return "".join(digits[int(c)] for c in str(count))
    tens, ones = divmod(count, 10)
    head = "" if not tens else ten if tens == 1 and digits is _DIGITS else digits[tens] + ten
    return head + (digits[ones] if ones else "")
