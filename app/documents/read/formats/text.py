"""A plain text or Markdown file, or pasted text, as raw paragraphs; a table with commas is its only grid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.documents.read.encodings import decode
from app.documents.read.formats.sheet.separated import table_in
from app.documents.recognise.raw import Raw, RawText

_BEGINS = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七]是|附件|注[：:])")
_FULL_LINE = 24  # characters; a shorter line was not broken because it was full
_FOOT = re.compile(r"\n[ \t]*\d{1,3}[ \t]*\n*\f")  # a page number at the end of a page
_MARKDOWN = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[*+]\s+)|\*\*")


def read_text(data: bytes, name: str) -> Raw:
    """Read the bytes of a text file called `name`; FileProblem when they are no text."""
    text, remarks = decode(data, name)
    table = table_in(text)
    return _raw(text, remarks) if table is None else Raw((table,), remarks)


def _raw(text: str, remarks: tuple) -> Raw:
    text = _FOOT.sub("\n", text).replace("\f", "\n")
    lines = [_MARKDOWN.sub("", line) for line in text.splitlines()]
    return Raw(tuple(RawText(line) for line in unwrap(lines)), remarks, text="\n".join(lines), site=True)


def unwrap(lines: Sequence[str]) -> list[str]:
    """Join the lines of paragraphs that were broken at a fixed width; other texts stay as they are.

    A line goes on when it is as full as the fullest lines, does not end a sentence with room left, and the next is not indented.
    """
    widths = [w for line in lines if _is_prose(line) and (w := _width(line.strip())) >= 2 * _FULL_LINE]
    if len(widths) < 6:
        return list(lines)
    full = sorted(widths)[len(widths) * 3 // 4]
    if full > 120 or sum(full - 6 <= w <= full + 4 for w in widths) * 2 < len(widths):
        return list(lines)
    margin = min((_indent(line) for line in lines if _is_prose(line) and _width(line.strip()) >= full - 4), default=0)
    joined: list[str] = []
    open_line = False
    for line in lines:
        if not line.strip() or re.fullmatch(r"\s*[-—–]\s*\d+\s*[-—–]\s*", line):
            continue
        prose = _is_prose(line)
        if open_line and prose and not _BEGINS.match(line) and _indent(line) <= margin + 1:
            joined[-1] += line.strip()
        else:
            joined.append(line)
        open_line = prose and _width(line.strip()) >= full - 6
    return joined


def _is_prose(line: str) -> bool:
    """Whether a line is running text and not a row of a table."""
    return bool(line.strip()) and "\t" not in line and "|" not in line and not re.search(r"\S\s{3,}\S", line.strip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _indent(line: str) -> int:
    return _width(line[: len(line) - len(line.lstrip())])
