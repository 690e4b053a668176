"""What becomes of each pasted box: the figure it holds and the cell it lands in, or why it is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from app.documents.recognise.figures import read_figure
from app.form.schema import Cell
from app.model.figures import FigureError, digits, parse
from app.model.report import Report
from app.model.totals import computed, fill_totals

MARKS = frozenset(("—", "——", "–", "-", "－", "--", "/", "／", "\\", "无", "无。"))
"""What people print where there is no figure; 0 only when the clerk says so."""


@dataclass(frozen=True)
class Landing:
    """What one pasted box does. `cell` is None where the table has none for it; `problem`: why it is left out.

    `note`: how its words were read where they are more than a figure. `mark`: one of MARKS, left out unless it shall be 0.
    """

    text: str
    cell: Cell | None
    figure: Decimal | None = None
    problem: str = ""
    note: str = ""
    mark: bool = False


def landed(text: str, cell: Cell, report: Report) -> Landing:
    """A box in its cell: what typing takes, and a figure with a unit behind it (3件)."""
    text = text.strip()
    kind = report.form.kind(cell)
    try:
        return Landing(text, cell, parse(text, kind))
    except FigureError as error:
        problem = f"{error}，没有填入"
    if text in MARKS:
        return Landing(text, cell, problem=f"“{text}”不是数，没有填入", mark=True)
    reading = read_figure(text, kind)
    if reading.figure is None or reading.figure < 0 or text.endswith("元") != text.endswith("万元"):
        return Landing(text, cell, problem=problem)
    try:
        return Landing(text, cell, parse(digits(reading.figure), kind), note=f"按 {digits(reading.figure)} 填入")
    except FigureError:
        return Landing(text, cell, problem=problem)


@dataclass(frozen=True)
class Laid:
    """A block upon a table. `landings`: every pasted box but labels and headers, in their order. `doubts`: why a person should look."""

    landings: tuple[Landing, ...]
    totals: frozenset[Cell]
    doubts: tuple[str, ...] = ()

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

    @property
    def marks(self) -> tuple[Landing, ...]:
        """What may be taken as 0."""
        return tuple(landing for landing in self.landings if landing.mark)

    def with_zeros(self) -> Laid:
        """The same with 0 for each mark of none."""
        zero = Decimal(0)
        each = (replace(x, figure=zero, problem="", note="当作 0") if x.mark else x for x in self.landings)
        return replace(self, landings=tuple(each))

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

    def asks(self, report: Report) -> bool:
        """Whether the clerk must see it before anything is written."""
        read = any(landing.note for landing in self.landings)
        return bool(read or self.left_out or self.doubts or self.differing(report))


def totals_of(report: Report) -> frozenset[Cell]:
    """The cells that 自动合计 fills."""
    return frozenset(computed(report.form)) if report.auto_totals else frozenset()


def fill(text: str, report: Report, cells: Iterable[Cell]) -> Laid:
    """One pasted box into every one of these cells."""
    totals = totals_of(report)
    return Laid(tuple(landed(text, cell, report) for cell in cells if cell not in totals), totals)
