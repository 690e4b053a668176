"""The pages of a document become one text: what is printed on every page left out, lines joined to paragraphs, tables to tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.documents.read.formats.pdf.continued import join, raw_grid
from app.documents.read.formats.pdf.lines import Line
from app.documents.read.formats.pdf.sheet import Sheet, Table
from app.documents.recognise.labels import heading_of, is_label_line
from app.documents.recognise.narrative.furniture import is_furniture
from app.documents.recognise.organ import read_title
from app.documents.recognise.raw import RawItem, RawText

_AT_THE_EDGE = 3  # lines at the top and at the bottom of a page that may be printed on every page
_SAME_HEIGHT = 8.0  # points
_SHORT = 15  # characters: a line this short was not broken because it was full
_WIDE = 0.7  # of the widest line
_FEWEST = 5  # wide lines that show the margins of a page
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


def flow(sheets: Sequence[Sheet]) -> tuple[list[RawItem], str, list[str]]:
    """(paragraphs and grids in reading order, the same as plain lines, the lines at the head and foot of the sheets)."""
    dropped = _on_every_page(sheets)
    items: list[Line | Table] = []
    lines: list[str] = []
    for sheet in sheets:
        kept = [item for item in sheet.items if not (isinstance(item, Line) and id(item) in dropped)]
        for item in kept:
            lines += [item.text] if isinstance(item, Line) else list(_table_lines(item))
        lines.append(f"第{sheet.number}页")
        items += kept
    margins = [item for sheet in sheets for item in sheet.items if isinstance(item, Line) and id(item) in dropped]
    return list(_items(items)), "\n".join(lines), [line.text for line in margins]


def _table_lines(table: Table) -> Iterator[str]:
    for line in raw_grid(table).lines:
        yield "\t".join(" ".join(cell.text.split()) for cell in line)


# What is printed on every page


def _on_every_page(sheets: Sequence[Sheet]) -> set[int]:
    """The lines (by identity) that belong to the sheets of paper: headers, footers, page numbers, addresses of a browser."""
    edges = [(sheet, side, line) for sheet in sheets for side, line in _edge_lines(sheet)]
    alike: dict[tuple[str, str], list[tuple[Sheet, Line]]] = defaultdict(list)
    for sheet, side, line in edges:
        alike[side, _without_numbers(line.text)].append((sheet, line))
    dropped = {id(line) for _, _, line in edges if _by_a_browser(line.text)}
    for found in alike.values():
        pages = {sheet.number for sheet, _ in found}
        text = found[0][1].text
        if len(pages) < 2 or 2 * len(pages) < len(sheets) - 1 or is_label_line(text) or heading_of(text):
            continue
        heights = [line.top for _, line in found]
        numbers = [int(line.text) - sheet.number for sheet, line in found if line.text.isdigit()]
        if max(heights) - min(heights) < _SAME_HEIGHT and (not numbers or len(set(numbers)) == 1):
            dropped |= {id(line) for _, line in found}
    return _but_the_only_title(sheets, dropped)


def _edge_lines(sheet: Sheet) -> Iterator[tuple[str, Line]]:
    """The first and last lines of a page, with the side they are on."""
    lines = sorted((item for item in sheet.items if isinstance(item, Line)), key=lambda line: line.top)
    top = [line for line in lines[:_AT_THE_EDGE] if line.top < 0.2 * sheet.height]
    bottom = [line for line in lines[-_AT_THE_EDGE:] if line.bottom > 0.8 * sheet.height and line not in top]
    yield from (("top", line) for line in top)
    yield from (("bottom", line) for line in bottom)


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", text))


def _by_a_browser(text: str) -> bool:
    """Whether a line is a date with the page's title, an address, a page number."""
    left = _OF_A_BROWSER.sub("", text)
    return left != text and (not left.strip() or re.search(r"\d:\d{2}", text[:24]) is not None)


def _but_the_only_title(sheets: Sequence[Sheet], dropped: set[int]) -> set[int]:
    """A title that stands nowhere but at the head of every page is kept once."""
    lines = [item for sheet in sheets for item in sheet.items if isinstance(item, Line)]
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


Margins = dict[tuple[int, int], tuple[float, float, set[int]]]


def _margins(lines: Sequence[Line]) -> Margins:
    """(page, block) -> left and right margin and the sizes in which paragraphs are indented."""
    blocks: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        blocks[line.page, line.block].append(line)
    found: Margins = {}
    widest = max((line.x1 - line.x0 for line in lines if not line.block), default=0.0)
    usual = [line for line in lines if not line.block and line.x1 - line.x0 > _WIDE * widest]
    for key, own in blocks.items():
        reach = max(line.x1 - line.x0 for line in own) if key[1] else widest
        wide = [line for line in own if line.x1 - line.x0 > _WIDE * reach]
        if len(wide) < _FEWEST and not key[1]:  # a page with a few lines: as on the others
            wide = usual or own
        left, right = min(line.x0 for line in wide), max(line.x1 for line in wide)
        found[key] = left, right, {round(line.size) for line in own if line.x0 > left + 1.2 * line.size}
    return found


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """Size -> the usual distance from one line to the next."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for one, two in pairwise(lines):
        if (one.page, one.block) == (two.page, two.block) and abs(one.size - two.size) < 1 and two.top > one.top:
            steps[round(one.size)][round(two.bottom - one.bottom)] += 1
    return {
        size: min(p for p, n in counted.items() if 2 * n >= max(counted.values())) for size, counted in steps.items()
    }


def _goes_on(before: Line, line: Line, margins: Margins, pitches: dict[int, float]) -> bool:
    """Whether a line belongs to the paragraph of the one before: that ran to the right, and this begins at the left margin."""
    _, right, indented = margins[before.page, before.block]
    left = margins[line.page, line.block][0]
    start = margins[before.page, before.block][0]
    # where paragraphs are indented, a line before an unbreakable word may end well before the margin
    ends = right - (0.35 * (right - start) if round(line.size) in indented else 1.6 * line.size)
    if _of_a_table(before) or _of_a_table(line):
        return False
    if not (before.x1 > ends and before.x1 - before.x0 > _SHORT * before.size and abs(line.size - before.size) < 1):
        return False
    if line.x0 >= left + 0.9 * line.size:
        return False
    beside = (line.page, line.block) == (before.page, before.block)
    pitch = pitches.get(round(line.size), 0.0)
    if beside and pitch and line.bottom - before.bottom > _APART * pitch:
        return False
    return not (before.text.endswith(_ENDED) and _NUMBERED.match(line.text) and round(line.size) not in indented)


def _of_a_table(line: Line) -> bool:
    """Whether a line is set in several columns: of a table without rules."""
    return line.text.count("  ") > 1


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
