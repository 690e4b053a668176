"""Who has a file open: a small file with a name in it, held by a lock of the system that dies with the process."""

from __future__ import annotations

import contextlib
import datetime
import errno
import getpass
import json
import os
import socket
import sys
import zlib
from pathlib import Path
from typing import IO, NamedTuple

from app.model.files import real_file, system_path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK, 0)  # said of a lock that another has; 0: by Wine
_FAR = 1 << 30  # Windows locks a byte beyond the end, so that the name stays readable


class Holder(NamedTuple):
    """Who has it. `alive`: that process runs now, as far as can be seen; another computer's may run unseen."""

    user: str
    computer: str
    pid: int
    since: str
    alive: bool

    @property
    def here(self) -> bool:
        return self.computer == socket.gethostname()


def lock_path(draft: Path) -> Path:
    """Where the lock of a draft lies: beside it, so that other computers on a shared folder see it too.

    Beside the real file, whatever links lead to it: it is that which two people would write.
    """
    draft = real_file(draft)
    name = draft.name if len(draft.name) <= 60 else f"{draft.name[:50]}-{zlib.crc32(draft.name.encode()):08x}"
    return draft.with_name(f".~{name}.lock")


class Lock:
    """The lock file at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = system_path(path)
        self._file: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        return self._file is not None

    def take(self, force: bool = False) -> Holder | None:
        """None: it is ours now. Else who has it. OSError when the place refuses a lock file.

        A dead process of this computer is taken over; another computer's lock only with `force`, and a living
        process's never.
        """
        while True:
            file = open(self.path, "a+b")  # noqa: SIM115 - held open for as long as the lock is
            try:
                locked = _system_lock(file)
            except OSError:
                file.close()
                raise
            if not locked:
                holder = _read(file, alive=True)
                file.close()
                return holder or Holder("", socket.gethostname(), 0, "", True)
            if _same_file(file, self.path):
                break
            file.close()  # it was deleted by its owner between our open and our lock
        holder = _read(file, alive=False)
        if holder and not holder.here and not force:
            file.close()
            return holder
        file.seek(0)
        file.truncate()
        me = {
            "user": _user(),
            "computer": socket.gethostname(),
            "pid": os.getpid(),
            "since": datetime.datetime.now().isoformat(timespec="minutes"),
        }
        file.write(json.dumps(me, ensure_ascii=False).encode())
        file.flush()
        _hide(self.path)
        self._file = file
        return None

    def release(self) -> None:
        """Give it back and take the file away."""
        if self._file is None:
            return
        if sys.platform == "win32":  # an open file cannot be deleted there
            self._file.close()
            with contextlib.suppress(OSError):
                self.path.unlink()
        else:
            with contextlib.suppress(OSError):
                self.path.unlink()
            self._file.close()
        self._file = None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知用户"


def _system_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise  # a file system without locks
    return True


def _same_file(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _read(file: IO[bytes], alive: bool) -> Holder | None:
    """Who wrote the lock file; None while it is empty or unreadable."""
    try:
        file.seek(0)
        data = json.loads(file.read(4096).decode())
        return Holder(str(data["user"]), str(data["computer"]), int(data["pid"]), str(data["since"]), alive)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _hide(path: Path) -> None:
    """Windows shows names that begin with a dot."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(str(path), 2)
