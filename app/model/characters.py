"""Which characters a text may hold: what a clerk can type and every format can print."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_STRANGE = re.compile("[\0-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufdd0-\ufdef]")
_LONGEST_QUOTED = 30
_NOTHING = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]")


def typed(text: str) -> str:
    """The text with line ends as "\\n" only, no-break spaces as spaces, no control marks; the very same when it is so.

    An editor of Qt gives these characters back as others, and would seem to have been typed in.
    """
    if not _STRANGE.search(text):
        return text
    return _NOTHING.sub("", _LINE_ENDS.sub("\n", text)).replace("\u00a0", " ")


def without_space(text: str) -> str:
    """As two texts are compared that other programs may have broken and spaced anew."""
    return "".join(text.split())


def folded(name: str) -> str:
    """A name for comparison: width and white space do not tell two organs apart, every character else does."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def brief(text: str) -> str:
    """As much of a text of others as a sentence about it quotes."""
    return text if len(text) <= _LONGEST_QUOTED else text[:_LONGEST_QUOTED] + "（后面略去）"
