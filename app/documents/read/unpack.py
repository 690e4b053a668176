"""Office packages opened with limits, whether zipped or written out as one XML file: parts by name, entities refused."""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from app.model.files import FileProblem

MOST_PARTS = 4_000
MOST_UNPACKED = 60 * 1024 * 1024  # bytes of XML; a report with long texts has less than 2 MB
_PICTURES = ("/media/", "/embeddings/", "/fonts/")
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_MICROSOFT = b"http://schemas.openxmlformats.org/"
# ISO 29500 Strict names the same elements otherwise; these are the namespaces that the readers know
_SAME = (
    (_STRICT + b"wordprocessingml/main", _MICROSOFT + b"wordprocessingml/2006/main"),
    (_STRICT + b"spreadsheetml/main", _MICROSOFT + b"spreadsheetml/2006/main"),
    (_STRICT + b"drawingml/", _MICROSOFT + b"drawingml/2006/"),
    (_STRICT + b"officeDocument/", _MICROSOFT + b"officeDocument/2006/"),
)


class Relation(NamedTuple):
    """What one part says about another: `kind` is the last word of its type ("image", "aFChunk", …)."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of an Office document called `name`, found by path as their own relations write it."""

    def __init__(self, name: str, parts: Mapping[str, Callable[[], bytes]]) -> None:
        self.name = name
        self._parts = {_key(path): read for path, read in parts.items()}  # names of parts are the same in any case

    def __contains__(self, path: str) -> bool:
        return _key(path) in self._parts

    @property
    def paths(self) -> Iterator[str]:
        return iter(self._parts)

    def data(self, path: str) -> bytes | None:
        """One part unpacked; None when there is none. FileProblem when it is damaged."""
        read = self._parts.get(_key(path))
        if read is None:
            return None
        try:
            return read()
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            ValueError,
            NotImplementedError,
            EOFError,
            RuntimeError,
        ) as error:
            raise damaged(self.name) from error

    def tree(self, path: str) -> etree._Element | None:
        """One part as a tree; None when there is none. FileProblem when it is damaged or declares entities."""
        data = self.data(path)
        return None if data is None else parse(data, self.name)

    def lenient_tree(self, path: str) -> etree._Element | None:
        """The same for a part that is not needed to read the rest: None too when it is damaged."""
        try:
            return self.tree(path)
        except FileProblem:
            return None

    def relations(self, source: str = "") -> dict[str, Relation]:
        """The relations of a part, or of the package, by their ids."""
        folder, file = posixpath.split(source)
        root = self.lenient_tree(f"{folder}/_rels/{file}.rels")
        found: dict[str, Relation] = {}
        for node in root if root is not None else ():
            target, kind = node.get("Target") or "", (node.get("Type") or "").rpartition("/")[2]
            external = node.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))
            found[node.get("Id") or ""] = Relation(kind, target, external)
        return found

    def related(self, source: str, kind: str) -> str | None:
        """The path of the first part of this kind that `source` relates to."""
        return next((to.target for to in self.relations(source).values() if to.kind == kind and not to.external), None)

    def main(self) -> str | None:
        """The part that is the document itself, as the package says or, where that is lost, as Office names it."""
        said = self.related("", "officeDocument")
        if said is not None and said in self:
            return said
        usual = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml")
        return next((path for path in usual if path in self), None)


def _key(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


def open_package(data: bytes, name: str) -> Package:
    """The package in these bytes; FileProblem when it is broken, locked or would unpack to too much."""
    if not data.startswith(b"PK"):
        return _flat(data, name)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise damaged(name) from error
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise FileProblem(f"“{name}”有打开密码，没有导入。请用 Word、WPS 去掉密码后另存，再导入。")
    unpacked = sum(part.file_size for part in parts if not any(folder in part.filename for folder in _PICTURES))
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise FileProblem(f"“{name}”解开后太大，不像年报，没有导入。请检查文件，或只保留年报正文另存后再导入。")
    return Package(name, {part.filename: _Zipped(package, part) for part in parts})


class _Zipped(NamedTuple):
    package: zipfile.ZipFile
    part: zipfile.ZipInfo

    def __call__(self) -> bytes:
        return self.package.read(self.part)


def _flat(data: bytes, name: str) -> Package:
    """A package written out as one XML file (Word's “XML 文档”): parts are elements, pictures in base64."""
    parts: dict[str, Callable[[], bytes]] = {}
    for part in parse(data, name):
        path, xml, binary = part.get(f"{_PKG}name"), part.find(f"{_PKG}xmlData"), part.find(f"{_PKG}binaryData")
        if path and xml is not None and len(xml):
            parts[path] = _Written(xml[0])
        elif path and binary is not None:
            parts[path] = _Encoded(binary.text or "")
    return Package(name, parts)


class _Written(NamedTuple):
    node: etree._Element

    def __call__(self) -> bytes:
        return etree.tostring(self.node, encoding="utf-8")


class _Encoded(NamedTuple):
    text: str

    def __call__(self) -> bytes:
        try:
            return base64.b64decode(self.text)
        except binascii.Error as error:
            raise ValueError("base64") from error


def damaged(name: str) -> FileProblem:
    return FileProblem(f"“{name}”不完整或已损坏，没有导入。请重新复制或下载一份，或用 Word、WPS 打开后另存。")


def clean(data: bytes, name: str) -> bytes:
    """XML in the namespaces that Office writes; FileProblem when it declares entities."""
    data = in_utf8(data)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise FileProblem(
            f"“{name}”里有正常文档不会有的内容（XML 实体），为安全起见没有导入。请用 Word、WPS 打开后另存。"
        )
    if _STRICT in data:
        for strict, usual in _SAME:
            data = data.replace(strict, usual)
    return data


def parse(data: bytes, name: str) -> etree._Element:
    """XML as a tree, in the namespaces that Office writes; FileProblem when it is damaged or declares entities."""
    data = clean(data, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FileProblem(f"“{name}”里面的内容已损坏，没有导入。请用 Word、WPS 打开后另存一份，再导入。") from error


def in_utf8(data: bytes) -> bytes:
    """The same XML in UTF-8 where its mark says UTF-16, so that what is looked for in its bytes is found."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    text = data.decode("utf-16", errors="replace")
    return re.sub(r"^(<\?xml[^>]*?)\s+encoding\s*=\s*([\"'])[^\"']*\2", r"\1", text, count=1).encode("utf-8", "replace")
