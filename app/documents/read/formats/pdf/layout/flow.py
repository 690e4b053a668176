"""The pages of a document become one text: what is printed on every page left out, lines joined to paragraphs, tables to tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from app.documents.read.formats.pdf.layout.columns import Gutter, gutter_of, lines_in_order
from app.documents.read.formats.pdf.layout.continued import join, raw_grid
from app.documents.read.formats.pdf.layout.lines import Line
from app.documents.read.formats.pdf.layout.sheet import Sheet, Table
from app.documents.recognise.labels import heading_of, is_label_line
from app.documents.recognise.narrative.furniture import is_furniture
from app.documents.recognise.organ import read_title
from app.documents.recognise.raw import RawItem, RawText

_AT_THE_EDGE = 3  # lines at the top and at the bottom of a page that may be printed on every page
_SAME_HEIGHT = 8.0  # points
_SHORT = 15  # characters: a line this short was not broken because it was full
_NARROWEST = 14  # characters: less is no column of running text
_INDENT = 2.6  # of the size
_FEWEST = 5  # lines that show the margins of a page
_APART = 1.35  # of the usual distance of lines: more is a new paragraph
_NUMBERED = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[、，])"
)
_ENDED = ("。", "；", "：", "！", "？", "”", "）", ":", ";")
_OF_A_BROWSER = re.compile(
    r"(?:https?|file)://\S+|\d{1,3}\s*/\s*\d{1,3}|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?"
    r"|\d{2,4}[/-]\d{1,2}[/-]\d{1,2}[,，]?\s+(?:上午|下午)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?",
    re.IGNORECASE,
)


@dataclass
class _Page:
    """A page with its lines in reading order."""

    number: int
    height: float
    items: list[Line | Table]


def flow(sheets: Sequence[Sheet]) -> tuple[list[RawItem], str, list[str]]:
    """(paragraphs and grids in reading order, the same as plain lines, the lines at the head and foot of the sheets)."""
    gutter = gutter_of(item for sheet in sheets for item in sheet.items if not isinstance(item, Table))
    pages = [_page(sheet, gutter) for sheet in sheets]
    dropped = _on_every_page(pages)
    items: list[Line | Table] = []
    lines: list[str] = []
    for page in pages:
        kept = [item for item in page.items if not (isinstance(item, Line) and id(item) in dropped)]
        for item in kept:
            lines += [item.text] if isinstance(item, Line) else list(_table_lines(item))
        lines.append(f"第{page.number}页")
        items += kept
    margins = [item for page in pages for item in page.items if isinstance(item, Line) and id(item) in dropped]
    return list(_items(items)), "\n".join(lines), [line.text for line in margins]


def _page(sheet: Sheet, gutter: Gutter | None) -> _Page:
    items: list[Line | Table] = []
    for item in sheet.items:
        items += [item] if isinstance(item, Table) else lines_in_order(item, sheet.number, gutter)
    return _Page(sheet.number, sheet.height, items)


def _table_lines(table: Table) -> Iterator[str]:
    for line in raw_grid(table).lines:
        yield "\t".join(" ".join(cell.text.split()) for cell in line)


# What is printed on every page


def _on_every_page(pages: Sequence[_Page]) -> set[int]:
    """The lines (by identity) that belong to the sheets of paper: headers, footers, page numbers, addresses of a browser."""
    edges = [(side, line) for page in pages for side, line in _edge_lines(page)]
    alike: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for side, line in edges:
        alike[side, _without_numbers(line.text)].append(line)
    dropped = {id(line) for _, line in edges if _by_a_browser(line.text)}
    for found in alike.values():
        number = len({line.page for line in found})
        text = found[0].text
        if number < 2 or 2 * number < len(pages) - 1 or is_label_line(text) or heading_of(text):
            continue
        heights = [line.top for line in found]
        counted = {int(line.text) - line.page for line in found if line.text.isdecimal()}
        if max(heights) - min(heights) < _SAME_HEIGHT and len(counted) < 2:
            dropped |= {id(line) for line in found}
    return _but_the_only_title(pages, dropped)


def _edge_lines(page: _Page) -> Iterator[tuple[str, Line]]:
    """The first and last lines of a page, with the side they are on."""
    lines = sorted((item for item in page.items if isinstance(item, Line)), key=lambda line: line.top)
    top = [line for line in lines[:_AT_THE_EDGE] if line.top < 0.2 * page.height]
    bottom = [line for line in lines[-_AT_THE_EDGE:] if line.bottom > 0.8 * page.height and line not in top]
    yield from (("top", line) for line in top)
    yield from (("bottom", line) for line in bottom)


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", text))


def _by_a_browser(text: str) -> bool:
    """Whether a line is a date with the page's title, an address, a page number."""
    left = _OF_A_BROWSER.sub("", text)
    return left != text and (not left.strip() or re.search(r"\d:\d{2}", text[:24]) is not None)


