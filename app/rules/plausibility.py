"""P: figures that are possible but unusual."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.report import Report
from app.rules.case import Case
from app.rules.registry import rule

_OWN = "公开年报的核对规则（不常见的数据）"
_RECEIVED = Cell("applications", "received", "total")
_CARRIED_IN = Cell("applications", "carried_in", "total")


def _sum(report: Report | None, *cells: Cell) -> Decimal | None:
    """The sum of these figures, None when any is blank or there is no report."""
    figures = [None if report is None else report.figure(cell) for cell in cells]
    return None if any(figure is None for figure in figures) else sum((f for f in figures if f is not None), Decimal(0))


@rule("P401", Level.NOTE, "三张表不全是 0", _OWN)
def all_zero(case: Case) -> Iterator[Finding]:
    report = case.report
    if len(report.figures) == len(report.form.cells) and not any(report.figures.values()):
        yield Finding(
            "P401",
            Level.NOTE,
            "三张表的数全部是 0。请确认今年确实没有许可、处罚、收费和申请。",
            involved=("disclosure",),
            part="disclosure",
        )


@rule("P402", Level.NOTE, "复议后起诉不多于今年和去年的复议", _OWN)
def lawsuits_after_reconsideration(case: Case) -> Iterator[Finding]:
    after, cases = (
        Cell("disputes", "litigation_after_reconsideration", "total"),
        Cell("disputes", "reconsideration", "total"),
    )
    lawsuits, now = _sum(case.report, after), _sum(case.report, cases)
    before = _sum(case.last_year, cases)
    if lawsuits is None or now is None or (case.last_year is not None and before is None):
        return
    if lawsuits > now + (before or 0):
        years = "今年和去年的行政复议一共" if before is not None else "今年的行政复议（还没有去年的报告）"
        yield Finding(
            "P402",
            Level.NOTE,
            f"表四复议后起诉 {digits(lawsuits)} 件，{years}只有 {digits(now + (before or 0))} 件。请核对是否填错了组。",
            involved=(after, cases),
            numbers={"lawsuits": digits(lawsuits), "reconsiderations": digits(now + (before or 0))},
            part="disputes",
        )


@rule("P403", Level.NOTE, "有复议诉讼时，今年或去年有过申请", _OWN)
def disputes_without_applications(case: Case) -> Iterator[Finding]:
    totals = tuple(cell for cell in case.report.form.table("disputes").cells if cell.column == "total")
    disputes, applied = _sum(case.report, *totals), _sum(case.report, _RECEIVED, _CARRIED_IN)
    before = _sum(case.last_year, _RECEIVED)
    if disputes and applied == 0 and not before:
        yield Finding(
            "P403",
            Level.NOTE,
            f"表四有 {digits(disputes)} 件复议诉讼，表三却没有申请。请核对是不是把其他案件填进了表四，或表三漏填。",
            involved=(*totals, _RECEIVED),
            numbers={"disputes": digits(disputes)},
            part="disputes",
        )


@rule("P404", Level.QUERY, "收费金额的大小合乎常理", _OWN, editions=("2021", "2021-single"))
def size_of_fees(case: Case) -> Iterator[Finding]:
    cell = Cell("disclosure", "fees", "amount")
    amount = case.report.figure(cell)
    if amount is None or amount <= 0 or Decimal("0.1") <= amount <= 1_000_000:
        return
    what = "不到一千元" if amount < 1 else "超过一百亿元"
    yield Finding(
        "P404",
        Level.QUERY,
        f"表二行政事业性收费填 {digits(amount)} 万元，{what}。单位是万元，请核对有没有填成元或亿元；属实的请写说明。",
        involved=(cell,),
        numbers={"amount": digits(amount)},
        part="disclosure",
    )


@rule("P405", Level.QUERY, "收费金额与去年相差不到十倍", _OWN, editions=("2021", "2021-single"))
def fees_against_last_year(case: Case) -> Iterator[Finding]:
    """Not where Y106 sees a slip between 元 and 万元, nor among amounts below one 万元."""
    cell = Cell("disclosure", "fees", "amount")
    previous = case.last_year
    now, then = case.report.figure(cell), previous.figure(cell) if previous and previous.form.has(cell) else None
    if now is None or not then or max(now, then) < 1 or then / 10 < now < then * 10 or _unit_slip(now, then):
        return
    change = "降为 0" if now == 0 else "降到不足十分之一" if now < then else "升到十倍以上"
    yield Finding(
        "P405",
        Level.QUERY,
        f"表二行政事业性收费今年填 {digits(now)} 万元，去年是 {digits(then)} 万元，{change}。"
        "请核对有没有漏填、多打或少打一位；属实的（如停征、机构划转）请写说明。",
        involved=(cell,),
        numbers={"now": digits(now), "last_year": digits(then)},
        part="disclosure",
    )


def _unit_slip(now: Decimal, then: Decimal) -> bool:
    """Y106 asks."""
    return now > 0 and any(factor / 2 <= now / then <= factor * 2 for factor in (Decimal(10_000), Decimal("0.0001")))
