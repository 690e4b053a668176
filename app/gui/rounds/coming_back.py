"""Copies that come back: a 改稿 edited outside becomes changes to take or leave, the live page is held against the 定稿."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.documents.read.endings import READABLE
from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, run, tell
from app.gui.dialogs.where import default_folder
from app.gui.rounds.states import States
from app.keeping.snapshots import PUBLIC_COPY, REVIEW_COPY, Snapshot
from app.model.beside.difference import changes
from app.model.beside.sent import copy_code, sent_copies
from app.model.characters import without_space
from app.model.files import FileProblem
from app.model.kept.comments import Comment, comments_of, with_new
from app.model.report import Report
from app.model.totals import computed

if TYPE_CHECKING:  # a window is painted before what reads and compares copies is loaded
    from app.gui.importing.bringing_in import BringingIn
    from app.gui.importing.reading import Foreign, ReadReport
    from app.gui.look.changes_view import ChangeRow
    from app.model.beside.returned import Returned

_ONLY_LISTED = "照样比较也只列出不同之处，确定前底稿不变。"
_CANNOT_TELL = "分不出哪些是送审以后在底稿里改的。请逐处看清再打勾。"
_COMMENT = re.compile(r"批注（(?P<who>.*?)）：(?P<text>.*)", re.DOTALL)
_ONE_BY_ONE = "是改稿，就列出改动，逐条采用；确定前底稿不变。"


class ComingBack(QObject):
    """`bringing_in` gets what turns out to be no copy of this draft, `states` hears that the live page was looked at."""

    def __init__(self, desk: Desk, states: States, bringing_in: Callable[[], BringingIn]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._states = states
        self._bringing_in = bringing_in
        self._sources: list[Foreign] = []

    @property
    def _parent(self) -> QWidget:
        return self._desk.parent_widget

    # 改稿回来

    def choose(self) -> None:
        """A 改稿 chosen from the menu."""
        patterns = " ".join(f"*{ending}" for ending in READABLE)
        folder = str(default_folder("export_folder", self._desk.document.path))
        chosen, _ = QFileDialog.getOpenFileName(
            self._parent, "选择改稿", folder, f"Word 文档 (*.docx *.doc);;能读的文件 ({patterns})"
        )
        if chosen:
            from app.gui.importing.reading import Foreign

            self._read([Foreign(Path(chosen).name, Path(chosen))], self._chosen)

    def dropped(self, paths: Sequence[Path]) -> None:
        """One file dropped on this window: a 改稿 when organ and year are the draft's; else asked what it is."""
        from app.gui.importing.reading import dropped

        sources = dropped(paths)
        if len(sources) == 1:
            self._read(sources, self._dropped)
        else:
            self._bringing_in().ask_what(sources, self._desk)

    def _read(self, sources: Sequence[Foreign], then: Callable[[list[ReadReport]], None]) -> None:
        from app.gui.importing.reading import Reading

        self._desk.commit()
        self._sources = list(sources)
        Reading(self._parent, sources, then)

    def _chosen(self, documents: list[ReadReport]) -> None:
        (document,) = documents
        if not self._is_ours(document) and (differs := self._differs(document.report)):
            said = f"{differs}它是这份底稿的改稿吗？"
            answer = ask(self._parent, said, (Answer.CANCEL, Answer.COMPARE_ANYWAY), _ONLY_LISTED)
            if answer is not Answer.COMPARE_ANYWAY:
                return
        self._compare(document)

    def _dropped(self, documents: list[ReadReport]) -> None:
        (document,) = documents
        other, own = document.report, self._desk.report
        same_organ = without_space(other.organ.name) == without_space(own.organ.name) and bool(own.organ.name)
        if self._is_ours(document) or (same_organ and other.year == own.year):
            self._compare(document)
            return
        unknown = not other.organ.name or not other.year or not own.organ.name
        if unknown and other.year in (0, own.year):
            said = f"“{document.source.name}”里没有读到单位名称或年份。它是这份底稿的改稿吗？"
            answer = ask(self._parent, said, (Answer.IS_NO_COPY, Answer.IS_COPY), _ONE_BY_ONE)
            if answer is Answer.IS_COPY:
                self._compare(document)
            if answer is not Answer.IS_NO_COPY:
                return
        self._bringing_in().ask_what(self._sources, self._desk)

    def _differs(self, other: Report) -> str:
        """What tells that `other` is not this report, as sentences."""
        own = self._desk.report
        said = []
        if other.organ.name and without_space(other.organ.name) != without_space(own.organ.name):
            said.append(f"它写的单位是“{other.organ.name}”，底稿是“{own.organ.name or '未填'}”。")
        if other.year and other.year != own.year:
            said.append(f"它是{other.year}年的，底稿是{own.year}年的。")
        return "".join(said)

    def _compare(self, document: ReadReport) -> None:
        from app.gui.rounds.authors import by_author
        from app.gui.rounds.returned_copy import ReturnedCopy, summary
        from app.model.beside.returned import returned

        own = self._desk.report
        copy, missing = _as_printed(document), document.imported.missing if document.imported else ()
        if copy.edition != own.edition:
            tell(self._parent, f"它用的是 {copy.edition} 表样，底稿是 {own.edition} 表样，没法逐格比较。底稿没有变。")
            return
        sent, lost = self._sent(document)
        revisions = document.imported.revisions if document.imported else ()
        signed = by_author(returned(own, copy, missing, sent), revisions)
        found = [change for change, _ in signed]
        warnings = [lost] if lost else []
        if missing:
            warnings.append(f"改稿里有 {len(missing)} 格没有读到，这些格没有比较。")
        remarks = [f"{d.note}（在“{d.found}”处）" if d.found else d.note for d in _remarks(document)]
        if not found and not remarks:
            tell(self._parent, summary(found, remarks), "".join(warnings))
            return
        rows = _rows(signed, own, document, lost != "")
        dialog = ReturnedCopy(self._parent, document.source.name, own, found, rows, remarks, warnings)
        accepted = run(dialog)
        if found:
            self._take(dialog.taken if accepted else None, len(dialog.left))
        if accepted:
            self._keep_comments(document)

    def _take(self, taken: Sequence[Returned] | None, left: int) -> None:
        """`taken`: None when the dialog was given up; `left`: how many changes were not taken."""
        desk = self._desk
        if taken is None:
            desk.say("改稿没有采用，底稿没有变。")
        elif not taken:
            desk.say("改稿的改动都没有采用，底稿没有变。")
        else:
            from app.model.beside.returned import take

            desk.edit(take(desk.report, taken), "采用改稿")
            desk.say(f"已采用改稿的 {len(taken)} 处，{left} 处没有采用；可以一次撤销。")

    def _keep_comments(self, document: ReadReport) -> None:
        """The 批注 stay with the draft, as to-dos of the tab 意见."""
        desk = self._desk
        after = with_new(desk.report, comments(document))
        if after is not desk.report:
            number = len(comments_of(after)) - len(comments_of(desk.report))
            desk.edit(after, "记下批注")
            desk.tab_wanted.emit("remarks")
            desk.say(f"{number} 条批注记在“意见”里，处理一条勾一条。")

    # 发布后核对

    def check_live_page(self) -> None:
        """Ask for the live page, read it, and say where it differs."""
        from app.gui.rounds.live_page import LivePage

        self._desk.commit()
        dialog = LivePage(self._parent, self._desk.document.path)
        if run(dialog) and dialog.source:
            self._read([dialog.source], self._live_page_read)

    def _live_page_read(self, documents: list[ReadReport]) -> None:
        from app.gui.rounds.live_page import AGAIN, MARK, PageChecked
        from app.model.beside.returned import returned

        (document,) = documents
        final, name = self._final()
        page, missing = _as_printed(document), document.imported.missing if document.imported else ()
        warnings = [differs] if (differs := self._differs(page)) else []
        if page.edition != final.edition:
            warnings.append(f"网页用的是 {page.edition} 表样，定稿是 {final.edition} 表样，表样不同的格没有比较。")
        if missing:
            warnings.append(f"网页上有 {len(missing)} 格没有读到，请在网页上对照看一遍。")
        dialog = PageChecked(self._parent, name, returned(final, page, missing), warnings)
        run(dialog)
        if dialog.wanted == AGAIN:
            self.check_live_page()
        elif dialog.wanted == MARK:
            self._states.mark("published")

    def _final(self) -> tuple[Report, str]:
        """What should stand on the website, and what it is called: the last 公布稿, else the draft."""
        now = self._desk.report
        for snapshot, report in self._exported(PUBLIC_COPY):
            number = len(changes(report, now))
            since = f"底稿在那以后改过 {number} 处，没有算进来。" if number else "底稿在那以后没有改过。"
            return report, f"定稿是{snapshot.name}；{since}"
        return now, "没有找到这份底稿导出过的公布稿，拿现在的底稿来核对。"

    # what was exported

    def _exported(self, kind: str) -> Iterator[tuple[Snapshot, Report]]:
        """The draft as it was at each export of this kind that can still be read, newest first."""
        for snapshot in self._desk.snapshots.all(self._desk.report):
            if snapshot.kind == kind:
                try:
                    yield snapshot, snapshot.report()
                except FileProblem:
                    continue

    def _sent(self, document: ReadReport) -> tuple[Report | None, str]:
        """What the 改稿 was when it went out, and what to say when that is not known.

        The 稿号 printed on it tells; one without (an earlier version's, or its footer was taken out) is taken for the last.
        """
        own, code = self._desk.report, _code(document)
        if code:
            sent = self._desk.snapshots.as_sent(code, own)
            if sent and (sent.edition, sent.year) == (own.edition, own.year):
                return sent, ""
            return None, f"改稿页脚的稿号是 {code}，底稿里和这台电脑上都没有留下这一稿，{_CANNOT_TELL}"
        _, report = next(self._exported(REVIEW_COPY), (None, None))
        return report if report and (report.edition, report.year) == (own.edition, own.year) else None, ""

    def _is_ours(self, document: ReadReport) -> bool:
        """Whether it is a copy of this very draft, as its 稿号 says."""
        code, own = _code(document), self._desk.report
        return bool(code) and code in {copy_code(own), *(sent.code for sent in sent_copies(own))}


