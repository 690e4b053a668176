"""新建: the kind follows from the name until she chooses one herself."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.importing.new_report import NewReportDialog


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("青禾县河口镇人民政府", "town_government"),
        ("青禾县东风街道办事处", "subdistrict_office"),
        ("青禾县自然资源局", "department"),
        ("青禾县人民政府", "county_government"),
        ("青禾县", "county_government"),
        ("青禾", None),
    ],
)
def test_the_kind_follows_from_the_name(qtbot: QtBot, name: str, kind: str | None) -> None:
    dialog = NewReportDialog(None, datetime.date(2026, 1, 5))
    qtbot.addWidget(dialog)
    dialog.name.setText(name)
    assert dialog.kind.currentData() == kind


def test_what_she_chose_stays(qtbot: QtBot) -> None:
    dialog = NewReportDialog(None, datetime.date(2026, 1, 5))
    qtbot.addWidget(dialog)
    dialog.name.setText("青禾县自然资源局")
    dialog.kind.setFocus()
    qtbot.keyClick(dialog.kind, Qt.Key.Key_Down)
    chosen = dialog.kind.currentData()
    assert chosen != "department"
    dialog.name.setText("青禾县河口镇人民政府")
    assert dialog.kind.currentData() == chosen
