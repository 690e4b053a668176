"""The boxes of one row in plain text: told apart by bars, tabs, line breaks or spaces, and blanks only where these prove them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.documents.recognise.figures import read_figure

_BETWEEN = re.compile(r"[\s|]+")
_MARKS = frozenset(("/", "-", "—", "——", "–", "－", "／", "无", "\\"))


class Shape(NamedTuple):
    """What the rows of a table show of how it was printed.

    `spans`: "shown" when a wide label is followed by empty boxes for the columns it covers, "dropped" when it is not, "" unknown.
    `stride`: lines from one box to the next where each stands on its own line, 0 when that is not so.
    """

    spans: str = ""
    stride: int = 0


def is_value(word: str) -> bool:
    """Whether a word without spaces stands for a box of figures: a figure, or a mark for none."""
    return (
        word in _MARKS
        or (any(c.isdigit() for c in word) and read_figure(word, "signed").figure is not None)
        or (any(c.isdigit() for c in word) and read_figure(word, "amount").figure is not None)
    )


def values_in(text: str) -> list[str]:
    """The words of a stretch of text that stand for boxes of figures."""
    return [word for word in _BETWEEN.split(text) if word and is_value(word)]


def shape_of(rows: Sequence[tuple[str, int, int]], even: bool = False, stride: int = 0) -> Shape:
    """Learn the shape from (text after a label, number of figures, label columns it covers) of all rows of a table.

    `even`: all lines have as many boxes, so merged squares are shown. `stride`: the one that the column labels have, or 0.
    """
    spans: set[str] = {"shown"} if even else set()
    strides: set[int] = {stride}  # a row's own lines prove nothing when the header's labels do not stand as evenly
    for segment, count, wide in rows:
        cells = _delimited(segment, count)
        if cells is None:
            if own := _stride(segment, count):
                strides.add(own)
        elif wide > 1 and cells:
            if cells[0]:
                spans.add("dropped")
            elif (
                len(cells) >= count + wide - 1
                and not any(cells[: wide - 1])
                and cells[wide - 1]
                and cells[count + wide - 2]
            ):
                spans.add("shown")
    return Shape(spans.pop() if len(spans) == 1 else "", strides.pop() if len(strides) == 1 else 0)


def place(segment: str, count: int, wide: int, shape: Shape) -> list[str] | None:
    """The words of `count` boxes after a label, "" for a proven blank; None when they cannot be told apart."""
    cells = _delimited(segment, count)
    if cells is not None:
        return _align(cells, count, wide, shape)
    words = [word for word in _BETWEEN.split(segment) if word]
    places = [i for i, word in enumerate(words) if is_value(word)]
    if len(places) == count and places[-1] - places[0] == count - 1:
        return [words[i] for i in places]
    return _by_lines(segment, count, shape.stride) if len(places) < count else None


def place_alone(segment: str, count: int) -> list[str] | None:
    """The boxes of a line without a label (table 四): as place, but nothing stands before its first box."""
    lines = [line for line in segment.split("\n") if values_in(line)]
    mark = next((mark for mark in "|\t" if len(lines) == 1 and mark in lines[0]), "")
    if not mark or lines[0].count(mark) < count - 1:
        return place(segment, count, 1, shape_of([(segment, count, 1)]))
    cells = [cell.strip() for cell in lines[0].split(mark)]
    if mark == "|":
        if "|" in segment.partition("\n")[0] and not cells[-1]:  # the header's line ends with a bar, so does this one
            cells = cells[:-1]
        if len(cells) == count + 1 and not cells[0]:
            cells = cells[1:]
    if len(cells) < count or values_in(" ".join(cells[count:])):
        return None
    return cells[:count]


def _delimited(segment: str, count: int) -> list[str] | None:
    """The boxes between bars or tabs, without what precedes the first; None when there are no bars or tabs."""
    mark = "|" if "|" in segment else "\t" if "\t" in segment else ""
    if not mark:
        return None
    line, _, rest = segment.partition("\n")
    on_one_line = not values_in(rest) and (bool(values_in(line)) or line.count(mark) > count)
    if on_one_line:
        return [cell.strip() for cell in line.split(mark)[1:]]
    if any(line.count(mark) > 2 and values_in(line) for line in segment.split("\n")[1:]):
        return []  # several boxes a line, but not on the label's own: nothing tells which is the first
    return [" ".join(cell.split()) for cell in segment.split(mark)[1:]]


def _align(cells: Sequence[str], count: int, wide: int, shape: Shape) -> list[str] | None:
    """Leave out the empty boxes that belong to a wide label before the figures, and those after them."""
    filled = [cell for cell in cells if cell]
    if len(filled) == count and all(is_value(cell.replace(" ", "")) for cell in filled):
        return filled
    if not cells:
        return None
    body = list(cells)
    if not cells[0] and wide > 1 and shape.spans != "dropped":
        if shape.spans != "shown" or any(cells[: wide - 1]):
            return None
        body = body[wide - 1 :]
    if len(body) < count or values_in(" ".join(body[count:])):
        return None
    return body[:count]


def _offsets(segment: str) -> tuple[list[tuple[int, str]], int]:
    """(line number after the label's line, its words) of each line with words, and the line number of the next label."""
    lines = segment.split("\n")
    return [(i, line.strip()) for i, line in enumerate(lines) if line.strip()], len(lines) - 1


def _stride(segment: str, count: int) -> int:
    """The distance between boxes when a row has all of them, each on its own line, evenly up to the next label; else 0."""
    filled, end = _offsets(segment)
    if "\f" in segment or len(filled) != count or end % (count + 1) or not all(is_value(words) for _, words in filled):
        return 0
    stride = end // (count + 1)
    return stride if [i for i, _ in filled] == [stride * (k + 1) for k in range(count)] else 0


def _by_lines(segment: str, count: int, stride: int) -> list[str] | None:
    """The boxes of a row with blanks, each on its own line: only where the number of lines up to the next label proves them."""
    filled, end = _offsets(segment)
    if not stride or end != stride * (count + 1) or "\f" in segment:
        return None
    if any(i % stride or not i or i // stride > count or not is_value(words) for i, words in filled):
        return None
    words = {i // stride: text for i, text in filled}
    return [words.get(k + 1, "") for k in range(count)]
