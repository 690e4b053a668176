"""Reads a file that somebody else made, in a child process that can be killed: bounded time, bounded memory, one sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.documents.read.pool import Broke, Cancelled, Died, Pool, TookTooLong, run_many, shared
from app.model.files import FileProblem

if TYPE_CHECKING:  # the window starts without them
    from app.documents.recognise.raw import RawGrid
    from app.documents.recognise.report import Imported

log = logging.getLogger(__name__)
__all__ = [
    "LARGEST_FILE",
    "Cancelled",
    "read",
    "read_data",
    "read_file",
    "read_grids",
    "read_many",
    "read_pasted",
    "read_pasted_grids",
    "warm",
]
Item = TypeVar("Item")

SECONDS = 9.0  # of reading; with starting and ending the child it stays below 10
LOADING = 60.0  # of loading what reads, from a cold disk and beside other work; nobody waits for it
MEGABYTES = 460  # of data; with code and stacks the child stays below 500
LARGEST_FILE = 40 * 1024 * 1024  # bytes; the largest real report seen has 0.3 MB


def read(path: Path, cancelled: Callable[[], bool] = bool) -> Imported:
    """The report in a file; FileProblem with one Chinese sentence when there is none or it cannot be read.

    `cancelled` is asked about ten times a second; when it says yes, the child is killed and Cancelled raised.
    """
    return read_data(read_file(path), path.name, cancelled)


def read_file(path: Path) -> bytes:
    """The bytes to be read of a file; of a saved page with the style sheets that lie beside it. FileProblem as `read`."""
    from app.documents.read.formats.page.linked import page_bytes

    return page_bytes(path, LARGEST_FILE)


def read_data(data: bytes, name: str, cancelled: Callable[[], bool] = bool) -> Imported:
    """The same of a file that may be gone by now: what was in it."""
    return _in_child("file", data, name, cancelled)


def read_pasted(html: str, text: str, cancelled: Callable[[], bool] = bool) -> Imported:
    """The report on the clipboard: its HTML flavour when that holds one, else its plain text."""
    try:
        if html.strip():
            return _in_child("html", html.encode("utf-8", "replace"), "剪贴板", cancelled)
    except FileProblem:
        if not text.strip():
            raise
    return _in_child("text", text.encode("utf-8", "replace"), "剪贴板", cancelled)


def read_many(
    items: Iterable[Item], path_of: Callable[[Item], Path], pool: Pool
) -> Iterator[tuple[Item, Imported | FileProblem]]:
    """(item, its report or the sentence why there is none) for each, as they are read; stop asking to stop reading."""

    def answer(item: Item) -> Imported | FileProblem:
        try:
            path = path_of(item)
            return _in_child("file", read_file(path), path.name, bool, pool)
        except FileProblem as problem:
            return problem

    yield from run_many(items, answer, pool)


def read_grids(data: bytes, name: str) -> tuple[RawGrid, ...]:
    """The tables of any file that can be read, as they stand in it: a list of units and the like. FileProblem as `read`."""
    return _bounded(_grids, (data, name), name, bool, shared)


def read_pasted_grids(html: str) -> tuple[RawGrid, ...]:
    """The tables in the HTML flavour of the clipboard. FileProblem as `read`."""
    return _bounded(_page_grids, (html.encode("utf-8", "replace"),), "剪贴板", bool, shared)


def warm() -> None:
    """Have a child ready that has loaded what most reports need; to be called when nothing else is to be done."""
    shared.warm(_load, seconds=LOADING, megabytes=MEGABYTES)


def _load() -> None:
    from app.documents.read.formats.pdf import reader  # noqa: F401
    from app.documents.read.formats.sheet import xlsx  # noqa: F401
    from app.documents.read.formats.word import docx  # noqa: F401

    for what in ("html", "text"):
        with suppress(FileProblem):  # there is no report in it; its reader and the recogniser are loaded now
            understand(what, "<p>年报</p>".encode(), "")


def _grids(data: bytes, name: str) -> tuple[RawGrid, ...]:
    from app.documents.read.readers import raw_of
    from app.documents.recognise.raw import RawGrid

    return tuple(item for item in raw_of(data, name).items if isinstance(item, RawGrid))


def _page_grids(data: bytes) -> tuple[RawGrid, ...]:
    from app.documents.read.readers import raw_as
    from app.documents.recognise.raw import RawGrid

    return tuple(item for item in raw_as("html", data, "剪贴板").items if isinstance(item, RawGrid))


def _in_child(what: str, data: bytes, name: str, cancelled: Callable[[], bool], pool: Pool = shared) -> Imported:
    return _bounded(understand, (what, data, name), name, cancelled, pool)


def _bounded(
    job: Callable[..., Any], args: tuple[Any, ...], name: str, cancelled: Callable[[], bool], pool: Pool
) -> Any:
    """`job(*args)` in a child; whatever happens to it is one sentence about the file called `name`."""
    try:
        return pool.run(job, *args, seconds=SECONDS, megabytes=MEGABYTES, cancelled=cancelled)
    except TookTooLong as error:
        sentence = f"“{name}”读了很久还没有读完，不像年报，没有导入。请只保留年报正文，另存后再导入。"
        raise FileProblem(sentence) from error
    except Died as error:
        raise _too_much(name) from error
    except Broke as broke:
        log.error("reading failed: %s", str(broke).strip().splitlines()[-1])
        log.info("%s", broke)
        raise FileProblem(f"“{name}”读不出来，没有导入。请用 Word、WPS 或浏览器打开后另存一份，再导入。") from broke


def _too_much(name: str) -> FileProblem:
    return FileProblem(f"“{name}”太大或内容已损坏，读不出来，没有导入。请用 Word、WPS 或浏览器打开后另存一份，再导入。")


def understand(what: str, data: bytes, name: str) -> Imported:
    """Read and recognise in this very process. `what`: "file" (told apart by content), or "html", "text" from the clipboard."""
    from app.documents.read.radicals import without_radicals
    from app.documents.read.readers import raw_as, raw_of
    from app.documents.recognise.report import recognise

    raw = raw_of(data, name) if what == "file" else raw_as("html" if what == "html" else "text", data, name)
    return recognise(without_radicals(raw), name)
