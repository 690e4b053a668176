"""公布前自查 as a list: the program's own ticks above, the clerk's below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.acts import Checked
from app.gui.look import labels, theme
from app.gui.look.style_sheet import resize_within
from app.gui.paper.self_check import Item, Seen, items, ticked
from app.model.finding import Place

_WIDE = 640


class SelfCheck(QDialog):
    """After exec(): `ticks` (ids), and `wanted`, the place to go to or ""."""

    def __init__(self, parent: QWidget | None, checked: Checked) -> None:
        super().__init__(parent)
        self.setWindowTitle("公布前自查")
        self.wanted: Place = ""
        self._places: list[Place] = []
        self._boxes: dict[str, QCheckBox] = {}
        every = items(checked.report)
        self._seen = {item.id: item.sees(checked) for item in every if item.sees}
        by_hand = ticked(checked.report.extra)
        self._kept = [each for each in by_hand if each not in {item.id for item in every}]  # of a later version
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, theme.px(16))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.px(20),) * 4)
        column.setSpacing(theme.px(8))
        self._says = labels.words("", "question")
        column.addWidget(self._says)
        column.addSpacing(theme.px(4))
        column.addWidget(labels.words("程序查过的", "section"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(5))
        self._grid.setColumnStretch(1, 1)
        for item in every:
            if item.id in self._seen:
                self._add_seen(item, self._seen[item.id])
        column.addLayout(self._grid)
        column.addSpacing(theme.px(6))
        column.addWidget(labels.words("要您来查、查好打勾的", "section"))
        hand = QGridLayout()
        hand.setHorizontalSpacing(theme.px(16))
        hand.setVerticalSpacing(theme.px(8))
        hand.setColumnStretch(1, 1)
        for item in every:
            if item.id not in self._seen:
                self._add_box(hand, item, item.id in by_hand)
        column.addLayout(hand)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole.addWidget(scroll, 1)
        foot = labels.buttons(self, "记下")
        foot.row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        labels.set_tip(foot.ok, "打的勾记在底稿里，不会印进报告")
        whole.addLayout(foot.row)
        self._count()
        high = inside.heightForWidth(theme.px(_WIDE)) + foot.ok.sizeHint().height() + theme.px(24)
        resize_within(self, _WIDE, round(high / theme.zoom()))

    def _add_seen(self, item: Item, seen: Seen) -> None:
        row = self._grid.rowCount()
        mark = labels.words("✓" if not seen.why else theme.LEVEL_MARKS["error"], "error" if seen.why else "good")
        mark.setFixedWidth(theme.px(16))
        mark.setAccessibleName("好" if not seen.why else "还没有好")
        self._grid.addWidget(mark, row, 0)
        self._grid.addWidget(labels.words(item.words), row, 1)
        if not seen.why:
            return
        if seen.place:
            go = QPushButton("去看")
            go.setProperty("role", "link")
            go.setAutoDefault(False)
            go.setAccessibleName(f"去看：{item.words}")
            go.setProperty("number", len(self._places))
            go.clicked.connect(self._go)
            self._places.append(seen.place)
            self._grid.addWidget(go, row, 2)
        self._grid.addWidget(labels.words(seen.why, "quiet"), row + 1, 1, 1, 2)

    def _add_box(self, grid: QGridLayout, item: Item, on: bool) -> None:
        row = grid.rowCount()
        box = QCheckBox(item.words)
        box.setAccessibleDescription(item.note)
        box.setChecked(on)
        box.toggled.connect(self._count)
        self._boxes[item.id] = box
        grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(labels.words(item.note, "quiet"), row, 1, Qt.AlignmentFlag.AlignTop)

    @property
    def ticks(self) -> list[str]:
        return [*self._kept, *(key for key, box in self._boxes.items() if box.isChecked())]

    def _count(self) -> None:
        good = sum(not seen.why for seen in self._seen.values()) + sum(box.isChecked() for box in self._boxes.values())
        every = len(self._seen) + len(self._boxes)
        left = every - good
        self._says.setText(
            f"{every} 项中 {good} 项已查好，还差 {left} 项。" if left else f"{every} 项都查好了，可以公布。"
        )

    def _go(self) -> None:
        self.wanted = self._places[self.sender().property("number")]
        self.accept()
