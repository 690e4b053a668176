"""One file that came: what it is, whose it says it is, and the few facts of it that a collection keeps."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from app.acts import examine
from app.form import EDITIONS
from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Level
from app.model.report import Report
from app.model.words.texts import printed

_OF_THE_DAY = frozenset(("preface", "title", "signature", "date"))  # made by the program, or put there when printed
UNIT_KEY = "county_unit"
"""In Report.extra of a starter file, and of the draft that grew out of it: the name that the county's list has for the unit."""


@dataclass(frozen=True)
class Version:
    """A file as it was read. `path`: below the collection's folder. `digest`: of its bytes.

    `error`: why it could not be read; then nothing else is known. `unit_key`, `code`: what a starter file and a 送审稿 carry.
    `values`: its figures in the order of its form's cells (thousands of versions are held at once).
    `before`: last year's in the same order, where the file holds last year's report. `sentences`: of its texts, the long ones,
    without the unit's own name and its numbers, so that a text that was copied is known again.
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
    code: str = ""
    content: str = ""
    verdict: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    missing: int = 0
    values: tuple[Decimal | None, ...] = ()
    before: tuple[Decimal | None, ...] = ()
    sentences: tuple[str, ...] = ()

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


@lru_cache
def _index(edition: str) -> dict[Cell, int]:
    return {cell: at for at, cell in enumerate(EDITIONS[edition].cells)} if edition in EDITIONS else {}


def version_of(path: str, digest: str, report: Report, code: str = "") -> Version:
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
        code=code,
        content=content_of(report),
        verdict=checked.verdict.value,
        counts=checked.counts,
        missing=sum(len(f.correct) for f in checked.findings if f.level is Level.INCOMPLETE),
        values=tuple(map(report.figures.get, report.form.cells)),
        before=_before(report),
        sentences=_sentences(report),
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


def _sentences(report: Report) -> tuple[str, ...]:
    said = []
    for key in report.texts:
        if key.partition(".")[0] in _COMPARED:
            for sentence in re.split(r"[。；！？\n]", printed(report, key)):
                bare = re.sub(r"[\s\d０-９]+", "", sentence.replace(report.organ.name or "\0", ""))
                if len(bare) >= _LEAST_SENTENCE:
                    said.append(bare)
    return tuple(said)
