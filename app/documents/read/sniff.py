"""What a file is, by its content and not by its name."""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from typing import Literal

from app.model.files import FileProblem

Format = Literal["docx", "xlsx", "pdf", "doc", "html", "mhtml", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|table|tbody|tr|td|p|div|span|h[1-6]|meta|font|br)\b", re.IGNORECASE
)
SAVE_AS_DOCX = "请用 Word、WPS 打开后另存为 .docx，再导入。"


def format_of(data: bytes, name: str) -> Format:
    """The format of the bytes of a file called `name`; FileProblem saying what to do when it is none that can be read."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise FileProblem(f"“{name}”是空的，没有导入。请检查文件是否下载或复制完整。")
    if data.startswith(b"PK"):
        return _package(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return _compound(data, name)
    if data.startswith(b"{\\rtf"):
        raise FileProblem(f"“{name}”是 RTF 文档，不能直接导入。{SAVE_AS_DOCX}")
    if data.startswith(_PICTURES):
        raise FileProblem(f"“{name}”是图片，图片里的表格不能导入。请改用网页、Word 或带文字的 PDF。")
    if data.startswith(_ARCHIVES):
        raise FileProblem(f"“{name}”是压缩包，不能直接导入。请先解压，再选择里面的年报。")
    head = data[:65536].replace(b"\x00", b"")
    if re.match(rb"\s*(?:From|MIME-Version|Subject|Date):", head, re.IGNORECASE) and b"MIME-Version" in head:
        return "mhtml"
    return "html" if _MARKUP.search(head) else "text"


def _package(data: bytes, name: str) -> Format:
    try:
        parts = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileProblem(
            f"“{name}”不完整或已损坏，没有导入。请重新复制或下载一份，或用 Word、WPS 打开后另存。"
        ) from error
    if "word/document.xml" in parts:
        return "docx"
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "content.xml" in parts:
        raise FileProblem(f"“{name}”是 OpenDocument 文档，不能直接导入。{SAVE_AS_DOCX}")
    raise FileProblem(f"“{name}”是压缩包，不能直接导入。请先解压，再选择里面的年报。")


def _compound(data: bytes, name: str) -> Format:
    """Old Office files: names of their streams stand in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileProblem(f"“{name}”有打开密码，没有导入。请用 Word、WPS 去掉密码后另存，再导入。")
    if "WordDocument".encode("utf-16-le") in data:
        if name.lower().endswith(".wps"):
            raise FileProblem(f"“{name}”是 WPS 文字文档，不能直接导入。{SAVE_AS_DOCX}")
        return "doc"
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        raise FileProblem(f"“{name}”是旧版 .xls 表格，不能直接导入。请用 Excel、WPS 打开后另存为 .xlsx，再导入。")
    raise FileProblem(f"“{name}”的格式不认得，没有导入。{SAVE_AS_DOCX}")


def page_in_mhtml(data: bytes, name: str) -> bytes:
    """The HTML part of a page saved as one file (.mht); FileProblem when it has none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                charset = part.get_content_charset() or ""
                mark = f"<meta charset={charset}>".encode("ascii", "ignore") if charset else b""
                return mark + content
    raise FileProblem(f"“{name}”里没有网页正文，没有导入。请打开网页，复制正文后粘贴导入。")
