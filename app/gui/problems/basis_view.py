"""Why a finding is raised: its basis, what the rule is for, a wrong and a right example, and what is folded under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.help import rules as rule_help
from app.gui.help.view import show_rule
from app.gui.look import labels, theme
from app.gui.look.card import CardButton
from app.model.finding import Finding
from app.rules import RULES


class BasisView(QWidget):
    """Stands in a card below its acts, open as long as the clerk wants it."""

    def __init__(self, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self._rule = finding.rule
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        column.setSpacing(theme.px(4))
        for heading, text in _said(finding):
            label = labels.words(f"{heading}：{text}", "quiet", self)
            label.setContentsMargins(1, 0, 0, 0)
            column.addWidget(label)
        if finding.rule in RULES:
            button = CardButton("在帮助里看这条规则", self)
            button.clicked.connect(self._open_help)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _open_help(self) -> None:
        show_rule(self._rule, self.window())


def _said(finding: Finding) -> list[tuple[str, str]]:
    says = rule_help.explained(finding.rule)
    followers = [RULES[id].title for id in finding.explains if id != finding.rule and id in RULES]
    lines = [
        ("依据", finding.basis),
        ("为什么", says.why if says else ""),
        ("错", says.wrong if says else ""),
        ("对", says.right if says else ""),
        ("改好后一起消失的", "；".join(followers)),
    ]
    return [(heading, text) for heading, text in lines if text]
