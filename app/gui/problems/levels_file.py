"""核对要求: take over the county's levels file into the draft, and take it back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, tell
from app.gui.dialogs.where import default_folder
from app.model.files import FileProblem, read_bytes
from app.model.kept.levels import NAMES, Levels, parse_levels

_ONLY_LEVELS = "只影响核对时提示的轻重，不改任何数据；可以撤销。"


def in_words(levels: Levels) -> str:
    """核对要求按某县政务公开办公室下发的设置：… 定为提示（E105）；…"""
    from app.rules import RULES  # loaded when something was checked

    said = "；".join(
        f"{f'“{RULES[rule].title}”（{rule}）' if rule in RULES else rule}定为{NAMES[level]}"
        for rule, level in sorted(levels.levels.items())
    )
    return f"核对要求按{levels.issuer or '上级'}下发的设置：{said}。《审核说明》里会写明。" if said else ""


class LevelsFile(QObject):
    """The levels of one draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def load(self) -> None:
        """Ask for the file, say what it sets, and take it over as one undo step."""
        desk, window = self._desk, self._desk.parent_widget
        desk.commit()
        chosen, _ = QFileDialog.getOpenFileName(
            window, "载入核对要求", str(default_folder("draft_folder")), "核对要求文件 (*.json);;所有文件 (*)"
        )
        if not chosen:
            return
        path = Path(chosen)
        try:
            levels = parse_levels(read_bytes(path), path.name)
        except FileProblem as problem:
            tell(window, str(problem))
            return
        report = desk.report
        if not levels.levels:
            tell(window, f"“{path.name}”里没有设置任何级别，没有采用。请向下发单位核实。")
        elif levels == report.levels:
            desk.say("这份核对要求已经载入过了，没有变化。")
        elif ask(window, in_words(levels), (Answer.TAKE, Answer.DO_NOT_TAKE), _ONLY_LEVELS) is Answer.TAKE:
            desk.edit(replace(report, levels=levels), "载入核对要求")
            desk.say(f"已按{levels.issuer or '上级'}的设置核对，{len(levels.levels)} 条规则的级别变了。")

    def remove(self) -> None:
        report = self._desk.report
        if not report.levels.levels:
            self._desk.say("这份底稿没有载入过核对要求，用的是程序自带的级别。")
            return
        self._desk.edit(replace(report, levels=Levels()), "取消核对要求")
        self._desk.say("已恢复程序自带的核对要求。")
