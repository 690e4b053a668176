"""Beside the report: 《审核说明》, 送审单, 公布前自查, and the report on the clipboard for a website's editor."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment

from app.acts import notes_docx, render, request_docx, summary_docx, why_not_public
from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, run, tell
from app.gui.dialogs.where import ask_where, copy_name, default_folder, draft_name
from app.gui.paper.exporting import busy_cursor, free_name, named
from app.keeping.settings import settings
from app.model.beside.handed_over import for_the_county
from app.model.draft import draft_bytes
from app.model.endings import DRAFT
from app.model.files import FileProblem, whereabouts, write_atomic

_HANDED_OVER = "可以发给县里：批注、以前的送审稿、数据是谁给的，都不在里面。"


class WorkingPapers(QObject):
    """What leaves a draft other than the report itself, at any time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    @property
    def acts(self) -> dict[str, Callable[[], object]]:
        return {
            "for_website": self.for_website,
            "export_notes": self.notes,
            "export_request": self.request,
            "export_summary": self.summary,
            "hand_over": self.hand_over,
            "self_check": self.self_check,
        }

    def notes(self) -> None:
        """《审核说明》 as DOCX."""
        self._export("审核说明", lambda: notes_docx(self._desk.checked))

    def summary(self) -> None:
        """The leader's one page as DOCX."""
        self._export("送审单", lambda: summary_docx(self._desk.checked, datetime.date.today()))

    def request(self) -> None:
        """数据征集单 as DOCX: what is still to be asked of which office."""
        self._export("数据征集单", lambda: request_docx(self._desk.report))

    def for_website(self) -> None:
        """The 公布稿 as HTML without title on the clipboard; not before there may be one."""
        desk = self._desk
        if not self._may_leave("网页"):
            return
        if why := why_not_public(desk.checked):
            sentence = (
                why.replace("还不能出公布稿", "还不能公布，没有复制").replace("现在可以先出送审稿。", "").rstrip()
            )
            if ask(desk.parent_widget, sentence, (Answer.GO_THERE, Answer.DO_NOT_COPY)) is Answer.GO_THERE:
                desk.first_problem_wanted.emit()
            return
        with busy_cursor():
            html = render(desk.report, ("html",), None)["html"].decode()
        data = QMimeData()
        data.setHtml(html)
        data.setText(QTextDocumentFragment.fromHtml(html).toPlainText())
        QGuiApplication.clipboard().setMimeData(data)
        desk.say("已复制，可到网站编辑器里粘贴（Ctrl+V）。标题不在里面，请填在网站的标题栏。")

    def self_check(self) -> None:
        """公布前自查; what was ticked by hand is kept in the draft as one undo step."""
        from app.gui.paper.self_check import ticked, with_ticked
        from app.gui.paper.self_check_dialog import SelfCheck

        desk = self._desk
        if not desk.settle():
            return
        report = desk.report
        with busy_cursor():
            dialog = SelfCheck(desk.parent_widget, desk.checked)
        if run(dialog) and set(dialog.ticks) != set(ticked(report.extra)):
            desk.edit(replace(report, extra=with_ticked(report.extra, dialog.ticks)), "公布前自查")
        if dialog.wanted:
            desk.go_to(dialog.wanted)

    def hand_over(self) -> None:
        """报送底稿: a draft for the county, without what was said inside the office."""
        desk = self._desk
        if not self._may_leave("报送底稿"):
            return
        name = f"{draft_name(desk.report).removesuffix(DRAFT)}（报送）{DRAFT}"
        path = self._where("报送底稿", name, "底稿", DRAFT)
        if path is None:
            return
        own = desk.document.path
        if own is not None and whereabouts(path) == whereabouts(own):
            tell(desk.parent_widget, f"“{path.name}”是正在编辑的底稿，没有写入。请另起一个文件名。")
            return
        self._written(path, draft_bytes(for_the_county(desk.report)), _HANDED_OVER)

    def _may_leave(self, what: str) -> bool:
        """Refused while something typed is not taken over, and while the organ has no name."""
        return self._desk.settle() and named(self._desk, f"{what}上要用它")

    def _export(self, kind: str, make: Callable[[], bytes]) -> None:
        if not self._may_leave(kind):
            return
        with busy_cursor():
            made = make()
        name = f"{copy_name(self._desk.report, review=False)}（{kind}）.docx"
        path = self._where(kind, name, "Word 文档", ".docx")
        if path is not None:
            self._written(path, made)

    def _where(self, kind: str, name: str, files: str, suffix: str) -> Path | None:
        folder = default_folder("export_folder", self._desk.document.path)
        return ask_where(self._desk.parent_widget, f"导出{kind}", folder / name, files, suffix)

    def _written(self, path: Path, made: bytes, more: str = "") -> None:
        """`more`: said after the file's name."""
        while True:
            try:
                write_atomic(path, made)
                break
            except FileProblem as problem:
                answer = ask(self._desk.parent_widget, str(problem), (Answer.AGAIN, Answer.ELSEWHERE))
            if answer is Answer.ELSEWHERE:
                path = free_name(path)
            elif answer is not Answer.AGAIN:
                return
        settings().set("export_folder", str(path.parent))
        self._desk.say(f"已导出“{path.name}”。{more}")
