"""What a crash left: offered once, and both states are kept until the clerk has chosen."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.gui.desk.document import ReportDocument
from app.gui.dialogs.question import Answer, tell
from app.gui.saving.opening import MayWrite, Ready, honest_totals, open_asking
from app.gui.saving.recover import recover
from app.keeping.draft_file import DraftFile
from app.keeping.journal import Found, abandoned
from app.keeping.settings import settings
from app.keeping.snapshots import RECOVERED, Snapshots
from app.model.beside.difference import same
from app.model.draft import open_draft
from app.model.files import FileProblem, whereabouts
from app.model.report import Report

log = logging.getLogger(__name__)

_TORN = (
    "有一份找回用的记录读不出来，里面可能有没有保存的内容，没有动它。请把下面这个文件夹交给管电脑的人看；"
    "确定不要了，删去这个文件夹，就不再提醒。"
)


def left_behind(asking: Callable[[], QWidget | None]) -> list[Found]:
    """At the start of the program: what crashed ones left; of what cannot be read the clerk is told."""
    found = abandoned(lambda torn: tell(asking(), _TORN, str(torn)))
    return [each for each in found if not _is_saved(each)]


def left_behind_of(path: Path) -> Found | None:
    """What a crashed window left of this draft, if anything; the others are left for the next start."""
    wanted: Found | None = None
    for found in abandoned():
        its_own = _one_place(found.path, path)
        if (its_own or _one_place(found.saving_to, path)) and _is_saved(found):
            continue
        if its_own and wanted is None:
            wanted = found
        else:
            found.journal.leave()
    return wanted


def _one_place(one: Path | None, other: Path) -> bool:
    return one is not None and whereabouts(one) == whereabouts(other)


def _is_saved(found: Found) -> bool:
    """Killed between the writing of a draft and its journal's word of that: the save is brought to its end, nothing asked."""
    for path in (found.path, found.saving_to):
        saved, _ = _saved(path)
        if saved and same(saved, found.report):
            break
    else:
        return False
    settings().opened(str(path))
    try:
        Snapshots(path, found.journal.id).begin_with(Snapshots(found.path, found.journal.id))
    except OSError:
        log.exception("snapshots")
    found.journal.close()
    return True


def offer(asking: QWidget | None, found: Found, may_write: MayWrite) -> Ready | Path | None:
    """What the clerk chose: the recovered report, the path of the saved one to be opened, or neither."""
    saved, why_not = _saved(found.path)
    answer = recover(asking, found, saved, why_not)
    if answer is Answer.OPEN_FOUND:
        return _recovered(asking, found, saved, may_write)
    if answer is Answer.LATER:
        found.journal.leave()
        return None
    if answer is Answer.OPEN_SAVED and found.path:
        try:  # even what was not chosen can still be compared with
            Snapshots(found.path, found.journal.id).add(found.report, RECOVERED)
        except (OSError, FileProblem):
            found.journal.leave()
            return None
    if answer is Answer.DROP and not found.path:
        Snapshots(None, found.journal.id).forget(found.report)
    found.journal.close()
    return found.path if answer is Answer.OPEN_SAVED else None


def _saved(path: Path | None) -> tuple[Report | None, str]:
    """What the draft's file holds, or why it cannot be read ("" when there never was one)."""
    if not path:
        return None, ""
    try:
        report, _ = honest_totals(open_draft(path))
    except FileProblem as problem:
        return None, str(problem)
    return report, ""


def _recovered(asking: QWidget | None, found: Found, saved: Report | None, may_write: MayWrite) -> Ready | None:
    """The recovered report as one undo step upon the saved one; its journal goes on."""
    file = DraftFile(found.path) if saved else DraftFile()
    if saved and found.path:
        opened = open_asking(asking, found.path, may_write)
        if opened is None:
            found.journal.leave()
            return None
        file, saved = opened.file, opened.report
    document = ReportDocument(saved or found.report, file.path)
    if saved:
        document.edit(found.report, f"找回 {found.at:%H:%M} 的内容")
    else:
        document.undo_stack.resetClean()
    try:
        found.journal.rebase(found.report, file.path, True)
    except (OSError, FileProblem):
        log.exception("journal")
    note = f"这是找回的 {found.at:%H:%M} 的内容，还没有保存。"
    return Ready(document, file, found.journal, note, found.where)
