"""A formula of Word's editor (OMML) on one line, as far as one line can say what it shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from lxml import etree

from app.documents.read.formats.word.tags import MATH
from app.documents.recognise.raw import raised, unread

_THROUGH = ("oMathPara", "oMath", "e", "num", "den", "sup", "sub", "deg", "box", "ins", "moveTo", "sdt", "sdtContent")
_LOST = unread("数学公式")
_DEEPEST = 60


def formula(node: etree._Element, words: Callable[[etree._Element, str], str], depth: int = 0) -> str:
    """The words of a formula's element; `words` gives what is seen of a run's text (nothing where it is struck)."""
    if depth > _DEEPEST:
        return _LOST
    name = _name(node)
    if name == "r":
        text = "".join(each.text or "" for each in node if _name(each) == "t")
        return words(node, unicodedata.normalize("NFKC", text) if _letters(text) else text)
    if name in _THROUGH:
        return "".join(formula(each, words, depth + 1) for each in node if isinstance(each.tag, str))

    def part(key: str) -> str:
        inner = next((each for each in node if _name(each) == key), None)
        return "" if inner is None else formula(inner, words, depth + 1)

    if name == "f":
        return f"{part('num')}/{part('den')}"
    if name in ("sSup", "sSub"):
        below = name == "sSub"
        return part("e") + (raised(part("sub" if below else "sup"), below) or "")
    if name == "d":
        return (
            _open(node, "begChr", "(")
            + "".join(formula(each, words, depth + 1) for each in node if _name(each) == "e")
            + _open(node, "endChr", ")")
        )
    if name == "phant" and _setting(node, "phantPr", "show") in ("0", "off", "false"):
        return ""
    if name.endswith("Pr") or name in ("del", "moveFrom", "bookmarkStart", "bookmarkEnd", "proofErr"):
        return ""
    return _LOST


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _letters(text: str) -> bool:
    """Whether digits of mathematical alphabets (bold, sans-serif) stand in a text: 𝟏𝟖𝟔 is 186."""
    return any("\U0001d7ce" <= character <= "\U0001d7ff" for character in text)


def _setting(node: etree._Element, holder: str, key: str) -> str | None:
    properties = next((each for each in node if _name(each) == holder), None)
    found = next((each for each in properties if _name(each) == key), None) if properties is not None else None
    return None if found is None else found.get(f"{MATH}val", "")


def _open(node: etree._Element, key: str, usual: str) -> str:
    said = _setting(node, "dPr", key)
    return usual if said is None else said
