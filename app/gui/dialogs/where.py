"""Files that come and go: what is dragged here, what a new one is called, and the question where it goes."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.documents.read.endings import ANSWERED
from app.gui.dialogs.question import Answer, ask
from app.keeping.settings import settings
from app.model.endings import DRAFT, LETTER
from app.model.files import computer, system_path
from app.model.report import Report

if TYPE_CHECKING:  # a window is painted before anything is dragged into it or asked where to go
    from PySide6.QtCore import QMimeData, QUrl
    from PySide6.QtWidgets import QWidget

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 70  # characters: a Chinese name of this length still fits where file names hold 255 bytes


def file_name(text: str) -> str:
    """`text` as the stem of a file name on any system."""
    return _NOT_IN_NAMES.sub("", "".join(text.split())).strip(". ")[:_LONGEST] or "政府信息公开工作年度报告"


def draft_name(report: Report) -> str:
    return f"{file_name(report.organ.name)}{report.year}{DRAFT}" if report.organ.name else f"年报{report.year}{DRAFT}"


def copy_name(report: Report, review: bool) -> str:
    """The stem of an exported copy: its title, and of a 送审稿 that it is one."""
    from app.model.words.texts import printed

    return file_name(printed(report, "title")) + ("（送审稿）" if review else "")


def default_folder(setting: str, draft: Path | None = None) -> Path:
    """The folder last used, while it is still there; else that of this draft; else of the drafts; else the documents."""
    for last in (settings().get(setting), draft and str(draft.parent), settings().get("draft_folder")):
        if last and os.path.isdir(last):  # not Path.is_dir: it raises for a share that has dropped
            return Path(last)
    from PySide6.QtCore import QStandardPaths

    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if os.path.isdir(documents) else Path.home()


def ask_where(parent: QWidget | None, title: str, start: Path, kind: str, suffix: str) -> Path | None:
    """The file to write, with this ending; None when that was given up. `kind`: what the system's dialog calls such files.

    The system's dialog asks before a file is replaced, but about the name as it was typed: where we add the ending,
    that is another file, and nobody has asked about it yet.
    """
    from PySide6.QtWidgets import QFileDialog

    while True:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(start), f"{kind} (*{suffix})")
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() == suffix:
            return path
        path = path.with_name(path.name + suffix)
        if not os.path.exists(system_path(path)):
            return path
        if (
            ask(parent, f"已经有一个“{path.name}”了，要替换它吗？", (Answer.OTHER_NAME, Answer.REPLACE))
            is Answer.REPLACE
        ):
            return path
        start = path


def drafts_in(data: QMimeData | None) -> list[Path]:
    """The drafts among what is dragged."""
    return [path for path in files_in(data) if path.suffix.lower() == DRAFT]


def readable_in(data: QMimeData | None) -> list[Path]:
    """The reports of others among what is dragged."""
    return [path for path in files_in(data) if path.suffix.lower() in ANSWERED]


def letters_in(data: QMimeData | None) -> list[Path]:
    """The county's letters among what is dragged."""
    return [path for path in files_in(data) if path.suffix.lower() == LETTER]


def files_in(data: QMimeData | None) -> list[Path]:
    """All files among what is dragged. A cleared clipboard may hold no data at all."""
    return [_file(url) for url in data.urls() if url.isLocalFile()] if data else []


def _file(url: QUrl) -> Path:
    """On Linux some programs name this computer in the address, which is then no share."""
    if sys.platform != "win32" and url.host().lower() in ("localhost", computer().lower()):
        from PySide6.QtCore import QUrl

        url = QUrl(url)
        url.setHost("")
    return Path(url.toLocalFile())
