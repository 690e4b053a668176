"""Where the three tables stand in a plain text: by the words that only their headers have, and by the headings after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.documents.recognise.labels import heading_of
from app.documents.recognise.tables.boxes import values_in

FIGURES_OF_DISPUTES = 15


def _condensed(text: str) -> tuple[str, list[int]]:
    """The text without white space, quotes and the like, and where each character stood: labels are torn by all of these."""
    characters = [(c, i) for i, c in enumerate(text) if not c.isspace() and c not in "“”\"‘’'·\u200b\ufeff"]
    return "".join(c for c, _ in characters), [i for _, i in characters]


def _find(pattern: str, text: str, start: int = 0) -> int:
    """Where the pattern begins in the text, white space inside it allowed; -1 when it does not."""
    condensed, places = _condensed(text[start:])
    match = re.search(pattern, condensed)
    return start + places[match.start()] if match else -1


def regions(text: str) -> dict[str, str]:
    """The stretch of each table, "" where it is not there; "after": what follows the beginning of table 三, to part 五.

    A stretch begins with words that only the header of its table has and ends where the next one begins.
    """
    second = _find(r"第二十条第[（(]?[一二三四五六七八九十][)）]?项|本年制发件数|本年新制作数量", text)
    begin = max(second, 0)
    third = _find(r"本列数据的勾稽关系|申请人情况", text, begin)
    if third < 0:
        third = _find(r"本年新收政府信息公开申请数", text, begin)
    after_third = max(third, begin)
    fourth = _find(r"结果维持|未经复议直接起诉|复议后起诉", text, after_third)
    end = _heading_five(text, max(fourth, after_third))
    if fourth > end:
        fourth = -1
    stop_third = _heading_four(text, after_third, fourth if fourth >= 0 else end)
    if fourth < 0:
        stop_third = min(stop_third, _bare_line(text, after_third, end))
    return {
        "disclosure": text[second : third if third >= 0 else _first(end, fourth)] if second >= 0 else "",
        "applications": text[third:stop_third] if third >= 0 else "",
        "disputes": text[stop_third if third >= 0 else fourth : end] if fourth >= 0 else "",
        "after": text[max(third, begin) : end],
    }


def _bare_line(text: str, start: int, stop: int) -> int:
    """Where a line of nothing but fifteen figures begins: a table 四 that lost its header; `stop` when there is none."""
    at = start
    for line in text[start:stop].splitlines(keepends=True):
        if len(values_in(line)) == len(line.replace("|", " ").split()) == FIGURES_OF_DISPUTES:
            return at
        at += len(line)
    return stop


def _first(*places: int) -> int:
    return min(place for place in places if place >= 0)


def _heading_five(text: str, start: int) -> int:
    """Where part 五 or 六 begins after `start`; the end of the text when nowhere."""
    return _heading(text, start, len(text), ("problems", "other_matters"))


def _heading_four(text: str, start: int, stop: int) -> int:
    return _heading(text, start, stop, ("disputes",))


def _heading(text: str, start: int, stop: int, parts: Sequence[str]) -> int:
    at = start
    for line in text[start:stop].splitlines(keepends=True):
        if heading_of(line) in parts:
            return at
        at += len(line)
    if "\n" not in text.strip() or max(map(len, text.splitlines()), default=0) > 400:  # everything on one line
        found = re.search(
            r"[四五六]、(?:政府信息公开行政复议|[^，。、]{0,12}存在[^，。、]{0,6}问题|其他需要报告)", text[start:stop]
        )
        if found and ("disputes" in parts) == (found[0][0] == "四"):
            return start + found.start()
    return stop
