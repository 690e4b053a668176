"""Growth against another year, and shares: of what their words name, else of the count said before them."""

from __future__ import annotations

import re
from dataclasses import replace

from app.rules.prose.claims import Claim
from app.rules.prose.context import OF_APPLICATIONS, Context
from app.rules.prose.matching import match
from app.rules.prose.patterns import ALWAYS_DROPPED, COUNTS
from app.rules.prose.statements import COUNT, NUMBERS, OTHER, PERCENT, Statement, Word


def growth(context: Context, statement: Statement) -> None:
    """Against last year: of what its words name, else of the count just said."""
    at = next(w for w in statement.words if w.sign in NUMBERS)
    last = context.last()
    current = next((c for c in reversed(context.done) if c.kind in ("count", "money") and c.year >= 0), None)
    compared = (
        "比" in statement.signs
        or "昨" in statement.signs
        or any(c.kind == "growth" for c in context.done[-1:])
        or (last is not None and last.year < 0)
    )
    base = _grown(context, statement, current if current and (last is current or last and last.year < 0) else None)
    if compared and base is not None and base.topics and not base.vague:
        assert at.number is not None
        way = 1 if "增" in statement.signs else -1
        vague = at.number.unit == "个百分点" or at.sign == OTHER
        context.add(
            "growth",
            base.topics,
            statement,
            at,
            base=base,
            direction=way,
            year=against(statement.words),
            vague=vague,
        )


def _grown(context: Context, statement: Statement, current: Claim | None) -> Claim | None:
    """What grew: named by the words, or the count just said."""
    rest = tuple(
        w._replace(sign=COUNT) if w.sign in NUMBERS else w for w in statement.words if w.sign not in "增减同比昨年已"
    )
    if not any(w.sign in NUMBERS for w in rest):
        rest = (*rest, Word(COUNT, "", statement.words[-1].end, statement.words[-1].end))
    plain = "".join(w.sign for w in rest if w.sign not in ALWAYS_DROPPED + "中")
    if plain == COUNT:
        return current
    fitting = match(context, COUNTS, rest)
    if fitting is None:
        return None
    same = current and current.topics and {current.topics[0].row, fitting[1][0].row} <= OF_APPLICATIONS
    if current and (same or current.topics == fitting[1]):
        return current
    year = max(0, context.scope.year)
    return Claim("count", fitting[1], rest[0].start, rest[-1].end, "", year=year, who=context.who)


def share(context: Context, statement: Statement) -> None:
    """占 so many per cent: of what its words name, else of the count just said."""
    words = statement.words
    slash = next(i for i, w in enumerate(words) if w.sign == "占")
    at = next(w for w in reversed(words) if w.sign == PERCENT)
    before = (*words[:slash], Word(COUNT, "", words[slash].start, words[slash].start))
    plain = "".join(w.sign for w in before if w.sign not in ALWAYS_DROPPED + "中")
    fitting = match(context, COUNTS, before) if plain != COUNT else None
    of = words[slash + 1 : words.index(at)]
    base = context.last() if plain == COUNT and statement.mark in "，,、（(" else None
    if base is not None and base.end < words[slash].start - 4:
        base = None
    vague = bool(re.search(r"[约近逾超]\s*$", context.text[: words[slash].start])) or any(
        w.sign not in "申请量收新办答余共信议限中人" for w in of
    )
    topics = fitting[1] if fitting else base.topics if base else ()
    context.add(
        "share", topics, statement, at, base=base, of=context.text[words[slash].start + 1 : at.start], vague=vague
    )


def shares(context: Context, statement: Statement) -> None:
    """分别占 30%、70%: of the counts said last, or of what stands before each."""
    words = tuple(w for w in statement.words if w.sign not in "占各")
    at = [i for i, w in enumerate(words) if w.sign == PERCENT]
    counts = [c for c in context.done if c.kind == "count" and c.start >= context.sentence][-len(at) :]
    for n, i in enumerate(at):
        named = tuple(w for w in words[at[n - 1] + 1 if n else 0 : i] if w.sign not in ALWAYS_DROPPED)
        fitting = match(context, COUNTS, (*named, words[i]._replace(sign=COUNT))) if named else None
        base = None if named or len(counts) < len(at) else counts[n]
        topics = fitting[1] if fitting else base.topics if base else ()
        piece = replace(statement, words=(*named, words[i]))
        context.add("share", topics, piece, words[i], base=base)


def drift(context: Context, statement: Statement, way: int) -> None:
    """与上年持平, 比上年略有增加."""
    last = context.last()
    base = _grown(context, statement, last if last and last.topics and not last.vague and last.year >= 0 else None)
    if base and base.topics:
        context.add("growth", base.topics, statement, None, base=base, direction=way, year=against(statement.words))


def against(words: tuple[Word, ...]) -> int:
    """The year that is compared with: -1 last year, or as written."""
    named = next((w.name for w in words if w.sign == "比" and w.name), "")
    return int(named) if named else -1
