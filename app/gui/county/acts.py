"""What the county office does with an open folder as a whole: takes in, sends back, adds up, exports."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.county.acts import coverage, unit_lines
from app.county.exchange.remarks import chat_text
from app.county.exchange.sending import Correspondence, correspondence, send_back
from app.county.places import SUMMARY
from app.county.standing import Standing, days_late
from app.gui.county.deciding import Line
from app.gui.county.folder import CollectionFolder
from app.gui.dialogs.question import Answer, ask, run, tell
from app.model.beside.difference import changes
from app.model.draft import draft_bytes, open_draft
from app.model.files import FileProblem, write_atomic
from app.model.report import Report


class CollectionActs(QObject):
    """`standing`: the unit that is chosen, or None. Signals: `said` (a sentence), `open_wanted` (path, cell or None)."""

    said = Signal(str)
    open_wanted = Signal(object, object)

    def __init__(self, folder: CollectionFolder, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder, self._parent = folder, parent
        self.standing: Standing | None = None

    def between(self, deadline: str = "") -> Correspondence:
        """What would be sent back to the chosen unit, and what became of what was asked before."""
        if self.standing is None:
            return Correspondence(None)
        folder = self._folder
        return correspondence(folder.folder, self.standing, folder.collection, datetime.date.today(), deadline)

    def choose_files(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self._parent, "收入来件", str(self._folder.folder), "所有文件 (*)")
        if files:
            self._folder.take([Path(each) for each in files])

    def copy_chat(self) -> None:
        between = self.between()
        if between.letter is None:
            self.said.emit(between.why or "请先在左边选一个单位。")
            return
        QGuiApplication.clipboard().setText(chat_text(between.letter))
        self.said.emit("已复制退回的话，可以粘贴到群里。")

    def give_back(self) -> None:
        """退回: the file and the letter, remembered with the deadline."""
        if self.standing is None:
            self.said.emit("请先在左边选一个单位。")
            return
        if not self._folder.may_write():
            return
        dialog = Line(
            self._parent,
            "退回",
            f"{self.standing.unit.name}：重新报送的期限？",
            ""
            if days_late(self._folder.collection.deadline, datetime.date.today())
            else self._folder.collection.deadline,
            "例如：2026-01-20，可以不填",
            date=True,
        )
        if not run(dialog):
            return
        try:
            between = self.between(dialog.said)
            if between.letter is None:
                raise FileProblem(between.why)
            path = send_back(self._folder.folder, between.letter, self.standing, self._folder.collection)
        except FileProblem as problem:
            tell(self._parent, str(problem))
            return
        self._folder.reload()
        self.said.emit(f"已写好退回意见：{path.name} 和同名的 Word，在“退回”文件夹里。")

    def make_summary(self) -> None:
        """汇总.gknb in the folder; what the county wrote in it is kept."""
        if self._folder.summary is None or not self._folder.summary.total.counted:
            self.said.emit("还没有一份能计入的年报，不能汇总。")
            return
        if not self._folder.may_write():
            return
        path, made = self._folder.folder / SUMMARY, self._folder.summary
        try:
            if self._may_replace(path, made.report):
                write_atomic(path, draft_bytes(made.report))
        except FileProblem as problem:
            tell(self._parent, str(problem))
            return
        lacking = (
            f"，还有 {len(made.total.missing)} 个没有：{'、'.join(made.total.missing[:4])}"
            if made.total.missing
            else ""
        )
        self.said.emit(f"汇总底稿里计入了 {len(made.total.counted)} 个单位{lacking}。")
        self.open_wanted.emit(path, None)

    def _may_replace(self, path: Path, made: Report) -> bool:
        """Whether the summary is to be written: figures that somebody changed in it are not taken away unasked."""
        if not os.path.exists(path):
            return True
        different = [each for each in changes(open_draft(path), made) if each.cell is not None]
        if not different:
            return False
        first = different[0]
        example = f"{first.place} 汇总底稿 {first.before or '空白'}，各单位之和 {first.after or '空白'}"
        said = f"汇总底稿里有 {len(different)} 格与各单位之和不同，例如 {example}。要改成各单位之和吗？"
        more = "文字、说明都不动；不改的话，只打开现在的汇总底稿。"
        return ask(self._parent, said, (Answer.KEEP_FIGURES, Answer.TAKE_SUMS), more) is Answer.TAKE_SUMS

    def export_workbook(self) -> None:
        self._export("导出汇总 Excel", ".xlsx")

    def export_csv(self) -> None:
        self._export("导出 CSV", ".csv")

    def _export(self, title: str, suffix: str) -> None:
        made = self._folder.summary
        if made is None or not made.total.counted:
            self.said.emit("还没有一份能计入的年报，不能导出。")
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, title, str(self._folder.folder / f"汇总{suffix}"), f"(*{suffix})"
        )
        if not chosen:
            return
        from app.documents.write.county_papers import sum_csv, sum_workbook

        lines = unit_lines(made.total, made.overview)
        try:
            if suffix == ".csv":
                data = sum_csv(made.report, lines)
            else:
                data = sum_workbook(made.report, lines, coverage(made.total, made.overview))
            path = Path(chosen)
            write_atomic(path if path.suffix.lower() == suffix else path.with_name(path.name + suffix), data)
        except FileProblem as problem:
            tell(self._parent, str(problem))
            return
        self.said.emit(f"已导出：{Path(chosen).name}")
