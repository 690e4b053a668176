"""Where the last text of a report ends: before its 落款, and before what a page prints below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.documents.recognise.labels import condensed
from app.documents.recognise.narrative.furniture import DATE, is_date, is_furniture, is_page_mark, is_prose
from app.documents.recognise.organ import is_organ

_STATEMENT = re.compile(r"无|没有|未|不(?:存在|涉及|收取)|暂时?无|收取|收费|信息处理费|元$|\d")
_NUMBERED = re.compile(
    r"(?:\([一二三四五六七八九十]\)|[一二三四五六七八九十][是、.]|\d{1,2}[、.]|\(\d{1,2}\)|[①-⑩]|注\d?:|备注)"
)
_SIGNED = re.compile(rf"(?P<who>[^。，；：]{{2,40}}?)[\s\u3000\u00a0]+(?P<date>{DATE.pattern})")
_LONGEST_NAME = 30  # characters of a line of the 落款
_LONGEST_STATEMENT = 40  # characters of a sentence without an end: 无其他需要报告的事项


class Closing(NamedTuple):
    """`after`: sentences that stand below the end and were not read."""

    text: list[str]
    signature: list[str]
    date: str
    after: list[str]


def read_closing(lines: Sequence[str], organ: str, sure: bool) -> Closing:
    """Part the last text from what follows it. `sure`: the lines are known to be the report's own, no page is around them."""
    at = _end(lines, organ, sure)
    text = [line for line in lines[:at] if not is_page_mark(line)]
    signature, date, below = _signed(lines[at:], organ)
    after = [line for line in below if is_prose(line) or (sure and not is_furniture(line))]
    return Closing(text, signature, date, after)


def _end(lines: Sequence[str], organ: str, sure: bool) -> int:
    """How many lines are the text: up to the 落款 or the first line that no writer wrote."""
    for n, line in enumerate(lines):
        if is_page_mark(line):
            continue
        if is_furniture(line) or _begins_signature(lines, n, organ):
            return n
        if not (is_prose(line) or sure or _belongs(lines, n)):
            return n
    return len(lines)


def _belongs(lines: Sequence[str], n: int) -> bool:
    """Whether a line without the end of a sentence is the writer's: a short statement, or a heading of sentences."""
    words = condensed(lines[n])
    if len(words) <= _LONGEST_STATEMENT and n == 0 and _STATEMENT.search(words):
        return True
    return _NUMBERED.match(words) is not None and (
        _STATEMENT.search(words) is not None or (n + 1 < len(lines) and is_prose(lines[n + 1]))
    )


def _begins_signature(lines: Sequence[str], n: int, organ: str) -> bool:
    """Whether the 落款 begins here: a day, names with a day below them, or the organ's own name."""
    if is_date(lines[n]) or _SIGNED.fullmatch(lines[n].strip()):
        return True
    if not _is_name(lines[n], organ):
        return False
    if organ and condensed(lines[n]).removesuffix("(盖章)") == condensed(organ):
        return True
    for line in lines[n + 1 : n + 4]:
        if is_date(line):
            return True
        if not _is_name(line, organ):
            return False
    return False


def _is_name(line: str, organ: str) -> bool:
    words = re.sub(r"\((?:盖章|公章|印章|章)\)$", "", condensed(line))
    if len(words) > _LONGEST_NAME or re.search(r"[。;:,]", words) or words in ("无", "无。"):
        return False
    return is_organ(words) or (bool(organ) and condensed(organ) in words) or not _STATEMENT.search(words)


def _signed(lines: Sequence[str], organ: str) -> tuple[list[str], str, list[str]]:
    """(names, day, what stands below) of the 落款 that begins the lines, or comes soon after the names of enclosures."""
    for n, line in enumerate(lines[:8]):
        if whole := _SIGNED.fullmatch(line.strip()):
            return [whole["who"].strip()], re.sub(r"\s+", "", whole["date"]), list(lines[n + 1 :])
        if is_date(line):
            names: list[str] = []
            for name in reversed(lines[max(0, n - 3) : n]):
                if is_furniture(name) or is_prose(name) or not _is_name(name, organ):
                    break
                names.insert(0, name)
            below = list(lines[n + 1 :])
            if not names and below and _is_name(below[0], organ) and not is_furniture(below[0]) and is_organ(below[0]):
                names = [below.pop(0)]  # the day above the name
            return names, re.sub(r"\s+", "", line), below
        if is_prose(line):
            break
    if lines and organ and condensed(lines[0]).removesuffix("(盖章)") == condensed(organ):
        return [lines[0]], "", list(lines[1:])
    return [], "", list(lines)
