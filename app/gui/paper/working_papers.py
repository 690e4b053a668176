"""Beside the report: 《审核说明》, 送审单, 公布前自查, and the report on the clipboard for a website's editor."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment
from PySide6.QtWidgets import QDialog

from app.acts import notes_docx, render, request_docx, summary_docx, why_not_public
from app.gui.dialogs.question import ask, tell
from app.gui.dialogs.where import ask_where, copy_name, default_folder
from app.gui.paper.exporting import AGAIN, ELSEWHERE, GO_THERE, busy_cursor, free_name
from app.gui.paper.self_check import ticked, with_ticked
from app.gui.paper.self_check_dialog import SelfCheck
from app.keeping.settings import settings
from app.model.files import FileProblem, write_atomic

if TYPE_CHECKING:
    from app.gui.window.main_window import MainWindow

_STOP = "不复制"


class Papers(QObject):
    """Acts on the report of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def notes(self) -> None:
        """《审核说明》 as DOCX, at any time."""
        if self._named("审核说明"):
            with busy_cursor():
                made = notes_docx(self._window.checker.checked)
            self._save("审核说明", made)

    def summary(self) -> None:
        """The leader's one page as DOCX, at any time."""
        if self._named("送审单"):
            with busy_cursor():
                made = summary_docx(self._window.checker.checked, datetime.date.today())
            self._save("送审单", made)

    def request(self) -> None:
        """数据征集单 as DOCX: what is still to be asked of which office."""
        if self._named("数据征集单"):
            with busy_cursor():
                made = request_docx(self._window.document.report)
            self._save("数据征集单", made)

    def for_website(self) -> None:
        """The 公布稿 as HTML without title on the clipboard; not before there may be one."""
        window = self._window
        if not self._named("网页"):
            return
        if why := why_not_public(window.checker.checked):
            sentence = (
                why.replace("还不能出公布稿", "还不能公布，没有复制").replace("现在可以先出送审稿。", "").rstrip()
            )
            if ask(window, sentence, (GO_THERE, _STOP)) == GO_THERE:
                window.first_problem()
            return
        with busy_cursor():
            html = render(window.document.report, ("html",), None)["html"].decode()
        data = QMimeData()
        data.setHtml(html)
        data.setText(QTextDocumentFragment.fromHtml(html).toPlainText())
        QGuiApplication.clipboard().setMimeData(data)
        window.status.say("已复制，可到网站编辑器里粘贴（Ctrl+V）。标题不在里面，请填在网站的标题栏。")

    def self_check(self) -> None:
        """公布前自查; what was ticked by hand is kept in the draft as one undo step."""
        window = self._window
        window.pages.commit()
        window.checker.run()
        report = window.document.report
        with busy_cursor():
            dialog = SelfCheck(window, window.checker.checked)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        ticks, wanted = dialog.ticks, dialog.wanted
        dialog.deleteLater()
        if accepted and set(ticks) != set(ticked(report.extra)):
            window.document.edit(replace(report, extra=with_ticked(report.extra, ticks)), "公布前自查")
        if wanted:
            window.pages.go_to(wanted)

    def _named(self, what: str) -> bool:
        """Take over what is being typed, check, and refuse while the organ has no name."""
        window = self._window
        window.pages.commit()
        window.checker.run()
        if window.document.report.organ.name.strip():
            return True
        tell(window, f"还没有填单位名称，{what}上要用它。请先在“单位与前言”里填上。")
        window.pages.go_to("organ/name")
        return False

    def _save(self, kind: str, made: bytes) -> None:
        window = self._window
        name = f"{copy_name(window.document.report, review=False)}（{kind}）.docx"
        start = default_folder("export_folder") / name
        path = ask_where(window, f"导出{kind}", start, "Word 文档", ".docx")
        if path is None:
            return
        while True:
            try:
                write_atomic(path, made)
                break
            except FileProblem as problem:
                answer = ask(window, str(problem), (AGAIN, ELSEWHERE))
            if answer == ELSEWHERE:
                path = free_name(path)
            elif answer != AGAIN:
                return
        settings().set("export_folder", str(path.parent))
        window.status.say(f"已导出“{path.name}”。")
