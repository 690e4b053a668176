"""One key, one figure left, one letter of a text, until all that it changes is painted, beside a bare table without rules."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial, wraps
from pathlib import Path
from types import ModuleType

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QWidget

from app.form.schema import Cell
from app.gui.desk import checker
from app.gui.desk.document import ReportDocument
from app.gui.program import application
from app.gui.tables.page import TablePage
from app.gui.texts.page import NarrativePage
from app.gui.window.main_window import MainWindow
from app.keeping.journal import Journal
from app.keeping.settings import reload
from app.model.draft import save_draft
from tests.bench.measure import Taken, middle, now, told, told_of_many
from tests.reports import county

ROUNDS = 200
PACE = 60  # ms between two keys: who types faster is no person
CELL = Cell("applications", "granted", "natural_person")
SIZE = (1366, 728)  # of a window on the smallest screen; without a desktop it is smaller, and its side folded away
PARTS = (
    ("painting, and the window's own layout", MainWindow, "event"),
    ("the edit, and who shows the report", ReportDocument, "show"),
    ("the record for 找回", Journal, "record"),
    ("who shows what was found", checker.Checker, "run"),
    ("the check itself", checker, "examine"),
)


class Watch(QObject):
    """Sees when some widgets are painted, and what the processor does until then.

    Only these are listened to: to hear of every event of every widget takes Python longer than a letter takes.
    """

    def __init__(self) -> None:
        super().__init__()
        self._areas: tuple[QWidget, ...] = ()
        self._left: list[QWidget] = []  # nothing in these was painted yet
        self._end: Taken | None = None
        self._parts: dict[str, float] = {}  # seconds since the program was started
        self._at_end: dict[str, float] = {}
        self._sums: dict[str, float] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._left = [area for area in self._left if area is not watched]
        return False

    def _look(self) -> None:
        """All was painted, and that is over: it is on the screen."""
        if not self._left and self._end is None:
            self._end, self._at_end = now(), dict(self._parts)

    def forget(self, _checked: object = None) -> None:
        """What was painted so far was painted too early."""
        self._left, self._end = list(self._areas), None

    def time(self, act: Callable[[], object], *areas: QWidget) -> Taken:
        """From the act until each of these was painted; then she rests."""
        self._areas = areas
        self.forget()
        for area in areas:
            area.installEventFilter(self)
        parts, begin = dict(self._parts), now()
        act()
        while self._end is None and now().clock < begin.clock + 5:
            QApplication.processEvents()
            self._look()
        if self._end is None:
            raise RuntimeError(f"never painted: {areas}")
        for area in areas:
            area.removeEventFilter(self)
        taken = Taken(self._end.clock - begin.clock, self._end.processor - begin.processor)
        for name, seconds in self._at_end.items():
            self._sums[name] = self._sums.get(name, 0.0) + seconds - parts[name]
        QTest.qWait(PACE)
        return taken

    def part(self, name: str, owner: type | ModuleType, function: str) -> None:
        """Count from now on what this function takes of the processor, without what is counted within it."""
        real = getattr(owner, function)
        self._parts[name] = 0.0

        @wraps(real)
        def counted(*given: object, **named: object) -> object:
            before, begin = sum(self._parts.values()), time.thread_time()
            try:
                return real(*given, **named)
            finally:
                within = sum(self._parts.values()) - before
                self._parts[name] += time.thread_time() - begin - within
                self._look()

        setattr(owner, function, counted)

    def told_parts(self, rounds: Sequence[Taken]) -> None:
        """Where the processor's time of these rounds went, one with the other."""
        rest = sum(each.processor for each in rounds) - sum(self._sums.values())
        for name, seconds in {**self._sums, "Qt's events and layouts": rest}.items():
            told(f"    on average: {name}", seconds / len(rounds))
        self._sums.clear()


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gknb"
        save_draft(county(), path)
        reload()
        assert QApplication.instance() or QApplication([])
        watch = Watch()
        bare_key, bare_left = _bare(watch)
        for part in PARTS:
            watch.part(*part)
        program = application.create([])
        sys.excepthook = sys.__excepthook__  # nobody is there to answer a dialog that tells of a fault
        try:
            program.start([path])
            window = program.windows[0]
            window.resize(*SIZE)
            QTest.qWaitForWindowExposed(window)
            QTest.qWait(PACE)
            _figures(window, watch, bare_key, bare_left)
            _letters(window, watch, bare_key)
        finally:
            program.end()  # gives Python its own telling of faults back


