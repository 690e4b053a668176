"""Who has a file open: a small file with a name in it, held by a lock of the system that dies with the process."""

from __future__ import annotations

import contextlib
import datetime
import errno
import json
import os
import sys
import zlib
from pathlib import Path
from typing import IO, NamedTuple

from app.keeping.user import user_name
from app.model.files import computer, plain_file, real_file, system_path
from app.model.json_text import read_json, shown

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK, 0)  # said of a lock that another has; 0: by Wine
_ATTEMPTS = 20
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
        return self.computer == computer()


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
        self._mark = os.urandom(8).hex()  # tells our writing from that of another

    @property
    def held(self) -> bool:
        return self._file is not None

    def take(self, force: bool = False) -> Holder | None:
        """None: it is ours now. Else who has it. OSError when the place refuses a lock file.

        A dead process of this computer is taken over; another computer's lock only with `force`, and a living
        process's never.
        """
        for attempt in range(_ATTEMPTS):
            # Held open for as long as the lock is; a link that lies in its place is not followed.
            file = open(self.path, "a+b", buffering=0, opener=plain_file)  # noqa: SIM115
            try:
                locked = _system_lock(file)
            except OSError:
                file.close()
                raise
            if not locked:
                holder = _read(file, alive=True)
                file.close()
                return holder or Holder("", computer(), 0, "", True)
            # Else it was deleted by its owner between our open and our lock. Some shares give a file another number each
            # time it is asked; then what the system says of the lock must do.
            if _same_file(file, self.path) or attempt == _ATTEMPTS - 1:
                break
            file.close()
        holder = _read(file, alive=False)
        if holder and not holder.here and not force:
            file.close()
            return holder
        self._file = file
        with contextlib.suppress(OSError):  # on a full disk it holds without a name in it
            _sign(file, self._mark)
        _hide(self.path)
        return None

    def stands(self) -> bool:
        """Whether the file that we hold still lies there: not on a stick that was pulled out and put in again."""
        return self._file is not None and _same_file(self._file, self.path)

    def release(self) -> None:
        """Give it back and take the file away, unless another has put his there."""
        file, self._file = self._file, None
        if file is None:
            return
        ours = _same_file(file, self.path) or self._signed_by_us()
        if sys.platform == "win32":  # an open file cannot be deleted there
            file.close()
        with contextlib.suppress(OSError):
            if ours:
                self.path.unlink()
        file.close()

    def _signed_by_us(self) -> bool:
        try:
            with open(self.path, "rb", buffering=0, opener=plain_file) as file:
                return self._mark.encode() in file.read(4096)
        except OSError:
            return False


def _sign(file: IO[bytes], mark: str) -> None:
    file.seek(0)
    file.truncate()
    me = {
        "user": user_name(),
        "computer": computer(),
        "pid": os.getpid(),
        "since": datetime.datetime.now().isoformat(timespec="minutes"),
        "mark": mark,
    }
    file.write(json.dumps(me, ensure_ascii=False).encode("utf-8", "replace"))


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
        data = read_json(file.read(4096).decode())
        user, computer, since = (shown(data[key]) for key in ("user", "computer", "since"))
        return Holder(user, computer, data["pid"] if isinstance(data["pid"], int) else 0, since, alive)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _hide(path: Path) -> None:
    """Windows shows names that begin with a dot."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(str(path), 2)
