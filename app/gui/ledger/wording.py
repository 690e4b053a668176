"""How rows, columns and places of a ledger are called in the window."""

from __future__ import annotations

import datetime

from app.form.parts import APPLICANTS
from app.form.schema import Edition
from app.ledger.classify import CARRIED_OUT
from app.ledger.reading.request import Request
from app.ledger.template import result_words

COLUMNS = {column.key: column.label for column in APPLICANTS}


def row_words(form: Edition, row: str) -> str:
    """（三）1.属于国家秘密; 结转下年度 for a request that has not ended."""
    if row == CARRIED_OUT:
        return "还没有办结：四、结转下年度"
    known = {each.key for each in form.table("applications").rows}
    return result_words(row) if row in known else "（六）其他处理"


def where(request: Request) -> str:
    """2025-036 · 第 37 行"""
    number = "" if request.id.startswith(("第", f"{request.sheet}!")) else f"{request.id} · "
    return f"{number}{request.place}"


def day(date: datetime.date | None) -> str:
    return f"{date.year}-{date.month:02d}-{date.day:02d}" if date else ""
