"""The zip package of DOCX and XLSX: metadata and bytes that tell nothing of the clock, the user or the machine."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the same report gives the same bytes


def printable(text: str) -> str:
    """The text less what XML cannot hold: control characters, which print as nothing anyway."""
    return _NOT_XML.sub("", text)


def to_xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts in their order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return file.getvalue()


def core_properties(title: str, author: str) -> bytes:
    """docProps/core.xml: title, organ and language, and nothing else."""
    core = f"{_PACKAGE}/metadata/core-properties"
    dc = "http://purl.org/dc/elements/1.1/"
    root = etree.Element(f"{{{core}}}coreProperties", nsmap={"cp": core, "dc": dc})
    for name, value in (("title", title), ("creator", author), ("language", "zh-CN")):
        etree.SubElement(root, f"{{{dc}}}{name}").text = printable(value)
    return to_xml(root)
