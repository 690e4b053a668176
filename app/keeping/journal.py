"""The journal of one open report: each edit is with the system before its event ends, and on the disk a moment later.

A folder per open report: `base.json` (a whole report, and the file it belongs to), `journal` (one line per later edit:
CRC-32, then JSON), `lock`; `where`: the place she stood at last, `saving`: the new file that she saved to last, both of which
may be lost. A new base is written whole before the journal is emptied; edits that the base already holds are known by number. So whenever the process is killed, base and journal together give the last edit; a power failure
takes no more than what was recorded since `force`.
"""

from __future__ import annotations

import datetime
import errno
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

from app.keeping.lock import Lock
from app.model.draft import draft_dict, parse_draft
from app.model.files import FileProblem, force_to_disk, plain_file, read_bytes, sweep, write_atomic
from app.model.json_text import read_json
from app.model.report import Report
from app.paths import journals_folder

_MOST_BYTES = 256 * 1024  # of a journal, before a new base is written


@dataclass(frozen=True)
class Found:
    """What a process that did not close left: its last report, the file that belongs to it, its last edit.

    `where`: what `Journal.stand` was told last; {} when that is lost. `saving_to`: what `Journal.saves_to` was told last.
    """

    journal: Journal
    report: Report
    path: Path | None
    at: datetime.datetime
    modified: bool
    where: Mapping[str, Any] = field(default_factory=dict)
    saving_to: Path | None = None


