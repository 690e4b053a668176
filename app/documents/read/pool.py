"""Processes that do what must not be done in our own: one job at a time each, bounded in time and memory, kept warm between jobs.

A job is a function of ours and its arguments (both pickled): a child may read a file of a stranger, and what that does to
it ends with it. A child is ended when a job takes too long, asks too much memory or is cancelled, after JOBS jobs, and with
the process that started it, however that ends. It is started new, never forked beside Qt's threads.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from multiprocessing.connection import wait as wait_for
from typing import Any, TypeVar

from app.model.files import FileProblem

Item = TypeVar("Item")

JOBS = 50  # of one child: what a library leaks does not add up
_LOOK = 0.1  # seconds between two looks whether the job was cancelled
_SPARE = 2  # seconds of processor time beyond those of the clock, for a child that no clock ends


class Cancelled(Exception):
    """The person who asked no longer wants the answer."""


class TookTooLong(Exception):
    """The job did not end in its time; its child was ended."""


class Died(Exception):
    """The child ended in the middle of its job: out of memory, or a crash in a library."""


class Broke(Exception):
    """The job raised something that is no FileProblem; str() is the trace, for the log."""


class Child:
    """One process. Not for two threads at once."""

    def __init__(self, megabytes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.megabytes = megabytes
        self._ours, theirs = context.Pipe()
        # What a library leaves behind goes with the child. It makes the folder: what never began leaves none.
        self._folder = os.path.join(tempfile.gettempdir(), f"nianbao-{os.getpid()}-{os.urandom(8).hex()}")
        self._process = context.Process(
            target=_serve, args=(theirs, megabytes, self._folder), daemon=True, name="reading"
        )
        with _uninterrupted():
            self._process.start()
        theirs.close()
        self._jobs = 0

    @property
    def usable(self) -> bool:
        return self._jobs < JOBS and self._process.is_alive()

    def run(self, job: Callable[..., Any], args: tuple[Any, ...], seconds: float, cancelled: Callable[[], bool]) -> Any:
        """The answer of `job(*args)`. FileProblem as it raised it; Cancelled, TookTooLong, Died (then the child is gone), Broke."""
        self._jobs += 1
        try:
            self._ours.send((job, args, seconds))
            end = time.monotonic() + seconds
            while not self._ours.poll(_LOOK):
                if cancelled():
                    raise Cancelled
                if time.monotonic() > end:
                    raise TookTooLong
            answer, problem, trace, spent = self._ours.recv()
        except (BrokenPipeError, EOFError, ConnectionResetError, OSError) as error:
            self.end()
            raise Died from error
        except BaseException:  # Cancelled, TookTooLong, Ctrl+C: its answer would be taken for the next job's
            self.end()
            raise
        if spent:
            self.end()
        if spent and trace == _OUT_OF_MEMORY:
            raise Died
        if trace:
            raise Broke(trace)
        if problem is not None:
            raise problem
        return answer

    def end(self) -> None:
        """End the process and take away what it left."""
        self._jobs = JOBS
        self._ours.close()
        self._process.kill()
        self._process.join()
        shutil.rmtree(self._folder, ignore_errors=True)


_OUT_OF_MEMORY = "memory"


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """A process started within never hears of Ctrl+C: its parent does, ends it, and says what there is to say."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # started with the first process, it would unblock what is blocked here
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # what comes meanwhile comes after
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(theirs: Any, megabytes: int, folder: str) -> None:
    """The child's whole life: jobs in, answers out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Windows hands that down to nobody
    os.mkdir(folder, 0o700)
    _end_with_parent(folder)
    _limit_memory(megabytes)
    tempfile.tempdir = folder
    while True:
        try:
            job, args, seconds = theirs.recv()
        except (EOFError, OSError):  # the parent has gone, or has closed this child
            shutil.rmtree(folder, ignore_errors=True)
            return
        _limit_processor(seconds)
        answer, problem, trace, spent = None, None, "", False
        try:
            answer = job(*args)
        except FileProblem as found:
            problem = found
        except (MemoryError, RecursionError):
            trace, spent = _OUT_OF_MEMORY, True
        except Exception:  # a fault of ours or of a library: the caller makes a sentence of it
            trace = traceback.format_exc()
        try:
            theirs.send((answer, problem, trace, spent))
        except (BrokenPipeError, OSError):
            return
        del answer, problem


def _end_with_parent(folder: str) -> None:
    """End when the process that started this one has ended, also when it was killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait_for([parent.sentinel])
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit_memory(megabytes: int) -> None:
    """Let this process have no more memory than this, so that a hostile file ends in MemoryError and not in a stalled computer."""
    most = megabytes * 1024 * 1024
    if sys.platform == "win32":
        from app.documents.read.windows_memory import limit_memory

        limit_memory(most)
    else:
        import resource

        resource.setrlimit(getattr(resource, "RLIMIT_DATA", resource.RLIMIT_AS), (most, most))


