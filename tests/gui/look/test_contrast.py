"""What is written can be read in both themes: the contrast of WCAG 2.1, 4.5 for text and 3 for what is only a mark."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.gui.look import style_sheet
from app.gui.look.theme import DARK, LIGHT, Colours

THEMES = {"light": LIGHT, "dark": DARK}
PAGES = ("ground", "paper", "header", "computed")
SOFT = ("accent_soft", "error_soft", "query_soft", "note_soft")
TEXTS = {
    "text": (*PAGES, *SOFT, "hit", "hit_now"),
    "muted": (*PAGES, *SOFT),
    "link": (*PAGES, *SOFT),
    "error": (*PAGES, *SOFT),
    "query": (*PAGES, *SOFT),
    "note": (*PAGES, *SOFT),
    "unchecked": (*PAGES, *SOFT),
    "good": (*PAGES, *SOFT),
    "temporary": ("paper", "computed"),
    "accent_text": ("accent",),
}
"""Which ink is written on which grounds."""
MARKS = {"blank": ("paper", "computed"), "accent": PAGES}
"""The dot of a blank cell; borders of what has the focus, the bar of the current part."""


def luminance(colour: QColor) -> float:
    parts = (channel / 255 for channel in (colour.red(), colour.green(), colour.blue()))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: QColor, ground: QColor) -> float:
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("inks", "least"), [(TEXTS, 4.5), (MARKS, 3.0)])
def test_every_ink_on_every_ground(theme: str, inks: dict[str, tuple[str, ...]], least: float) -> None:
    colours: Colours = THEMES[theme]
    ratios = {
        f"{ink} on {ground}": contrast(QColor(getattr(colours, ink)), QColor(getattr(colours, ground)))
        for ink, grounds in inks.items()
        for ground in grounds
    }
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_what_qt_draws_by_the_palette(theme: str, qapp: QApplication) -> None:
    style_sheet.apply(qapp, theme, 100)
    palette, role = qapp.palette(), QPalette.ColorRole
    written = [
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.PlaceholderText, role.Base),
        (role.ButtonText, role.Button),
        (role.BrightText, role.Base),
        (role.ToolTipText, role.ToolTipBase),
        (role.HighlightedText, role.Highlight),
        (role.Link, role.Base),
        (role.LinkVisited, role.Window),
    ]
    low = [
        (ink.name, ground.name) for ink, ground in written if contrast(palette.color(ink), palette.color(ground)) < 4.5
    ]
    style_sheet.apply(qapp, "light", 100)
    assert low == []
