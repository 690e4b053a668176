"""What a draft keeps of the request ledger that filled its table 三: which file, what it gave, what was asked and answered.

No line of the ledger is kept: the file's name and digest, the figures it gave, the numbers of the requests carried in (so that
Y101 can name them), and the clerk's answers by request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.model.figures import read_digits


@dataclass(frozen=True)
class LedgerNote:
    """`read`: the day, 2026-01-12. `figures`: address -> digits, of the cells that no open question could change.

    `carried_in`: column -> numbers of requests. `answers`: what was asked of a request -> (row or "none", column).
    """

    file: str = ""
    digest: str = ""
    read: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    carried_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def ledger_dict(note: LedgerNote) -> dict[str, Any]:
    return {
        "file": note.file,
        "digest": note.digest,
        "read": note.read,
        "figures": dict(note.figures),
        "carried_in": {column: list(ids) for column, ids in note.carried_in.items()},
        "answers": {asked: list(answer) for asked, answer in note.answers.items()},
    }


def ledger_from(loaded: Any) -> LedgerNote:
    """The note of decoded JSON; ValueError with a Chinese clause."""
    if not isinstance(loaded, dict) or not all(isinstance(loaded.get(k, ""), str) for k in ("file", "digest", "read")):
        raise ValueError("写的不是一份台账")
    figures, carried_in, answers = (loaded.get(key, {}) for key in ("figures", "carried_in", "answers"))
    if not all(isinstance(each, dict) for each in (figures, carried_in, answers)):
        raise ValueError("figures、carried_in、answers 应为 {…}")
    for address, words in figures.items():
        try:
            read_digits(words if isinstance(words, str) else "")
        except ValueError as error:
            raise ValueError(f"{address} 的数“{str(words)[:20]}”读不懂") from error
    for ids in (*carried_in.values(), *answers.values()):
        if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
            raise ValueError("carried_in、answers 读不懂")
    if any(len(answer) != 2 for answer in answers.values()):
        raise ValueError("answers 读不懂")
    return LedgerNote(
        loaded.get("file", ""),
        loaded.get("digest", ""),
        loaded.get("read", ""),
        figures,
        {column: tuple(ids) for column, ids in carried_in.items()},
        {asked: (answer[0], answer[1]) for asked, answer in answers.items()},
    )
