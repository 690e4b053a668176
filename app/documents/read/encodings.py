"""Bytes of a text become characters: the encodings that Chinese offices use, and one that was mixed up on the way."""

from __future__ import annotations

import codecs
import re

from app.documents.recognise.labels import mend_labels
from app.documents.recognise.raw import Remark
from app.model.files import FileProblem

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WORDS = ("政府", "信息", "公开", "申请", "情况")  # any such report is full of these


def decode(data: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file called `name`, and what was mended in it; FileProblem when it is no readable text."""
    text = _plain(data)
    if text is None:
        raise FileProblem(f"“{name}”的文字编码不认得，没有导入。请用记事本打开后另存为 UTF-8 编码，再导入。")
    if text.count("\x00") > 8:
        raise FileProblem(f"“{name}”不是文字文件，没有导入。请选择网页、Word、Excel、PDF 或文本文件。")
    return unmix(text, name)


def _plain(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if len(data) > 3 and b"\x00" in data[:200]:  # UTF-16 without a mark: every second byte of markup is 0
        encoding = "utf-16-le" if data[:200:2].count(0) < data[1:200:2].count(0) else "utf-16-be"
        return data.decode(encoding, errors="replace")
    named = _CHARSET.search(data[:4096])
    order = ["utf-8", "gb18030"]
    if named and named[1].decode("ascii").lower() in ("gb2312", "gbk", "gb18030", "big5"):
        order = ["utf-8", "big5" if named[1].lower() == b"big5" else "gb18030"]
    for encoding in order:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    guesses = [data.decode(encoding, errors="replace") for encoding in order]  # a byte or two is spoilt
    best = min(guesses, key=lambda text: text.count("\ufffd"))
    return best if best.count("\ufffd") <= len(best) // 50 else None


def unmix(text: str, name: str) -> tuple[str, tuple[Remark, ...]]:
    """Undo UTF-8 that was read as GBK where that gives Chinese; refuse a text of question marks."""
    marks = sum(map(text.count, "?？\ufffd"))
    if marks > 13 and marks * 3 > len(text) - sum(map(str.isspace, text)) > 40:
        raise FileProblem(f"“{name}”里的汉字已变成问号，原文在转换时丢了，没有导入。请向对方要原来的文件。")
    if any(word in text for word in _WORDS) or "鏀" not in text and "淇℃" not in text and "鐢宠" not in text:
        return text, ()
    # a lost character stays lost: 0xFF is no UTF-8 and comes back as one
    pieces = [piece.encode("gb18030", errors="replace") for piece in text.split("\ufffd")]
    mended = b"\xff".join(pieces).decode("utf-8", errors="replace")
    if not all(word in mended for word in _WORDS[:3]):
        return text, ()
    mended = mend_labels(re.sub("\ufffd[?\ufffd]*", "\ufffd", mended))
    lost = mended.count("\ufffd")
    note = "文字编码曾被弄错（UTF-8 当成了 GBK），已还原"
    return mended, (Remark(text[:30], note + (f"，有 {lost} 处还原不出来，显示为“\ufffd”，请核对" if lost else "")),)
