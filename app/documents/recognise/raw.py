"""What every reader makes of a document: paragraphs and grids in reading order, before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

MOST_ROWS, MOST_COLUMNS = 2_000, 200
"""A grid beyond this is no table of the form (the largest is 28 x 10); the rest of it is left out."""

UNREAD = "〔没读入："


def unread(why: str) -> str:
    """Stands in the words of a box or paragraph for something that is shown there and was not read: neither figure nor blank."""
    return f"{UNREAD}{why}〕"


NO_RESULT = unread("公式没有存下结果")


@dataclass(frozen=True)
class Remark:
    """Something the reader itself must say: 批注, 修订, a picture left out, an encoding mended. `found`: the words it is about."""

    found: str
    note: str


_LEFT_OUT = " 张图片，没有导入"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
STRUCK = Remark("", "文件里有画了删除线的文字，当作已删去，没有读入")
HIDDEN = Remark("", "文件里有隐藏的或看不见的文字，没有读入")


def pictures_left_out(number: int) -> Remark:
    return Remark("", f"文件里有 {number}{_LEFT_OUT}；如果表格是图片，请对照原文填写")


def controls_left_out(sheet: str) -> Remark:
    return Remark(sheet, "工作表上有下拉框之类的控件，它们显示的内容没有读入，请对照原表")


def floating(words: str) -> Remark:
    """Of a text box over a sheet."""
    return Remark(words, "浮在工作表上面的文本框，没有读入，请对照原文")


def raised(text: str, below: bool = False) -> str:
    """Words set as superscript (or subscript): their digits are a footnote's mark, no digits of the figure beside them."""
    return text.translate(_LOWERED if below else _RAISED)


class Spot(NamedTuple):
    """Where a box stands: the page, from 1, and its edges in widths and heights of that page as it is shown, from 0 to 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class RawCell(NamedTuple):
    """One box of a grid: the square where it begins, how many squares it covers, its words; where it is seen, if on a page."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    spot: Spot | None = None


@dataclass(frozen=True, eq=False)
class RawGrid:
    """A table with its merges resolved. `page`: where it begins, from 1, when the source has pages."""

    cells: tuple[RawCell, ...]
    page: int = 0

    @cached_property
    def lines(self) -> tuple[tuple[RawCell, ...], ...]:
        """For each row, the boxes that cover it (also those that began above), from left to right."""
        height = max((cell.row + cell.rows for cell in self.cells), default=0)
        lines: list[list[RawCell]] = [[] for _ in range(height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rows):
                lines[row].append(cell)
        return tuple(tuple(sorted(line, key=lambda cell: cell.column)) for line in lines)


@dataclass(frozen=True)
class RawText:
    """One paragraph as it stands in the source; line breaks inside it are kept. `page`: from 1, 0 when there are none."""

    text: str
    page: int = 0


RawItem = RawText | RawGrid


class Revision(NamedTuple):
    """A change that the file tracks: who made it, the words put in or (`gone`) taken out, the paragraph as it reads now."""

    who: str
    words: str
    gone: bool
    line: str


@dataclass(frozen=True)
class Raw:
    """A whole document. `text`: the same in plain lines, where a layout keeps more than the grids do (PDF); else made from items.

    `title`: what the file calls itself, used when no title is printed. `site`: a page with menus and footers may stand around
    the report. `others`: further reports, or copies of the same, in the document. `instead`: where the report is, to be said
    when none is found here. `margins`: the words at the head and foot of its pages, where they are kept apart from the text.
    `revisions`: the changes that the file tracks, taken as accepted.
    """

    items: tuple[RawItem, ...]
    remarks: tuple[Remark, ...] = ()
    title: str = ""
    text: str = field(default="", repr=False)
    site: bool = False
    others: tuple[Raw, ...] = ()
    instead: str = ""
    margins: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The document as plain lines: a paragraph its lines, a row of a grid one line with tabs between its boxes."""
        return tuple(self.text.splitlines()) if self.text else tuple(_lines(self.items))


def only_pictures(raw: Raw) -> bool:
    """Whether there are pictures in a document and no word: a scan."""
    return not any(line.strip() for line in raw.lines) and any(_LEFT_OUT in remark.note for remark in raw.remarks)


def _lines(items: Iterable[RawItem]) -> Iterator[str]:
    for item in items:
        if isinstance(item, RawText):
            yield from item.text.splitlines() or [""]
            continue
        for number, line in enumerate(item.lines):
            yield "\t".join(" ".join(cell.text.split()) for cell in line if cell.row == number)


def grid(rows: Sequence[Sequence[tuple[str, int, int]]], page: int = 0) -> RawGrid:
    """Place boxes as HTML does: each row's (text, rows covered, columns covered) fill the squares still free, left to right."""
    cells: list[RawCell] = []
    taken: set[tuple[int, int]] = set()
    height = min(len(rows), MOST_ROWS)
    for row, boxes in enumerate(rows[:height]):
        column = 0
        for text, down, along in boxes:
            while (row, column) in taken:
                column += 1
            if column >= MOST_COLUMNS:
                break
            down = max(1, min(down, height - row))
            along = max(1, min(along, MOST_COLUMNS - column))
            cells.append(RawCell(row, column, down, along, text))
            if down > 1 or along > 1:
                taken.update((r, c) for r in range(row, row + down) for c in range(column, column + along))
            else:
                taken.add((row, column))
            column += along
    return RawGrid(tuple(cells), page)
