"""What one window does with its draft's file: save, save as, close, keep the journal, compare with what was exported."""

from __future__ import annotations

import datetime
import logging
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from app.gui.dialogs.compare import compare
from app.gui.dialogs.question import ask, tell
from app.gui.dialogs.where import ask_where, default_folder, draft_name
from app.gui.problems.reason_editor import ReasonEditor
from app.gui.saving.opening import claim
from app.keeping.draft_file import DraftFile
from app.keeping.journal import Journal
from app.keeping.settings import settings
from app.keeping.snapshots import Snapshots
from app.model.beside.difference import changes
from app.model.draft import SUFFIX, open_draft
from app.model.files import FileProblem, whereabouts
from app.model.report import Report

if TYPE_CHECKING:
    from app.gui.window.main_window import MainWindow

log = logging.getLogger(__name__)

SAVE, DISCARD, ELSEWHERE, AGAIN, OVERWRITE, COMPARE, GO_ON = (
    "保存",
    "不保存",
    "另存一份",
    "重试",
    "覆盖它",
    "比较",
    "继续编辑",
)
_NO_RECORD = "找回用的记录写不进磁盘（可能已满），断电会丢失没有保存的内容。请腾出空间，现在保存一次。"


class Commands(QObject):
    """`file`: the draft's file and its lock. Every edit goes into the journal before its event ends."""

    def __init__(self, window: MainWindow, file: DraftFile, journal: Journal | None) -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self.file = file
        self.journal = journal
        self._unsaved_id = journal.id if journal else uuid.uuid4().hex
        self.saved_at: datetime.datetime | None = None
        self._journal_told = journal is None
        self._document.changed.connect(self._record)

    # the journal

    def _record(self, report: Report) -> None:
        if self.journal is None:
            return
        try:
            if self.journal.record(report):
                self._window.status.say("找回用的记录被别的程序删掉了，已经重新建好，没有保存的内容都在里面。")
        except (OSError, FileProblem):
            log.exception("journal")
            self._warn(True)
            if not self._journal_told:
                self._journal_told = True
                tell(self._window, _NO_RECORD)
        else:
            self._warn(False)

    def _rebase(self) -> None:
        if self.journal is None:
            return
        try:
            self.journal.rebase(self._document.report, self._document.path, self._document.modified)
        except (OSError, FileProblem):
            log.exception("journal")
            self._warn(True)
        else:
            self._warn(False)

    def _warn(self, failing: bool) -> None:
        """The warning stands in the status line until the record can be written again."""
        self._window.status.warn("▲ 找回用的记录写不进磁盘" if failing else "", _NO_RECORD)

    @property
    def snapshots(self) -> Snapshots:
        return Snapshots(self._document.path, self._unsaved_id)

    # saving

    def _settled(self) -> bool:
        """Take over what is being typed. False: a figure was refused, or a 说明 is half written; the clerk is led there."""
        window = self._window
        if not window.pages.commit():
            window.focus_page()
            return False
        for panel in (window.problems, window.reasons):
            for editor in panel.findChildren(ReasonEditor):
                if editor.unfinished and editor.isVisibleTo(panel):
                    window.side.setCurrentWidget(panel)
                    panel.ensureWidgetVisible(editor)
                    tell(window, "有一条说明还没有写完。请按“确定”记入底稿，或按“取消”不要它，然后再保存、关闭。")
                    editor.text.setFocus()
                    return False
        return True

    def save(self) -> bool:
        """True when the report is on the disk."""
        if not self._settled():
            return False
        if self.file.path is None or self.file.read_only:
            return self.save_as()
        answer = self._when_changed()
        if answer == ELSEWHERE:
            return self.save_as()
        return answer == OVERWRITE and self._write(self.file)

    def _when_changed(self) -> str:
        """OVERWRITE, ELSEWHERE or neither: asked when somebody else wrote the draft since we opened it."""
        path = self.file.path
        while path and self.file.changed_on_disk():
            text = f"“{path.name}”打开以后，在别处又被改过。直接保存会盖掉那边的改动。"
            answer = ask(self._window, text, (ELSEWHERE, COMPARE, OVERWRITE), "您填的内容都在，还没有写入。")
            if answer != COMPARE:
                return answer
            try:
                compare(self._window, "磁盘上的那份，与现在窗口里的", open_draft(path), self._document.report)
            except FileProblem as problem:
                tell(self._window, str(problem))
        return OVERWRITE

    def save_as(self) -> bool:
        if not self._settled():
            return False
        folder = self.file.path.parent if self.file.path and not self.file.read_only else default_folder("draft_folder")
        name = self.file.path.name if self.file.path else draft_name(self._document.report)
        path = ask_where(self._window, "另存为", folder / name, "底稿", SUFFIX)
        if path is None:
            return False
        if self.file.path and not self.file.read_only and whereabouts(path) == whereabouts(self.file.path):
            return self._write(self.file)
        return self._save_to(path)

    def _save_to(self, path: Path) -> bool:
        new = claim(self._window.application, self._window, path)
        if new is None:
            return False
        before = self.snapshots
        if not self._write(new):
            if self.file is not new:
                new.release()
            return False
        settings().set("draft_folder", str(path.parent))
        try:
            self.snapshots.begin_with(before)
        except OSError:
            log.exception("snapshots")
        return True

    def _write(self, file: DraftFile) -> bool:
        """Write into `file`, which becomes the window's own; False when it could not be, or went elsewhere instead."""
        while True:
            try:
                file.save(self._document.report)
                break
            except FileProblem as problem:
                answers = (AGAIN, ELSEWHERE) if problem.busy else (ELSEWHERE, AGAIN)
                answer = ask(self._window, str(problem), answers, "您填的内容都在，没有丢。")
                if answer == ELSEWHERE:
                    if file is not self.file:
                        file.release()
                    return self.save_as()
                if answer != AGAIN:
                    return False
        if file is not self.file:
            self.file.release()
            self.file = file
        self._document.undo_stack.setClean()
        self._document.set_path(file.path)
        self._rebase()
        settings().opened(str(file.path))
        self.saved_at = datetime.datetime.now()
        self._window.show_title()
        return True

    def look_at_disk(self) -> None:
        """Coming back to the window: say so when the draft was written elsewhere meanwhile."""
        if self.file.path and self.file.changed_on_disk():
            self._window.status.say("这份底稿在别处被改过；保存时会让您选择另存还是覆盖。")

    # closing

    def may_close(self) -> bool:
        """Ask before losing work; then give back the lock and the journal."""
        if not self._settled():
            return False
        if self._document.modified:
            path = self._document.path
            name = path.stem if path else self._document.report.organ.name or "这份底稿"
            answer = ask(self._window, f"“{name}”的改动还没有保存。关闭前要保存吗？", (SAVE, DISCARD, GO_ON))
            if answer not in (SAVE, DISCARD) or (answer == SAVE and not self.save()):
                return False
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
        self._window.pages.commit()
        for snapshot in self.snapshots.all()[:15]:
            try:
                number = len(changes(snapshot.report(), self._document.report))
            except FileProblem:
                continue
            text = f"与{snapshot.name}相比改了 {number} 处" if number else f"与{snapshot.name}相同"
            action = menu.addAction(text)
            action.setData(str(snapshot.file))
            action.triggered.connect(self._compare)
        if menu.isEmpty():
            menu.addAction("还没有导出过，导出后可在这里比较").setEnabled(False)

    def _compare(self) -> None:
        file = Path(self.sender().data())  # type: ignore[attr-defined]
        snapshot = next((each for each in self.snapshots.all() if each.file == file), None)
        if snapshot is None:
            return
        try:
            compare(self._window, f"{snapshot.name}，与现在的底稿", snapshot.report(), self._document.report)
        except FileProblem as problem:
            tell(self._window, str(problem))
