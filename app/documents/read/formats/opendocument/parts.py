"""The parts of an OpenDocument file, zipped or flat: its content, its styles, its title."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from app.documents.read.unpack import open_package, parse
from app.model.files import FileProblem

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE = (f"{{{_NS}{part}:1.0}}" for part in ("office", "text", "table", "style"))
DRAW, NUMBER, FO = f"{{{_NS}drawing:1.0}}", f"{{{_NS}datastyle:1.0}}", f"{{{_NS}xsl-fo-compatible:1.0}}"
FORM = f"{{{_NS}form:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"


class Parts(NamedTuple):
    """`roots`: the trees that styles stand in, the document's own first; `body`: what holds the text or the sheets."""

    roots: tuple[etree._Element, ...]
    body: etree._Element
    title: str


def open_parts(data: bytes, name: str, kind: str) -> Parts:
    """`kind`: "text" or "spreadsheet". FileProblem when the file is damaged, locked or has no such body."""
    if data.startswith(b"PK"):
        package = open_package(data, name)
        if b"encryption-data" in (package.data("META-INF/manifest.xml") or b""):
            raise FileProblem(f"“{name}”有打开密码，没有导入。请用 WPS 或 LibreOffice 去掉密码后另存，再导入。")
        content, styles = package.tree("content.xml"), package.lenient_tree("styles.xml")
        meta = package.lenient_tree("meta.xml")
    else:
        content, styles, meta = parse(data, name), None, None
    body = content.find(f"{OFFICE}body/{OFFICE}{kind}") if content is not None else None
    if content is None or body is None:
        raise FileProblem(f"“{name}”里面的内容已损坏，没有导入。请用 WPS 或 LibreOffice 打开后另存为 .docx，再导入。")
    titles = [node.text or "" for root in (meta, content) if root is not None for node in root.iter(f"{_DC}title")]
    return Parts((content,) if styles is None else (content, styles), body, titles[0] if titles else "")


def whole(text: str | None, otherwise: int = 1) -> int:
    """A count as attributes hold it."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
