"""Which figures a claim is to be compared with, and what they add up to when some cells are still blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product

from app.form import EDITIONS
from app.form.parts import APPLICANTS
from app.form.schema import Cell
from app.model.figures import digits
from app.model.report import Report
from app.rules.prose.chinese_numbers import Number
from app.rules.prose.claims import Claim, Topic

_ORGANISATIONS = ("business", "research", "public_welfare", "legal_service", "other_organisation")
_EACH = ("natural_person", *_ORGANISATIONS)
_WHOLE_TABLE = {
    "received": (("received",), ("received", "carried_in")),
    "received_new": (("received",),),
    "granted_any": (("granted",), ("granted", "granted_in_part")),
    "handled": (("received",), ("received", "carried_in"), ("processed_total",)),
    "mentioned": (("received",), ("received", "carried_in"), ("processed_total",)),
    "applicants": (("received",), ("received", "carried_in")),
    "processed": (("processed_total",),),
    "carried": (("carried_in",), ("carried_out",)),
    "carried_in": (("carried_in",),),
    "carried_out": (("carried_out",),),
}
_GROUPS = {
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other_processing": "其他处理",
}
_SHORT = {
    ("received",): "新收",
    ("received", "carried_in"): "新收加上年结转",
    ("granted",): "予以公开",
    ("granted", "granted_in_part"): "予以公开加部分公开",
    ("processed_total",): "办理结果",
    ("carried_in",): "上年结转",
    ("carried_out",): "结转下年度",
}
_ISSUED_2019 = {"issued": "made", "in_force": "disclosed_total"}


@dataclass(frozen=True)
class Option:
    """One reading of a claim: the cells that it would be the sum of, and what a clerk calls them."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Amount:
    """What cells add up to: exactly, or (a cell is blank) at least."""

    least: Decimal
    exact: bool


@lru_cache(maxsize=1024)
def rule_of(topics: tuple[Topic, ...]) -> str:
    """The rule that compares a count of these topics."""
    rows = {topic.row for topic in topics}
    for rows_of, rule in (
        ({"received", "received_new", "mentioned"}, "N201"),
        ({"carried_in", "carried"}, "N202"),
        ({"processed", "handled"}, "N203"),
        ({"carried_out"}, "N204"),
        ({"applicants"}, "N206"),
        ({"litigation", "litigation_direct", "litigation_after_reconsideration"}, "N209"),
        ({"reconsideration", "litigation"}, "N208"),
        ({"regulations", "normative_documents", "licences", "penalties", "coercive_measures", "fees"}, "N210"),
    ):
        if rows <= rows_of:
            return rule
    return "N205"


@lru_cache(maxsize=1024)
def options(edition: str, topics: tuple[Topic, ...], of_processed: bool = False) -> tuple[Option, ...]:
    """Every reading of these topics (added up when several); empty when the edition has no such cells.

    `of_processed`: applicants are said of the applications answered.
    """
    if not topics:
        return ()
    readings = [_readings(edition, topic, of_processed) for topic in topics]
    found = []
    for chosen in product(*readings):
        cells = tuple(cell for option in chosen for cell in option.cells)
        name = chosen[0].name if len(chosen) == 1 else _together([option.name for option in chosen])
        found.append(Option(name, cells))
    return tuple(found)


def _together(names: Sequence[str]) -> str:
    """表三“（一）予以公开”、“（二）部分公开”合计."""
    table = names[0][:2]
    return table + "、".join(name.removeprefix(table).removesuffix("总计") for name in names) + "合计"


def _readings(edition: str, topic: Topic, of_processed: bool) -> list[Option]:
    form = EDITIONS[edition]
    table = form.table("applications")
    if topic.row in _WHOLE_TABLE:
        ways = list(_WHOLE_TABLE[topic.row])
        if topic.row == "applicants" and of_processed:
            ways.append(("processed_total",))
        return [Option(f"表三{_SHORT[rows]}{_who(topic.column)}", _cells(rows, topic.column)) for rows in ways]
    found: list[Option] = []
    for row in topic.row.split("|"):
        if row in _GROUPS:
            prefix = "other_" if row == "other_processing" else f"{row}_"
            rows = tuple(r.key for r in table.rows if r.key.startswith(prefix))
            name = f"表三{_GROUPS[row]}{'各项' if len(rows) > 1 else ''}{_who(topic.column)}"
            found.append(Option(name, _cells(rows, topic.column)))
        elif any(r.key == row for r in table.rows):
            found.append(Option(f"表三“{table.row_name(row)}”{_who(topic.column)}", _cells((row,), topic.column)))
    return found or _other_tables(edition, topic)