def _limit_processor(seconds: float) -> None:
    """End by the system what no thread of ours can end."""
    if sys.platform != "win32":
        import resource

        most = int(time.process_time() + seconds + _SPARE) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


class Pool:
    """`size` children at most, begun when they are needed. Any thread may ask."""

    def __init__(self, size: int = 1) -> None:
        self.size = size
        self._idle: list[Child] = []
        self._at_work: set[Child] = set()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(size)

    def run(
        self,
        job: Callable[..., Any],
        *args: Any,
        seconds: float,
        megabytes: int,
        cancelled: Callable[[], bool] = bool,
    ) -> Any:
        """`job(*args)` in a child, once one is free. Raises as Child.run does."""
        while not self._places.acquire(timeout=_LOOK):
            if cancelled():
                raise Cancelled
        child = None
        try:
            child = self._taken(megabytes)
            return child.run(job, args, seconds, cancelled)
        finally:
            if child is not None:
                self._given_back(child)
            self._places.release()

    def warm(self, job: Callable[[], Any], *, seconds: float, megabytes: int) -> None:
        """Have a child ready that has done `job` once: loading a reader takes longer than reading."""
        with contextlib.suppress(Died, TookTooLong, Broke, FileProblem, OSError):
            self.run(job, seconds=seconds, megabytes=megabytes)

    def close(self, at_work: bool = False) -> None:
        """End the children that wait; one at work ends when its job does, or (`at_work`) now."""
        with self._lock:
            idle, self._idle = self._idle, []
            ended = [*idle, *(self._at_work if at_work else ())]
        for child in ended:
            child.end()

    def _taken(self, megabytes: int) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.usable and child.megabytes == megabytes:
                    self._at_work.add(child)
                    return child
                child.end()
        _sweep()
        child = Child(megabytes)
        with self._lock:
            self._at_work.add(child)
        return child

    def _given_back(self, child: Child) -> None:
        with self._lock:
            self._at_work.discard(child)
            if child.usable:
                return self._idle.append(child)
        child.end()


def run_many(items: Iterable[Item], work: Callable[[Item], Any], pool: Pool) -> Iterator[tuple[Item, Any]]:
    """(item, `work(item)`) for each, as they are done, as many at once as the pool has places; what `work` raises is raised.

    Not more are begun than are waited for: whoever stops asking stops the work.
    """
    with ThreadPoolExecutor(pool.size, thread_name_prefix="reading") as threads:
        waiting: dict[Future[Any], Item] = {}
        todo = iter(items)
        try:
            while True:
                while len(waiting) < pool.size and (item := next(todo, None)) is not None:
                    waiting[threads.submit(work, item)] = item
                if not waiting:
                    return
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(done), done.result()
        finally:
            for each in waiting:
                each.cancel()


def _sweep() -> None:
    """Take away folders of children that were killed together with their parent, a day ago or more."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(tempfile.gettempdir()):
            with contextlib.suppress(OSError):
                old = entry.name.startswith("nianbao-") and entry.is_dir(follow_symlinks=False)
                if old and entry.stat(follow_symlinks=False).st_mtime < time.time() - 86400:
                    shutil.rmtree(entry.path, ignore_errors=True)


shared = Pool()
"""The pool of one that the window and the command line read with."""


def _end() -> None:
    """End what is at work beside us: else it would be ended in the midst, and leave its folder."""
    tempfile.gettempdir()  # whoever asks first tries the folder with a file: a thread that is at that has done with it then
    shared.close(at_work=True)


atexit.register(_end)
