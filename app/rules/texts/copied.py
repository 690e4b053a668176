"""T311: 总体情况 and 问题 are not last year's words again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.model.finding import Finding, Level
from app.model.words.sentences import length, split
from app.model.words.texts import printed
from app.rules.case import Case
from app.rules.registry import rule
from app.rules.texts.parts import FORMAT

RUN = 8  # characters in a row that count as the same words


@lru_cache(maxsize=16)
def _runs(text: str) -> frozenset[str]:
    plain = plain_words(text)
    return frozenset(plain[i : i + RUN] for i in range(len(plain) - RUN + 1))


def plain_words(text: str) -> str:
    """The Chinese characters alone: figures and marks change every year without the words changing."""
    return re.sub(r"[^一-鿿]", "", text)


@lru_cache(maxsize=256)
def copied_share(text: str, earlier: str) -> float:
    """How much of `text` (0…1, by characters) stands in `earlier` in runs of at least RUN characters."""
    plain, known = plain_words(text), _runs(earlier)
    if len(plain) < RUN:
        return 0.0
    covered = bytearray(len(plain))
    for i in range(len(plain) - RUN + 1):
        if plain[i : i + RUN] in known:
            covered[i : i + RUN] = b"\x01" * RUN
    return sum(covered) / len(plain)


def copied_sentences(text: str, earlier: str) -> list[str]:
    """The sentences of `text` that stand in `earlier` nearly word for word."""
    return [each for each in split(text) if length(each) > RUN and copied_share(each, earlier) > 0.8]


COPIED = "T311"


@rule(COPIED, Level.NOTE, "总体情况、问题和改进不与去年雷同", f"{FORMAT}（内容雷同的，督促整改）")
def copied_from_last_year(case: Case) -> Iterator[Finding]:
    if case.previous is None or case.previous.year not in (0, case.report.year - 1):
        return  # Y108 asks for the right one
    for part in ("overview", "problems"):
        keys = [narrative.key for narrative in case.report.form.part(part).narratives]
        now, then = ("\n".join(printed(report, key) for key in keys) for report in (case.report, case.previous))
        share = copied_share(now, then)
        if len(plain_words(now)) < 100 or share <= 0.5:
            continue
        copied = copied_sentences(now, then)
        yield Finding(
            COPIED,
            Level.NOTE,
            f"“{case.report.form.part(part).heading}”有 {share:.0%} 的文字与去年雷同（{len(copied)} 句几乎照抄），考核常以 50% 为线扣分。请改写。",
            involved=(part,),
            numbers={"share": f"{share:.2f}", "sentences": str(len(copied))},
            quote=copied[0] if copied else None,
            part=part,
        )
