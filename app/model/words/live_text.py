"""A narrative as it is edited: live fields shown as what they read now, each one whole; and back to what is kept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from app.model.characters import typed
from app.model.report import Report
from app.model.words.texts import live_fields

BLANK = "（未填）"
"""What stands in the place of a live field whose cell is blank."""


class Span(NamedTuple):
    """A live field in the shown text. `value`: None when its cell is blank."""

    start: int
    end: int
    name: str
    value: str | None

    @property
    def raw(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True)
class LiveText:
    """`raw`: as kept in the report, with {…}; `shown`: as read; positions are those of `shown` unless named otherwise."""

    raw: str = ""
    shown: str = ""
    spans: tuple[Span, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.spans]

    @cached_property
    def _ends(self) -> list[int]:
        return [span.end for span in self.spans]

    @cached_property
    def _longer(self) -> list[int]:
        """By how much the raw text is longer before the first field, the second, …, and after the last."""
        return [0, *accumulate(len(span.raw) - (span.end - span.start) for span in self.spans)]

    def raw_of(self, start: int, end: int) -> str:
        """What a range is in the raw text; a field that it cuts through becomes the characters in it."""
        pieces: list[str] = []
        at = start
        for span in self.spans[bisect_left(self._starts, start) : bisect_right(self._ends, end)]:
            pieces += [self.shown[at : span.start], span.raw]
            at = span.end
        return "".join([*pieces, self.shown[at:end]])

    def raw_at(self, at: int) -> int:
        """How long the raw text is before this place."""
        return at + self._longer[bisect_right(self._ends, at)]

    def edited(self, start: int, end: int, words: str) -> str:
        """The raw text with a range replaced; a field that is cut through becomes plain characters."""
        return self.raw_of(0, start) + words + self.raw_of(end, len(self.shown))

    def around(self, at: int) -> Span | None:
        """The field that this place lies strictly within."""
        span = self.spans[found] if (found := bisect_right(self._ends, at)) < len(self.spans) else None
        return span if span is not None and span.start < at else None

    def overlapping(self, start: int, end: int) -> list[Span]:
        """The fields that have a character in common with the range."""
        return list(self.spans[bisect_right(self._ends, start) : bisect_left(self._starts, end)])

    @cached_property
    def _printed(self) -> tuple[str, list[Span], list[int], list[int]]:
        """The printed text, where a field whose cell is blank is as it is kept; these fields; where each ends; what each adds."""
        blanks = [span for span in self.spans if span.value is None]
        pieces: list[str] = []
        at = 0
        for span in blanks:
            pieces += [self.shown[at : span.start], span.raw]
            at = span.end
        longer = [0, *accumulate(len(span.raw) - (span.end - span.start) for span in blanks)]
        ends = [span.end + more for span, more in zip(blanks, longer[1:], strict=True)]
        return "".join([*pieces, self.shown[at:]]), blanks, ends, longer

    def find(self, quote: str) -> tuple[int, int] | None:
        """Where words of the printed text stand; in print, a field whose cell is blank is as it is kept."""
        start = self._printed[0].find(quote)
        if not quote or start < 0:
            return None
        return self.at_printed(start), self.at_printed(start + len(quote))

    def at_printed(self, at: int) -> int:
        """A place of the printed text in the shown one."""
        _, blanks, ends, longer = self._printed
        number = bisect_right(ends, at)
        there = at - longer[number]
        return min(there, blanks[number].start) if number < len(blanks) else there


def laid_out(raw: str, report: Report) -> LiveText:
    """The text as it is shown now."""
    spans: list[Span] = []
    pieces: list[str] = []
    at = length = 0
    raw = typed(raw)  # a text made of the organ's entries may be shown here too
    for live in live_fields(raw, report):
        words = BLANK if live.value is None else live.value
        pieces += [raw[at : live.start], words]
        length += live.start - at
        spans.append(Span(length, length + len(words), live.name, live.value))
        length += len(words)
        at = live.end
    return LiveText(raw, "".join([*pieces, raw[at:]]), tuple(spans))


class LiveChange(NamedTuple):
    """The range start:end of a text was replaced by words."""

    start: int
    end: int
    words: str


def change(was: str, now: str, cursor: int | None = None) -> LiveChange:
    """The smallest change from one text to another ending at the cursor (a place in `now`) where that is possible."""
    most = min(len(was), len(now))
    start = 0
    while start < most and was[start] == now[start]:
        start += 1
    tail = 0
    while tail < most - start and was[-1 - tail] == now[-1 - tail]:
        tail += 1
    removed, added = len(was) - start - tail, len(now) - start - tail
    back = 0 if cursor is None else start + added - cursor  # 5 typed before a 5 is the first of the two
    if 0 < back <= start and was[start - back + removed :] == now[start - back + added :]:
        start -= back
    return LiveChange(start, start + removed, now[start : start + added])
