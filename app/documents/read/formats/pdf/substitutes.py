"""Fonts for what is written in a PDF without its font: always our own, so that a file reads alike on every computer.

With the computer's fonts PDFium gives some characters no place, and leaves out what has none.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2.raw as raw

from app.paths import resource

_CHINESE = {
    *(raw.FXFONT_GB2312_CHARSET, raw.FXFONT_CHINESEBIG5_CHARSET),
    *(raw.FXFONT_SHIFTJIS_CHARSET, raw.FXFONT_HANGEUL_CHARSET),
}
_FILES = {1: "song.ttf", 2: "latin.ttf"}


@cache
def use_own_fonts() -> tuple[Any, ...]:
    """Have PDFium ask here instead of the computer; once a process. Gives what must stay alive as long as PDFium."""
    info = raw.FPDF_SYSFONTINFO()
    info.version = 1
    types: dict[str, Any] = dict(raw.FPDF_SYSFONTINFO._fields_)  # type: ignore[arg-type]
    for name, answer in _ANSWERS.items():
        setattr(info, name, types[name](answer))
    raw.FPDF_SetSystemFontInfo(info)
    return (info,)


@cache
def _data(font: int) -> bytes:
    return Path(resource("fonts", _FILES[font])).read_bytes()


def _map(_: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int:
    return 1 if charset in _CHINESE else 2


def _font_data(_: Any, font: int, table: int, buffer: Any, size: int) -> int:
    """The whole file (table 0) into the buffer where it is large enough; its length. Of no single table."""
    if table or font not in _FILES:
        return 0
    data = _data(font)
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def _face_name(_: Any, font: int, buffer: Any, size: int) -> int:
    name = _FILES.get(font, "").encode() + b"\0"
    if buffer and size >= len(name):
        ctypes.memmove(buffer, name, len(name))
    return len(name)


_ANSWERS = {
    "Release": lambda _: None,
    "EnumFonts": lambda *_: None,
    "MapFont": _map,
    "GetFont": lambda *_: None,
    "GetFontData": _font_data,
    "GetFaceName": _face_name,
    "GetFontCharset": lambda _, font: raw.FXFONT_GB2312_CHARSET if font == 1 else raw.FXFONT_ANSI_CHARSET,
    "DeleteFont": lambda *_: None,
}