class Journal:
    """Use `start` for a report that is opened, `abandoned` after a crash. OSError, FileProblem: the disk refuses."""

    def __init__(self, folder: Path, lock: Lock) -> None:
        self.folder = folder
        self._lock = lock
        self._file: IO[bytes] | None = None
        self._step = 0
        self._last: dict[str, Any] = {}
        self._path: Path | None = None
        self._where: dict[str, Any] = {}
        self._torn = False  # what the disk has is not `_last`: the next edit needs a new base
        self._unforced = False  # the system has lines that the disk may not have yet

    @property
    def id(self) -> str:
        return self.folder.name

    @classmethod
    def start(cls, report: Report, path: Path | None, modified: bool) -> Journal:
        """Keep `report` from now on. `modified`: it holds what its file does not."""
        folder = journals_folder() / os.urandom(16).hex()
        folder.mkdir(parents=True)
        journal = cls(folder, Lock(folder / "lock"))
        try:
            journal._lock.take()
            journal.rebase(report, path, modified)
        except BaseException:  # half a journal would be offered beside the next that is begun
            journal.close()
            raise
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
        if not self._lock.stands():
            self._lock.release()
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock.take(force=True)
        write_atomic(self.folder / "base.json", json.dumps(base).encode())
        file, self._file = self._file, None
        if file:
            file.close()
        # Open as long as the report is.
        self._file = open(self.folder / "journal", "wb", buffering=0, opener=plain_file)  # noqa: SIM115
        self._last, self._torn, self._unforced = now, False, False

    def record(self, report: Report) -> bool:
        """Write the change since the last record. True: its folder had been taken away, and was made again."""
        now = draft_dict(report)
        changes = _difference(self._last, now)
        if not changes and not self._torn:
            return False
        self._step += 1
        gone = not self._lies_there()
        if gone or self._torn or self._file is None or self._file.tell() > _MOST_BYTES:
            self.rebase(report, self._path, True)
            return gone
        body = json.dumps({"step": self._step, "at": _now(), "changes": changes}).encode()
        line = b"%08x %s\n" % (zlib.crc32(body), body)
        self._torn = True
        if self._file.write(line) < len(line):  # a disk that is nearly full takes a part of it
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._torn, self._unforced = False, True
        self._last = now
        return False

    def force(self) -> None:
        """Make what was recorded last through a power failure: a disk that turns needs longer for it than a key may take."""
        if self._unforced and self._file:
            self._unforced = False
            try:
                force_to_disk(self._file.fileno())
            except OSError:
                self._torn = True
                raise

    def stand(self, where: Mapping[str, Any]) -> None:
        """Keep where the clerk stands; not forced to the disk, and no harm when it cannot be written."""
        if where != self._where:
            self._where = dict(where)
            with suppress(OSError, FileProblem):
                (self.folder / "where").write_text(json.dumps(self._where), "utf-8")

    def saves_to(self, path: Path) -> None:
        """Told before a new file is written: killed before `rebase` tells of it, the report may lie there already."""
        with suppress(OSError, FileProblem):  # the next start asks once more than it need
            write_atomic(self.folder / "saving", json.dumps(str(path)).encode())

    def _kept(self, name: str) -> Any:
        with suppress(OSError, FileProblem, ValueError):
            return read_json(read_bytes(self.folder / name).decode())
        return None

    def _lies_there(self) -> bool:
        """Whether base and journal are what we wrote: a program that cleans the disk may have taken them."""
        if self._file is None:
            return True
        here = all(os.path.isfile(self.folder / name) for name in ("base.json", "journal"))
        return here and os.fstat(self._file.fileno()).st_nlink > 0

    def close(self) -> None:
        """The report was saved or given up by choice: take the folder away."""
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def leave(self) -> None:
        """Keep everything for the next start."""
        with suppress(OSError):
            self.force()
        self._end()

    def _end(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
        self._lock.release()

    def _load(self) -> Found:
        """Base and journal as one report. FileProblem or ValueError when the base cannot be read."""
        base = read_json(read_bytes(self.folder / "base.json").decode())
        if not isinstance(base, dict) or not isinstance(base.get("step"), int) or not isinstance(base["draft"], dict):
            raise ValueError("no base")
        draft, at, self._step = base["draft"], _moment(base["at"]), base["step"]
        edits = 0
        for line in _lines(self.folder / "journal"):
            if line.step <= self._step:
                continue
            try:
                draft = _with(draft, line.changes)
            except (KeyError, TypeError, ValueError):  # none of ours, as what follows it
                break
            at, self._step = line.at, line.step
            edits += 1
        report = parse_draft(json.dumps(draft).encode(), "找回的内容")
        modified = bool(base["modified"]) or edits > 0
        where, path, saving_to = self._kept("where"), _whole_path(base.get("path")), _whole_path(self._kept("saving"))
        return Found(self, report, path, at, modified, where if isinstance(where, dict) else {}, saving_to)


class _Line(NamedTuple):
    step: int
    at: datetime.datetime
    changes: list[list[Any]]


def _leave_alone(_folder: Path) -> None:
    """For those who have told of it before."""


def abandoned(unreadable: Callable[[Path], object] = _leave_alone) -> list[Found]:
    """What crashed processes left, oldest first; each one's lock is held by us until its journal is closed or left.

    Folders that hold nothing that is not saved are swept, with stray files; one that cannot be read is left alone, and
    `unreadable` is given it.
    """
    from app.keeping.snapshots import sweep_kept  # most starts find nothing

    sweep_kept()
    found: list[Found] = []
    for folder in _folders():
        lock = Lock(folder / "lock")
        try:
            if lock.take(force=True):
                continue
        except OSError:
            unreadable(folder)
            continue
        journal = Journal(folder, lock)
        if not os.path.lexists(folder / "base.json"):  # killed before there was anything to keep
            journal.close()
            continue
        sweep(folder)
        try:
            one = journal._load()
        except (FileProblem, OSError, ValueError, KeyError, TypeError):
            journal.leave()
            unreadable(folder)
            continue
        if one.modified:
            found.append(one)
        else:
            journal.close()
    return sorted(found, key=_when)


def _folders() -> list[Path]:
    try:
        return sorted(folder for folder in journals_folder().iterdir() if folder.is_dir() and not folder.is_symlink())
    except OSError:  # none yet, or not ours to look into
        return []


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


def _with(draft: dict[str, Any], changes: list[list[Any]]) -> dict[str, Any]:
    """The draft with these changes; TypeError, KeyError or ValueError where they are of something else, and the draft stays."""
    changed = dict(draft)
    for verb, *keys in changes:
        if verb not in ("set", "drop"):
            raise ValueError(verb)
        *where, last, value = keys if verb == "set" else (*keys, None)
        target = changed
        if where:
            (key,) = where
            changed[key] = target = {**changed[key]}
        if verb == "drop":
            target.pop(last, None)
        else:
            target[last] = value
    return changed


def _moment(text: Any) -> datetime.datetime:
    """When something was written; of a clock that told its zone, what it showed."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=None)


def _whole_path(text: Any) -> Path | None:
    """One that is not whole (an earlier version wrote such) would name another file in another folder."""
    return Path(text) if isinstance(text, str) and os.path.isabs(text) and "\0" not in text else None


def _lines(path: Path) -> Iterator[_Line]:
    """The lines of a journal up to the first that is torn or is none of ours."""
    raw = read_bytes(path) if os.path.lexists(path) else b""
    for line in raw.split(b"\n")[:-1]:
        check, _, body = line.partition(b" ")
        if check != b"%08x" % zlib.crc32(body):
            return
        try:
            read = read_json(body.decode())
            found = _Line(read["step"], _moment(read["at"]), read["changes"])
        except (ValueError, KeyError, TypeError):
            return
        if not isinstance(found.step, int):
            return
        yield found
