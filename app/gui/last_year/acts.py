"""What one window does with last year's report: attach it, compare with it; and the form with （六） in one row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.acts import with_other_split
from app.gui.dialogs.question import ask
from app.gui.importing.bringing_in import files
from app.gui.last_year.compare import YearCompare

if TYPE_CHECKING:
    from app.gui.window.main_window import MainWindow

SPLIT, LEAVE = "转为2021表样", "先不转"


class LastYear(QObject):
    """Acts on the report of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def paste(self) -> None:
        self._window.application.bringing_in.attach_pasted(self._window)

    def choose(self) -> None:
        self._window.application.bringing_in.attach_chosen(self._window)

    def attach(self, paths: Sequence[Path]) -> None:
        self._window.application.bringing_in.attach(self._window, files(paths))

    def show(self) -> None:
        """对照上年…: without one, ask for it; else compare."""
        if self._window.document.report.previous is None:
            self.choose()
        else:
            self.compare()

    def compare(self) -> None:
        self._window.pages.commit()
        dialog = YearCompare(self._window, self._window.document.report)
        dialog.exec()
        wanted, other = dialog.wanted, dialog.other
        dialog.deleteLater()
        if wanted is not None:
            self._window.pages.go_to(wanted)
        elif other:
            self.choose()

    def split_other(self) -> None:
        """A form with one row （六）其他处理 becomes the official one; what is not known stays blank."""
        self._window.pages.commit()
        report = self._window.document.report
        after = with_other_split(report)
        blank = sum(cell not in after.figures for cell in after.form.cells if not report.form.has(cell))
        says = "表三“（六）其他处理”的一行将分成三行。"
        says += (
            f"原来的数不知道怎么分，有 {blank} 格先空着，请逐格填写。" if blank else "原来各格都是 0，三行也都填 0。"
        )
        if ask(self._window, says, (SPLIT, LEAVE), "可以撤销。") == SPLIT:
            self._window.document.edit(after, "转为2021表样")
