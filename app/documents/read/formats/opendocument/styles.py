"""How words, rows and columns of an OpenDocument file look once their styles are followed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lxml import etree

from app.documents.read.formats.opendocument.parts import FO, STYLE, TEXT

_DEEPEST = 20
_PALE = 0xF5
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt|px)?")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "px": 0.75}
_SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "opensymbol")


@dataclass(frozen=True)
class Look:
    """`place`: "superscript", "subscript" or nothing. `form`: the name of the style that numbers are written in."""

    hidden: bool = False
    struck: bool = False
    place: str = ""
    white: bool = False
    dark: bool = False
    size: float = 12
    font: str = ""
    form: str = ""

    @property
    def pale(self) -> bool:
        return (self.white and not self.dark) or self.size <= 1.5


class Styles:
    """The styles of all parts of a file; those of the document itself win."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._fonts: dict[str, str] = {}
        self.forms: dict[str, etree._Element] = {}
        self.lists: dict[str, etree._Element] = {}
        for root in roots:
            for node in root.iter(f"{STYLE}style"):
                self._styles.setdefault((node.get(f"{STYLE}family") or "", node.get(f"{STYLE}name") or ""), node)
            for node in root.iter(f"{STYLE}default-style"):
                self._defaults.setdefault(node.get(f"{STYLE}family") or "", node)
            for node in root.iter(f"{STYLE}font-face"):
                family = next((v for k, v in node.attrib.items() if k.endswith("}font-family")), "")
                self._fonts[node.get(f"{STYLE}name") or ""] = family.strip("'\"").lower()
            for node in root.iter(f"{TEXT}list-style"):
                self.lists.setdefault(node.get(f"{STYLE}name") or "", node)
            for node in root.iter():
                if isinstance(node.tag, str) and "datastyle" in node.tag and (name := node.get(f"{STYLE}name")):
                    self.forms.setdefault(name, node)

    def chain(self, family: str, name: str | None) -> list[etree._Element]:
        """A style and those it inherits from, the most general first."""
        found: list[etree._Element] = []
        while name and len(found) < _DEEPEST and (style := self._styles.get((family, name))) is not None:
            found.append(style)
            name = style.get(f"{STYLE}parent-style-name")
        if family in self._defaults:
            found.append(self._defaults[family])
        return found[::-1]

    def look(self, family: str, name: str | None, over: Look = Look()) -> Look:
        """The look of what is in this style and stands in something that looks like `over`."""
        for style in self.chain(family, name):
            over = self._with(over, style)
        return over

    def size(self, family: str, name: str | None, attribute: str) -> float | None:
        """The height of a row or width of a column, in points."""
        for style in reversed(self.chain(family, name)):
            for properties in style:
                match = _LENGTH.fullmatch(properties.get(f"{STYLE}{attribute}") or "")
                if match:
                    return float(match[1]) * _POINTS.get(match[2] or "pt", 1.0)
        return None

    def _with(self, look: Look, style: etree._Element) -> Look:
        if form := style.get(f"{STYLE}data-style-name"):
            look = replace(look, form=form)
        for properties in style:
            if background := properties.get(f"{FO}background-color"):
                look = replace(look, dark=background != "transparent" and not _pale(background))
            if properties.tag != f"{STYLE}text-properties":
                continue
            line = properties.get(f"{STYLE}text-line-through-style") or properties.get(f"{STYLE}text-line-through-type")
            if line:
                look = replace(look, struck=line != "none")
            if place := properties.get(f"{STYLE}text-position"):
                look = replace(look, place=_place(place))
            if shown := properties.get(f"{TEXT}display"):
                look = replace(look, hidden=shown == "none")
            if colour := properties.get(f"{FO}color"):
                look = replace(look, white=_pale(colour))
            if (size := _LENGTH.fullmatch(properties.get(f"{FO}font-size") or "")) is not None and size[2] == "pt":
                look = replace(look, size=float(size[1]))
            if font := properties.get(f"{STYLE}font-name") or properties.get(f"{FO}font-family"):
                name = self._fonts.get(font, font.strip("'\"").lower())
                look = replace(look, font=name if name in _SYMBOL_FONTS else "")
        return look


def _place(text: str) -> str:
    """ "super 58%", "sub 58%", "33% 58%": how high words stand."""
    first = text.split()[0]
    if first in ("super", "sub"):
        return f"{first}script"
    number = float(first.rstrip("%")) if re.fullmatch(r"-?\d+(\.\d+)?%", first) else 0.0
    return "" if abs(number) < 5 else "superscript" if number > 0 else "subscript"


def _pale(colour: str) -> bool:
    match = re.fullmatch(r"#([0-9A-Fa-f]{6})", colour)
    return match is not None and min(bytes.fromhex(match[1])) >= _PALE
