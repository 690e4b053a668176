"""In which direction a page is read, and its characters and strokes as they stand when it is held so."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.documents.read.formats.pdf.objects import Box, Stroke
from app.documents.read.formats.pdf.page import PageContents, Sign

_ASKEW = 3.0  # degrees: a page scanned or laid askew is still upright
_FAINT = 140  # lightness: stamps over a page do not say which way it is read
_BESIDE = 0.15  # of the size: the room beside a figure or letter
_FEWEST = 20  # characters in another direction that may be a table on its side

Bounds = tuple[float, float, float, float]  # left, top, right, bottom


class Frame(NamedTuple):
    """The page turned so that text at `angle` degrees runs to the right: from its upper left corner, y downwards."""

    angle: float
    across: float
    down: float

    @staticmethod
    def of(angle: float, bounds: Box) -> Frame:
        """The frame in which the shown part of a page begins at 0, 0."""
        turned = Frame(angle, 0.0, 0.0)
        left, top, _, _ = turned.box(bounds)
        return Frame(angle, -left, -top)

    def point(self, x: float, y: float) -> tuple[float, float]:
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return cos * x + sin * y + self.across, sin * x - cos * y + self.down

    def box(self, box: Box) -> Bounds:
        """The upright box around a box of the page."""
        corners = [self.point(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def back(self, bounds: Bounds) -> Box:
        """The box of the page around upright bounds."""
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        corners = [(x - self.across, y - self.down) for x in (bounds[0], bounds[2]) for y in (bounds[1], bounds[3])]
        xs, ys = [cos * x + sin * y for x, y in corners], [sin * x - cos * y for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True, eq=False)
class Character:
    """One character of upright text. `x0`, `x1`: from where it begins to where the next may; the rest: its glyph.

    `base`: the line it stands on. `text` becomes U+FFFD when what is seen there cannot be told. `doubled`: it is printed
    again at the same place.
    """

    text: str
    x0: float
    x1: float
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    sign: Sign
    struck: bool = False
    doubled: bool = False

    @property
    def middle(self) -> float:
        """Half way up a Chinese character."""
        return self.base - 0.38 * self.size

    @property
    def bounds(self) -> Bounds:
        return self.left, self.top, self.right, self.bottom


@dataclass(eq=False)
class Writing:
    """All that a page has in one direction. `width`, `height`: of the page held that way."""

    number: int
    frame: Frame
    width: float
    height: float
    characters: list[Character]
    strokes: list[Stroke] = field(default_factory=list)


def writings(pages: Sequence[PageContents]) -> list[list[Writing]]:
    """For each page its directions, the one to read first before the others; slanted words (stamps) are in none."""
    found = [_directions(page, 0.0) for page in pages]
    if not any(found):
        tilt = _usual(angle % 90 for page in pages for angle in _angles(page))
        found = [_directions(page, tilt) for page in pages]
    return [[_writing(page, angle) for angle in angles or [0.0]] for page, angles in zip(pages, found, strict=True)]


def _angles(page: PageContents) -> list[float]:
    """The direction of each printed character; of faint ones only where there are no others."""
    signs = [sign for sign in page.signs if sign.text.strip() and not sign.mirrored]
    dark = [sign.angle for sign in signs if sign.ink.lightness < _FAINT]
    return dark or [sign.angle for sign in signs]


def _usual(angles: Iterable[float]) -> float:
    return next((angle for angle, _ in Counter(round(angle, 1) for angle in angles).most_common(1)), 0.0)


def _off(angle: float, tilt: float) -> float:
    """How far an angle is from the nearest quarter turn."""
    return (angle - tilt + 45) % 90 - 45


def _directions(page: PageContents, tilt: float) -> list[float]:
    """The directions of upright text, those of most characters first."""
    quarters: dict[int, list[float]] = {}
    for angle in _angles(page):
        if abs(_off(angle, tilt)) <= _ASKEW:
            quarters.setdefault(round((angle - tilt) / 90) % 4, []).append(angle)
    ordered = sorted(quarters.values(), key=len, reverse=True)
    return [_usual(angles) for i, angles in enumerate(ordered) if not i or len(angles) >= _FEWEST]


def _writing(page: PageContents, angle: float) -> Writing:
    frame = Frame.of(angle, page.bounds)
    _, _, width, height = frame.box(page.bounds)
    characters = [
        _character(sign, frame)
        for sign in page.signs
        if not sign.mirrored and abs((sign.angle - angle + 180) % 360 - 180) <= _ASKEW
    ]
    strokes = []
    for stroke in page.strokes:
        (x0, y0), (x1, y1) = frame.point(stroke.x0, stroke.y0), frame.point(stroke.x1, stroke.y1)
        strokes.append(stroke._replace(x0=x0, y0=y0, x1=x1, y1=y1))
    return Writing(page.number, frame, width, height, characters, strokes)


def _character(sign: Sign, frame: Frame) -> Character:
    left, top, right, bottom = frame.box(sign.box)
    x0, _, x1, _ = frame.box(sign.cell)
    _, base = frame.point(*sign.origin)
    if sign.text.strip():  # the place of a character may hold a gap to the next one
        x1 = min(x1, max(right + _BESIDE * sign.size, x0 if sign.text.isascii() else x0 + sign.size))
    return Character(sign.text, x0, x1, left, top, right, bottom, base, sign.size, sign)
