"""A table and, where it fits below as well, the guide to its current row."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics

from app.form.schema import Edition
from app.gui.grid.geometry import geometry
from app.gui.grid.view import TableView
from app.gui.help.figures import RowGuide
from app.gui.look import theme

_GUIDE_FROM = 18  # pixels of a row: lower ones are for windows that have no room for the guide


def fit(view: TableView, guide: RowGuide, room: QSize, form: Edition) -> None:
    """The table first."""
    height = _guide_beside(view, guide, room, form)
    guide.setVisible(height > 0)
    view.fit(QSize(room.width(), room.height() - height))
    if height and (cell := view.cell()):
        guide.show_for(form, cell)


def _guide_beside(view: TableView, guide: RowGuide, room: QSize, form: Edition) -> int:
    """How high the guide is, 0 without room for it. All its texts tell; they are not read where no guide would fit."""
    if not _has_room(view, room, guide.least()):
        return 0
    height = guide.height_for(form, view.model().table)
    return height if _has_room(view, room, height) else 0


def _has_room(view: TableView, room: QSize, guide: int) -> bool:
    """For a guide of this height."""
    model, rest = view.model(), QSize(room.width(), room.height() - guide)
    made = geometry(model.table, rest, QFontMetrics(view.font()), model.needs(view.font()), view.bar_width())
    return made.height <= room.height() - guide and min(made.rows) >= theme.px(_GUIDE_FROM)
