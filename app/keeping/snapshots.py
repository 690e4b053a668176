"""A copy of the report at each export, so that the changes since 送审 can be listed."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from pathlib import Path
from typing import NamedTuple

from app.model.draft import draft_bytes, open_draft
from app.model.files import whereabouts, write_atomic
from app.model.report import Report
from app.paths import recovery_folder

REVIEW_COPY, PUBLIC_COPY, RECOVERED = "送审稿", "公布稿", "找回的内容"
_FORM = "%Y%m%d-%H%M%S-%f"


class Snapshot(NamedTuple):
    """`kind`: one of the three names above."""

    file: Path
    at: datetime.datetime
    kind: str

    @property
    def name(self) -> str:
        """1月20日 14:31 送审稿"""
        return f"{self.at.month}月{self.at.day}日 {self.at:%H:%M} {self.kind}"

    def report(self) -> Report:
        """FileProblem when it cannot be read."""
        return open_draft(self.file)


class Snapshots:
    """The snapshots of one draft, kept by where it lies; of one never saved, by its journal's id."""

    def __init__(self, path: Path | None, journal_id: str) -> None:
        key = journal_id if path is None else hashlib.sha256(whereabouts(path).encode()).hexdigest()[:24]
        self.folder = recovery_folder() / "snapshots" / key

    def add(self, report: Report, kind: str) -> None:
        """OSError or FileProblem when the disk refuses."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomic(self.folder / f"{datetime.datetime.now().strftime(_FORM)}-{kind}.gknb", draft_bytes(report))

    def all(self) -> list[Snapshot]:
        """Newest first."""
        found: list[Snapshot] = []
        for file in self.folder.glob("*.gknb"):
            stamp, _, kind = file.stem.rpartition("-")
            try:
                found.append(Snapshot(file, datetime.datetime.strptime(stamp, _FORM), kind))
            except ValueError:
                continue
        return sorted(found, key=lambda snapshot: snapshot.at, reverse=True)

    def begin_with(self, other: Snapshots) -> None:
        """Those of another name and no others: the draft was saved under this one, where another may have lain before."""
        if other.folder == self.folder:
            return
        if self.folder.is_dir():
            shutil.rmtree(self.folder)
        if other.folder.is_dir():
            shutil.copytree(other.folder, self.folder)
