"""The bytes of an RTF file as its tokens: braces, control words with their numbers, bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})?[ ]?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z])"
    r"|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)|\\",
    re.ASCII | re.DOTALL,
)


class Token(NamedTuple):
    """`kind`: "{", "}", "word", "symbol" or "bytes". `number`: of a word, None when it has none."""

    kind: str
    text: str
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens in order; bytes of text as characters of the same numbers."""
    text = data.decode("latin-1")
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return
        at = match.end()
        if (word := match["word"]) is not None:
            number = None if match["number"] is None else int(match["number"])
            if word == "bin":  # bytes of a picture, which are no tokens
                at += max(0, number or 0)
            else:
                yield Token("word", word, number)
        elif match["byte"] is not None:
            yield Token("bytes", chr(int(match["byte"], 16)))
        elif match["symbol"] is not None:
            yield Token("symbol", match["symbol"])
        elif match["brace"] is not None:
            yield Token(match["brace"], "")
        elif match["text"] is not None:
            yield Token("bytes", match["text"])
