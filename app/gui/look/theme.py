"""Every size and colour on the screen, light and dark."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtGui import QColor, QGuiApplication, QPalette


class Colours(NamedTuple):
    """Each name is what the colour is for; text on its ground has a contrast of at least 4.5, a mark of 3."""

    ground: str  # window
    paper: str  # page, editable cells
    header: str  # header and label cells
    computed: str  # computed, read-only cells
    line: str  # hairlines
    text: str
    muted: str  # secondary text
    blank: str  # the · of a blank cell
    accent: str  # primary button, current part
    accent_text: str
    accent_soft: str  # current part's ground
    cross: str  # thin lines of current row and column
    link: str
    error: str
    error_soft: str
    query: str
    query_soft: str
    note: str
    note_soft: str
    unchecked: str
    good: str
    temporary: str  # 暂计 totals
    hit: str  # the ground of what was searched for, and of the one she is at
    hit_now: str


LIGHT = Colours(
    ground="#f5f6f8", paper="#ffffff", header="#f0f2f6", computed="#f2f3f5", line="#d4d8de", text="#1b1f24",
    muted="#5b6470", blank="#7f8791", accent="#1f5fc4", accent_text="#ffffff", accent_soft="#e6effc", cross="#7aa7e8",
    link="#1a56b8", error="#b42318", error_soft="#fdecea", query="#8a4b00", query_soft="#fff4e0", note="#3d5a80",
    note_soft="#eaf1f9", unchecked="#5b6470", good="#1d7340", temporary="#656d79", hit="#fdefa6", hit_now="#ffb74d",
)  # fmt: skip

DARK = Colours(
    ground="#1e2126", paper="#17191d", header="#262a31", computed="#21252b", line="#3a404a", text="#e8eaed",
    muted="#a8b0bb", blank="#7f8893", accent="#3270d2", accent_text="#ffffff", accent_soft="#22344f", cross="#4a79bd",
    link="#8ab4f8", error="#ff8a80", error_soft="#4a2422", query="#ffc266", query_soft="#45341a", note="#9dc1ee",
    note_soft="#243347", unchecked="#a8b0bb", good="#7fd39b", temporary="#9aa3ae", hit="#4d4415", hit_now="#8a5200",
)  # fmt: skip


def is_dark() -> bool:
    """Whether the application's palette is a dark one."""
    return _is_dark(QGuiApplication.palette().cacheKey())


@lru_cache(maxsize=1)  # asked for at every line that is painted
def _is_dark(_palette: int) -> bool:
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def colours() -> Colours:
    return DARK if is_dark() else LIGHT


def colour(name: str) -> QColor:
    return inks()[name]


def inks() -> Mapping[str, QColor]:
    """The colours of now, to paint with."""
    return _inks(is_dark())


@cache
def _inks(dark: bool) -> Mapping[str, QColor]:
    return {name: QColor(value) for name, value in (DARK if dark else LIGHT)._asdict().items()}


def zoom() -> float:
    """1.0 to 2.0, as the clerk chose; the application's font carries it (ApplicationFontChange tells of a change)."""
    pixels = QGuiApplication.font().pixelSize()
    return pixels / BASE_PIXELS if pixels > 0 else 1.0


def px(size: float) -> int:
    """A size of this file in pixels at the zoom of now."""
    return round(size * zoom())


BASE_PIXELS = 12  # the smallest type on the screen
NARRATIVE_PIXELS = 16
NARRATIVE_CHARACTERS = 28
LEFT_WIDTH, RIGHT_WIDTH, RAIL_WIDTH = 176, 324, 44
TOOLBAR_HEIGHT, MENU_HEIGHT, STATUS_HEIGHT = 38, 22, 22
NARROW_TOOLBAR_HEIGHT, NARROW_STATUS_HEIGHT = 32, 20  # where the table has few lines left
CENTRE_WIDTH, RIGHT_LEAST = 866, 236
NARROW_BELOW = LEFT_WIDTH + CENTRE_WIDTH + RIGHT_LEAST  # of window width: table 三 would not fit beside both panels
LABEL_COLUMNS = (58, 84, 276)  # table 三
FIGURE_COLUMN = 62
ROW_HEIGHT, TALL_ROW_HEIGHT = 19, 33
HEADER_HEIGHTS = (19, 19, 32)
LEVEL_MARKS = {"error": "●", "query": "▲", "note": "○", "unchecked": "—", "incomplete": "□"}
