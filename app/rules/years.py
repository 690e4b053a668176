"""Y: this year's report against last year's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.form.parts import APPLICANTS
from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.report import Report
from app.rules.case import Case
from app.rules.registry import rule

_CHAIN = "国办公开办函〔2021〕30号附件，表三第二项、第四项"
_OWN = "公开年报的核对规则（年度之间的衔接）"
_COLUMNS = tuple(column for column in APPLICANTS if column.key != "total")


def _pair(report: Report, previous: Report, cell: Cell, before: Cell) -> tuple[Decimal, Decimal] | None:
    """(this year's figure, last year's), when both are there."""
    now, then = report.figure(cell), previous.figure(before)
    return None if now is None or then is None else (now, then)


def _chain(case: Case, previous: Report, columns: tuple[str, ...]) -> dict[str, tuple[Decimal, Decimal]]:
    """column -> (carried in, carried out last year), where they differ."""
    pairs = {
        column: _pair(
            case.report,
            previous,
            Cell("applications", "carried_in", column),
            Cell("applications", "carried_out", column),
        )
        for column in columns
    }
    return {column: pair for column, pair in pairs.items() if pair is not None and pair[0] != pair[1]}


def _requests(report: Report, columns: tuple[str, ...]) -> str:
    """Which requests the ledger carries in, where one filled the table: "台账里结转来的：自然人 2024-031、2024-040。"."""
    kept = report.ledger.carried_in
    wanted = columns or tuple(column.key for column in _COLUMNS)
    named = [f"{c.label} {'、'.join(kept[c.key])}" for c in _COLUMNS if c.key in wanted and c.key in kept]
    return f"申请台账里结转来的：{'；'.join(named)}。" if named else ""


@rule("Y101", Level.QUERY, "上年结转总数等于去年报告的结转下年度总数", _CHAIN)
def carried_over(case: Case) -> Iterator[Finding]:
    if (previous := case.last_year) is None:
        return
    total = _chain(case, previous, ("total",))
    if not total:
        return
    now, then = total["total"]
    columns = _chain(case, previous, tuple(column.key for column in _COLUMNS))
    changed = {column: pair[1] for column, pair in (columns or ({} if case.report.auto_totals else total)).items()}
    if columns and not case.report.auto_totals:
        changed["total"] = then
    cells = tuple(Cell("applications", "carried_in", column) for column in ("total", *columns))
    yield Finding(
        "Y101",
        Level.QUERY,
        f"表三上年结转总计填 {digits(now)}，去年报告的“结转下年度继续办理”是 {digits(then)}，相差 {digits(abs(now - then))}。"
        f"{_requests(case.report, tuple(columns))}填错请改；机构合并或上年数据更正，请写说明。",
        involved=cells,
        numbers={"now": digits(now), "last_year": digits(then), "difference": digits(abs(now - then))},
        explains=("Y101", "Y102") if columns else ("Y101",),
        fix={Cell("applications", "carried_in", c): digits(v) for c, v in changed.items()} or None
        if not previous.imported
        else None,
        part="applications",
    )


@rule("Y102", Level.QUERY, "上年结转各列等于去年报告的结转下年度各列", _CHAIN)
def carried_over_by_applicant(case: Case) -> Iterator[Finding]:
    """Only while the totals agree; otherwise Y101 speaks for both."""
    if (previous := case.last_year) is None or _chain(case, previous, ("total",)):
        return
    columns = _chain(case, previous, tuple(column.key for column in _COLUMNS))
    if not columns:
        return
    names = {column.key: column.label for column in _COLUMNS}
    said = "；".join(f"{names[c]}填 {digits(now)}，去年结转 {digits(then)}" for c, (now, then) in columns.items())
    yield Finding(
        "Y102",
        Level.QUERY,
        f"表三上年结转的申请人分类与去年报告不同：{said}。{_requests(case.report, tuple(columns))}填错请改；去年分错类的，请写说明。",
        involved=tuple(Cell("applications", "carried_in", column) for column in columns),
        numbers={column: f"{digits(now)}≠{digits(then)}" for column, (now, then) in columns.items()},
        fix={Cell("applications", "carried_in", c): digits(then) for c, (_, then) in columns.items()}
        if not previous.imported
        else None,
        part="applications",
    )


@rule("Y103", Level.QUERY, "现行有效件数＝上年现行有效＋本年制发－本年废止", _OWN, editions=("2021", "2021-single"))
def in_force(case: Case) -> Iterator[Finding]:
    """Not across 2020→2021: the older form counts something else."""
    previous = case.last_year
    if previous is None or previous.edition == "2019":
        return
    report = case.report
    for row in ("regulations", "normative_documents"):
        issued, repealed, now = (report.figure(Cell("disclosure", row, c)) for c in ("issued", "repealed", "in_force"))
        then = previous.figure(Cell("disclosure", row, "in_force"))
        if issued is None or repealed is None or now is None or then is None or now == then + issued - repealed:
            continue
        should = then + issued - repealed
        yield Finding(
            "Y103",
            Level.QUERY,
            f"表二{report.form.table('disclosure').row_name(row)}：去年现行有效 {digits(then)} 件，加本年制发 {digits(issued)} 件，"
            f"减本年废止 {digits(repealed)} 件，应为 {digits(should)} 件，现行有效填 {digits(now)} 件，"
            f"相差 {digits(abs(now - should))}。填错请改；有自然失效、机构划转的，请写说明。",
            involved=tuple(Cell("disclosure", row, c) for c in ("issued", "repealed", "in_force")),
            numbers={"now": digits(now), "expected": digits(should), "difference": digits(abs(now - should))},
            part="disclosure",
        )


@rule("Y105", Level.NOTE, "去年尚未审结的案件在今年有着落", _OWN)
def pending_cases(case: Case) -> Iterator[Finding]:
    if (previous := case.last_year) is None:
        return
    table = case.report.form.table("disputes")
    for row in table.rows:
        cell = Cell("disputes", row.key, "total")
        pair = _pair(case.report, previous, cell, Cell("disputes", row.key, "pending"))
        if pair and pair[0] < pair[1]:
            yield Finding(
                "Y105",
                Level.NOTE,
                f"表四{table.row_name(row.key)}：去年尚未审结 {digits(pair[1])} 件，今年总计只有 {digits(pair[0])} 件。"
                "请看看去年未结的案件今年是否漏填。",
                involved=(cell,),
                numbers={"now": digits(pair[0]), "pending_last_year": digits(pair[1])},
                part="disputes",
            )


@rule("Y106", Level.QUERY, "收费金额的单位是万元", _OWN)
def unit_slip(case: Case) -> Iterator[Finding]:
    """A ratio to last year within a factor 2 of 10⁴ or 10⁻⁴ is a slip between 元 and 万元."""
    cell = Cell("disclosure", "fees", "amount")
    previous = case.last_year
    if previous is None or not previous.form.has(cell) or not (pair := _pair(case.report, previous, cell, cell)):
        return
    now, then = pair
    if (
        now <= 0
        or then <= 0
        or not any(Decimal("0.5") <= now / then / scale <= 2 for scale in (Decimal(10_000), Decimal("0.0001")))
    ):
        return
    yield Finding(
        "Y106",
        Level.QUERY,
        f"表二行政事业性收费填 {digits(now)} 万元，去年是 {digits(then)} 万元，相差约一万倍，可能把元当成了万元。请核对单位；属实的请写说明。",
        involved=(cell,),
        numbers={"now": digits(now), "last_year": digits(then)},
        part="disclosure",
    )


_WATCHED = (
    Cell("disclosure", "licences", "decisions"),
    Cell("disclosure", "penalties", "decisions"),
    Cell("disclosure", "coercive_measures", "decisions"),
    Cell("applications", "received", "total"),
    Cell("applications", "processed_total", "total"),
)


@rule("Y107", Level.NOTE, "与去年相比变化很大的数据值得再看一眼", _OWN)
def large_changes(case: Case) -> Iterator[Finding]:
    if (previous := case.last_year) is None:
        return
    for cell in _WATCHED:
        pair = _pair(case.report, previous, cell, cell)
        if pair and abs(pair[0] - pair[1]) >= 20 and abs(pair[0] - pair[1]) * 2 > pair[1]:
            now, then = pair
            way = "增加" if now > then else "减少"
            yield Finding(
                "Y107",
                Level.NOTE,
                f"{case.report.form.name(cell)}：今年 {digits(now)}，去年 {digits(then)}，{way} {digits(abs(now - then))}，变化超过一半。请再核对一遍。",
                involved=(cell,),
                numbers={"now": digits(now), "last_year": digits(then)},
                part=cell.table,
            )


@rule("Y108", Level.UNCHECKED, "有去年的年报可以对照", _OWN)
def nothing_to_compare(case: Case) -> Iterator[Finding]:
    previous, year = case.previous, case.report.year - 1
    if not case.report.year:
        return  # T301 asks for the year
    if previous is None:
        sentence = f"还没有{year}年的年报，上年结转等与去年有关的数没有核对。"
    elif previous.year != year:
        sentence = f"对照的是{previous.year}年的年报，不是{year}年的，与去年有关的数没有核对。请换成{year}年的。"
    elif Cell("applications", "carried_out", "total") not in previous.figures:
        sentence = "去年的年报里没有读到“结转下年度继续办理”的总计，上年结转没有核对。"
    else:
        return
    yield Finding("Y108", Level.UNCHECKED, sentence, involved=("previous",), part="previous")
