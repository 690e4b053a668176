"""What is drawn on a page of a PDF: its objects with their places, the straight lines among them, what is clipped away."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_OBJECTS = 60_000
_DEEPEST = 8  # drawings within drawings
_LONGEST_NAME = 128  # bytes
_PALE = 200  # lightness
_PAPER = 250  # lightness: as white as the paper
_THIN = 3.0  # points: a filled box thinner than this is a rule
_MOST_CLIPS = 64
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]


class TooFull(Exception):
    """A page with far more on it than a report has."""


class Stroke(NamedTuple):
    """A straight line that is drawn; `filled`: it is only the edge of a coloured area; `pale`: hardly to be seen on paper."""

    x0: float
    y0: float
    x1: float
    y1: float
    filled: bool = False
    pale: bool = False


def address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def lightness(drawn: Any, get: Any) -> int:
    """0 black to 255 white, on white paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get(drawn, red, green, blue, alpha):
        return 0
    light = 0.3 * red.value + 0.59 * green.value + 0.11 * blue.value
    return round(255 - (255 - light) * alpha.value / 255)


class Drawn(NamedTuple):
    """An object drawn on a page. `matrix`: of the drawing it is in; `aside`: as in Ink."""

    handle: Any
    kind: int
    matrix: Matrix
    aside: bool


def objects(page: pdfium.PdfPage) -> Iterator[Drawn]:
    """Everything drawn on a page, those within drawings too, in the order in which it is drawn."""
    left = [MOST_OBJECTS]

    def walk(holder: Any, count: Any, get: Any, outer: Drawn, depth: int) -> Iterator[Drawn]:
        for i in range(count(holder)):
            left[0] -= 1
            if left[0] < 0:
                raise TooFull
            handle = get(holder, i)
            drawn = Drawn(handle, raw.FPDFPageObj_GetType(handle), outer.matrix, outer.aside or _is_aside(handle))
            yield drawn
            if drawn.kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = drawn._replace(matrix=_times(_matrix(handle), outer.matrix))
                yield from walk(handle, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)

    whole = Drawn(page, raw.FPDF_PAGEOBJ_UNKNOWN, _IDENTITY, False)
    yield from walk(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, whole, 0)


def _is_aside(handle: Any) -> bool:
    """Whether the file calls an object an artifact."""
    length = ctypes.c_ulong()
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    for i in range(raw.FPDFPageObj_CountMarks(handle)):
        mark = raw.FPDFPageObj_GetMark(handle, i)
        words = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
        if (
            raw.FPDFPageObjMark_GetName(mark, words, _LONGEST_NAME, length)
            and buffer.raw[: length.value].decode("utf-16-le", "replace").strip("\0") == "Artifact"
        ):
            return True
    return False


def _matrix(drawn: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(drawn, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """First `one`, then `two`."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def bounds_of(drawn: Drawn) -> Box:
    """The box around an object, on the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(drawn.handle, left, bottom, right, top)
    return _around([_moved(x, y, drawn.matrix) for x in (left.value, right.value) for y in (bottom.value, top.value)])


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _shared(one: Box, two: Box | None) -> Box | None:
    """What two boxes have in common; `two` None is everything."""
    if two is None:
        return one
    box = max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])
    return box if box[0] <= box[2] and box[1] <= box[3] else None


def _clip(drawn: Drawn) -> Box | None:
    """The box outside which nothing of an object is drawn; None when there is none."""
    path = raw.FPDFPageObj_GetClipPath(drawn.handle)
    x, y = ctypes.c_float(), ctypes.c_float()
    found: Box | None = None
    for i in range(min(raw.FPDFClipPath_CountPaths(path), _MOST_CLIPS) if path else 0):
        points = []
        for j in range(min(raw.FPDFClipPath_CountPathSegments(path, i), _MOST_CLIPS)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, i, j), x, y)
            points.append(_moved(x.value, y.value, drawn.matrix))
        if points:
            found = _shared(_around(points), found) or (0.0, 0.0, 0.0, 0.0)
    return found


def _clipped(line: Stroke, clip: Box | None) -> Stroke | None:
    """The part of a line inside a box."""
    if clip is None:
        return line
    start, end = 0.0, 1.0
    for at, to, low, high in ((line.x0, line.x1, clip[0], clip[2]), (line.y0, line.y1, clip[1], clip[3])):
        if at == to:
            if not low - _THIN <= at <= high + _THIN:
                return None
            continue
        one, two = sorted(((low - at) / (to - at), (high - at) / (to - at)))
        start, end = max(start, one), min(end, two)
    if start > end:
        return None
    dx, dy = line.x1 - line.x0, line.y1 - line.y0
    return Stroke(
        line.x0 + start * dx, line.y0 + start * dy, line.x0 + end * dx, line.y0 + end * dy, line.filled, line.pale
    )


def strokes_of(drawn: Drawn) -> Iterator[Stroke]:
    """The straight lines of a path: those that are stroked, thin filled boxes as the line they look like, edges of areas."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn.handle, mode, stroked)
    if not mode.value and not stroked.value:
        return
    clip = _clip(drawn)
    colour = raw.FPDFPageObj_GetStrokeColor if stroked.value else raw.FPDFPageObj_GetFillColor
    light = lightness(drawn.handle, colour)
    for points in _outlines(drawn.handle, _times(_matrix(drawn.handle), drawn.matrix)):
        if stroked.value:
            parts = (_clipped(Stroke(*one, *two, False, light > _PALE), clip) for one, two in pairwise(points))
            yield from (part for part in parts if part)
            continue
        box = _shared(_around(points), clip)
        if box is None:
            continue
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            yield from _as_line(box, light > _PALE)
        elif light < _PAPER:
            left, bottom, right, top = box
            for y in (bottom, top):
                yield Stroke(left, y, right, y, True)
            for x in (left, right):
                yield Stroke(x, bottom, x, top, True)


def is_area(path: Any, box: Box) -> bool:
    """Whether a path fills an area that could hide something."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroked)
    return mode.value != raw.FPDF_FILLMODE_NONE and min(box[2] - box[0], box[3] - box[1]) > _THIN


def _as_line(box: Box, pale: bool) -> Iterator[Stroke]:
    """A thin filled box; a dot is the smallest piece of a line both ways."""
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    dot = max(wide, high) <= _THIN
    if wide >= high or dot:
        yield Stroke(left, (bottom + top) / 2, right, (bottom + top) / 2, False, pale)
    if high > wide or dot:
        yield Stroke((left + right) / 2, bottom, (left + right) / 2, top, False, pale)


def _outlines(drawn: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each piece of a path, on the page; a curve is broken off."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        at = _moved(x.value, y.value, matrix)
        if kind != raw.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(at)
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            yield [*points, points[0]]
            points = [points[0]]
    if len(points) > 1:
        yield points
