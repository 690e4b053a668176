"""What a rule may see: the report, last year's, its sentences and what they claim, each read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from app.form.schema import Cell
from app.model.report import Report
from app.model.words.sentences import Sentence, of_report
from app.model.words.texts import printed
from app.rules.prose.claims import Said
from app.rules.prose.reader import said_in


class Lost(NamedTuple):
    """A sentence over which a rule crashed, and where it stands."""

    part: str
    key: str
    text: str
    error: Exception


class _Sentence:
    """What Case.sentence gives; a class, since a long text enters it some ten thousand times at each key."""

    __slots__ = ("_key", "_lost", "_part", "_text")

    def __init__(self, lost: list[Lost], part: str, key: str, text: str) -> None:
        self._lost, self._part, self._key, self._text = lost, part, key, text

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, Exception):
            self._lost.append(Lost(self._part, self._key, self._text, error))
            return True
        return False


@dataclass(frozen=True)
class Case:
    """All that a rule may see. `edited`: the cell typed last, where that is known. `lost`: the sentences that could not be checked."""

    report: Report
    previous: Report | None = None
    edited: Cell | None = None
    lost: list[Lost] = field(default_factory=list, compare=False, repr=False)

    @property
    def last_year(self) -> Report | None:
        """`previous`, when it is the report of the year before: what is of another year is compared with nothing."""
        return self.previous if self.previous is not None and self.previous.year == self.report.year - 1 else None

    @cached_property
    def all_sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the narratives as printed: a dozen rules run over them one after the other."""
        return tuple(of_report(self.report))

    @cached_property
    def narratives(self) -> tuple[tuple[str, str, str, str], ...]:
        """(part, key, title, text as printed) of every narrative."""
        return tuple(
            (part.key, each.key, each.title or part.heading, printed(self.report, each.key))
            for part in self.report.form.parts
            for each in part.narratives
        )

    def sentences(self, *keys: str) -> Iterator[Sentence]:
        """Those of the narratives named, or all."""
        return (each for each in self.all_sentences if not keys or each.key in keys)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every claim of the narratives."""
        return tuple(said_in(self.report, self.sentence))

    def sentence(self, part: str, key: str, text: str) -> _Sentence:
        """Within it a crash costs this sentence and no other; `check` tells of it once."""
        return _Sentence(self.lost, part, key, text)
