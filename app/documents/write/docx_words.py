"""The words of a DOCX that our writer and the maker of its template both use: style names and small elements."""

from __future__ import annotations

from typing import Any

from lxml import etree

from app.documents.write.package import printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

STYLES: dict[str, tuple[str, str]] = {
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


def w(tag: str, *children: etree._Element | None, **attributes: Any) -> etree._Element:
    """An element of WordprocessingML; None among the children is left out."""
    named = {f"{{{W}}}{key}": str(value) for key, value in attributes.items()}
    element = etree.Element(f"{{{W}}}{tag}", named, nsmap={"w": W})  # else the prefix hangs on what else is loaded
    element.extend(child for child in children if child is not None)
    return element


def twips(points: float) -> int:
    return round(points * 20)


def run(text: str, *properties: etree._Element) -> etree._Element:
    """A run of text; "\\n" in it is a line break. The hint keeps “”…— in the Chinese font."""
    made = w("r", w("rPr", *properties) if properties else None)
    for i, line in enumerate(printable(text).split("\n")):
        if i:
            made.append(w("br"))
        made.append(w("t"))
        made[-1].text = line
        made[-1].set(_XML_SPACE, "preserve")
    return made


def eastern() -> etree._Element:
    return w("rFonts", hint="eastAsia")
