"""What one window does with its draft's file: save, save as, close, keep the journal, compare with what was exported."""

from __future__ import annotations

import datetime
import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, tell
from app.gui.dialogs.where import ask_where, default_folder, draft_name
from app.gui.saving.disk_look import DiskLook
from app.gui.saving.opening import MayWrite, claim
from app.keeping.draft_file import DraftFile, Seen
from app.keeping.journal import Journal
from app.keeping.settings import settings
from app.model.beside.difference import changes
from app.model.draft import open_draft
from app.model.endings import DRAFT
from app.model.files import FileProblem, whereabouts
from app.model.report import Report

log = logging.getLogger(__name__)

_FORCED_AFTER = 50  # ms: what was typed is painted and checked by then
_NO_RECORD = "找回用的记录写不进磁盘（可能已满），断电会丢失没有保存的内容。请腾出空间，现在保存一次。"
_MADE_AGAIN = (
    "▲ 找回用的记录被删过，已重建",
    "找回用的记录被别的程序删掉了，已经重新建好，没有保存的内容都在里面。清理电脑的软件可能会再删，请现在保存一次。",
)


class Saving(QObject):
    """Every edit goes into the journal before its event ends, and is forced to the disk once it is painted.

    Signal `saved`: the report is on the disk. `file`: the draft's file and its lock. `saved_at`: when this window last saved.
    """

    saved = Signal()

    def __init__(self, desk: Desk, file: DraftFile, journal: Journal | None, may_write: MayWrite) -> None:
        super().__init__(desk)
        self._desk = desk
        self._document = desk.document
        self._may_write = may_write
        self.file = file
        self.journal = journal
        self.saved_at: datetime.datetime | None = None
        self._journal_told = journal is None
        self._made_again = False
        self._document.changed.connect(self._record)
        self._forcing = QTimer(self, singleShot=True, interval=_FORCED_AFTER)
        self._forcing.timeout.connect(self._force)
        self._disk = DiskLook(self)
        self._disk.changed.connect(self._changed_on_disk)

    @property
    def _parent(self) -> QWidget:
        return self._desk.parent_widget

    # the journal

    def begin(self) -> None:
        """Said once by the window, when it hears what is warned of: a journal that could not be begun is tried again."""
        if self.journal is None:
            self._record(self._document.report)

    def _record(self, report: Report) -> None:
        made_again = False
        try:
            if self.journal is None:
                self.journal = Journal.start(report, self._document.path, self._document.modified)
            else:
                made_again = self.journal.record(report)
        except (OSError, FileProblem):
            self._record_fails()
        else:
            self._record_works(made_again)
            if not self._forcing.isActive():  # else no later for what comes after it
                self._forcing.start()

    def _force(self) -> None:
        try:
            if self.journal:
                self.journal.force()
        except OSError:
            self._record_fails()

    def _rebase(self) -> None:
        if self.journal is None:
            return self._record(self._document.report)
        try:
            self.journal.rebase(self._document.report, self._document.path, self._document.modified)
        except (OSError, FileProblem):
            self._record_fails(tells=False)  # she has just been told that her draft is saved
        else:
            self._made_again = False  # and now all is saved as well
            self._record_works(False)

    def _record_fails(self, tells: bool = True) -> None:
        """The warning stands in the status line until the record can be written again; `tells`: once, in a dialog."""
        log.exception("journal")
        self._desk.warned.emit("▲ 找回用的记录写不进磁盘", _NO_RECORD)
        if tells and not self._journal_told:
            self._journal_told = True
            tell(self._parent, _NO_RECORD)

    def _record_works(self, made_again: bool) -> None:
        """That it had been taken away stands there until the next save: what is said of an edit is gone with the next key."""
        self._made_again = self._made_again or made_again
        self._desk.warned.emit(*(_MADE_AGAIN if self._made_again else ("", "")))

    # saving

    def save(self) -> bool:
        """True when the report is on the disk."""
        if not self._desk.settle():
            return False
        if self.file.path is None or self.file.read_only:
            return self.save_as()
        answer = self._when_changed()
        if answer is Answer.ELSEWHERE:
            return self.save_as()
        return answer is Answer.OVERWRITE_IT and self._write(self.file)

    def _when_changed(self) -> Answer | None:
        """OVERWRITE_IT, ELSEWHERE or neither: asked when somebody else wrote the draft since we opened it."""
        path = self.file.path
        while path and self.file.changed_on_disk():
            text = f"“{path.name}”打开以后，在别处又被改过。直接保存会盖掉那边的改动。"
            answers = (Answer.ELSEWHERE, Answer.COMPARE, Answer.OVERWRITE_IT)
            answer = ask(self._parent, text, answers, "您填的内容都在，还没有写入。")
            if answer is not Answer.COMPARE:
                return answer
            try:
                from app.gui.dialogs.compare import compare

                compare(self._parent, "磁盘上的那份，与现在窗口里的", open_draft(path), self._document.report)
            except FileProblem as problem:
                tell(self._parent, str(problem))
        return Answer.OVERWRITE_IT

    def save_as(self) -> bool:
        if not self._desk.settle():
            return False
        mine = self.file.path and not self.file.read_only
        folder = self.file.path.parent if self.file.path and mine else default_folder("draft_folder")
        name = self.file.path.name if self.file.path else draft_name(self._document.report)
        if self.file.path and not mine:
            name = f"{self.file.path.stem}（副本）{DRAFT}"
        path = ask_where(
            self._parent, "另存为新底稿" if self.file.read_only else "另存为", folder / name, "底稿", DRAFT
        )
        if path is None:
            return False
        if self.file.path and mine and whereabouts(path) == whereabouts(self.file.path):
            return self._write(self.file)
        return self._save_to(path)

    def _save_to(self, path: Path) -> bool:
        new = claim(self._parent, path, self._may_write)
        if new is None:
            return False
        before = self._desk.snapshots
        if not self._write(new):
            if self.file is not new:
                new.release()
            return False
        settings().set("draft_folder", str(path.parent))
        try:
            self._desk.snapshots.begin_with(before)
        except OSError:
            log.exception("snapshots")
        return True

    def _write(self, file: DraftFile) -> bool:
        """Write into `file`, which becomes the window's own; False when it could not be, or went elsewhere instead."""
        if file is not self.file and self.journal and file.path:
            self.journal.saves_to(file.path)
        while True:
            try:
                file.save(self._document.report)
                break
            except FileProblem as problem:
                answers = (Answer.AGAIN, Answer.ELSEWHERE) if problem.busy else (Answer.ELSEWHERE, Answer.AGAIN)
                answer = ask(self._parent, str(problem), answers, "您填的内容都在，没有丢。")
                if answer is Answer.ELSEWHERE:
                    if file is not self.file:
                        file.release()
                    return self.save_as()
                if answer is not Answer.AGAIN:
                    return False
        if file is not self.file:
            self.file.release()
            self.file = file
        self._document.undo_stack.setClean()
        self._document.set_path(file.path)
        self._rebase()
        settings().opened(str(file.path))
        self.saved_at = datetime.datetime.now()
        self.saved.emit()
        return True

    def look_at_disk(self) -> None:
        """Coming back to the window: say so when the draft was written elsewhere meanwhile."""
        if self.file.seen:
            self._disk.look(self.file.seen)

    def _changed_on_disk(self, seen: Seen) -> None:
        if seen == self.file.seen:  # we have not saved since it was looked at
            self._desk.say("这份底稿在别处被改过；保存时会让您选择另存还是覆盖。")

    # closing

    def may_close(self) -> bool:
        """Ask before losing work; then give back the lock and the journal."""
        if not self._desk.settle():
            return False
        if self._document.modified:
            path = self._document.path
            name = path.stem if path else self._document.report.organ.name or "这份底稿"
            answers = (Answer.SAVE, Answer.DISCARD, Answer.EDIT_ON)
            how = self.file.why if self.file.read_only else ""
            answer = ask(self._parent, f"“{name}”的改动还没有保存。关闭前要保存吗？", answers, how)
            if answer is Answer.SAVE:
                if not self.save():
                    return False
            elif answer is not Answer.DISCARD:
                return False
        if self._document.path is None:
            self._desk.snapshots.forget(self._desk.report)
        if self.journal:
            self.journal.close()
            self.journal = None
        self.file.release()
        return True

    def leave(self) -> None:
        """The program ends without asking: the journal stays, the lock is given back."""
        if self.journal:
            self.journal.leave()
            self.journal = None
        self.file.release()

    # comparing

    def fill_compare(self, menu: QMenu) -> None:
        """与1月20日 14:31 送审稿相比改了 3 处"""
        self._desk.commit()
        self._compared = self._desk.snapshots.all(self._desk.report)[:15]
        for place, snapshot in enumerate(self._compared):
            try:
                number = len(changes(snapshot.report(), self._document.report))
            except FileProblem:
                continue
            text = f"与{snapshot.name}相比改了 {number} 处" if number else f"与{snapshot.name}相同"
            action = menu.addAction(text)
            action.setData(place)
            action.triggered.connect(self._compare)
        if menu.isEmpty():
            menu.addAction("还没有导出过，导出后可在这里比较").setEnabled(False)

    def _compare(self) -> None:
        snapshot = self._compared[self.sender().data()]  # type: ignore[attr-defined]
        try:
            from app.gui.dialogs.compare import compare

            compare(self._parent, f"{snapshot.name}，与现在的底稿", snapshot.report(), self._document.report)
        except FileProblem as problem:
            tell(self._parent, str(problem))
