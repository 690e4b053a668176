"""How the boxes of an XLSX are set: number format, font, fill. Nothing of it is needed to read the rest."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from app.documents.read.formats.sheet.sheet import Run

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0 ;-#,##0", 38: "#,##0 ;[Red]-#,##0", 39: "#,##0.00 ;-#,##0.00",
    40: "#,##0.00 ;[Red]-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ', 44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@", 31: 'yyyy"年"m"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
}  # fmt: skip
_SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")
_NEAR = 12  # of 255 in red, green and blue
_PAPER = "FFFFFF"
_THEME = {"0": "FFFFFF", "1": "000000"}
_INDEXED = {"0": "000000", "1": "FFFFFF", "8": "000000", "9": "FFFFFF", "64": "000000", "65": "FFFFFF"}


@dataclass(frozen=True)
class Look:
    """Of a box. `pale`: its words have the colour of its fill; `shrunk`: they always fit; `repeated`: side by side until it is full."""

    form: str = "General"
    struck: bool = False
    place: str = ""
    pale: bool = False
    fill: str = _PAPER
    size: float = 11
    shrunk: bool = False
    repeated: bool = False
    font: str = ""


@dataclass(frozen=True)
class Font:
    struck: bool = False
    place: str = ""
    colour: str = ""
    size: float = 11
    name: str = ""


class Styles:
    """The looks that boxes name by number; a styles part that is missing or damaged has only the plain one."""

    def __init__(self, root: etree._Element | None) -> None:
        formats = dict(BUILT_IN)
        fonts: list[Font] = []
        fills: list[str] = []
        xfs: list[etree._Element] = []
        self._changing: list[bool] = []
        for part in root if root is not None else ():
            if part.tag == f"{S}numFmts":
                formats.update({whole(node.get("numFmtId")): node.get("formatCode") or "General" for node in part})
            elif part.tag == f"{S}fonts":
                fonts = [font_of(node) for node in part]
            elif part.tag == f"{S}fills":
                fills = [_filled(node) for node in part]
            elif part.tag == f"{S}cellXfs":
                xfs = list(part)
            elif part.tag == f"{S}dxfs":
                self._changing = [_changes(node) for node in part]
        self.looks = [_look(xf, formats, fonts, fills) for xf in xfs]
        self.base = fonts[0].size if fonts else 11

    def look(self, number: str | None) -> Look:
        at = whole(number)
        return self.looks[at] if 0 <= at < len(self.looks) else Look()

    def changing(self, number: str | None) -> bool:
        """Whether a format under a condition shows another number than the box holds, or hides it."""
        at = whole(number, -1)
        return 0 <= at < len(self._changing) and self._changing[at]


def whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def font_of(node: etree._Element | None) -> Font:
    """A font, or the properties of a run."""
    struck, place, colour, size, name = False, "", "", 11.0, ""
    for each in node if node is not None else ():
        value = each.get("val")
        if each.tag == f"{S}strike":
            struck = value not in ("0", "false")
        elif each.tag == f"{S}vertAlign":
            place = value if value in ("superscript", "subscript") else ""
        elif each.tag == f"{S}color":
            colour = _colour(each)
        elif each.tag == f"{S}sz":
            size = _number(value)
        elif each.tag in (f"{S}name", f"{S}rFont"):
            name = (value or "").lower() if (value or "").lower() in _SYMBOL_FONTS else ""
    return Font(struck, place, colour, size, name)


def runs_of(node: etree._Element, look: Look) -> list[Run]:
    """The words of a shared or inline string, each run in its look; those of a box's own font else."""
    runs: list[Run] = []
    for each in node:
        if each.tag == f"{S}t":
            runs.append(Run(each.text or "", look.struck, look.place))
        elif each.tag == f"{S}r":
            properties = each.find(f"{S}rPr")
            text = "".join(t.text or "" for t in each.findall(f"{S}t"))
            font = font_of(properties) if properties is not None else Font(look.struck, look.place)
            runs.append(Run("" if _alike(font.colour, look.fill) else text, font.struck, font.place))
    return runs


def _number(text: str | None) -> float:
    try:
        return min(max(float(text or 11), 1), 400)
    except ValueError:
        return 11


def _colour(node: etree._Element | None) -> str:
    """Like "FFFFFF"; "" where it is the usual one or not known."""
    if node is None or node.get("tint"):
        return ""
    if node.get("theme") in _THEME:
        return _THEME[node.get("theme") or ""]
    if node.get("indexed") in _INDEXED:
        return _INDEXED[node.get("indexed") or ""]
    return (node.get("rgb") or "")[-6:]


def _alike(one: str, other: str) -> bool:
    """Whether nobody can tell two colours apart."""
    try:
        return bool(one) and all(
            abs(a - b) <= _NEAR for a, b in zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
        )
    except ValueError:
        return False


def _filled(fill: etree._Element) -> str:
    """The colour of a fill; "" where it is not known."""
    pattern = fill.find(f"{S}patternFill")
    if pattern is None:
        return "" if len(fill) else _PAPER
    kind = pattern.get("patternType", "none")
    return _PAPER if kind == "none" else _colour(pattern.find(f"{S}fgColor")) if kind == "solid" else ""


def _changes(dxf: etree._Element) -> bool:
    font = dxf.find(f"{S}font")
    changed = font_of(font)
    return dxf.find(f"{S}numFmt") is not None or changed.struck or _alike(changed.colour, _PAPER) or bool(changed.place)


def _look(xf: etree._Element, formats: dict[int, str], fonts: list[Font], fills: list[str]) -> Look:
    at, fill = whole(xf.get("fontId")), whole(xf.get("fillId"))
    font = fonts[at] if at < len(fonts) else Font()
    alignment = xf.find(f"{S}alignment")
    shrunk = alignment is not None and alignment.get("shrinkToFit") in ("1", "true")
    repeated = alignment is not None and alignment.get("horizontal") == "fill"
    behind = fills[fill] if fill < len(fills) else _PAPER
    pale = _alike(font.colour, behind) or font.size <= 1
    form = formats.get(whole(xf.get("numFmtId")), "General")
    return Look(form, font.struck, font.place, pale, behind, font.size, shrunk, repeated, font.name)
