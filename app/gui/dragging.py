"""Drafts dragged from the file manager."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from app.model.draft import SUFFIX


def drafts_in(data: QMimeData) -> list[Path]:
    """The drafts among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == SUFFIX]
