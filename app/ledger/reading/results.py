"""What a request's words say of its end: one row of table 三, still open, or several rows to ask about; never 其他 by default."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.ledger.reading.lexicon import (
    AFTER,
    CHOICES,
    CONSENT,
    ENDED,
    MERGED,
    NOT_PROCESSED,
    OPEN,
    OTHER,
    PART,
    PHRASES,
    REFUSED,
    RESULTS,
    SPLIT,
    THIRD,
    UNAVAILABLE,
    UNCLEAR,
    WEAK,
    normal,
)


@dataclass(frozen=True)
class Said:
    """What a ledger says about the end of one request, column by column; `corrected`: None while nothing was asked back."""

    result: str = ""
    detail: str = ""
    status: str = ""
    note: str = ""
    divided: str = ""
    merged_into: str = ""
    corrected: bool | None = None


class Outcome(NamedTuple):
    """`rows`: the rows it can be in; one and no `why`: it is that. `open`: the words say that it has not ended.

    `target`: the request that it was merged into.
    """

    rows: tuple[str, ...] = ()
    why: str = ""
    open: bool = False
    target: str = ""

    @property
    def sure(self) -> bool:
        return len(self.rows) == 1 and not self.why


_YES = re.compile(r"是|已|有|√|✓|☑|y|yes|1|true|区分处理.*|.*部分公开.*", re.IGNORECASE)
_NO = re.compile(r"否|无|没有|未|不|×|x|n|no|0|false|[-/—–]*", re.IGNORECASE)
_TARGET = re.compile(r"(?:并入|合并到|合并至|并到|与)第?(?P<id>[A-Za-z0-9〔〕\[\]\-—_]*\d)号?")
_WIDER: dict[str, tuple[str, ...]] = {
    "refused": (*REFUSED, *UNAVAILABLE),  # 不予公开 is also said of what is not held
    "not_given": (*REFUSED, *UNAVAILABLE),
    "unavailable": (*REFUSED, *UNAVAILABLE),
    "not_processed": (*NOT_PROCESSED, *OTHER),
    "other": OTHER,
    "not_accepted": (*NOT_PROCESSED, *OTHER),
}
"""The rows that a wider word may stand beside without saying something else."""


def yes(words: str) -> bool | None:
    """Whether a yes-or-no column says 是; None where it says neither."""
    plain = normal(words)
    if _NO.fullmatch(plain):
        return False
    return True if _YES.fullmatch(plain) else None


def outcome(said: Said) -> Outcome:
    """Read the columns together: what the ledger says in a column of its own goes before what its result says."""
    found = _combined(said)
    if found.open:
        return found
    if normal(said.merged_into) and yes(said.merged_into) is not False:
        if yes(said.merged_into):
            return Outcome(_first(found.rows, ("other_remaining",)), "写了已合并，没有写并入哪一件")
        return Outcome(("other_remaining",), target=said.merged_into.strip())
    if yes(said.divided):
        if found.sure and found.rows[0] in OTHER:
            return Outcome((PART, *found.rows), "写了区分处理，结果却是（六）其他处理")
        return Outcome((PART,))
    return found


def _combined(said: Said) -> Outcome:
    main = read_result(said.result, said.corrected)
    status = read_result(said.status, said.corrected)
    if status.open or main.open:
        other = main if status.open else status
        if other.sure:
            return Outcome(other.rows, "一处写着已有结果，一处写着还在办理")
        return Outcome(open=True)
    if not main.rows:
        main = status
    elif status.sure and status.rows != main.rows and not main.why:
        return Outcome(_first(main.rows, status.rows), "结果和状态写的不一样")
    elif status.why and MERGED in _meanings(normal(said.status)):
        return Outcome(_first(main.rows, status.rows), status.why, target=status.target)
    noted = _read(said.note, said.corrected)
    main = _narrowed(main, read_result(said.detail, said.corrected), asked=True)
    main = _narrowed(main, noted, asked=False)
    if {MERGED, SPLIT} & _meanings(normal(said.note)) and not main.target:
        return Outcome(_first(main.rows, ("other_remaining",)), noted.why, target=noted.target)
    return main


def _narrowed(main: Outcome, beside: Outcome, *, asked: bool) -> Outcome:
    """A wider word with its reason beside it is that reason; a reason that fits no row of it is asked about."""
    if not beside.sure:
        return main
    if not main.sure and set(beside.rows) <= set(main.rows):
        return beside
    if asked and main.sure and main.rows != beside.rows and main.rows != (PART,):
        return Outcome(_first(main.rows, beside.rows), "结果和理由不是同一种情形；区分处理的请写“部分公开”")
    return main


@lru_cache(maxsize=4096)
def read_result(words: str, corrected: bool | None = None) -> Outcome:
    """What the words of one square say; nothing at all gives an empty Outcome."""
    return _read(words, corrected)


def _read(words: str, corrected: bool | None) -> Outcome:
    """The same, forgotten at once: a note may speak of people."""
    text = normal(words)
    if not text or _NO.fullmatch(text):
        return Outcome()
    meanings = _meanings(text)
    rows = tuple(row for row in RESULTS if row in meanings)
    if PART in meanings:
        return Outcome((PART,))
    if UNCLEAR in meanings and corrected is not None and not rows:
        return Outcome(("unavailable_unclear",) if corrected else ("other_not_supplemented",))
    if MERGED in meanings:
        target = _TARGET.search(text)
        return Outcome(
            _first(rows, ("other_remaining",)),
            "合并办理的，没有写清算一件还是两件",
            target=target["id"] if target and not rows else "",
        )
    if SPLIT in meanings:
        return Outcome(rows or RESULTS, "一份申请有几个事项或几个申请人，没有写清算一件还是几件")
    if OPEN in meanings:
        return Outcome(rows, "一处写着已有结果，一处写着还在办理") if rows else Outcome(open=True)
    return _judged(words, rows, meanings)


def _judged(words: str, rows: tuple[str, ...], meanings: set[str]) -> Outcome:
    """Rows, wider words and what is to be asked, weighed."""
    asked = [meaning for meaning in CHOICES if meaning in meanings]
    doubtful = [meaning for meaning in asked if meaning not in _WIDER and meaning != ENDED]
    if len(rows) > 1:
        return Outcome(rows, f"“{short(words)}”像是有几种结果；区分处理的请写“部分公开”")
    if rows and not doubtful:
        strange = [meaning for meaning in asked if meaning in _WIDER and rows[0] not in _WIDER[meaning]]
        if not strange:
            return Outcome(rows)
        return Outcome(_first(rows, CHOICES[strange[0]][0]), f"“{short(words)}”像是有几种结果")
    if rows and doubtful == [UNCLEAR]:
        return Outcome(rows)
    if asked:
        choices, why = CHOICES[(doubtful or asked)[0]]
        return Outcome(_first(rows, choices), why)
    return Outcome(RESULTS, f"“{short(words)}”没有认出是哪一种结果")


def _meanings(text: str) -> set[str]:
    """All that the phrases say; each is taken out before the next is looked for."""
    said: set[str] = set()
    left = text
    for phrases in (PHRASES, AFTER):
        for meaning, pattern in phrases:
            if pattern.search(left):
                said.add(meaning)
                left = pattern.sub("□", left)
    if CONSENT in said:
        said.add("granted")
    elif THIRD in said:
        said.add("refused_third_party")
    if not said & {*RESULTS, MERGED, OPEN, UNCLEAR}:
        for meaning, pattern in WEAK:
            if pattern.search(left):
                said.add(meaning)
                left = pattern.sub("□", left)
    return said


def _first(*rows: Iterable[str]) -> tuple[str, ...]:
    """All of them, each once."""
    return tuple(dict.fromkeys(row for each in rows for row in each))


def short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 20 else f"{plain[:20]}…"
