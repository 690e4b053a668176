"""The middle of the window: one part at a time, each page made when it is first wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollBar, QStackedWidget, QWidget

from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.places import PART_NAMES, Passage, part_of
from app.gui.desk.repair import RepairWords
from app.gui.tables.page import TablePage
from app.model.finding import Place
from app.model.report import Report

if TYPE_CHECKING:  # a table is painted before what edits texts is loaded
    from app.gui.texts.organ_page import OrganPage
    from app.gui.texts.page import NarrativePage
    from app.gui.window.find import Hit

    Page = OrganPage | NarrativePage | TablePage

PARTS = tuple(PART_NAMES)
_TABLES = ("disclosure", "applications", "disputes")


class Pages(QStackedWidget):
    """Signals: `shown` (part key), `place_changed` (the place's official name, "" for none), `said` (a sentence)."""

    shown = Signal(str)
    place_changed = Signal(str)
    entered = Signal(str, str)  # part that is shown, key of the narrative that the cursor came into ("": none yet)
    last_year_wanted = Signal(str)  # key of a narrative: show what last year's report says there
    cell_changed = Signal(object)  # Cell | None
    said = Signal(str)

    def __init__(self, document: ReportDocument, checker: Checker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("正文")
        self.document = document
        self.checker = checker
        self.part = ""
        self._pages: dict[str, Page] = {}
        self._edition = document.report.edition
        self._hits: tuple[Sequence[Hit], int] = ((), -1)
        document.changed.connect(self._changed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and (key := now.property("narrative")) and self.isAncestorOf(now):
            self.entered.emit(self.part, key)

    @property
    def cell(self) -> Cell | None:
        """The current cell, while a table is shown."""
        return self.page.view.cell() if isinstance(self.page, TablePage) else None

    @property
    def page(self) -> Page:
        """The page shown; there is one from the first show_part on."""
        return self._pages[self.part]

    def show_part(self, part: str) -> None:
        if part == self.part:
            return
        self.commit()
        if part not in self._pages:
            self._pages[part] = self._make(part)
            self.addWidget(self._pages[part])
            if self._hits[0]:
                self._mark_hits(self._pages[part])
        self.part = part
        self.setCurrentWidget(self.page)
        self._cell_changed(self.cell)
        self.entered.emit(part, "")
        self.shown.emit(part)

    def _make(self, part: str) -> Page:
        page: Page
        if part == "preface":
            from app.gui.texts.organ_page import OrganPage

            page = OrganPage(self.document, self.checker, self)
        elif part not in _TABLES:
            from app.gui.texts.page import NarrativePage

            page = NarrativePage(self.document, self.checker, part, self)
            page.last_year_wanted.connect(self.last_year_wanted)
        else:
            page = TablePage(self.document, self.checker, part, self)
            page.current_changed.connect(self._cell_changed)
        page.said.connect(self.said)
        return page

    def enter_part(self, part: str) -> None:
        """By a key or from the menu: the cursor goes along, from wherever it was."""
        self.show_part(part)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_part(self) -> None:
        self.enter_part(PARTS[(PARTS.index(self.part) + 1) % len(PARTS)])

    def previous_part(self) -> None:
        self.enter_part(PARTS[PARTS.index(self.part) - 1])

    def show_preface(self) -> None:
        self.enter_part("preface")

    def show_overview(self) -> None:
        self.enter_part("overview")

    def show_disclosure(self) -> None:
        self.enter_part("disclosure")

    def show_applications(self) -> None:
        self.enter_part("applications")

    def show_disputes(self) -> None:
        self.enter_part("disputes")

    def show_problems(self) -> None:
        self.enter_part("problems")

    def show_other_matters(self) -> None:
        self.enter_part("other_matters")

    # where she stands

    def where(self) -> dict[str, Any]:
        """The part, the cell or the place in a text, and how far the page is scrolled."""
        page, found = self.page, {"part": self.part, "scroll": self._bar.value()}
        focus = page.focusWidget()
        if focus is not None and focus.property("narrative"):
            from app.gui.texts.editor import NarrativeEditor

            assert isinstance(focus, NarrativeEditor)
            return {**found, "key": focus.key, "at": focus.selected()[1]}
        if isinstance(page, TablePage):
            return {**found, "key": str(page.view.cell() or "")}
        from app.gui.texts.organ_page import OrganPage

        fields = page.fields if isinstance(page, OrganPage) else {}
        return {**found, "key": next((key for key, field in fields.items() if field is focus), "")}

    def stand(self, where: Mapping[str, Any]) -> None:
        """Go to where she stood, as far as there is such a place: what is read here may be of any shape."""
        part, key, at, scroll = (where.get(name) for name in ("part", "key", "at", "scroll"))
        if part not in PARTS:
            return
        from app.gui.texts.editor import NarrativeEditor

        self.show_part(part)
        form = self.document.report.form
        place = form.cell(key) if isinstance(key, str) and key.count("/") == 2 else key
        if isinstance(place, (str, Cell)) and part_of(place, form) == part:
            self.go_to(place)
        focus = self.page.focusWidget()
        if isinstance(focus, NarrativeEditor) and isinstance(at, int):
            focus.select(max(0, min(at, len(focus.live.shown))))
        if isinstance(scroll, int):
            QTimer.singleShot(0, self, partial(self._scroll_to, part, scroll))  # the page is laid out then

    def _scroll_to(self, part: str, value: int) -> None:
        if part == self.part:
            self._bar.setValue(max(0, min(value, self._bar.maximum())))  # a number of any size

    @property
    def _bar(self) -> QScrollBar:
        page = self.page
        return (page.view if isinstance(page, TablePage) else page.column).verticalScrollBar()

    def commit(self) -> bool:
        """Take over what is being typed; False when a figure was refused, which is said at the cell."""
        return not self.part or self.page.commit() is not False

    def go_to(self, place: Place, quote: str = "") -> None:
        """Show a place and put the cursor there."""
        part = part_of(place, self.document.report.form)
        if part not in PARTS:
            return
        self.show_part(part)
        page = self.page
        if isinstance(page, TablePage) and place != page.note_key:
            if cell := self._cell_at(place):
                page.go_to(cell)
        elif isinstance(place, str):
            page.go_to(place, quote)

    def show_hits(self, found: Sequence[Hit], at: int) -> None:
        """Mark what was searched for, the hit at `at` apart from the others; nothing when none is given."""
        self._hits = (found, at)
        for page in self._pages.values():
            self._mark_hits(page)

    def _mark_hits(self, page: Page) -> None:
        from app.gui.texts.editor import NarrativeEditor
        from app.gui.texts.organ_page import OrganPage

        found, at = self._hits
        places: dict[str, list[tuple[int, int]]] = {}
        now: dict[str, tuple[int, int]] = {}
        for number, hit in enumerate(found):
            if isinstance(hit.place, Passage):
                place = (hit.place.start, hit.place.start + len(hit.quote))
                places.setdefault(hit.place, []).append(place)
                if number == at:
                    now[hit.place] = place
        for editor in page.findChildren(NarrativeEditor):
            editor.show_hits(places.get(editor.key, []), now.get(editor.key))
        if isinstance(page, OrganPage):
            for key, field in page.fields.items():
                field.show_hit("now" if key in now else "other" if key in places else "")

    def propose(self, words: RepairWords) -> None:
        """Put a repair into its cell, for the clerk to take or to leave."""
        self.show_part(next(iter(words.fix)).table)
        if isinstance(self.page, TablePage):
            self.page.proposals.propose(words)

    def _cell_at(self, place: Place) -> Cell | None:
        """The cell meant by a cell, "table/row" or a table: its first blank, else its first."""
        if isinstance(place, Cell):
            return place
        report = self.document.report
        cells = [cell for cell in report.form.cells if f"{cell}/".startswith(f"{place}/")]
        return next((cell for cell in cells if report.figure(cell) is None), cells[0] if cells else None)

    def _cell_changed(self, cell: Cell | None) -> None:
        self.cell_changed.emit(cell)
        self.place_changed.emit("" if cell is None else self.document.report.form.table(cell.table).name(cell))

    def _changed(self, report: Report) -> None:
        """Another year may bring another edition: then the tables are others."""
        if report.edition == self._edition:
            return
        self._edition = report.edition
        for part in _TABLES:
            if page := self._pages.pop(part, None):
                self.removeWidget(page)
                page.deleteLater()
        if self.part in _TABLES:
            shown, self.part = self.part, ""
            self.show_part(shown)
