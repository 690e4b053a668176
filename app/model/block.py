"""A block of figures on the clipboard, as Excel and WPS write it: read, laid upon a table, written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.form.layout import Box, layout
from app.form.schema import Cell, Table
from app.model.figures import FigureError, digits, parse
from app.model.report import Report
from app.model.totals import computed, fill_totals

Block = list[list[str]]


def read(text: str) -> Block:
    """Lines of tab-separated cells; a quoted cell may hold tabs, line breaks and doubled quotes. The last line end is no line."""
    rows: Block = [[]]
    at = 0
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    while at <= len(text):
        cell, at = _cell(text, at)
        rows[-1].append(cell)
        if at < len(text) and text[at] == "\n":
            rows.append([])
        at += 1
    return rows


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at `at`, and where it ends."""
    if text.startswith('"', at):
        end = at + 1
        while (end := text.find('"', end)) >= 0 and text.startswith('"', end + 1):
            end += 2
        if end > 0 and (end + 1 == len(text) or text[end + 1] in "\t\n"):
            return text[at + 1 : end].replace('""', '"'), end + 1
    ends = [place for place in (text.find("\t", at), text.find("\n", at)) if place >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def write(rows: Iterable[Sequence[str]]) -> str:
    """The block as Excel and WPS read it."""
    return "".join("\t".join(row) + "\r\n" for row in rows)


@dataclass(frozen=True)
class Landing:
    """What one pasted cell does. `cell` is None where the table has none for it; `problem`: why it is left out."""

    text: str
    cell: Cell | None
    figure: Decimal | None = None
    problem: str = ""


@dataclass(frozen=True)
class Laid:
    """A block upon a table. `landings`: every pasted cell but the labels and headers, in their order."""

    landings: tuple[Landing, ...]
    totals: frozenset[Cell]

    @property
    def figures(self) -> dict[Cell, Decimal | None]:
        """What will be written; computed cells never are."""
        return {
            landing.cell: landing.figure
            for landing in self.landings
            if landing.cell and not landing.problem and landing.cell not in self.totals
        }

    @property
    def left_out(self) -> tuple[Landing, ...]:
        return tuple(landing for landing in self.landings if landing.problem)

    def result(self, report: Report) -> Report:
        """The report with the block in it and its totals made anew."""
        return fill_totals(report.with_figures(self.figures))

    def differing(self, report: Report) -> dict[Cell, tuple[Decimal, Decimal | None]]:
        """Computed cells whose pasted figure is another than 自动合计 makes: cell -> (pasted, made)."""
        after = self.result(report)
        return {
            landing.cell: (landing.figure, after.figure(landing.cell))
            for landing in self.landings
            if landing.cell in self.totals
            and landing.cell
            and landing.figure is not None
            and landing.figure != after.figure(landing.cell)
        }


def lay(block: Block, report: Report, table: Table, at: Cell) -> Laid:
    """Lay a block upon the table from the cell `at` on; labels and headers in it are known, skipped and show where it belongs."""
    grid = _Grid(table)
    rows, columns = grid.places(block, at)
    landings: list[Landing] = []
    for line, row in zip(block, rows, strict=True):
        for text, column in zip(line, columns, strict=False):
            if row is None or column is None or grid.is_label(row, column, text):
                continue
            landings += grid.landing(text.strip(), row, column, report)
    totals = frozenset(computed(report.form)) if report.auto_totals else frozenset()
    return Laid(tuple(landings), totals)


def fill(text: str, report: Report, cells: Iterable[Cell]) -> Laid:
    """One pasted cell into every one of these cells."""
    totals = frozenset(computed(report.form)) if report.auto_totals else frozenset()
    wanted = [cell for cell in cells if cell not in totals]
    return Laid(tuple(_landed(text.strip(), cell, report) for cell in wanted), totals)


def _landed(text: str, cell: Cell, report: Report) -> Landing:
    try:
        return Landing(text, cell, parse(text, report.form.kind(cell)))
    except FigureError as error:
        return Landing(text, cell, problem=f"{error}，没有填入")


def label_key(label: str) -> str:
    """A label as it is compared: no white space, one width, one kind of quotation mark."""
    folded = unicodedata.normalize("NFKC", label).translate({0x201C: '"', 0x201D: '"'})
    return "".join(folded.split())


class _Grid:
    """The squares of a table: what covers each, and what its labels are called."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.layout = layout(table)
        self.squares: dict[tuple[int, int], Box] = {
            (row, column): box
            for box in self.layout.boxes
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
        }
        self.figures = {box.cell: box for box in self.layout.boxes if box.cell}
        self.stub = min(box.column for box in self.figures.values())
        self.labels: dict[str, list[Box]] = {}
        for box in self.layout.boxes:
            if box.kind != "figure":
                self.labels.setdefault(label_key(box.text), []).append(box)

    def is_label(self, row: int, column: int, text: str) -> bool:
        """A label over its own square, or nothing over a square that holds no figure of its own."""
        box = self.squares.get((row, column))
        own = box is not None and box.cell is not None and (box.row, box.column) == (row, column)
        if own:
            return False
        return not text.strip() or (box is not None and label_key(text) == label_key(box.text))

    def landing(self, text: str, row: int, column: int, report: Report) -> list[Landing]:
        box = self.squares.get((row, column))
        if box is None:
            return [Landing(text, None, problem="表外，没有地方放")]
        if box.cell is None:
            return [Landing(text, None, problem=f"落在“{box.text}”上，这里不填数")]
        if (box.row, box.column) != (row, column):
            return [Landing(text, box.cell, problem="合并的格只收第一个数，这个没有填入")]
        return [_landed(text, box.cell, report)]

    def places(self, block: Block, at: Cell) -> tuple[list[int | None], list[int | None]]:
        """The grid row of every pasted row and the grid column of every pasted column; None: it holds labels only."""
        headers = {i for i, line in enumerate(block) if self._is_header(line)}
        rows = self._rows(block, headers)
        width = max(len(line) for line in block)
        labels = self._label_columns([line for i, line in enumerate(block) if i not in headers])
        columns = self._columns([block[i] for i in sorted(headers)])
        start = self.figures[at]
        first = next((i for i in range(len(block)) if i not in headers), 0)
        if not rows:
            rows = {first: start.row}
        if not columns:
            # Beside labels stand all figures of a row; without labels the block begins at the cursor.
            whole = labels and (width - labels > 1 or self.layout.columns - self.stub == 1)
            columns = {labels: self.stub if whole else start.column}
        return (
            [None if i in headers else _follow(rows, i) for i in range(len(block))],
            [None if j < labels else _follow(columns, j) for j in range(width)],
        )

    def _is_header(self, line: Sequence[str]) -> bool:
        """Only labels in it, and none that names a row of figures."""
        said = [label_key(text) for text in line if text.strip()]
        return bool(said) and all(
            text in self.labels and not any(self._names_row(box) for box in self.labels[text]) for text in said
        )

    def _names_row(self, box: Box) -> bool:
        return box.kind == "label" and box.rows == 1

    def _rows(self, block: Block, headers: set[int]) -> dict[int, int]:
        """Pasted row -> grid row, where a label tells."""
        found: dict[int, int] = {}
        for i, line in enumerate(block):
            for text in line if i not in headers else ():
                named = [box for box in self.labels.get(label_key(text), ()) if self._names_row(box)]
                if len(named) == 1:
                    found[i] = named[0].row
        return found

    def _label_columns(self, lines: Sequence[Sequence[str]]) -> int:
        """How many pasted columns at the left hold labels (table 四 has none)."""
        number = 0
        for line in lines:
            for j, text in enumerate(line):
                if any(box.kind == "label" for box in self.labels.get(label_key(text), ())):
                    number = max(number, j + 1)
        return number

    def _columns(self, headers: Sequence[Sequence[str]]) -> dict[int, int]:
        """Pasted column -> grid column, where a header tells."""
        found: dict[int, int] = {}
        for line in headers:
            for j, text in enumerate(line):
                boxes = self.labels.get(label_key(text), ())
                if len(boxes) == 1 and boxes[0].kind == "header" and boxes[0].column >= self.stub:
                    found[j] = boxes[0].column
        return found


def _follow(known: Mapping[int, int], i: int) -> int:
    """The place of line i, counted on from the nearest known line before it, else back from the first."""
    base = max((k for k in known if k <= i), default=min(known))
    return known[base] + i - base


def cut_out(report: Report, table: Table, cells: Iterable[Cell]) -> Block:
    """These figures as they stand in the printed grid; what lies between them and is not among them stays empty."""
    grid = _Grid(table)
    wanted = {(grid.figures[cell].row, grid.figures[cell].column): cell for cell in cells}
    if not wanted:
        return []
    rows = range(min(row for row, _ in wanted), max(row for row, _ in wanted) + 1)
    columns = range(min(column for _, column in wanted), max(column for _, column in wanted) + 1)
    return [[_words(report, wanted.get((row, column))) for column in columns] for row in rows]


def _words(report: Report, cell: Cell | None) -> str:
    figure = report.figure(cell) if cell else None
    return "" if figure is None else digits(figure)
