"""A report of others comes in: as last year's report of a new or an open draft, or as a report to be checked."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.acts import attach_last_year, merged, with_carried_in
from app.documents.read.endings import READABLE
from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, run, tell
from app.gui.dialogs.where import default_folder, drafts_in, readable_in
from app.gui.importing.new_report import NewReport, NewReportDialog
from app.gui.importing.reading import Foreign, Reading, ReadReport, dropped, files, pasted
from app.keeping.settings import settings
from app.model.beside.comparison import CARRIED_IN, not_comparable
from app.model.draft import open_draft
from app.model.endings import DRAFT
from app.model.files import FileProblem
from app.model.report import Report
from app.model.totals import typed_cells

log = logging.getLogger(__name__)

_NAMED = 3  # files that a question calls by name
_NOTHING = "剪贴板里没有年报。请在浏览器里打开去年的年报，按 Ctrl+A、Ctrl+C，再回到这里按 Ctrl+V。"
_TO_BEGIN = "确定以前，什么都没有带入。确定后，用它开始新一年的年报。"
_TO_ATTACH = "确定以前，底稿不变。确定后，它附在底稿里作对照，不会印出来。"
_TO_OPEN = "确定后，照录原表打开成一份新的底稿：有错也照原样，自动合计关闭。"
_CARRY = "“上年结转”还空着，要把去年的“结转下年度继续办理”一起带入吗？"
_AS_PRINTED = "照录原表，有错也照原样，自动合计已关闭；要留下请保存成底稿。"


def on_clipboard() -> list[Foreign]:
    """Files copied in the file manager, else the page or text that was copied."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if paths := [*drafts_in(data), *readable_in(data)]:
        return files(paths)
    source = pasted(data)
    return [source] if source else []


class Host(Protocol):
    """The program around it: its windows, and how a report gets one."""

    def asking(self) -> QWidget:
        """The window that questions belong to; 首屏 is shown when there is none."""
        ...

    def desk_of(self, window: QWidget) -> Desk | None:
        """The desk of a window with a report; None for 首屏."""
        ...

    def open_new(self, made: NewReport, note: str) -> object:
        """A report that has no file yet, in a window of its own; `note`: what its status line says."""
        ...

    def open_path(self, path: Path) -> object: ...


