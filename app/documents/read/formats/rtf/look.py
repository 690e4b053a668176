"""How words look at one place of an RTF file, and in which code page its bytes are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from app.documents.read.formats.rtf.flow import element

_CODE_PAGES = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254", 204: "cp1251"}
_OF_CHINA = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8", 54936: "gb18030"}
SYMBOLS = 2  # the charset of fonts of symbols


@dataclass(frozen=True)
class Look:
    """The properties of words that readers follow. `lift`: half points; `change`: "ins", "del" or nothing."""

    hidden: bool = False
    struck: bool = False
    double: bool = False
    place: str = ""
    lift: int = 0
    size: int = 24
    colour: int = 0
    font: int = -1
    eastern: int = -1
    change: str = ""

    def with_word(self, word: str, number: int | None) -> Look | None:
        """After a control word about the look; None when the word is about something else."""
        on = number != 0
        if word == "plain":
            return replace(Look(), font=self.font, eastern=self.eastern, change="")
        if word in _SWITCHES:
            key, there = _SWITCHES[word]
            return replace(self, **{key: there if on else _OFF[key]})
        if word in ("up", "dn"):
            half = 6 if number is None else number
            return replace(self, lift=half if word == "up" else -half)
        if word in _NUMBERS and number is not None:
            return replace(self, **{_NUMBERS[word]: number})
        return None

    def properties(self, colours: list[str], fonts: dict[int, tuple[int, str]]) -> etree._Element | None:
        """The same as a w:rPr; None when it says nothing."""
        made = element("rPr")
        for name, there in (("vanish", self.hidden), ("strike", self.struck), ("dstrike", self.double)):
            if there:
                element(name, made)
        if self.place:
            element("vertAlign", made, val=self.place)
        if self.lift:
            element("position", made, val=str(self.lift))
        if 0 < self.colour < len(colours) and colours[self.colour]:
            element("color", made, val=colours[self.colour])
        element("sz", made, val=str(self.size))
        charset, name = fonts.get(self.font, (0, ""))
        if charset == SYMBOLS:
            element("rFonts", made, ascii=name, hAnsi=name)
        return made


_SWITCHES: dict[str, tuple[str, Any]] = {
    "v": ("hidden", True),
    "strike": ("struck", True),
    "striked": ("double", True),
    "super": ("place", "superscript"),
    "sub": ("place", "subscript"),
    "nosupersub": ("place", ""),
    "revised": ("change", "ins"),
    "deleted": ("change", "del"),
}
_OFF: dict[str, Any] = {"hidden": False, "struck": False, "double": False, "place": "", "change": ""}
_NUMBERS = {"fs": "size", "cf": "colour", "f": "font"}


def decoded(data: bytes, look: Look, fonts: dict[int, tuple[int, str]], page: int) -> str:
    """Bytes of text as characters, by the font they are set in and the code page of the file."""
    if data.isascii():
        return data.decode("ascii")
    charsets = [fonts.get(font, (0, ""))[0] for font in (look.font, look.eastern)]
    if charsets[0] == SYMBOLS:
        return data.decode("latin-1")
    wanted = [_CODE_PAGES[charset] for charset in charsets if charset in _CODE_PAGES]
    for encoding in (*wanted, _OF_CHINA.get(page, f"cp{page}"), "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", errors="replace")
