"""What stands on one page as PDFium gives it: characters, strokes and pictures, in points of the page from its lower left."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from app.documents.read.formats.pdf.objects import (
    Box,
    Stroke,
    TooFull,
    address,
    bounds_of,
    is_area,
    lightness,
    objects,
    overlap,
    strokes_of,
)
from app.documents.read.formats.pdf.substitutes import use_own_fonts
from app.documents.recognise.raw import Spot
from app.model.files import FileProblem

MOST_CHARACTERS = 60_000  # on a page; a page of the form has 1,500
_NOT_WRITING = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff]")
_HYPHENS = {0x2, 0xFFFE}  # what PDFium makes of a hyphen at the end of a line
_INVISIBLE = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}


class Ink(NamedTuple):
    """How a piece of text is drawn. `lightness`: 0 black to 255 white; `hidden`: drawn without any mark.

    `embedded`: the font is in the file; else it is drawn with one that the computer has, or not at all. `aside`: the file
    itself says that it is no part of the text (a watermark, a page number).
    """

    font: str
    lightness: int
    hidden: bool
    embedded: bool
    aside: bool


class Sign(NamedTuple):
    """One character as it stands in the file. `box`: its glyph; `cell`: from where it begins to where the next one may.

    `angle`: in which direction it is read, degrees; `run`: the piece of text that it was written with.
    """

    text: str
    box: Box
    cell: Box
    origin: tuple[float, float]
    size: float
    angle: float
    mirrored: bool
    ink: Ink
    run: int


class Picture(NamedTuple):
    """An image. `over`: it is drawn after text that stands where it does, and may hide it."""

    box: Box
    over: bool


@dataclass
class PageContents:
    """One page. `bounds`: the part of it that is shown; `covers`: what is drawn over text; `notes`: words stuck on it.

    `turned`: by how many degrees it is turned, clockwise, when it is shown.
    """

    number: int
    bounds: Box
    turned: int = 0
    signs: list[Sign] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    covers: list[Box] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def spot(self, box: Box) -> Spot:
        """Where a box of the page is seen."""
        left, bottom, right, top = self.bounds
        wide, high = max(right - left, 1.0), max(top - bottom, 1.0)
        x0, y0, x1, y1 = (box[0] - left) / wide, (top - box[3]) / high, (box[2] - left) / wide, (top - box[1]) / high
        for _ in range(self.turned // 90 % 4):
            x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
        return Spot(self.number, x0, y0, x1, y1)


def open_pdf(data: bytes, name: str) -> pdfium.PdfDocument:
    """The document; FileProblem when it is locked or broken."""
    use_own_fonts()
    try:
        document = pdfium.PdfDocument(data)
        if not len(document):
            raise pdfium.PdfiumError("no page")
        return document
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise FileProblem(f"“{name}”有打开密码，没有导入。请去掉密码后另存，再导入。") from error
        raise damaged(name) from error


def damaged(name: str) -> FileProblem:
    return FileProblem(f"“{name}”不完整或已损坏，没有导入。请重新复制或下载一份。")


def contents(document: pdfium.PdfDocument, number: int) -> tuple[PageContents, pdfium.PdfPage]:
    """Page `number` (from 1) with what its form fields and notes show, and the page to be drawn from."""
    page = document[number - 1]
    found = PageContents(number, (0, 0, 0, 0), strokes=list(_struck_by_notes(page)), notes=list(_notes(page)))
    if _has_shown_notes(page):
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number - 1]
    found.turned = page.get_rotation()
    page.set_rotation(0)
    found.bounds = tuple(page.get_bbox())  # type: ignore[assignment]
    pieces = page.get_textpage()
    aside = {address(drawn.handle) for drawn in objects(page) if drawn.aside}
    found.signs = list(_signs(pieces, aside))
    pieces.close()
    _collect(page, found)
    return found, page


def _collect(page: pdfium.PdfPage, found: PageContents) -> None:
    """Strokes and pictures of a page."""
    boxes: dict[int, list[Box]] = {}
    for sign in found.signs:
        if sign.text.strip():
            boxes.setdefault(sign.run, []).append(sign.box)
    before: list[Box] = []
    for drawn in objects(page):
        if drawn.kind == raw.FPDF_PAGEOBJ_PATH:
            found.strokes += strokes_of(drawn)
            box = bounds_of(drawn)
            if is_area(drawn.handle, box) and any(overlap(box, words) for words in before):
                found.covers.append(box)
        elif drawn.kind == raw.FPDF_PAGEOBJ_TEXT:
            before += boxes.get(address(drawn.handle), ())
        elif drawn.kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            box = bounds_of(drawn)
            found.pictures.append(Picture(box, any(overlap(box, words) for words in before)))
            found.covers += [box] if found.pictures[-1].over else []


# Notes and form fields

_COMMENTS = {
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_FREETEXT,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_CARET,
}
_NOT_SHOWN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_MOST_NOTES = 2_000


def _annotations(page: pdfium.PdfPage) -> Iterator[tuple[Any, int]]:
    """Each note, form field and link of a page that is shown, with its kind."""
    number = raw.FPDFPage_GetAnnotCount(page)
    if number > _MOST_NOTES:
        raise TooFull
    for i in range(number):
        note = raw.FPDFPage_GetAnnot(page, i)
        if note and not raw.FPDFAnnot_GetFlags(note) & _NOT_SHOWN:
            yield note, raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)


def _has_shown_notes(page: pdfium.PdfPage) -> bool:
    return any(kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP) for _, kind in _annotations(page))


def _notes(page: pdfium.PdfPage) -> Iterator[str]:
    """The words of comments; of those that are printed on the page themselves, none."""
    for note, kind in _annotations(page):
        printed = kind == raw.FPDF_ANNOT_FREETEXT and raw.FPDFAnnot_HasKey(note, b"AP")
        if kind in _COMMENTS and not printed:
            length = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
            if words := buffer.raw.decode("utf-16-le", "replace").strip("\0 \r\n"):
                yield words


def _struck_by_notes(page: pdfium.PdfPage) -> Iterator[Stroke]:
    """The lines of 删除线 that a viewer draws by itself."""
    corners = raw.FS_QUADPOINTSF()
    for note, kind in _annotations(page):
        if kind == raw.FPDF_ANNOT_STRIKEOUT:
            for i in range(min(raw.FPDFAnnot_CountAttachmentPoints(note), _MOST_NOTES)):
                raw.FPDFAnnot_GetAttachmentPoints(note, i, corners)
                x0, y0 = (corners.x1 + corners.x3) / 2, (corners.y1 + corners.y3) / 2
                yield Stroke(x0, y0, (corners.x2 + corners.x4) / 2, (corners.y2 + corners.y4) / 2)


# Characters


def _signs(pieces: pdfium.PdfTextPage, aside: set[int]) -> Iterator[Sign]:
    number = raw.FPDFText_CountChars(pieces)
    if number > MOST_CHARACTERS:
        raise TooFull
    inks: dict[int, Ink] = {}
    matrix, loose = raw.FS_MATRIX(), raw.FS_RECTF()
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    for i in range(number):
        if raw.FPDFText_IsGenerated(pieces, i) == 1:
            continue
        drawn = raw.FPDFText_GetTextObject(pieces, i)
        run = address(drawn)
        if run not in inks:
            inks[run] = _ink(drawn, run in aside)
        raw.FPDFText_GetMatrix(pieces, i, matrix)
        raw.FPDFText_GetCharOrigin(pieces, i, x, y)
        raw.FPDFText_GetCharBox(pieces, i, left, right, bottom, top)
        raw.FPDFText_GetLooseCharBox(pieces, i, loose)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        yield Sign(
            _written(raw.FPDFText_GetUnicode(pieces, i), raw.FPDFText_HasUnicodeMapError(pieces, i) == 1),
            (left.value, bottom.value, right.value, top.value),
            (loose.left, loose.bottom, loose.right, loose.top),
            (x.value, y.value),
            raw.FPDFText_GetFontSize(pieces, i) * math.hypot(c, d),
            math.degrees(math.atan2(b, a)),
            a * d - b * c < 0,
            inks[run],
            run,
        )


def _written(code: int, unknown: bool) -> str:
    """The character; U+FFFD where the font does not say which one it is."""
    if code in _HYPHENS and not unknown:
        return "-"
    character = chr(code) if 0 < code < 0x110000 else "\ufffd"
    return "\ufffd" if unknown or _NOT_WRITING.match(character) else character


def _ink(drawn: Any, aside: bool) -> Ink:
    if not drawn:
        return Ink("", 0, False, False, aside)
    mode = raw.FPDFTextObj_GetTextRenderMode(drawn)
    get = raw.FPDFPageObj_GetStrokeColor if mode in _OUTLINES else raw.FPDFPageObj_GetFillColor
    font = raw.FPDFTextObj_GetFont(drawn)
    embedded = bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1
    return Ink(_font(font), lightness(drawn, get), mode in _INVISIBLE, embedded, aside)


_OUTLINES = {raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP}


def _font(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0) if font else 0
    if not length:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")
