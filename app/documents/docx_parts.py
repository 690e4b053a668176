"""What is the same in every DOCX of ours: styles, settings, fonts, footers, and the package around them."""

from __future__ import annotations

from typing import Any

from lxml import etree

from app.documents import style
from app.documents.blocks import Paper
from app.documents.docx_theme import theme
from app.documents.package import (
    CORE_RELATIONSHIP,
    CORE_TYPE,
    content_types,
    core_properties,
    plain,
    relationships,
    to_xml,
    zipped,
)
from app.documents.style import Face, Type

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_CORE = "docProps/core.xml"

STYLE_IDS: dict[str, tuple[str, str]] = {
    "title": ("Title", "Title"),
    "heading": ("Heading1", "heading 1"),
    "subheading": ("Heading2", "heading 2"),
    "body": ("Body", "公文正文"),
    "review_mark": ("ReviewMark", "送审稿标记"),
    "document_number": ("DocumentNumber", "文号"),
    "signature": ("Signed", "公文落款"),
    "table_note": ("TableNote", "表注"),
}
"""Role -> (style id, style name). Title and headings are Word's own, so that its navigation pane shows them."""
TABLE_STYLE, FOOTER_STYLE, REVIEW_FOOTER_STYLE, LEAD_STYLE = "TableText", "Footer", "ReviewFooter", "Lead"
FOOTER_RELATIONSHIPS = (("default", "rId4"), ("even", "rId5"))
"""Type of footer -> its relationship: the order of the parts in `package`."""
_LEVELS = {"heading": 0, "subheading": 1}
_ALIGNED = {"justify": "both", "centre": "center", "left": "left", "right": "right"}
_ONE_FACE = ("xiaobiaosong", "song")  # digits come from these fonts too
CONDENSED = -5  # twentieths of a point a character: 16 - 0.25 pt x 28 fills the line


def w(tag: str, *children: etree._Element | None, **attributes: Any) -> etree._Element:
    """An element of WordprocessingML; None among the children is left out."""
    element = etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}{key}": str(value) for key, value in attributes.items()})
    element.extend(child for child in children if child is not None)
    return element


def twips(points: float) -> int:
    return round(points * 20)


def run(text: str, *properties: etree._Element) -> etree._Element:
    """A run of text; "\\n" in it is a line break. The hint keeps “”…— in the Chinese font."""
    made = w("r", w("rPr", *properties) if properties else None)
    for i, line in enumerate(plain(text).split("\n")):
        if i:
            made.append(w("br"))
        made.append(w("t"))
        made[-1].text = line
        made[-1].set(_XML_SPACE, "preserve")
    return made


def eastern() -> etree._Element:
    return w("rFonts", hint="eastAsia")


def fonts(face: Face) -> etree._Element:
    """All four kinds of characters, so that no theme or default font comes in."""
    chinese = style.DOCX_FACES[face]
    latin = chinese if face in _ONE_FACE else style.DOCX_FACES["latin"]
    return w("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)


def package(paper: Paper, document: etree._Element) -> bytes:
    """The whole file around word/document.xml; the same content gives the same bytes."""
    word = {
        "document.main": document,
        "styles": _styles(),
        "settings": _settings(),
        "fontTable": _font_table(),
        "footer1": _footer(paper.footer, odd=True),
        "footer2": _footer(paper.footer, odd=False),
        "theme1": theme(),
    }
    names = {kind: f"{kind.removesuffix('.main')}.xml" for kind in word}
    types = {f"word/{names[kind]}": f"{_OFFICE}.wordprocessingml.{kind.rstrip('12')}+xml" for kind in word}
    types["word/theme1.xml"] = f"{_OFFICE}.theme+xml"
    types["docProps/core.xml"] = CORE_TYPE
    inner = [(f"{R}/{kind.rstrip('12')}", names[kind]) for kind in word if kind != "document.main"]
    return zipped(
        {
            "[Content_Types].xml": content_types(types),
            "_rels/.rels": relationships((f"{R}/officeDocument", "word/document.xml"), (CORE_RELATIONSHIP, _CORE)),
            _CORE: core_properties(paper.title, paper.author),
            "word/_rels/document.xml.rels": relationships(*inner),
            **{f"word/{names[kind]}": to_xml(part) for kind, part in word.items()},
        }
    )


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
        w("rPrDefault", w("rPr", fonts("fang"), *_size(body.size), w("lang", val="en-US", eastAsia="zh-CN"))),
        w("pPrDefault", w("pPr", w("widowControl", val=0), w("autoSpaceDE", val=0), w("autoSpaceDN", val=0))),
    )
    normal = w("style", w("name", val="Normal"), w("qFormat"), type="paragraph", default=1, styleId="Normal")
    character = w("style", w("name", val="Default Paragraph Font"), type="character", default=1, styleId="DefaultFont")
    table = w("style", w("name", val="Normal Table"), type="table", default=1, styleId="TableNormal")
    made = w("styles", defaults, normal, character, table)
    made.append(_character_style(LEAD_STYLE, "楷体标题", fonts("kai")))
    small = style.REVIEW_FOOTER
    made.append(_character_style(REVIEW_FOOTER_STYLE, "送审稿页脚", fonts(small.face), *_size(small.size)))
    for role, (key, name) in STYLE_IDS.items():
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
    condensed = w("spacing", val=CONDENSED) if kind.size == style.TYPES["body"].size else None
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="Normal"),
        w("next", val=STYLE_IDS["body"][0]) if level is not None else None,
        w("qFormat"),
        paragraph,
        w("rPr", fonts(kind.face), condensed, *_size(kind.size)),
        type="paragraph",
        styleId=key,
        **({} if built_in else {"customStyle": 1}),
    )


def _size(points: float) -> tuple[etree._Element, etree._Element]:
    return w("sz", val=round(2 * points)), w("szCs", val=round(2 * points))


def _footer(review: str, odd: bool) -> etree._Element:
    """— 1 — on the outer side, and on its line, in the middle, what a 送审稿 says of itself."""
    number = (run("— ", eastern()), w("fldSimple", run("1"), instr=" PAGE "), run(" —", eastern()))
    middle = run(review, w("rStyle", val=REVIEW_FOOTER_STYLE), eastern()) if review else None
    inset = style.PAGE_NUMBER_INSET
    tabs = [w("tab", val="center", pos=twips(style.TEXT_WIDTH / 2))]
    if odd:
        tabs.append(w("tab", val="right", pos=twips(style.TEXT_WIDTH - inset)))
    indent = None if odd else w("ind", left=twips(inset))
    line = (_tab(), middle, _tab(), *number) if odd else (*number, _tab(), middle)
    return w("ftr", w("p", w("pPr", w("pStyle", val=FOOTER_STYLE), w("tabs", *tabs), indent), *line))


def _tab() -> etree._Element:
    return w("r", w("tab"))


def footer_distance() -> int:
    """Twips from the foot of the page to that of the footer: its 一字线 stands 7 mm below the text area."""
    return twips(style.BOTTOM - style.PAGE_NUMBER_BELOW - style.PAGE_NUMBER.pitch / 2)
