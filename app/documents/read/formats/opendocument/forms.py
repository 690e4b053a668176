"""A style for numbers of OpenDocument told as a number format of Excel, so that one place knows how numbers are shown."""

from __future__ import annotations

import re
from decimal import Decimal

from lxml import etree

from app.documents.read.formats.opendocument.parts import NUMBER, STYLE, whole
from app.documents.read.formats.sheet import number_format

_CONDITION = re.compile(r"value\(\)\s*(<=|>=|!=|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_WORDS = (f"{NUMBER}text", f"{NUMBER}currency-symbol")


def shown(value: Decimal, form: etree._Element | None, forms: dict[str, etree._Element]) -> str:
    """The words that a number shows in a style; number_format.LOST where that is not known."""
    if form is None:
        return number_format.shown(value, "General")
    mapped = False
    for node in form:
        if node.tag != f"{STYLE}map":
            continue
        mapped = True
        match = _CONDITION.fullmatch((node.get(f"{STYLE}condition") or "").strip())
        other = forms.get(node.get(f"{STYLE}apply-style-name") or "")
        if match is None or other is None:
            return number_format.LOST
        if _holds(match[1], value, Decimal(match[2])):
            form = other
            break
    written = _written(form)
    if written is None:
        return number_format.LOST
    return number_format.shown(abs(value) if mapped else value, written)


def _holds(sign: str, value: Decimal, limit: Decimal) -> bool:
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "!=": value != limit,
    }[sign]


def _written(form: etree._Element) -> str | None:
    if form.tag.removeprefix(NUMBER) not in ("number-style", "percentage-style", "currency-style"):
        return None
    words = ""
    for node in form:
        if node.tag in _WORDS:
            text = node.text or ""
            words += "%" if text == "%" and form.tag == f"{NUMBER}percentage-style" else "".join(f"\\{c}" for c in text)
        elif node.tag == f"{NUMBER}number":
            number = _number(node)
            if number is None:
                return None
            words += number
        elif isinstance(node.tag, str) and node.tag.startswith(NUMBER):
            return None  # fractions, powers of ten
    return words or "General"


def _number(node: etree._Element) -> str | None:
    """0.000, #,##0, and with words inside the digits."""
    if len(node):
        return None
    places = node.get(f"{NUMBER}decimal-places")
    if places is None and node.get(f"{NUMBER}min-integer-digits") in (None, "1"):
        return "General"
    fixed = whole(node.get(f"{NUMBER}min-decimal-places"), whole(places, 0))
    digits = "0" * max(whole(node.get(f"{NUMBER}min-integer-digits"), 0), 0) or "#"
    factor = node.get(f"{NUMBER}display-factor") or "1"
    if not re.fullmatch(r"1(000){0,5}", factor) or whole(places, 0) > 20:
        return None
    decimals = "0" * min(fixed, whole(places, 0)) + "#" * max(0, whole(places, 0) - fixed)
    return digits + ("." + decimals if decimals else "") + "," * ((len(factor) - 1) // 3)
