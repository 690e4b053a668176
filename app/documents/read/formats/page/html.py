"""A web page (saved, or the HTML flavour of the clipboard) as raw paragraphs and grids; scripts are never run, nothing is fetched."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.documents.read.encodings import decode
from app.documents.recognise.labels import heading_of
from app.documents.recognise.raw import (
    MOST_ROWS,
    STRUCK,
    Raw,
    RawGrid,
    RawItem,
    RawText,
    grid,
    pictures_left_out,
    raised,
)
from app.model.files import FileProblem

_SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "svg",
        "button",
        "select",
        "option",
        "textarea",
        "input",
    )
)
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "form",
        "fieldset",
        "blockquote",
        "pre",
        "center",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "caption",
        "hr",
        "body",
        "html",
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*(su[bp])", re.IGNORECASE)
_DEEPEST = 400  # nesting; a real page has less than 60


def read_html(data: bytes, name: str) -> Raw:
    """Read the bytes of a page called `name`; FileProblem when they are no text or nested without end."""
    text, remarks = decode(data, name)
    return _raw(text, remarks, name)


def _raw(text: str, remarks: tuple, name: str) -> Raw:
    tree = LexborHTMLParser(text)
    titles = tree.css("title")
    walker = _Walker(name)
    if tree.body is not None:
        walker.walk(tree.body, 0)
    walker.close()
    if any(_struck(node) and node.text().strip() for node in tree.css("del, s, strike, [style]")):
        remarks = (*remarks, STRUCK)
    if number := _pictures_inside(walker):
        remarks = (*remarks, pictures_left_out(number))
    return Raw(tuple(walker.items), remarks, title=_tidy(titles[0].text()) if titles else "")


def _pictures_inside(walker: _Walker) -> int:
    """How many pictures stand between the report's first and last heading; the page around it is full of others."""
    headings = [n for n, item in enumerate(walker.items) if isinstance(item, RawText) and heading_of(item.text)]
    return sum(headings[0] < at <= headings[-1] for at in walker.pictures) if headings else 0


class _Walker:
    """Collects paragraphs and innermost tables in reading order; `pictures`: before which item each of them stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.items: list[RawItem] = []
        self.open: list[str] = []
        self.pictures: list[int] = []

    def walk(self, node: LexborNode, depth: int) -> None:
        if depth > _DEEPEST:
            raise FileProblem(f"“{self.name}”里的网页嵌套得太深，不像年报，没有导入。请打开网页，复制正文后粘贴导入。")
        child = node.first_child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                self.open.append(re.sub(r"[ \t\r\n]+", " ", child.text_content or ""))
            elif tag == "br":
                self.close()
            elif tag == "img" and not _hidden(child):
                self.pictures.append(len(self.items))
            elif tag == "table" and not _hidden(child) and _is_grid(child):
                self.close()
                self.items.append(_table(child, self.name, depth))
            elif tag and not tag.startswith("-") and tag not in _SKIPPED and not _hidden(child) and not _struck(child):
                if tag in _BLOCKS:
                    self.close()
                begin = len(self.open)
                self.walk(child, depth + 1)
                if place := _raised(child):
                    self.open[begin:] = [raised(words, place == "sub") for words in self.open[begin:]]
                if tag in _BLOCKS:
                    self.close()
            child = child.next

    def close(self) -> None:
        """End the paragraph."""
        text = _tidy("".join(self.open))
        self.open.clear()
        if text:
            self.items.append(RawText(text))


def _is_grid(table: LexborNode) -> bool:
    """A table of data, not one that only lays out a page: it has no table inside and a line of several boxes."""
    inside = [node for node in table.css("table") if node.mem_id != table.mem_id]
    return not inside and len(table.css("td, th")) > 1


def _table(table: LexborNode, name: str, depth: int) -> RawGrid:
    rows: list[list[tuple[str, int, int]]] = []
    for line in table.css("tr"):
        if len(rows) >= MOST_ROWS:
            raise FileProblem(
                f"“{name}”里有超过 {MOST_ROWS} 行的表格，不像年报，没有导入。请打开网页，复制正文后粘贴导入。"
            )
        if _hidden(line):
            continue
        boxes: list[tuple[str, int, int]] = []
        child = line.first_child
        while child is not None:
            if child.tag in ("td", "th") and not _hidden(child):
                inner = _Walker(name)
                inner.walk(child, depth + 1)
                inner.close()
                words = "\n".join(item.text for item in inner.items if isinstance(item, RawText))
                boxes.append((words, _span(child, "rowspan"), _span(child, "colspan")))
            child = child.next
        rows.append(boxes)
    return grid(rows)


def _span(node: LexborNode, key: str) -> int:
    value = (node.attributes.get(key) or "1").strip()
    return int(value[:6]) if value[:6].isdigit() else 1


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _struck(node: LexborNode) -> bool:
    return node.tag in ("del", "s", "strike") or bool(_STRUCK.search(node.attributes.get("style") or ""))


def _raised(node: LexborNode) -> str:
    """ "sup", "sub" or nothing."""
    if node.tag in ("sup", "sub"):
        return node.tag
    match = _RAISED.search(node.attributes.get("style") or "")
    return match[1].lower() if match else ""


def _tidy(text: str) -> str:
    return text.replace("\u00a0", " ").strip(" \t\r\n\u3000\u200b\ufeff")
