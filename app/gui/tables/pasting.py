"""What the clipboard holds for a table, and what a table puts there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from app.documents.pasted.grids import MOST_CHARACTERS, Pasted, of_clipboard, of_text, rows_of
from app.documents.pasted.landing import Laid, fill
from app.documents.pasted.laying import lay
from app.documents.read.reading import read_pasted_grids
from app.documents.recognise.raw import RawGrid
from app.form.schema import Cell, Table
from app.model import block
from app.model.report import Report

_OURS = (
    "application/x-gongkai-nianbao-figures"  # beside the plain text: it came out of one of our tables, square by square
)
NOTHING = "剪贴板里没有可以粘贴的数。"
_MOST_FILLED = 5_000
"""Boxes that say something: the three tables of the form have 600 together."""
TOO_MUCH = "剪贴板里的内容太大，不像是一张表，没有粘贴。"


def copy(report: Report, table: Table, cells: Sequence[Cell]) -> None:
    """The figures onto the clipboard, as Excel and WPS read them."""
    data = QMimeData()
    data.setText(block.write(block.cut_out(report, table, cells)))
    data.setData(_OURS, b"1")
    QGuiApplication.clipboard().setMimeData(data)


def single() -> str | None:
    """The one box that the clipboard holds; None when it holds several, or none."""
    data = QGuiApplication.clipboard().mimeData()
    text = data.text() if data.hasText() else ""
    if not text.strip("\r\n") or len(text) > MOST_CHARACTERS:
        return None
    rows = rows_of(text)
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else None


def pasted(report: Report, table: Table, cells: Sequence[Cell]) -> Laid | str:
    """The clipboard laid upon the table from the first of these cells on, or one box into all of them; or why it cannot be."""
    data = QGuiApplication.clipboard().mimeData()
    text, html = data.text() if data.hasText() else "", data.html() if data.hasHtml() else ""
    if len(text) > MOST_CHARACTERS or len(html) > 8 * MOST_CHARACTERS:
        return TOO_MUCH
    if not text.strip("\r\n") and not html:
        return NOTHING
    if (one := single()) is not None:
        return fill(one, report, cells)
    found: Pasted = of_text(text, ours=True) if data.hasFormat(_OURS) else of_clipboard(html, text, _grids)
    if sum(1 for grid in found.grids for cell in grid.cells if cell.text.strip()) > _MOST_FILLED:
        return TOO_MUCH
    laid = lay(found, report, table, cells[0])
    return laid if laid.landings else NOTHING


def _grids(html: str) -> Sequence[RawGrid]:
    """Read in the child that reads what strangers made; the first time that takes a moment."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return read_pasted_grids(html)
    finally:
        QGuiApplication.restoreOverrideCursor()