def _but_the_only_title(pages: Sequence[_Page], dropped: set[int]) -> set[int]:
    """A title that stands nowhere but at the head of every page is kept once."""
    lines = [item for page in pages for item in page.items if isinstance(item, Line)]
    titles = [line for line in lines if read_title(line.text)]
    if titles and all(id(line) in dropped for line in titles):
        return dropped - {id(titles[0])}
    return dropped


# Paragraphs


def _items(items: Sequence[Line | Table]) -> Iterator[RawItem]:
    margins = _margins([item for item in items if isinstance(item, Line)])
    pitches = _pitches([item for item in items if isinstance(item, Line)])
    text, before = "", None
    table: Table | None = None
    for item in [*items, None]:
        if isinstance(item, Line) and all(is_furniture(piece) for piece in re.split(r"\s{2,}", item.text)):
            continue
        if isinstance(item, Line) and before is not None and _goes_on(before, item, margins, pitches):
            text += (" " if before.spaced and _latin(text[-1:]) and _latin(item.text[:1]) else "") + item.text
            before = item
            continue
        if text and before is not None:
            yield RawText(text, before.page)
        text, before = "", None
        if isinstance(item, Table):
            joined = join(table, item) if table is not None else None
            if table is not None and joined is None:
                yield raw_grid(table)
            table = joined or item
            continue
        if table is not None:
            yield raw_grid(table)
            table = None
        if item is not None:
            text, before = item.text, item


class Margins(NamedTuple):
    """Of the lines around a line. `indented`: paragraphs begin within."""

    left: float
    right: float
    indented: bool


def _margins(lines: Sequence[Line]) -> dict[int, Margins]:
    """Line (by identity) -> the margins that it shows together with those above and below it of its size."""
    blocks: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        blocks[line.page, line.block].append(line)
    found: dict[int, Margins] = {}
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    for (page, _), own in blocks.items():
        near = [*pages.get(page - 1, ()), *pages.get(page + 1, ())]
        for line in own:
            peers = [other for other in own if _of_one_column(line, other)]
            if len(peers) < _FEWEST:
                peers += [other for other in near if _of_one_column(line, other)]
            left = _shared(sorted(other.x0 for other in peers), 0.5 * line.size)
            right = -_shared(sorted(-other.x1 for other in peers), 0.9 * line.size)
            indented = any(1.2 < (other.x0 - left) / line.size < _INDENT for other in peers)
            found[id(line)] = Margins(left, right, indented)
    return found


def _of_one_column(line: Line, other: Line) -> bool:
    shared = min(line.x1, other.x1) - max(line.x0, other.x0)
    return abs(line.size - other.size) < 1 and shared > 0.5 * min(line.x1 - line.x0, other.x1 - other.x0)


def _shared(ends: Sequence[float], reach: float) -> float:
    """The outermost of these ends that is not alone, where there are enough to tell."""
    if len(ends) < _FEWEST:
        return ends[0]
    return next((one for one, two in pairwise(ends) if two - one <= reach), ends[0])


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """Size -> the usual distance from one line to the next."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for one, two in pairwise(lines):
        if (one.page, one.block) == (two.page, two.block) and abs(one.size - two.size) < 1 and two.top > one.top:
            steps[round(one.size)][round(two.bottom - one.bottom)] += 1
    return {
        size: min(p for p, n in counted.items() if 2 * n >= max(counted.values())) for size, counted in steps.items()
    }


def _goes_on(before: Line, line: Line, margins: dict[int, Margins], pitches: dict[int, float]) -> bool:
    """Whether a line belongs to the paragraph of the one before: that ran to the right, and this begins at the left margin."""
    start, right, indented = margins[id(before)]
    left = margins[id(line)].left
    if _of_a_table(before) or _of_a_table(line) or abs(line.size - before.size) >= 1:
        return False
    if heading_of(before.text) or heading_of(line.text):
        return False
    # where paragraphs are indented, a line before an unbreakable word may end well before the margin
    ends = right - (0.35 * (right - start) if indented else 1.6 * line.size)
    if right - start < _NARROWEST * line.size:
        return False
    short = min(_SHORT * before.size, 0.6 * (right - start))
    if before.x1 <= ends or before.x1 - before.x0 <= short or line.x0 >= left + 0.9 * line.size:
        return False
    beside = (line.page, line.block) == (before.page, before.block)
    pitch = pitches.get(round(line.size), 0.0)
    if beside and pitch and line.bottom - before.bottom > _APART * pitch:
        return False
    return not (before.text.endswith(_ENDED) and _NUMBERED.match(line.text) and not indented)


def _of_a_table(line: Line) -> bool:
    """Whether a line is set in several columns: of a table without rules."""
    return line.text.count("  ") > 1


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
