"""The one place of a report that is looked at now: what was read there, and what can be done with it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.gui.importing.stops import Stop
from app.gui.look import labels, theme


class ProofCard(QFrame):
    """The dialog around it connects the buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self.setObjectName("paper")
        self.count = labels.words(role="quiet", wraps=False)
        self.name = labels.words(role="section", selectable=True)
        self.says = labels.words(selectable=True)
        self.take = QPushButton()
        self.blank = QPushButton("留空 (Del)")
        self.alike = QPushButton()
        self.first = QPushButton()
        self.before = QPushButton("上一处 (Shift+F8)")
        self.after = QPushButton("下一处 (F8)")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(px(10), px(8), px(10), px(8))
        inside.setSpacing(px(5))
        for item in (self.count, self.name, self.says):
            inside.addWidget(item)
        for buttons in ((self.take, self.blank, self.alike), (self.first, self.before, self.after)):
            row = QHBoxLayout()
            row.setSpacing(px(8))
            for button in buttons:
                button.setAutoDefault(False)
                row.addWidget(button)
            row.addStretch()
            inside.addLayout(row)

    def show_none(self, left: int, doubts: int, some: bool) -> None:
        """No place is looked at: `left` open ones, `doubts` of them doubtful; `some`: there were any."""
        for widget in (self.name, self.take, self.blank, self.alike, self.before, self.after):
            widget.hide()
        self.first.setVisible(bool(left))
        self.first.setText("先看存疑 (F8)" if doubts else "核对下一条 (F8)")
        self.count.setText(f"还有 {left} 处要看。" if left else "都看过了，可以按“确定”。")
        first = "右边每一格都可以直接改；" if some else "没有存疑，也没有没读到的。"
        self.says.setText(f"{first}光标到哪一格，原文里的出处就标在这里。")

    def show_stop(self, stop: Stop, number: int, of: int, filled: bool, alike: int) -> None:
        """`number` of `of` places of its kind; `filled`: a figure stands there; `alike`: blanks that could go with it."""
        self.first.hide()
        for widget in (self.name, self.take, self.before, self.after):
            widget.show()
        self.count.setText(f"{stop.kind} {number} / {of}")
        self.name.setText(stop.name)
        self.says.setText(stop.says)
        words = f"采用 {stop.taken}" if stop.taken and stop.cells else "留空" if stop.cells else "知道了"
        self.take.setText(f"{words} (Ctrl+Enter)")
        self.blank.setVisible(filled)
        self.alike.setText(f"这 {alike} 处都留空")
        self.alike.setVisible(alike > 1)
