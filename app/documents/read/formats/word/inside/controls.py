"""Content controls tied to data beside the document: Word shows the data, so a control that holds something else is not read."""

from __future__ import annotations

import re

from lxml import etree

from app.documents.read.formats.word.tags import W, child, tag, value
from app.documents.read.unpack import Package
from app.documents.recognise.raw import unread

_STORE = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_PROPERTIES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}
_MAPPING = re.compile(r"xmlns:([\w.-]+)\s*=\s*(['\"])(.*?)\2")
_OTHERWISE_SHOWN = ("date", "picture", "docPartObj", "docPartList")  # not the words of the data as they stand


def settle_bound(root: etree._Element, package: Package, main: str) -> None:
    """Put the mark of something not read into each control of this document whose data say otherwise than it does."""
    stores: dict[str, etree._Element] | None = None
    for control in root.iter(f"{W}sdt"):
        properties, content = child(control, "sdtPr"), child(control, "sdtContent")
        bound = child(properties, "dataBinding")
        if bound is None or content is None or any(child(properties, kind) is not None for kind in _OTHERWISE_SHOWN):
            continue
        if properties is None or any(
            each.tag.endswith("}checkbox") for each in properties if isinstance(each.tag, str)
        ):
            continue
        stores = _stores(package, main) if stores is None else stores
        said = _said(bound, stores)
        if said is None or child(properties, "showingPlcHdr") is not None and not said.strip():
            continue
        words = list(content.iter(f"{W}t"))
        shown = "".join(each.text or "" for each in words)
        if _same(said, shown) or _same(_choice(properties, said), shown):
            continue
        for each in words[1:]:
            each.text = ""
        if words:
            words[0].text = unread("内容控件")


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _stores(package: Package, main: str) -> dict[str, etree._Element]:
    """The data beside the document by their ids."""
    found: dict[str, etree._Element] = {}
    for relation in package.relations(main).values():
        if relation.kind != "customXml":
            continue
        described = package.related(relation.target, "customXmlProps")
        about = package.lenient_tree(described) if described else None
        root = package.lenient_tree(relation.target)
        if about is not None and root is not None:
            found[about.get(_STORE, "").upper()] = root
    for key, path in _PROPERTIES.items():
        root = package.lenient_tree(path)
        if root is not None:
            found[key] = root
    return found


def _said(bound: etree._Element, stores: dict[str, etree._Element]) -> str | None:
    """What the data say where a control is tied to; None when there is no such place."""
    root = stores.get((value(bound, "storeItemID") or "").upper())
    if root is None:
        return None
    names = {prefix: uri for prefix, _, uri in _MAPPING.findall(value(bound, "prefixMappings") or "")}
    try:
        found = root.getroottree().xpath(value(bound, "xpath") or "", namespaces=names)
    except (etree.XPathError, ValueError, TypeError):
        return None
    if not isinstance(found, list) or not found:
        return None
    return "".join(found[0].itertext()) if isinstance(found[0], etree._Element) else str(found[0])


def _choice(properties: etree._Element | None, said: str) -> str:
    """The words that a drop-down shows for a value."""
    for kind in ("dropDownList", "comboBox"):
        choices = child(properties, kind)
        for entry in choices if choices is not None else ():
            if tag(entry) == "listItem" and value(entry, "value") == said:
                return value(entry, "displayText") or said
    return said
