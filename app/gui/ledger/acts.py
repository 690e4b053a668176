"""What one window does with the request ledger: fill table 三 from it, show what is behind a figure, deadlines, fees, the template."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.form.schema import Cell
from app.gui.desk.desk import Desk
from app.gui.dialogs.question import Answer, ask, run, tell
from app.gui.dialogs.where import ask_where, default_folder, file_name
from app.keeping.settings import settings
from app.model.files import FileProblem, read_bytes, write_atomic

if TYPE_CHECKING:  # a window is painted before what reads and counts a ledger is loaded
    from app.documents.read.lines.ledger import ReadLedger
    from app.gui.ledger.deadlines_panel import DeadlinesPanel
    from app.gui.ledger.open_ledger import OpenLedger

_NO_YEAR = "还不知道是哪一年的报告。请先在“单位与前言”里填年份，再读台账。"
_ELSEWHERE = "F5 看的是表三一格里的申请。请先到表三选一格。"


class LedgerActs(QObject):
    """`panel` is the tab 期限; `acts`: what the menu items of the ledger do, by their ids."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._cell: Cell | None = None

    @cached_property
    def ledger(self) -> OpenLedger:
        from app.gui.ledger.open_ledger import OpenLedger

        ledger = OpenLedger(self._desk, self)
        ledger.went_stale.connect(self._went_stale)
        return ledger

    @cached_property
    def panel(self) -> DeadlinesPanel:
        from app.gui.ledger.deadlines_panel import DeadlinesPanel

        panel = DeadlinesPanel(self.ledger, self._desk.parent_widget)
        panel.choose_wanted.connect(self.choose)
        panel.again_wanted.connect(self.again)
        panel.export_wanted.connect(self.export_deadlines)
        panel.days_wanted.connect(self.choose_days)
        panel.template_wanted.connect(self.template)
        panel.said.connect(self._desk.said)
        return panel

    @property
    def acts(self) -> dict[str, Callable[[], object]]:
        return {
            "ledger_fill": self.fill,
            "ledger_again": self.again,
            "ledger_requests": self.show_requests,
            "ledger_fees": self.fees,
            "ledger_template": self.template,
        }

    def moved(self, cell: Cell | None) -> None:
        """The cursor is in this cell now."""
        self._cell = cell

    def look_at_disk(self) -> None:
        """When the window is looked at again: the ledger may have been saved in between."""
        if "ledger" in self.__dict__:
            self.ledger.look_at_disk()

    # which ledger

    def choose(self) -> None:
        """Another ledger, to look at its deadlines."""
        if path := self._chosen():
            self._read(path, lambda: self._desk.tab_wanted.emit("deadlines"))

    def again(self) -> None:
        """重读台账: read the same file once more, and fill where figures have changed."""
        path = self.ledger.path or self._last()
        if path is None:
            self.fill()
        else:
            self._read(path, self.show_fill)

    def _chosen(self) -> Path | None:
        from app.documents.read.lines.ledger import READABLE

        if not self._desk.report.year:
            tell(self._desk.parent_widget, _NO_YEAR)
            return None
        patterns = " ".join(f"*{ending}" for ending in READABLE)
        folder = str(default_folder("ledger_folder", self._desk.document.path))
        chosen, _ = QFileDialog.getOpenFileName(
            self._desk.parent_widget, "选择申请台账", folder, f"申请台账 ({patterns});;所有文件 (*)"
        )
        if not chosen:
            return None
        settings().set("ledger_folder", str(Path(chosen).parent))
        return Path(chosen)

    def _last(self) -> Path | None:
        """The ledger that filled this report, when it lies where it was opened last."""
        last = settings().get("ledger_file")
        kept = self._desk.report.ledger.file
        return Path(last) if last and Path(last).name == kept else None

    def _read(self, path: Path, then: Callable[[], object]) -> None:
        """Read it beside the window; what a header does not say is asked."""
        year = self._desk.report.year
        if not year:
            tell(self._desk.parent_widget, _NO_YEAR)
            return
        known = dict(settings().get("ledger_columns"))

        def go_on(read: ReadLedger) -> None:
            settings().set("ledger_file", str(path))
            self.ledger.take(path, read)
            then()

        def instead(problem: FileProblem) -> None:
            from app.ledger.reading.requests import Unclear

            if isinstance(problem, Unclear) and problem.headers:
                self._ask_columns(str(problem), problem.headers, path, then)
            else:
                tell(self._desk.parent_widget, str(problem))

        work = partial(_work, path, year, known)
        says = f"正在读“{path.name}”……"
        from app.gui.dialogs.working import FAILED, Working

        Working(self._desk.parent_widget, says, work, go_on, lambda: FAILED.format(path.name), instead)

    def _ask_columns(self, why: str, headers: tuple[str, ...], path: Path, then: Callable[[], object]) -> None:
        from app.gui.ledger.columns_dialog import ColumnsDialog

        known = dict(settings().get("ledger_columns"))
        dialog = ColumnsDialog(self._desk.parent_widget, why, headers, known)
        if run(dialog) and dialog.known != known:
            settings().set("ledger_columns", {**known, **dialog.known})
            self._read(path, then)

    def _went_stale(self) -> None:
        assert self.ledger.path
        self._desk.say(f"台账“{self.ledger.path.name}”刚才改过。要用新的数，选“检查”里的“重读台账”。")

    # table 三

    def fill(self) -> None:
        """用台账填表三."""
        self._desk.commit()
        if path := self._chosen():
            self._read(path, self.show_fill)

    def show_fill(self) -> None:
        """What the open ledger gives, to be taken or left."""
        from app.gui.ledger.fill_dialog import FillDialog

        desk = self._desk
        desk.commit()
        dialog = FillDialog(desk.parent_widget, self.ledger, desk.report)
        accepted = run(dialog)
        if dialog.columns_wanted and self.ledger.path:
            words = "这些列没有用到。是下面哪一样的，选一下；用不到的不用管。"
            self._ask_columns(words, self.ledger.read.unknown, self.ledger.path, self.show_fill)
        if not accepted:
            return
        number, left = dialog.number, dialog.left
        desk.edit(dialog.made, f"用台账填表三（{number} 格）")
        self.ledger.changed.emit()
        still = f"还有 {left} 件要问，会受影响的格没有填。" if left else ""
        desk.say(f"已用“{self.ledger.file.name}”填表三，改动 {number} 格。{still}F5 看一格里是哪些申请。")

    def show_requests(self) -> None:
        """F5: the requests of the current figure."""
        cell = self._cell
        if cell is None or cell.table != "applications":
            self._desk.say(_ELSEWHERE)
        elif not self.ledger.is_open:
            self._open_for_requests()
        else:
            self._requests_dialog(cell)

    def _open_for_requests(self) -> None:
        """The ledger that filled this report, when it lies where it was; else ask for it."""
        path = self._last()
        if path is None or not os.path.exists(path):
            kept = self._desk.report.ledger.file
            how = f"这份底稿是用“{kept}”填的，还没有打开它。" if kept else "还没有打开申请台账。"
            more = "打开以后，F5 列出一格里是哪些申请。"
            answer = ask(self._desk.parent_widget, how, (Answer.CHOOSE_LEDGER, Answer.CANCEL), more)
            path = self._chosen() if answer is Answer.CHOOSE_LEDGER else None
        if path is not None:
            self._read(path, self.show_requests)

    def _requests_dialog(self, cell: Cell) -> None:
        from app.gui.ledger.requests_dialog import RequestsDialog

        desk, ledger = self._desk, self.ledger
        assert ledger.path
        ledger.look_at_disk()
        place = desk.report.form.name(cell)
        dialog = RequestsDialog(desk.parent_widget, place, ledger.requests_of(cell), ledger.path, ledger.stale)
        run(dialog)
        if dialog.again:
            self.again()

    # deadlines

    def export_deadlines(self) -> None:
        """期限 as a workbook, for whoever leads."""
        from app.documents.write.ledger.deadlines import deadlines_xlsx
        from app.ledger.deadlines import deadline_list

        desk, today = self._desk, datetime.date.today()
        name = file_name(f"{desk.report.organ.name}申请答复期限{today:%Y%m%d}")
        path = ask_where(
            desk.parent_widget,
            "导出答复期限",
            default_folder("export_folder", desk.document.path) / f"{name}.xlsx",
            "Excel 表格",
            ".xlsx",
        )
        if path is None:
            return
        items = deadline_list(self.ledger.count())
        data = deadlines_xlsx(items, desk.report.organ.name, today, self.ledger.file.name)
        if self._written(path, data):
            settings().set("export_folder", str(path.parent))
            desk.say(f"已导出“{path.name}”，共 {len(items)} 件。")

    def choose_days(self) -> None:
        """本地放假安排: a file of the days off that the State Council does not announce."""
        desk = self._desk
        chosen, _ = QFileDialog.getOpenFileName(
            desk.parent_widget,
            "选择本地放假安排",
            str(default_folder("ledger_folder", self._desk.document.path)),
            "放假安排 (*.csv *.json);;所有文件 (*)",
        )
        if not chosen:
            return
        from app.ledger.working_days import parse_local_days

        try:
            days = parse_local_days(read_bytes(Path(chosen)), Path(chosen).name)
        except FileProblem as problem:
            tell(desk.parent_widget, str(problem))
            return
        settings().set("holidays", chosen)
        self.ledger.days_changed()
        desk.say(f"已采用“{Path(chosen).name}”，共 {len(days.off)} 天。以后的期限都照它算。")

    # fees, template

    def fees(self) -> None:
        from app.gui.ledger.fees_dialog import FeesDialog

        run(FeesDialog(self._desk.parent_widget))

    def template(self) -> None:
        """空白台账模板."""
        from app.documents.write.ledger.template import ledger_template

        desk = self._desk
        year = desk.report.year or datetime.date.today().year
        start = (
            default_folder("ledger_folder", self._desk.document.path)
            / f"{file_name(f'{desk.report.organ.name}政府信息公开申请台账')}.xlsx"
        )
        path = ask_where(desk.parent_widget, "保存空白台账模板", start, "Excel 表格", ".xlsx")
        if path is not None and self._written(path, ledger_template(year)):
            settings().set("ledger_folder", str(path.parent))
            desk.say(f"已保存“{path.name}”。用 Excel、WPS 打开，从第二行起一份申请填一行。")

    def _written(self, path: Path, data: bytes) -> bool:
        try:
            write_atomic(path, data)
        except FileProblem as problem:
            tell(self._desk.parent_widget, str(problem))
            return False
        return True


def _work(path: Path, year: int, known: dict[str, str], cancelled: Callable[[], bool]) -> ReadLedger:
    from app.documents.read.lines.ledger import read_ledger_file

    return read_ledger_file(path, year, known, cancelled)
