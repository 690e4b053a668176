"""自动合计 on or off; turning it on tells first which typed totals would change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.gui.desk.document import ReportDocument
from app.gui.dialogs.question import Answer, ask
from app.model.beside.difference import changes
from app.model.totals import fill_totals

_MOST = 8  # changes named one by one


def set_auto_totals(document: ReportDocument, on: bool, parent: QWidget | None) -> bool:
    """Switch it as one undo step; False when the clerk would rather keep the totals she typed."""
    report = document.report
    if on == report.auto_totals:
        return True
    after = fill_totals(replace(report, auto_totals=on))
    changed = [change for change in changes(report, after) if change.before] if on else []
    if changed:
        lines = [f"{c.place}：{c.before} → {c.after or '空白'}" for c in changed[:_MOST]]
        if len(changed) > _MOST:
            lines.append(f"另有 {len(changed) - _MOST} 处。")
        question = f"打开自动合计会改掉 {len(changed)} 个填好的合计："
        if ask(parent, question, (Answer.DO_NOT_TURN_ON, Answer.TURN_ON), "\n".join(lines)) is not Answer.TURN_ON:
            return False
    document.edit(after, "打开自动合计" if on else "关闭自动合计")
    return True
