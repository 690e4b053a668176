"""The numbers that an OpenDocument text sets before its paragraphs by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from app.documents.read.formats.opendocument.parts import STYLE, TEXT, whole
from app.documents.read.formats.opendocument.styles import Styles
from app.documents.read.formats.word.numbering import in_format

_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHINESE = {
    "一": "chineseCounting",
    "①": "decimalEnclosedCircle",
    "壹": "chineseLegalSimplified",
    "１": "decimalFullWidth",
}


class Lists:
    """Counts the items of the lists open at the place that is now read."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._names: list[str] = []
        self._counts: list[int] = []
        self._numbered = False  # the item that is open has its number already
        self._last: dict[str, int] = {}

    @contextmanager
    def inside(self, node: etree._Element) -> Iterator[None]:
        if node.tag == f"{TEXT}list-item":
            if self._counts:
                start = node.get(f"{TEXT}start-value")
                self._counts[-1] = whole(start) if start else self._counts[-1] + 1
            self._numbered = False
            yield
            return
        name = node.get(f"{TEXT}style-name") or (self._names[-1] if self._names else "")
        goes_on = node.get(f"{TEXT}continue-numbering") == "true" or node.get(f"{TEXT}continue-list") is not None
        level = self._level(name, len(self._names) + 1)
        first = whole(level.get(f"{TEXT}start-value")) if level is not None else 1
        self._names.append(name)
        self._counts.append(self._last.get(name, 0) if goes_on and len(self._names) == 1 else first - 1)
        yield
        self._names.pop()
        self._last[name] = self._counts.pop()

    def before(self, paragraph: etree._Element) -> str:
        """The number before this paragraph, "" when it has none."""
        if not self._names or self._numbered:
            return ""
        self._numbered = True
        level = self._level(self._names[-1], len(self._names))
        if level is None or level.tag != f"{TEXT}list-level-style-number":
            return ""
        form = level.get(f"{STYLE}num-format") or ""
        if not form:
            return ""
        kind = _KINDS.get(form) or _CHINESE.get(form[:1], "")
        words = in_format(self._counts[-1], kind)
        return (level.get(f"{STYLE}num-prefix") or "") + words + (level.get(f"{STYLE}num-suffix") or "")

    def _level(self, name: str, depth: int) -> etree._Element | None:
        style = self._styles.lists.get(name)
        levels = style if style is not None else ()
        return next((node for node in levels if node.get(f"{TEXT}level") == str(depth)), None)
