"""Reads reports of others beside the window: a small progress window with 取消, and the answer when it is there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData, QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.acts import imported_report
from app.documents.read.reading import READABLE, Cancelled, read, read_pasted
from app.gui.dialogs.question import tell
from app.gui.look import labels, theme
from app.model.draft import NotADraft, open_draft
from app.model.files import FileProblem
from app.model.report import Report

if TYPE_CHECKING:
    from app.documents.recognise.report import Imported

log = logging.getLogger(__name__)

_FAILED = "“{}”读不出来，这是程序故障，底稿没有受影响。请用“帮助”里的“报告问题”把日志发给我们。"
_WIDTH = 360


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


class _Answer(QObject):
    """Carries a worker's answer into the window's thread."""

    read = Signal(object)  # list[Document]
    failed = Signal(str)  # a sentence; "" when cancelled


class _Work(QRunnable):
    def __init__(self, sources: Sequence[Source], cancelled: Event, answer: _Answer) -> None:
        super().__init__()
        self._sources, self._cancelled, self._answer = sources, cancelled, answer

    def run(self) -> None:
        name, sentence = "", ""
        documents: list[Document] = []
        try:
            for source in self._sources:
                name = source.name
                documents.append(read_source(source, self._cancelled.is_set))
        except Cancelled:
            documents = []
        except FileProblem as problem:
            documents, sentence = [], str(problem)
        except Exception:  # a fault of ours must not leave the progress window open for ever
            log.exception("reading")
            documents, sentence = [], _FAILED.format(name)
        with suppress(RuntimeError):  # the program has ended meanwhile
            if documents:
                self._answer.read.emit(documents)
            else:
                self._answer.failed.emit(sentence)


class Reading(QDialog):
    """Open while sources are read. `then` is given the documents; after a failure or 取消 it is not called."""

    def __init__(
        self, parent: QWidget | None, sources: Sequence[Source], then: Callable[[list[Document]], None]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("正在读取")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._then = then
        self._cancelled = Event()
        self._answer = _Answer()  # no child of ours: a worker may outlive the window
        self._answer.read.connect(self._read, Qt.ConnectionType.QueuedConnection)
        self._answer.failed.connect(self._failed, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._cancelled.set)
        names = "、".join(f"“{source.name}”" for source in sources[:3])
        more = f"等 {len(sources)} 个" if len(sources) > 3 else ""
        says = labels.words(f"正在读{names}{more}……")
        says.setFixedWidth(theme.px(_WIDTH))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("正在读取")
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(20),) * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(says)
        column.addWidget(bar)
        column.addLayout(row)
        self.open()
        QThreadPool.globalInstance().start(_Work(tuple(sources), self._cancelled, self._answer))

    def reject(self) -> None:
        """取消: the child that reads is killed, and whatever it still says is not heard."""
        self._cancelled.set()
        super().reject()

    def _read(self, documents: list[Document]) -> None:
        if not self._cancelled.is_set():
            self.accept()
            self._then(documents)

    def _failed(self, sentence: str) -> None:
        if not self._cancelled.is_set():
            parent = self.parentWidget()
            self.accept()
            tell(parent, sentence)
