"""Make resources/template.docx from app/documents/style.py: styles, settings, fonts, page and footers of our DOCX, no text.

python-docx's own default template is Japanese-themed, of an older Word and names a Macintosh; ours holds nothing but the
official layout. Run `.venv/bin/python build/template.py` after a change of style.py; tests/documents/test_template.py
says when it is due. The same style.py gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.documents.write import style  # noqa: E402
from app.documents.write.docx_words import (  # noqa: E402
    FOOTER_STYLE,
    LEAD_STYLE,
    REVIEW_FOOTER_STYLE,
    STYLES,
    TABLE_STYLE,
    W,
    eastern,
    run,
    twips,
    w,
)
from app.documents.write.package import to_xml, zipped  # noqa: E402
from app.documents.write.style import Face, Type  # noqa: E402

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_CORE = "docProps/core.xml"
_FOOTERS = (("default", "rId4"), ("even", "rId5"))  # type of footer -> its relationship: the order of the parts below
_LEVELS = {"heading": 0, "subheading": 1}
_ALIGNED = {"justify": "both", "centre": "center", "left": "left", "right": "right"}
_ONE_FACE = ("xiaobiaosong", "song")  # digits come from these fonts too
_CONDENSED = -5  # twentieths of a point a character: 16 - 0.25 pt x 28 fills the line


def template() -> bytes:
    """The whole file."""
    word = {
        "document.main": _document(),
        "styles": _styles(),
        "settings": _settings(),
        "fontTable": _font_table(),
        "footer1": _footer(odd=True),
        "footer2": _footer(odd=False),
        "theme1": _theme(),
    }
    names = {kind: f"{kind.removesuffix('.main')}.xml" for kind in word}
    types = {f"word/{names[kind]}": f"{_OFFICE}.wordprocessingml.{kind.rstrip('12')}+xml" for kind in word}
    types["word/theme1.xml"] = f"{_OFFICE}.theme+xml"
    types[_CORE] = _CORE_TYPE
    inner = [(f"{R}/{kind.rstrip('12')}", names[kind]) for kind in word if kind != "document.main"]
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return zipped(
        {
            "[Content_Types].xml": _content_types(types),
            "_rels/.rels": _relationships((f"{R}/officeDocument", "word/document.xml"), (core, _CORE)),
            _CORE: to_xml(_core()),
            "word/_rels/document.xml.rels": _relationships(*inner),
            **{f"word/{names[kind]}": to_xml(part) for kind, part in word.items()},
        }
    )


def _document() -> etree._Element:
    document = w("document", w("body", _section()))
    etree.cleanup_namespaces(document, top_nsmap={"w": W, "r": R})
    return document


def _core() -> etree._Element:
    space = f"{_PACKAGE}/metadata/core-properties"
    return etree.Element(f"{{{space}}}coreProperties", nsmap={"cp": space})


def _section() -> etree._Element:
    width, height = style.PAGE
    section = w("sectPr")
    for kind, relationship in _FOOTERS:
        section.append(w("footerReference", type=kind))
        section[-1].set(f"{{{R}}}id", relationship)
    section.append(w("pgSz", w=twips(width), h=twips(height)))
    margins = {"top": style.TOP, "right": style.RIGHT, "bottom": style.BOTTOM, "left": style.LEFT}
    edges = {edge: twips(points) for edge, points in margins.items()}
    # from the foot of the page to that of the footer: its 一字线 stands 7 mm below the text area
    distance = twips(style.BOTTOM - style.PAGE_NUMBER_BELOW - style.PAGE_NUMBER.pitch / 2)
    section.append(w("pgMar", **edges, header=twips(style.TOP / 2), footer=distance, gutter=0))
    section.append(w("docGrid", type="lines", linePitch=round(20 * style.TEXT_HEIGHT / style.LINES_PER_PAGE - 0.5)))
    return section


def _fonts(face: Face) -> etree._Element:
    """All four kinds of characters, so that no theme or default font comes in."""
    chinese = style.DOCX_FACES[face]
    latin = chinese if face in _ONE_FACE else style.DOCX_FACES["latin"]
    return w("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)


def _settings() -> etree._Element:
    compat = w("compat")
    settings = (("compatibilityMode", "15"), ("overrideTableStyleFontSizeAndJustification", "1"))
    for name, value in settings:
        compat.append(w("compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value))
    return w(
        "settings",
        w("zoom", percent=100),
        w("bordersDoNotSurroundHeader"),
        w("bordersDoNotSurroundFooter"),
        w("defaultTabStop", val=twips(2 * style.TYPES["body"].size)),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="compressPunctuation"),
        compat,
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _font_table() -> etree._Element:
    """What to take where a font is missing: plain Windows has 仿宋 and 楷体, not the _GB2312 ones."""
    table = w("fonts")
    for face, name in style.DOCX_FACES.items():
        instead = style.DOCX_ALTERNATIVES.get(name)
        chinese = face != "latin"
        table.append(
            w(
                "font",
                w("altName", val=instead) if instead else None,
                w("charset", val="86" if chinese else "00"),
                w("family", val="roman" if face in ("song", "xiaobiaosong", "latin") else "modern"),
                w("pitch", val="variable" if face == "latin" else "fixed"),
                name=name,
            )
        )
    return table


def _styles() -> etree._Element:
    body = style.TYPES["body"]
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", _fonts("fang"), *_size(body.size), w("lang", val="en-US", eastAsia="zh-CN"))),
        w("pPrDefault", w("pPr", w("widowControl", val=0), w("autoSpaceDE", val=0), w("autoSpaceDN", val=0))),
    )
    normal = w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default=1, styleId="Normal")
    character = w("style", w("name", val="Default Paragraph Font"), type="character", default=1, styleId="DefaultFont")
    table = w("style", w("name", val="Normal Table"), type="table", default=1, styleId="TableNormal")
    made = w("styles", defaults, normal, character, table)
    made.append(_character_style(LEAD_STYLE, "楷体标题", _fonts("kai")))
    small = style.REVIEW_FOOTER
    made.append(_character_style(REVIEW_FOOTER_STYLE, "送审稿页脚", _fonts(small.face), *_size(small.size)))
    for role, (key, name) in STYLES.items():
        made.append(_paragraph_style(key, name, style.TYPES[role], _LEVELS.get(role)))
    made.append(_paragraph_style(TABLE_STYLE, "表格文字", style.TABLE))
    made.append(_paragraph_style(FOOTER_STYLE, "footer", style.PAGE_NUMBER._replace(align="left")))
    return made


def _character_style(key: str, name: str, *properties: etree._Element) -> etree._Element:
    return w("style", w("name", val=name), w("rPr", *properties), type="character", customStyle=1, styleId=key)


def _paragraph_style(key: str, name: str, kind: Type, level: int | None = None) -> etree._Element:
    built_in = name.isascii()
    on_grid = kind.pitch == style.PITCH  # the title and small type keep their own line height
    paragraph = w(
        "pPr",
        w("keepNext") if level is not None else None,
        None if on_grid else w("snapToGrid", val=0),
        w("spacing", before=0, after=0, line=twips(kind.pitch), lineRule="exact"),
        w("ind", firstLineChars=100 * kind.indent, firstLine=twips(kind.indent * kind.size)) if kind.indent else None,
        w("jc", val=_ALIGNED[kind.align]),
        w("outlineLvl", val=level) if level is not None else None,
    )
    # Character spacing is for the 28 characters of a line of 16 pt text; centred lines look better without.
    condensed = w("spacing", val=_CONDENSED) if kind.size == style.TYPES["body"].size else None
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="Normal"),
        w("next", val=STYLES["body"][0]) if level is not None else None,
        w("qFormat"),
        paragraph,
        w("rPr", _fonts(kind.face), condensed, *_size(kind.size)),
        type="paragraph",
        styleId=key,
        **({} if built_in else {"customStyle": 1}),
    )


def _size(points: float) -> tuple[etree._Element, etree._Element]:
    return w("sz", val=round(2 * points)), w("szCs", val=round(2 * points))


def _footer(odd: bool) -> etree._Element:
    """— 1 — on the outer side; a 送审稿 puts its line in the middle, after the first tab or at the end."""
    number = (run("— ", eastern()), w("fldSimple", run("1"), instr=" PAGE "), run(" —", eastern()))
    inset = style.PAGE_NUMBER_INSET
    tabs = [w("tab", val="center", pos=twips(style.TEXT_WIDTH / 2))]
    if odd:
        tabs.append(w("tab", val="right", pos=twips(style.TEXT_WIDTH - inset)))
    indent = None if odd else w("ind", left=twips(inset))
    line = (_tab(), _tab(), *number) if odd else (*number, _tab())
    return w("ftr", w("p", w("pPr", w("pStyle", val=FOOTER_STYLE), w("tabs", *tabs), indent), *line))


def _tab() -> etree._Element:
    return w("r", w("tab"))


_LATIN = style.DOCX_FACES["latin"]
_COLOURS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{i}" for i in range(1, 7)), "hlink", "folHlink")


def _theme() -> etree._Element:
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


def _relationships(*targets: tuple[str, str]) -> bytes:
    """A .rels part of (type, target) pairs; their ids are rId1, rId2, …"""
    space = f"{_PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    for i, (kind, target) in enumerate(targets, 1):
        etree.SubElement(root, f"{{{space}}}Relationship", Id=f"rId{i}", Type=kind, Target=target)
    return to_xml(root)


def _content_types(kinds: dict[str, str]) -> bytes:
    """[Content_Types].xml for parts given as name -> content type."""
    space = f"{_PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap={None: space})
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    for extension, kind in (("rels", rels), ("xml", "application/xml")):
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=kind)
    for name, kind in kinds.items():
        etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{name}", ContentType=kind)
    return to_xml(root)


if __name__ == "__main__":
    (ROOT / "resources" / "template.docx").write_bytes(template())
