"""比较: two states of a report side by side, in the view that shows all differences."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.gui.dialogs.question import run
from app.gui.look import labels, theme
from app.gui.look.changes_view import ChangeRow, ChangesView
from app.gui.look.style_sheet import resize_within
from app.model.beside.difference import changes
from app.model.report import Report


class CompareDialog(QDialog):
    """One row for each place that differs."""

    def __init__(
        self, parent: QWidget | None, title: str, before: Report, after: Report, names: tuple[str, str]
    ) -> None:
        super().__init__(parent)
        found = changes(before, after)
        self.setWindowTitle("比较")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(10))
        says = f"{title}有 {len(found)} 处不同。" if found else f"{title}，数据和文字都相同。"
        column.addWidget(labels.words(says, "question"))
        rows = [ChangeRow(change.place, change.before, change.after) for change in found]
        self.view = ChangesView("不同之处", ("位置", *names), rows, ticks=False)
        self.view.setMinimumHeight(theme.px(120))
        if found:
            column.addWidget(self.view, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText("关闭")
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        if found:
            resize_within(self, 860, 480)


def compare(
    parent: QWidget | None, title: str, before: Report, after: Report, names: tuple[str, str] = ("原来", "现在")
) -> None:
    """`names`: what stands above the two columns."""
    run(CompareDialog(parent, title, before, after, names))
