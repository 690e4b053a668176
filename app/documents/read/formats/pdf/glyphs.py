"""Fonts that print other digits than they say (pages that forbid copying, fonts without a text code): told by the digits' holes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from app.documents.read.formats.pdf.page import Sign

HOLES = {"0": (1,), "1": (0,), "2": (0,), "3": (0,), "4": (0, 1), "5": (0,), "6": (1,), "7": (0,), "8": (2,), "9": (1,)}
_PIXELS = 40  # of the height of a digit
_MARGIN = 4
_FEWEST = 2  # digits with other holes than theirs: one may be an unusual shape
_LOOKS = 3  # at one digit: a rule or a line through it may spoil the first
_INK = 128


class Digits:
    """Looks at digits of each kind and font of a document, until one of them looks as it should."""

    def __init__(self) -> None:
        self._looked: Counter[tuple[str, str]] = Counter()
        self._right: set[tuple[str, str]] = set()

    def look(self, page: pdfium.PdfPage, signs: Iterable[Sign]) -> None:
        """Look at those of a page that were not met yet."""
        for sign in signs:
            key = (sign.ink.font, sign.text)
            if sign.text not in HOLES or not sign.ink.embedded or sign.ink.hidden:
                continue
            if key not in self._right and self._looked[key] < _LOOKS:
                self._looked[key] += 1
                if holes(_drawn(page, sign)) in HOLES[sign.text]:
                    self._right.add(key)

    @property
    def liars(self) -> set[str]:
        """The fonts whose digits are other ones."""
        wrong = Counter(font for font, digit in self._looked if (font, digit) not in self._right)
        return {font for font, times in wrong.items() if times >= _FEWEST}


def _drawn(page: pdfium.PdfPage, sign: Sign) -> Image.Image:
    """The place of a character, large."""
    left, bottom, right, top = sign.box
    scale = _PIXELS / max(0.1, top - bottom)
    size = (min(3 * _PIXELS, math.ceil((right - left) * scale)) + 2 * _MARGIN, _PIXELS + 2 * _MARGIN)
    bitmap = pdfium.PdfBitmap.new_native(*size, raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
    x0, _, _, y1 = page.get_bbox()
    matrix = raw.FS_MATRIX(scale, 0, 0, scale, (x0 - left) * scale + _MARGIN, (top - y1) * scale + _MARGIN)
    clip = raw.FS_RECTF(0, 0, *size)
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, raw.FPDF_GRAYSCALE)
    image = bitmap.to_pil().copy()
    bitmap.close()
    return image


def holes(image: Image.Image) -> int:
    """How many patches of ground are enclosed by ink."""
    wide, high = image.size
    ground = {i for i, light in enumerate(image.tobytes()) if light >= _INK}
    found = -1  # the ground around the digit is no hole
    while ground:
        patch = [ground.pop()]
        area = 0
        while patch:
            i = patch.pop()
            area += 1
            beside = (i - wide, i + wide, *((i - 1,) if i % wide else ()), *((i + 1,) if (i + 1) % wide else ()))
            for other in beside:
                if other in ground:
                    ground.remove(other)
                    patch.append(other)
        found += area > high / 5
    return found
