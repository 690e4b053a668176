"""Office packages (DOCX, XLSX) opened with limits: what they unpack to is known before it is unpacked, entities are refused."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from app.model.files import FileProblem

MOST_PARTS = 4_000
MOST_UNPACKED = 60 * 1024 * 1024  # bytes of XML; a report with long texts has less than 2 MB
_PICTURES = ("/media/", "/embeddings/", "/fonts/")


def open_package(data: bytes, name: str) -> zipfile.ZipFile:
    """The package in these bytes; FileProblem when it is broken, locked or would unpack to too much."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _damaged(name) from error
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise FileProblem(f"“{name}”有打开密码，没有导入。请用 Word、WPS 去掉密码后另存，再导入。")
    unpacked = sum(part.file_size for part in parts if not any(folder in part.filename for folder in _PICTURES))
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise FileProblem(f"“{name}”解开后太大，不像年报，没有导入。请检查文件，或只保留年报正文另存后再导入。")
    return package


def _damaged(name: str) -> FileProblem:
    return FileProblem(f"“{name}”不完整或已损坏，没有导入。请重新复制或下载一份，或用 Word、WPS 打开后另存。")


def part_bytes(package: zipfile.ZipFile, path: str, name: str) -> bytes | None:
    """One part unpacked; None when the package has none. FileProblem when it is damaged or declares entities."""
    try:
        data = package.read(path)
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise _damaged(name) from error
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise FileProblem(
            f"“{name}”里有正常文档不会有的内容（XML 实体），为安全起见没有导入。请用 Word、WPS 打开后另存。"
        )
    return data


def part_xml(package: zipfile.ZipFile, path: str, name: str) -> etree._Element | None:
    """One part as a tree; None when the package has none."""
    data = part_bytes(package, path, name)
    if data is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FileProblem(f"“{name}”里面的内容已损坏，没有导入。请用 Word、WPS 打开后另存一份，再导入。") from error
