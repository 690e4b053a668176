"""What stands on the clipboard of a text with live figures: plain words for everybody, and for us the fields in it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from app.form.schema import Cell
from app.model.report import Report

LIVE_FORMAT = "application/x-gongkai-nianbao-text"
"""On the clipboard beside the plain text: the same with its live fields as they are kept, UTF-8."""


def mime(shown: str, raw: str) -> QMimeData:
    """Plain text for everybody, and for us the live fields in it."""
    data = QMimeData()
    data.setText(shown)
    if raw != shown:
        data.setData(LIVE_FORMAT, raw.encode())
    return data


def live_figure(report: Report, cell: Cell) -> QMimeData:
    """A figure to be put into a narrative as a live field."""
    from app.model.words.live_text import laid_out  # a table is painted without it

    raw = f"{{{cell}}}"
    return mime(laid_out(raw, report).shown, raw)
