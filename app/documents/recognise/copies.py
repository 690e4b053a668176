"""A document that holds a report more than once, or several reports: which lines are one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.recognise.labels import condensed, heading_of
from app.documents.recognise.organ import read_title
from app.documents.recognise.raw import Raw, RawGrid, RawItem, RawText

_ENDS = frozenset(("disputes", "problems", "other_matters"))
_LONG = 8  # characters; a line with so many that comes again begins a copy
_MOST = 100  # reports in one document


def parted(raw: Raw) -> tuple[Raw, ...]:
    """The document as one piece a report, in its order; itself alone when it holds one."""
    items = raw.items
    starts = [0, *_starts(items)]
    if len(starts) == 1:
        return (raw,)
    pieces = [items[a:b] for a, b in zip(starts, [*starts[1:], len(items)], strict=True)]
    tabled = [any(isinstance(item, RawGrid) for item in piece) for piece in pieces]
    if any(tabled) and not tabled[0]:
        return (raw,)  # the narrative by itself, and the parts with their tables below it
    title = raw.title
    return tuple(
        replace(raw, items=piece, text="", title=title if n == 0 else "", remarks=raw.remarks if n == 0 else ())
        for n, piece in enumerate(pieces)
    )


def _starts(items: Sequence[RawItem]) -> Iterator[int]:
    """Where another report begins: part 一 comes again after the last parts of the one before."""
    headings = [heading_of(item.text) if isinstance(item, RawText) else None for item in items]
    begin = first = 0
    seen: set[str] = set()
    last = 0
    number = 0
    for n, part in enumerate(headings):
        if part is None:
            continue
        if part == "overview" and "overview" in seen and seen & _ENDS and not _contents(headings, n):
            at = _above(items, last, n, items[begin:first])
            yield at
            number += 1
            if number >= _MOST:
                return
            begin, first, seen = at, n, set()
        if part == "overview" and "overview" not in seen:
            first = n
        seen.add(part)
        last = n


def _contents(headings: Sequence[str | None], n: int) -> bool:
    """Whether a heading stands in a list of headings."""
    return n + 1 < len(headings) and headings[n + 1] is not None


def _above(items: Sequence[RawItem], last: int, overview: int, front: Sequence[RawItem]) -> int:
    """Where the title or preface of the report begins whose part 一 is at `overview`, after the last heading before it."""
    known = {condensed(item.text) for item in front if isinstance(item, RawText) and len(condensed(item.text)) >= _LONG}
    for n in range(last + 1, overview):
        item = items[n]
        if isinstance(item, RawText) and (condensed(item.text) in known or _is_title(items, n)):
            return n
    return overview


def _is_title(items: Sequence[RawItem], n: int) -> bool:
    """Whether a title with its organ begins on this line, by itself or with the next."""
    line, after = items[n], items[n + 1] if n + 1 < len(items) else None
    assert isinstance(line, RawText)
    title = read_title(line.text)
    if title is None and isinstance(after, RawText) and len(line.text) <= 40 and "。" not in line.text:
        title = read_title(line.text + after.text)
    return title is not None
