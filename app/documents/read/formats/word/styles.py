"""How a run of words looks once its styles are followed: hidden, struck, raised, too pale or too small to be seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from lxml import etree

from app.documents.read.formats.word.tags import W14, W, child, number, switch, tag, value

_TOGGLES = ("vanish", "strike")  # set in two styles that meet, such a property is off again (ISO 29500-1, 17.7.3)
_SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")
_TOO_SMALL = 3  # half points
_TOO_THIN = 5  # percent of a character's width
_NEAR = 12  # of 255 in red, green and blue: not to be told apart
_PAPER = "FFFFFF"
_THEME = {"background1": "FFFFFF", "light1": "FFFFFF", "text1": "000000", "dark1": "000000"}
_HIGHLIGHTS = {
    "black": "000000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "red": "FF0000",
}
_DEEPEST = 20

Properties = dict[str, Any]


class Look(NamedTuple):
    """`place`: "superscript", "subscript" or nothing; `lift`: half points above the line; `pale`: of the colour behind it;
    `font`: of symbols only.
    """

    hidden: bool
    struck: bool
    place: str
    lift: int
    size: int
    pale: bool
    font: str


class Styles:
    """The styles of a document (the root of its styles part, or None)."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._kept: dict[str, Properties] = {}
        self._paragraph = ""
        self._last: tuple[etree._Element | None, str] = (None, "")  # a paragraph and its style
        for style in root if root is not None else ():
            if tag(style) == "style" and (key := value(style, "styleId")):
                self._styles[key] = style
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on"):
                    self._paragraph = key
        self._defaults = _read(child(root, "docDefaults", "rPrDefault", "rPr"))

    def _named(self, paragraph: etree._Element | None) -> str:
        """The style of a paragraph, which is asked for at each of its runs: of those there may be thousands."""
        if paragraph is None or paragraph is not self._last[0]:
            self._last = paragraph, value(child(paragraph, "pPr", "pStyle")) or self._paragraph
        return self._last[1]

    def look(self, run: etree._Element, paragraph: etree._Element | None, table: etree._Element | None) -> Look:
        """Of a w:r (or a run of a formula), in its paragraph and table (None outside of them)."""
        direct = child(run, "rPr")
        layers = [
            self._of(value(child(table, "tblPr", "tblStyle")), 0),
            self._of(self._named(paragraph), 0),
            self._of(value(child(direct, "rStyle")), 0),
        ]
        own = _read(direct)
        found: Properties = {}
        for layer in (self._defaults, *layers, own):
            found.update(layer)
        for key in _TOGGLES:
            styled = self._defaults.get(key) or sum(bool(layer.get(key)) for layer in layers) % 2 == 1
            found[key] = own.get(key, styled)
        size = found.get("size") or 20
        return Look(
            hidden=bool(found["vanish"]) or size <= _TOO_SMALL,
            struck=bool(found["strike"] or found.get("dstrike")),
            place=found.get("place", ""),
            lift=found.get("lift", 0),
            size=size,
            pale=bool(found.get("gone")) or self._unseen(found.get("colour", ""), run, paragraph, table),
            font=found.get("font", ""),
        )

    def _unseen(
        self, colour: str, run: etree._Element, paragraph: etree._Element | None, table: etree._Element | None
    ) -> bool:
        return bool(colour) and _alike(colour, self._behind(run, paragraph, table))

    def numbering(self, paragraph: etree._Element) -> etree._Element | None:
        """The w:numPr that a paragraph has from its style."""
        return next(
            (
                found
                for style in self._chain(self._named(paragraph))
                if (found := child(style, "pPr", "numPr")) is not None
            ),
            None,
        )

    def uncertain(self, table: etree._Element) -> bool:
        """Whether a style of this table hides, strikes or raises only some of its rows or columns."""
        conditions = (
            _read(child(condition, "rPr"))
            for style in self._chain(value(child(table, "tblPr", "tblStyle")))
            for condition in style
            if tag(condition) == "tblStylePr"
        )
        return any(each.get(key) for each in conditions for key in ("vanish", "strike", "dstrike", "place"))

    def _chain(self, key: str | None) -> Iterable[etree._Element]:
        """A style and those that it is based on, from itself up."""
        for _ in range(_DEEPEST):
            style = self._styles.get(key or "")
            if style is None:
                return
            yield style
            key = value(child(style, "basedOn"))

    def _of(self, key: str | None, depth: int) -> Properties:
        if not key or depth > _DEEPEST or key not in self._styles:
            return {}
        if key not in self._kept:
            style = self._styles[key]
            self._kept[key] = {**self._of(value(child(style, "basedOn")), depth + 1), **_read(child(style, "rPr"))}
        return self._kept[key]

    def _behind(self, run: etree._Element, paragraph: etree._Element | None, table: etree._Element | None) -> str:
        """The colour behind a run: of its own shade, its paragraph's, its box's, its table's, or the paper's; "" when unknown."""
        direct = child(run, "rPr")
        if (highlight := child(direct, "highlight")) is not None:
            return _HIGHLIGHTS.get(value(highlight) or "", "")
        box = next(run.iterancestors(f"{W}tc"), None)
        for holder in (direct, child(paragraph, "pPr"), child(box, "tcPr"), child(table, "tblPr")):
            if (shade := child(holder, "shd")) is not None and (fill := _fill(shade)) != "auto":
                return fill
        named = [
            value(child(direct, "rStyle")),
            self._named(paragraph),
            value(child(table, "tblPr", "tblStyle")),
        ]
        styled = any(tag(node) == "shd" for key in named for style in self._chain(key) for node in style.iter())
        return "" if styled else _PAPER


def _fill(shade: etree._Element) -> str:
    """Its colour, "auto" when it shows what is behind it, "" when it is not known."""
    if value(shade, "themeFill") is not None or (value(shade) or "clear") not in ("clear", "nil"):
        return ""
    return value(shade, "fill") or "auto"


def _alike(one: str, other: str) -> bool:
    """Whether nobody can tell two colours like "FFFFFF" apart."""
    try:
        return all(abs(a - b) <= _NEAR for a, b in zip(bytes.fromhex(one), bytes.fromhex(other), strict=True))
    except ValueError:
        return False


def _read(properties: etree._Element | None) -> Properties:
    """What a w:rPr sets, and nothing that it leaves open."""
    found: Properties = {}
    for node in properties if properties is not None else ():
        name = tag(node)
        if name in ("vanish", "strike", "dstrike"):
            found[name] = switch(node)
        elif name == "vertAlign":
            place = value(node)
            found["place"] = place if place in ("superscript", "subscript") else ""
        elif name == "position":
            found["lift"] = number(value(node)) or 0
        elif name == "sz":
            found["size"] = number(value(node)) or 20
        elif name == "color":
            theme, said = value(node, "themeColor"), value(node)
            found["colour"] = _THEME.get(theme, "") if theme else "" if said == "auto" else said or ""
        elif name == "rFonts":
            fonts = [font.lower() for key in ("ascii", "hAnsi") if (font := value(node, key))]
            if fonts:
                found["font"] = next((font for font in fonts if font in _SYMBOL_FONTS), "")
        elif name == f"{W14}textFill":
            found["gone"] = any(each.tag == f"{W14}noFill" for each in node)
        elif name == "w":
            found["gone"] = (number(value(node)) or 100) <= _TOO_THIN
    return found
