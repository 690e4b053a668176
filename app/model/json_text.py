"""JSON that anybody may have written: values that can be looked at and written back, or a ValueError."""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 60  # lists and objects within each other; what the program writes has 5
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")


class Fraction(float):
    """A number with a fraction or an exponent; str() is as it was written, 18.8710 and not 18.871."""

    def __new__(cls, written: str) -> Fraction:
        made = super().__new__(cls, written)
        made.written = written
        return made

    written: str

    def __str__(self) -> str:
        return self.written


def read_json(text: str) -> Any:
    """The value of a JSON text: dict, list, str, int, Fraction, float (infinite or none), bool or None.

    ValueError (JSONDecodeError where a place can be named) when it is none, too deep or has a number too long to read.
    Half a character, which no file can hold, becomes U+FFFD.
    """
    try:
        value = json.loads(text, parse_float=Fraction)
    except RecursionError as error:
        raise ValueError("too deep") from error
    return _sound(value, DEEPEST, _HALF_ESCAPED.search(text) is not None)


def _sound(value: Any, deeper: int, halves: bool) -> Any:
    """The value with whole characters only."""
    if isinstance(value, str):
        return _HALF_CHARACTERS.sub("\ufffd", value) if halves else value
    if not isinstance(value, dict | list):
        return value
    if deeper == 0:
        raise ValueError("too deep")
    if isinstance(value, list):
        return [_sound(each, deeper - 1, halves) for each in value]
    return {_sound(key, 1, halves): _sound(each, deeper - 1, halves) for key, each in value.items()}


def shown(value: Any, most: int = 60) -> str:
    """A value as a sentence quotes it: on one line, and cut where it is long."""
    words = " ".join(str(value).split())
    return words if len(words) <= most else f"{words[:20]}…（共 {len(words)} 个字符）"
