"""Words of a page that are no text of it: what stands in form fields, what a style sheet puts before or after, list numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from app.documents.read.formats.page.look import Attributes

UNKNOWN = "\ufffd"
"""Stands for words that are shown and that only a browser can work out: a figure beside it is not read."""

_NO_WORDS = frozenset(("hidden", "submit", "button", "image", "reset", "file", "password", "color", "range"))
_CONTENT = re.compile(r'"((?:\\.|[^"\\])*)"|\'((?:\\.|[^\'\\])*)\'|attr\(\s*([\w-]+)[^)]*\)|(counters?\()', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_SMALL, _LARGE = "一二三四五六七八九", "十"
_CHINESE = re.compile(r"cjk|chinese|hanidec|ideographic")


def of_field(node: LexborNode, attributes: Attributes) -> str:
    """What a person sees in a form field."""
    if node.tag == "textarea":
        return node.text()
    if node.tag == "select":
        options = node.css("option")
        chosen = next((option for option in options if "selected" in option.attributes), None)
        option = chosen or next(iter(options), None)
        return "" if option is None else option.attributes.get("label") or option.text().strip()
    kind = (attributes.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in attributes else "☐"
    return "" if kind in _NO_WORDS else attributes.get("value") or ""


def of_content(value: str, attributes: Attributes) -> str:
    """The words of a `content` declaration; icons (characters for private use) are none."""
    words = ""
    for match in _CONTENT.finditer(value):
        if match[4]:
            words += UNKNOWN
        elif match[3]:
            words += attributes.get(match[3].lower()) or ""
        else:
            words += _ESCAPE.sub(_escaped, match[1] or match[2] or "")
    return "".join(c for c in words if not "\ue000" <= c <= "\uf8ff")


def _escaped(match: re.Match[str]) -> str:
    if match[2] is not None:
        return "" if match[2] == "\n" else match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else UNKNOWN


def list_number(item: LexborNode, attributes: Attributes, style: Mapping[str, str], count: dict[int, int]) -> str:
    """The number that a browser puts before an item of a numbered list, "" where there is none; `count`: the last of each."""
    around = item.parent
    if around is None or around.tag != "ol":
        return ""
    begin = count.get(around.mem_id, _whole(around.attributes.get("start"), 1) - 1)
    number = count[around.mem_id] = _whole(attributes.get("value"), begin + 1)
    kind = style.get("list-style", "") or around.attributes.get("type") or attributes.get("type") or ""
    if re.search(r"none|disc|circle|square", kind):
        return ""
    if _CHINESE.search(kind):
        return f"{_chinese(number)}、"
    if kind in ("a", "A", "lower-alpha", "upper-alpha", "lower-latin", "upper-latin") and 0 < number <= 26:
        return f"{chr((ord('A') if kind[0] in 'Au' else ord('a')) + number - 1)}. "
    return f"{number}. "


def _whole(value: str | None, otherwise: int) -> int:
    match = re.match(r"\s*(-?\d{1,6})", value or "", re.ASCII)
    return int(match[1]) if match else otherwise


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if not tens else _LARGE if tens == 1 else _SMALL[tens - 1] + _LARGE) + (_SMALL[ones - 1] if ones else "")
