"""The theme part of a DOCX: nothing in our styles uses it, but checkers of the format ask for one."""

from __future__ import annotations

from lxml import etree

from app.documents import style

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_LATIN = style.DOCX_FACES["latin"]
_COLOURS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{i}" for i in range(1, 7)), "hlink", "folHlink")


def theme() -> etree._Element:
    """Black on white, our body font, flat shapes."""
    colours = _a("clrScheme", *(_a(key, _colour("FFFFFF" if key.startswith("lt") else "000000")) for key in _COLOURS))
    fonts = _a(
        "fontScheme",
        *(
            _a(
                key,
                _a("latin", typeface=_LATIN),
                _a("ea", typeface=style.DOCX_FACES["fang"]),
                _a("cs", typeface=_LATIN),
            )
            for key in ("majorFont", "minorFont")
        ),
    )
    formats = _a(
        "fmtScheme",
        _a("fillStyleLst", *(_fill() for _ in range(3))),
        _a("lnStyleLst", *(_a("ln", _fill()) for _ in range(3))),
        _a("effectStyleLst", *(_a("effectStyle", _a("effectLst")) for _ in range(3))),
        _a("bgFillStyleLst", *(_fill() for _ in range(3))),
    )
    for scheme in (colours, fonts, formats):
        scheme.set("name", "公文")
    made = etree.Element(f"{{{A}}}theme", name="公文", nsmap={"a": A})
    made.append(_a("themeElements", colours, fonts, formats))
    return made


def _a(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    element = etree.Element(f"{{{A}}}{tag}", attributes)
    element.extend(children)
    return element


def _colour(value: str) -> etree._Element:
    return _a("srgbClr", val=value)


def _fill() -> etree._Element:
    return _a("solidFill", _a("schemeClr", val="phClr"))
