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


_GOES_ON = re.compile(r"\s*(?:其中|包括|按[^，。；：\d]{1,8}(?:分|划分)[，：])")
_PASSAGE = re.compile(r"[^。！？\n]{1,1000}[。！？\n]?")  # no real one is longer


def passages(text: str) -> Iterator[str]:
    """Every sentence up to 。; one beginning with 其中 or 按内容分 goes with the one before it."""
    pieces: list[str] = []
    for match in _PASSAGE.finditer(text):
        if pieces and _GOES_ON.match(match[0]):
            pieces[-1] += match[0]
        elif match[0].strip():
            pieces.append(match[0])
    yield from pieces


@lru_cache(maxsize=512)
def split(text: str) -> tuple[str, ...]:
    """The sentences of a text, each with its closing mark, without white space around."""
    return tuple(piece for match in _ENDS.finditer(text) if (piece := match[0].strip()))


def sentence_at(text: str, place: int) -> str:
    """The sentence that holds this place of the text."""
    at = 0
    for sentence in split(text):
        at = text.index(sentence, at) + len(sentence)
        if at > place:
            return sentence
    return text.strip()


def of_report(report: Report) -> Iterator[Sentence]:
    """Every sentence of the narratives; live figures show what the tables hold."""
    for part in report.form.parts:
        for narrative in part.narratives:
            for text in split(printed(report, narrative.key)):
                yield Sentence(part.key, narrative.key, narrative.title or part.heading, text)


def length(text: str) -> int:
    """How many characters it has, white space not counted."""
    return len("".join(text.split()))