def _code(document: ReadReport) -> str:
    return document.imported.code if document.imported else ""


def _as_printed(document: ReadReport) -> Report:
    return document.imported.report if document.imported else document.report


def _remarks(document: ReadReport) -> list:
    """What belongs to the whole copy: its 批注, and what reading it has to say."""
    return [doubt for doubt in document.imported.doubts if not doubt.where] if document.imported else []


def comments(document: ReadReport) -> list[Comment]:
    """The 批注 of a copy as they were read."""
    said = ((remark, _COMMENT.fullmatch(remark.note)) for remark in _remarks(document))
    return [Comment(match["who"], match["text"], remark.found) for remark, match in said if match]


def _rows(found: Sequence[tuple[Returned, str]], own: Report, document: ReadReport, unknown: bool) -> list[ChangeRow]:
    """Each change with what should be known before taking it; what would take something away is not ticked at first.

    `unknown`: whether it cannot be told what was changed in the draft meanwhile; then nothing is.
    """
    from app.gui.look.changes_view import ChangeRow

    doubts = {d.where: d.note for d in document.imported.doubts} if document.imported else {}
    totals = computed(own.form) if own.auto_totals else {}
    rows: list[ChangeRow] = []
    for change, who in found:
        note, ticked = "", not unknown
        if change.only_here:
            note, ticked = "送审以后底稿改过，改稿里还是旧的", False
        elif change.cell is not None and str(change.cell) in doubts:
            note, ticked = f"存疑：{doubts[str(change.cell)]}，看清再打勾", False
        elif change.on_both_sides:
            was = f"（送审时是 {change.sent or '空白'}）" if change.cell is not None else ""
            note, ticked = f"送审以后底稿也改过{was}，看清再打勾", False
        elif not change.after:
            note = "改稿里这一格是空的，要清空才打勾" if change.cell is not None else "改稿里没有这一段，要删去才打勾"
            ticked = False
        if change.cell is not None and change.cell in totals:
            note, ticked = note if change.only_here else "由自动合计算出，改了各项会跟着变，不能单独采用", None
        note = "；".join(filter(None, (f"{who} 改的" if who else "", note)))
        rows.append(
            ChangeRow(change.place, change.before, change.after.strip("\n"), note, ticked, alone=change.only_here)
        )
    return rows
