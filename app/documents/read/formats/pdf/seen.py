"""What a person sees of a page: it is drawn with its text and without, and where nothing changes nothing is to be seen."""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from app.documents.read.formats.pdf.objects import Box, TooFull, address, bounds_of, objects, overlap
from app.documents.read.formats.pdf.page import PageContents, Sign
from app.documents.read.formats.pdf.places import Places

_FINE = 2.0  # pixels a point, for text of the usual size
_FINEST = 4.0
_USUAL_SIZE = 9.0  # points; smaller text is drawn finer
_MOST_PIXELS = 2_600  # along a side
_SMALLEST = 1.5  # points: nobody reads smaller text
_FAINT = 24  # lightness: less of a change is seen by nobody
_MARK = 100  # lightness: so much darker than its ground is what a hand or a picture puts into a box
_OF_PATTERNS = [191, 191, 191]  # the colour that PDFium names for a pattern
_MOST_PAINTED = 80_000_000  # pixels of the pictures of a page; one of A3 with 600 a inch has 70 million
_MUCH = 0.6  # of the pixels of a character
_MOST_SHARES = 6
_EDGE = 0.2  # of a box: rules around it are none of its contents


Texts = dict[int, Any]
"""Run -> its piece of text on the page."""


def prepare(page: pdfium.PdfPage, contents: PageContents, words: Iterable[Sign]) -> Texts:
    """Leave on a page what matters: these words, rules, what may hide them. Stamps go, and what could take for ever to draw:

    pictures that hide nothing, patterns (they become plain colours). TooFull when what is left is more than can be drawn.
    """
    runs = {sign.run for sign in words}
    hiding = {picture.box for picture in contents.pictures if picture.over}
    places: dict[int, list[Box]] = defaultdict(list)
    for sign in contents.signs:
        places[sign.run].append(sign.box)
    texts: Texts = {}
    before: list[Box] = []
    painted = 0
    for drawn in objects(page):
        kind, handle = drawn.kind, drawn.handle
        shown = kind != raw.FPDF_PAGEOBJ_SHADING
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            shown = address(handle) in runs
            if shown:
                texts[address(handle)] = handle
                before += places[address(handle)]
                _plain_colours(handle)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            shown = bounds_of(drawn) in hiding
            painted += _pixels_of(handle) if shown else 0
            if painted > _MOST_PAINTED:  # each would be unpacked, whatever little of it is to be seen
                raise TooFull
        elif kind == raw.FPDF_PAGEOBJ_PATH and _plain_colours(handle):
            box = bounds_of(drawn)
            shown = not any(overlap(box, words) for words in before)
        raw.FPDFPageObj_SetIsActive(handle, shown)
    return texts


