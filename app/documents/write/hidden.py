"""Whether a DOCX carries anything that a reader does not see: comments, tracked changes, hidden words, foreign parts, paths."""

from __future__ import annotations

import html
import io
import re
import zipfile

from app.documents.write.package import printable

_IN_BODY = (
    ("批注", re.compile(rb"<w:comment(?:RangeStart|Reference)\b")),
    ("修订痕迹", re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)\b")),
    ("隐藏文字", re.compile(rb"<w:(?:vanish|webHidden|specVanish)\b")),
    # home and Users as folders within an address of the web are ordinary; what leaks stands by itself, or behind a quotation mark
    ("电脑里的文件路径", re.compile(rb"[A-Za-z]:\\|file:///|(?<![\w\x80-\xff./#?=&%~:+)\]-])/(?:home|Users)/")),
)
_PARTS = (("批注", "comments"), ("自定义数据", "customxml"), ("宏", "vbaproject"), ("嵌入的文件", "embeddings"))


def hidden_in(docx: bytes, author: str) -> list[str]:
    """What is hidden in it, in the clerk's words; empty when nothing is. `author`: whom alone the file may name."""
    found: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            for words, part in _PARTS:
                if part in name.lower():
                    found[words] = None
            if not name.endswith((".xml", ".rels")):
                continue
            data = package.read(name)
            for words, pattern in _IN_BODY:
                if pattern.search(data):
                    found[words] = None
            if name == "docProps/core.xml":
                named = re.findall(rb"<(?:dc:creator|cp:lastModifiedBy)\b[^>]*>([^<]*)<", data)
                if any(html.unescape(each.decode()) not in ("", printable(author)) for each in named):
                    found["编写人的姓名"] = None
    return list(found)
