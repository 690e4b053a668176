"""What stands in the middle while nothing can be added up: what to do first, in the order of the year."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.gui.county.acts import CollectionActs
from app.gui.county.preparing import Preparing
from app.gui.look import labels, theme

_DROP = "把各单位发来的文件拖到这里，Word、PDF、网页都行。"
_HOW = "来件原样放进“收到”文件夹；在别处把文件放进“收到”也行，这里会自己看到。"
_LIST = "先有单位名单，才知道谁还没有报。没有名单也能收，收到谁算谁。"
_NOTHING_YET = "还没有一份能计入的年报。左边是各单位的情况，鼠标停在状态上可以看到原因。"


class EmptyPage(QWidget):
    """As 首屏: a frame to drop into, the acts below it."""

    def __init__(self, acting: CollectionActs, preparing: Preparing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = QFrame()
        card.setObjectName("drop")
        card.setFixedWidth(theme.px(620))
        self.head = labels.words(_DROP, "title")
        self.units = labels.words(_LIST, "quiet")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme.px(n) for n in (24, 18, 24, 18)))
        inside.setSpacing(theme.px(8))
        inside.addWidget(self.head)
        inside.addWidget(labels.words(_HOW, "quiet"))
        take = QPushButton("收入来件…")
        take.setProperty("role", "primary")
        take.clicked.connect(acting.choose_files)
        inside.addLayout(_row(take))
        list_of, last, out = QPushButton("读入单位名单…"), QPushButton("去年的文件夹…"), QPushButton("下发底稿…")
        for button, act in (
            (list_of, preparing.choose_units),
            (last, preparing.choose_last_year),
            (out, preparing.hand_out),
        ):
            button.clicked.connect(act)
        below = QVBoxLayout()
        below.setSpacing(theme.px(12))
        below.addStretch(2)
        below.addWidget(card)
        below.addWidget(self.units)
        below.addLayout(_row(list_of, last, out))
        below.addStretch(3)
        middle = QHBoxLayout(self)
        middle.addStretch(1)
        middle.addLayout(below)
        middle.addStretch(1)
        self.setAccessibleName("还没有来件")

    def show_state(self, units: int, anything_came: bool) -> None:
        """`units`: of the list; `anything_came`: though none of it can be added up."""
        self.head.setText(_NOTHING_YET if anything_came else _DROP)
        self.units.setText(f"名单里有 {units} 个单位。" if units else _LIST)


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(12))
    for button in buttons:
        button.setProperty("kind", "large")
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch()
    return row
