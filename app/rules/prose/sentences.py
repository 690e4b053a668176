"""The narratives of a report as sentences, each with its place, as the text rules read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.model.report import Report
from app.model.words.texts import printed

_ENDS = re.compile(r"[^。；！？\n]*[。；！？\n]*")  # doubled marks end one sentence


class Sentence(NamedTuple):
    """One sentence as printed, with the narrative and part it stands in."""

    part: str
    key: str
    title: str
    text: str


_PASSAGE = re.compile(r"[^。！？\n]{1,1000}[。！？\n]?")  # no real one is longer


def passages(text: str) -> Iterator[str]:
    """Every sentence up to 。; one beginning with 其中 goes with the one before it."""
    pieces: list[str] = []
    for match in _PASSAGE.finditer(text):
        if pieces and re.match(r"\s*(?:其中|包括)", match[0]):
            pieces[-1] += match[0]
        elif match[0].strip():
            pieces.append(match[0])
    yield from pieces


@lru_cache(maxsize=512)
def split(text: str) -> tuple[str, ...]:
    """The sentences of a text, each with its closing mark, without white space around."""
    return tuple(piece for match in _ENDS.finditer(text) if (piece := match[0].strip()))


_last: tuple[Report, tuple[Sentence, ...]] | None = None


def sentences(report: Report, *keys: str) -> Iterator[Sentence]:
    """Every sentence of the narratives named, or of all; live figures show what the tables hold.

    Those of the last report are kept: a dozen rules run over it one after the other.
    """
    global _last
    if _last is None or _last[0] is not report:
        _last = report, tuple(_of_report(report))
    return (each for each in _last[1] if not keys or each.key in keys)


def _of_report(report: Report) -> Iterator[Sentence]:
    for part in report.form.parts:
        for narrative in part.narratives:
            for text in split(printed(report, narrative.key)):
                yield Sentence(part.key, narrative.key, narrative.title or part.heading, text)


def length(text: str) -> int:
    """How many characters it has, white space not counted."""
    return len("".join(text.split()))
