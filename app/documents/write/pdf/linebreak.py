"""Breaks Chinese text into lines: 避头尾, 标点挤压 and lines justified by the space between characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from app.documents.write.pdf.whole import whole_pieces

NO_START = frozenset("，。、；：？！）》〉」』】〕］｝”’…—·％‰℃°～,.;:?!)]}%")
NO_END = frozenset("（《〈「『【〔［｛“‘([{￥$№")
_OPENING = frozenset("（《〈「『【〔［｛“‘")  # their left half is blank
_CLOSING = frozenset("，。、；：）》〉」』】〕］｝”’")  # their right half is blank
_WORD_BREAKS = frozenset("/-.?&_=")  # a word that no line can hold is broken after one of these
_TOO_LOOSE = 0.1  # of the type size, in each gap; such a line shares with the one before it
_SQUARE = 0.9  # of the type size: a narrower mark has no blank half to give
_LOOSEST = 0.4  # of the type size: what a gap may grow to fill a line; beyond, the line stays short
_PULLED_IN = 3  # marks that may be squeezed into a full line
_EXACT = 0.01  # points


class Line(NamedTuple):
    """text[start:end] on one line.

    `advances`: how far the pen moves after each of its characters, in points. `width`: to the end of the last visible
    one; the blanks at the end of a line hang.
    """

    start: int
    end: int
    advances: tuple[float, ...]
    width: float


def break_lines(
    text: str,
    widths: Sequence[float],
    measure: float,
    *,
    size: float,
    extra: float = 0.0,
    indent: float = 0.0,
    justify: bool = False,
) -> list[Line]:
    """The lines of a paragraph; together they hold every character of it once. An empty text is one empty line.

    `widths`: of each character, in points, 0 for an unseen one. `measure`: points a line is wide. `extra`: added to
    each Chinese character (28 to the line need -0.2). `indent`: of the first line, in points.
    """
    return _Paragraph(text, widths, size, extra).lines(measure, indent, justify) if text else [Line(0, 0, (), 0.0)]


class _Paragraph:
    """A text with what each character takes on a line (`full`), and takes beside its neighbours (`advances`)."""

    def __init__(self, text: str, widths: Sequence[float], size: float, extra: float) -> None:
        self.text, self.size = text, size
        self.widths = widths
        self.blank = [character.isspace() and character != "\u3000" for character in text]
        self.word = [_in_word(character) for character in text]
        self.full = [
            width if not width or word or blank else width + extra
            for width, word, blank in zip(widths, self.word, self.blank, strict=True)
        ]
        self.advances = list(self.full)
        self.squeezed = [False] * len(text)
        for i, (mark, after) in enumerate(zip(text, text[1:], strict=False)):
            if not (self._square(i) and self._square(i + 1)):
                continue
            if mark in _CLOSING and after in _CLOSING | _OPENING or mark in _OPENING and after in _OPENING:
                self.advances[i] -= size / 2
                self.squeezed[i] = True
        self.marks_allow = self._marks_allow()

    def lines(self, measure: float, indent: float, justify: bool) -> list[Line]:
        self.may_break = self._keeping_whole(measure)
        spans: list[tuple[int, int, float]] = []  # start, end and room of each line
        start = 0
        while start < len(self.text):
            room = measure if spans else measure - indent
            end = self._end(start, room)
            if justify and spans and end < len(self.text):
                start = self._even(spans, start, end, room)
            spans.append((start, end, room))
            start = end
        return [self._line(start, end, room, justify and end < len(self.text)) for start, end, room in spans]

    def _even(self, spans: list[tuple[int, int, float]], start: int, end: int, room: float) -> int:
        """Where a line that would be stretched too far begins better: it takes some from the line before, changed in `spans`."""
        if self._looseness(start, end, room) <= _TOO_LOOSE:
            return start
        first, _, room_before = spans[-1]
        places = [i for i in range(first + 1, start) if self.may_break[i] and self._excess(i, end, room) <= _EXACT]
        best = min(
            [*places, start],
            key=lambda i: max(self._looseness(first, i, room_before), self._looseness(i, end, room)),
        )
        spans[-1] = (first, best, room_before)
        return best

    def _looseness(self, start: int, end: int, room: float) -> float:
        """How wide the gaps of a line would become, in type sizes."""
        while end > start + 1 and self.blank[end - 1]:
            end -= 1
        joints = sum(not (self.word[i] and self.word[i + 1]) for i in range(start, end - 1))
        return -self._excess(start, end, room) / self.size / max(joints, 1)

    def _square(self, i: int) -> bool:
        return self.widths[i] >= _SQUARE * self.size

    def _marks_allow(self) -> list[bool]:
        """Whether a line may end before each character by the marks beside it; within a word after some marks only."""
        text, word = self.text, self.word
        may = [False] * (len(text) + 1)
        for i in range(1, len(text)):
            before, after = text[i - 1], text[i]
            if self.blank[i] or not self.widths[i] or after in NO_START or before in NO_END:
                continue
            may[i] = before in _WORD_BREAKS and after not in _WORD_BREAKS if word[i - 1] and word[i] else True
        may[len(text)] = True
        return may

    def _keeping_whole(self, measure: float) -> list[bool]:
        """The same, but not within a word, a date, a number with its unit… that a line of `measure` points can hold."""
        may, whole = self.marks_allow, list(self.marks_allow)
        places = [0, *(i for i, allowed in enumerate(may) if allowed and i)]
        pieces = {  # with the marks that do not leave them
            (places[bisect_right(places, start) - 1], places[bisect_left(places, end)])
            for start, end in (*self._words(), *whole_pieces(self.text))
        }
        for start, end in pieces:
            if self._excess(start, end, measure) <= self._slack(start, end):
                whole[start + 1 : end] = [False] * (end - start - 1)
        return whole

    def _words(self) -> list[tuple[int, int]]:
        """(start, end) of each run of Latin letters, digits and what is typed with them."""
        edges = [i for i in range(len(self.text) + 1) if self._in_word(i) != self._in_word(i - 1)]
        return list(zip(edges[::2], edges[1::2], strict=True))

    def _in_word(self, i: int) -> bool:
        return 0 <= i < len(self.text) and self.word[i]

    def _end(self, start: int, room: float) -> int:
        """Where the line that begins at `start` ends."""
        text, total, end = self.text, 0.0, start
        while end < len(text) and (self.blank[end] or total + self.full[end] <= room + _EXACT):
            total += self.advances[end]
            end += 1
        end = max(end, start + 1)
        if self.may_break[end]:
            return end
        further = end
        while not self.may_break[further] and text[further] in NO_START and further - end < _PULLED_IN:
            further += 1
        if self.may_break[further] and self._excess(start, further, room) <= self._slack(start, further):
            return further
        for may in (self.may_break, self.marks_allow):
            back = end
            while back > start and not may[back]:
                back -= 1
            if back > start:
                return back
        back = end  # one word or one run of marks fills the line: it must be cut
        while back > start + 1 and (text[back] in NO_START or text[back - 1] in NO_END):
            back -= 1
        return back if back > start + 1 else end

    def _excess(self, start: int, end: int, room: float) -> float:
        return sum(self.advances[start : end - 1]) + self.full[end - 1] - room

    def _slack(self, start: int, end: int) -> float:
        """What marks may give: the last one its blank half, which nobody sees, the others half of theirs.

        All of it where that spares a last line of one character.
        """
        marks = self._squeezable(start, end)
        if end == len(self.text):
            return len(marks) * self.size / 2
        return (len(marks) + (bool(marks) and marks[-1] == end - 1)) * self.size / 4

    def _squeezable(self, start: int, end: int) -> list[int]:
        """The marks of a line that still have their blank half, or get it back at its end."""
        return [
            i
            for i in range(start, end)
            if self.text[i] in _CLOSING and self._square(i) and (not self.squeezed[i] or i == end - 1)
        ]

    def _line(self, start: int, end: int, room: float, justify: bool) -> Line:
        last = end - 1
        while last > start and self.blank[last]:
            last -= 1
        advances = [*self.advances[start:last], self.widths[last], *([0.0] * (end - 1 - last))]
        excess = sum(advances) - room
        if excess > self.size / 4:  # marks were pulled in: the last gives its blank half first, the others alike
            marks = [i - start for i in self._squeezable(start, last + 1)]
            given = min(excess, self.size / 2) if marks and marks[-1] == last - start else 0.0
            advances[last - start] -= given
            others = [i for i in marks if i != last - start]
            for i in others:
                advances[i] -= (excess - given) / len(others)
        self._stretch(advances, start, last, room, justify)
        return Line(start, end, tuple(advances), sum(advances))

    def _stretch(self, advances: list[float], start: int, last: int, room: float, justify: bool) -> None:
        """Spread what is left of the line, or the little that it is too long, over its gaps."""
        gap = room - sum(advances)
        if gap > 0 and not justify:
            return
        joints = [
            i - start
            for i in range(start, last)
            if not (self.word[i] and self.word[i + 1]) and self.widths[i] and self.widths[i + 1]
        ]
        if joints and -self.size / 4 <= gap <= len(joints) * _LOOSEST * self.size:
            for i in joints:
                advances[i] += gap / len(joints)


def _in_word(character: str) -> bool:
    """Latin letters, digits and what is typed with them: kept together."""
    return (character.isascii() and not character.isspace()) or (character < "\u2000" and character.isalpha())
