"""A page saved as one file (.mht), in the shapes that browsers, Word and Excel give it: its pages go to the reader of pages."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from app.documents.read.formats.page.html import read_html
from app.documents.read.formats.page.linked import with_sheets
from app.documents.recognise.raw import Raw, RawGrid, RawItem
from app.model.files import FileProblem

_MOST_PAGES = 40
_FEWEST_BOXES = 15  # table 四 has as many figures
_FRAMES = re.compile(rb"<frameset\b", re.IGNORECASE)


def read_mhtml(data: bytes, name: str) -> Raw:
    """Read the bytes of a .mht called `name`; FileProblem when there is no page in it."""
    parts = list(_message(data).walk())
    pages = [page for part in parts if (page := _page(part)) is not None][:_MOST_PAGES]
    if len(pages) > 1:  # a workbook's first page only lays out its sheets
        pages = [page for page in pages if not _FRAMES.search(page)] or pages
    if not pages:
        raise FileProblem(f"“{name}”里没有网页正文，没有导入。请打开网页，复制正文后粘贴导入。")
    sheets = dict(each for part in parts for each in _sheets(part))
    pages = [with_sheets(page, sheets.get) for page in pages]
    read = [read_html(pages[0], name)]
    if _FRAMES.search(data) or not any(_is_table(item) for item in read[0].items):  # what it frames holds the report
        read += [read_html(page, name) for page in pages[1:]]
    items = tuple(item for raw in read for item in raw.items)
    remarks = tuple(dict.fromkeys(remark for raw in read for remark in raw.remarks))
    title = next((raw.title for raw in read if raw.title), "")
    return read[0] if len(read) == 1 else replace(read[0], items=items, remarks=remarks, title=title)


def _is_table(item: RawItem) -> bool:
    return isinstance(item, RawGrid) and len(item.cells) >= _FEWEST_BOXES


def _message(data: bytes) -> Message:
    """The message in these bytes, whatever stands before its first line."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", errors="replace").encode("utf-8", "replace")
    elif b"\x00" in data[:200]:
        data = data.decode("utf-16-le" if data[1:2] == b"\x00" else "utf-16-be", errors="replace").encode(
            "utf-8", "replace"
        )
    return email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(), policy=email.policy.compat32)


def _sheets(part: Message) -> Iterator[tuple[str, bytes]]:
    """The addresses by which the pages name a style sheet of the message, with the sheet."""
    content = part.get_payload(decode=True) if part.get_content_type() == "text/css" else None
    if isinstance(content, bytes):
        yield str(part.get("Content-Location") or "").strip(), content
        yield f"cid:{str(part.get('Content-ID') or '').strip().strip('<>')}", content


def _page(part: Message) -> bytes | None:
    """The page that a part of the message is, with the charset that the message says; None when it is none."""
    if part.get_content_type() not in ("text/html", "application/xhtml+xml") or part.is_multipart():
        return None
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return None
    charset = part.get_content_charset() or ""
    return (f"<meta charset={charset}>".encode("ascii", "ignore") if charset else b"") + content
