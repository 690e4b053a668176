"""The windows of the county office: one for each folder that is open."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.keeping.settings import settings
from app.model.files import FileProblem, whereabouts

if TYPE_CHECKING:  # who never adds up never loads it
    from app.gui.county.window import CountyWindow


_LOOKING = "这是汇总里这个单位的底稿，只能看，改了也不算数。要替单位改，请在汇总窗口里选“代改底稿”。"
_ANOTHER_NAME = "“{}”没有打开：一个文件夹的收集只认“{}”这个名字。请把它放回原来的文件夹，改回这个名字再打开。"


def only_looked_at(path: Path) -> str:
    """Why a draft is opened only to be looked at: it is what a collection made of a file that came; "" for any other."""
    from app.county.places import DRAFTS, NAME

    folder = path.parent
    return _LOOKING if folder.name == DRAFTS and os.path.exists(folder.parent / NAME) else ""


class Counties(QObject):
    """`open`: the windows. Signals: `open_wanted` (path of a draft, Cell or None), `shown` (a window that was just made)."""

    open_wanted = Signal(object, object)
    shown = Signal(object)

    def __init__(self, asking: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._asking = asking
        self.open: list[CountyWindow] = []

    def ask(self) -> None:
        """Which folder? A new one may be made in the dialog."""
        from PySide6.QtWidgets import QFileDialog

        from app.gui.dialogs.where import default_folder

        start = str(default_folder("county_folder"))
        chosen = QFileDialog.getExistingDirectory(self._asking(), "放各单位年报的文件夹", start)
        if chosen:
            settings().set("county_folder", chosen)
            self.show(Path(chosen))

    def show_opened(self, path: Path, folder: bool) -> None:
        """A folder, or the file of a collection, that was opened by itself."""
        from app.county.places import NAME

        if folder or path.name.casefold() == NAME:
            self.show(path if folder else path.parent)
            return
        from app.gui.dialogs.question import tell

        tell(self._asking(), _ANOTHER_NAME.format(path.name, NAME))

    def show(self, folder: Path) -> CountyWindow | None:
        """The window of this folder's collection; one that is open comes to the front."""
        from app.gui.county.window import CountyWindow

        wanted = whereabouts(folder)
        for window in self.open:
            if whereabouts(window.folder.folder) == wanted:
                window.raise_()
                window.activateWindow()
                return window
        try:
            window = CountyWindow(folder)
        except FileProblem as problem:
            from app.gui.dialogs.question import tell

            tell(self._asking(), str(problem))
            return None
        self.open.append(window)
        window.open_wanted.connect(self.open_wanted)
        window.closing.connect(self._closed)
        self.shown.emit(window)
        if window.folder.new and not window.folder.read_only:
            window.preparing.ask_beginning()
        return window

    def end(self) -> None:
        for window in list(self.open):
            window.folder.close()
            window.deleteLater()
        self.open.clear()

    def _closed(self, window: CountyWindow) -> None:
        if window in self.open:
            self.open.remove(window)
        window.deleteLater()
