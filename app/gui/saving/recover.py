"""After a crash: what was found, and the choice between it and what was saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.compare import compare
from app.gui.dialogs.question import Answer, ask
from app.keeping.journal import Found
from app.model.beside.difference import changes
from app.model.report import Report


def recover(parent: QWidget | None, found: Found, saved: Report | None, why_not: str) -> Answer:
    """OPEN_FOUND, OPEN_SAVED, DROP or LATER; closing the question is LATER. `saved`: None when none can be read."""
    name = found.path.name if found.path else f"{found.report.organ.name or '未填单位'} {found.report.year}"
    text = f"上次没有正常退出。找回了 {found.at:%H:%M} 的内容"
    if saved is None:
        more = why_not or "这份报告还没有保存过。"
        while True:
            answers = (Answer.OPEN_FOUND, Answer.LATER, Answer.DROP)
            day = f"{found.at.month}月{found.at.day}日"
            answer = ask(parent, f"{text}。", answers, f"{name}（{day}）\n{more}")
            if answer is not Answer.DROP:
                return answer or Answer.LATER
            if ask(parent, "找回的内容不要了吗？以后就没有了。", (Answer.KEEP, Answer.DROP)) is Answer.DROP:
                return Answer.DROP
    number = len(changes(saved, found.report))
    text += f"，比已保存的多 {number} 处修改。" if number else "，与已保存的在说明、来源或设置上不同。"
    while True:
        answers = (Answer.OPEN_FOUND, Answer.OPEN_SAVED, Answer.COMPARE, Answer.LATER)
        answer = ask(parent, text, answers, f"{name}\n未选之前两份都保留。")
        if answer is not Answer.COMPARE:
            return answer or Answer.LATER
        compare(parent, "已保存的，与找回的", saved, found.report, ("已保存的", "找回的"))