def _figures(window: MainWindow, watch: Watch, bare_key: Taken, bare_left: Taken) -> None:
    """A key, and leaving: a wrong figure and the right one in turn, so that a finding comes and goes."""
    window.pages.go_to(CELL)
    page = window.pages.page
    assert isinstance(page, TablePage)
    right = str(window.document.report.figures[CELL])
    keys = []
    for _ in range(ROUNDS // 4):
        editor = _typed(page, right)
        keys.append(watch.time(partial(QTest.keyClicks, editor, "1"), page.strip))
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    told_of_many("a key in a cell → the balance strip painted", keys, "a key in a bare table", bare_key)
    watch.told_parts(keys)
    window.desk.checker.found.connect(watch.forget)
    lefts = []
    for turn in range(ROUNDS):
        editor = _typed(page, right if turn % 2 else f"{right}1")
        leave = partial(QTest.keyClick, editor, Qt.Key.Key_Return)
        lefts.append(watch.time(leave, window.side.problems.widget(), page.view.viewport()))
    told_of_many("a figure left → its finding and marks painted", lefts, "a figure left in a bare table", bare_left)
    watch.told_parts(lefts)
    window.desk.checker.found.disconnect(watch.forget)


def _typed(page: TablePage, figure: str) -> QWidget:
    """The editor of the cell, with this typed into it."""
    page.view.go(page.model.index_of(CELL))
    QTest.keyClicks(page.view, figure[0])
    editor = _focus()
    QTest.keyClicks(editor, figure[1:])
    QTest.qWait(PACE)
    return editor


def _letters(window: MainWindow, watch: Watch, bare_key: Taken) -> None:
    """A letter at the end of part 五, all pages having been open before."""
    for part in ("overview", "disclosure", "applications", "disputes", "problems"):
        window.pages.show_part(part)
        QApplication.processEvents()
    page = window.pages.page
    assert isinstance(page, NarrativePage)
    editor = page.sections["problems"].editor
    editor.setFocus()
    QTest.qWait(PACE)
    write = partial(QTest.keyClicks, editor, "a")
    letters = [watch.time(write, editor.viewport()) for _ in range(ROUNDS)]
    told_of_many("a letter in part 五 → the letter painted", letters, "a key in a bare table", bare_key)
    watch.told_parts(letters)
    window.desk.checker.found.connect(watch.forget)
    checks = [watch.time(write, window.parts._bar) for _ in range(ROUNDS)]
    told_of_many("a letter in part 五 → checked, counts painted", checks, "a key in a bare table", bare_key)
    watch.told_parts(checks)


def _bare(watch: Watch) -> tuple[Taken, Taken]:
    """Medians of the same keys in a QTableWidget of table 三's size."""
    table = QTableWidget(32, 7)
    table.resize(900, 600)
    table.show()
    table.activateWindow()
    QTest.qWaitForWindowExposed(table)
    keys, lefts = [], []
    for _ in range(ROUNDS // 4):
        table.setCurrentCell(5, 3)
        table.setFocus()
        QTest.keyClicks(table, "1")
        QTest.qWait(PACE)
        editor = _focus()
        keys.append(watch.time(partial(QTest.keyClicks, editor, "2"), editor))
        lefts.append(watch.time(partial(QTest.keyClick, editor, Qt.Key.Key_Return), table.viewport()))
    table.close()
    return middle(keys), middle(lefts)


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus
    return focus
