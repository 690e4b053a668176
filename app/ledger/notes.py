"""What is told beside a count, a sentence each: what was left out and why, what was merged, what could not be added up."""

from __future__ import annotations

from collections.abc import Sequence

from app.ledger.count import Count
from app.ledger.reading.request import Request
from app.ledger.reading.requests import Ledger

_MOST = 12


def notes(read: Ledger, counted: Count) -> list[str]:
    told = list(read.notes)
    if read.unknown:
        told.append(f"没有用到的列：{'、'.join(' '.join(words.split()) for words in read.unknown)}。")
    merged = [f"{e.request.id} 并入 {e.request.outcome.target}" for e in counted.placed if e.request.outcome.target]
    if merged:
        told.append(f"合并办理的计入（六）3.其他：{_named(merged, '；')}。")
    if counted.earlier:
        told.append(f"{len(counted.earlier)} 件在{counted.year}年以前已办结，没有计入：{_places(counted.earlier)}。")
    if counted.later:
        told.append(f"{len(counted.later)} 件是{counted.year}年以后收到的，没有计入：{_places(counted.later)}。")
    if counted.left_out:
        told.append(f"{counted.left_out} 行不是一件申请，没有计入。")
    if counted.fees.unread:
        told.append(f"收费金额读不懂、没有加进去的：{_named(list(counted.fees.unread), '、')}。")
    return told


def _places(requests: Sequence[Request]) -> str:
    """第 3、8 行; by sheet where there are several."""
    by_sheet: dict[str, list[str]] = {}
    for request in requests:
        by_sheet.setdefault(request.sheet, []).append(str(request.row))
    return "；".join(
        f"{f'工作表“{sheet}”' if sheet else ''}第 {'、'.join(rows[:_MOST])} 行{'等' if len(rows) > _MOST else ''}"
        for sheet, rows in by_sheet.items()
    )


def _named(words: list[str], between: str) -> str:
    return between.join(words[:_MOST]) + (f" 等 {len(words)} 件" if len(words) > _MOST else "")
