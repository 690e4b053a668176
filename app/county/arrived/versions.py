"""One file that came: what it is, whose it says it is, and the few facts of it that a collection keeps."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from app.acts import examine
from app.form import EDITIONS
from app.form.schema import Cell
from app.model.beside.sent import copy_code, sent_codes
from app.model.figures import digits
from app.model.finding import Level
from app.model.kept.remarks import UNIT_KEY
from app.model.report import Report
from app.model.words.texts import printed

_OF_THE_DAY = frozenset(("preface", "title", "signature", "date"))  # made by the program, or put there when printed


@dataclass(frozen=True, slots=True)
class Version:
    """A file as it was read. `path`: below the collection's folder. `digest`: of its bytes.

    `error`: why it could not be read; then nothing else is known. `unit_key`: of a starter file; `codes`: 稿号 of the 送审稿 that it is,
    or that were made of it.
    `values`: its figures in the order of its form's cells (thousands of versions are held at once).
    `before`: last year's in the same order, where the file holds last year's report. `sentences`: marks (see `mark`) of the long ones
    of its texts, without the unit's own name and its numbers, so that a text that was copied is known again.
    `doubts`: what is not sure in the reading of somebody's paper, in sentences.
    `content`: a digest of its figures and texts, by which two files of one report are known. `counts`: as `check` has them.
    """

    path: str
    digest: str
    error: str = ""
    name: str = ""
    kind: str | None = None
    year: int = 0
    edition: str = ""
    scope: str | None = None
    unit_key: str = ""
    codes: tuple[str, ...] = ()
    content: str = ""
    verdict: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    missing: int = 0
    values: tuple[Decimal | None, ...] = ()
    before: tuple[Decimal | None, ...] = ()
    sentences: Sequence[int] = ()
    doubts: tuple[str, ...] = ()

    @property
    def readable(self) -> bool:
        return not self.error

    def figure(self, cell: Cell) -> Decimal | None:
        """None: blank, not found in the source, or no cell of its form."""
        at = _index(self.edition).get(cell)
        return None if at is None else self.values[at]

    def last_year(self, cell: Cell) -> Decimal | None:
        """The same cell in the last year's report that the file holds."""
        at = _index(self.edition).get(cell)
        return None if at is None or not self.before else self.before[at]


def _codes(report: Report) -> tuple[str, ...]:
    if report.imported:
        return (report.copy_code,) if report.copy_code else ()
    return tuple(dict.fromkeys((copy_code(report), *sent_codes(report))))


class _Numbers(dict[str, Decimal | None]):
    """Digits -> the number, "" -> None. Most figures of most units are the same few numbers: each of those is held once."""

    def __missing__(self, words: str) -> Decimal:
        found = Decimal(words)
        if len(words) <= 4:
            self[words] = found
        return found


NUMBERS = _Numbers({"": None})


@lru_cache
def _index(edition: str) -> dict[Cell, int]:
    return {cell: at for at, cell in enumerate(EDITIONS[edition].cells)} if edition in EDITIONS else {}


def version_of(path: str, digest: str, report: Report, doubts: Sequence[str] = ()) -> Version:
    """The facts of a report that was read from the file at `path`."""
    checked = examine(report)
    key = report.extra.get(UNIT_KEY)
    return Version(
        path=path,
        digest=digest,
        name=report.organ.name.strip(),
        kind=report.organ.kind,
        year=report.year,
        edition=report.edition,
        scope=report.organ.scope,
        unit_key=key if isinstance(key, str) else "",
        codes=_codes(report),
        content=content_of(report),
        verdict=checked.verdict.value,
        counts=checked.counts,
        missing=sum(len(f.correct) for f in checked.findings if f.level is Level.INCOMPLETE),
        values=tuple(
            None if (figure := report.figures.get(cell)) is None else NUMBERS[digits(figure)]
            for cell in report.form.cells
        ),
        before=_before(report),
        sentences=array("Q", map(mark, sentences_of(report))),
        doubts=tuple(doubts),
    )


def content_of(report: Report) -> str:
    """A digest of what the report says; of two files of one report it is the same, whatever program wrote them."""
    said = hashlib.sha256()
    for address, figure in sorted((str(cell), digits(figure.normalize())) for cell, figure in report.figures.items()):
        said.update(f"{address}={figure}\n".encode())
    for key in sorted(report.texts):
        if key not in _OF_THE_DAY:
            said.update(f"{key}={''.join(printed(report, key).split())}\n".encode())
    return said.hexdigest()[:32]


_LEAST_SENTENCE = 12  # characters; shorter ones are common to all
_COMPARED = ("overview", "problems")  # the parts that inspectors compare


def _before(report: Report) -> tuple[Decimal | None, ...]:
    last = report.previous
    if last is None or last.year != report.year - 1:
        return ()
    return tuple(last.figure(cell) if last.form.has(cell) else None for cell in report.form.cells)


def sentences_of(report: Report) -> Iterator[str]:
    """The long sentences that inspectors compare, bare of what each unit has of its own."""
    for key in report.texts:
        if key.partition(".")[0] in _COMPARED:
            for sentence in re.split(r"[。；！？\n]", printed(report, key)):
                bare = re.sub(r"[\s\d０-９]+", "", sentence.replace(report.organ.name or "\0", ""))
                if len(bare) >= _LEAST_SENTENCE:
                    yield bare


def mark(sentence: str) -> int:
    """Eight bytes that stand for a sentence: the last ten bits are its length, the others tell it from all others."""
    digest = int.from_bytes(hashlib.blake2b(sentence.encode(), digest_size=8).digest())
    return digest & ~0x3FF | min(len(sentence), 0x3FF)


def length(mark: int) -> int:
    """Characters of the sentence that this mark stands for."""
    return mark & 0x3FF
