"""期限: one list of what is overdue, due soon, waiting and was answered late, the most urgent first, in words."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

from app.ledger.count import Count
from app.ledger.reading.request import Request

Urgency = Literal["overdue", "soon", "open", "waiting", "unknown", "late"]
URGENCIES: dict[Urgency, str] = {
    "overdue": "逾期未答复",
    "soon": "快到期",
    "open": "办理中",
    "waiting": "等申请人",
    "unknown": "没有收到日期",
    "late": "逾期答复",
}
"""What each is called, the most urgent first."""
_WAITING = {"correction": "等补正", "payment": "等缴费"}


class Item(NamedTuple):
    """`days`: working days late, or left. `words`: how it stands. `note`: 暂定, and what was not counted and why."""

    urgency: Urgency
    request: Request
    due: datetime.date | None
    days: int | None
    words: str
    note: str


def deadline_list(counted: Count) -> list[Item]:
    """Every request of the year that is open, and those that were answered late."""
    over = {each.request.id: each for each in counted.late if each.answered is None}
    items: list[Item] = []
    for each in counted.open:
        notes = [*(["暂定：有的年份还没有公布放假安排"] if each.deadline.provisional else []), *each.deadline.notes]
        if (overdue := over.get(each.request.id)) is not None:
            urgency, days, words = "overdue", overdue.days, f"逾期 {overdue.days} 个工作日"
        elif each.deadline.waiting:
            urgency, days, words = "waiting", None, _WAITING[each.deadline.waiting]
        elif each.left is None:
            urgency, days, words = "unknown", None, "收到日期读不出来"
        else:
            urgency, days = ("soon" if each.soon else "open"), each.left
            words = "今天到期" if each.left == 0 else f"还有 {each.left} 个工作日"
        items.append(Item(urgency, each.request, each.deadline.due, days, words, "；".join(notes)))
    for each in counted.late:
        if each.answered is not None:
            words = f"{each.answered} 答复，逾期 {each.days} 个工作日"
            items.append(Item("late", each.request, each.due, each.days, words, ""))
    order = list(URGENCIES)
    return sorted(items, key=lambda item: (order.index(item.urgency), item.due or datetime.date.max, item.request.row))
