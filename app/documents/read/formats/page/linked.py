"""Style sheets that a page names and that came along with it: put into the page where it names them. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from app.documents.read.encodings import decode
from app.model.files import FileProblem, read_bytes

_LINK = re.compile(rb"<link\b[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\b(rel|href|media)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_MOST_SHEETS = 20
_LARGEST = 2 * 1024 * 1024  # bytes of all of them; a portal's own have some hundred KB
_MOST_HEAD = 1024 * 1024  # bytes of a page in which they are looked for

Find = Callable[[str], bytes | None]
"""The sheet at an address that the page gives."""


def with_sheets(page: bytes, find: Find) -> bytes:
    """The page with the sheets that are found in place of their links."""
    room, left = _LARGEST, _MOST_SHEETS

    def put(link: re.Match[bytes]) -> bytes:
        nonlocal room, left
        said = {name.lower(): b"".join(values) for name, *values in _ATTRIBUTE.findall(link[0])}
        if b"stylesheet" not in said.get(b"rel", b"").lower() or b"href" not in said or left <= 0:
            return link[0]
        left -= 1
        sheet = find(_address(said[b"href"]))
        if sheet is None or len(sheet) > room:
            return link[0]
        room -= len(sheet)
        return b'<style media="%s">%s</style>' % (said.get(b"media", b"").replace(b'"', b""), _in_ascii(sheet))

    return _LINK.sub(put, page[:_MOST_HEAD]) + page[_MOST_HEAD:]


def _address(written: bytes) -> str:
    """In UTF-8 or, as the page itself may be, in GBK."""
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError:
        text = written.decode("gb18030", "replace")
    return text.replace("&amp;", "&")


def _in_ascii(sheet: bytes) -> bytes:
    """A sheet that stands in a page of any encoding and does not end it."""
    try:
        text, _ = decode(sheet, "")
    except FileProblem:
        text = sheet.decode("ascii", "ignore")
    text = text.replace("</", "<\\/")
    return "".join(c if c.isascii() else f"\\{ord(c):x} " for c in text).encode("ascii")


def page_bytes(path: Path, most: int) -> bytes:
    """The bytes of a file, of a saved page with the sheets that lie beside it (in 年报_files); FileProblem as `read_bytes`."""
    data = read_bytes(path, most)
    return with_sheets(data, lambda address: _beside(path, address)) if _is_page(data) else data


def _is_page(data: bytes) -> bool:
    return data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"stylesheet" in data[:_MOST_HEAD].lower()


def _beside(page: Path, address: str) -> bytes | None:
    """The file at an address in the folder of the page or below it."""
    place = PurePosixPath(unquote(address.partition("#")[0].partition("?")[0]).replace("\\", "/"))
    if not place.parts or place.is_absolute() or ".." in place.parts or ":" in str(place):
        return None
    sheet = page.parent.joinpath(*place.parts)
    try:
        return read_bytes(sheet, _LARGEST) if sheet.is_file() and not sheet.is_symlink() else None
    except (FileProblem, OSError, ValueError):
        return None
