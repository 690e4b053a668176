"""Old XLS workbooks for tests: the records that Excel 97 writes, in a compound file, with looks, formats and formulas."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Look:
    """`place`: 1 raised, 2 lowered; `colour`: of the palette, 9 is white; `fill`: 1 when something dark is behind."""

    form: str = "General"
    struck: bool = False
    place: int = 0
    colour: int = 0x7FFF
    fill: int = 0
    name: str = "宋体"


@dataclass
class Box:
    """`value`: a number, words, or (words, look) in runs; `formula`: the flags of a formula whose stored result it is."""

    value: float | str | list[tuple[str, Look]] | None
    look: Look = Look()
    formula: int | None = None


@dataclass
class Sheet:
    name: str
    boxes: dict[tuple[int, int], Box]
    merges: Sequence[tuple[int, int, int, int]] = ()  # first and last row, first and last column
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    widths: dict[int, int] = field(default_factory=dict)  # in characters
    hidden: bool = False
    zeros: bool = True
    more: bytes = b""  # records after those of the boxes


def record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def words(text: str, size: str = "<H") -> bytes:
    return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")


class _Book:
    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.fonts: list[Look] = [Look()] * 5  # number 4 is never used
        self.looks: list[Look] = [Look()]
        self.forms: dict[str, int] = {"General": 0}

    def font(self, look: Look) -> int:
        if look not in self.fonts[5:]:
            self.fonts.append(look)
        return self.fonts.index(look, 5) + 0

    def xf(self, look: Look) -> int:
        if look not in self.looks:
            self.looks.append(look)
            self.forms.setdefault(look.form, 164 + len(self.forms))
        return self.looks.index(look)

    def bytes(self) -> bytes:
        inner = [self._sheet(sheet) for sheet in self.sheets]
        before = self._globals([0] * len(inner))
        starts, at = [], len(before)
        for each in inner:
            starts.append(at)
            at += len(each)
        return self._globals(starts) + b"".join(inner)

    def _globals(self, starts: Sequence[int]) -> bytes:
        made = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)) + record(
            0x0042, struct.pack("<H", 1200)
        )
        for i, look in enumerate(self.fonts):
            if i != 4:
                options = 0x0008 if look.struck else 0
                head = struct.pack("<HHHHHBBBB", 220, options, look.colour, 400, look.place, 0, 0, 134, 0)
                made += record(0x0031, head + words(look.name, "<B"))
        for form, number in self.forms.items():
            if number:
                made += record(0x041E, struct.pack("<H", number) + words(form))
        for look in self.looks:
            font = self.font(look) if look in self.fonts[5:] else 0
            fills = struct.pack("<IIH", 0, look.fill << 26, 0x20C0)
            made += record(0x00E0, struct.pack("<HHHBBBB", font, self.forms[look.form], 1, 0x20, 0, 0, 0xFC) + fills)
        for start, sheet in zip(starts, self.sheets, strict=True):
            made += record(0x0085, struct.pack("<IBB", start, int(sheet.hidden), 0) + words(sheet.name, "<B"))
        return made + record(0x000A)

    def _sheet(self, sheet: Sheet) -> bytes:
        made = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
        for column, width in sheet.widths.items():
            made += record(0x007D, struct.pack("<HHHHHH", column, column, width * 256, 15, 0, 0))
        for column in sheet.hidden_columns:
            made += record(0x007D, struct.pack("<HHHHHH", column, column, 2048, 15, 1, 0))
        rows = max((row for row, _ in sheet.boxes), default=0) + 1
        columns = max((column for _, column in sheet.boxes), default=0) + 1
        made += record(0x0200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))
        for row in range(rows):
            options = 0x0120 if row in sheet.hidden_rows else 0x0100
            made += record(0x0208, struct.pack("<HHHHHHHH", row, 0, columns, 300, 0, 0, options, 15))
        for (row, column), box in sorted(sheet.boxes.items()):
            if box.look != Look():
                self.font(box.look)
            made += self._box(struct.pack("<HHH", row, column, self.xf(box.look)), box)
        if sheet.merges:
            areas = b"".join(struct.pack("<HHHH", *area) for area in sheet.merges)
            made += record(0x00E5, struct.pack("<H", len(sheet.merges)) + areas)
        made += sheet.more + record(
            0x023E, struct.pack("<HHHHHHHI", 0x06A6 | (0x10 if sheet.zeros else 0), 0, 0, 64, 0, 0, 0, 0)
        )
        return made + record(0x000A)

    def _box(self, place: bytes, box: Box) -> bytes:
        if isinstance(box.value, list):
            text = "".join(part for part, _ in box.value)
            runs, at = b"", 0
            for part, look in box.value:
                runs += struct.pack("<HH", at, self.font(look))
                at += len(part)
            return record(0x00D6, place + words(text) + struct.pack("<H", len(box.value)) + runs)
        if isinstance(box.value, str):
            return record(0x0204, place + words(box.value))
        if box.value is None:
            return record(0x0201, place)
        if box.formula is not None:
            token = b"\x1e\x01\x00"  # the number 1; readers take the stored result
            tail = struct.pack("<HI", box.formula, 0) + struct.pack("<H", len(token)) + token
            return record(0x0006, place + struct.pack("<d", box.value) + tail)
        return record(0x0203, place + struct.pack("<d", box.value))


def condition(area: tuple[int, int, int, int], flags: int, font: bytes = b"", number: bytes = b"") -> bytes:
    """A format under the condition "greater than 100" for the boxes from row to row, column to column."""
    place = struct.pack("<HHHH", *area)
    made = record(0x01B0, struct.pack("<HH", 1, 2) + place + struct.pack("<H", 1) + place)
    return made + record(0x01B1, struct.pack("<BBHHIH", 1, 5, 3, 0, flags, 0) + number + font + b"\x1e\x64\x00")


def font_under_condition(*, struck: bool = False, place: int = 0, colour: int = 0xFFFFFFFF) -> bytes:
    style, kept = (0x80, 0x1A) if struck else (0, 0x9A)
    look = struct.pack("<IIHHBBBB", 0xFFFFFFFF, style, 0xFFFF, place, 0, 0, 0, 0)
    more = struct.pack("<IIIII", colour, 0, kept, 0 if place else 1, 1)
    return bytes(64) + look + more + bytes(118 - 64 - len(look) - len(more))


def thing(kind: int, options: int = 0) -> bytes:
    """An object that floats over the sheet."""
    return record(0x005D, struct.pack("<HHHHH", 0x15, 18, kind, 1, options) + bytes(16))


def xls(*sheets: Sheet) -> bytes:
    return compound("Workbook", _Book(sheets).bytes())


def compound(name: str, data: bytes) -> bytes:
    """A compound file with one stream."""
    data += b"\0" * (max(4096, -(-len(data) // 512) * 512) - len(data))
    count = len(data) // 512
    fat_count = -(-(count + 1) // 127) + 1
    fat = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * fat_count]
    fat += [0xFFFFFFFF] * (fat_count * 128 - len(fat))

    def entry(called: str, kind: int, child: int, start: int, size: int) -> bytes:
        letters = called.encode("utf-16-le") + b"\0\0"
        head = letters + b"\0" * (64 - len(letters)) + struct.pack("<HBB", len(letters) if called else 0, kind, 1)
        return head + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36 + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, 0, len(data))
    folder += entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    )
    header += struct.pack("<IIIIIIII", fat_count, count, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    places = [count + 1 + i for i in range(fat_count)]
    header += struct.pack("<109I", *places, *[0xFFFFFFFF] * (109 - fat_count))
    return header + data + folder + struct.pack(f"<{len(fat)}I", *fat)
