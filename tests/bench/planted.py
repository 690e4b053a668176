"""Faults put into true reports of strangers, for the rules that hardly any real report breaks: is each asked, and nothing before?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from app.form.schema import Cell
from app.model.finding import Level
from app.model.report import Report
from app.rules import Case, check

Fault = Callable[[Report], Report | None]

_FEES = Cell.parse("disclosure/fees/amount")
_DOCUMENTS = "disclosure/normative_documents"


def _fees(amount: Decimal | int) -> Fault:
    return lambda report: report.with_figures({_FEES: Decimal(amount)}) if report.form.has(_FEES) else None


def _more(number: int, *addresses: str) -> Fault:
    """So many more in each of these cells, where they are filled."""

    def add(report: Report) -> Report | None:
        cells = [Cell.parse(a) for a in addresses]
        figures = {c: report.figure(c) if report.form.has(c) else None for c in cells}
        if None in figures.values():
            return None
        return report.with_figures({c: f + number for c, f in figures.items() if f is not None})

    return add


def _brought_over_by_another(report: Report, before: Report) -> tuple[Report, Report] | None:
    """One more was carried over, last year under 自然人, this year under 商业企业."""
    now = _more(1, "applications/carried_in/business", "applications/carried_in/total")(report)
    then = _more(1, "applications/carried_out/natural_person", "applications/carried_out/total")(before)
    return (now, then) if now and then else None


def _in_yuan(report: Report) -> Report | None:
    fees = report.figure(_FEES) if report.form.has(_FEES) else None
    return report.with_figures({_FEES: fees * 10_000}) if fees else None


def _issued_more(report: Report) -> Report | None:
    """More were issued than are in force or were repealed."""
    others = [Cell.parse(f"{_DOCUMENTS}/{c}") for c in ("in_force", "repealed")]
    known = [f for c in others if report.form.has(c) and (f := report.figure(c)) is not None]
    issued = {Cell.parse(f"{_DOCUMENTS}/issued"): sum(known, Decimal(1))}
    return report.with_figures(issued) if len(known) == 2 else None


def _wrote(words: str) -> Fault:
    return lambda report: report.with_text("overview.platforms", words)


def _last_years_period(report: Report) -> Report | None:
    before = report.year - 1
    return report.with_text("preface", f"本报告所列数据的统计期限为{before}年1月1日至{before}年12月31日。")


FAULTS: tuple[tuple[str, Fault], ...] = (
    ("E105", _issued_more),
    ("Y101", _more(3, "applications/carried_in/natural_person", "applications/carried_in/total")),
    ("Y103", _more(7, f"{_DOCUMENTS}/in_force")),
    ("Y106", _in_yuan),
    ("P404", _fees(Decimal("0.05"))),
    ("P405", _fees(0)),
    ("T307", _last_years_period),
    ("T313", _wrote("平台公示了获奖者张某13800138000。")),
    ("T313", _wrote("名单公示：李某，11010519491231002X。")),
)
_COMPARED = frozenset({"Y101", "Y102", "Y103", "Y106", "P405"})
"""With last year's report."""


def measure(pairs: Iterable[tuple[Report, Report | None]]) -> dict[str, tuple[int, int, int]]:
    """For each rule: faults asked, faults put in, true reports of which it asks."""
    found: dict[str, tuple[int, int, int]] = {}
    for true, before in pairs:
        report = replace(true, previous=before, imported=False, auto_totals=False)  # nothing is lowered or mended
        said = _asked(report, before)
        for rule, wrong, then in _wrong(report, before):
            asked, faults, false = found.get(rule, (0, 0, 0))
            found[rule] = (asked + (rule in _asked(wrong, then)), faults + 1, false + (rule in said))
    return found


def _wrong(report: Report, before: Report | None) -> Iterator[tuple[str, Report, Report | None]]:
    """The report with each fault that it can have, and last year's beside it."""
    for rule, fault in FAULTS:
        if (before is not None or rule not in _COMPARED) and (wrong := fault(report)) is not None:
            yield rule, wrong, before
    if before is not None and (both := _brought_over_by_another(report, before)):
        yield "Y102", *both


def _asked(report: Report, before: Report | None) -> set[str]:
    found = [f for f in check(Case(report, before)) if f.level in (Level.ERROR, Level.QUERY)]
    return {rule for f in found for rule in (f.rule, *f.explains)}


def same_organ(reports: dict[str, Report]) -> list[tuple[Report, Report | None]]:
    """Each report with that of the year before, where the corpus holds it; copies of one report once."""
    one: dict[tuple[str, int], Report] = {}
    for report in sorted(reports.values(), key=lambda r: -len(r.figures)):
        if report.year and report.organ.name:
            one.setdefault((report.organ.name[-6:], report.year), report)  # with or without its city's name
    return [(report, one.get((name, year - 1))) for (name, year), report in one.items()]
