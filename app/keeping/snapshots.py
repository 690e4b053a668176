"""The report as it was at each export, so that what has changed since can be listed; of a 送审稿 by its 稿号 too."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from app.model.beside.sent import copy_code, sent_copies, without_sent
from app.model.draft import draft_bytes, open_draft
from app.model.files import FileProblem, sweep, whereabouts, write_atomic
from app.model.report import Report
from app.paths import recovery_folder

REVIEW_COPY, PUBLIC_COPY, RECOVERED = "送审稿", "公布稿", "找回的内容"
MOST_BY_CODE = 300
_FORM = "%Y%m%d-%H%M%S-%f"


class Snapshot(NamedTuple):
    """`kind`: one of the three names above. `report`: FileProblem when it cannot be read."""

    at: datetime.datetime
    kind: str
    report: Callable[[], Report]

    @property
    def name(self) -> str:
        """1月20日 14:31 送审稿"""
        return f"{self.at.month}月{self.at.day}日 {self.at:%H:%M} {self.kind}"


def keep_by_code(report: Report) -> None:
    """Keep what goes out in a 送审稿 under its 稿号. OSError or FileProblem when the disk refuses."""
    file = _by_code(copy_code(report))
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(file, draft_bytes(without_sent(report)))
    for old in sorted(file.parent.glob("*.gknb"), key=_age)[MOST_BY_CODE:]:
        old.unlink()


def _by_code(code: str) -> Path:
    return _kept() / "by_code" / f"{code}.gknb"


def _kept() -> Path:
    return recovery_folder() / "snapshots"


def sweep_kept() -> None:
    """Take away what a program that was killed while it wrote a snapshot left; no later one need be written there."""
    for folder in _kept().glob("*/"):
        sweep(folder)


def _age(file: Path) -> float:
    return -file.stat().st_mtime


def _known(report: Report) -> Report:
    return report


class Snapshots:
    """公布稿 and what was found after a crash, kept by where the draft lies; of one never saved, by its journal's id.

    What was sent for review is kept in the draft itself (app/model/beside/sent.py), and here by its 稿号, for a draft that
    was not saved since. Earlier versions kept it by where the draft lay; that is still listed.
    """

    def __init__(self, path: Path | None, journal_id: str) -> None:
        key = journal_id if path is None else hashlib.sha256(os.fsencode(whereabouts(path))).hexdigest()[:24]
        self.folder = _kept() / key
        self._saved = path is not None

    def add(self, report: Report, kind: str) -> None:
        """OSError or FileProblem when the disk refuses."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomic(self.folder / f"{datetime.datetime.now().strftime(_FORM)}-{kind}.gknb", draft_bytes(report))

    def all(self, report: Report) -> list[Snapshot]:
        """Newest first; `report`: the draft as it is now, which knows what was sent of it."""
        found = [Snapshot(sent.at, REVIEW_COPY, partial(_known, sent.report)) for sent in sent_copies(report)]
        for file in self.folder.glob("*.gknb"):
            stamp, _, kind = file.stem.rpartition("-")
            try:
                found.append(Snapshot(datetime.datetime.strptime(stamp, _FORM), kind, partial(open_draft, file)))
            except ValueError:
                continue
        return sorted(found, key=lambda snapshot: snapshot.at, reverse=True)

    def as_sent(self, code: str, report: Report) -> Report | None:
        """The draft as it was in the 送审稿 of this 稿号; None when that is kept neither in the draft nor here."""
        if copy_code(report) == code:
            return report
        for sent in sent_copies(report):
            if sent.code == code:
                return sent.report
        candidates = [partial(open_draft, _by_code(code))]
        candidates += [snapshot.report for snapshot in self.all(report) if snapshot.kind == REVIEW_COPY]
        for read in candidates:
            with contextlib.suppress(FileProblem):
                if copy_code(found := read()) == code:
                    return found
        return None

    def forget(self, report: Report) -> None:
        """Nothing is kept of a draft that was never saved and is given up."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for sent in sent_copies(report):
            with contextlib.suppress(OSError):
                _by_code(sent.code).unlink()

    def begin_with(self, other: Snapshots) -> None:
        """Those of another name and no others: the draft was saved under this one, where another may have lain before."""
        if other.folder == self.folder:
            return
        if self.folder.is_dir():
            shutil.rmtree(self.folder)
        if other.folder.is_dir() and other._saved:
            shutil.copytree(other.folder, self.folder)
        elif other.folder.is_dir():
            shutil.move(other.folder, self.folder)
