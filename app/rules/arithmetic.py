"""F: the 勾稽关系 written in the form hold; broken ones are folded under the fewest cells that explain them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from app.form import EDITIONS
from app.form.schema import Cell, Relation, Table
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.report import Report
from app.model.totals import Balance, Equation, balance, computed, equations, provisional
from app.rules.case import Case
from app.rules.known import ranked
from app.rules.localise import MOST_CELLS, Repair, Sum, connected, pieces, shifts, smallest_repairs
from app.rules.meaning import meanings
from app.rules.registry import rule

_BASIS = "国办公开办函〔2021〕30号附件，表中勾稽关系"
MOST_CANDIDATES = 30

Weighed = tuple[Equation, Balance]


def line_name(table: Table, equation: Equation) -> str:
    """The row or column an equation stands in: "自然人列", "（一）予以公开行", "行政复议"."""
    cell = equation.left[0]
    row, column = table.place(cell)
    if equation.relation.axis == "rows":
        return f"{column.label}列"
    return table.row_name(row.key) if table.across else f"{table.row_name(row.key)}行"


def faults(case: Case, table: Table) -> Iterator[Finding]:
    """One finding for each fault of a table."""
    report = case.report
    temporary = provisional(report)
    weighed = [(equation, balance(report, equation, temporary)) for equation in equations(table)]
    finished = [each for each in weighed if each[1].finished]
    told = list(_of_finished(case, table, finished))
    mended = report.with_figures({cell: Decimal(value) for each in told for cell, value in (each.fix or {}).items()})
    for equation, now in weighed:
        if not now.broken or now.finished:
            continue
        cause = next(
            (n for n, each in enumerate(told) if each.fix and {*equation.left, *equation.right} & each.fix.keys()), None
        )
        if cause is not None and not balance(mended, equation, temporary).broken:
            told[cause] = replace(told[cause], explains=(*told[cause].explains, equation.relation.id))
        else:
            told.append(_finding(report, table, [(equation, now)]))
    yield from told


def _of_finished(case: Case, table: Table, finished: Sequence[Weighed]) -> Iterator[Finding]:
    report = case.report
    broken = [each for each in finished if each[1].broken]
    if not broken:
        return
    sums = _sums(report, finished)
    if any(
        report.figures[c] < 0 or report.figures[c] != report.figures[c].to_integral_value()
        for each in sums.values()
        for c in each.terms
    ):
        yield from (_finding(report, table, [each]) for each in broken)  # E101 names the cell at fault
        return
    if shifted := _shifted(report, table, sums.values(), broken):
        yield shifted
        return
    told: set[Equation] = set()
    for group in connected(list(sums.values())):
        names = {each.name for each in group}
        off = [each for each in broken if str(each[0].left) in names]
        if off:
            told.update(equation for equation, _ in off)
            yield from _localised(case, table, off, group)
    if not told:  # followers alone: their relation is broken though no typed figure can be at fault
        yield from (_finding(report, table, [each]) for each in broken)


def _shifted(report: Report, table: Table, sums: Collection[Sum], broken: Sequence[Weighed]) -> Finding | None:
    """One finding for figures that stand one place off, where that explains more than the exact search can."""
    if len(broken) < 3:
        return None
    values = _values(report, table, sums)
    several = report.auto_totals  # typed cells alone cannot tell a shift from several wrong figures
    found = [shift for shift in shifts(list(sums), values, several) if several or len(shift.repair) > MOST_CELLS]
    if len(found) != 1:
        return None
    what, repair = found[0]
    told = _finding(report, table, broken, [repair])
    row, column = table.place(next(iter(repair)))
    off = {
        "row": f"“{table.row_name(row.key)}”整行填错了一列",
        "column": f"“{column.label}”列从“{table.row_name(row.key)}”起，上下错了一行",
        "table": "整张表上下错了一行",
    }[what]
    sentence = told.message.partition("最可能：")[0] + f"最可能：{off}，请对照原始数据移回。"
    return replace(told, message=sentence, correct=() if several else told.correct, fix=None if several else told.fix)


def _sums(report: Report, finished: Sequence[Weighed]) -> dict[Equation, Sum]:
    """The finished equations over the cells a clerk types.

    With 自动合计 on, computed cells are no evidence: they are replaced by what they add up, and the relation of the 总计 column
    is left out, being the sum of the other columns' relations.
    """
    replaced = computed(report.form) if report.auto_totals else {}
    sums: dict[Equation, Sum] = {}
    for equation, weighed in finished:
        follows = equation.relation.axis == "rows" and equation.left[0].column == "total"
        if replaced and follows:
            continue
        stored_wrong = weighed.broken and equation.left[0] in replaced
        terms: dict[Cell, int] = {}
        for side, sign in ((equation.left, 1), (equation.right, -1)):
            for cell in side:
                for leaf in (cell,) if stored_wrong else _leaves(cell, replaced):
                    terms[leaf] = terms.get(leaf, 0) + sign
        terms = {cell: sign for cell, sign in terms.items() if sign}
        if terms:
            sums[equation] = Sum(str(equation.left), terms)
    return sums


def _values(report: Report, table: Table, sums: Iterable[Sum]) -> dict[Cell, int]:
    """The figures that the sums are of, in printed order."""
    summed = {cell for each in sums for cell in each.terms}
    return {cell: int(report.figures[cell]) for cell in table.cells if cell in summed}


def _leaves(cell: Cell, replaced: Mapping[Cell, tuple[Cell, ...]]) -> Iterator[Cell]:
    if cell in replaced:
        for addend in replaced[cell]:
            yield from _leaves(addend, replaced)
    else:
        yield cell


def _localised(case: Case, table: Table, broken: Sequence[Weighed], sums: Sequence[Sum]) -> Iterator[Finding]:
    """The findings of one connected group: unrelated faults apart, followers folded."""
    report = case.report
    values = _values(report, table, sums)
    repairs, why = ranked(case, smallest_repairs(sums, values), 2 * MOST_CANDIDATES)
    if not repairs:
        yield from (_finding(report, table, [each]) for each in broken)
        return
    split = [[dict(piece) for piece in pieces(repair, sums)] for repair in repairs]
    certain = [piece for piece in split[0] if all(piece in other for other in split)]
    left = list(broken)
    for piece in certain:
        own = [each for each in left if _explains(piece, each[0], sums)]
        left = [each for each in left if each not in own]
        yield _finding(report, table, own, [piece])
    if left:
        rest = [
            {cell: value for piece in parts if piece not in certain for cell, value in piece.items()} for parts in split
        ]
        yield _finding(report, table, left, rest, why)


def _explains(repair: Repair, equation: Equation, sums: Sequence[Sum]) -> bool:
    return any(each.name == str(equation.left) and any(cell in each.terms for cell in repair) for each in sums)


def _finding(
    report: Report, table: Table, broken: Sequence[Weighed], repairs: Sequence[Repair] = (), why: str = ""
) -> Finding:
    """Tell one fault: the first relation it breaks, and which cell should be what, when that is known.

    `why`: what the first of several repairs agrees with and not all do.
    """
    broken = sorted(broken, key=lambda each: each[0].relation.id)
    equation, weighed = broken[0]
    relation = equation.relation
    left, right = digits(weighed.left), digits(weighed.right)
    difference = digits(abs(weighed.left - weighed.right))
    sentence = (
        f"{table.short}{line_name(table, equation)}不平：{relation.left_name}＝{left}，{relation.right_name}＝{right}，"
        f"相差 {difference}。"
    )
    fixes = [{cell: str(value) for cell, value in repair.items()} for repair in repairs]
    if not weighed.finished:
        sentence += "虽然还有没填的格，但现在已经超出，请核对已填的各格。"
    elif not fixes:
        sentence += f"请逐格核对{line_name(table, equation)}，改正填错的格。"
    elif len(fixes) == 1:
        sentence += f"最可能：{_should(report, table, fixes[0])}。"
    else:
        sentence += f"可能是{meanings(report, table, fixes)}"
        sentence += f"先看：{_should(report, table, fixes[0])}，{why}。" if why else ""
    return Finding(
        rule=relation.id,
        level=Level.ERROR,
        message=sentence,
        correct=tuple(fixes[0]) if len(fixes) == 1 else (),
        involved=tuple(dict.fromkeys(cell for each, _ in broken for cell in (*each.left, *each.right))),
        numbers={"left": left, "right": right, "difference": difference},
        explains=tuple(dict.fromkeys(each.relation.id for each, _ in broken)),
        fix=fixes[0] if len(fixes) == 1 else None,
        candidates=tuple(fixes[:MOST_CANDIDATES]),
        part=table.key,
    )


def _should(report: Report, table: Table, fix: Mapping[Cell, str]) -> str:
    return "，".join(
        f"{table.name(cell)}应为 {value}（现为 {digits(report.figures[cell])}）" for cell, value in fix.items()
    )


def _register() -> None:
    """One rule for each relation id. A table's faults are found together, so the first id of a table does the work."""
    first: dict[str, str] = {}
    relations: dict[str, tuple[Relation, str]] = {}
    for edition in EDITIONS.values():
        for table in edition.tables:
            for relation in table.relations:
                relations.setdefault(relation.id, (relation, table.key))
                first[table.key] = min(first.get(table.key, relation.id), relation.id)
    for id, (relation, table_key) in sorted(relations.items()):

        def check(case: Case, id: str = id, table_key: str = table_key) -> Iterator[Finding]:
            if id == first[table_key]:
                yield from faults(case, case.report.form.table(table_key))

        rule(id, Level.ERROR, relation.says, _BASIS)(check)


_register()
