"""A typed or pasted text becomes a figure, or is refused with a reason; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from app.form.schema import FigureKind
from app.model.characters import brief

MOST_DIGITS = 15  # of a figure that is typed, pasted or imported
MOST_DIGITS_OF_TOTALS = 18  # so that a sum of such figures can be kept; Decimal reckons with 28
_WANTED: dict[FigureKind, str] = {
    "count": "这里只能填整数件数",
    "signed": "这里只能填整数，减少的在前面加“-”",
    "amount": "这里只能填金额（单位：万元），例如 18.8710",
}
_SHAPES: dict[FigureKind, re.Pattern[str]] = {
    "count": re.compile(r"\d+"),
    "signed": re.compile(r"[+-]?\d+"),
    "amount": re.compile(r"\d+(\.\d+)?"),
}
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_DASHES = str.maketrans({"－": "-", "−": "-", "﹣": "-"})


class FigureError(ValueError):
    """The text is no figure of this kind; str() is a Chinese clause without final mark: 这里只能填整数件数."""


def parse(text: str, kind: FigureKind) -> Decimal | None:
    """Read what was typed: full-width digits, spaces and thousands commas are understood; empty is a blank (None).

    The digits are kept as typed (18.8710 stays 18.8710). FigureError when the text is anything else.
    """
    plain = half_width(text.translate(_DASHES)).strip()
    if not plain:
        return None
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _SHAPES[kind].fullmatch(plain):
        negative = kind != "signed" and plain.startswith("-") and _SHAPES[kind].fullmatch(plain[1:])
        raise FigureError("这里不能填负数" if negative else _WANTED[kind])
    if sum(character.isdigit() for character in plain) > MOST_DIGITS:
        raise FigureError(f"这里最多填 {MOST_DIGITS} 位数字")
    return Decimal(plain)


def half_width(text: str) -> str:
    """Full-width characters made half-width; ², ① and their like stay: a footnote's mark is no digit of the figure."""
    return "".join(_half(character) for character in text)


def _half(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    full_width = "\uff00" <= character <= "\uffef"
    return character if plain != character and not full_width and any(c.isdigit() for c in plain) else plain


def refusal(text: str, kind: FigureKind, old: Decimal | None) -> str:
    """The whole sentence shown in the cell when `text` was refused and `old` stays."""
    try:
        parse(text, kind)
    except FigureError as error:
        stays = "这一格仍是空白" if old is None else f"原来的 {digits(old)} 还在"
        return f"{error}。“{brief(text.strip())}”没有填入，{stays}。"
    raise ValueError(f"{text!r} is a figure")


def digits(figure: Decimal) -> str:
    """The figure as printed and stored: plain digits, never an exponent."""
    return format(figure, "f")


def read_digits(text: str, most: int = MOST_DIGITS) -> Decimal:
    """Read what a draft stores: optional sign, at most `most` digits with an optional fraction; ValueError otherwise."""
    if len(text) > most + 2 or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) or sum(map(str.isdigit, text)) > most:
        raise ValueError(text)
    return Decimal(text)