def _other_tables(edition: str, topic: Topic) -> list[Option]:
    form = EDITIONS[edition]
    disputes = form.table("disputes")
    if topic.row == "litigation":
        cells = tuple(
            Cell("disputes", row, topic.column) for row in ("litigation_direct", "litigation_after_reconsideration")
        )
        return [Option(f"表四行政诉讼（两组合计）{_outcome(topic.column)}", cells)]
    if any(row.key == topic.row for row in disputes.rows):
        cell = Cell("disputes", topic.row, topic.column)
        return [Option(f"表四{disputes.row_name(topic.row)}{_outcome(topic.column)}", (cell,))]
    columns = ("issued", "in_force") if topic.column == "any" else (topic.column,)
    if edition == "2019":
        columns = tuple(_ISSUED_2019.get(column, column) for column in columns)
    cells_found = [Cell("disclosure", topic.row, column) for column in columns]
    table = form.table("disclosure")
    return [Option(f"表二{table.name(cell)}", (cell,)) for cell in cells_found if form.has(cell)]


def _cells(rows: Sequence[str], column: str) -> tuple[Cell, ...]:
    columns = _ORGANISATIONS if column == "organisations" else (column or "total",)
    return tuple(Cell("applications", row, each) for row in rows for each in columns)


def _who(column: str) -> str:
    if not column:
        return "总计"
    named = {each.key: each.label for each in APPLICANTS} | {"organisations": "法人或其他组织（五列合计）"}
    return f"·{named[column]}"


def _outcome(column: str) -> str:
    names = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
    return f"·{names[column]}" if column in names else "总计"


def amount(report: Report, cells: Sequence[Cell]) -> Amount:
    """The sum of the cells; a blank total is at least what its line already holds."""
    least, exact = Decimal(0), True
    for cell in cells:
        figure = report.figure(cell)
        if figure is not None:
            least += figure
            continue
        exact = False
        if cell.column == "total":
            line = _EACH if cell.table == "applications" else ("upheld", "corrected", "other", "pending")
            least += sum((report.figure(Cell(cell.table, cell.row, each)) or Decimal(0) for each in line), Decimal(0))
    return Amount(least, exact)


def said(number: Number) -> tuple[Decimal, Decimal]:
    """(the value in the table's unit, the step of its last printed digit); money in 万元."""
    fraction = number.words.replace("．", ".").partition(".")[2]
    places = len(fraction) - len(fraction.lstrip("0123456789０１２３４５６７８９"))
    step = Decimal(1).scaleb(-places)
    scale = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}.get(number.unit)
    if scale is not None:
        return number.value * scale, step * scale
    for word, factor in (("亿", Decimal(100_000_000)), ("万", Decimal(10_000))):
        if word in number.words and any(c.isdigit() for c in number.words):
            return number.value, step * factor
    return number.value, Decimal(1)


def fits(number: Number, there: Amount) -> bool:
    """The number said may be this amount, rounded or cut at the digits printed; anything fits what is not known yet."""
    value, step = said(number)
    if not there.exact:
        return value + step > there.least
    if value == there.least:
        return True
    return step != 1 and (there.least // step * step == value or round(there.least / step) * step == value)


def agrees(report: Report, claim: Claim, topics: tuple[Topic, ...] | None = None) -> bool:
    """One of the readings of the claim fits, or there is nothing to compare with."""
    found = readings(report, claim, topics)
    if claim.number is None or not found:
        return True
    return any(fits(number, amount(report, each.cells)) for each in found for number in (claim.number, *claim.also))


def readings(report: Report, claim: Claim, topics: tuple[Topic, ...] | None = None) -> tuple[Option, ...]:
    """What the claim may be compared with in this report."""
    whole = claim.whole.topics if claim.whole else ()
    of_processed = any(topic.row in ("processed", "handled") for topic in whole)
    return options(report.edition, claim.topics if topics is None else topics, of_processed)


def told(report: Report, found: Sequence[Option]) -> str:
    """What the tables hold in each reading: 表三新收总计是 95，新收加上年结转总计是 103."""
    pieces: dict[Decimal, str] = {}  # a reading that gives the same figure adds nothing
    for each in found:
        there = amount(report, each.cells)
        name = each.name.removeprefix("表三") if pieces else each.name
        pieces.setdefault(there.least, f"{name}{'是' if there.exact else '至少是'} {digits(there.least)}")
    return "，".join(pieces.values())
