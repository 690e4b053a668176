"""One key, one figure left, one letter of a text, until all that it changes is painted, beside a bare table without rules."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QWidget

from app.form.schema import Cell
from app.gui.program import application
from app.gui.tables.page import TablePage
from app.gui.texts.page import NarrativePage
from app.gui.window.main_window import MainWindow
from app.keeping.settings import reload
from app.model.draft import save_draft
from tests.bench.measure import told
from tests.reports import county

ROUNDS = 30
CELL = Cell("applications", "granted", "natural_person")


class Watch(QObject):
    """Sees which widgets are painted."""

    def __init__(self) -> None:
        super().__init__()
        self._painted: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._painted.append(watched)
        return False

    def forget(self, _checked: object = None) -> None:
        """What was painted so far was painted too early."""
        self._painted.clear()

    def time(self, act: Callable[[], object], *areas: QWidget) -> float:
        """Seconds from the act until something in each of these areas was painted."""
        self.forget()
        begin = time.perf_counter()
        act()
        while not all(any(area is each or area.isAncestorOf(each) for each in self._painted) for area in areas):
            QApplication.processEvents()
            if time.perf_counter() - begin > 5:
                raise RuntimeError(f"never painted: {areas}")
        seconds = time.perf_counter() - begin
        QApplication.processEvents()
        return seconds


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gknb"
        save_draft(county(), path)
        reload()
        qt = QApplication.instance() or QApplication([])
        watch = Watch()
        qt.installEventFilter(watch)
        bare_key, bare_left = _bare(watch)
        program = application.create([])
        sys.excepthook = sys.__excepthook__  # nobody is there to answer a dialog that tells of a fault
        try:
            program.start([path])
            window = program.windows[0]
            QTest.qWaitForWindowExposed(window)
            key, left = _figures(window, watch)
            told("a key in a cell → the balance strip painted", key, "a key in a bare table", bare_key)
            told("a figure left → its finding and marks painted", left, "a figure left in a bare table", bare_left)
            letter, checked = _letters(window, watch)
            told("a letter in part 五 → the letter painted", letter, "a key in a bare table", bare_key)
            told("a letter in part 五 → checked, counts painted", checked, "a key in a bare table", bare_key)
        finally:
            program.end()  # gives Python its own telling of faults back


def _figures(window: MainWindow, watch: Watch) -> tuple[float, float]:
    """Medians of a key and of leaving; a wrong figure and the right one in turn, so that a finding comes and goes."""
    window.pages.go_to(CELL)
    page = window.pages.page
    assert isinstance(page, TablePage)
    window.desk.checker.found.connect(watch.forget)
    keys, lefts = [], []
    right = str(window.document.report.figures[CELL])
    for turn in range(ROUNDS):
        page.view.go(page.model.index_of(CELL))
        text = right if turn % 2 else right + "1"
        QTest.keyClicks(page.view, "0")
        QApplication.processEvents()
        editor = _focus()
        keys.append(watch.time(lambda editor=editor: QTest.keyClicks(editor, "1"), page.strip))
        editor.setText(text)  # type: ignore[attr-defined]
        lefts.append(
            watch.time(lambda editor=editor: QTest.keyClick(editor, Qt.Key.Key_Return), window.side.problems, page)
        )
    window.desk.checker.found.disconnect(watch.forget)
    return median(keys), median(lefts)


def _letters(window: MainWindow, watch: Watch) -> tuple[float, float]:
    """Medians for a letter at the end of part 五, all pages having been open before."""
    for part in ("overview", "disclosure", "applications", "disputes", "problems"):
        window.pages.show_part(part)
        QApplication.processEvents()
    page = window.pages.page
    assert isinstance(page, NarrativePage)
    editor = page.sections["problems"].editor
    editor.setFocus()
    letters, checks = [], []
    ran: list[object] = []
    window.desk.checker.found.connect(ran.append)
    for _ in range(ROUNDS):
        before, begin = len(ran), time.perf_counter()
        letters.append(watch.time(lambda: QTest.keyClicks(editor, "a"), editor))
        while len(ran) == before:
            QApplication.processEvents()
        QApplication.processEvents()
        checks.append(time.perf_counter() - begin)
    return median(letters), median(checks)


def _bare(watch: Watch) -> tuple[float, float]:
    """The same keys in a QTableWidget of table 三's size."""
    table = QTableWidget(32, 7)
    table.resize(900, 600)
    table.show()
    table.activateWindow()
    QTest.qWaitForWindowExposed(table)
    keys, lefts = [], []
    for _ in range(ROUNDS):
        table.setCurrentCell(5, 3)
        table.setFocus()
        QTest.keyClicks(table, "1")
        QApplication.processEvents()
        editor = _focus()
        keys.append(watch.time(lambda editor=editor: QTest.keyClicks(editor, "2"), editor))
        lefts.append(watch.time(lambda editor=editor: QTest.keyClick(editor, Qt.Key.Key_Return), table.viewport()))
    table.close()
    return median(keys), median(lefts)


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus
    return focus
