"""The running program: its windows, its menus, its start and its end."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QToolButton, QWidget

from app.gui.help.menu import HelpMenu
from app.gui.look import labels, style_sheet
from app.gui.program import faults
from app.gui.program.appearance import Appearance
from app.gui.program.counties import Counties
from app.gui.program.garbage import Garbage
from app.gui.program.instance import Receiver
from app.gui.program.start_window import StartWindow
from app.gui.program.windows import Windows, to_front
from app.gui.window.actions import Act
from app.keeping.settings import reload, settings
from app.model.endings import DRAFT
from app.paths import anything_left, examples

if TYPE_CHECKING:  # 首屏 is painted before what a report needs is loaded
    from app.form.schema import Cell
    from app.gui.desk.desk import Desk
    from app.gui.importing.bringing_in import BringingIn
    from app.gui.importing.new_report import NewReport
    from app.gui.program.reports import Reports
    from app.gui.window.main_window import MainWindow

log = logging.getLogger(__name__)
_SOON = 200  # ms after the first window
_QUIET = 3000  # ms after the first window
_PATIENCE = 10.0  # s; what is loaded takes a tenth of that on a slow PC
LOADING = "getting ready"


def create(arguments: list[str]) -> Application:
    """The program around the one QApplication, which is made when there is none yet."""
    return Application(style_sheet.begin(arguments))


class Application(QObject):
    """Call `start` once; `end` gives everything back (tests; the process's end does it too)."""

    def __init__(self, qt: QApplication) -> None:
        super().__init__()
        self._qt = qt
        self._waiting: list[Path] = []  # handed over while something is asked
        self._loading: Thread | None = None
        faults.start_log()
        self._guard = faults.Guard(self._fault)
        self._garbage = Garbage(self)
        reload()
        qt.setApplicationName("nianbao")
        qt.setApplicationDisplayName("公开年报")
        qt.setDesktopFileName("gongkai-nianbao")  # its entry in the menu of a Linux desktop
        qt.setQuitOnLastWindowClosed(True)
        style_sheet.speak_chinese(qt)
        self._windows = Windows(self)
        self.counties = Counties(self._asking, self)
        self.counties.open_wanted.connect(self._open_at)
        self.counties.shown.connect(self._windows.show_beside)
        self._help = HelpMenu(self._asking, self)
        self.appearance = Appearance(qt, self._asking, self)
        self.appearance.applied.connect(self._refresh_start)
        self.appearance.apply()
        # Not every event of every object: Python would learn of all that Qt has, at each start and at each key.
        qt.focusChanged.connect(self._focus_moved)
        if sys.platform == "darwin":  # there a draft is opened by an event
            qt.installEventFilter(self)
        self._receiver = Receiver(self)
        self._receiver.asked.connect(self._handed_over)
        self._receiver.close_asked.connect(self.quit, Qt.ConnectionType.QueuedConnection)

    def _acts(self) -> dict[str, Act]:
        """What a menu item does that is the same in every window, by its id in window/actions.py."""
        return {
            "new": self.ask_new,
            "from_last_year": self.begin_from_last_year,
            "open": self.ask_open,
            "recent": self._fill_recent,
            "examples": self._fill_examples,
            "county": self.counties.ask,
            "settings": self.appearance.show_settings,
            "quit": self.quit,
            "zoom_in": self.appearance.zoom_in,
            "zoom_out": self.appearance.zoom_out,
            "zoom_normal": self.appearance.zoom_normal,
            "windows": self._windows.fill_menu,
            "quick_start": self._help.quick_start,
            "keyboard": self._help.keyboard,
            "counting": self._help.counting,
            "ledger_help": self._help.ledger,
            "county_help": self._help.county,
            "publish": self._help.publish,
            "rules": self._help.rules,
            "locating": self._help.locating,
            "trouble": self._help.trouble,
            "report_fault": self._help.report_fault,
            "about": self._help.about,
        }

    def start(self, paths: list[Path]) -> None:
        """Offer what a crash left, then open the drafts; without any, show 首屏."""
        if anything_left():
            self.reports.offer_left_behind()
        for path in paths:
            self.open_path(path)
        if not self.anything_open:
            self.show_start()
        settings().tell_damage(self._tell)

    def get_ready(self) -> None:
        """When nothing is going on: the first file of others is read at once then, and the first paper written."""
        QTimer.singleShot(_SOON, self, self._show_icon)
        QTimer.singleShot(_QUIET, self, self._load)

    def _show_icon(self) -> None:
        style_sheet.show_icon(self._qt)

    def _load_windows(self) -> None:
        """首屏 stands: what the first report needs is loaded while she reads it, in two steps, between which a key is heard."""
        QTimer.singleShot(_SOON, self, _load_reports)
        QTimer.singleShot(2 * _SOON, self, _load_window)

    def _load(self) -> None:
        log.info("getting ready")
        self._loading = Thread(target=_load, name=LOADING, daemon=True)
        self._loading.start()

    def end(self) -> None:
        """Close all without asking; journals of unsaved work stay for the next start."""
        settings().write_remembered()
        self.counties.end()
        self._windows.end()
        self._receiver.close()
        self._garbage.end()
        self._guard.end()
        self._qt.focusChanged.disconnect(self._focus_moved)
        self._qt.removeEventFilter(self)
        if self._loading is not None and self._loading.is_alive():
            from app.documents.read.pool import shared

            shared.close(at_work=True)  # what it waits for
            self._loading.join(_PATIENCE)  # a thread that still imports when Python ends takes the program down with it

    def quit(self) -> None:
        if question := QApplication.activeModalWidget():  # the installer asked: an open question is answered first
            return to_front(question)
        for window in [*self.windows, *self.counties.open]:
            if not window.close():
                return
        if self.start_window:
            self.start_window.close()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QPushButton | QToolButton):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self._handed_over([Path(event.file())])
            return True
        return event.type() == QEvent.Type.KeyPress and _pressed(watched, event)

    # windows

    @property
    def windows(self) -> list[MainWindow]:
        return self._windows.reports

    @property
    def start_window(self) -> StartWindow | None:
        return self._windows.start

    @property
    def anything_open(self) -> bool:
        """A window that the program runs for: a report's, a collection's, or 首屏."""
        return bool(self.windows or self.counties.open or self.start_window)

    def _asking(self) -> QWidget | None:
        return self._windows.active

    def asking(self) -> QWidget:
        """The window that questions belong to; 首屏 is shown when there is none."""
        return self._windows.active or self.show_start()

    def desk_of(self, window: QWidget) -> Desk | None:
        return self._windows.desk_of(window)

    def show_start(self) -> StartWindow:
        if window := self._windows.start:
            to_front(window)
            return window
        window = StartWindow(lambda: self.bringing_in, self._acts(), self.examples())
        window.open_wanted.connect(self._open_all)
        window.example_wanted.connect(self.open_example)
        window.painted.connect(self._load_windows)
        self._windows.show_start(window)
        return window

    def _refresh_start(self) -> None:
        if self._windows.start:
            self._windows.start.refresh()

    # reports into windows

    @cached_property
    def bringing_in(self) -> BringingIn:
        from app.gui.importing.bringing_in import BringingIn

        return BringingIn(self, self)

    @cached_property
    def reports(self) -> Reports:
        from app.gui.program.reports import Reports

        return Reports(self._windows, self.counties, lambda: self.bringing_in, self.appearance, self._acts, self)

    def open_path(self, path: Path) -> MainWindow | None:
        """Open a draft, or raise the window that has it; a collection opens in the window of its folder."""
        return self.reports.open_path(path)

    def open_example(self, path: Path) -> MainWindow | None:
        """A copy of an example that belongs to no file: saving asks for a name."""
        return self.reports.open_example(path)

    def open_new(self, made: NewReport, note: str = "") -> MainWindow:
        return self.reports.open_new(made, note)

    def _open_at(self, path: Path, cell: Cell | None) -> None:
        self.reports.open_at(path, cell)

    def _open_all(self, paths: list[Path]) -> None:
        for path in paths:
            self.open_path(path)

    def _handed_over(self, paths: list[Path]) -> None:
        """The program was started once more."""
        self._waiting += paths
        if paths:
            self._open_waiting()
        elif windows := [*self.windows, *filter(None, [QApplication.activeModalWidget()])]:
            to_front(windows[-1])
        else:
            self.show_start()

    def _open_waiting(self) -> None:
        """What is asked just now is answered first: a report that opens closes 首屏, and its dialogs with it."""
        while self._waiting:
            question = QApplication.activeModalWidget()
            if isinstance(question, QDialog):
                question.finished.connect(self._open_waiting, Qt.ConnectionType.QueuedConnection)
                return to_front(question)
            self.open_path(self._waiting.pop(0))

    # menus

    def ask_new(self) -> None:
        self.reports.ask_new()

    def ask_open(self) -> None:
        self.reports.ask_open()

    def begin_from_last_year(self) -> None:
        self.bringing_in.begin_chosen()

    def examples(self) -> list[Path]:
        return sorted(examples().glob(f"*{DRAFT}"))

    def _fill_recent(self, menu: QMenu) -> None:
        self._fill(menu, [Path(each) for each in settings().get("recent")], self._open_chosen, "还没有打开过底稿")

    def _fill_examples(self, menu: QMenu) -> None:
        self._fill(menu, self.examples(), self._open_chosen_example, "没有示例")

    def _fill(self, menu: QMenu, paths: list[Path], slot: Callable[[], None], nothing: str) -> None:
        for path in paths:
            action = labels.add_item(menu, path.stem, str(path))
            action.setData(str(path))
            action.triggered.connect(slot)
        if menu.isEmpty():
            menu.addAction(nothing).setEnabled(False)

    def _open_chosen(self) -> None:
        self.open_path(Path(self.sender().data()))  # type: ignore[attr-defined]

    def _open_chosen_example(self) -> None:
        self.open_example(Path(self.sender().data()))  # type: ignore[attr-defined]

    # faults

    def _fault(self) -> None:
        """Called from the exception hook: the telling waits until the event is over."""
        QTimer.singleShot(0, self, self._tell_fault)

    def _tell_fault(self) -> None:
        self._tell(faults.SENTENCE, faults.MORE)

    def _tell(self, text: str, more: str = "") -> None:
        from app.gui.dialogs.question import tell

        tell(self._asking(), text, more)


def _load_reports() -> None:
    from app.gui.importing import bringing_in, new_report  # noqa: F401
    from app.gui.program import reports  # noqa: F401


def _load_window() -> None:
    from app.gui.texts import organ_page, page  # noqa: F401
    from app.gui.window import acting, main_window  # noqa: F401


def _load() -> None:
    from app.acts import load_writers
    from app.documents.read.reading import warm

    warm()
    load_writers()


def _pressed(watched: QObject, event: QEvent) -> bool:
    """Enter presses the button that has the focus, in every window: Qt presses the default one instead, or none.

    True when this was such a key, and the button was clicked.
    """
    if not isinstance(watched, QPushButton | QToolButton) or not isinstance(event, QKeyEvent):
        return False
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    watched.click()
    return True
