"""核对级别: take over the county's levels file into the draft, and take it back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.gui.dialogs.question import ask, tell
from app.gui.dialogs.where import default_folder
from app.model.files import FileProblem, read_bytes
from app.model.levels import NAMES, Levels, parse_levels
from app.rules.registry import RULES

if TYPE_CHECKING:
    from app.gui.window.main_window import MainWindow

TAKE, LEAVE = "采用", "不采用"


def in_words(levels: Levels) -> str:
    """核对级别按某县政务公开办公室下发的设置：… 定为提示（E105）；…"""
    said = "；".join(
        f"{f'“{RULES[rule].title}”（{rule}）' if rule in RULES else rule}定为{NAMES[level]}"
        for rule, level in sorted(levels.levels.items())
    )
    return f"核对级别按{levels.issuer or '上级'}下发的设置：{said}。《审核说明》里会写明。" if said else ""


class LevelsFile(QObject):
    """Acts on the report of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def load(self) -> None:
        """Ask for the file, say what it sets, and take it over as one undo step."""
        window = self._window
        window.pages.commit()
        chosen, _ = QFileDialog.getOpenFileName(
            window, "载入核对级别", str(default_folder("draft_folder")), "核对级别文件 (*.json);;所有文件 (*)"
        )
        if not chosen:
            return
        path = Path(chosen)
        try:
            levels = parse_levels(read_bytes(path), path.name)
        except FileProblem as problem:
            tell(window, str(problem))
            return
        report = window.document.report
        if not levels.levels:
            tell(window, f"“{path.name}”里没有设置任何级别，没有采用。请向下发单位核实。")
        elif levels == report.levels:
            window.status.say("这份核对级别已经载入过了，没有变化。")
        elif ask(window, in_words(levels), (TAKE, LEAVE), "只影响核对时提示的轻重，不改任何数据；可以撤销。") == TAKE:
            window.document.edit(replace(report, levels=levels), "载入核对级别")
            window.status.say(f"已按{levels.issuer or '上级'}的设置核对，{len(levels.levels)} 条规则的级别变了。")

    def remove(self) -> None:
        report = self._window.document.report
        if not report.levels.levels:
            self._window.status.say("这份底稿没有载入过核对级别，用的是程序自带的级别。")
            return
        self._window.document.edit(replace(report, levels=Levels()), "取消核对级别")
        self._window.status.say("已恢复程序自带的核对级别。")
