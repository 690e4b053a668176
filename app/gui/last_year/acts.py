"""What one window does with last year's report: attach it, compare with it; and the form with （六） in one row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.acts import with_other_split
from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, run

if TYPE_CHECKING:  # a window is painted before they are loaded
    from app.gui.importing.bringing_in import BringingIn
    from app.gui.last_year.panel import LastYearPanel


class LastYear(QObject):
    """`bringing_in` reads last year's report and has it reviewed."""

    def __init__(self, desk: Desk, bringing_in: Callable[[], BringingIn]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._bringing_in = bringing_in

    def serve(self, panel: LastYearPanel) -> None:
        """The tab 上年 of the window, once there is one."""
        panel.paste_wanted.connect(self.paste)
        panel.choose_wanted.connect(self.choose)
        panel.compare_wanted.connect(self.compare)
        panel.dropped.connect(self.attach)

    def paste(self) -> None:
        self._bringing_in().attach_pasted(self._desk)

    def choose(self) -> None:
        self._bringing_in().attach_chosen(self._desk)

    def attach(self, paths: Sequence[Path]) -> None:
        """Files dropped on the tab."""
        from app.gui.importing.reading import dropped

        self._bringing_in().attach(self._desk, dropped(paths))

    def show(self) -> None:
        """对照上年…: without one, ask for it; else compare."""
        if self._desk.report.previous is None:
            self.choose()
        else:
            self.compare()

    def compare(self) -> None:
        from app.gui.last_year.compare import YearCompare

        self._desk.commit()
        dialog = YearCompare(self._desk.parent_widget, self._desk.report)
        run(dialog)
        if dialog.wanted is not None:
            self._desk.go_to(dialog.wanted)
        elif dialog.other:
            self.choose()

    def split_other(self) -> None:
        """A form with one row （六）其他处理 becomes the official one; what is not known stays blank."""
        self._desk.commit()
        report = self._desk.report
        after = with_other_split(report)
        blank = sum(cell not in after.figures for cell in after.form.cells if not report.form.has(cell))
        says = "表三“（六）其他处理”的一行将分成三行。"
        says += (
            f"原来的数不知道怎么分，有 {blank} 格先空着，请逐格填写。" if blank else "原来各格都是 0，三行也都填 0。"
        )
        answers = (Answer.SPLIT, Answer.DO_NOT_SPLIT)
        if ask(self._desk.parent_widget, says, answers, "可以撤销。") is Answer.SPLIT:
            self._desk.edit(after, "转为2021表样")
