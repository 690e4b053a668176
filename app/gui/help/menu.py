"""The 帮助 menu: the pages, about, and where the log of faults lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.gui.dialogs.question import ask
from app.gui.help.about import about
from app.gui.help.view import show_help
from app.paths import log_folder

if TYPE_CHECKING:
    from app.gui.program.application import Application


class Helping(QObject):
    """Speaks at whichever window is active."""

    def __init__(self, application: Application) -> None:
        super().__init__(application)
        self._application = application

    def quick_start(self) -> None:
        show_help("quick_start", self._application.active)

    def keyboard(self) -> None:
        show_help("keyboard", self._application.active)

    def counting(self) -> None:
        show_help("counting", self._application.active)

    def publish(self) -> None:
        show_help("review_and_publish", self._application.active)

    def rules(self) -> None:
        show_help("rules", self._application.active)

    def locating(self) -> None:
        show_help("locating", self._application.active)

    def trouble(self) -> None:
        show_help("trouble", self._application.active)

    def about(self) -> None:
        about(self._application.active)

    def report_fault(self) -> None:
        """Open the folder of the log, which a clerk can send."""
        where = log_folder()
        text = f"日志在“{where}”，里面没有您填的内容。请把 nianbao.log 发给技术人员，写明当时在做什么。"
        if ask(self._application.active, text, ("打开文件夹", "关闭")) == "打开文件夹":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(where)))
