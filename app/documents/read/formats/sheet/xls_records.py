"""What the records of an XLS sheet say that xlrd passes over: formulas, formats under a condition, controls, pictures."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.documents.read.formats.sheet.sheet import Merge
from app.documents.recognise.raw import MOST_COLUMNS, MOST_ROWS, Remark, controls_left_out, pictures_left_out

_BEGIN, _END = 0x0809, 0x000A
_TO_COMPUTE = 0x0003  # of a formula: always, or when the file is opened
_EXTRAS = {0x001C, 0x005D, 0x01B0, 0x01B1, 0x01B6}  # notes, objects and their words, formats under a condition
_UNKNOWN = 0x0FFE
_CONTROLS = range(0x0B, 0x15)  # kinds of objects: from a check box to a drop-down
_TEXT_BOX, _PICTURE, _CHART = 0x06, 0x08, 0x05
_OF_THE_PROGRAM = 0x0100  # an arrow of a filter or a list, drawn by Excel itself
_NUMBER, _FONT, _FILL = 1 << 25, 1 << 26, 1 << 29  # parts of a format under a condition
_WHITE = (1, 9)  # of the palette
_STRUCK = 1 << 7
_SHOWN_OTHERWISE = (4, 6)  # kinds of conditions of Excel 2007: bars and icons, which may stand instead of the number


@dataclass
class Beside:
    """`formulas`: their boxes, and whether they are to be computed when the file is opened.

    `conditions`: areas in which a format under a condition may hide a number or show it otherwise.
    """

    formulas: dict[tuple[int, int], bool] = field(default_factory=dict)
    conditions: list[Merge] = field(default_factory=list)
    controls: int = 0
    pictures: int = 0
    text_boxes: int = 0

    def changing(self, row: int, column: int) -> bool:
        return any(area.holds(row, column) for area in self.conditions)

    def remarks(self, title: str) -> Iterator[Remark]:
        if self.controls:
            yield controls_left_out(title)
        if self.text_boxes:
            yield Remark(title, "工作表上面浮着文本框，里面的文字没有读入，请对照原表")
        if self.pictures:
            yield pictures_left_out(self.pictures)


def without_extras(stream: bytes, start: int) -> bytes:
    """A workbook that begins there without records that xlrd stumbles over though it uses nothing of them."""
    made = bytearray(stream)
    for code, at, _ in _records(stream, start):
        if code in _EXTRAS:
            struct.pack_into("<H", made, at, _UNKNOWN)
    return bytes(made)


def beside(stream: bytes, start: int) -> Beside:
    """All of it for the sheet that begins there; what is cut short or broken is passed over."""
    found = Beside()
    areas: list[Merge] = []

    def formula(data: bytes) -> None:
        row, column, _ = struct.unpack_from("<HHH", data)
        (options,) = struct.unpack_from("<H", data, 14)
        found.formulas[row, column] = bool(options & _TO_COMPUTE)

    def areas_of(data: bytes) -> None:
        areas[:] = _areas(data)

    def condition(data: bytes) -> None:
        found.conditions += areas if _changes(data[6:]) else ()

    def later_condition(data: bytes) -> None:
        found.conditions += areas if data[12] in _SHOWN_OTHERWISE else ()

    def thing(data: bytes) -> None:
        _, _, kind, _, options = struct.unpack_from("<HHHHH", data)
        found.controls += kind in _CONTROLS and not options & _OF_THE_PROGRAM
        found.pictures += kind in (_PICTURE, _CHART)
        found.text_boxes += kind == _TEXT_BOX

    does: dict[int, Callable[[bytes], None]] = {
        **dict.fromkeys((0x0006, 0x0206, 0x0406), formula),
        **dict.fromkeys((0x01B0, 0x0879), areas_of),
        **{0x01B1: condition, 0x087A: later_condition, 0x005D: thing},
    }
    depth = 0
    for code, at, length in _records(stream, start):
        depth += (code == _BEGIN) - (code == _END)
        if depth <= 0:
            break
        if code in does and depth == 1:  # not of a chart in it
            try:
                does[code](stream[at + 4 : at + 4 + length])
            except (struct.error, IndexError):
                continue
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(kind, where it begins, how long it is) of each record from a place on."""
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        yield code, at, length
        at += 4 + length


def _areas(data: bytes) -> Iterator[Merge]:
    """Of a CONDFMT; that of Excel 2007 has a head of twelve bytes before it."""
    start = 12 if data[:2] == b"\x79\x08" else 0
    (count,) = struct.unpack_from("<H", data, start + 12)
    for number in range(min(count, 500)):
        first, last, left, right = struct.unpack_from("<HHHH", data, start + 14 + 8 * number)
        if first <= last and left <= right and first < MOST_ROWS * 2 and left < MOST_COLUMNS * 2:
            yield Merge(first, left, last - first + 1, right - left + 1)


def _changes(form: bytes) -> bool:
    """Whether a format under a condition shows another number than the box holds, or hides it."""
    flags, more = struct.unpack_from("<IH", form)
    if flags & _NUMBER:
        return True
    if not flags & _FONT:
        return False
    font = form[6:124]
    (style,) = struct.unpack_from("<I", font, 68)
    (place,) = struct.unpack_from("<H", font, 74)
    colour, _, kept, place_kept = struct.unpack_from("<IIII", font, 80)
    struck = bool(style & _STRUCK) and not kept & _STRUCK
    return struck or (place in (1, 2) and not place_kept & 1) or (colour in _WHITE and not flags & _FILL)
