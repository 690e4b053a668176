"""How clerks go wrong with a true table 三, for measuring how often the wrong figure is named."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from app.acts import examine
from app.form.schema import Cell
from app.model.report import Report
from app.model.totals import fill_totals, typed_cells
from tests.reports import balanced

Slip = Callable[[Report, random.Random], dict[Cell, Decimal]]


def _cells(report: Report) -> list[Cell]:
    return [cell for cell in typed_cells(report) if cell.table == "applications"]


def wrong_digit(report: Report, chance: random.Random, number: int = 1) -> dict[Cell, Decimal]:
    """One digit of each of `number` figures is another digit."""
    changes = {}
    for cell in chance.sample(_cells(report), number):
        written = str(report.figures[cell])
        at = chance.randrange(len(written))
        digit = chance.choice([d for d in "0123456789" if d != written[at]])
        changes[cell] = Decimal(written[:at] + digit + written[at + 1 :])
    return changes


def swapped_digits(report: Report, chance: random.Random) -> dict[Cell, Decimal]:
    """27 for 72."""
    able = [c for c in _cells(report) if len(set(str(report.figures[c]))) > 1]
    if not able:
        return {}
    cell = chance.choice(able)
    return {cell: Decimal(str(report.figures[cell])[::-1])}


def row_shifted(report: Report, chance: random.Random) -> dict[Cell, Decimal]:
    """A row's six figures stand one column too far to the right; the last falls off, the first is left 0."""
    row = chance.choice(sorted({cell.row for cell in _cells(report)}))
    cells = [c for c in _cells(report) if c.row == row and c.column != "total"]
    shifted = [Decimal(0), *(report.figures[c] for c in cells[:-1])]
    return {c: v for c, v in zip(cells, shifted, strict=True) if v != report.figures[c]}


def column_shifted(report: Report, chance: random.Random) -> dict[Cell, Decimal]:
    """From some row on, three figures of a column stand one row too low."""
    column = chance.choice(("natural_person", "business"))
    cells = [c for c in _cells(report) if c.column == column]
    start = chance.randrange(len(cells) - 3)
    return _one_lower(report, cells[start : start + 3])


def pasted_too_low(report: Report, chance: random.Random) -> dict[Cell, Decimal]:
    """Seven or more figures of a column were pasted one row too low."""
    column = chance.choice(sorted({cell.column for cell in _cells(report)}))
    cells = [c for c in _cells(report) if c.column == column]
    start = chance.randrange(len(cells) - 7)
    return _one_lower(report, cells[start : chance.randrange(start + 7, len(cells) + 1)])


def all_pasted_too_low(report: Report, chance: random.Random) -> dict[Cell, Decimal]:
    """The whole table was pasted one row too low."""
    changes: dict[Cell, Decimal] = {}
    for column in sorted({cell.column for cell in _cells(report)}):
        changes |= _one_lower(report, [c for c in _cells(report) if c.column == column])
    return changes


def _one_lower(report: Report, cells: list[Cell]) -> dict[Cell, Decimal]:
    shifted = [Decimal(0), *(report.figures[c] for c in cells[:-1])]
    return {c: v for c, v in zip(cells, shifted, strict=True) if v != report.figures[c]}


def two_wrong(report: Report, chance: random.Random) -> dict[Cell, Decimal]:
    return wrong_digit(report, chance, 2)


def three_wrong(report: Report, chance: random.Random) -> dict[Cell, Decimal]:
    return wrong_digit(report, chance, 3)


SLIPS: dict[str, Slip] = {
    "一个数字错": wrong_digit,
    "两位颠倒": swapped_digits,
    "一行右移一列": row_shifted,
    "三格下移一行": column_shifted,
    "多格下移一行": pasted_too_low,
    "整表下移一行": all_pasted_too_low,
    "两处独立错": two_wrong,
    "三处独立错": three_wrong,
}


@dataclass
class Tally:
    """Of `reports`: how often the true repair is first, among the first three, and how many findings the clerk sees."""

    reports: int = 0
    first: int = 0
    in_three: int = 0
    findings: int = 0


def realistic(seed: int, auto_totals: bool) -> Report:
    """A true report as towns have them: mostly zeros, some figures of one to three digits."""
    chance = random.Random(seed)
    report = balanced(seed, most=9)
    zeros = {c: Decimal(0) for c in report.form.cells if c.table == "applications"}
    for cell in zeros:
        if (
            chance.random() < 0.25
            and cell.column != "total"
            and cell.row not in ("processed_total", "received", "carried_in")
        ):
            zeros[cell] = Decimal(chance.choice((1, 1, 2, 3, 5, 12, 27, 64, 130)))
    columns = [c.key for c in report.form.table("applications").columns_of("received") if c.key != "total"]
    for column in columns:
        done = sum(v for c, v in zeros.items() if c.column == column and c.row != "carried_out")
        over = zeros[Cell("applications", "carried_out", column)] + done
        carried = Decimal(chance.randint(0, int(min(over, 9))))
        zeros[Cell("applications", "carried_in", column)] = carried
        zeros[Cell("applications", "received", column)] = over - carried
    return replace(fill_totals(replace(report.with_figures(zeros), auto_totals=True)), auto_totals=auto_totals)


def said_of(report: Report) -> str:
    """The figures that most narratives name, as they are in this report."""

    def figure(row: str, column: str = "total") -> Decimal:
        return report.figures[Cell("applications", row, column)]

    return (
        f"2025年共收到政府信息公开申请{figure('received')}件，上年结转{figure('carried_in')}件。"
        f"全年办结{figure('processed_total')}件，其中予以公开{figure('granted')}件、部分公开{figure('granted_in_part')}件，"
        f"结转下年度继续办理{figure('carried_out')}件。其中自然人申请{figure('received', 'natural_person')}件。"
    )


def measure(slip: Slip, auto_totals: bool, reports: int, seed: int = 0, with_text: bool = False) -> Tally:
    """Make `reports` slips and see what the checks say of them. `with_text`: the narrative names the true figures."""
    tally = Tally()
    chance = random.Random(seed)
    number = 0
    while tally.reports < reports:
        true = realistic(seed * 1_000_003 + number, auto_totals)
        number += 1
        changes = slip(true, chance)
        wrong = fill_totals(true.with_figures(changes))
        if with_text:
            wrong = wrong.with_text("overview.disclosure_on_application", said_of(true))
        found = [f for f in examine(wrong).findings if f.rule.startswith("F")]
        if not changes or not found:
            continue  # a shift of equal figures changes nothing, and what cancels out cannot be seen by sums
        tally.reports += 1
        tally.findings += len(found)
        meant = {cell: str(true.figures[cell]) for cell in changes}
        tally.first += _told(found, meant, 1)
        tally.in_three += _told(found, meant, 3)
    return tally


def _told(found, meant: dict[Cell, str], first: int) -> bool:
    """Every true correction stands in one of the first repairs offered by some finding."""
    offered = {(cell, value) for f in found for fix in f.candidates[:first] for cell, value in fix.items()}
    return all(item in offered for item in meant.items())
