"""Reads a file that somebody else made, in a child process that can be killed: bounded time, bounded memory, one sentence."""

from __future__ import annotations

import logging
import multiprocessing
import sys
import time
import traceback
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.model.files import FileProblem, read_bytes

if TYPE_CHECKING:  # the window starts without them
    from app.documents.recognise.raw import Raw
    from app.documents.recognise.report import Imported

log = logging.getLogger(__name__)

SECONDS = 9.0  # of reading; with starting and ending the child it stays below 10
MEGABYTES = 460  # of data; with code and stacks the child stays below 500
LARGEST_FILE = 40 * 1024 * 1024  # bytes; the largest real report seen has 0.3 MB
LARGEST_TEXT = 16 * 1024 * 1024  # bytes of a page or text; the largest real page seen has 0.2 MB
READABLE = (".docx", ".doc", ".html", ".htm", ".mht", ".mhtml", ".xlsx", ".pdf", ".txt", ".md")
"""Endings that a file dialog offers; what a file really is decides its content."""


class Cancelled(Exception):
    """The person who asked no longer wants the answer."""


def read(path: Path, cancelled: Callable[[], bool] = bool) -> Imported:
    """The report in a file; FileProblem with one Chinese sentence when there is none or it cannot be read.

    `cancelled` is asked about ten times a second; when it says yes, the child is killed and Cancelled raised.
    """
    data = read_bytes(path, LARGEST_FILE)
    return _in_child("file", data, path.name, cancelled)


def read_pasted(html: str, text: str, cancelled: Callable[[], bool] = bool) -> Imported:
    """The report on the clipboard: its HTML flavour when that holds one, else its plain text."""
    try:
        if html.strip():
            return _in_child("html", html.encode("utf-8", "replace"), "剪贴板", cancelled)
    except FileProblem:
        if not text.strip():
            raise
    return _in_child("text", text.encode("utf-8", "replace"), "剪贴板", cancelled)


def _in_child(what: str, data: bytes, name: str, cancelled: Callable[[], bool]) -> Imported:
    context = multiprocessing.get_context("spawn")  # never fork a process that runs Qt's threads
    ours, theirs = context.Pipe()
    child = context.Process(target=_child, args=(theirs,), daemon=True, name="reading")
    child.start()
    theirs.close()
    try:
        ours.send((what, data, name, MEGABYTES))
        answer = _wait(ours, child, name, cancelled)
    except (
        BrokenPipeError,
        EOFError,
        ConnectionResetError,
    ) as error:  # the child died: out of memory, or a crash in a library
        raise _too_much(name) from error
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()
    if not isinstance(answer, tuple):
        return answer
    sentence, trace = answer
    if trace:
        log.error("reading failed: %s", trace.strip().splitlines()[-1])
        log.info("%s", trace)
    raise FileProblem(sentence)


def _wait(ours: Any, child: BaseProcess, name: str, cancelled: Callable[[], bool]) -> Any:
    """The child's answer; `ours` is our end of the pipe (a type of its own on Windows)."""
    end = time.monotonic() + SECONDS
    while not ours.poll(0.1):
        if cancelled():
            raise Cancelled
        if time.monotonic() > end:
            raise FileProblem(f"“{name}”读了很久还没有读完，不像年报，没有导入。请只保留年报正文，另存后再导入。")
        if not child.is_alive() and not ours.poll(0):
            raise _too_much(name)
    return ours.recv()


def _too_much(name: str) -> FileProblem:
    return FileProblem(f"“{name}”太大或内容已损坏，读不出来，没有导入。请用 Word、WPS 或浏览器打开后另存一份，再导入。")


def _child(theirs: Any) -> None:
    """The child's whole life: one document in, one answer out."""
    what, data, name, megabytes = theirs.recv()
    _limit_memory(megabytes)
    try:
        answer: Imported | tuple[str, str] = understand(what, data, name)
    except FileProblem as problem:
        answer = (str(problem), "")
    except (MemoryError, RecursionError):
        answer = (str(_too_much(name)), "")
    except Exception:  # a fault of ours or of a library: a sentence for the clerk, the trace for the log
        answer = (
            f"“{name}”读不出来，没有导入。请用 Word、WPS 或浏览器打开后另存一份，再导入。",
            traceback.format_exc(),
        )
    theirs.send(answer)
    theirs.close()


def understand(what: str, data: bytes, name: str) -> Imported:
    """Read and recognise in this very process. `what`: "file" (told apart by content), or "html", "text" from the clipboard."""
    from app.documents.recognise.report import recognise

    return recognise(_raw(what, data, name), name)


def _raw(what: str, data: bytes, name: str) -> Raw:
    """Each reader is imported when it is needed: pdfplumber alone takes longer than reading a page."""
    from app.documents.read.sniff import format_of, page_in_mhtml

    form = format_of(data, name) if what == "file" else what
    if form in ("html", "mhtml", "text") and len(data) > LARGEST_TEXT:
        raise FileProblem(
            f"“{name}”有 {len(data) // 1048576} MB，太大，不像年报，没有导入。请打开它，复制年报正文后粘贴导入。"
        )
    if form == "docx":
        from app.documents.read.formats.docx import read_docx

        return read_docx(data, name)
    if form == "xlsx":
        from app.documents.read.formats.xlsx import read_xlsx

        return read_xlsx(data, name)
    if form == "pdf":
        from app.documents.read.formats.pdf import read_pdf

        return read_pdf(data, name)
    if form == "doc":
        from app.documents.read.formats.doc import read_doc

        return read_doc(data, name)
    if form in ("html", "mhtml"):
        from app.documents.read.formats.page.html import read_html

        return read_html(page_in_mhtml(data, name) if form == "mhtml" else data, name)
    from app.documents.read.formats.text import read_text

    return read_text(data, name)


def _limit_memory(megabytes: int) -> None:
    """Let this process have no more memory than this, so that a hostile file ends in MemoryError and not in a stalled computer."""
    most = megabytes * 1024 * 1024
    if sys.platform == "win32":
        from app.documents.read.windows_memory import limit_memory

        limit_memory(most)
    else:
        import resource

        with_contents = getattr(resource, "RLIMIT_DATA", resource.RLIMIT_AS)
        resource.setrlimit(with_contents, (most, most))
