"""Sentences that a ledger gives the report: part 一（二） with live figures, and what part 六 must say of 信息处理费."""

from __future__ import annotations

from collections.abc import Callable

from app.form.schema import Cell
from app.ledger.count import TABLE, Count
from app.ledger.fees import Charged
from app.ledger.reading.lexicon import NOT_PROCESSED, OTHER, REFUSED, UNAVAILABLE
from app.model.report import Report

APPLICATIONS, OTHER_MATTERS = "overview.disclosure_on_application", "other_matters"
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("予以公开", ("granted",)),
    ("部分公开", ("granted_in_part",)),
    ("不予公开", REFUSED),
    ("无法提供", UNAVAILABLE),
    ("不予处理", NOT_PROCESSED),
    ("其他处理", (*OTHER, "other_processing")),
)


def _live(row: str, column: str = "total") -> str:
    return f"{{{TABLE}/{row}/{column}}}"


def applications_sentence(report: Report) -> str:
    """For （二）依申请公开: what came, from whom, what became of it; nothing is said of what is 0 but that there was none."""

    def number(row: str, column: str = "total") -> int:
        return int(report.figures.get(Cell(TABLE, row, column), 0))

    if not number("received") and not number("carried_in"):
        return "{year}年未收到政府信息公开申请，没有上年结转。"
    organisations = number("received") - number("received", "natural_person")
    came = (
        f"{{year}}年新收政府信息公开申请{_live('received')}件"
        if number("received")
        else "{year}年未收到新的政府信息公开申请"
    )
    if number("received") and not organisations:
        came += "，均为自然人申请"
    elif number("received") and number("received", "natural_person"):
        came += f"，其中自然人申请{_live('received', 'natural_person')}件"
    before = f"，上年结转{_live('carried_in')}件" if number("carried_in") else "，没有上年结转"
    return f"{came}{before}。{_ended(report, number)}"


def _ended(report: Report, number: Callable[..., int]) -> str:
    if not number("processed_total"):
        return f"本年度没有办结的申请，结转下年度继续办理{_live('carried_out')}件。"
    rows = {row.key for row in report.form.table(TABLE).rows}
    said: list[tuple[str, str]] = []
    for words, keys in _GROUPS:
        filled = [key for key in keys if key in rows and number(key)]
        if filled:
            said.append((words, _live(filled[0]) if len(filled) == 1 else str(sum(map(number, filled)))))
    if len(said) == 1:
        results = f"，均为{said[0][0]}"
    else:
        results = f"：{'、'.join(f'{words}{figure}件' for words, figure in said)}"
    after = f"；结转下年度继续办理{_live('carried_out')}件" if number("carried_out") else "，全部办结，没有结转下年度"
    return f"全年办结{_live('processed_total')}件{results}{after}。"


def fee_sentence(fees: Charged, year: int) -> str:
    """For part 六: how many notices, how many yuan; 未收取 when there was nothing."""
    if not fees.notices and not fees.yuan:
        return f"{year}年未收取政府信息公开信息处理费。"
    paid = f"收取信息处理费{fees.words}元" if fees.yuan else "未收取信息处理费"
    return f"{year}年发出政府信息公开信息处理费收费通知{fees.notices}件，{paid}。"


def sentences(report: Report, counted: Count) -> dict[str, str]:
    """Narrative -> the sentence offered for it."""
    return {
        APPLICATIONS: applications_sentence(report),
        OTHER_MATTERS: fee_sentence(counted.fees, counted.year),
    }
