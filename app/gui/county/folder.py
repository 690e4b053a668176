"""The open folder of a collection: what came is read beside the window, what a person decides is on the disk at once."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from PySide6.QtCore import QFileSystemWatcher, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from app.county.acts import Summary, seen, summed
from app.county.arrived.papers import take_in
from app.county.collection import Collection, open_collection, save_collection
from app.county.places import ARRIVED, MENDED, NAME
from app.county.standing import Overview
from app.county.summing import AREA
from app.keeping.lock import Holder, Lock, lock_path
from app.model.files import FileProblem, content

log = logging.getLogger(__name__)

_FAILED = "读来件时程序出了故障，来件没有受影响。请用“帮助”里的“报告问题”把日志发给我们。"
_SETTLE = 600  # ms after a change in the folder: a file that is being copied in is read when it is whole
_MOST_WATCHED = 200  # files


class _Answer(QObject):
    """Carries a worker's words into the window's thread."""

    done = Signal(int, int, str)
    found = Signal(object)  # Summary
    failed = Signal(str)


class _Work(QRunnable):
    def __init__(
        self, folder: Path, collection: Collection, reach: str, stop: Event, pause: Event, answer: _Answer
    ) -> None:
        super().__init__()
        self._folder, self._collection, self._reach = folder, collection, reach
        self._stop, self._go_on, self._answer = stop, pause, answer

    def run(self) -> None:
        try:
            found = seen(self._folder, self._collection, self._progress)
            made: Summary | str = summed(self._folder, found, self._reach)
        except FileProblem as problem:
            made = str(problem)
        except Exception:  # a fault of ours must not leave the window waiting for ever
            log.exception("collecting")
            made = _FAILED
        with suppress(RuntimeError):  # the program has ended meanwhile
            if isinstance(made, str):
                self._answer.failed.emit(made)
            else:
                self._answer.found.emit(made)

    def _progress(self, done: int, whole: int, path: str) -> bool:
        with suppress(RuntimeError):
            self._answer.done.emit(done, whole, path)
        while not self._go_on.wait(0.2):
            if self._stop.is_set():
                return False
        return not self._stop.is_set()


class CollectionFolder(QObject):
    """`summary` is what was found the last time, None before that. `read_only`: another person has it open (`holder`).

    Signals: `progress` (done, in all, file); `found` (Summary); `said` (a sentence); `refused` (sentences): files that did not come in.
    """

    progress = Signal(int, int, str)
    found = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """FileProblem when the folder's collection cannot be read."""
        super().__init__(parent)
        self.folder = folder
        today = datetime.date.today()
        self._seen = content(folder / NAME)
        known = open_collection(folder)
        self.new = known is None
        self.collection = known or Collection(year=today.year - 1)
        self.reach = AREA
        self.summary: Summary | None = None
        self.holder: Holder | None = None
        self._lock = Lock(lock_path(folder / NAME))
        try:
            self.holder = self._lock.take()
        except OSError:
            log.exception("lock of a collection")  # a share without locks: opened all the same
        self._stop, self._go_on = Event(), Event()
        self._working = False
        self._again = False
        self._answer = _Answer()  # no child of ours: a worker may outlive the window
        queued = Qt.ConnectionType.QueuedConnection
        self._answer.done.connect(self.progress, queued)
        self._answer.found.connect(self._found, queued)
        self._answer.failed.connect(self._failed, queued)
        self._watcher = QFileSystemWatcher(self)
        self._later = QTimer(self, singleShot=True, interval=_SETTLE)
        self._later.timeout.connect(self.read)
        self._watcher.directoryChanged.connect(self._later.start)
        self._watcher.fileChanged.connect(self._later.start)
        self._known: frozenset[str] | None = None  # paths of what was read before

    @property
    def read_only(self) -> bool:
        return self.holder is not None

    @property
    def idle(self) -> bool:
        """Whether nothing is being read."""
        return not self._working

    @property
    def paused(self) -> bool:
        return not self._go_on.is_set()

    def read(self) -> None:
        """Look through the folder again; while that goes on, once more afterwards."""
        if self._working:
            self._again = True
            return
        self._working, self._again = True, False
        self._stop, self._go_on = Event(), Event()
        self._go_on.set()
        work = _Work(self.folder, self.collection, self.reach, self._stop, self._go_on, self._answer)
        QThreadPool.globalInstance().start(work)

    def pause(self, wanted: bool) -> None:
        if wanted:
            self._go_on.clear()
        else:
            self._go_on.set()

    def cancel(self) -> None:
        """Stop reading; what was read is kept, the rest is read the next time."""
        self._stop.set()
        self._go_on.set()

    def decide(self, collection: Collection, done: str = "") -> bool:
        """What a person decided, on the disk at once, and `done` said; False (and told) when the disk refuses."""
        if not self.may_write():
            return False
        try:
            save_collection(collection, self.folder)
        except FileProblem as problem:
            self.said.emit(str(problem))
            return False
        self._seen = content(self.folder / NAME)
        self.collection = collection
        self.new = False
        if done:
            self.said.emit(done)
        self.read()
        return True

    def may_write(self) -> bool:
        """Whether nobody else has it, or wrote it, since (else that is said): a share that dropped and came back took our lock along."""
        if self.holder is None and self._lock.held and not self._lock.stands():
            self._lock.release()
            with suppress(OSError):
                self.holder = self._lock.take()
        if self.holder is not None:
            self.said.emit(self.who())
            return False
        if content(self.folder / NAME) != self._seen:
            self.said.emit("收集刚刚在别处改过，已重新读入。请看过以后，把刚才的再做一次。")
            self.reload()
            return False
        return True

    def reload(self) -> None:
        """The file was written by an act of ours, or by another: take it as it is now.

        One that cannot be read is told, and not written over: what stands in it is still another's.
        """
        now = content(self.folder / NAME)
        try:
            self.collection = open_collection(self.folder) or self.collection
        except FileProblem as problem:
            self.said.emit(str(problem))
            return
        self._seen = now
        self.read()

    def take(self, files: Sequence[Path]) -> None:
        """Files and folders that were dropped or chosen: copied into 收到/, then read."""
        if self.read_only:
            self.said.emit(self.who())
            return
        taken = take_in(self.folder, self.collection, files, datetime.date.today())
        self.decide(taken.collection, f"收入 {len(taken.placed)} 份来件，正在读。")
        if taken.refused:
            self.refused.emit(taken.refused)

    def set_reach(self, reach: str) -> None:
        if reach != self.reach:
            self.reach = reach
            if self.summary is None:
                return
            try:
                self.summary = summed(self.folder, self.summary.overview, reach)
            except FileProblem as problem:
                self.said.emit(str(problem))
                return
            self.found.emit(self.summary)

    def who(self) -> str:
        """Who else has it open, and what that means."""
        holder = self.holder
        name = f"{holder.user}（{holder.computer}）" if holder and holder.user else "另一台电脑"
        return f"{name}正开着这个文件夹，这里只能看，不能改。等对方关闭后重新打开。"

    def close(self) -> None:
        self.cancel()
        self._lock.release()

    def _found(self, summary: Summary) -> None:
        self._working = False
        self.collection = summary.overview.collection if not self._again else self.collection
        self.summary = summary
        self._watch()
        self._watch_files(summary.overview)
        self.found.emit(summary)
        if self._again:
            self.read()

    def _failed(self, sentence: str) -> None:
        self._working = False
        self.said.emit(sentence)

    def _watch(self) -> None:
        """收到/ and its days: what a colleague puts there appears by itself."""
        came, ours = self.folder / ARRIVED, self.folder / MENDED
        days = [came]
        with suppress(OSError):
            days += came.iterdir()
        wanted = [str(each) for each in (self.folder, *days, ours) if os.path.isdir(each)]
        if missing := [each for each in wanted if each not in self._watcher.directories()]:
            self._watcher.addPaths(missing)

    def _watch_files(self, found: Overview) -> None:
        """What cannot be read yet, and what is new: it may still be on its way, and grows without its folder's knowing."""
        versions = [*found.unclaimed, *(v for each in found.standings for v in (each.version, *each.others) if v)]
        new = [
            each for each in versions if not each.readable or (self._known is not None and each.path not in self._known)
        ]
        self._known = frozenset(each.path for each in versions)
        watched = set(self._watcher.files())
        wanted = {str(self.folder / each.path) for each in new[:_MOST_WATCHED]}
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if more := list(wanted - watched):
            self._watcher.addPaths(more)
