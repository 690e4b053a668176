"""What stands in a drawing of a Word document: text boxes, words as ornaments, or a picture that nobody here can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.documents.read.formats.word.tags import MC, tag

_KNOWN = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/", "urn:schemas-microsoft-com:")
_SHAPES = ("wsp", "wgp", "wpc", "line", "rect", "roundrect", "oval", "polyline", "group", "shape", "shapetype", "arc")
_PICTURES = ("pic", "imagedata", "chart", "relIds", "blip")


@dataclass
class Drawing:
    """How many pictures and embedded objects were met and left out."""

    pictures: int = 0
    objects: int = 0

    @property
    def seen(self) -> int:
        return self.pictures + self.objects


@dataclass
class Found:
    """What one drawing holds. `words`: said by the drawing itself; `floating`: it may stand anywhere on the page."""

    boxes: list[etree._Element] = field(default_factory=list)
    words: str = ""
    floating: bool = False


def chosen(node: etree._Element) -> etree._Element | None:
    """The branch of an mc:AlternateContent that Word shows: the first that needs only what Word knows, else the other."""
    for choice in node.findall(f"{MC}Choice"):
        needs = (choice.get("Requires") or "").split()
        if all((choice.nsmap.get(prefix) or _KNOWN[0]).startswith(_KNOWN) for prefix in needs):
            return choice
    return node.find(f"{MC}Fallback")


def look_into(node: etree._Element, drawn: Drawing) -> Found:
    """The text boxes and words of a w:drawing, w:pict or w:object; counts it when it is a picture or an object."""
    found = Found()
    kinds: set[str] = set()
    for each in _walk(node):
        name = each.tag.rpartition("}")[2]
        kinds.add(name)
        if name == "txbxContent":
            found.boxes.append(each)
        elif name == "textpath":
            found.words += each.get("string") or ""
        elif name == "anchor" or "position:absolute" in (each.get("style") or "").replace(" ", ""):
            found.floating = True
    if "OLEObject" in kinds or "objectEmbed" in kinds:
        drawn.objects += 1
    elif kinds & set(_PICTURES) or not (kinds & set(_SHAPES) or found.boxes or found.words):
        drawn.pictures += 1
    return found


def _walk(node: etree._Element) -> Iterator[etree._Element]:
    """The elements of a drawing in order, not those inside its text boxes, one branch of each choice."""
    for each in node:
        if not isinstance(each.tag, str):
            continue
        if each.tag == f"{MC}AlternateContent":
            branch = chosen(each)
            if branch is not None:
                yield from _walk(branch)
            continue
        yield each
        if tag(each) != "txbxContent":
            yield from _walk(each)
