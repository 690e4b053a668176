"""The 帮助 menu: the pages, where the log of faults lies, and 关于."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.paths import log_folder

log = logging.getLogger(__name__)


class HelpMenu(QObject):
    """`asking`: the window that a page and a question belong to."""

    def __init__(self, asking: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._asking = asking

    def _show(self, page: str) -> None:
        from app.gui.help.view import show_help  # it names every rule; a start does not

        show_help(page, self._asking())

    def quick_start(self) -> None:
        self._show("quick_start")

    def keyboard(self) -> None:
        self._show("keyboard")

    def counting(self) -> None:
        self._show("counting")

    def ledger(self) -> None:
        self._show("ledger")

    def county(self) -> None:
        self._show("county")

    def publish(self) -> None:
        self._show("review_and_publish")

    def rules(self) -> None:
        self._show("rules")

    def locating(self) -> None:
        self._show("locating")

    def trouble(self) -> None:
        self._show("trouble")

    def report_fault(self) -> None:
        """Open the folder of the log, which a clerk can send."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        from app.gui.dialogs.question import Answer, ask

        log.info("a fault is to be reported")  # so that there is a log, with our version in it
        where = log_folder()
        text = f"日志在“{where}”，里面没有您填的内容。请把 nianbao.log 发给技术人员，写明当时在做什么。"
        if ask(self._asking(), text, (Answer.OPEN_FOLDER, Answer.CLOSE)) is Answer.OPEN_FOLDER:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(where)))

    def about(self) -> None:
        """What the program is, its version, and whose work it stands on, with each licence."""
        from app.gui.help.about import show_about

        show_about(self._asking())
