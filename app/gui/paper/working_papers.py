"""Beside the report: 《审核说明》, 送审单, 公布前自查, and the report on the clipboard for a website's editor."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment

from app.acts import notes_docx, render, request_docx, summary_docx, why_not_public
from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, run
from app.gui.dialogs.where import ask_where, copy_name, default_folder
from app.gui.paper.exporting import busy_cursor, free_name, named
from app.keeping.settings import settings
from app.model.files import FileProblem, write_atomic


class WorkingPapers(QObject):
    """What leaves a draft other than the report itself, at any time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

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

    def _may_leave(self, what: str) -> bool:
        """Refused while something typed is not taken over, and while the organ has no name."""
        return self._desk.settle() and named(self._desk, f"{what}上要用它")

    def _export(self, kind: str, make: Callable[[], bytes]) -> None:
        desk = self._desk
        if not self._may_leave(kind):
            return
        with busy_cursor():
            made = make()
        name = f"{copy_name(desk.report, review=False)}（{kind}）.docx"
        path = ask_where(
            desk.parent_widget,
            f"导出{kind}",
            default_folder("export_folder", desk.document.path) / name,
            "Word 文档",
            ".docx",
        )
        if path is None:
            return
        while True:
            try:
                write_atomic(path, made)
                break
            except FileProblem as problem:
                answer = ask(desk.parent_widget, str(problem), (Answer.AGAIN, Answer.ELSEWHERE))
            if answer is Answer.ELSEWHERE:
                path = free_name(path)
            elif answer is not Answer.AGAIN:
                return
        settings().set("export_folder", str(path.parent))
        desk.say(f"已导出“{path.name}”。")
