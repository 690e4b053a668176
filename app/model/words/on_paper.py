"""What stands under the headings of parts 一, 五 and 六 on paper: no heading over nothing, the aspects numbered through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.form.parts import OVERVIEW
from app.form.schema import Narrative, Part

TO_WRITE = "（待写）"
"""Printed in a 送审稿 behind a heading that has nothing under it yet; read back, it is no text."""

_LONGEST = 60  # characters of a text that may turn out to be none
_NUMBERS = "一二三四五"
_NUMBER = re.compile(r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．])")
_OWN_NUMBER = re.compile(r"\s*[（(]([一二三四五六七八九十]+)[）)]")


def says_nothing(text: str, title: str) -> bool:
    """Whether a text is none: blank, marks alone, （待写）, or only the words of its heading once more."""
    text = text.strip()
    return len(text) <= _LONGEST and _bare(text) in ("", _bare(TO_WRITE), _bare(title))


def written(part: Part, texts: Mapping[str, str], whole: bool) -> str:
    """All that is printed under the heading of a part without a table, "" for nothing.

    The aspects of an overview that is written in one are within it and not printed again. `whole`: for a 送审稿, where what
    is not written yet keeps its heading; else it is left out.
    """
    own = "" if says_nothing(texts.get(part.key, ""), part.heading) else _finished(texts[part.key], whole)
    aspects = list(_aspects(texts, whole)) if part.key == "overview" else []
    if own and all(says_nothing(texts.get(each.key, ""), each.title) for each in OVERVIEW):
        aspects = []
    return "\n".join(filter(None, (own, *aspects)))


def _aspects(texts: Mapping[str, str], whole: bool) -> Iterator[str]:
    """The five aspects in printed order; each official heading runs on into the text, unless that brings its own.

    Where one is left out the numbers follow, also that of a heading of the clerk's own which has the official number:
    一 二 四 would read like a loss.
    """
    printed = 0
    for official, aspect in zip(_NUMBERS, OVERVIEW, strict=True):
        text = texts.get(aspect.key, "").strip()
        nothing = says_nothing(text, aspect.title)
        if nothing and not whole:
            continue
        number = _NUMBERS[printed]
        printed += 1
        own = None if nothing else _OWN_NUMBER.match(text)
        if own is None:
            heading = _OWN_NUMBER.sub(f"（{number}）", aspect.title)
            yield f"{heading}。{TO_WRITE if nothing else _finished(text, whole)}"
        else:
            renumbered = number if own[1] == official else own[1]
            yield _finished(text[: own.start(1)] + renumbered + text[own.end(1) :], whole)


def _finished(text: str, whole: bool) -> str:
    """A text without headings of aspects over nothing, or with the mark of a 送审稿 behind them."""
    bare = bare_headings(text)
    if not bare:
        return text
    lines = (f"{line.strip()}{TO_WRITE}" if n in bare else line for n, line in enumerate(text.splitlines()))
    return "\n".join(line for n, line in enumerate(lines) if whole or n not in bare)


def bare_headings(text: str) -> dict[int, str]:
    """The lines of a text that are the heading of an aspect over nothing: line number -> what it heads."""
    found: dict[int, str] = {}
    above: tuple[int, str] | None = None  # a heading alone on its line, until something stands under it
    for number, line in enumerate(text.splitlines()):
        if not line.strip():
            continue
        aspect = _aspect_of(line)
        if above and aspect:
            found[above[0]] = above[1]
        above = (number, aspect.key) if aspect and says_nothing(line, aspect.title) else None
    if above:
        found[above[0]] = above[1]
    return found


def _aspect_of(line: str) -> Narrative | None:
    """The aspect whose official heading begins a line."""
    if not _OWN_NUMBER.match(line):
        return None
    words = _bare(line)
    return next((each for each in OVERVIEW if words.startswith(_bare(each.title))), None)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", _NUMBER.sub("", text, count=1))


_HEADINGS = {each.key: re.compile(rf"\s*（[{_NUMBERS}]）{each.title[3:]}(?:。|(?=\n|$))") for each in OVERVIEW}


def official_heading(key: str, text: str) -> str:
    """The form's own heading of an aspect that a text of it brings along, whatever its number; "" for none."""
    match = _HEADINGS[key].match(text) if key in _HEADINGS else None
    return match[0] if match else ""
