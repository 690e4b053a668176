"""The 帮助 menu: the pages, where the log of faults lies, and 关于."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.gui.dialogs.question import Answer, ask
from app.gui.help.about import show_about
from app.gui.help.view import show_help
from app.paths import log_folder


class HelpMenu(QObject):
    """`asking`: the window that a page and a question belong to."""

    def __init__(self, asking: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._asking = asking

    def quick_start(self) -> None:
        show_help("quick_start", self._asking())

    def keyboard(self) -> None:
        show_help("keyboard", self._asking())

    def counting(self) -> None:
        show_help("counting", self._asking())

    def ledger(self) -> None:
        show_help("ledger", self._asking())

    def county(self) -> None:
        show_help("county", self._asking())

    def publish(self) -> None:
        show_help("review_and_publish", self._asking())

    def rules(self) -> None:
        show_help("rules", self._asking())

    def locating(self) -> None:
        show_help("locating", self._asking())

    def trouble(self) -> None:
        show_help("trouble", self._asking())

    def report_fault(self) -> None:
        """Open the folder of the log, which a clerk can send."""
        where = log_folder()
        text = f"日志在“{where}”，里面没有您填的内容。请把 nianbao.log 发给技术人员，写明当时在做什么。"
        if ask(self._asking(), text, (Answer.OPEN_FOLDER, Answer.CLOSE)) is Answer.OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(where)))

    def about(self) -> None:
        """What the program is, its version, and whose work it stands on, with each licence."""
        show_about(self._asking())
