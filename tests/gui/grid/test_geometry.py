"""Table 二 in a narrow room: beside the page that it was read from, at 125 %, it is not scrolled sideways."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from app.form import EDITIONS
from app.form.layout import layout
from app.gui.grid.geometry import geometry

TABLE = EDITIONS["2021"].table("disclosure")


@pytest.mark.parametrize("width", [700, 745, 852, 1200])
def test_table_two_fits_and_its_captions_in_it(qtbot: QtBot, width: int) -> None:
    metrics = QFontMetrics(QFont())
    made = geometry(TABLE, QSize(width, 480), metrics, (40, 40, 40), 15)
    assert made.width <= width
    captions = [box.text for box in layout(TABLE).boxes if box.columns == 1]
    assert min(made.columns) >= max(metrics.horizontalAdvance(text) for text in captions[:4])


def test_too_narrow_a_room_is_scrolled_at_its_usual_size(qtbot: QtBot) -> None:
    usual = geometry(TABLE, QSize(852, 480), QFontMetrics(QFont()), (40, 40, 40), 15)
    assert geometry(TABLE, QSize(500, 480), QFontMetrics(QFont()), (40, 40, 40), 15).width >= usual.width - 15
