"""The sum of the units: for 本级 and for 本行政区域, with who was counted, who was not and why, and who gave how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.county.arrived.versions import Version
from app.county.standing import Overview, Standing, Status
from app.county.units import BELOW, OWN
from app.form import EDITIONS, edition_for
from app.form.schema import Cell, Edition
from app.model.figures import digits
from app.model.report import Organ, Report

AREA = "area"
REACHES: dict[str, str] = {OWN: "本级", AREA: "本行政区域"}
"""How far a sum reaches: the government and its departments, or all below it too."""


@dataclass(frozen=True)
class Sum:
    """`figures`: Σ of what the counted units have; a cell that none of them has is missing.

    `blank`: cell -> the counted units that have no figure there: the sum is at least what is said.
    `missing`: the units due that are not in it (未报, 重复, 读不出, 非本年, 旧表样). `excluded`: unit -> why.
    """

    reach: str
    form: Edition
    figures: Mapping[Cell, Decimal]
    blank: Mapping[Cell, tuple[str, ...]]
    counted: tuple[str, ...]
    missing: tuple[str, ...]
    excluded: Mapping[str, str]

    def at_least(self, cell: Cell) -> str:
        """What a cell says beyond its figure: empty when every unit due gave one."""
        without = len(self.blank.get(cell, ())) + len(self.missing)
        if not without:
            return ""
        figure = self.figures.get(cell)
        return f"至少 {figure:f}，{without} 个单位没有数" if figure is not None else f"{without} 个单位没有数"


@dataclass(frozen=True)
class Share:
    """One unit's part of a sum. `figure` None: it has none. `part`: of the whole, when that is not 0."""

    unit: str
    figure: Decimal | None
    path: str
    part: Decimal | None = None


@dataclass(frozen=True)
class Difference:
    """A figure of the summary that is not what the units add up to. `units`: those whose figure, left out or doubled, explains it."""

    cell: Cell
    summary: Decimal
    units_sum: Decimal
    shares: tuple[Share, ...]
    units: tuple[str, ...] = ()


def apart(versions: Sequence[Version]) -> str:
    """Where the figures of several versions differ: 不同的有 3 格：表二 行政许可（20、5）等。 "" for one form only in words."""
    forms = {each.edition for each in versions}
    if len(forms) != 1 or forms - EDITIONS.keys():
        return "用的表样不同。"
    form = EDITIONS[forms.pop()]
    different = [cell for cell in form.cells if len({each.figure(cell) for each in versions}) > 1]
    if not different:
        return "数都一样，文字不同。"
    first = different[0]
    figures = (each.figure(first) for each in versions)
    said = "、".join("空白" if figure is None else digits(figure) for figure in dict.fromkeys(figures))
    return f"数不同的有 {len(different)} 格：{form.name(first)}（{said}）{'等' if len(different) > 1 else ''}。"


def form_of(overview: Overview) -> Edition:
    return edition_for(overview.collection.year)


def within(standings: Iterable[Standing], reach: str) -> Iterator[Standing]:
    """The units that a sum of this reach is made of."""
    return (each for each in standings if reach == AREA or each.unit.level != BELOW)


def sum_of(overview: Overview, reach: str = AREA) -> Sum:
    """Add up every version that counts."""
    form = form_of(overview)
    figures: dict[Cell, Decimal] = {}
    blank: dict[Cell, tuple[str, ...]] = {}
    rows: list[Sequence[Decimal | None]] = []
    counted, missing, excluded = [], [], {}
    for each in within(overview.standings, reach):
        if each.status is Status.EXCLUDED:
            excluded[each.unit.name] = each.error
        elif not each.counts or each.version is None:
            missing.append(each.unit.name)
        else:
            counted.append(each.unit.name)
            rows.append(row_of(each.version, form))
    for cell, column in zip(form.cells, zip(*rows, strict=True), strict=False):
        given = [figure for figure in column if figure is not None]
        if given:
            figures[cell] = sum(given, Decimal(0))
        if len(given) < len(column):
            blank[cell] = tuple(name for name, figure in zip(counted, column, strict=True) if figure is None)
    return Sum(reach, form, figures, blank, tuple(counted), tuple(missing), excluded)


def row_of(version: Version, form: Edition) -> Sequence[Decimal | None]:
    """A version's figures in the order of this form's cells."""
    return version.values if version.edition == form.key else [version.figure(cell) for cell in form.cells]


def shares_of(overview: Overview, cell: Cell, reach: str = AREA) -> list[Share]:
    """Every counted unit's figure of one cell, the greatest first, those without one last."""
    found = [
        (each.version.figure(cell), each.unit.name, each.version.path)
        for each in within(overview.standings, reach)
        if each.counts and each.version is not None
    ]
    whole = sum((figure for figure, *_ in found if figure), Decimal(0))
    found.sort(key=lambda each: (each[0] is None, -(each[0] or 0)))
    return [
        Share(name, figure, path, figure / whole if whole and figure is not None else None)
        for figure, name, path in found
    ]


def summary_report(overview: Overview, total: Sum, organ: Organ) -> Report:
    """汇总: an ordinary draft that holds the sum; its texts are the county's to write."""
    kind = organ if organ.scope == "summary" else replace(organ, scope="summary")
    return Report(edition=total.form.key, organ=kind, year=overview.collection.year, figures=dict(total.figures))


def differences(overview: Overview, total: Sum, summary: Report) -> list[Difference]:
    """Where the summary's figures are not the sum, each with the units that account for it when one or two do."""
    if summary.edition != total.form.key:
        return []
    found = []
    for cell in total.form.cells:
        figure, units_sum = summary.figure(cell), total.figures.get(cell)
        if figure is None or units_sum is None or figure == units_sum:
            continue
        shares = shares_of(overview, cell, total.reach)
        found.append(Difference(cell, figure, units_sum, tuple(shares), _accounted(units_sum - figure, shares)))
    return found


def _accounted(gap: Decimal, shares: Iterable[Share]) -> tuple[str, ...]:
    """The one unit, or the one pair, whose figure is the gap; empty when none or several are."""
    figures = [(each.unit, each.figure) for each in shares if each.figure]
    single = [(unit,) for unit, figure in figures if figure == abs(gap)]
    if single:
        return single[0] if len(single) == 1 else ()
    if len(figures) > 300:
        return ()
    pairs = [
        (one, other)
        for at, (one, figure) in enumerate(figures)
        for other, second in figures[at + 1 :]
        if figure + second == abs(gap)
    ]
    return pairs[0] if len(pairs) == 1 else ()
