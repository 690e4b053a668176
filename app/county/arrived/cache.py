"""What was read of a file, kept by its content: a collection of thousands opens again in a moment. Throw-away: deleting it costs minutes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import sqlite3
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from app import __version__
from app.county.arrived.versions import NUMBERS, Version
from app.form import EDITIONS
from app.model.draft import draft_bytes, parse_draft
from app.model.figures import digits
from app.model.files import FileProblem, look_of_file, reading_problem, system_path
from app.model.report import Report
from app.paths import cache_folder

log = logging.getLogger(__name__)

_SHAPE = 5  # of a row; another one is another cache
_SCHEMA = """
create table if not exists version (key text primary key, facts text not null, figures text not null, before text not null, sentences blob not null,
    draft blob not null);
create table if not exists place (path text primary key, size integer, changed integer, digest text not null);
"""
_unreadable: dict[str, str] = {}
_AT_ONCE = 500  # versions asked for in one question
_FACTS = ("name", "kind", "year", "edition", "scope", "unit_key", "codes", "content", "verdict", "missing", "doubts")


class Cache:
    """Versions by digest of the file, program version and 核对要求; digests by path, size and time of change.

    A cache that cannot be opened or written is none: everything is read anew.
    """

    def __init__(self, levels: str = "") -> None:
        self._base: sqlite3.Connection | None = None
        self._levels = levels
        try:
            folder = cache_folder()
            folder.mkdir(parents=True, exist_ok=True)
            self._base = _opened(folder / f"county-{_SHAPE}.sqlite")
        except (OSError, sqlite3.Error):
            log.exception("county cache")

    def close(self) -> None:
        if self._base is not None:
            self._base.close()
            self._base = None

    def digests(self, folder: Path, files: Sequence[Path]) -> Iterator[str | FileProblem]:
        """SHA-256 of each file's bytes; of one that looks as it did it is not computed again. A FileProblem where there is one."""
        known: dict[str, tuple[int, int, str]] = {}
        with self._safely():
            words = "select path, size, changed, digest from place where path >= ? and path < ?"
            start = os.path.join(folder, "")
            known = {row[0]: row[1:] for row in self._all(words, start, start[:-1] + chr(ord(start[-1]) + 1))}
        for file in files:
            try:
                yield self._digest(str(file), file, known)
            except FileProblem as problem:
                yield problem
            except OSError as error:
                yield reading_problem(file, error)

    def _digest(self, name: str, file: Path, known: Mapping[str, tuple[int, int, str]]) -> str:
        look = look_of_file(file)
        size, changed, digest = known.get(name, (-1, -1, ""))
        if (size, changed) != (look.st_size, look.st_mtime_ns):
            with open(system_path(file), "rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
            self._put("insert or replace into place values (?, ?, ?, ?)", name, look.st_size, look.st_mtime_ns, digest)
        return digest

    def get(self, wanted: Sequence[tuple[str, str]]) -> list[Version | None]:
        """What was read of these bytes, as the files at these paths; (digest, path) of each."""
        found: list[Version | None] = []
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            rows: dict[str, tuple] = {}
            with self._safely():
                keys = [self._key(digest) for digest, _ in some]
                marks = ",".join("?" * len(keys))
                words = f"select key, facts, figures, before, sentences from version where key in ({marks})"
                rows = {row[0]: row[1:] for row in self._all(words, *keys)}
            found += [self._found(digest, path, rows) for digest, path in some]
        return found

    def _found(self, digest: str, path: str, rows: Mapping[str, tuple]) -> Version | None:
        key = self._key(digest)
        if error := _unreadable.get(key):
            return Version(path, digest, error)
        if key in rows:
            with self._safely():
                return _version(path, digest, *rows[key])
        return None

    def report(self, digest: str) -> Report | None:
        """The report that was read of these bytes; None when it is not known here."""
        with self._safely():
            if row := self._ask("select draft from version where key = ?", self._key(digest)):
                return parse_draft(zlib.decompress(row[0]), "") if row[0] else None  # type: ignore[arg-type]
        return None

    def put(self, version: Version, report: Report | None = None) -> None:
        """Keep what was read. That a file could not be read is kept until the program ends: it may have been the hour's fault."""
        if version.error:
            _unreadable[self._key(version.digest)] = version.error
            return
        facts = {key: getattr(version, key) for key in _FACTS} | {"counts": dict(version.counts)}
        self._put(
            "insert or replace into version values (?, ?, ?, ?, ?, ?)",
            self._key(version.digest),
            json.dumps(facts, ensure_ascii=False),
            *(
                ",".join("" if each is None else digits(each) for each in row)
                for row in (version.values, version.before)
            ),
            array("Q", version.sentences).tobytes(),
            b"" if report is None else zlib.compress(draft_bytes(report), 1),
        )

    def _key(self, digest: str) -> str:
        return f"{digest}:{__version__}:{self._levels}"

    def _ask(self, words: str, *values: object) -> tuple[str, ...] | None:
        if self._base is None:
            return None
        return self._base.execute(words, tuple(str(v) if isinstance(v, Path) else v for v in values)).fetchone()

    def _all(self, words: str, *values: str) -> list[tuple]:
        return [] if self._base is None else self._base.execute(words, values).fetchall()

    def _put(self, words: str, *values: object) -> None:
        with self._safely():
            if self._base is not None:
                self._base.execute(words, values)

    @contextlib.contextmanager
    def _safely(self) -> Iterator[None]:
        """Whatever a damaged cache holds, it only costs reading again."""
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError, KeyError, TypeError, ArithmeticError, FileProblem):
            log.exception("county cache")


def _version(path: str, digest: str, facts: str, figures: str, before: str, sentences: bytes) -> Version:
    known = json.loads(facts)
    known["codes"], known["doubts"] = tuple(known["codes"]), tuple(known["doubts"])
    values = _values(figures)
    if values and len(values) != len(EDITIONS[known["edition"]].cells):
        raise ValueError("kept by another form")
    marks = array("Q")
    marks.frombytes(sentences)
    return Version(path, digest, values=values, before=_values(before), sentences=marks, **known)


def _values(row: str) -> tuple[Decimal | None, ...]:
    return tuple(map(NUMBERS.__getitem__, row.split(","))) if row else ()


def _opened(file: Path) -> sqlite3.Connection:
    base = _connected(file)
    try:
        base.execute("pragma journal_mode=wal")
        base.execute("pragma synchronous=off")  # it may be lost, it must not be slow
        base.executescript(_SCHEMA)
    except sqlite3.DatabaseError:  # damaged: begun anew
        base.close()
        for each in file.parent.glob(file.name + "*"):
            each.unlink(missing_ok=True)
        base = _connected(file)
        base.executescript(_SCHEMA)
    return base


def _connected(file: Path) -> sqlite3.Connection:
    """Each row on its own: another window that reads another folder does not wait until this one is through."""
    return sqlite3.connect(file, timeout=5, check_same_thread=False, isolation_level=None)
