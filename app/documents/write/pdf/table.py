"""Sets and draws a table of the PDF: merged boxes, figures that fit, parts cut between rows where a page ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from app.documents.write import style
from app.documents.write.blocks import Grid, heads, number_of
from app.documents.write.pdf.linebreak import Line
from app.documents.write.pdf.tags import Decoration, Element, Structure
from app.documents.write.pdf.text import Setting, baseline, draw_line, set_text
from app.form.layout import Box

_CENTRED_PADDING = 0.5  # points: 自然人 needs 31.5 of its column's 32.6
_FIGURE_PADDING = 1.0  # points left free on each side of a figure
_NARROWEST = 0.4  # horizontal scale below which a figure cannot be read and is broken after all
_LEAST_AIR = 1.0  # points between the lines of a box and its rules
_EXACT = 0.01
_CONTINUED = "（续）"


@dataclass(frozen=True)
class _Words:
    """The words of a box, set: `lines` from top to bottom, `pitch` points each; `hang`: how far those after the first stand in."""

    lines: tuple[tuple[Setting, Line], ...]
    left: bool
    pitch: float
    narrowed: float = 1.0
    hang: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * self.pitch


@dataclass
class _Square:
    """A box with its words; rows are those of the printed table."""

    box: Box
    row: int
    rows: int
    words: _Words

    @property
    def end(self) -> int:
        return self.row + self.rows


class PrintedTable:
    """A grid made ready for pages `page_height` points high."""

    def __init__(self, grid: Grid, page_height: float) -> None:
        self.grid = grid
        self.edges = [0.0, *accumulate(grid.widths)]
        self.squares = [_Square(box, box.row, box.rows, _words(box, self._width(box))) for box in grid.boxes]
        self.heights = list(grid.heights)
        self._raise_rows()
        self.head = grid.header_rows
        self.repeated = self.head if sum(self.heights[: self.head]) <= page_height / 2 else 0
        self._cut_tall_rows(page_height - sum(self.heights[: self.repeated]))
        self._lonely = self._lonely_cuts()
        self._elements: dict[int, Element] = {}

    @property
    def rows(self) -> int:
        return len(self.heights)

    @property
    def height(self) -> float:
        return sum(self.heights)

    def part_height(self, start: int, end: int) -> float:
        """Points that the rows start to end take on a page, repeated headers included."""
        return sum(self.heights[start:end]) + (sum(self.heights[: self.repeated]) if start else 0.0)

    def part_end(self, start: int, room: float) -> int | None:
        """Where to cut so that rows from `start` on fill at most `room` points well; None when nothing fits well.

        Never one row of a group alone; rather between groups than inside one, if that fills half of the room.
        """
        fitting = self._fitting(start, room)
        if self.rows in fitting:
            return self.rows
        first = max(start, self.head)
        good = [end for end in fitting if end not in self._lonely and end >= first + 2]
        full = [end for end in good if self.part_height(start, end) >= room / 2] or good
        return min(full, key=lambda end: (self._cuts(end), -end), default=None)

    def forced_end(self, start: int, room: float) -> int:
        """As part_end on an empty page where nothing fits well: as many rows as fit, at least one."""
        return max([*self._fitting(start, room), max(start, self.head) + 1])

    def _fitting(self, start: int, room: float) -> list[int]:
        ends = range(max(start, self.head) + 1, self.rows + 1)
        return [end for end in ends if self.part_height(start, end) <= room + _EXACT]

    def _cuts(self, end: int) -> int:
        """How many merged boxes a cut before row `end` goes through."""
        return sum(square.row < end < square.end for square in self.squares)

    def _width(self, box: Box) -> float:
        return self.edges[box.column + box.columns] - self.edges[box.column]

    def _raise_rows(self) -> None:
        """Make rows as high as their words need."""
        for square in sorted(self.squares, key=lambda square: square.rows):
            lack = square.words.height + _LEAST_AIR - sum(self.heights[square.row : square.end])
            for row in range(square.row, square.end) if lack > 0 else ():
                self.heights[row] += lack / square.rows

    def _cut_tall_rows(self, limit: float) -> None:
        """A row higher than a page becomes several, each with the lines of its boxes that fit one page."""
        for row in reversed(range(self.head, self.rows)):
            if self.heights[row] <= limit:
                continue
            own = [square for square in self.squares if square.row == row and square.rows == 1]
            lines = int((limit - _LEAST_AIR) // max([square.words.pitch for square in own], default=style.TABLE.pitch))
            parts = max([-(-len(square.words.lines) // lines) for square in own], default=1)
            if parts == 1:
                self.heights[row] = limit
                continue
            self.heights[row : row + 1] = [limit] * parts
            for square in self.squares:
                if square.row > row:
                    square.row += parts - 1
                elif square.end > row + 1 or square not in own:
                    square.rows += (parts - 1) * (square.end > row)
            for square in own:
                pieces = [square.words.lines[i * lines : (i + 1) * lines] for i in range(parts)]
                self.squares += [
                    _Square(square.box, row + i, 1, replace(square.words, lines=piece))
                    for i, piece in enumerate(pieces)
                    if i
                ]
                square.words = replace(square.words, lines=pieces[0])

    def _lonely_cuts(self) -> set[int]:
        """The cuts that would leave one row of a group alone, or a caption without two rows."""
        lonely = {self.rows - 1}
        for square in self.squares:
            if square.rows > 1 and square.row >= self.head:
                lonely |= {square.row + 1, square.end - 1}
        captions = [square.row for square in self.squares if square.box.kind == "caption"]
        for start, end in zip(captions, [*captions[1:], self.rows], strict=False):
            lonely |= {start + 1, start + 2, start + 3, end - 1} - {end}
        return lonely

    # ---- drawing

    def draw(self, canvas: Canvas, structure: Structure, x: float, top: float, start: int, end: int) -> None:
        """Draw the rows start to end with their headers; x, top: upper left corner on the page."""
        if not self._elements:
            self._describe(structure.root)
        shown = [*(range(self.repeated) if start else ()), *range(start, end)]
        tops = dict(zip(shown, accumulate([top, *(-self.heights[row] for row in shown)]), strict=False))
        placed = list(self._placed(shown))
        with structure.marked("rules"):
            canvas.setLineWidth(style.RULE)
            for x1, y1, x2, y2 in self._rules(placed, tops):
                canvas.line(x + x1, y1, x + x2, y2)
        for square, first, last in placed:
            words = square.words
            what: Element | Decoration = self._elements[id(square.box)]
            if start and square.row < self.repeated:
                what = "header"  # said once, on the first page
            elif first > square.row:
                words, what = _words(_continued(square.box), self._width(square.box)), "header"
            bottom = tops[last] - self.heights[last]
            y = (tops[first] + bottom + words.height) / 2
            for setting, line in words.lines:
                left, width = x + self.edges[square.box.column], self._width(square.box)
                at = (width - line.width * words.narrowed) / 2
                if words.left:
                    at = style.CELL_PADDING + (words.hang if line.start else 0.0)
                below = baseline(setting.size, words.pitch)
                draw_line(canvas, structure, setting, line, left + at, y - below, [(0, what)], narrowed=words.narrowed)
                y -= words.pitch

    def _placed(self, shown: list[int]) -> Iterator[tuple[_Square, int, int]]:
        """(square, first, last of its rows) that are on this page, in reading order."""
        on_page = set(shown)
        for square in sorted(self.squares, key=lambda square: (square.row, square.box.column)):
            rows = [row for row in range(square.row, square.end) if row in on_page]
            if rows:
                yield square, rows[0], rows[-1]

    def _rules(
        self, placed: Iterable[tuple[_Square, int, int]], tops: dict[int, float]
    ) -> Iterator[tuple[float, float, float, float]]:
        """The rules around the squares, each drawn once: drawn twice they look fatter on a screen."""
        across: dict[float, set[tuple[float, float]]] = {}
        down: dict[float, set[tuple[float, float]]] = {}
        for square, first, last in placed:
            box = square.box
            for y in (tops[first], tops[last] - self.heights[last]):
                for column in range(box.column, box.column + box.columns):
                    across.setdefault(round(y, 3), set()).add((self.edges[column], self.edges[column + 1]))
            for x in (self.edges[box.column], self.edges[box.column + box.columns]):
                for row in range(first, last + 1):
                    if row in tops:
                        down.setdefault(x, set()).add((tops[row] - self.heights[row], tops[row]))
        for y, pieces in across.items():
            yield from ((start, y, end, y) for start, end in _joined(pieces))
        for x, pieces in down.items():
            yield from ((x, start, x, end) for start, end in _joined(pieces))

    def _describe(self, root: Element) -> None:
        """Make the elements of the whole table: rows of header and data cells."""
        table = Element("Table", root)
        name = f"table{len(root.children)}"
        rows = [Element("TR", table) for _ in range(self.grid.rows)]
        for box in sorted(self.grid.boxes, key=lambda box: (box.row, box.column)):
            attributes: dict[str, object] = {}
            if box.rows > 1:
                attributes["RowSpan"] = box.rows
            if box.columns > 1:
                attributes["ColSpan"] = box.columns
            plain = box.kind in ("figure", "corner")  # the corner holds a note on the column below it
            if not plain:
                attributes["Scope"] = "/Row" if box.kind == "label" else "/Column"
            made = self._elements[id(box)] = Element("TD" if plain else "TH", rows[box.row], attributes)
            made.id = "" if plain else f"{name}-{box.row}-{box.column}"
        for box in self.grid.boxes:
            self._elements[id(box)].headers = tuple(self._elements[id(head)] for head in heads(self.grid, box))


def _continued(box: Box) -> Box:
    """A merged box on the next page."""
    lines = (*box.lines, _CONTINUED) if box.lines else ()
    return box._replace(text=box.text + _CONTINUED if box.text else "", lines=lines)


def _words(box: Box, width: float) -> _Words:
    """Set the words of a box `width` points wide."""
    if not box.text:
        return _Words((), False, style.TABLE.pitch)
    if box.kind == "figure" and (figure := _figure(box.text, width - 2 * _FIGURE_PADDING)):
        return figure
    if box.lines and (broken := _broken(box.lines, width - 2 * _CENTRED_PADDING)):
        return broken
    left = box.kind in ("label", "caption") and not box.lines
    padding = style.CELL_PADDING if left else _CENTRED_PADDING
    hang = set_text(number_of(box), style.TABLE.face, style.TABLE.size, 1e6).width
    setting = set_text(box.text, style.TABLE.face, style.TABLE.size, width - 2 * padding - hang, indent=-hang)
    return _Words(tuple((setting, line) for line in setting.lines), left, style.TABLE.pitch, hang=hang)


def _figure(text: str, room: float) -> _Words | None:
    """A figure on one line: smaller, and below 7.5 pt narrower, rather than broken; None when not to be read at all."""
    whole = set_text(text, style.TABLE.face, style.TABLE.size, 1e6)
    size = style.TABLE.size
    if whole.width > room:
        size = max(style.TABLE_SMALLEST, int(2 * size * room / whole.width) / 2)
        whole = set_text(text, style.TABLE.face, size, 1e6)
    narrowed = min(1.0, room / whole.width)
    if narrowed < _NARROWEST:
        return None
    return _Words(((whole, whole.lines[0]),), False, style.TABLE.pitch, narrowed)


def _broken(lines: tuple[str, ...], room: float) -> _Words | None:
    """Words on the lines that the form prefers; None when even small type is too wide for them."""
    size = style.TABLE.size
    while size >= style.TABLE_SMALLEST:
        settings = [set_text(line, style.TABLE.face, size, 1e6) for line in lines]
        if all(setting.width <= room + _EXACT for setting in settings):
            pitch = style.TABLE.pitch * size / style.TABLE.size
            return _Words(tuple((setting, setting.lines[0]) for setting in settings), False, pitch)
        size -= 0.5
    return None


def _joined(pieces: set[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Intervals that touch, joined."""
    ordered = sorted(pieces)
    start, end = ordered[0]
    for next_start, next_end in ordered[1:]:
        if next_start > end + _EXACT:
            yield start, end
            start = next_start
        end = max(end, next_end)
    yield start, end
