"""The rules over a county's report: all of them, those of the tables, those of one edited sentence; reading of texts new and known."""

from __future__ import annotations

from decimal import Decimal

from app.form.schema import Cell
from app.model.report import Report
from app.rules import RULES, Case, check
from app.rules.registry import Rule
from tests.bench.measure import fastest, told
from tests.reports import county

_TABLES = "FEY"
_NO_PROSE = ("名", "一", "一万", "1 ", "  ", "a@", "5%", "收到5", "合计5件，")  # each once took more than its length
_SAID = "本年新收政府信息公开申请{}件，办结{}件，行政复议{}件，行政诉讼{}件，其中自然人申请{}件。"


def main() -> None:
    """Print the figures."""
    report = _with_claims(county())
    texts = [rule for rule in RULES.values() if rule.id[0] not in _TABLES]
    tables = [rule for rule in RULES.values() if rule.id[0] in _TABLES]
    cold = fastest(lambda: check(Case(report)), 3, _forget)
    warm = fastest(lambda: check(Case(report)))
    told("every rule, texts read for the first time", cold)
    told("every rule, nothing changed", warm, "the first time", cold)
    cell = Cell("applications", "granted", "natural_person")
    changed = report.with_figures({cell: Decimal(7)})
    told(
        "the rules of the tables, one figure changed", fastest(lambda: _run(tables, changed)), "all of them warm", warm
    )
    number = iter(range(10_000))

    def edited() -> None:
        _run(texts, report.with_text("problems", f"{report.text('problems')}今年新收申请{next(number)}件。"))

    told("the rules of the texts, one sentence edited", fastest(edited), "all of them warm", warm)
    for piece in _NO_PROSE:
        strange = report.with_text("problems", (piece * 20_000)[:20_000])
        took = fastest(lambda strange=strange: check(Case(strange)), 1, _forget)
        told(f"every rule, a text of 20,000 characters of “{piece}”", took, "the first time", cold)


def _with_claims(report: Report) -> Report:
    """Thirty sentences more that say figures."""
    said = "".join(_SAID.format(n, n + 1, n + 2, n + 3, n + 4) for n in range(30))
    return report.with_text("overview.disclosure_on_application", said)


def _run(rules: list[Rule], report: Report) -> None:
    case = Case(report)  # one for all of them, as `check` does: what they read of the texts is kept by it
    for rule in rules:
        list(rule.check(case))


def _forget() -> None:
    """Empty every memory of the rules."""
    import sys

    for name, module in list(sys.modules.items()):
        if name.startswith(("app.rules", "app.model")):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()
