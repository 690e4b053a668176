"""How a run of words looks once its styles are followed: hidden, struck, raised, too pale or too small to be seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from lxml import etree

from app.documents.read.formats.word.tags import W14, W, child, number, switch, tag, value

_TOGGLES = ("vanish", "strike")  # set in two styles that meet, such a property is off again (ISO 29500-1, 17.7.3)
_SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")
_TOO_SMALL = 3  # half points
_PALE = 0xF5  # of red, green and blue alike: not to be told from the paper
_DEEPEST = 20

Properties = dict[str, Any]


class Look(NamedTuple):
    """`place`: "superscript", "subscript" or nothing; `lift`: half points above the line; `font`: of symbols only."""

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
        for style in root if root is not None else ():
            if tag(style) == "style" and (key := value(style, "styleId")):
                self._styles[key] = style
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on"):
                    self._paragraph = key
        self._defaults = _read(child(root, "docDefaults", "rPrDefault", "rPr"))

    def look(self, run: etree._Element, paragraph: etree._Element | None, table: etree._Element | None) -> Look:
        """Of a w:r (or a run of a formula), in its paragraph and table (None outside of them)."""
        direct = child(run, "rPr")
        layers = [
            self._of(value(child(table, "tblPr", "tblStyle")), 0),
            self._of(value(child(paragraph, "pPr", "pStyle")) or self._paragraph, 0),
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
            pale=found.get("pale", False) and not self._shaded(run, paragraph, table),
            font=found.get("font", ""),
        )

    def numbering(self, paragraph: etree._Element) -> etree._Element | None:
        """The w:numPr that a paragraph has from its style."""
        return next(
            (
                found
                for style in self._chain(value(child(paragraph, "pPr", "pStyle")) or self._paragraph)
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

    def _shaded(self, run: etree._Element, paragraph: etree._Element | None, table: etree._Element | None) -> bool:
        """Whether anything dark may lie behind a run: a shade of the words, the box, the table, or of their styles."""
        direct = child(run, "rPr")
        box = next(run.iterancestors(f"{W}tc"), None)
        holders = [direct, child(paragraph, "pPr"), child(box, "tcPr"), child(table, "tblPr")]
        named = [
            value(child(direct, "rStyle")),
            value(child(paragraph, "pPr", "pStyle")) or self._paragraph,
            value(child(table, "tblPr", "tblStyle")),
        ]
        styled = [node for key in named for style in self._chain(key) for node in style.iter() if tag(node) == "shd"]
        shades = [child(holder, "shd") for holder in holders] + styled
        return child(direct, "highlight") is not None or any(_dark(shade) for shade in shades)


def _dark(shade: etree._Element | None) -> bool:
    if shade is None:
        return False
    pattern = value(shade) or "clear"
    return (
        pattern not in ("clear", "nil") or value(shade, "themeFill") is not None or not _is_pale(value(shade, "fill"))
    )


def _is_pale(colour: str | None) -> bool:
    """Whether a colour like "FFFFFF" is that of the paper; "auto" as a fill is."""
    if colour in (None, "auto", ""):
        return True
    try:
        red, green, blue = bytes.fromhex(colour or "")
    except ValueError:
        return False
    return min(red, green, blue) >= _PALE


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
            white = value(node, "themeColor") in ("background1", "light1")
            found["pale"] = white or value(node) not in (None, "auto") and _is_pale(value(node))
        elif name == "rFonts":
            fonts = [font.lower() for key in ("ascii", "hAnsi") if (font := value(node, key))]
            if fonts:
                found["font"] = next((font for font in fonts if font in _SYMBOL_FONTS), "")
        elif name == f"{W14}textFill":
            found["pale"] = any(each.tag == f"{W14}noFill" for each in node)
    return found
