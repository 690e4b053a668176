"""A PDF with text as raw paragraphs and grids: ruled boxes become grids, the lines outside them paragraphs."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pdfplumber
from pdfplumber.page import Page

from app.documents.recognise.narrative.furniture import is_furniture
from app.documents.recognise.raw import Raw, RawCell, RawGrid, RawItem, RawText, raised
from app.model.files import FileProblem

MOST_PAGES = 120
_SAME = 2.5  # points: edges nearer than this are one
_SHORT = 15  # characters: a line this short was not broken because it was full
_UNKNOWN_GLYPH = re.compile(r"\(cid:\d+\)")

_Bounds = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True)
class _Line:
    """One printed line: its words and where they stand, in points."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    page: int


def read_pdf(data: bytes, name: str) -> Raw:
    """Read the bytes of a PDF called `name`; FileProblem when it is locked, broken, too long or holds no text."""
    try:
        document = pdfplumber.open(io.BytesIO(data))
    except Exception as error:
        if "Password" in f"{error!r}{error.__cause__!r}{error.__context__!r}":
            raise FileProblem(f"“{name}”有打开密码，没有导入。请去掉密码后另存，再导入。") from error
        raise FileProblem(f"“{name}”不完整或已损坏，没有导入。请重新复制或下载一份。") from error
    with document:
        if len(document.pages) > MOST_PAGES:
            raise FileProblem(
                f"“{name}”有 {len(document.pages)} 页，不像年报，没有导入。请只保留年报的几页，另存后再导入。"
            )
        pages: list[list[_Line | RawGrid]] = []
        lines: list[str] = []
        for number, page in enumerate(document.pages, 1):
            items, whole = _page(page, number)
            pages.append(items)
            lines += whole
            page.close()
        title = str((document.metadata or {}).get("Title") or "")
    text = "\n".join(lines)
    if not text.strip():
        raise FileProblem(
            f"“{name}”里没有文字，可能是扫描件或图片，没有导入。请改用网页或 Word 文件，或用带文字识别的软件转换后再导入。"
        )
    if _no_encoding(text):
        raise FileProblem(f"“{name}”的字体没有文字编码，读不出文字，没有导入。请改用网页或 Word 文件。")
    return Raw(tuple(_paragraphs([item for items in pages for item in items])), title=title, text=text)


def _no_encoding(text: str) -> bool:
    """Whether the characters are unknown, or one stands for nearly all (a font was missing when the PDF was made)."""
    words = [c for c in text if not c.isspace() and not c.isascii()]
    most = Counter(words).most_common(1)
    return text.count("\ufffd") * 5 > len(text) or (len(words) > 100 and most[0][1] * 3 > len(words))


def _page(page: Page, number: int) -> tuple[list[_Line | RawGrid], list[str]]:
    """(lines outside tables and grids from top to bottom, every line of the page as text)."""
    chars = page.dedupe_chars(tolerance=1).chars
    grids: list[tuple[float, RawGrid]] = []
    taken: list[_Bounds] = []
    for table in page.find_tables():
        made = _grid(table.cells, chars, number)
        if made is not None:
            bounds, grid = made
            grids.append((bounds[0][1], grid))
            taken += bounds
    outside = [char for char in chars if not any(_inside(char, bounds) for bounds in taken)]
    items: list[tuple[float, _Line | RawGrid]] = [(line.top, line) for line in _lines(outside, number)]
    items += grids
    items.sort(key=lambda item: item[0])
    return [item for _, item in items], [line.text for line in _lines(chars, number)]


def _inside(char: dict, bounds: _Bounds) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


