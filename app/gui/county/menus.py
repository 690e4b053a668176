"""The menus of the window of a collection: the words and keys of every item; the window says what each does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

MENUS: tuple[tuple[str, tuple[tuple[str, str, str] | None, ...]], ...] = (
    (
        "汇总(&F)",
        (
            ("take", "收入来件(&A)…", "Ctrl+O"),
            ("again", "重新读一遍(&R)", "F5"),
            None,
            ("begin", "年份、机关和期限(&Y)…", ""),
            ("units", "读入单位名单(&U)…", ""),
            ("last_year", "去年的文件夹(&L)…", ""),
            ("explain", "单位数变动说明(&N)…", ""),
            None,
            ("make", "生成汇总底稿(&G)", "Ctrl+E"),
            ("xlsx", "导出汇总 Excel(&X)…", ""),
            ("csv", "导出 CSV(&V)…", ""),
            None,
            ("close", "关闭(&C)", "Ctrl+W"),
        ),
    ),
    (
        "单位(&D)",
        (
            ("hand_out", "下发底稿(&H)…", ""),
            None,
            ("chase", "复制催报名单(&C)", ""),
            ("chase_file", "导出催报名单(&E)…", ""),
            None,
            ("return", "退回(&B)…", ""),
            ("chat", "复制退回的话(&T)", ""),
        ),
    ),
)
"""id, words, keys; None: a line between."""

HELP = "帮助(&H)"


def build(bar: QMenuBar, acts: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Fill the menu bar; KeyError when an item has no act."""
    actions: dict[str, QAction] = {}
    for title, items in MENUS:
        menu = bar.addMenu(title)
        for item in items:
            if item is None:
                menu.addSeparator()
                continue
            key, words, keys = item
            action = menu.addAction(words)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.triggered.connect(acts[key])
            actions[key] = action
    return actions
