"""A disk that refuses the n-th thing asked of it, and from then on everything, or only that."""

from __future__ import annotations

import builtins
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class Refusing:
    """Counts what would change the disk below these folders: open to write, write, fsync, rename, mkdir.

    `at`: the number (from 1) of the first that is refused, 0 for none; `error`: of errno; `once`: the later ones go well.
    """

    def __init__(self, folders: tuple[Path, ...], at: int, error: int, once: bool) -> None:
        self._folders = tuple(os.path.abspath(each) for each in folders)
        self._at, self._error, self._once = at, error, once
        self.asked = 0
        self.refused = 0

    def _here(self, path: object) -> bool:
        if not isinstance(path, str | os.PathLike):
            return False
        return os.path.abspath(os.fspath(path)).startswith(self._folders)

    def ask(self, path: object) -> None:
        if not self._here(path):
            return
        self.asked += 1
        if self._at and (self.asked == self._at or (self.asked > self._at and not self._once)):
            self.refused += 1
            raise OSError(self._error, os.strerror(self._error), os.fspath(path))  # type: ignore[arg-type]

    @contextmanager
    def holds(self) -> Iterator[Refusing]:
        real_open, real_os_open = builtins.open, os.open
        names: dict[int, str] = {}

        def opens(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
            writes = any(each in mode for each in "wax+")
            if writes:
                self.ask(file)
            made = real_open(file, mode, *rest, **more)
            if writes and self._here(file):
                names[made.fileno()] = os.fspath(file)
                return _Written(made, self, os.fspath(file))
            return made

        def os_opens(path: Any, flags: int, *rest: Any, **more: Any) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR) and flags & os.O_CREAT:
                self.ask(path)
            return real_os_open(path, flags, *rest, **more)

        def first(real: Any) -> Any:
            def does(path: Any, *rest: Any, **more: Any) -> Any:
                self.ask(path)
                return real(path, *rest, **more)

            return does

        fsync = os.fsync

        def flushes(handle: int) -> None:
            self.ask(names.get(handle, ""))
            (fsync if sys.platform == "win32" else os.fdatasync)(handle)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(builtins, "open", opens)
            patch.setattr(io, "open", opens)
            patch.setattr(os, "open", os_opens)
            patch.setattr(os, "fsync", flushes)
            for name in ("replace", "rename", "mkdir"):
                patch.setattr(os, name, first(getattr(os, name)))
            yield self


class _Written:
    """A file whose write is asked about."""

    def __init__(self, file: Any, disk: Refusing, path: str) -> None:
        self._file, self._disk, self._path = file, disk, path

    def write(self, data: Any) -> int:
        try:
            self._disk.ask(self._path)
        except OSError:
            self._file.write(data[: len(data) // 2])  # what a full disk does
            raise
        return self._file.write(data)

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
