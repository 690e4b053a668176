"""Word's fields: what they show is their result, or what their code says where they keep none; codes are never words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from app.documents.read.formats.word.tags import W, child, number, on, tag, value
from app.documents.recognise.raw import unread

_SHOW_NOTHING = ("XE", "TC", "TA", "RD", "SET", "ASK", "NEXT", "NEXTIF", "SKIPIF", "PRIVATE", "BIBLIOGRAPHY", "ADVANCE")
_OF_THE_PAGE = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "INDEX", "HYPERLINK", "FORMTEXT", "FILLIN")
_NO_RESULT = unread("域没有存下结果")
_STALE = unread("域的结果要更新后才对")


@dataclass
class Field:
    """An open field: its code so far, and whether its result has begun. `shown`: whether what stands around it is shown."""

    begin: etree._Element
    shown: bool
    code: str = ""
    result: bool = False

    @property
    def kind(self) -> str:
        words = self.code.split(None, 1)
        return words[0].upper() if words else ""


class Fields:
    """The fields open at the place that is now read, the innermost last. `renewed`: Word computes all anew when it opens."""

    def __init__(self, root: etree._Element, gone: frozenset[str], renewed: bool) -> None:
        self.renewed = renewed
        self._open: list[Field] = []
        self._whole = _whole(root, gone)

    @property
    def shown(self) -> bool:
        """Whether words that stand here are seen: not in the code of a field, nor where the code alone decides."""
        return all(each.result and not self._decided(each) for each in self._open)

    def code(self, text: str) -> None:
        if self._open and not self._open[-1].result:
            self._open[-1].code += text

    def mark(self, node: etree._Element) -> str:
        """Go on over a w:fldChar; gives the words that a field shows which ends here without them."""
        if node not in self._whole:
            return ""
        kind = value(node, "fldCharType")
        if kind == "begin":
            self._open.append(Field(node, self.shown))
        elif kind == "separate" and self._open:
            self._open[-1].result = True
        elif kind == "end" and self._open:
            return self._at_end(self._open.pop())
        return ""

    def _at_end(self, ended: Field) -> str:
        if not ended.shown:
            return ""
        if self._stale(ended):
            return _STALE if ended.kind and ended.kind not in _SHOW_NOTHING else ""
        return without_result(ended.kind, ended.code, ended.begin) if self._decided(ended) or not ended.result else ""

    def simple(self, node: etree._Element) -> tuple[str, bool]:
        """Of a w:fldSimple: (words instead of what it holds, whether what it holds is shown)."""
        here = Field(node, self.shown, value(node, "instr") or "", result=True)
        if self._stale(here):
            return _STALE, False
        if self._decided(here) or not any(tag(each) == "r" for each in node.iter()):
            return without_result(here.kind, here.code, node), False
        return "", True

    def _decided(self, each: Field) -> bool:
        return each.kind in ("FORMDROPDOWN", "FORMCHECKBOX") or self._stale(each)

    def _stale(self, each: Field) -> bool:
        """Whether its result is said to be out of date, or is computed anew before anybody sees it."""
        return _dirty(each.begin) or (self.renewed and each.kind not in _OF_THE_PAGE)


def _dirty(node: etree._Element) -> bool:
    return value(node, "dirty") in ("1", "true", "on")


def without_result(kind: str, code: str, begin: etree._Element) -> str:
    """What a field shows that keeps no result: the choice of a drop-down, the words of a button; nothing, or that it is lost."""
    if not kind or kind in _SHOW_NOTHING:
        return ""
    if kind == "FORMDROPDOWN":
        return _chosen(child(begin, "ffData", "ddList"))
    if kind == "FORMCHECKBOX":
        box = child(begin, "ffData", "checkBox")
        said = child(box, "checked")
        return "☑" if on(said if said is not None else child(box, "default")) else "☐"
    if kind in ("MACROBUTTON", "GOTOBUTTON"):
        return " ".join(code.split()[2:])
    if kind == "QUOTE" and (quoted := re.fullmatch(r'\s*QUOTE\s+"([^"\\]*)"\s*', code, re.IGNORECASE)):
        return quoted[1]
    return _NO_RESULT


def _chosen(choices: etree._Element | None) -> str:
    entries = [value(each) or "" for each in choices if tag(each) == "listEntry"] if choices is not None else []
    at = number(value(child(choices, "result")))
    at = (number(value(child(choices, "default"))) or 0) if at is None else at
    return entries[at] if 0 <= at < len(entries) else _NO_RESULT


def _whole(root: etree._Element, gone: frozenset[str]) -> set[etree._Element]:
    """The marks of fields that begin and end; one that does neither shows what stands around it."""
    found: set[etree._Element] = set()
    open_: list[list[etree._Element]] = []
    for node in root.iter(f"{W}fldChar"):
        if any(tag(over) in gone for over in node.iterancestors()):
            continue
        kind = value(node, "fldCharType")
        if kind == "begin":
            open_.append([node])
        elif kind == "separate" and open_:
            open_[-1].append(node)
        elif kind == "end" and open_:
            found.update((*open_.pop(), node))
    return found
