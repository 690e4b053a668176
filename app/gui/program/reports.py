"""How a report comes into a window: from a draft, an example, a paper of others, or what a crash left."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.documents.read.endings import ANSWERED, READABLE
from app.form.schema import Cell
from app.gui.desk.document import ReportDocument
from app.gui.dialogs.question import run, tell
from app.gui.dialogs.where import default_folder
from app.gui.program.appearance import Appearance
from app.gui.program.counties import Counties, only_looked_at
from app.gui.program.windows import Windows, to_front
from app.gui.saving.opening import Ready, honest_totals, open_asking
from app.gui.window.actions import Act
from app.keeping.draft_file import DraftFile
from app.keeping.journal import Journal
from app.keeping.settings import settings
from app.model.draft import open_draft
from app.model.endings import COLLECTION, DRAFT, LETTER
from app.model.files import FileProblem
from app.paths import anything_left

if TYPE_CHECKING:  # a collection is opened without it
    from app.gui.importing.bringing_in import BringingIn
    from app.gui.importing.new_report import NewReport
    from app.gui.window.main_window import MainWindow
    from app.keeping.journal import Found

log = logging.getLogger(__name__)


class Reports(QObject):
    """One for the whole program, loaded with the first report. `acts`: of the menu items that are the same in every window."""

    def __init__(
        self,
        windows: Windows,
        counties: Counties,
        bringing_in: Callable[[], BringingIn],
        appearance: Appearance,
        acts: Callable[[], Mapping[str, Act]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._windows = windows
        self._counties = counties
        self._bringing_in = bringing_in
        self._appearance = appearance
        self._acts = acts

    def _show(self, ready: Ready) -> MainWindow:
        from app.gui.window.main_window import MainWindow, Shared

        shared = Shared(self._bringing_in, self._windows.may_write, self._acts())
        window = MainWindow(ready.document, ready.file, ready.journal, shared)
        window.open_wanted.connect(self._open_all)
        window.zoom_wanted.connect(self._appearance.choose_zoom)
        window.appearance_changed.connect(self._appearance.apply, Qt.ConnectionType.QueuedConnection)
        self._windows.show(window)
        window.pages.stand(ready.where)
        if ready.note:
            window.status.say(ready.note)
        return window

    def open_path(self, path: Path) -> MainWindow | None:
        """Open a draft, or raise the window that has it; a collection opens in the window of its folder."""
        ours = path.suffix.lower() in (DRAFT, LETTER, COLLECTION)
        folder = not ours and os.path.isdir(path)  # Path.is_dir raises for a share that has dropped
        if path.suffix.lower() == COLLECTION or folder:
            self._counties.show_opened(path, folder)
            return None
        if path.suffix.lower() == LETTER:
            from app.gui.program.letters import open_letter

            return open_letter(path, self._windows.active, self._windows.reports, self.open_path)
        if path.suffix.lower() in ANSWERED:
            from app.gui.importing.reading import files

            self._bringing_in().ask_what(files([path]))
            return None
        if window := self._windows.window_for(path):
            to_front(window)
            return window
        if anything_left() and (found := self._left_behind_of(path)):
            return self._offer(found)
        opened = open_asking(self._windows.active, path, self._windows.may_write, only_looked_at(path))
        if opened is None:
            return None
        settings().remember(str(opened.file.path))
        document = ReportDocument(opened.report, opened.file.path)
        return self._show(Ready(document, opened.file, self._journal(document), opened.note))

    def open_example(self, path: Path) -> MainWindow | None:
        """A copy of an example that belongs to no file: saving asks for a name."""
        try:
            report, _ = honest_totals(open_draft(path))
        except FileProblem as problem:
            tell(self._windows.active, str(problem))
            return None
        document = ReportDocument(report)
        note = "这是示例，可以随意改；要留下请另存为。"
        return self._show(Ready(document, DraftFile(), self._journal(document), note))

    def open_new(self, made: NewReport, note: str = "") -> MainWindow:
        document = ReportDocument(made.report)
        document.undo_stack.resetClean()  # a name has been typed: closing asks
        window = self._show(Ready(document, DraftFile(), self._journal(document)))
        document.edit(made.after, made.text)
        window.status.say(note)
        return window

    def open_at(self, path: Path, cell: Cell | None) -> None:
        """A draft out of a collection, at the cell that was looked at there."""
        window = self.open_path(path)
        if window is not None and cell is not None:
            window.desk.go_to(cell)

    def _open_all(self, paths: list[Path]) -> None:
        for path in paths:
            self.open_path(path)

    def _left_behind_of(self, path: Path) -> Found | None:
        from app.gui.program.recovery import left_behind_of

        return left_behind_of(path)

    def offer_left_behind(self) -> None:
        """What crashed programs left, one after the other."""
        from app.gui.program.recovery import left_behind

        for found in left_behind(lambda: self._windows.active):
            self._offer(found)

    def _offer(self, found: Found) -> MainWindow | None:
        from app.gui.program.recovery import offer

        chosen = offer(self._windows.active, found, self._windows.may_write)
        if isinstance(chosen, Path):
            return self.open_path(chosen)
        return self._show(chosen) if chosen else None

    def _journal(self, document: ReportDocument) -> Journal | None:
        try:
            return Journal.start(document.report, document.path, document.modified)
        except (OSError, FileProblem):
            log.exception("journal")
            said = "找回用的记录写不进磁盘（可能已满），断电会丢失没有保存的内容。请腾出空间，勤保存。"
            tell(self._windows.active, said)
            return None

    # what is asked for

    def ask_new(self) -> None:
        from app.gui.importing.new_report import NewReportDialog

        dialog = NewReportDialog(self._windows.active, datetime.date.today())
        if run(dialog) and dialog.made:
            self.open_new(dialog.made)

    def ask_open(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = str(default_folder("draft_folder"))
        kinds = (
            f"底稿 (*{DRAFT})",
            f"别处的年报 ({' '.join('*' + each for each in READABLE)})",
            f"县里的退回意见 (*{LETTER})",
            "所有文件 (*)",
        )
        chosen, _ = QFileDialog.getOpenFileName(self._windows.active, "打开", folder, ";;".join(kinds))
        if chosen:
            settings().set("draft_folder", str(Path(chosen).parent))
            self.open_path(Path(chosen))
