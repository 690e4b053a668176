"""Reads reports of others beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from app.acts import imported_report
from app.documents.read.endings import READABLE
from app.documents.read.reading import read_data, read_file, read_pasted
from app.gui.dialogs.working import FAILED, Working
from app.model.draft import NotADraft, parse_draft
from app.model.files import FileProblem
from app.model.report import Report

if TYPE_CHECKING:
    from app.documents.recognise.report import Imported


class Foreign(NamedTuple):
    """What somebody else made: a file, or what was on the clipboard (then `path` is None).

    `data`: what was in the file, where it had to be read at once.
    """

    name: str
    path: Path | None = None
    html: str = ""
    text: str = ""
    data: bytes | None = None


@dataclass(frozen=True)
class ReadReport:
    """A report of others that was read. `imported`: None when it is a 底稿 of ours, in which nothing is doubtful."""

    source: Foreign
    report: Report
    imported: Imported | None


def pasted(data: QMimeData | None) -> Foreign | None:
    """What the clipboard holds that can be read; None for nothing (a cleared clipboard may hold no data at all)."""
    if data is None:
        return None
    html, text = data.html() if data.hasHtml() else "", data.text() if data.hasText() else ""
    return Foreign("剪贴板", None, html, text) if html.strip() or text.strip() else None


def files(paths: Iterable[Path]) -> list[Foreign]:
    return [Foreign(path.name, path) for path in paths]


def dropped(paths: Iterable[Path]) -> list[Foreign]:
    """Files that are just being dropped: an unpacker deletes them as soon as the drop is over."""
    return [Foreign(path.name, path, data=_read_now(path)) for path in paths]


def _read_now(path: Path) -> bytes | None:
    """None where it cannot be read, which the reader tells in its turn; nor on a share, which may take its time."""
    if str(path).startswith("\\\\"):
        return None
    try:
        return read_file(path)
    except FileProblem:
        return None


def read_source(source: Foreign, cancelled: Callable[[], bool] = bool) -> ReadReport:
    """Read one; FileProblem with one sentence, Cancelled."""
    if source.path is None:
        imported = read_pasted(source.html, source.text, cancelled)
    else:
        data = source.data if source.data is not None else read_file(source.path)
        if source.path.suffix.lower() not in READABLE:
            with suppress(NotADraft):
                return ReadReport(source, parse_draft(data, source.name), None)
        imported = read_data(data, source.name, cancelled)
    return ReadReport(source, imported_report(imported), imported)


class _ReadAll:
    """The work, which may outlive the window. `name`: the source being read."""

    def __init__(self, sources: Sequence[Foreign]) -> None:
        self._sources = tuple(sources)
        self.name = ""

    def __call__(self, cancelled: Callable[[], bool]) -> list[ReadReport]:
        documents: list[ReadReport] = []
        for source in self._sources:
            self.name = source.name
            documents.append(read_source(source, cancelled))
        return documents


class Reading(Working):
    """Open while sources are read. `then` is given the documents; after a failure or 取消 it is not called."""

    def __init__(
        self, parent: QWidget | None, sources: Sequence[Foreign], then: Callable[[list[ReadReport]], None]
    ) -> None:
        work = _ReadAll(sources)
        names = "、".join(f"“{source.name}”" for source in sources[:3])
        more = f"等 {len(sources)} 个" if len(sources) > 3 else ""
        super().__init__(parent, f"正在读{names}{more}……", work, then, lambda: FAILED.format(work.name))
