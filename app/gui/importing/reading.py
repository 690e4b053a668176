"""Reads reports of others beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from app.acts import imported_report
from app.documents.read.reading import READABLE, read, read_pasted
from app.gui.dialogs.working import FAILED, Working
from app.model.draft import NotADraft, open_draft
from app.model.report import Report

if TYPE_CHECKING:
    from app.documents.recognise.report import Imported


class Source(NamedTuple):
    """A file, or what was on the clipboard (then `path` is None)."""

    name: str
    path: Path | None = None
    html: str = ""
    text: str = ""


@dataclass(frozen=True)
class Document:
    """A report that was read. `imported`: None when it is a 底稿 of ours, in which nothing is doubtful."""

    source: Source
    report: Report
    imported: Imported | None


def pasted(data: QMimeData | None) -> Source | None:
    """What the clipboard holds that can be read; None for nothing (a cleared clipboard may hold no data at all)."""
    if data is None:
        return None
    html, text = data.html() if data.hasHtml() else "", data.text() if data.hasText() else ""
    return Source("剪贴板", None, html, text) if html.strip() or text.strip() else None


def read_source(source: Source, cancelled: Callable[[], bool] = bool) -> Document:
    """Read one; FileProblem with one sentence, Cancelled."""
    if source.path is None:
        imported = read_pasted(source.html, source.text, cancelled)
    else:
        if source.path.suffix.lower() not in READABLE:
            with suppress(NotADraft):
                return Document(source, open_draft(source.path), None)
        imported = read(source.path, cancelled)
    return Document(source, imported_report(imported), imported)


class _ReadAll:
    """The work, which may outlive the window. `name`: the source being read."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = tuple(sources)
        self.name = ""

    def __call__(self, cancelled: Callable[[], bool]) -> list[Document]:
        documents: list[Document] = []
        for source in self._sources:
            self.name = source.name
            documents.append(read_source(source, cancelled))
        return documents


class Reading(Working):
    """Open while sources are read. `then` is given the documents; after a failure or 取消 it is not called."""

    def __init__(
        self, parent: QWidget | None, sources: Sequence[Source], then: Callable[[list[Document]], None]
    ) -> None:
        work = _ReadAll(sources)
        names = "、".join(f"“{source.name}”" for source in sources[:3])
        more = f"等 {len(sources)} 个" if len(sources) > 3 else ""
        super().__init__(parent, f"正在读{names}{more}……", work, then, lambda: FAILED.format(work.name))
