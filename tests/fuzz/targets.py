"""What each input is given to: the readers of strangers' files and of our own, as the program calls them.

Whatever the bytes are, the answer is a value or FileProblem; nothing is written outside the folder of the run, nothing is asked
of the network, no program is started. A guard says so of every call.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from app.county.collection import parse_collection
from app.documents.pasted.grids import of_clipboard
from app.documents.pasted.laying import lay
from app.documents.read import page_pictures, reading
from app.documents.read.lines.book import sheets_of
from app.documents.read.page_pictures import _pages as pages_of
from app.documents.read.page_pictures import _picture as picture
from app.documents.read.reading import _page_grids as page_grids
from app.documents.read.reading import read_file, understand
from app.documents.recognise.report import Imported, imported_dict
from app.form.schema import Cell
from app.keeping import settings
from app.keeping.journal import abandoned
from app.keeping.lock import Lock
from app.ledger.reading.requests import read_ledger
from app.ledger.working_days import parse_local_days
from app.model.draft import draft_bytes, parse_draft
from app.model.files import FileProblem
from app.model.kept.levels import parse_levels
from app.model.kept.remarks import parse_letter
from app.model.report import Report
from tests.fuzz.seeds import BETWEEN
from tests.reports import balanced

EMPTY = balanced(1).with_figures({cell: None for cell in balanced(1).form.cells})


def file(data: bytes, name: str) -> None:
    """Read, recognised, and kept as a draft that can be opened again."""
    kept(understand("file", data, name))


def kept(found: Imported) -> None:
    imported_dict(found)
    parse_draft(draft_bytes(found.report), "a.gknb")


def pdf(data: bytes) -> None:
    with contextlib.suppress(FileProblem):
        file(data, "年报.pdf")
    if pages_of(data):
        picture(data, 0, 200)


def page(data: bytes) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "a.html").write_bytes(data)
        file(read_file(folder / "a.html"), "年报.html")
    finally:
        shutil.rmtree(folder)


def clipboard(data: bytes) -> None:
    html, _, text = data.partition(BETWEEN)
    page, plain = html.decode("utf-8", "replace"), text.decode("utf-8", "replace")
    table = EMPTY.form.tables[len(data) % 3]
    laid = lay(
        of_clipboard(page, plain, lambda each: page_grids(each.encode("utf-8", "replace"))),
        EMPTY,
        table,
        table.cells[0],
    )
    laid.asks(EMPTY)
    for what, words in (("html", page), ("text", plain)):
        with contextlib.suppress(FileProblem):
            kept(understand(what, words.encode("utf-8", "replace"), "剪贴板"))


def draft(data: bytes) -> None:
    report: Report = parse_draft(data, "a.gknb")
    parse_draft(draft_bytes(report), "a.gknb")
    report.figure(Cell("applications", "received", "total"))


def journal(data: bytes) -> None:
    """What a crash left: a base, and steps with the sum that each line bears."""
    base, _, steps = data.partition(BETWEEN)
    with home() as folder:
        left = folder / "recovery" / ("0" * 32)
        left.mkdir(parents=True)
        (left / "base.json").write_bytes(base)
        lines = steps.split(b"\n")
        (left / "journal").write_bytes(b"".join(b"%08x %s\n" % (zlib.crc32(line), line) for line in lines))
        for found in abandoned():
            draft_bytes(found.report)
            found.journal.close()


def own_home(data: bytes) -> None:
    """Settings and a lock of these bytes."""
    with home() as folder:
        (folder / "settings.json").write_bytes(data)
        settings.reload()
        place = folder / "lock"
        place.write_bytes(data)
        lock = Lock(place)
        lock.take()
        lock.release()
    settings.reload()


def county(data: bytes) -> None:
    for parse, name in ((parse_collection, "收集.gkhj"), (parse_letter, "退回.gkth"), (parse_levels, "核对要求.json")):
        with contextlib.suppress(FileProblem):
            parse(data, name)


def ledger(data: bytes) -> None:
    with contextlib.suppress(FileProblem):
        read_ledger(sheets_of(data, "台账"), "台账", 2025)
    parse_local_days(data, "放假.csv")


@contextlib.contextmanager
def home() -> Iterator[Path]:
    folder, before = Path(tempfile.mkdtemp()), os.environ.get("NIANBAO_HOME")
    os.environ["NIANBAO_HOME"] = str(folder)
    try:
        yield folder
    finally:
        os.environ.pop("NIANBAO_HOME")
        if before is not None:
            os.environ["NIANBAO_HOME"] = before
        shutil.rmtree(folder, ignore_errors=True)


NAMES = {
    **{
        "word": "年报.docx",
        "doc": "年报.doc",
        "sheet": "年报.xlsx",
        "xls": "年报.xls",
        "open": "年报.odt",
        "rtf": "年报.rtf",
    },
    **{"mht": "年报.mht", "text": "年报.csv"},
}
TARGETS: Mapping[str, Callable[[bytes], None]] = {
    **{target: partial(file, name=name) for target, name in NAMES.items()},
    "pdf": pdf,
    "page": page,
    "clipboard": clipboard,
    "draft": draft,
    "journal": journal,
    "home": own_home,
    "county": county,
    "ledger": ledger,
}


def pdf_door(data: bytes) -> None:
    with contextlib.suppress(FileProblem):
        reading.read_data(data, "年报.pdf")
    if page_pictures.pages_of(data):
        page_pictures.picture_of(data, 0, 200)


def clipboard_door(data: bytes) -> None:
    html, _, text = (part.decode("utf-8", "replace") for part in data.partition(BETWEEN))
    with contextlib.suppress(FileProblem):
        reading.read_pasted_grids(html)
    reading.read_pasted(html, text)


DOORS: Mapping[str, Callable[[bytes], object]] = {
    **{target: partial(reading.read_data, name=name) for target, name in NAMES.items()},
    "pdf": pdf_door,
    "page": partial(reading.read_data, name="年报.html"),
    "clipboard": clipboard_door,
}
"""The same as the program itself does it, in its child: what a library asks for is bounded there."""
ALLOWED = (FileProblem, MemoryError, RecursionError)
"""What ends a reading: the child turns the last two into a sentence too (pool.py)."""


class Forbidden(Exception):
    """Something was done that no reading may do."""


_ASKED = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
)
_CHANGES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.chmod", "shutil.rmtree")
_watching = False
_found: list[str] = []


def watch() -> None:
    """From now on for as long as this process lives: see what is done while an input is read."""
    sys.addaudithook(_heard)


def _heard(event: str, args: tuple[Any, ...]) -> None:
    if not _watching:
        return
    if event in _ASKED:
        _found.append(f"{event} {args!r:.200}")
    elif event in _CHANGES or (event == "open" and _writes(args)):
        path = args[0]
        if isinstance(path, (str, bytes, os.PathLike)) and not _inside(os.fspath(path)):
            _found.append(f"{event} {path!r:.200}")


def _writes(args: tuple[Any, ...]) -> bool:
    mode, flags = (args + (None, None))[1:3]
    writing = isinstance(mode, str) and any(each in mode for each in "wax+")
    return writing or (isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)))


def _inside(path: str | bytes) -> bool:
    text = os.fsdecode(path)
    return (
        not os.path.isabs(text)
        or text == os.devnull
        or os.path.realpath(text).startswith(os.path.realpath(tempfile.gettempdir()))
    )


def call(target: str, data: bytes) -> None:
    """Give the input to a target. Forbidden and whatever else it raises are faults."""
    global _watching
    before = set(os.listdir(tempfile.gettempdir()))
    _found.clear()
    _watching = True
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(*ALLOWED):
            TARGETS[target](data)
    finally:
        _watching = False
    if _found:
        raise Forbidden(_found[0])
    if left := set(os.listdir(tempfile.gettempdir())) - before:
        raise Forbidden(f"left behind: {sorted(left)[:3]}")
