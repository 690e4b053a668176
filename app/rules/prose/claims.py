"""What a narrative can claim about figures: n of this, none of that, all of them, so many percent, so many more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.rules.prose.chinese_numbers import Number

Kind = Literal["count", "money", "none", "all", "share", "growth"]


class Topic(NamedTuple):
    """One thing the tables count. `row`: a row, a group of rows or a way of saying; `column`: "" where it needs none."""

    row: str
    column: str = ""


@dataclass(frozen=True, eq=False)
class Claim:
    """One statement about a figure; `topics` empty: of something no table counts.

    kind "none": each topic is 0; "all": nothing but the topic, `base` says of what; "share": per cent of `of`, the part is
    `base`; "growth": against last year, of `base`; `direction` +1, -1, or 0 for the same, `number` None when none is said.
    `start`, `end`: where it stands in its passage; `words`: as written. `year`: 0 this year, -1 last year, else as written.
    `who`: the words before it that may name another unit. `whole`: the claim that it is 其中 of.
    `vague`: never compared for equality. `depth`: how many brackets are open around it.
    `parts`: the counts said before it that it adds up. `also`: what else its number may stand for in the tables.
    """

    kind: Kind
    topics: tuple[Topic, ...]
    start: int
    end: int
    words: str
    number: Number | None = None
    year: int = 0
    who: str = ""
    whole: Claim | None = None
    part: bool = False
    base: Claim | None = None
    of: str = ""
    direction: int = 0
    vague: bool = False
    depth: int = 0
    parts: tuple[Claim, ...] = ()
    also: tuple[Number, ...] = ()


@dataclass(frozen=True, eq=False)
class Said:
    """A claim in its place: the narrative, its part, and the sentence it stands in."""

    claim: Claim
    key: str
    part: str
    quote: str
    passage: str
