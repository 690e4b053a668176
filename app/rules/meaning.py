"""What a repair of a table would mean in the office's work: 少归类 1 件, 结转多 1 件."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.form.schema import Cell, Table
from app.model.report import Report

_MOST_NAMED = 4  # kinds of repairs in one sentence
_SOURCES = {"applications": "请查台账", "disputes": "请查案卷"}
_KINDS = {
    "received": "新收",
    "carried_in": "上年结转",
    "processed_total": "（七）总计",
    "carried_out": "结转",
    "upheld": "“结果维持”",
    "corrected": "“结果纠正”",
    "other": "“其他结果”",
    "pending": "“尚未审结”",
}


def meaning(report: Report, table: Table, fix: Mapping[Cell, str]) -> str:
    """What was done wrongly, if this is the repair."""
    parts = {cell: int(to) - int(report.figures[cell]) for cell, to in fix.items()}
    if len(parts) == 2 and not sum(parts.values()):
        (one, change), other = next(iter(parts.items())), list(parts)[1]
        pieces = abs(change)
        if one.column == other.column and not table.across:
            return f"记错行 {pieces} 件"
        if one.row == other.row:
            return f"{'记错列' if table.across else '申请人分错'} {pieces} 件"
    said = [f"{_verb(cell, change)} {abs(change)} 件" for cell, change in parts.items()]
    return "且".join(dict.fromkeys(said))


def _verb(cell: Cell, change: int) -> str:
    """少归类, 结转多: `change` is what is to be added."""
    less = "少" if change > 0 else "多"
    if cell.column == "total":
        return f"总计{less}算"
    kind = _KINDS.get(cell.row if cell.table == "applications" else cell.column)
    return f"{less}归类" if kind is None else f"{kind}{less}"


def meanings(report: Report, table: Table, fixes: Iterable[Mapping[Cell, str]]) -> str:
    """What several repairs would mean, each kind once: 少归类 1 件，或结转少 1 件：请查台账。"""
    kinds = list(dict.fromkeys(meaning(report, table, fix) for fix in fixes))
    others = "，或别处记错" if len(kinds) > _MOST_NAMED else ""
    return f"{'，或'.join(kinds[:_MOST_NAMED])}{others}：{_SOURCES.get(table.key, '请查原始数据')}。"
