"""What a person sees of an element: gone, too small, of the colour behind it, struck, raised; out of the declarations in force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

_FAR = -400.0  # px; an element moved by more than this out of the page is meant not to be seen
_SMALLEST = 1.0  # px; browsers show anything larger
_STEP = {"smaller": 1 / 1.2, "larger": 1.2}
_KEYWORD = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32}
_UNIT = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 37.8, "mm": 3.78, "rem": 16, "vw": 13.66, "vh": 7.68}
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|pt|pc|in|cm|mm|rem|em|ex|ch|vw|vh|%)?")
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)")
_HEX = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![0-9a-f])")
_NAMED = {
    "white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240), "red": (255, 0, 0),
    "windowtext": (0, 0, 0), "window": (255, 255, 255), "blue": (0, 0, 255), "yellow": (255, 255, 0), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "silver": (192, 192, 192), "green": (0, 128, 0), "whitesmoke": (245, 245, 245),
}  # fmt: skip
_COLOUR_WORD = re.compile(r"(?<![\w-])(?:" + "|".join(_NAMED) + r")(?![\w-])")
_NEAR = 6  # of 255 in each of red, green, blue: nobody tells these apart
_CELLS = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "table", "img", "input", "button", "svg"))

Colour = tuple[int, int, int]
Attributes = Mapping[str, str | None]


class Look(NamedTuple):
    """What words inherit from the elements around them.

    `shown`: visibility. `size`: of the letters, px. `colour`: of the letters, None for clear ones. `ground`: the colour behind
    them, None when a picture or a sheet that is not in the page may have set it. `struck`, `backwards`, `lines`: a line through
    them, right to left, line breaks kept.
    """

    shown: bool = True
    size: float = 16.0
    colour: Colour | None = (0, 0, 0)
    ground: Colour | None = (255, 255, 255)
    struck: bool = False
    backwards: bool = False
    lines: bool = False

    @property
    def unseen(self) -> bool:
        """Whether words of this look cannot be seen."""
        if not self.shown or self.size < _SMALLEST or self.colour is None:
            return True
        return self.ground is not None and all(
            abs(a - b) <= _NEAR for a, b in zip(self.colour, self.ground, strict=True)
        )


def gone(style: Mapping[str, str], attributes: Attributes) -> bool:
    """Whether nothing of an element is seen, whatever its parts say of themselves."""
    display = style.get("display", "none" if "hidden" in attributes else "")
    if display == "none" or style.get("mso-hide") == "all" or style.get("content-visibility") == "hidden":
        return True
    return bool(style) and (_clear(style) or _off_the_page(style) or _cut_away(style))


def _clear(style: Mapping[str, str]) -> bool:
    opacity = style.get("opacity", "1")
    match = _LENGTH.match(opacity)
    if match and float(match[1]) / (100 if match[2] == "%" else 1) < 0.02:
        return True
    return re.search(r"opacity\(\s*0(?:\.0+)?%?\s*\)|alpha\(opacity=0\)", style.get("filter", "")) is not None


def _off_the_page(style: Mapping[str, str]) -> bool:
    if length(style.get("text-indent", "")) <= _FAR or length(style.get("margin-left", "")) <= 5 * _FAR:
        return True  # half the width of a page to the left is how a page is put into the middle
    if style.get("position") in ("absolute", "fixed"):
        places = [style[side] for side in ("left", "right", "top", "bottom") if side in style]
        if any(length(place) <= _FAR or re.match(r"-[1-9]\d{2,}(?:\.\d+)?%", place) for place in places):
            return True
    moved = re.findall(r"translate(?:x|y|3d)?\(([^()]*)\)", style.get("transform", ""))
    far = any(length(part.strip()) <= _FAR for parts in moved for part in parts.split(","))
    return far or re.search(r"scale[xy]?\(\s*0(?:\.0+)?\s*[,)]", style.get("transform", "")) is not None


def _cut_away(style: Mapping[str, str]) -> bool:
    clip = style.get("clip", "")
    if clip.startswith("rect") and style.get("position") in ("absolute", "fixed"):
        sides = [length(side) for side in re.split(r"[\s,]+", clip[5:].rstrip(")").strip()) if side]
        if len(sides) == 4 and (sides[2] - sides[0] <= 1 or sides[1] - sides[3] <= 1):
            return True
    if re.match(r"inset\(\s*(?:50|100)%|circle\(\s*0(?:px|%)?\s*[)a]", style.get("clip-path", "")):
        return True
    if style.get("overflow") not in ("hidden", "clip"):
        return False
    return any(
        0 <= length(style[side], 99) <= 1 for side in ("height", "max-height", "width", "max-width") if side in style
    )


def length(value: str, unknown: float = 0.0, parent: float = 16.0) -> float:
    """A length in px; `parent`: the size that em and % are of."""
    match = _LENGTH.match(value)
    if match is None:
        return unknown
    unit = match[2] or ""
    if unit in ("em", "ex", "ch"):
        return float(match[1]) * parent * (1 if unit == "em" else 0.5)
    return float(match[1]) * (parent / 100 if unit == "%" else _UNIT[unit])


def look(style: Mapping[str, str], tag: str, attributes: Attributes, around: Look) -> Look:
    """The look of the words of an element that stands in words of the look `around`."""
    if not style and tag not in _MARKING and "bgcolor" not in attributes:
        return around
    shown = {"hidden": False, "collapse": False, "visible": True}.get(style.get("visibility", ""), around.shown)
    return Look(
        shown,
        _size(style.get("font-size", ""), around.size),
        _letters(style, attributes.get("color") if tag == "font" else None, around.colour),
        _ground(style.get("ground") or attributes.get("bgcolor") or "", around.ground),
        around.struck or _struck(style, tag),
        _backwards(style, tag, attributes, around.backwards),
        _lines(style, tag, around.lines),
    )


_MARKING = frozenset(("del", "s", "strike", "bdo", "pre", "font", "textarea"))


def _size(value: str, around: float) -> float:
    if value in _KEYWORD:
        return float(_KEYWORD[value])
    if value in _STEP:
        return around * _STEP[value]
    return length(value, around, around) if value else around


def _letters(style: Mapping[str, str], of_font: str | None, around: Colour | None) -> Colour | None:
    """The colour of the letters; filled with their background they are seen though clear."""
    value = style.get("-webkit-text-fill-color") or style.get("color") or (of_font or "").lower()
    if not value or value in ("inherit", "currentcolor", "initial", "unset", "auto"):
        return around
    if style.get("background-clip") == "text":
        return (1, 1, 1)
    clear, colour = colour_in(value)
    return None if clear else colour or around


def _ground(value: str, around: Colour | None) -> Colour | None:
    if not value or value in ("none", "inherit", "initial", "unset", "auto"):
        return around
    value = value.lower()
    if "url(" in value or "gradient(" in value:
        return None
    clear, colour = colour_in(value)
    return (
        around if clear or (colour is None and value.split()[0] in ("none", "repeat", "0", "transparent")) else colour
    )


@lru_cache(maxsize=512)
def colour_in(value: str) -> tuple[bool, Colour | None]:
    """(whether it is clear, the colour that a value names); None for one that is not understood."""
    if match := _RGB.search(value):
        clear = match[4] is not None and float(match[4].rstrip("%") or 0) <= 0.02
        return clear, (int(match[1]), int(match[2]), int(match[3]))
    if match := _HEX.search(value):
        digits = match[1] if len(match[1]) > 4 else "".join(c * 2 for c in match[1])
        return digits[6:8] == "00", (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))
    if re.search(r"(?<![\w-])transparent(?![\w-])", value):
        return True, None
    match = _COLOUR_WORD.search(value)
    return False, _NAMED[match[0]] if match else None


def _struck(style: Mapping[str, str], tag: str) -> bool:
    said = style.get("text-decoration")
    return "line-through" in said if said is not None else tag in ("del", "s", "strike")


def _backwards(style: Mapping[str, str], tag: str, attributes: Attributes, around: bool) -> bool:
    if tag == "bdo":
        return (attributes.get("dir") or "").lower() == "rtl"
    if "override" in style.get("unicode-bidi", ""):
        return style.get("direction", (attributes.get("dir") or "").lower()) == "rtl"
    return around


def _lines(style: Mapping[str, str], tag: str, around: bool) -> bool:
    space = style.get("white-space", "")
    if space:
        return space.startswith("pre") or space == "break-spaces"
    return around or tag in ("pre", "textarea")


def raised(style: Mapping[str, str], tag: str, size: float, around: float) -> str:
    """ "sup" for words set higher than those beside them, "sub" for lower ones, else ""."""
    align = style.get("vertical-align", tag if tag in ("sup", "sub") else "")
    if align in ("super", "sup", "sub"):
        return "sub" if align == "sub" else "sup"
    if tag in _CELLS:
        return ""
    smaller = size < 0.85 * around
    if smaller and align in ("top", "text-top", "bottom", "text-bottom"):
        return "sup" if "top" in align else "sub"
    by = length(align, 0.0, size)
    if style.get("position") == "relative":
        by += length(style.get("bottom", ""), 0.0, size) - length(style.get("top", ""), 0.0, size)
    if not by or abs(by) < (0.1 if smaller else 0.2) * size:
        return ""
    return "sup" if by > 0 else "sub"
