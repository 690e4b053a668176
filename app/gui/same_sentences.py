"""Which sentences of a narrative stand word for word in last year's report: taken over, and not yet edited."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from app.model.report import Report
from app.model.texts import expand
from app.rules.sentences import split

_SHORTEST = 8  # characters; shorter ones ("无。") are the same every year


@lru_cache(maxsize=4)
def _sentences(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(each for text in texts for each in split(text) if len(each) >= _SHORTEST)


def same_as_last_year(text: str, report: Report) -> Iterator[tuple[int, int]]:
    """(start, end) of each such sentence in `text`."""
    previous = report.previous
    if previous is None or not text:
        return
    earlier = _sentences(tuple(expand(each, previous) for each in previous.texts.values()))
    start = 0
    for sentence in split(text):
        start = text.index(sentence, start)
        if sentence in earlier:
            yield start, start + len(sentence)
        start += len(sentence)
