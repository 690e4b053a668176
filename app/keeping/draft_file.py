"""The file behind one window: who may write it, and how it looked when we last read or wrote it."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import NamedTuple

from app.keeping.lock import Holder, Lock, lock_path
from app.model.draft import parse_draft, save_draft
from app.model.files import FileProblem, content, read_bytes, real_file, sweep, system_path
from app.model.report import Report


class Seen(NamedTuple):
    """How a draft looked when we last read or wrote it; a value, so that another thread may look whether it still does.

    `moment`: time of change and size, None where the system does not tell.
    """

    path: Path
    content: bytes
    moment: tuple[int, int] | None

    def changed(self) -> bool:
        """Whether somebody wrote something else since; a file that is gone has not been changed."""
        now = content(self.path)
        return now is not None and now != self.content

    def seems_changed(self) -> bool:
        """The same, but the whole file is read only when its time or size is another."""
        now = moment_of(self.path)
        return now is not None and now != self.moment and self.changed()


def moment_of(path: Path) -> tuple[int, int] | None:
    try:
        now = os.stat(system_path(path))
    except OSError:
        return None
    return now.st_mtime_ns, now.st_size


AS_ANOTHER = "可以改，保存时另存为新底稿"
"""What holds for every read-only draft, however it came to be one; nothing is locked in the window."""


class DraftFile:
    """`path` is None for a report never saved. `read_only`: it may be changed here, but only saved as another; `why` says so."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.read_only = False
        self.why = ""
        self._lock: Lock | None = None
        self.seen: Seen | None = None

    def take(self, force: bool = False) -> Holder | None:
        """Lock the draft. None: it is ours, or the place is read-only (see `read_only`). Else who has it open."""
        assert self.path is not None
        writable = 1
        with contextlib.suppress(OSError):  # no such file, or a name too long: writing it will tell
            writable = system_path(self.path).stat().st_mode & stat.S_IWUSR
        if not writable:
            self._refuse(f"“{self.path.name}”是只读文件")
            return None
        lock = Lock(lock_path(self.path))
        try:
            holder = lock.take(force)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                self._refuse(f"“{self.path.parent}”是只读的或没有写入权限")
            return None  # a full disk or an odd file system: working without a lock is better than not working
        if holder is None:
            self._lock = lock
            self._sweep()
        return holder

    def _refuse(self, cause: str) -> None:
        self.read_only, self.why = True, f"{cause}：{AS_ANOTHER}。"

    def open_without_lock(self, holder: Holder) -> None:
        """只读打开: someone else has it."""
        self._refuse(f"{who(holder)}正打开着这份底稿")

    def only_look(self, why: str) -> None:
        """Opened to be looked at: nothing is locked, nothing can be written here."""
        self._refuse(why)

    def read(self) -> Report:
        """FileProblem when it is no draft or cannot be read."""
        assert self.path is not None
        moment = moment_of(self.path)  # before: what is written while we read must be seen as another
        data = read_bytes(self.path)
        report = parse_draft(data, self.path.name)
        self.seen = Seen(self.path, data, moment)
        return report

    def changed_on_disk(self) -> bool:
        """Whether somebody wrote the file since we last read or wrote it, by all that is in it."""
        return self.seen is not None and self.seen.changed()

    def save(self, report: Report) -> None:
        """FileProblem when it cannot be written, or somebody else has it open by now; then nothing has changed."""
        assert self.path is not None
        self._take_again()
        data = save_draft(report, self.path)
        self.seen = Seen(self.path, data, moment_of(self.path))

    def _take_again(self) -> None:
        """A stick that was pulled out and put in again, a share that came back: our lock went with it."""
        if self._lock is None or self._lock.stands():
            return
        assert self.path is not None
        self._lock.release()
        with contextlib.suppress(OSError):  # not back yet: writing tells
            if holder := self._lock.take():
                raise FileProblem(
                    f"{who(holder)}现在打开着“{self.path.name}”，没有写入。请另存一份，免得盖掉对方的改动。"
                )

    def release(self) -> None:
        """Give the lock back, and leave nothing of ours beside the draft."""
        if self._lock:
            self._sweep()
            self._lock.release()
            self._lock = None

    def _sweep(self) -> None:
        assert self.path is not None
        sweep(real_file(self.path).parent)


def who(holder: Holder) -> str:
    """李明（电脑 WS-03）"""
    user = holder.user or "另一个窗口"
    return f"本机的 {user}" if holder.here else f"{user}（电脑 {holder.computer}）"
