"""For each rule one report that passes and one that fails, as (rule id -> (passing, failing))."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from app.form.schema import Cell
from app.model.report import Report
from tests.reports import balanced, filled


def cell(address: str) -> Cell:
    return Cell.parse(address)


def typed(report: Report, **figures: str | None) -> Report:
    """The report with 自动合计 off and figures changed; address with __ for /."""
    changes = {cell(a.replace("__", "/")): None if v is None else Decimal(v) for a, v in figures.items()}
    return replace(report, auto_totals=False).with_figures(changes)


def organ(report: Report, **changes: str | None) -> Report:
    return report.with_organ(**changes)


def _following(**figures: str) -> Report:
    """This year's report over a last year that it follows, with one case of 复议 pending, then with figures changed."""
    report = typed(filled())
    columns = [c.key for c in report.form.table("applications").columns_of("received")]
    before = report.with_figures(
        {
            **{Cell("applications", "carried_out", c): report.figures[Cell("applications", "carried_in", c)] for c in columns},
            cell("disclosure/normative_documents/in_force"): Decimal(3),
            cell("disputes/reconsideration/pending"): Decimal(1),
        }
    )
    return typed(replace(report, previous=replace(before, year=report.year - 1)), **figures)


Pair = tuple[Callable[[], Report], Callable[[], Report]]

CASES: dict[str, Pair] = {
    "F301": (lambda: balanced(1), lambda: _off(balanced(1), "applications/received/natural_person", "applications/received/total")),
    "F302": (lambda: balanced(1), lambda: _off(balanced(1), "applications/granted/natural_person", "applications/granted/total")),
    "F303": (lambda: balanced(1), lambda: _only_row(balanced(1))),
    "F401": (lambda: balanced(1), lambda: _off(balanced(1), "disputes/reconsideration/total")),
    "E101": (filled, lambda: typed(filled(), disclosure__licences__decisions="12.5")),
    "E102": (filled, lambda: typed(filled(), disclosure__fees__amount="-0.5")),
    "E103": (filled, lambda: typed(filled(), disclosure__licences__decisions=None)),
    "E104": (filled, lambda: organ(typed(filled(), disclosure__regulations__issued="2"), kind="town_government")),
    "E105": (filled, lambda: typed(filled(), disclosure__normative_documents__issued="9")),
    "E106": (filled, lambda: replace(filled(), year=2020)),
    "Y101": (_following, lambda: _following(applications__carried_in__natural_person="3", applications__carried_in__total="3")),
    "Y102": (_following, lambda: _following(applications__carried_in__natural_person="0", applications__carried_in__business="1")),
    "Y103": (_following, lambda: _following(disclosure__normative_documents__in_force="9")),
    "Y105": (_following, lambda: _following(disputes__reconsideration__total="0", disputes__reconsideration__upheld="0")),
    "Y106": (_following, lambda: _following(disclosure__fees__amount="188710")),
    "Y107": (_following, lambda: _following(disclosure__licences__decisions="500")),
    "Y108": (_following, filled),
    "T301": (filled, lambda: filled().with_text("problems", "")),
    "T308": (filled, lambda: filled().with_text("problems", "一是××××工作还要加强；二是（此处填写改进措施）。")),
}


def _off(report: Report, *addresses: str) -> Report:
    """One more in each of these cells."""
    return report.with_figures({cell(a): report.figures[cell(a)] + 1 for a in addresses})


def _only_row(report: Report) -> Report:
    """Only a row sum is wrong: a figure and its column's sums move together, the row's total does not."""
    return _off(
        report,
        "applications/granted/natural_person",
        "applications/processed_total/natural_person",
        "applications/carried_in/natural_person",
    )
