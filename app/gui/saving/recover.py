"""After a crash: what was found, and the choice between it and what was saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.compare import compare
from app.gui.dialogs.question import ask
from app.keeping.journal import Found
from app.model.beside.difference import changes
from app.model.report import Report

FOUND, SAVED, COMPARE, LATER, FORGET = "打开找回的", "打开已保存的", "比较", "以后再说", "不要了"


def recover(parent: QWidget | None, found: Found, saved: Report | None, why_not: str) -> str:
    """FOUND, SAVED, FORGET or LATER; closing the question is LATER. `saved`: None when there is none that can be read."""
    name = found.path.name if found.path else f"{found.report.organ.name or '未填单位'} {found.report.year}"
    text = f"上次没有正常退出。找回了 {found.at:%H:%M} 的内容"
    if saved is None:
        more = why_not or "这份报告还没有保存过。"
        while True:
            answer = ask(
                parent, f"{text}。", (FOUND, LATER, FORGET), f"{name}（{found.at.month}月{found.at.day}日）\n{more}"
            )
            if answer != FORGET:
                return answer or LATER
            sure = ask(parent, "找回的内容不要了吗？以后就没有了。", ("留着", FORGET))
            if sure == FORGET:
                return FORGET
    number = len(changes(saved, found.report))
    text += f"，比已保存的多 {number} 处修改。" if number else "，与已保存的在说明、来源或设置上不同。"
    while True:
        answer = ask(parent, text, (FOUND, SAVED, COMPARE, LATER), f"{name}\n未选之前两份都保留。")
        if answer != COMPARE:
            return answer or LATER
        compare(parent, "已保存的，与找回的", saved, found.report, ("已保存的", "找回的"))
