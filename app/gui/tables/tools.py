"""The line above a table: the part's heading, 自动合计, 空白处填 0, 填报口径, the note."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QPushButton, QWidget

from app.gui.look import labels, theme
from app.gui.look.style_sheet import set_style

_HEIGHT = 22


class TableTools(QWidget):
    """One line, or two where the page is narrow."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tools")
        self._title = labels.words(title, parent=self, wraps=False)
        self._blank = labels.words(role="quiet", parent=self, wraps=False)
        self.auto_totals = QCheckBox("自动合计", self)
        labels.set_tip(self.auto_totals, "打开时，总计由程序加出来，不用填")
        self.fill_zeros = self._link("空白处填 0 (Ctrl+0)", "把选中的格或本行里的空白填为 0")
        self.help = self._link("F1 填报口径", "这一格计什么、依据什么、常见的错误")
        self.note = self._link("表注", "印在表上方的一句话，可不写")
        self.note.setCheckable(True)
        self._tools = QHBoxLayout()
        for widget in (self._blank, self.auto_totals, self.fill_zeros, self.help, self.note):
            self._tools.addWidget(widget)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.addWidget(self._title)
        self._whole.addStretch()
        self._whole.addLayout(self._tools)
        self._whole.setAlignment(self._tools, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _link(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        labels.set_tip(button, tip)
        button.setAccessibleDescription(tip)
        return button

    def show_blank(self, where: str, number: int) -> None:
        """How many cells Ctrl+0 would fill. `where`: 本行 or 选中的格."""
        text = f"{where}还有 {number} 格未填，Ctrl+0 填 0" if number else ""
        if text != self._blank.text():
            self._blank.setText(text)
            self._arrange()

    def show_note(self, written: bool) -> None:
        self.note.setText("表注（已写）" if written else "表注")
        self._arrange()

    def restyle(self) -> None:
        """Take the colours and sizes of now."""
        px, colour = theme.px, theme.colours()
        self._whole.setContentsMargins(px(3), 0, 0, 0)
        self._whole.setSpacing(0)
        self._tools.setSpacing(px(8))
        self._tools.setContentsMargins(0, 0, 0, 0)
        set_style(
            self,
            f"QLabel {{ color: {colour.muted}; }}"
            f" QPushButton {{ background: transparent; border: 1px solid transparent; color: {colour.link};"
            f" padding: 0 {px(4)}px; min-height: 0; }}"
            f" QPushButton:hover {{ text-decoration: underline; }}"
            f" QPushButton:focus {{ border-color: {colour.accent}; }}"
            f" QPushButton:checked {{ background: {colour.accent_soft}; }}",
        )
        set_style(self._title, f"color: {colour.text}; font-size: {px(15)}px; font-weight: bold;")
        self._arrange()

    def _two_lines(self, width: int) -> bool:
        return self._title.sizeHint().width() + self._tools.sizeHint().width() + theme.px(12) > width

    def height_for(self, width: int) -> int:
        """Pixels high when the page is `width` wide."""
        return theme.px(_HEIGHT) * (2 if self._two_lines(width) else 1)

    def _arrange(self) -> None:
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if self._two_lines(self.width()) else direction.LeftToRight
        self._whole.setDirection(wanted)
        self.setFixedHeight(self.height_for(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
