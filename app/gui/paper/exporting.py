"""Export and print: 送审稿 at any time, 公布稿 when the verdict allows it."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from app.acts import export, review_of, unprintable, why_not_public
from app.documents.write.outline import Review, outline
from app.gui.dialogs.question import ask, tell
from app.gui.dialogs.where import copy_name, default_folder
from app.gui.paper.export_dialog import ExportDialog
from app.keeping.settings import settings
from app.keeping.snapshots import PUBLIC_COPY, REVIEW_COPY
from app.model.files import FileProblem, system_path
from app.model.report import Report

if TYPE_CHECKING:
    from app.gui.window.main_window import MainWindow

log = logging.getLogger(__name__)

GO_THERE, REVIEW_NOW, AGAIN, ELSEWHERE, OVERWRITE = "去第一处", "导出送审稿", "重试", "另存一份", "覆盖"
OPEN_FOLDER, DONE, OTHER_FOLDER = "打开文件夹", "好", "换个文件夹"
BACK, ANYWAY, CANCEL = "返回修改", "照样导出", "取消"


class Exporting(QObject):
    """Acts on the report of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _report(self) -> Report:
        return self._window.document.report

    def review_copy(self) -> None:
        self._settle()
        self._ask(review=True)

    def public_copy(self) -> None:
        """Pressed early it says what is missing."""
        self._settle()
        why = why_not_public(self._window.checker.checked)
        if not why:
            self._ask(review=False)
            return
        answer = ask(self._window, why, (GO_THERE, REVIEW_NOW))
        if answer == GO_THERE:
            self._window.first_problem()
        elif answer == REVIEW_NOW:
            self._ask(review=True)

    def _settle(self) -> None:
        self._window.pages.commit()
        self._window.checker.run()

    def _ask(self, review: bool) -> None:
        if not self._report.organ.name.strip():
            tell(self._window, "还没有填单位名称，标题和落款都要用它。请先在“单位与前言”里填上。")
            self._window.pages.go_to("organ/name")
            return
        name = copy_name(self._report, review)
        dialog = ExportDialog(
            self._window, review, name, default_folder("export_folder"), settings().get("export_formats")
        )
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        folder = dialog.folder
        settings().set("export_formats", dialog.formats)
        targets = {each: folder / f"{name}.{each}" for each in dialog.formats}
        marked = review_of(self._window.checker.checked, datetime.date.today(), dialog.signature) if review else None
        if (
            "pdf" in targets
            and (boxes := unprintable(self._report, marked))
            and ask(self._window, boxes, (BACK, ANYWAY)) != ANYWAY
        ):
            return
        written = self._write(targets, marked)
        if written:
            settings().set("export_folder", str(written[0].parent))
            self._keep(review)
            if review:
                self._window.states.exported_for_review()
            self._tell_done(written)

    def _write(self, targets: Mapping[str, Path], review: Review | None) -> list[Path]:
        """The paths written; empty when the clerk gave up. A file in use or in the way is asked about."""
        present = [path for path in targets.values() if os.path.exists(system_path(path))]
        if present:
            names = "\n".join(path.name for path in present)
            said = f"“{present[0].parent}”里已经有了："
            answer = ask(self._window, said, (ELSEWHERE, OVERWRITE, CANCEL), f"{names}\n覆盖以后，原来的文件就没有了。")
            if answer == ELSEWHERE:
                targets = {name: free_name(path) for name, path in targets.items()}
            elif answer != OVERWRITE:
                return self._given_up()
        while True:
            try:
                with busy_cursor():
                    return export(self._report, targets, review=review, force=True)
            except FileProblem as problem:
                answer = ask(self._window, str(problem), (AGAIN, ELSEWHERE if problem.busy else OTHER_FOLDER, CANCEL))
            if answer == ELSEWHERE:  # beside the one that is open
                targets = {name: free_name(path) for name, path in targets.items()}
            elif answer == OTHER_FOLDER:
                folder = QFileDialog.getExistingDirectory(self._window, "另存到", str(default_folder("draft_folder")))
                if not folder:
                    return self._given_up()
                targets = {name: free_name(Path(folder) / path.name) for name, path in targets.items()}
            elif answer != AGAIN:
                return self._given_up()

    def _given_up(self) -> list[Path]:
        self._window.status.say("没有导出。")
        return []

    def _keep(self, review: bool) -> None:
        try:
            self._window.commands.snapshots.add(self._report, REVIEW_COPY if review else PUBLIC_COPY)
        except (OSError, FileProblem):
            log.exception("snapshot")
            self._window.status.say("已导出；但这一稿没有留底，以后不能与它比较（磁盘可能已满）。")

    def _tell_done(self, written: list[Path]) -> None:
        names = "\n".join(path.name for path in written)
        self._window.status.say(f"已导出 {len(written)} 个文件。")
        said = f"已导出到“{written[0].parent}”："
        if ask(self._window, said, (DONE, OPEN_FOLDER), names) == OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(written[0].parent)))

    def print_copy(self) -> None:
        """The same pages as the PDF: a 公布稿 when there may be one, else a 送审稿."""
        from app.documents.write.to_pdf import pdf_bytes
        from app.gui.paper.printing import print_pages

        self._settle()
        if not self._report.organ.name.strip():
            tell(self._window, "还没有填单位名称，印出来的标题会是空的。请先在“单位与前言”里填上。")
            self._window.pages.go_to("organ/name")
            return
        if not QPrinterInfo.availablePrinterNames():
            tell(
                self._window,
                "这台电脑没有安装打印机。请先导出 PDF，再到有打印机的电脑上打印；或请管理员安装打印机后再试。",
            )
            return
        checked = self._window.checker.checked
        review = review_of(checked, datetime.date.today()) if why_not_public(checked) else None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(copy_name(self._report, review is not None))
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("打印送审稿" if review else "打印公布稿")
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        with busy_cursor():
            said = print_pages(pdf_bytes(outline(self._report, review=review)), printer)
        self._window.status.say(said)


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
