"""From a path to a report that may be edited: read it, lock it, and ask where something stands in the way."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QWidget

from app.gui.dialogs.question import Answer, ask, tell
from app.gui.dialogs.where import ask_where, default_folder
from app.keeping.draft_file import AS_ANOTHER, DraftFile, who
from app.model.beside.difference import Change, changes
from app.model.endings import DRAFT
from app.model.files import FileProblem
from app.model.report import Report
from app.model.totals import fill_totals

if TYPE_CHECKING:
    from app.gui.desk.document import ReportDocument
    from app.keeping.journal import Journal

log = logging.getLogger(__name__)

MayWrite = Callable[[Path], bool]
"""False when a window of this program has the draft at this path open."""


class Opened(NamedTuple):
    """`note`: a sentence for the status line, "" for none."""

    report: Report
    file: DraftFile
    note: str = ""


class Ready(NamedTuple):
    """A report that only wants a window. `note`: what its status line says; `where`: where she stood in it."""

    document: ReportDocument
    file: DraftFile
    journal: Journal | None
    note: str = ""
    where: Mapping[str, Any] = MappingProxyType({})


def open_asking(parent: QWidget | None, path: Path, may_write: MayWrite, looking: str = "") -> Opened | None:
    """None when it could not be opened, which the clerk has been told, or was given up. `looking`: why it may only be looked at."""
    file = DraftFile(path)
    try:
        report = file.read()
    except FileProblem as problem:
        tell(parent, str(problem))
        return None
    if looking:
        file.only_look(looking)
        return Opened(honest_totals(report)[0], file, looking)
    holder = file.take()
    if holder:
        unused = () if holder.alive or holder.here else (Answer.OPEN_UNUSED,)
        since = holder.since.replace("T", " ")
        text = f"“{path.name}”正由{who(holder)}打开{f'（{since} 起）' if since else ''}。"
        answers = (Answer.READ_ONLY, Answer.ELSEWHERE, *unused, Answer.CANCEL)
        answer = ask(
            parent, text, answers, f"两个人同时改，后保存的会盖掉先保存的。只读打开的{AS_ANOTHER}，不动对方的。"
        )
        if answer is Answer.ELSEWHERE:
            copy = _copy(parent, path, report, may_write)
            if copy is None:
                return None
            file = copy
        elif answer not in (Answer.READ_ONLY, Answer.OPEN_UNUSED):
            return None
        elif still := file.take(force=True) if answer is Answer.OPEN_UNUSED else holder:
            file.open_without_lock(still)
    report, note = honest_totals(report)
    if note:
        tell(parent, note)
    return Opened(report, file, file.why)


def _copy(parent: QWidget | None, path: Path, report: Report, may_write: MayWrite) -> DraftFile | None:
    start = default_folder("draft_folder") / f"{path.stem}（副本）{DRAFT}"
    chosen = ask_where(parent, "另存一份", start, "底稿", DRAFT)
    copy = claim(parent, chosen, may_write) if chosen else None
    if copy is None:
        return None
    try:
        copy.save(report)
    except FileProblem as problem:
        copy.release()
        tell(parent, str(problem))
        return None
    from app.keeping.snapshots import Snapshots  # few drafts are copied when they are opened

    try:
        Snapshots(copy.path, "").begin_with(Snapshots(path, ""))
    except OSError:
        log.exception("snapshots")
    return copy


def claim(parent: QWidget | None, path: Path, may_write: MayWrite) -> DraftFile | None:
    """The file at `path`, locked to be written anew; None when somebody has it open or it cannot be, which is told."""
    if not may_write(path):
        tell(parent, f"“{path.name}”正在另一个窗口中打开，没有写入。请换一个文件名。")
        return None
    file = DraftFile(path)
    if holder := file.take():
        tell(parent, f"{who(holder)}正打开着“{path.name}”，没有写入。请换一个文件名。")
        return None
    if file.read_only:
        tell(parent, f"{file.why.partition('：')[0]}，没有写入。请换一个位置。")
        return None
    return file


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
