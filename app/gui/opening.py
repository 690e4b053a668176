"""From a path to a report that may be edited: read it, lock it, and ask where something stands in the way."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.question import ask, tell
from app.gui.draft_file import DraftFile, who
from app.gui.file_names import ask_where, default_folder
from app.model.difference import Change, changes
from app.model.draft import SUFFIX
from app.model.files import FileProblem
from app.model.report import Report
from app.model.totals import fill_totals

READ_ONLY, COPY, ANYWAY, CANCEL = "只读打开", "另存一份", "对方没有打开，照常打开", "取消"


@dataclass(frozen=True)
class Opened:
    """`note`: a sentence for the status line, "" for none."""

    report: Report
    file: DraftFile
    note: str = ""


def open_asking(parent: QWidget | None, path: Path) -> Opened | None:
    """None when it could not be opened, which the clerk has been told, or was given up."""
    file = DraftFile(path)
    try:
        report = file.read()
    except FileProblem as problem:
        tell(parent, str(problem))
        return None
    holder = file.take()
    if holder:
        answers = (READ_ONLY, COPY, CANCEL) if holder.alive or holder.here else (READ_ONLY, COPY, ANYWAY, CANCEL)
        since = holder.since.replace("T", " ")
        text = f"“{path.name}”正由{who(holder)}打开{f'（{since} 起）' if since else ''}。"
        answer = ask(parent, text, answers, "两个人同时改，后保存的会盖掉先保存的。")
        if answer == COPY:
            copy = _copy(parent, path)
            return open_asking(parent, copy) if copy else None
        if answer not in (READ_ONLY, ANYWAY):
            return None
        still = file.take(force=True) if answer == ANYWAY else holder
        if still:
            file.open_without_lock(still)
    report, note = honest_totals(report)
    if note:
        tell(parent, note)
    return Opened(report, file, file.why)


def _copy(parent: QWidget | None, path: Path) -> Path | None:
    start = default_folder("draft_folder") / f"{path.stem}（副本）{SUFFIX}"
    copy = ask_where(parent, "另存一份", start, "底稿", SUFFIX)
    if copy is None:
        return None
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        tell(parent, f"“{copy.name}”没有写入：{error.strerror or error}。请换一个位置。")
        return None
    return copy


def honest_totals(report: Report) -> tuple[Report, str]:
    """A draft whose stored totals are not the sums keeps its figures; 自动合计 goes off, and the sentence says so."""
    differing = changes(report, fill_totals(report))
    if not differing:
        return report, ""
    return replace(report, auto_totals=False), _says(differing)


def _says(differing: list[Change]) -> str:
    first = differing[0]
    example = f"{first.place} 现为 {first.before or '空白'}，各项之和是 {first.after or '空白'}"
    return (
        f"这份底稿里有 {len(differing)} 处总计与各项之和不同，例如 {example}。"
        "数据都没有动，自动合计先关闭了；改好以后可以再打开。"
    )
