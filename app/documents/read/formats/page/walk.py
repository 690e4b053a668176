"""Goes through a page as a person reads it: paragraphs and innermost tables in reading order, each with the element it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from app.documents.read.formats.page import words
from app.documents.read.formats.page.look import Attributes, Look, gone, look, raised
from app.documents.read.formats.page.style_sheet import StyleSheet
from app.documents.read.formats.word.boxes import figure_like
from app.documents.recognise.labels import is_label
from app.documents.recognise.raw import MOST_ROWS, RawGrid, RawItem, RawText, grid, unread
from app.documents.recognise.raw import raised as as_mark
from app.model.files import FileProblem

_SKIPPED = frozenset(
    "script style noscript template head object applet embed svg math canvas audio video map button datalist progress meter"
    " noframes rt rp".split()
)
_BLOCKS = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article header footer main nav aside form fieldset legend blockquote pre"
    " center table tr td th tbody thead tfoot caption hr body html address figure figcaption details summary menu dir"
    " frameset option optgroup".split()
)
_INLINE = frozenset("span a font b strong i em u sup sub small big del s strike ins code label o:p abbr mark".split())
_FIELDS = frozenset(("input", "select", "textarea"))
_BLOCK_LOOKS = ("block", "flex", "grid", "table", "list-item", "flow-root")
_DEEPEST = 250  # nesting; a real page has less than 60
_FEWEST_LABELS = 3  # of the form's words; a table with so many is the form's, whatever stands in its boxes
_LONGEST_BOX = 300  # characters; a box with more holds a page and not a figure
_MUCH = 500  # characters
_ASIDE = re.compile(r"comment|footnote-list|endnote-list|header|footer|frame")
_OF_WORD = frozenset(("GramE", "SpellE", "MsoNormal", "Apple-converted-space"))  # classes that say nothing of the look
_SPACE = re.compile(r"[ \t\r\n]+")
_WIDE_BREAK = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*\r?\n[ \t\r\n]*(?=[\u2e80-\uffef])")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")


class Placed(NamedTuple):
    """A paragraph or table and the element it stands in. `linked`: all its words are links."""

    item: RawItem
    box: int
    linked: bool = False


class Walker:
    """`items` in reading order; `parents`: of each element the one around it; `pictures`: before which item each stands.

    `struck`: words were left out because a line goes through them. `frames`: addresses of pages inside the page.
    `notes`: footnotes that Word keeps after the text. `unshown`: elements with much in them that are not shown; `shown_all`:
    those of them that are to be read nevertheless. `uncertain`: a sheet that did not come along may hide a part of a number.
    """

    def __init__(self, name: str, sheet: StyleSheet, shown_all: frozenset[int] = frozenset()) -> None:
        self.name, self.sheet, self.shown_all = name, sheet, shown_all
        self.items: list[Placed] = []
        self.parents: list[int] = [-1]
        self.pictures: list[int] = []
        self.frames: list[str] = []
        self.notes: list[str] = []
        self.struck = self.uncertain = False
        self.unshown: frozenset[int] = frozenset()
        self._open: list[tuple[str, bool]] = []
        self._class = ""  # the innermost one that says something of words in a line
        self._classes: set[str] = set()  # in which digits stand
        self._numbers: dict[int, int] = {}
        self._flat = False  # inside a box of a table: a table in it is words like any other
        self._box = 0
        self._linked = False

    def page(self, body: LexborNode) -> None:
        """Read a whole page."""
        ground = None if self.sheet.elsewhere else (255, 255, 255)
        self._element(body, "body", Look(ground=ground), 0)
        self.close()

    def close(self) -> None:
        """End the paragraph."""
        if not self._open:
            return
        self.uncertain |= len(self._classes) > 1
        self._classes.clear()
        text = _tidy("".join(said for said, _ in self._open))
        if text:
            linked = sum(len(said.strip()) for said, link in self._open if link) * 10 >= 9 * len(text)
            self.items.append(Placed(RawText(text), self._box, linked))
        self._open.clear()

    def _walk(self, node: LexborNode, around: Look, depth: int) -> None:
        if depth > _DEEPEST:
            raise FileProblem(f"“{self.name}”里的网页嵌套得太深，不像年报，没有导入。请打开网页，复制正文后粘贴导入。")
        child = node.first_child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                self._say(child.text_content or "", around)
            elif tag == "br":
                self.close()
            elif tag in ("iframe", "frame"):
                self.frames.append(child.attributes.get("src") or "")
            elif tag and not tag.startswith("-") and tag not in _SKIPPED:
                self._element(child, tag, around, depth)
            child = child.next

    def _element(self, node: LexborNode, tag: str, around: Look, depth: int) -> None:
        attributes = node.attributes
        style = self.sheet.of(node.mem_id, attributes.get("style"))
        its = look(style, tag, attributes, around)
        hidden = gone(style, attributes)
        if (hidden or (around.shown and not its.shown)) and _holds_much(node):
            self.unshown |= {node.mem_id}
        if node.mem_id in self.shown_all:
            its = its._replace(shown=True)
        elif hidden:
            return
        if tag == "img":
            self.pictures.append(len(self.items))
        elif tag in _FIELDS:
            self._say(words.of_field(node, attributes), its)
        elif tag == "table" and not self._flat and _is_grid(node):
            self.close()
            self.items.append(Placed(self._table(node, its, depth), self._box))
        elif _ASIDE.match(style.get("mso-element", "")):
            self._set_aside(node, style["mso-element"])
        else:
            self._inside(node, tag, attributes, style, its, around, depth)

    def _inside(
        self,
        node: LexborNode,
        tag: str,
        attributes: Attributes,
        style: Mapping[str, str],
        its: Look,
        around: Look,
        depth: int,
    ) -> None:
        display = style.get("display", "")
        block = display.startswith(_BLOCK_LOOKS) if display else tag in _BLOCKS
        outside = self._box, self._linked, self._class
        if block:
            self.close()
        if tag not in _INLINE:
            self.parents.append(self._box)
            self._box = len(self.parents) - 1
        self._linked = self._linked or (tag == "a" and "href" in attributes)
        if tag in _INLINE and self._flat and self.sheet.elsewhere:
            self._class = " ".join(sorted(set((attributes.get("class") or "").split()) - _OF_WORD)) or self._class
        begin = len(self._open)
        if tag == "li":
            self._say(words.list_number(node, attributes, style, self._numbers), its)
        self._generated(node, "before", attributes, its)
        self._walk(node, its, depth + 1)
        self._generated(node, "after", attributes, its)
        if not block and (place := raised(style, tag, its.size, around.size)):
            self._open[begin:] = [(as_mark(said, place == "sub"), link) for said, link in self._open[begin:]]
        if block:
            self.close()
        self._box, self._linked, self._class = outside

    def _say(self, text: str, its: Look) -> None:
        """Words as they are shown; white space is one blank unless its lines are kept."""
        if not text or its.unseen:
            return
        if its.struck:
            self.struck |= bool(text.strip())
            return
        if self.sheet.elsewhere and any(c.isdigit() for c in text):
            self._classes.add(self._class)
        if its.lines and "\n" in text:
            first, *others = text.splitlines()
            self._open.append((first, self._linked))
            for line in others:
                self.close()
                self._open.append((line, self._linked))
            return
        text = _SPACE.sub(" ", _WIDE_BREAK.sub("", text) if "\n" in text else text)
        self._open.append((text[::-1] if its.backwards else text, self._linked))

    def _generated(self, node: LexborNode, which: str, attributes: Attributes, its: Look) -> None:
        style = self.sheet.generated(node.mem_id, which)
        if style.get("content", "none") in ("none", "normal", "") or gone(style, {}):
            return
        said = words.of_content(style["content"], attributes)
        if self._flat or words.UNKNOWN not in said:
            self._say(said, look(style, "span", {}, its))

    def _set_aside(self, node: LexborNode, what: str) -> None:
        if "note" in what:
            self.notes += [line for part in node.css("p") if (line := _tidy(_SPACE.sub(" ", part.text())))]

    def _table(self, table: LexborNode, its: Look, depth: int) -> RawGrid:
        rows: list[list[tuple[str, int, int]]] = []
        for part in _row_groups(table):
            first = len(rows)
            for line in part:
                if len(rows) >= MOST_ROWS:
                    raise FileProblem(
                        f"“{self.name}”里有超过 {MOST_ROWS} 行的表格，不像年报，没有导入。请打开网页，复制正文后粘贴导入。"
                    )
                attributes = line.attributes
                style = self.sheet.of(line.mem_id, attributes.get("style"))
                if not gone(style, attributes) and style.get("visibility") != "collapse":
                    rows.append(self._row(line, look(style, "tr", attributes, its), depth))
            for number, row in enumerate(rows[first:], first):  # no box reaches out of its part of the table
                rest = len(rows) - number
                row[:] = [(text, rest if down == 0 else min(down, rest), along) for text, down, along in row]
        return grid(rows)

    def _row(self, line: LexborNode, its: Look, depth: int) -> list[tuple[str, int, int]]:
        boxes: list[tuple[str, int, int]] = []
        child = line.first_child
        while child is not None:
            if child.tag in ("td", "th"):
                attributes = child.attributes
                if not gone(self.sheet.of(child.mem_id, attributes.get("style")), attributes):
                    inner = Walker(self.name, self.sheet)
                    inner._flat = True
                    inner._element(child, child.tag, its, depth + 1)
                    inner.close()
                    self.struck |= inner.struck
                    self.pictures += [len(self.items)] * len(inner.pictures)
                    said = "\n".join(placed.item.text for placed in inner.items if isinstance(placed.item, RawText))
                    if inner.uncertain and figure_like(said):
                        said += unread("样式表没有随网页存下来")
                    boxes.append((said, span(attributes.get("rowspan"), 0), max(1, span(attributes.get("colspan"), 1))))
            child = child.next
        return boxes


def span(value: str | None, least: int) -> int:
    """A rowspan or colspan as browsers read it: the digits it begins with, 1 without any; 0 rows: to the end of the part."""
    match = re.match(r"[\s+]*(\d{1,6})", value or "", re.ASCII)
    return max(least, int(match[1])) if match else 1


def _own(table: LexborNode) -> list[LexborNode]:
    """The lines of a table that do not belong to a table in one of its boxes, in the order of the source."""
    lines: list[LexborNode] = []
    parts = [table]
    for part in parts:
        child = part.first_child
        while child is not None:
            if child.tag == "tr":
                lines.append(child)
            elif child.tag in ("tbody", "thead", "tfoot"):
                parts.append(child)
            child = child.next
    return lines


def _row_groups(table: LexborNode) -> list[list[LexborNode]]:
    """The lines of a table as they are shown: head first, foot last, wherever the source has them."""
    groups: dict[int, list[LexborNode]] = {}
    place: dict[int, int] = {}
    for line in _own(table):
        part = line.parent
        if part is None:
            continue
        groups.setdefault(part.mem_id, []).append(line)
        place[part.mem_id] = {"thead": 0, "tfoot": 2}.get(part.tag or "", 1)
    return [groups[key] for key in sorted(groups, key=lambda key: place[key])]


def _is_grid(table: LexborNode) -> bool:
    """A table of data, not one that lays out a page: it has the form's words in boxes of its own, or several small boxes."""
    boxes: list[LexborNode] = []
    for line in _own(table):
        child = line.first_child
        while child is not None:
            if child.tag in ("td", "th"):
                boxes.append(child)
            child = child.next
    plain = [box for box in boxes if box.css_first("table") is None]
    said = [box.text() for box in plain]
    if sum(is_label(text) for text in said) >= _FEWEST_LABELS:
        return True
    return len(plain) == len(boxes) > 1 and all(len(text) <= _LONGEST_BOX for text in said)


def _holds_much(node: LexborNode) -> bool:
    """Whether an element holds a table or so many words that it may be the text of a page."""
    return node.css_first("table") is not None or len(node.text()) >= _MUCH


def _tidy(text: str) -> str:
    return _INVISIBLE.sub("", text.replace("\u00a0", " ")).strip(" \t\r\n\u3000")
