"""The ledger that is open beside a report: read once, counted for the report's year, looked at again when its file changes."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.documents.read.lines.ledger import ReadLedger
from app.form.schema import Cell
from app.gui.desk.desk import Desk
from app.keeping.settings import settings
from app.ledger.classify import Answer
from app.ledger.count import Count, count
from app.ledger.fill import LedgerFile, answers_of
from app.ledger.reading.request import Request
from app.ledger.reading.requests import Ledger
from app.ledger.working_days import LocalDays, WorkingDays, parse_local_days
from app.model.files import FileProblem, read_bytes, system_path


class OpenLedger(QObject):
    """`changed`: another ledger, the same read again, other days off; `went_stale`: its file is another one by now."""

    changed = Signal()
    went_stale = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.path: Path | None = None
        self.stale = False
        self._read: ReadLedger | None = None
        self._read_on = datetime.date.today()
        self._stamp: tuple[float, int] | None = None
        self._counted: tuple[object, Count] | None = None

    @property
    def is_open(self) -> bool:
        return self._read is not None

    @property
    def read(self) -> Ledger:
        assert self._read
        return self._read.ledger

    @property
    def file(self) -> LedgerFile:
        """As the draft remembers it."""
        assert self.path and self._read
        return LedgerFile(self.path.name, self._read.digest, self._read_on.isoformat())

    def take(self, path: Path, read: ReadLedger) -> None:
        self.path, self._read, self._read_on = path, read, datetime.date.today()
        self._stamp, self.stale, self._counted = _stamp(path), False, None
        self.changed.emit()

    def look_at_disk(self) -> None:
        """Told once: somebody has saved the ledger since it was read."""
        if self.path is None or self.stale:
            return
        now = _stamp(self.path)
        if now is not None and now != self._stamp:
            self.stale = True
            self.went_stale.emit()

    def count(self, answers: Mapping[str, Answer] | None = None) -> Count:
        """Counted for the report as it is now; `answers`: those of the report when not given."""
        assert self._read
        report = self._desk.report
        given = answers_of(report) if answers is None else answers
        today = datetime.date.today()
        key = (report.year, report.edition, tuple(given.items()), today, settings().get("holidays"))
        if self._counted is None or self._counted[0] != key:
            made = count(self._read.ledger.requests, report.year, today, calendar(), given, report.form)
            self._counted = key, made
        return self._counted[1]

    def requests_of(self, cell: Cell) -> list[Request]:
        """The requests behind a figure, in the order of the ledger."""
        assert self._read
        ids = set(self.count().requests_of.get(cell, ()))
        return [request for request in self._read.ledger.requests if request.id in ids]

    def days_changed(self) -> None:
        """Another file of days off was chosen."""
        self._counted = None
        self.changed.emit()


def calendar() -> WorkingDays:
    """The State Council's days and those of the office; a file that cannot be read any more is left out."""
    chosen = settings().get("holidays")
    if not chosen:
        return WorkingDays()
    try:
        return WorkingDays(parse_local_days(read_bytes(Path(chosen)), Path(chosen).name))
    except FileProblem:
        return WorkingDays(LocalDays())


def _stamp(path: Path) -> tuple[float, int] | None:
    try:
        found = os.stat(system_path(path))
    except OSError:  # on a share that has dropped, or being saved just now
        return None
    return found.st_mtime, found.st_size
