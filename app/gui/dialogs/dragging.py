"""Files dragged from the file manager."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from app.documents.read.reading import READABLE
from app.model.draft import SUFFIX


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def drafts_in(data: QMimeData) -> list[Path]:
    """The drafts among what is dragged."""
    return [path for path in _files(data) if path.suffix.lower() == SUFFIX]


def readable_in(data: QMimeData) -> list[Path]:
    """The reports of others among what is dragged."""
    return [path for path in _files(data) if path.suffix.lower() in READABLE]
