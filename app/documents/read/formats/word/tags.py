"""The names of WordprocessingML and a few questions that everybody asks of its elements."""

from __future__ import annotations

import re

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)


def tag(node: etree._Element) -> str:
    """The local name of a WordprocessingML element; others with their namespace."""
    name = node.tag if isinstance(node.tag, str) else ""
    return name.removeprefix(W)


def value(node: etree._Element | None, key: str = "val") -> str | None:
    return None if node is None else node.get(f"{W}{key}")


def child(node: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at the end of this path of names, or None."""
    for step in path:
        node = node.find(step if step.startswith("{") else f"{W}{step}") if node is not None else None
    return node


def switch(node: etree._Element | None) -> bool | None:
    """What a switch like w:vanish says; None when it is not there."""
    return None if node is None else value(node) not in ("0", "false", "off")


def on(node: etree._Element | None) -> bool:
    return switch(node) is True


def number(text: str | None) -> int | None:
    """A whole number as attributes hold it; None for anything else."""
    return int(text) if text is not None and _WHOLE.fullmatch(text.strip()) else None
