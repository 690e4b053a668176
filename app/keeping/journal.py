"""The journal of one open report: each edit on the disk before its event ends.

A folder per open report: `base.json` (a whole report, and the file it belongs to), `journal` (one line per later edit:
CRC-32, then JSON), `lock`. A new base is written whole before the journal is emptied; edits that the base already holds
are known by their number. So whenever the process is killed, base and journal together give the last edit.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import uuid
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.keeping.lock import Lock
from app.model.draft import DraftError, draft_dict, parse_draft
from app.model.files import write_atomic
from app.model.report import Report
from app.paths import recovery_folder

_MOST_BYTES = 256 * 1024  # of a journal, before a new base is written


def _folder() -> Path:
    return recovery_folder() / "open"


@dataclass(frozen=True)
class Found:
    """What a process that did not close left: its last report, the file that belongs to it, its last edit."""

    journal: Journal
    report: Report
    path: Path | None
    at: datetime.datetime
    modified: bool


class Journal:
    """Use `start` for a report that is opened, `abandoned` after a crash. OSError, FileProblem: the disk refuses."""

    def __init__(self, folder: Path, lock: Lock) -> None:
        self.folder = folder
        self._lock = lock
        self._file: IO[bytes] | None = None
        self._step = 0
        self._last: dict[str, Any] = {}
        self._path: Path | None = None
        self._torn = False  # what the disk has is not `_last`: the next edit needs a new base

    @property
    def id(self) -> str:
        return self.folder.name

    @classmethod
    def start(cls, report: Report, path: Path | None, modified: bool) -> Journal:
        """Keep `report` from now on. `modified`: it holds what its file does not."""
        folder = _folder() / uuid.uuid4().hex
        folder.mkdir(parents=True)
        lock = Lock(folder / "lock")
        lock.take()
        journal = cls(folder, lock)
        journal.rebase(report, path, modified)
        return journal

    def rebase(self, report: Report, path: Path | None, modified: bool) -> None:
        """Write the whole report, then empty the journal: after opening, saving, recovering."""
        now = draft_dict(report)
        self._path, self._torn = path, True
        base = {
            "step": self._step,
            "path": None if path is None else str(path),
            "modified": modified,
            "at": _now(),
            "draft": now,
        }
        write_atomic(self.folder / "base.json", json.dumps(base, ensure_ascii=False).encode())
        file, self._file = self._file, None
        if file:
            file.close()
        self._file = open(self.folder / "journal", "wb", buffering=0)  # noqa: SIM115 - open as long as the report is
        self._last, self._torn = now, False

    def record(self, report: Report) -> None:
        """Put the change since the last record on the disk."""
        now = draft_dict(report)
        changes = _difference(self._last, now)
        if not changes and not self._torn:
            return
        self._step += 1
        if self._torn or self._file is None or self._file.tell() > _MOST_BYTES:
            self.rebase(report, self._path, True)
            return
        body = json.dumps({"step": self._step, "at": _now(), "changes": changes}, ensure_ascii=False).encode()
        self._torn = True
        self._file.write(b"%08x %s\n" % (zlib.crc32(body), body))
        os.fsync(self._file.fileno())
        self._torn = False
        self._last = now

    def close(self) -> None:
        """The report was saved or given up by choice: take the folder away."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def leave(self) -> None:
        """Keep everything for the next start."""
        self._end()

    def _end(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
        self._lock.release()

    def _load(self) -> Found:
        """Base and journal as one report. DraftError, OSError or ValueError when the base cannot be read."""
        base = json.loads((self.folder / "base.json").read_bytes())
        draft, at, self._step = base["draft"], base["at"], base["step"]
        edits = 0
        for line in _lines(self.folder / "journal"):
            if line["step"] > self._step:
                _apply(draft, line["changes"])
                at, self._step = line["at"], line["step"]
                edits += 1
        report = parse_draft(json.dumps(draft, ensure_ascii=False).encode(), "找回的内容")
        # One that is not whole (an earlier version wrote such) would name another file in another folder.
        path = Path(base["path"]) if base["path"] is not None and os.path.isabs(base["path"]) else None
        return Found(self, report, path, datetime.datetime.fromisoformat(at), bool(base["modified"]) or edits > 0)


def _leave_alone(_folder: Path) -> None:
    """For those who have told of it before."""


def abandoned(unreadable: Callable[[Path], object] = _leave_alone) -> list[Found]:
    """What crashed processes left, oldest first; each one's lock is held by us until its journal is closed or left.

    Folders that hold nothing that is not saved are swept, with stray files; one that cannot be read is left alone, and
    `unreadable` is given it.
    """
    found: list[Found] = []
    for folder in sorted(_folder().iterdir()) if _folder().is_dir() else ():
        lock = Lock(folder / "lock")
        with contextlib.suppress(OSError):
            if not folder.is_dir() or lock.take(force=True):
                continue
            journal = Journal(folder, lock)
            if not (folder / "base.json").exists():  # killed before there was anything to keep
                journal.close()
                continue
            for stray in folder.glob("*.tmp"):
                stray.unlink()
            try:
                one = journal._load()
            except (DraftError, OSError, ValueError, KeyError, TypeError):
                journal.leave()
                unreadable(folder)
                continue
            if one.modified:
                found.append(one)
            else:
                journal.close()
    return sorted(found, key=_when)


def _when(found: Found) -> datetime.datetime:
    return found.at


def _now() -> str:
    return datetime.datetime.now().isoformat(timespec="seconds")


def _difference(before: dict[str, Any], after: dict[str, Any]) -> list[list[Any]]:
    """["set", key, value], ["set", key, inner key, value], ["drop", key] or ["drop", key, inner key]."""
    changes: list[list[Any]] = []
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if key not in after:
            changes.append(["drop", key])
        elif isinstance(old, dict) and isinstance(new, dict):
            changes += [["drop", key, inner] for inner in old.keys() - new.keys()]
            changes += [["set", key, inner, value] for inner, value in new.items() if (inner, value) not in old.items()]
        elif key not in before or old != new:
            changes.append(["set", key, new])
    return changes


def _apply(draft: dict[str, Any], changes: list[list[Any]]) -> None:
    for verb, *keys in changes:
        if verb == "drop":
            target = draft if len(keys) == 1 else draft[keys[0]]
            target.pop(keys[-1], None)
        else:
            *where, value = keys
            target = draft if len(where) == 1 else draft[where[0]]
            target[where[-1]] = value


def _lines(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a journal up to the first torn one."""
    lines: list[dict[str, Any]] = []
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return lines
    for line in raw.split(b"\n")[:-1]:
        check, _, body = line.partition(b" ")
        if check != b"%08x" % zlib.crc32(body):
            break
        lines.append(json.loads(body))
    return lines