class BringingIn(QObject):
    """One for the whole program. Reading goes on beside the window; the rest follows when it is done."""

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host

    # a new draft

    def begin_pasted(self) -> None:
        """Ctrl+V on 首屏."""
        if sources := on_clipboard():
            self.begin(sources)
        else:
            tell(self._host.asking(), _NOTHING)

    def begin_chosen(self) -> None:
        if sources := self.choose(self._host.asking(), "选择去年的年报（机构合并的，可以一起选几份）"):
            self.begin(sources)

    def begin(self, sources: Sequence[Foreign]) -> None:
        """Read last year's report (two organs merged: several), have it looked through, and start this year's."""
        parent = self._host.asking()

        def go_on(documents: list[ReadReport]) -> None:
            previous = self._proofread_all(parent, documents, _TO_BEGIN)
            if previous is None:
                return
            dialog = NewReportDialog(parent, datetime.date.today(), previous)
            if run(dialog) and dialog.made:
                self._host.open_new(dialog.made, _begun(dialog.made.report))

        Reading(parent, sources, go_on)

    def drafts_dropped(self, paths: Sequence[Path]) -> None:
        """底稿 dropped on 首屏: opened; one of an earlier year may be meant as last year's."""
        for path in paths:
            year = _year_of(path)
            if year and year < datetime.date.today().year - 1:
                answers = (Answer.OPEN, Answer.BEGIN, Answer.CANCEL)
                answer = ask(self._host.asking(), f"“{path.name}”是{year}年的底稿。", answers, year=year + 1)
                if answer is Answer.BEGIN:
                    self.begin(dropped([path]))
                if answer is not Answer.OPEN:
                    continue
            self._host.open_path(path)

    # an open draft

    def attach_pasted(self, desk: Desk) -> None:
        if sources := on_clipboard():
            self.attach(desk, sources)
        else:
            tell(desk.parent_widget, _NOTHING)

    def attach_chosen(self, desk: Desk) -> None:
        if sources := self.choose(desk.parent_widget, "选择去年的年报（机构合并的，可以一起选几份）"):
            self.attach(desk, sources)

    def attach(self, desk: Desk, sources: Sequence[Foreign]) -> None:
        """Last year's report into an open draft, as one undo step."""
        desk.commit()

        def go_on(documents: list[ReadReport]) -> None:
            previous = self._proofread_all(desk.parent_widget, documents, _TO_ATTACH)
            if previous is not None:
                _attach(desk, previous)

        Reading(desk.parent_widget, sources, go_on)

    # a report to look at

    def ask_what(self, sources: Sequence[Foreign], desk: Desk | None = None) -> None:
        """A file that is no draft was opened, or dropped on the window of this desk: what is it to be?"""
        parent = desk.parent_widget if desk else self._host.asking()
        desk = desk or self._host.desk_of(parent)
        names = "、".join(f"“{source.name}”" for source in sources[:_NAMED])
        if len(sources) > _NAMED:
            names += f"等 {len(sources)} 个文件"
        answer = ask(
            parent, f"{names}不是底稿，要把它当作什么？", (Answer.AS_LAST_YEAR, Answer.TO_CHECK, Answer.CANCEL)
        )
        if answer is Answer.AS_LAST_YEAR and desk:
            self.attach(desk, sources)
        elif answer is Answer.AS_LAST_YEAR:
            self.begin(sources)
        elif answer is Answer.TO_CHECK:
            self._open_to_check(parent, sources)

    def _open_to_check(self, parent: QWidget, sources: Sequence[Foreign]) -> None:
        """Each report in a window of its own, as printed: imported, nothing added up."""

        def go_on(documents: list[ReadReport]) -> None:
            for document in documents:
                report = self._proofread(parent, document, _TO_OPEN)
                if report is not None:
                    self._host.open_new(NewReport(report, report, ""), _AS_PRINTED)

        Reading(parent, sources, go_on)

    # steps

    def choose(self, parent: QWidget, title: str) -> list[Foreign]:
        patterns = " ".join(f"*{ending}" for ending in (*READABLE, DRAFT))
        folder = str(default_folder("import_folder"))
        chosen, _ = QFileDialog.getOpenFileNames(parent, title, folder, f"年报和底稿 ({patterns});;所有文件 (*)")
        if chosen:
            settings().set("import_folder", str(Path(chosen[0]).parent))
        return files([Path(each) for each in chosen])

    def _proofread(self, parent: QWidget, document: ReadReport, purpose: str) -> Report | None:
        """A draft of ours needs no looking through; None when the clerk gave up."""
        if document.imported is None:
            return document.report
        from app.gui.importing.dialog import ProofDialog  # it needs the recogniser, a start does not

        dialog = ProofDialog(parent, document, purpose)
        return dialog.report if run(dialog) else None

    def _proofread_all(self, parent: QWidget, documents: Sequence[ReadReport], purpose: str) -> Report | None:
        """One last year: several are added up when the clerk says so."""
        reports: list[Report] = []
        for document in documents:
            report = self._proofread(parent, document, purpose)
            if report is None:
                return None
            reports.append(report)
        if len(reports) == 1:
            return reports[0]
        names = "、".join(f"“{report.organ.name or '未读到单位名称'}”" for report in reports)
        text = f"把{names}这 {len(reports)} 份年报逐格相加，作为合并后机构的去年年报？"
        more = "有一份空白的格，加起来也空着。单位信息和文字用第一份的。"
        if ask(parent, text, (Answer.ADD_UP, Answer.CANCEL), more) is not Answer.ADD_UP:
            return None
        try:
            return merged(reports)
        except ValueError as wrong:
            tell(parent, str(wrong))
            return None


def _year_of(path: Path) -> int:
    """The year of a draft; 0 when it cannot be read, which opening it will tell."""
    try:
        return open_draft(path).year
    except FileProblem:
        return 0


def _begun(report: Report) -> str:
    """What the status line says of a draft that was started from last year's."""
    said = "已带入单位信息" + ("和上年结转" if any(cell.row == CARRIED_IN for cell in report.figures) else "")
    return f"{said}；去年的文字在右边“上年”里，可以逐句采用。"


def _attach(desk: Desk, previous: Report) -> None:
    """Ask where something is odd; then one undo step."""
    report, window = desk.report, desk.parent_widget
    odd: list[str] = []
    if previous.year != report.year - 1:
        odd.append(f"这是{previous.year}年的年报，不是{report.year - 1}年的，附上后只能看，不作衔接核对。")
    names = [each.organ.name for each in (previous, report)]
    if all(names) and names[0] != names[1]:
        odd.append(f"它是“{names[0]}”的，这份底稿是“{names[1]}”的。改名、合并的可以照样附上。")
    if odd and ask(window, "".join(odd), (Answer.ATTACH_ANYWAY, Answer.CANCEL)) is not Answer.ATTACH_ANYWAY:
        return
    if report.previous is not None:
        text = f"底稿里已经附有{report.previous.year}年的年报。要换成这一份吗？"
        if ask(window, text, (Answer.CHANGE_OVER, Answer.KEEP_FORMER), "换了以后可以撤销。") is not Answer.CHANGE_OVER:
            return
    after = attach_last_year(report, previous)
    own = [cell for cell in typed_cells(report) if cell.row == CARRIED_IN]
    filled = with_carried_in(after)
    if (
        previous.year == report.year - 1
        and not any(cell in report.figures for cell in own)
        and any(cell in filled.figures for cell in own)
        and ask(window, _CARRY, (Answer.CARRY_IN, Answer.DO_NOT_CARRY_IN)) is Answer.CARRY_IN
    ):
        after = filled
    desk.edit(after, "附上去年的年报")
    desk.tab_wanted.emit("last_year")
    desk.say(f"已附上{previous.year}年的年报作对照。{not_comparable(after)}")
