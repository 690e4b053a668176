"""A county with a list of three units, and what came of them by mail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.county.collection import Collection, save_collection
from app.county.units import Unit
from app.gui.county.window import CountyWindow
from app.model.draft import save_draft
from tests.flows.clerk import Clerk
from tests.flows.county.shared import NAMES, settled, unit_report


@pytest.fixture
def came(tmp_path: Path) -> list[Path]:
    """Files as they came by mail: two units, one of them under its short name."""
    folder = tmp_path / "邮件"
    folder.mkdir()
    files = []
    for number, name in enumerate((NAMES[0], NAMES[1], "河口镇")):
        files.append(folder / f"{number}.gknb")
        save_draft(unit_report(name, number), files[-1])
    return files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "年报"
    place.mkdir()
    units = tuple(Unit(name) for name in NAMES)
    save_collection(Collection(2025, "青禾县人民政府", "2026-01-20", units, True), place)
    return place


@pytest.fixture
def opened(clerk: Clerk, qtbot: QtBot) -> Callable[[Path], CountyWindow]:
    def open_folder(place: Path) -> CountyWindow:
        clerk.starts(place)
        window = clerk.program.counties.open[-1]
        settled(qtbot, window)
        return window

    return open_folder
