"""What the county office does before and beside the reports: the list of units, last year's folder, 下发, 催报."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.county.acts import with_list
from app.county.changes import changes_since
from app.county.collection import place_of_last_year
from app.county.exchange.last_year import open_last_year, with_last_year
from app.county.exchange.sending import chasing_text, overdue, overdue_rows
from app.county.exchange.starters import Starter, hand_out
from app.county.places import STARTERS
from app.county.standing import Overview
from app.county.units import Unit, read_units
from app.documents.read.pool import Cancelled
from app.gui.county.deciding import Beginning, Line
from app.gui.county.folder import CollectionFolder
from app.gui.dialogs.question import Answer, ask, run, tell
from app.gui.dialogs.working import Working
from app.model.files import FileProblem, write_atomic

_FAULT = "读“{}”时程序出了故障，什么都没有改。请用“帮助”里的“报告问题”把日志发给我们。"


class Preparing(QObject):
    """Signal `said`: a sentence for the status line."""

    said = Signal(str)

    def __init__(self, folder: CollectionFolder, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder, self._parent = folder, parent

    def ask_beginning(self) -> None:
        """Year, office, deadline, contact."""
        collection = self._folder.collection
        dialog = Beginning(self._parent, collection)
        if run(dialog):
            self._folder.decide(dialog.said(collection))

    def choose_units(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, "读入单位名单", str(self._folder.folder), "单位名单 (*.csv *.xlsx *.xls)"
        )
        if not chosen:
            return
        try:
            units = read_units(Path(chosen))
        except FileProblem as problem:
            tell(self._parent, str(problem))
            return
        if self._folder.decide(with_list(self._folder.collection, units)):
            self.said.emit(f"读入 {len(units)} 个单位。")

    def explain_units(self) -> None:
        """单位数变动说明; what is known of it is written already."""
        collection = self._folder.collection
        known = ""
        if not collection.units_explained and self._folder.summary is not None:
            found = self._folder.summary.overview
            if changes := changes_since(collection.last_units, self._units(found)) if collection.last_units else None:
                known = f"上年 {len(collection.last_units)} 个单位，今年 {found.due} 个：{changes.words()}。"
        dialog = Line(
            self._parent,
            "单位数变动说明",
            "单位比上年多了或少了，写明原因；会印在汇总的说明里。",
            collection.units_explained or known,
            "例如：两个局合并为一个",
        )
        if run(dialog):
            self._folder.decide(replace(collection, units_explained=dialog.said))

    # last year's folder, 下发

    def choose_last_year(self) -> None:
        """Which folder? What it says of the units is told, and taken over."""
        chosen = QFileDialog.getExistingDirectory(
            self._parent, f"放{self._folder.collection.year - 1}年各单位年报的文件夹", str(self._folder.folder.parent)
        )
        if chosen:
            self._read_last_year(Path(chosen), self._take_last_year)

    def _read_last_year(self, place: Path, then: Callable[[Path, Overview], None]) -> None:
        year = self._folder.collection.year - 1

        def work(cancelled: Callable[[], bool]) -> Overview:
            found = open_last_year(place, year, lambda *_: not cancelled())
            if cancelled():
                raise Cancelled
            return found

        says = f"正在读“{place.name}”里{year}年的年报……"
        Working(self._parent, says, work, lambda found: then(place, found), lambda: _FAULT.format(place.name))

    def _take_last_year(self, place: Path, last: Overview) -> None:
        collection = with_last_year(self._folder.collection, self._folder.folder, place, last)
        taken = "" if self._folder.collection.listed else "，已作为今年的单位名单"
        if self._folder.decide(collection):
            self.said.emit(f"去年计入 {len(collection.last_units)} 个单位{taken}。可以下发底稿了。")

    def hand_out(self) -> None:
        """下发: a draft for each unit, with last year's where its folder is there."""
        if not self._folder.may_write():
            return
        found = self._folder.summary.overview if self._folder.summary else None
        units = self._units(found)
        if not units:
            tell(self._parent, "还没有单位名单。请先“读入单位名单”，或选“去年的文件夹”。")
            return
        place = place_of_last_year(self._folder.collection, self._folder.folder)
        if place is None:
            without = "没有选去年的文件夹，底稿里不会有上年的报告和结转数，要单位自己放入。"
            if ask(self._parent, without, (Answer.CHOOSE_FOLDER, Answer.HAND_OUT_ANYWAY)) is not Answer.HAND_OUT_ANYWAY:
                self.choose_last_year()
                return
            self._write(units, None, None)
        else:
            self._read_last_year(place, lambda _place, last: self._write(units, last, place))

    def _write(self, units: tuple[Unit, ...], last: Overview | None, place: Path | None) -> None:
        folder = self._folder.folder
        try:
            made = hand_out(folder, self._folder.collection, units, last, place)
        except (FileProblem, OSError) as problem:
            tell(self._parent, str(problem))
            return
        answer = ask(self._parent, _handed_out(made), (Answer.KNOWN, Answer.OPEN_FOLDER), _without(made))
        if answer is Answer.OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder / STARTERS)))

    def _units(self, found: Overview | None) -> tuple[Unit, ...]:
        return tuple(each.unit for each in found.standings) if found else self._folder.collection.units

    # 催报

    def chase(self) -> None:
        """催报名单 onto the clipboard, with contacts."""
        if self._folder.summary is None:
            return
        found, today = self._folder.summary.overview, datetime.date.today()
        late = overdue(found, today)
        if late:
            QGuiApplication.clipboard().setText(chasing_text(found, today))
        self.said.emit(f"已复制 {len(late)} 个单位的催报名单，可以粘贴到群里。" if late else "都报来了，没有要催的。")

    def export_chase(self) -> None:
        """催报名单 as a workbook or a letter."""
        if self._folder.summary is None:
            return
        found, today = self._folder.summary.overview, datetime.date.today()
        rows = overdue_rows(found, today)
        if not rows:
            self.said.emit("都报来了，没有要催的。")
            return
        from app.documents.write.county_papers import chasing_paper, chasing_workbook
        from app.documents.write.to_docx import docx_bytes

        chosen, kind = QFileDialog.getSaveFileName(
            self._parent,
            "导出催报名单",
            str(self._folder.folder / "催报名单.xlsx"),
            "Excel 工作簿 (*.xlsx);;Word 文档 (*.docx)",
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in (".xlsx", ".docx"):
            path = path.with_name(path.name + (".docx" if "docx" in kind else ".xlsx"))
        collection = found.collection
        try:
            if path.suffix.lower() == ".docx":
                data = docx_bytes(chasing_paper(collection.organ, collection.year, rows, today, collection.contact))
            else:
                data = chasing_workbook(collection.organ, collection.year, rows)
            write_atomic(path, data)
        except FileProblem as problem:
            tell(self._parent, str(problem))
            return
        self.said.emit(f"已导出：{path.name}，{len(rows)} 个单位。")


def _handed_out(made: list[Starter]) -> str:
    with_last = sum(each.last_year for each in made)
    last = f"其中 {with_last} 份带着上年的报告和结转数" if with_last else "都没有带上年的报告和结转数"
    return f"已写好 {len(made)} 份底稿，{last}，在“{STARTERS}”文件夹里。请发给各单位。"


def _without(made: list[Starter]) -> str:
    """Why some have no last year's report, a few of them named."""
    lacking = [each for each in made if not each.last_year and each.why]
    named = "；".join(f"{each.unit}（{each.why.rstrip('。')}）" for each in lacking[:4])
    more = f"等 {len(lacking)} 个" if len(lacking) > 4 else ""
    return f"没有带上年的：{named}{more}。" if lacking else ""
