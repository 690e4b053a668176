"""F: the 勾稽关系 written in the form hold."""

from __future__ import annotations

from collections.abc import Iterator

from app.form import EDITIONS
from app.form.schema import Relation, Table
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.totals import Equation, balance, equations, provisional
from app.rules.registry import Case, rule

_BASIS = "国办公开办函〔2021〕30号附件，表中勾稽关系"


def line_name(table: Table, equation: Equation) -> str:
    """The row or column an equation stands in: "自然人列", "（一）予以公开行", "行政复议"."""
    cell = equation.left[0]
    row, column = table.place(cell)
    if equation.relation.axis == "rows":
        return f"{column.label}列"
    return table.row_name(row.key) if table.across else f"{table.row_name(row.key)}行"


def _check(relation_id: str, table_key: str, case: Case) -> Iterator[Finding]:
    report = case.report
    table = report.form.table(table_key)
    temporary = provisional(report)
    for equation in equations(table):
        if equation.relation.id != relation_id:
            continue
        weighed = balance(report, equation, temporary)
        if not weighed.broken:
            continue
        relation = equation.relation
        left, right = digits(weighed.left), digits(weighed.right)
        difference = digits(abs(weighed.left - weighed.right))
        still = "" if weighed.finished else "（还有未填的格，但现在已经超出）"
        yield Finding(
            rule=relation.id,
            level=Level.ERROR,
            message=f"{table.short}{line_name(table, equation)}不平：{relation.left_name}＝{left}，{relation.right_name}＝{right}，"
            f"相差 {difference}{still}。请核对这些格，改正填错的一格。",
            involved=(*equation.left, *equation.right),
            numbers={"left": left, "right": right, "difference": difference},
            explains=(relation.id,),
            part=table_key,
        )


def _register() -> None:
    """One rule for each relation id, whichever editions have it."""
    seen: dict[str, tuple[Relation, str]] = {}
    for edition in EDITIONS.values():
        for table in edition.tables:
            for relation in table.relations:
                seen.setdefault(relation.id, (relation, table.key))
    for id, (relation, table_key) in sorted(seen.items()):

        def check(case: Case, id: str = id, table_key: str = table_key) -> Iterator[Finding]:
            return _check(id, table_key, case)

        rule(id, Level.ERROR, relation.says, _BASIS)(check)


_register()
