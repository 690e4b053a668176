"""Export: 送审稿 at any time, 公布稿 when the verdict allows it."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.acts import render, review_of, unprintable, why_not_public
from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, run, tell
from app.gui.dialogs.where import copy_name, default_folder
from app.keeping.settings import settings
from app.keeping.snapshots import PUBLIC_COPY, keep_by_code
from app.model.files import FileProblem, system_path, write_atomic
from app.model.words.texts import printed

log = logging.getLogger(__name__)


class Exporting(QObject):
    """Signals: `review_copy_sent`: a 送审稿 lies in its folder; `self_check_wanted`, `website_wanted`, `live_page_wanted`."""

    review_copy_sent = Signal()
    self_check_wanted = Signal()
    website_wanted = Signal()
    live_page_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    @property
    def _parent(self) -> QWidget:
        return self._desk.parent_widget

    def review_copy(self) -> None:
        if self._desk.settle():
            self._ask(review=True)

    def public_copy(self) -> None:
        """Pressed early it says what is missing."""
        if not self._desk.settle():
            return
        why = why_not_public(self._desk.checked)
        if not why:
            if self._self_checked():
                self._ask(review=False)
            return
        answer = ask(self._parent, why, (Answer.GO_THERE, Answer.REVIEW_COPY_NOW))
        if answer is Answer.GO_THERE:
            self._desk.first_problem_wanted.emit()
        elif answer is Answer.REVIEW_COPY_NOW:
            self._ask(review=True)

    def _self_checked(self) -> bool:
        """公布前自查 belongs to publishing: what is not ticked is shown, and asked once."""
        from app.gui.paper.self_check import open_items

        unticked = open_items(self._desk.checked)
        if not unticked:
            return True
        said = f"公布前自查还有 {len(unticked)} 项没有勾："
        more = "\n".join(item.words for item in unticked)
        answer = ask(self._parent, said, (Answer.SELF_CHECK, Answer.EXPORT_ANYWAY), more)
        if answer is Answer.SELF_CHECK:
            self.self_check_wanted.emit()
            return not open_items(self._desk.checked)  # all is ticked now: the export goes on
        return answer is Answer.EXPORT_ANYWAY

    def _ask(self, review: bool) -> None:
        if not named(self._desk, "标题和落款都要用它"):
            return
        report = self._desk.report
        name = copy_name(report, review)
        own = self._desk.document.path
        folder, formats = (
            settings().export_folder(own) or default_folder("draft_folder"),
            settings().get("export_formats"),
        )
        from app.gui.paper.export_dialog import ExportDialog

        dialog = ExportDialog(self._parent, review, name, folder, formats)
        if not run(dialog):
            return
        folder = dialog.folder
        settings().set("export_formats", dialog.formats)
        targets = {each: folder / f"{name}.{each}" for each in dialog.formats}
        marked = review_of(self._desk.checked, datetime.date.today(), dialog.signature) if review else None
        if (
            "pdf" in targets
            and (boxes := unprintable(report, marked))
            and ask(self._parent, boxes, (Answer.BACK, Answer.EXPORT_ANYWAY)) is not Answer.EXPORT_ANYWAY
        ):
            return
        targets = self._where_free(targets)
        with busy_cursor():
            made = render(report, tuple(targets), marked)
        written, refused = self._write([(path, made[each]) for each, path in targets.items()])
        if not written:
            self._desk.say("没有导出。")
            return
        settings().exported(own, written[0].parent)
        kept = self._keep(review)
        if review:
            self.review_copy_sent.emit()
        self._tell_done(written, refused, kept, public=not review)

    def _where_free(self, targets: Mapping[str, Path]) -> Mapping[str, Path]:
        """The targets, under other names where files lie in the way; none when the clerk would rather not."""
        present = [path for path in targets.values() if os.path.exists(system_path(path))]
        if not present:
            return targets
        said = f"“{present[0].parent}”里已经有了："
        more = "\n".join(path.name for path in present) + "\n覆盖以后，原来的文件就没有了。"
        answer = ask(self._parent, said, (Answer.ELSEWHERE, Answer.OVERWRITE, Answer.CANCEL), more)
        if answer is Answer.ELSEWHERE:
            return {name: free_name(path) for name, path in targets.items()}
        return targets if answer is Answer.OVERWRITE else {}

    def _write(self, wanted: Sequence[tuple[Path, bytes]]) -> tuple[list[Path], list[Path]]:
        """The paths written, and those that were not: the clerk gave up on the first of them, which refuses."""
        waiting, written = list(wanted), []
        while waiting:
            path, made = waiting[0]
            try:
                with busy_cursor():
                    write_atomic(path, made)
            except FileProblem as problem:
                way_out = Answer.ELSEWHERE if problem.busy else Answer.OTHER_FOLDER
                answer = ask(self._parent, str(problem), (Answer.AGAIN, way_out, Answer.CANCEL))
                if answer is Answer.ELSEWHERE:  # beside the one that is open
                    waiting[0] = (free_name(path), made)
                elif answer is Answer.OTHER_FOLDER:
                    start = str(default_folder("draft_folder"))
                    folder = QFileDialog.getExistingDirectory(self._parent, "另存到", start)
                    if not folder:
                        break
                    waiting = [(free_name(Path(folder) / each.name), data) for each, data in waiting]
                elif answer is not Answer.AGAIN:
                    break
                continue
            written.append(path)
            waiting.pop(0)
        return written, [path for path, _ in waiting]

    def _keep(self, review: bool) -> bool:
        """To compare with later: 公布稿 here, what is sent for review in the draft itself, and here by its 稿号."""
        try:
            if review:
                keep_by_code(self._desk.report)
            else:
                self._desk.snapshots.add(self._desk.report, PUBLIC_COPY)
        except (OSError, FileProblem):
            log.exception("snapshot")
            return review
        return True

    def _tell_done(self, written: Sequence[Path], refused: Sequence[Path], kept: bool, public: bool) -> None:
        self._desk.say(f"已导出 {len(written)} 个文件" + (f"，{len(refused)} 个没有写入。" if refused else "。"))
        notes = []
        if refused:
            notes.append(f"没有写入：{'、'.join(path.name for path in refused)}")
        if not kept:
            notes.append("这一稿没有留底，以后不能与它比较（磁盘可能已满）。")
        from app.gui.paper.exported_dialog import ExportedDialog

        dialog = ExportedDialog(self._parent, written, notes, printed(self._desk.report, "title"), public)
        queued = Qt.ConnectionType.QueuedConnection  # when this dialog is gone
        dialog.website_wanted.connect(self.website_wanted, queued)
        dialog.live_page_wanted.connect(self.live_page_wanted, queued)
        run(dialog)


def named(desk: Desk, why: str) -> bool:
    """Whether the report says whose it is; else the clerk is told why it must, and led to the field."""
    if desk.report.organ.name.strip():
        return True
    tell(desk.parent_widget, f"还没有填单位名称，{why}。请先在“单位与前言”里填上。")
    desk.go_to("organ/name")
    return False


@contextmanager
def busy_cursor() -> Iterator[None]:
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()


def free_name(path: Path) -> Path:
    """This name, or with （2）, （3）… the first that no file has."""
    number, free = 1, path
    while os.path.exists(system_path(free)):  # Path.exists raises where a share has dropped
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free
