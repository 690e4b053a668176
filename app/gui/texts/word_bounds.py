"""What a double click and Ctrl+arrow take in a Chinese text: a number, a Latin word, or the words between two marks.

Qt takes a whole paragraph, for Chinese has no spaces between its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PIECES = re.compile(
    r"\d+(?:[.,:]\d+)*%?"  # 1,234.5%
    r"|[A-Za-z][A-Za-z0-9._@/:+-]*"  # www.example.cn/a
    r"|[^\W\dA-Za-z_]+"  # Chinese words up to a mark, a number or a Latin word
    r"|\s+|.",
    re.DOTALL,
)


def pieces(text: str, fields: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """(start, end) of every piece from beginning to end; a live field is one piece."""
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in sorted(fields):
        found += [match.span() for match in _PIECES.finditer(text, at, start)]
        if start < end:
            found.append((start, end))
        at = end
    return found + [match.span() for match in _PIECES.finditer(text, at)]


def around(text: str, at: int, fields: Iterable[tuple[int, int]] = ()) -> tuple[int, int]:
    """The piece that holds the character behind this place, at the end of a paragraph the one before it."""
    found = pieces(text, fields)
    here = next((span for span in found if span[0] <= at < span[1]), None)
    before = next((span for span in found if span[1] == at), None)
    if here is None or (text[here[0]] == "\n" and before is not None):
        return before or (at, at)
    return here


def beyond(text: str, at: int, step: int, fields: Iterable[tuple[int, int]] = ()) -> int:
    """Where Ctrl+Right (1) or Ctrl+Left (-1) leads: to the beginning of a piece, over the spaces between."""
    starts = [start for start, end in pieces(text, fields) if text[start:end].strip() or text[start] == "\n"]
    if step > 0:
        return next((start for start in starts if start > at), len(text))
    return next((start for start in reversed(starts) if start < at), 0)
