"""The initials of a name in pinyin, so that qhxlyj finds 青禾县林业局; by the order of GB 2312, whose first level is sorted by sound."""

from __future__ import annotations

from bisect import bisect_right

_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"  # the first character of each initial in that order
_LETTERS = "abcdefghjklmnopqrstwxyz"
_BOUNDS = [character.encode("gb2312") for character in _FIRST]
_LAST = "座".encode("gb2312")


def initials(name: str) -> str:
    """One letter a character; a rarer character, which the order says nothing of, stands as it is."""
    return "".join(map(_initial, name)).casefold()


def _initial(character: str) -> str:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return character
    if len(code) == 2 and _BOUNDS[0] <= code <= _LAST:
        return _LETTERS[bisect_right(_BOUNDS, code) - 1]
    return character
