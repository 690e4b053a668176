"""收到申请 0 件 reads as 未收到申请: the same sentence said as people say it when a live figure is 0."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.model.report import Report
from app.model.words.live_text import LiveText, Span, laid_out

_CLAUSE_END = re.compile("[，。；：、！？（）\n]")
_SAID = re.compile(
    r"(?P<head>.*?)(?:共计?|累计|总计|合计|新)*(?P<verb>新收到?|收到|受理|办结|办理|答复|作出|做出|实施|制发|出台|制定|废止|收取|发生|被申请|被提起"
    r"|引发|予以|结转)(?P<what>.*?)(?:共计?|累计|总计|合计|为|是)*\s*$"
)
_COUNTER = re.compile(r"\s*(?:件次|人次|条次|件|条|项|份|起|例|宗|次|万元|元)?(?P<tail>.*)$", re.DOTALL)
_AS_SAID = {"新收": "收到", "新收到": "收到"}


class Rewording(NamedTuple):
    """The range start:end of the raw text, as shown now, and what should stand there; `said`: 未… alone."""

    start: int
    end: int
    was: str
    words: str
    said: str


def rewordings(text: str, report: Report) -> Iterator[Rewording]:
    """Every clause of a raw text whose live figure is 0 and that can be said with 未."""
    live = laid_out(text, report)
    ends = [match.start() for match in _CLAUSE_END.finditer(live.shown)]
    for span in live.spans:
        if span.value == "0" and (found := _reworded(live, span, ends)) is not None:
            yield found


def _reworded(live: LiveText, span: Span, ends: Sequence[int]) -> Rewording | None:
    """`ends`: where the clauses of the text end."""
    number = bisect_left(ends, span.start)
    start = ends[number - 1] + 1 if number else 0
    number = bisect_left(ends, span.end)
    end = ends[number] if number < len(ends) else len(live.shown)
    within = live.overlapping(start, end)
    if len(within) > 1 + sum(each.name == "year" for each in within):
        return None  # another figure is said in the same breath
    said = _SAID.match(live.shown[start : span.start])
    rest = _COUNTER.match(live.shown[span.end : end])
    assert rest is not None
    if said is None:
        return None
    what = said["what"].rstrip("的") + rest["tail"].strip()
    no = "未" if what else "没有"  # 未制发行政规范性文件; 没有废止
    raw_start = live.raw_at(start)
    head = live.raw_of(start, start + len(said["head"]))
    none = f"{no}{_AS_SAID.get(said['verb'], said['verb'])}{what}"
    return Rewording(raw_start, raw_start + len(live.raw_of(start, end)), live.shown[start:end], head + none, none)