def _lines(chars: Sequence[dict], page: int) -> list[_Line]:
    """Characters gathered to lines by the height of their middles; only blanks that are printed, or wide gaps, part words."""
    rows: list[list[dict]] = []
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        last = rows[-1][-1] if rows else None
        if last is not None and middle - (last["top"] + last["bottom"]) / 2 < 0.3 * max(
            4.0, min(char["size"], last["size"])
        ):
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = []
    for row in rows:
        row.sort(key=lambda c: c["x0"])
        words = ""
        before: dict | None = None
        for char in row:
            if before is not None and char["x0"] - before["x1"] > 0.8 * char["size"]:
                words += "  "
            text = _UNKNOWN_GLYPH.sub("\ufffd", char["text"])
            mark = before is not None and before["text"].isdigit() and char["size"] < 0.8 * before["size"]
            words += raised(text) if mark else text
            before = before if mark and text.isdigit() else char
        printed = [c for c in row if c["text"].strip()]
        if printed:
            lines.append(
                _Line(
                    words.strip(),
                    printed[0]["x0"],
                    printed[-1]["x1"],
                    min(c["top"] for c in printed),
                    max(c["size"] for c in printed),
                    page,
                )
            )
    return lines


def _edges(values: Sequence[float]) -> list[float]:
    """Distinct edges in order; those nearer than _SAME are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _grid(boxes: Sequence[_Bounds], chars: Sequence[dict], page: int) -> tuple[list[_Bounds], RawGrid] | None:
    """(the bands of the page that rows of several boxes cover, the grid of them); None when no row has several.

    Coloured lines of running text look like a table of one column to the finder: such rows are left to the paragraphs.
    """
    xs = _edges([x for box in boxes for x in (box[0], box[2])])
    ys = _edges([y for box in boxes for y in (box[1], box[3])])
    if len(xs) < 3 or len(ys) < 2:
        return None
    placed = [(_at(ys, b[1]), _at(xs, b[0]), _at(ys, b[3]), _at(xs, b[2])) for b in boxes]
    several = {r for r in range(len(ys) - 1) if sum(top <= r < bottom for top, _, bottom, _ in placed) > 1}
    if not several:
        return None
    kept = [box for box in placed if any(r in several for r in range(box[0], box[2]))]
    square = {
        (r, c): i
        for i, (top, left, bottom, right) in enumerate(kept)
        for r in range(top, bottom)
        for c in range(left, right)
    }
    inside: list[list[dict]] = [[] for _ in kept]
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        i = square.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
        if i is not None:
            inside[i].append(char)
    cells = [
        RawCell(
            top, left, max(1, bottom - top), max(1, right - left), "\n".join(line.text for line in _lines(words, page))
        )
        for (top, left, bottom, right), words in zip(kept, inside, strict=True)
    ]
    bands = [(xs[0], ys[r], xs[-1], ys[r + 1]) for r in sorted(several)]
    return bands, RawGrid(tuple(cells), page)


def _paragraphs(items: Sequence[_Line | RawGrid]) -> Iterator[RawItem]:
    """Lines joined to paragraphs: a line goes on where the one before ran to the right and it begins at the left margin."""
    lines = [item for item in items if isinstance(item, _Line)]
    widest = max((line.x1 - line.x0 for line in lines), default=0.0)
    wide = [line for line in lines if line.x1 - line.x0 > 0.7 * widest]
    left = min((line.x0 for line in wide), default=0.0)
    right = max((line.x1 for line in wide), default=0.0)
    indented = {round(line.size) for line in lines if line.x0 > left + 1.2 * line.size}
    text, before = "", None
    for item in items:
        if isinstance(item, RawGrid):
            if text:
                yield RawText(text, before.page if before else 0)
            text, before = "", None
            yield item
            continue
        if all(is_furniture(piece) for piece in re.split(r"\s{2,}", item.text)):
            continue
        # where paragraphs are indented, a line before an unbreakable word may end well before the margin
        ends = right - (0.35 * (right - left) if round(item.size) in indented else 1.6 * item.size)
        goes_on = (
            before is not None
            and before.x1 > ends
            and before.x1 - before.x0 > _SHORT * before.size
            and item.x0 < left + 0.9 * item.size
            and abs(item.size - before.size) < 1
        )
        if goes_on:
            text += (" " if _latin(text[-1:]) and _latin(item.text[:1]) else "") + item.text
        else:
            if text:
                yield RawText(text, before.page if before else 0)
            text = item.text
        before = item
    if text:
        yield RawText(text, before.page if before else 0)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
