"""A web page (saved, or the HTML flavour of the clipboard) as raw paragraphs and grids; scripts are never run, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from app.documents.read.encodings import decode
from app.documents.read.formats.page.article import Article, articles
from app.documents.read.formats.page.style_sheet import StyleSheet
from app.documents.read.formats.page.walk import Placed, Walker
from app.documents.recognise.labels import heading_of
from app.documents.recognise.narrative.furniture import is_date, is_furniture
from app.documents.recognise.organ import is_organ, read_title, without_site
from app.documents.recognise.raw import STRUCK, Raw, RawItem, RawText, Remark, pictures_left_out

_UNSHOWN = Remark("", "年报正文在网页里没有显示出来的部分，已读入，请与网页上看到的核对")
_WHOLE = 9  # the six headings and the three tables
_ROUNDS = 4  # an element that is not shown may hold another
_FEWEST_WORDS = 300  # characters; a page with less, and a script or a frame in it, keeps its text elsewhere
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|rtf|zip|rar)\b", re.IGNORECASE)
_MOST_BELOW = 4  # lines of a 落款 outside the element of the text
_TITLE_PARTS = re.compile(r"\s*(?:_|\||｜|——|—|–|--|\s-\s)\s*")


def read_html(data: bytes, name: str) -> Raw:
    """Read the bytes of a page called `name`; FileProblem when they are no text, nested without end, or hold no text at all."""
    text, remarks = decode(data, name)
    tree = LexborHTMLParser(text)
    body = tree.body or tree.css_first("frameset")
    if body is None:
        return Raw((), remarks)
    walker, found, unshown = _read(name, StyleSheet(tree), body)
    instead = "" if found else _instead(tree, walker, name)
    remarks = (*remarks, *_remarks(walker, found), *([_UNSHOWN] if unshown else []))
    reports = [tuple(_report(walker.items, found, article)) for article in found]
    whole = tuple(placed.item for placed in walker.items)
    others = tuple(Raw(items, site=True) for items in reports[1:])
    return Raw(reports[0] if reports else whole, remarks, title=_title(tree), site=True, others=others, instead=instead)


def _read(name: str, sheet: StyleSheet, body: LexborNode) -> tuple[Walker, list[Article], bool]:
    """The page as it is shown; with what a tab or a fading text shows later, when the report stands there and nowhere else."""
    shown = walker = _walked(name, sheet, body, frozenset())
    best = found = articles(walker.items, walker.parents)
    for _ in range(_ROUNDS):
        if (best[0].marks if best else 0) >= _WHOLE or not walker.unshown - walker.shown_all:
            break
        walker = _walked(name, sheet, body, walker.shown_all | walker.unshown)
        best = articles(walker.items, walker.parents)
    more = (best[0].marks if best else 0) >= (found[0].marks if found else 0) + 2
    return (walker, best, True) if more else (shown, found, False)


def _walked(name: str, sheet: StyleSheet, body: LexborNode, shown_all: frozenset[int]) -> Walker:
    walker = Walker(name, sheet, shown_all)
    walker.page(body)
    return walker


def _report(items: Sequence[Placed], found: Sequence[Article], article: Article) -> Iterator[RawItem]:
    """The items of one report: what the page says above it (the title stands there), its element, its 落款."""
    before = max((other.stop for other in found if other.stop <= article.first), default=0)
    for placed in items[before : article.first]:
        if isinstance(placed.item, RawText) and not placed.linked:
            yield placed.item
    yield from (placed.item for placed in items[article.first : article.stop])
    for placed in items[article.stop : article.stop + _MOST_BELOW]:
        if not isinstance(placed.item, RawText) or placed.linked or is_furniture(placed.item.text):
            break
        if not (is_date(placed.item.text) or is_organ(placed.item.text)):
            break
        yield placed.item


def _remarks(walker: Walker, found: Sequence[Article]) -> Iterator[Remark]:
    if walker.struck:
        yield STRUCK
    if number := _pictures_inside(walker, found):
        yield pictures_left_out(number)
    if walker.notes:
        yield Remark(walker.notes[0], "文件末尾有脚注，没有读入，请对照原文")


def _pictures_inside(walker: Walker, found: Sequence[Article]) -> int:
    """How many pictures stand between the report's first and last heading; the page around it is full of others."""
    first, stop = (found[0].first, found[0].stop) if found else (0, len(walker.items))
    texts = [(n, placed.item.text) for n, placed in enumerate(walker.items) if isinstance(placed.item, RawText)]
    headings = [n for n, text in texts if first <= n < stop and heading_of(text)]
    return sum(headings[0] < at <= headings[-1] for at in walker.pictures) if headings else 0


def _instead(tree: LexborHTMLParser, walker: Walker, name: str) -> str:
    """What to say when the report is not in the page: where it is, and what to do."""
    files = [
        words
        for link in tree.css("a[href]")
        if _FILE.search(link.attributes.get("href") or "") or _FILE.search(link.text())
        if (words := " ".join(link.text().split())) and "公开" in words
    ]
    if files:
        return f"“{name}”里没有年报正文，只有附件（{files[0][:40]}），没有导入。请先下载附件，再导入附件。"
    frames = [frame for frame in walker.frames if frame and not frame.startswith(("about:", "javascript:"))]
    if frames:
        return (
            f"“{name}”里没有年报正文：正文在网页里嵌着的另一个网页（{frames[0][-60:]}）里，没有导入。"
            "请在浏览器里打开年报，在正文上点一下，全选、复制，再回到这里粘贴导入。"
        )
    said = sum(len(placed.item.text) for placed in walker.items if isinstance(placed.item, RawText))
    if tree.css_first("script") is not None and said < _FEWEST_WORDS:
        return (
            f"“{name}”里没有年报正文：这种网页的正文打开以后才生成，没有存进文件，没有导入。"
            "请在浏览器里打开年报，等正文显示出来，全选、复制，再回到这里粘贴导入。"
        )
    return ""


def _title(tree: LexborHTMLParser) -> str:
    """What the page calls itself: of its names and the pieces of its title the first that is the title of a report."""
    named = [
        (node.attributes.get("content") or "").strip()
        for node in tree.css("meta")
        if (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        in ("articletitle", "title", "og:title")
    ]
    title = next((" ".join(node.text().split()) for node in tree.css("title")), "")
    pieces = [without_site(piece) for piece in (*named, *_TITLE_PARTS.split(title), title)]
    return next((piece for piece in pieces if (found := read_title(piece)) and found.organ), title)
