"""How the program as a whole looks."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.gui.look import style_sheet


@pytest.mark.parametrize("style", ["Fusion", "Windows"])
def test_windows_have_the_programs_icon_whatever_style_the_system_has(style: str, qapp: QApplication) -> None:
    qapp.setWindowIcon(QIcon())
    qapp.setStyle(style)
    style_sheet.apply(qapp, "light", 100)
    style_sheet.show_icon(qapp)
    assert {16, 32, 48} <= {size.width() for size in qapp.windowIcon().availableSizes()}