class Sight:
    """One page, prepared, drawn with its words and without."""

    def __init__(self, page: pdfium.PdfPage, contents: PageContents, words: Iterable[Sign], texts: Texts) -> None:
        self._page = page
        self._bounds = contents.bounds
        self._texts = texts
        signs = [sign for sign in words if sign.text.strip()]
        self._scale = self._fine(signs)
        self._whole = self._draw()
        self._bare = self._without(self._texts)
        self._words = ImageChops.difference(self._whole, self._bare)
        self._changes = self._change_by_run(signs)
        self._covers = contents.covers
        self._alone = self._uncovered(signs) if self._covers else {}
        self._can_draw = {
            (s.ink.font, s.text) for s in signs if not s.ink.embedded and self._marked(self._words, s.box)
        }

    def _fine(self, signs: Sequence[Sign]) -> float:
        """Pixels a point."""
        left, bottom, right, top = self._bounds
        smallest = sorted(sign.size for sign in signs)[len(signs) // 4] if signs else _USUAL_SIZE
        wanted = min(_FINEST, max(_FINE, _FINE * _USUAL_SIZE / max(1.0, smallest)))
        return min(wanted, _MOST_PIXELS / max(1.0, right - left, top - bottom))

    def _draw(self) -> Image.Image:
        left, bottom, right, top = self._bounds
        size = (max(1, math.ceil((right - left) * self._scale)), max(1, math.ceil((top - bottom) * self._scale)))
        bitmap = pdfium.PdfBitmap.new_native(*size, raw.FPDFBitmap_Gray)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        raw.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, *size, 0, raw.FPDF_GRAYSCALE | raw.FPDF_ANNOT)
        image = bitmap.to_pil().copy()
        bitmap.close()
        return image

    def _without(self, texts: Texts) -> Image.Image:
        for handle in texts.values():
            raw.FPDFPageObj_SetIsActive(handle, False)
        image = self._draw()
        for handle in texts.values():
            raw.FPDFPageObj_SetIsActive(handle, True)
        return image

    def _change_by_run(self, signs: Sequence[Sign]) -> dict[int, Image.Image]:
        """What each piece of text changes on the page, where some stand over others: as few drawings as keep these apart."""
        found: dict[int, Image.Image] = {}
        shares = list(_apart(signs))
        for runs in shares if len(shares) > 1 else ():
            bare = self._without({run: handle for run, handle in self._texts.items() if run in runs})
            found |= dict.fromkeys(runs, ImageChops.difference(self._whole, bare))
        return found

    def _uncovered(self, signs: Sequence[Sign]) -> dict[int, Image.Image]:
        """How each piece of text would look with nothing over it."""
        others = [
            drawn.handle
            for drawn in objects(self._page)
            if drawn.kind not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM) and _is_active(drawn.handle)
        ]
        for handle in others:
            raw.FPDFPageObj_SetIsActive(handle, False)
        found: dict[int, Image.Image] = {}
        for runs in _apart(signs):
            alone = self._without({run: handle for run, handle in self._texts.items() if run not in runs})
            found |= dict.fromkeys(runs, alone.point(lambda light: 255 - light))
        for handle in others:
            raw.FPDFPageObj_SetIsActive(handle, True)
        return found

    def shows(self, sign: Sign, doubled: bool = False) -> bool:
        """Whether a character leaves a mark on the page. `doubled`: the same one is printed again at its place."""
        if sign.ink.hidden or sign.size < _SMALLEST:
            return False
        if sign.ink.embedded or sign.text.isascii() or (sign.ink.font, sign.text) in self._can_draw:
            change = self._words if doubled else self._changes.get(sign.run, self._words)
            return self._marked(change, sign.box)
        return sign.ink.lightness <= 255 - _FAINT  # this computer has no such font; a reader of the file has

    def under_something(self, sign: Sign) -> bool:
        """Whether something is drawn over the place of a character."""
        return any(overlap(sign.box, cover) for cover in self._covers)

    def covered_in_part(self, sign: Sign, doubled: bool = False) -> bool:
        """Whether something drawn over a character hides much of it. `doubled`: as in `shows`."""
        inside = self._pixels(sign.box)
        if sign.run not in self._alone or inside is None or not self.under_something(sign):
            return False
        change = self._words if doubled else self._changes.get(sign.run, self._words)
        return _dark(change.crop(inside)) < _MUCH * _dark(self._alone[sign.run].crop(inside))

    def holds_marks(self, box: Box) -> bool:
        """Whether something dark that is no text stands inside a box: a picture of a figure, drawn outlines, a hand's stroke."""
        dx, dy = _EDGE * (box[2] - box[0]), _EDGE * (box[3] - box[1])
        inner = self._pixels((box[0] + dx, box[1] + dy, box[2] - dx, box[3] - dy))
        if inner is None:
            return False
        darkest, lightest = self._bare.crop(inner).getextrema()
        return lightest - darkest > _MARK  # type: ignore[operator]

    def _marked(self, change: Image.Image, box: Box) -> bool:
        inside = self._pixels(box)
        return inside is not None and change.crop(inside).getextrema()[1] >= _FAINT  # type: ignore[operator]

    def _pixels(self, box: Box) -> tuple[int, int, int, int] | None:
        """The pixels of a box, a little less than it where it is large; None outside the page."""
        left, _, _, top = self._bounds
        x0, x1 = (box[0] - left) * self._scale, (box[2] - left) * self._scale
        y0, y1 = (top - box[3]) * self._scale, (top - box[1]) * self._scale
        less = 1 if min(x1 - x0, y1 - y0) > 6 else 0
        found = (
            max(0, math.floor(x0) + less),
            max(0, math.floor(y0) + less),
            min(self._whole.width, math.ceil(x1) - less),
            min(self._whole.height, math.ceil(y1) - less),
        )
        return found if found[0] < found[2] and found[1] < found[3] else None


def _is_active(handle: Any) -> bool:
    active = ctypes.c_int()
    return bool(raw.FPDFPageObj_GetIsActive(handle, active)) and active.value == 1


def _pixels_of(picture: Any) -> int:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(picture, wide, high)
    return wide.value * high.value


def _dark(image: Image.Image) -> int:
    """How many pixels are changed or inked."""
    return sum(image.histogram()[_FAINT:])


def _apart(signs: Sequence[Sign]) -> Iterable[set[int]]:
    """The runs in shares in which none has characters that touch another's; the last share holds what is left."""
    places: Places[Sign] = Places()
    touching: dict[int, set[int]] = {sign.run: set() for sign in signs}
    for sign in signs:
        for other in places.near(sign.box):
            if other.run != sign.run and overlap(sign.box, other.box):
                touching[sign.run].add(other.run)
                touching[other.run].add(sign.run)
        places.put(sign.box, sign)
    numbers: dict[int, int] = {}
    for run, others in touching.items():
        taken = {numbers[other] for other in others if other in numbers}
        numbers[run] = next(n for n in range(_MOST_SHARES) if n not in taken or n == _MOST_SHARES - 1)
    shares: dict[int, set[int]] = defaultdict(set)
    for run, number in numbers.items():
        shares[number].add(run)
    return shares.values()


def _plain_colours(handle: Any) -> bool:
    """A pattern becomes the plain colour that PDFium names for it; gives whether it may be one."""
    pattern = False
    for get, put in (
        (raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_SetFillColor),
        (raw.FPDFPageObj_GetStrokeColor, raw.FPDFPageObj_SetStrokeColor),
    ):
        colour = [ctypes.c_uint() for _ in range(4)]
        if get(handle, *colour):
            values = [part.value for part in colour]
            put(handle, *values)
            pattern = pattern or values[:3] == _OF_PATTERNS
    return pattern
