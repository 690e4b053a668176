"""What differs between two reports, for undo, 比较 after a crash and "与送审稿相比改了几处"."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import NamedTuple

from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Place
from app.model.report import Organ, Report

ORGAN_NAMES = {
    "name": "单位名称",
    "kind": "单位类别",
    "scope": "填报范围",
    "address": "地址",
    "postcode": "邮编",
    "phone": "电话",
    "email": "电子邮箱",
    "website": "网址",
    "fax": "传真",
}


class Change(NamedTuple):
    """One place that differs. `place` in official words; `before` and `after` as printed, "" for a blank."""

    place: str
    before: str
    after: str
    cell: Cell | None = None
    text: str | None = None


def same(one: Report, other: Report) -> bool:
    """Equal to the digit: 18.87 and 18.870 differ."""
    return one == other and all(_same_digits(one.figures[cell], other.figures[cell]) for cell in one.figures)


def same_figures(one: Report, other: Report) -> bool:
    """Whether nothing that the tables show has been touched between them: only texts, organ, reasons or sources."""
    return (
        one.figures is other.figures
        and one.previous is other.previous
        and (one.edition, one.year, one.auto_totals) == (other.edition, other.year, other.auto_totals)
    )


def _same_digits(one: Decimal, other: Decimal) -> bool:
    return one.as_tuple() == other.as_tuple()


def changes(before: Report, after: Report) -> list[Change]:
    """Every figure, narrative and organ entry that differs, in the order of the form."""
    found: list[Change] = []
    if before.year != after.year:
        found.append(Change("年份", str(before.year), str(after.year)))
    for field in fields(Organ):
        old, new = getattr(before.organ, field.name), getattr(after.organ, field.name)
        if field.name in ORGAN_NAMES and old != new:
            found.append(Change(ORGAN_NAMES[field.name], old or "", new or ""))
    for cell in dict.fromkeys((*after.form.cells, *before.form.cells)):
        old, new = (_words(report, cell) for report in (before, after))
        if old != new:
            form = after.form if after.form.has(cell) else before.form
            found.append(Change(form.name(cell), old, new, cell=cell))
    names = {n.key: n.title for part in after.form.parts for n in part.narratives}
    for key in dict.fromkeys((*names, *before.texts, *after.texts)):
        old, new = before.text(key), after.text(key)
        if old != new:
            found.append(Change(names.get(key, key), old, new, text=key))
    return found


def changed_places(before: Report, after: Report) -> list[Place]:
    """The cells and narratives that differ, in the order of the form; none between two editions of the form."""
    if before.edition != after.edition:
        return []
    cells = [cell for cell in after.form.cells if before.figure(cell) != after.figure(cell)]
    keys = [narrative.key for part in after.form.parts for narrative in part.narratives]
    return [*cells, *(key for key in keys if before.text(key) != after.text(key))]


def _words(report: Report, cell: Cell) -> str:
    figure = report.figure(cell)
    return "" if figure is None else digits(figure)
