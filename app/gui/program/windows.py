"""The windows that are open: 首屏 and one per report, where they are put, and which one is meant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from app.gui.look import labels
from app.gui.program.start_window import StartWindow
from app.keeping.settings import settings
from app.model.files import whereabouts

if TYPE_CHECKING:
    from app.gui.desk.desk import Desk
    from app.gui.window.main_window import MainWindow

_FIRST_SIZE = (1366, 698)
_TITLE_BAR = 32  # what the system puts above a window; it is not known before the window is shown


class Windows(QObject):
    """`reports`: the windows with a report, the last opened last. `start`: 首屏, while it is open."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.reports: list[MainWindow] = []
        self.start: StartWindow | None = None
        self._closed_start: StartWindow | None = None

    @property
    def active(self) -> QWidget | None:
        """The window that questions belong to."""
        active = QApplication.activeWindow()
        if active is not None and not isinstance(active, QDialog):
            return active
        return self.reports[-1] if self.reports else self.start

    def desk_of(self, window: QWidget) -> Desk | None:
        return next((each.desk for each in self.reports if each is window), None)

    def window_for(self, path: Path) -> MainWindow | None:
        """The window that has this draft open."""
        wanted = whereabouts(path)
        for window in self.reports:
            if window.document.path and whereabouts(window.document.path) == wanted:
                return window
        return None

    def may_write(self, path: Path) -> bool:
        """False when a window has the draft at this path open."""
        return self.window_for(path) is None

    def show(self, window: MainWindow) -> None:
        """A window that was just made."""
        self._place(window)
        self.reports.append(window)
        window.closing.connect(self._closed)
        window.show()
        to_front(window)
        if self.start:
            self.start.close()

    def show_beside(self, window: QWidget) -> None:
        """A window that holds no report: where the last one was."""
        self._place(window)
        window.show()
        to_front(window)
        if self.start:
            self.start.close()

    def show_start(self, window: StartWindow) -> None:
        self.start = window
        self._place(window)
        window.closing.connect(self._start_closed)
        window.show()
        to_front(window)

    def end(self) -> None:
        """Close all without asking; journals of unsaved work stay for the next start."""
        for window in list(self.reports):
            window.saving.leave()
            window.deleteLater()
        self.reports.clear()
        if self.start:
            self.start.deleteLater()
            self.start = None
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def fill_menu(self, menu: QMenu) -> None:
        """One item per report, to bring its window to the front."""
        for number, window in enumerate(self.reports):
            action = labels.add_item(menu, window.windowTitle())
            action.setData(number)
            action.triggered.connect(self._chosen)

    def _chosen(self) -> None:
        to_front(self.reports[self.sender().data()])  # type: ignore[attr-defined]

    def _closed(self, window: MainWindow) -> None:
        settings().set("geometry", bytes(window.saveGeometry().toBase64().data()).decode())
        if window in self.reports:
            self.reports.remove(window)
        window.deleteLater()

    def _start_closed(self) -> None:
        """首屏 goes when its questions have come back: the last reference to it would take them along at once."""
        self._closed_start, self.start = self.start, None
        if self._closed_start:
            self._closed_start.destroyed.connect(self._start_gone)
            self._closed_start.deleteLater()

    def _start_gone(self) -> None:
        self._closed_start = None

    def _place(self, window: QWidget) -> None:
        """Where the last window was, as far as it fits this screen."""
        room = window.screen().availableGeometry()
        saved = QByteArray.fromBase64(settings().get("geometry").encode())
        if saved.isEmpty() or not window.restoreGeometry(saved):
            window.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height() - _TITLE_BAR))
        if self.reports:  # a little aside, as far as the whole of it stays on the screen
            left = room.right() + 1 - window.frameGeometry().width()
            top = room.bottom() + 1 - window.frameGeometry().height()
            aside = window.pos() + QPoint(24, 24)
            window.move(max(room.left(), min(aside.x(), left)), max(room.top(), min(aside.y(), top)))


def to_front(window: QWidget) -> None:
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
