"""The running program: its windows, what they share, and how a report comes into one."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget

from app.documents.read.reading import READABLE
from app.gui.desk.document import ReportDocument
from app.gui.dialogs.question import tell
from app.gui.dialogs.where import default_folder
from app.gui.help.menu import Helping
from app.gui.importing.bringing_in import BringingIn, files
from app.gui.importing.new_report import NewReport, NewReportDialog
from app.gui.look import labels
from app.gui.look import style_sheet as look
from app.gui.program import faults
from app.gui.program.enter_key import pressed
from app.gui.program.garbage import Garbage
from app.gui.program.instance import Receiver
from app.gui.program.settings_dialog import SettingsDialog
from app.gui.program.start_window import StartWindow
from app.gui.saving.opening import honest_totals, open_asking
from app.gui.saving.recover import FORGET, FOUND, LATER, SAVED, recover
from app.gui.window.main_window import MainWindow
from app.keeping.draft_file import DraftFile
from app.keeping.journal import Found, Journal, abandoned
from app.keeping.settings import BY_KEY, reload, settings
from app.keeping.snapshots import RECOVERED, Snapshots
from app.model.beside.difference import same
from app.model.draft import SUFFIX, open_draft
from app.model.files import FileProblem, whereabouts
from app.model.report import Report
from app.paths import examples

log = logging.getLogger(__name__)

_FIRST_SIZE = (1366, 698)
_TITLE_BAR = 32  # what the system puts above a window; it is not known before the window is shown
_TORN = (
    "有一份找回用的记录读不出来，里面可能有没有保存的内容，没有动它。请把下面这个文件夹交给管电脑的人看；"
    "确定不要了，删去这个文件夹，就不再提醒。"
)


def create(arguments: list[str]) -> Application:
    """The program around the one QApplication, which is made when there is none yet."""
    qt = QApplication.instance() or QApplication(arguments)
    assert isinstance(qt, QApplication)
    return Application(qt)


class Application(QObject):
    """Call `start` once; `end` gives everything back (tests; the process's end does it too)."""

    def __init__(self, qt: QApplication) -> None:
        super().__init__()
        self._qt = qt
        self.windows: list[MainWindow] = []
        self.start_window: StartWindow | None = None
        self._closed_start: StartWindow | None = None
        self._waiting: list[Path] = []  # handed over while something is asked
        self.bringing_in = BringingIn(self)
        self.helping = Helping(self)
        faults.start_log()
        self._guard = faults.Guard(self._fault)
        self._garbage = Garbage(self)
        reload()
        qt.setApplicationName("nianbao")
        qt.setApplicationDisplayName("公开年报")
        qt.setQuitOnLastWindowClosed(True)
        look.speak_chinese(qt)
        self.apply_look()
        qt.styleHints().colorSchemeChanged.connect(self.apply_look)
        qt.installEventFilter(self)
        self._receiver = Receiver(self)
        self._receiver.asked.connect(self._handed_over)
        self._receiver.close_asked.connect(self.quit, Qt.ConnectionType.QueuedConnection)

    def start(self, paths: list[Path]) -> None:
        """Offer what a crash left, then open the drafts; without any, show 首屏."""
        for found in abandoned(lambda torn: tell(self.active, _TORN, str(torn))):
            self._offer(found)
        for path in paths:
            self.open_path(path)
        if not self.windows:
            self.show_start()
        settings().tell_damage(lambda said: tell(self.active, said))

    def end(self) -> None:
        """Close all without asking; journals of unsaved work stay for the next start."""
        for window in list(self.windows):
            window.commands.leave()
            self.windows.remove(window)
            window.deleteLater()
        if self.start_window:
            self.start_window.deleteLater()
            self.start_window = None
        self._receiver.close()
        self._garbage.end()
        self._guard.end()
        self._qt.removeEventFilter(self)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self._handed_over([Path(event.file())])
            return True
        return event.type() == QEvent.Type.KeyPress and pressed(watched, event)

    # windows

    @property
    def active(self) -> QWidget | None:
        """The window that questions belong to."""
        active = self._qt.activeWindow()
        if isinstance(active, MainWindow | StartWindow):
            return active
        return self.windows[-1] if self.windows else self.start_window

    def window_for(self, path: Path) -> MainWindow | None:
        """The window that has this draft open."""
        wanted = whereabouts(path)
        for window in self.windows:
            if window.document.path and whereabouts(window.document.path) == wanted:
                return window
        return None

    def show_start(self) -> None:
        if self.start_window is None:
            self.start_window = StartWindow(self)
            self._place(self.start_window)
        self.start_window.show()
        _raise(self.start_window)

    def start_closed(self) -> None:
        """首屏 goes when its questions have come back: the last reference to it would take them along at once."""
        self._closed_start, self.start_window = self.start_window, None
        if self._closed_start:
            self._closed_start.deleteLater()

    def _place(self, window: StartWindow | MainWindow) -> None:
        """Where the last window was, as far as it fits this screen."""
        room = window.screen().availableGeometry()
        saved = QByteArray.fromBase64(settings().get("geometry").encode())
        if saved.isEmpty() or not window.restoreGeometry(saved):
            window.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height() - _TITLE_BAR))
        if self.windows:  # a little aside, as far as the whole of it stays on the screen
            left = room.right() + 1 - window.frameGeometry().width()
            top = room.bottom() + 1 - window.frameGeometry().height()
            aside = window.pos() + QPoint(24, 24)
            window.move(max(room.left(), min(aside.x(), left)), max(room.top(), min(aside.y(), top)))

    def _show(self, document: ReportDocument, file: DraftFile, journal: Journal | None, note: str = "") -> MainWindow:
        window = MainWindow(self, document, file, journal)
        self._place(window)
        self.windows.append(window)
        window.show()
        _raise(window)
        if note:
            window.status.say(note)
        if self.start_window:
            self.start_window.close()
        return window

    def closed(self, window: MainWindow) -> None:
        """A window tells that it is going."""
        settings().set("geometry", bytes(window.saveGeometry().toBase64().data()).decode())
        if window in self.windows:
            self.windows.remove(window)
        window.deleteLater()

    def quit(self) -> None:
        if question := QApplication.activeModalWidget():  # the installer asked: an open question is answered first
            return _raise(question)
        for window in list(self.windows):
            if not window.close():
                return
        if self.start_window:
            self.start_window.close()

    # reports into windows

    def open_path(self, path: Path) -> MainWindow | None:
        """Open a draft, or raise the window that has it."""
        if path.suffix.lower() in READABLE:
            self.bringing_in.ask_what(files([path]))
            return None
        if window := self.window_for(path):
            _raise(window)
            return window
        for found in abandoned():
            if found.path and whereabouts(found.path) == whereabouts(path):
                return self._offer(found)
            found.journal.leave()
        opened = open_asking(self, path)
        if opened is None:
            return None
        settings().opened(str(opened.file.path))
        document = ReportDocument(opened.report, opened.file.path)
        return self._show(document, opened.file, self._journal(document), opened.note)

    def open_example(self, path: Path) -> MainWindow | None:
        """A copy of an example that belongs to no file: saving asks for a name."""
        try:
            report, _ = honest_totals(open_draft(path))
        except FileProblem as problem:
            tell(self.active, str(problem))
            return None
        document = ReportDocument(report)
        return self._show(document, DraftFile(), self._journal(document), "这是示例，可以随意改；要留下请另存为。")

    def open_new(self, made: NewReport, note: str = "") -> MainWindow:
        document = ReportDocument(made.report)
        document.undo_stack.resetClean()  # a name has been typed: closing asks
        window = self._show(document, DraftFile(), self._journal(document))
        document.edit(made.after, made.text)
        window.status.say(note)
        return window

    def _journal(self, document: ReportDocument) -> Journal | None:
        try:
            return Journal.start(document.report, document.path, document.modified)
        except (OSError, FileProblem):
            log.exception("journal")
            tell(self.active, "找回用的记录写不进磁盘（可能已满），断电会丢失没有保存的内容。请腾出空间，勤保存。")
            return None

    def _offer(self, found: Found) -> MainWindow | None:
        """The choice after a crash; until it is made both states are kept."""
        saved: Report | None = None
        why = ""
        if found.path:
            try:
                saved, _ = honest_totals(open_draft(found.path))
            except FileProblem as problem:
                why = str(problem)
        if saved and same(saved, found.report):
            found.journal.close()
            return None
        answer = recover(self.active, found, saved, why)
        if answer == FOUND:
            return self._open_found(found, saved)
        if answer == LATER:
            found.journal.leave()
            return None
        if answer == SAVED and found.path:
            try:  # even what was not chosen can still be compared with
                Snapshots(found.path, found.journal.id).add(found.report, RECOVERED)
            except (OSError, FileProblem):
                found.journal.leave()
                return None
        if answer in (SAVED, FORGET):
            found.journal.close()
        return self.open_path(found.path) if answer == SAVED and found.path else None

    def _open_found(self, found: Found, saved: Report | None) -> MainWindow | None:
        """The recovered report as one undo step upon the saved one; its journal goes on."""
        file = DraftFile(found.path) if saved else DraftFile()
        if saved and found.path:
            opened = open_asking(self, found.path)
            if opened is None:
                found.journal.leave()
                return None
            file, saved = opened.file, opened.report
        document = ReportDocument(saved or found.report, file.path)
        if saved:
            document.edit(found.report, f"找回 {found.at:%H:%M} 的内容")
        else:
            document.undo_stack.resetClean()
        try:
            found.journal.rebase(found.report, file.path, True)
        except (OSError, FileProblem):
            log.exception("journal")
        return self._show(document, file, found.journal, f"这是找回的 {found.at:%H:%M} 的内容，还没有保存。")

    def _handed_over(self, paths: list[Path]) -> None:
        """The program was started once more."""
        self._waiting += paths
        if paths:
            self._open_waiting()
        elif windows := [*self.windows, *filter(None, [QApplication.activeModalWidget()])]:
            _raise(windows[-1])
        else:
            self.show_start()

    def _open_waiting(self) -> None:
        """What is asked just now is answered first: a report that opens closes 首屏, and its dialogs with it."""
        while self._waiting:
            question = QApplication.activeModalWidget()
            if isinstance(question, QDialog):
                question.finished.connect(self._open_waiting, Qt.ConnectionType.QueuedConnection)
                return _raise(question)
            self.open_path(self._waiting.pop(0))

    # menus

    def ask_new(self) -> None:
        dialog = NewReportDialog(self.active, datetime.date.today())
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.made:
            self.open_new(dialog.made)

    def ask_open(self) -> None:
        folder = str(default_folder("draft_folder"))
        kinds = (f"底稿 (*{SUFFIX})", f"别处的年报 ({' '.join('*' + each for each in READABLE)})", "所有文件 (*)")
        chosen, _ = QFileDialog.getOpenFileName(self.active, "打开", folder, ";;".join(kinds))
        if chosen:
            settings().set("draft_folder", str(Path(chosen).parent))
            self.open_path(Path(chosen))

    def examples(self) -> list[Path]:
        return sorted(examples().glob(f"*{SUFFIX}"))

    def fill_recent(self, menu: QMenu) -> None:
        self._fill(menu, [Path(each) for each in settings().get("recent")], self._open_chosen, "还没有打开过底稿")

    def fill_examples(self, menu: QMenu) -> None:
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

    def fill_windows(self, menu: QMenu) -> None:
        for number, window in enumerate(self.windows):
            action = labels.add_item(menu, window.windowTitle())
            action.setData(number)
            action.triggered.connect(self._raise_chosen)

    def _raise_chosen(self) -> None:
        _raise(self.windows[self.sender().data()])  # type: ignore[attr-defined]

    # settings and help

    def show_settings(self) -> None:
        dialog = SettingsDialog(self.active)
        dialog.changed.connect(self.apply_look)
        dialog.exec()

    def apply_look(self) -> None:
        look.apply(self._qt, settings().get("theme"), settings().get("zoom"))
        if self.start_window:
            self.start_window.refresh()

    def _zoom(self, step: int) -> None:
        sizes = [value for value, _ in BY_KEY["zoom"].choices]
        at = sizes.index(settings().get("zoom")) + step
        if 0 <= at < len(sizes):
            settings().set("zoom", sizes[at])
            self.apply_look()

    def zoom_in(self) -> None:
        self._zoom(1)

    def zoom_out(self) -> None:
        self._zoom(-1)

    def choose_zoom(self, below: QWidget) -> None:
        menu = QMenu(below)
        for value, words in BY_KEY["zoom"].choices:
            action = menu.addAction(words)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == settings().get("zoom"))
        if chosen := menu.exec(below.mapToGlobal(QPoint(0, -menu.sizeHint().height()))):
            settings().set("zoom", chosen.data())
            self.apply_look()

    def _fault(self) -> None:
        """Called from the exception hook: the telling waits until the event is over."""
        QTimer.singleShot(0, self, self._tell_fault)

    def _tell_fault(self) -> None:
        tell(self.active, faults.SENTENCE, faults.MORE)
        self._guard.told()


def _raise(window: QWidget) -> None:
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
