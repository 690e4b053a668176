"""Which sentences of a narrative stand word for word in last year's report: taken over, and not yet edited."""

from __future__ import annotations

from collections.abc import Iterator

from app.model.report import Report
from app.model.words.sentences import split
from app.model.words.texts import expand

_SHORTEST = 8  # characters; shorter ones ("无。") are the same every year


_latest: tuple[Report, frozenset[str]] | None = None


def _sentences(previous: Report) -> frozenset[str]:
    """Those of last year's report; kept while it is the same, for this is asked of every paragraph at every key."""
    global _latest
    if _latest is None or _latest[0] is not previous:
        texts = (expand(each, previous) for each in previous.texts.values())
        _latest = previous, frozenset(each for text in texts for each in split(text) if len(each) >= _SHORTEST)
    return _latest[1]


def same_as_last_year(text: str, report: Report) -> Iterator[tuple[int, int]]:
    """(start, end) of each such sentence in `text`."""
    previous = report.previous
    if previous is None or not text:
        return
    earlier = _sentences(previous)
    start = 0
    for sentence in split(text):
        start = text.index(sentence, start)
        if sentence in earlier:
            yield start, start + len(sentence)
        start += len(sentence)
