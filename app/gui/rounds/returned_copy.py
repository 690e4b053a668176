"""改稿回来: what the copy changed, each change taken or left; the draft moves only with 确定."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.gui.dialogs.question import Answer, ask
from app.gui.look import labels, theme
from app.gui.look.changes_view import ChangeRow, ChangesView
from app.gui.look.style_sheet import resize_within
from app.model.beside.breaking import breaks
from app.model.beside.returned import Returned, take
from app.model.report import Report


class ReturnedCopy(QDialog):
    """After exec() == Accepted: `taken`."""

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        draft: Report,
        changes: Sequence[Returned],
        rows: Sequence[ChangeRow],
        remarks: Sequence[str],
        warnings: Sequence[str],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(labels.on_title(f"改稿回来：{name}"))
        self._draft = draft
        self._changes = tuple(changes)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(10))
        column.addWidget(labels.words(summary(changes, remarks), "question"))
        for warning in warnings:
            column.addWidget(labels.words(warning, "warning"))
        self.view = ChangesView("改动", ("位置", "底稿", "改稿"), rows, ticks=True, nothing="（没有）")
        self.since = QPushButton(checkable=True)
        self.since.setProperty("role", "link")
        self.since.setAutoDefault(False)
        self.since.toggled.connect(self._fold)
        self.since.setChecked(bool(changes) and all(change.only_here for change in changes))
        self._fold(self.since.isChecked())
        if changes:
            column.addLayout(self._choosing())
            column.addWidget(self.view, 3)
            column.addWidget(self.since)
        if remarks:
            heading = f"批注和说明 {len(remarks)} 条（确定以后，批注留在“意见”里，处理一条勾一条）"
            column.addWidget(labels.words(heading, "section", wraps=False))
            self.remarks = QPlainTextEdit("\n".join(remarks))
            self.remarks.setAccessibleName("批注")
            self.remarks.setReadOnly(True)
            self.remarks.setTabChangesFocus(True)
            self.remarks.setMinimumHeight(theme.px(64))
            column.addWidget(self.remarks, 1)
        column.addLayout(self._buttons())
        self._at_first = frozenset(self.view.chosen())
        self.view.ticked.connect(self._count)
        self._count()
        resize_within(self, 900, 560 if changes else 260)
        self.view.setFocus()

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, slot in (("全部采用", self.take_all), ("全部不采用", self.take_none)):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        self._said = labels.words(wraps=False)
        row.addWidget(self._said)
        row.addStretch()
        row.addWidget(labels.words("打勾的采用；↑↓ 换行，空格打勾或去掉", "quiet", wraps=False))
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        self.go = QPushButton("确定")
        self.go.setDefault(True)
        self.go.setProperty("role", "primary")
        self.go.clicked.connect(self.accept)
        row.addWidget(self.go)
        if self._changes:
            leave = QPushButton("取消")
            leave.setAutoDefault(False)
            leave.clicked.connect(self.reject)
            row.addWidget(leave)
        return row

    @property
    def taken(self) -> list[Returned]:
        return [self._changes[number] for number in self.view.chosen()]

    @property
    def left(self) -> list[Returned]:
        """What was changed outside and is not taken."""
        taken = self.taken
        return [change for change in self._changes if not change.only_here and change not in taken]

    def reject(self) -> None:
        """取消, Esc and the window's X: what was ticked by hand is not gone with one key."""
        number = len(self._at_first.symmetric_difference(self.view.chosen()))
        said = f"已经改过 {number} 处的选择，不要了吗？"
        if (
            not number
            or ask(self, said, (Answer.CHECK_ON, Answer.DROP), "不要了，改稿都不采用，底稿不变。") is Answer.DROP
        ):
            super().reject()

    def take_all(self) -> None:
        self.view.tick_all(True)

    def take_none(self) -> None:
        self.view.tick_all(False)

    def _count(self) -> None:
        if not self._changes:
            return
        self._show_breaks()
        number, left = len(self.view.chosen()), len(self.left)
        self._said.setText(f"采用 {number} 处，不采用 {left} 处")
        self.go.setText(f"确定，采用 {number} 处" if number else "确定，都不采用")

    def _fold(self, unfolded: bool) -> None:
        """What only the draft changed comes last, folded: there is nothing to take of it but the old words."""
        old = [number for number, change in enumerate(self._changes) if change.only_here]
        self.since.setVisible(bool(old))
        self.since.setText(f"{'▼' if unfolded else '▶'} 送审以后底稿改过 {len(old)} 处（改稿里还是旧的，不用管）")
        for number in old:
            self.view.setRowHidden(number, not unfolded)

    def _show_breaks(self) -> None:
        """At each figure, what it breaks beside the others that are ticked."""
        chosen = set(self.view.chosen())
        together = take(self._draft, [self._changes[number] for number in sorted(chosen)])
        said: dict[int, str] = {}
        for number, change in enumerate(self._changes):
            if change.cell is None or self.view.state_of(number) is None:
                continue
            taken = together if number in chosen else take(together, [change])
            said[number] = breaks(self._draft, taken, change.cell)
        self.view.warn({n: f"{'采用后' if n in chosen else '采用的话'}{words}" for n, words in said.items() if words})


def summary(changes: Sequence[Returned], remarks: Sequence[str]) -> str:
    """这份稿子在外面改过 7 处：文字 5、数字 2，另有批注 1 条。…"""
    comments = sum(remark.startswith("批注") for remark in remarks)
    also = f"，另有批注 {comments} 条" if comments else ""
    if not changes:
        return f"这份稿子与底稿的数字和文字都相同{also}，底稿不用改。"
    outside = [change for change in changes if not change.only_here]
    figures = sum(change.cell is not None for change in outside)
    kinds = [f"{name} {number}" for name, number in (("文字", len(outside) - figures), ("数字", figures)) if number]
    said = f"这份稿子在外面改过 {len(outside)} 处：{'、'.join(kinds)}" if outside else "这份稿子在外面没有改过"
    old = len(changes) - len(outside)
    since = f"送审以后底稿改过 {old} 处，改稿里还是旧的，没有打勾。" if old else ""
    return f"{said}{also}。{since}逐条选择采用或不采用；确定前，底稿不变。"
