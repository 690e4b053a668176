"""The window of one report: parts on the left, one part at a time in the middle, problems and preview beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QFontMetrics, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget

from app.form.schema import Cell
from app.gui.desk.desk import Desk
from app.gui.desk.document import ReportDocument
from app.gui.desk.places import LAST_YEAR, part_of
from app.gui.desk.standing import last_year_words
from app.gui.dialogs.where import drafts_in, letters_in, readable_in
from app.gui.look import labels, theme
from app.gui.saving.opening import MayWrite
from app.gui.saving.place_kept import PlaceKept
from app.gui.saving.saving import Saving
from app.gui.tables.page import TablePage
from app.gui.window import actions
from app.gui.window.actions import Act
from app.gui.window.columns import Columns, focus_within
from app.gui.window.editing import Editing
from app.gui.window.pages import PARTS, Pages
from app.gui.window.parts_panel import PartsPanel
from app.gui.window.status_bar import StatusBar
from app.gui.window.toolbar import Toolbar
from app.keeping.draft_file import DraftFile
from app.keeping.journal import Journal
from app.keeping.settings import settings
from app.model.finding import Place
from app.model.report import Report

if TYPE_CHECKING:  # loaded when the window has been painted
    from app.gui.importing.bringing_in import BringingIn
    from app.gui.problems.tour import Stop
    from app.gui.window.acting import Acting
    from app.gui.window.find_bar import FindBar
    from app.gui.window.side import Side


class Shared(NamedTuple):
    """What all windows of the program have in common. `acts`: of menu items that do the same in every window."""

    bringing_in: Callable[[], BringingIn]
    may_write: MayWrite
    acts: Mapping[str, Act]


class MainWindow(QMainWindow):
    """`desk` is the report and what acts may do to it; `acts` says which menu item calls which of them."""

    open_wanted = Signal(object)  # list[Path]: drafts dropped here
    closing = Signal(object)  # this window: it was closed, nothing is unsaved
    zoom_wanted = Signal(object)  # the button that the sizes are offered at
    appearance_changed = Signal()  # Windows was set to another one, and its fonts are back

    def __init__(self, document: ReportDocument, file: DraftFile, journal: Journal | None, shared: Shared) -> None:
        super().__init__()
        self._shared = shared
        self.setAcceptDrops(True)
        self.desk = desk = Desk(document, journal.id if journal else os.urandom(16).hex(), self)
        self.saving = Saving(desk, file, journal, shared.may_write)

        self.pages = Pages(document, desk.checker)
        self.editing = Editing(self.pages, self)
        self.parts = PartsPanel(document, desk.checker)
        self._painted = False
        self.columns = Columns(self.parts, self.pages, self._make_side)
        self.menuBar().setNativeMenuBar(False)
        self.actions_by_id = actions.build(self, self.menuBar(), self.acts)
        self.editing.tell(self.actions_by_id)
        self.toolbar = Toolbar(self.actions_by_id)
        self.status = StatusBar()
        state_menu = self.actions_by_id["state"].menu()
        assert isinstance(state_menu, QMenu)
        self.status.state.setMenu(state_menu)
        self.place = PlaceKept(self.saving, self.pages.where, self)
        self._lay_out()
        self._connect()
        self.show_title()
        self._show_edition()
        self.pages.show_part("applications" if document.report.organ.phone else "preface")

    @cached_property
    def acting(self) -> Acting:
        from app.gui.window.acting import Acting

        acting = Acting(self.desk, self._shared.bringing_in)
        acting.tour.visited.connect(self._visited)
        self.pages.cell_changed.connect(acting.ledger.moved)
        acting.ledger.moved(self.pages.cell)
        return acting

    @cached_property
    def find_bar(self) -> FindBar:
        from app.gui.window.find_bar import FindBar

        bar = FindBar(self.document)
        bar.wanted.connect(self.pages.go_to)
        bar.marked.connect(self.pages.show_hits)
        bar.closed.connect(self._found)
        self.columns.put_above_page(bar)
        return bar

    @property
    def side(self) -> Side:
        return self.columns.side

    def _make_side(self) -> Side:
        from app.gui.window.side import Side

        side = Side(self.desk, self.actions_by_id, self.acting.ledger.panel)
        self.acting.last_year.serve(side.last_year)
        side.remarks.save_wanted.connect(self.acting.remarks.save_answers)
        self.pages.entered.connect(side.follow)
        self.pages.cell_changed.connect(side.last_year.show_cell)
        side.follow(self.pages.part)
        side.last_year.show_cell(self.pages.cell)
        return side

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._go_on)
        return super().event(event)

    def _go_on(self) -> None:
        """The table stands there: now it is checked, and the rest is made."""
        assert self.desk.checker.checked and self.side and self.acting
        settings().write_remembered()

    @property
    def document(self) -> ReportDocument:
        return self.desk.document

    def acts(self) -> Mapping[str, Act]:
        """What each menu item does, by its id in actions.MENUS."""
        return self._by_id

    @cached_property
    def _by_id(self) -> Mapping[str, Act]:
        return {
            **self._shared.acts,
            **self.acting.by_id(),
            "save": self.saving.save,
            "save_as": self.saving.save_as,
            "close": self.close,
            "undo": self.editing.undo,
            "redo": self.editing.redo,
            "cut": self.editing.cut,
            "copy": self.editing.copy,
            "paste": self.editing.paste,
            "select_all": self.editing.select_all,
            "fill_zeros": self.editing.fill_zeros,
            "insert_live": self.editing.insert_live,
            "copy_live": self.editing.copy_live,
            "find": self.find_bar.open_find,
            "find_next": self.find_bar.next,
            "find_previous": self.find_bar.previous,
            "replace": self.find_bar.open_replace,
            **{f"part_{part}": partial(self.pages.enter_part, part) for part in PARTS},
            "part_before": self.pages.previous_part,
            "part_after": self.pages.next_part,
            "auto_totals": self.editing.toggle_auto_totals,
            "source": self.editing.edit_source,
            "compare": self.saving.fill_compare,
            **{
                f"tab_{name}": partial(self.show_tab, name)
                for name in ("problems", "preview", "reasons", "last_year", "deadlines", "remarks")
            },
            "widen": self.widen_preview,
            "next_area": self.columns.next_area,
            "figure_help": self.show_figure_help,
        }

    def _connect(self) -> None:
        desk, document = self.desk, self.document
        desk.serve(commit=self.pages.commit, settle=self._settle)
        desk.said.connect(self.status.say)
        desk.warned.connect(self.status.warn)
        desk.wanted.connect(self._go_to)
        desk.proposed.connect(self.pages.propose)
        desk.tab_wanted.connect(self.show_tab)
        desk.checker.found.connect(self.toolbar.show_verdict)
        document.changed.connect(self._changed)
        document.changed.connect(self.place.keep_soon)
        for changed in (document.path_changed, document.undo_stack.cleanChanged, self.saving.saved):
            changed.connect(self.show_title)
        self.toolbar.verdict_clicked.connect(self._to_first_problem)
        desk.first_problem_wanted.connect(self._to_first_problem)
        self.parts.chosen.connect(self.pages.show_part)
        self.pages.shown.connect(self._part_shown)
        self.pages.last_year_wanted.connect(self.columns.show_last_year)
        self.pages.place_changed.connect(self.status.show_cell)
        self.pages.said.connect(self.status.say)
        self.pages.cell_changed.connect(self._show_last_year)
        self.status.zoom_clicked.connect(self._zoom_clicked)
        # the last child goes last: an undo stack still speaks while it goes, to those who listen
        document.setParent(self)
        self.saving.begin()

    def _settle(self) -> bool:
        """What Desk.settle asks."""
        if not self.pages.commit():
            self.focus_page()
            return False
        return not self.columns.side_made or self.side.settle()

    # layout

    def _lay_out(self) -> None:
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.toolbar)
        rows.addWidget(self.columns, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(whole)

    def _arrange(self) -> None:
        self.columns.arrange(self.width())
        narrow = bool(self.columns.narrow)
        menu = QFontMetrics(QApplication.font()).height() + 2 * theme.px(1) + 1  # a lower one folds its items away
        self.menuBar().setFixedHeight(menu if narrow else max(menu, theme.px(theme.MENU_HEIGHT)))
        self.toolbar.resized(narrow)
        self.status.resized(narrow)
        self._show_edition()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()
        if not event.spontaneous():
            self.focus_page()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange) and hasattr(self, "status"):
            self._arrange()
        elif event.type() == QEvent.Type.ThemeChange:
            self.appearance_changed.emit()
        elif event.type() == QEvent.Type.ActivationChange:
            self.place.in_front(self.isActiveWindow())
            if self.isActiveWindow():
                self.saving.look_at_disk()
                if "acting" in self.__dict__:
                    self.acting.ledger.look_at_disk()

    # areas

    def show_tab(self, name: str) -> None:
        """A tab of Side by its name; the cursor goes along where there is something to do."""
        if name != "preview":
            self._set_widened(False)
        self.side.show_tab(name)
        if name == "last_year":
            focus_within(self.side.last_year)
        elif name != "preview":
            self.side.enter(name)

    def widen_preview(self) -> None:
        """F12: the preview over the centre, and back."""
        self.side.show_tab("preview")
        self._set_widened(not self.columns.widened)

    def _set_widened(self, widened: bool) -> None:
        if widened != self.columns.widened:
            self.desk.commit()
            self.columns.widened = widened
            self._arrange()
            focus_within(self.side.preview if widened else self.pages.page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.columns.widened:
            self._set_widened(False)
        else:
            super().keyPressEvent(event)

    def focus_page(self) -> None:
        focus_within(self.pages.page)

    def _part_shown(self, part: str) -> None:
        self._set_widened(False)
        self.parts.select(part)

    def _go_to(self, place: Place, quote: str) -> None:
        if place == LAST_YEAR:
            self.show_tab("last_year")
        else:
            self.pages.go_to(place, quote)

    def _found(self) -> None:
        """The search is closed: she goes on where it led her, the words selected."""
        hit = self.find_bar.hit
        if hit and self.pages.part == part_of(hit.place, self.document.report.form):
            self.pages.go_to(hit.place, hit.quote)
        else:
            self.focus_page()

    def _to_first_problem(self) -> None:
        self.acting.tour.first()

    def _visited(self, stop: Stop | None) -> None:
        """F8 and the verdict show the card beside the place that they lead to."""
        self._set_widened(False)
        self.side.show_stop(stop)

    def show_figure_help(self) -> None:
        """F1: of the current figure; outside the tables the page about counting."""
        if isinstance(self.pages.page, TablePage):
            self.pages.page.show_help()
        else:
            self.actions_by_id["counting"].trigger()

    # what the window says

    def show_title(self) -> None:
        report = self.document.report
        name = f"{report.organ.name or '未填单位'} {report.year}"
        marks = ("*" if self.document.modified else "") + ("（只读）" if self.saving.file.read_only else "")
        path = self.document.path
        self.setWindowTitle(labels.on_title(f"{marks}{name}{f' · {path.name}' if path else ''} — 公开年报"))
        if self.saving.file.read_only:
            changed = "有改动，保存时另存为新底稿" if self.document.modified else "只读：可以改，另存为新底稿"
            self.status.show_saved(changed, self.saving.file.why)
        elif self.document.modified:
            self.status.show_saved("有改动，还没有保存")
        elif self.document.path is None:
            self.status.show_saved("还没有保存过")
        else:
            self.status.show_saved(f"已保存 {self.saving.saved_at:%H:%M}" if self.saving.saved_at else "没有改动")
        self.status.show_state(report.status.words)
        self.setWindowFilePath(str(self.document.path or ""))

    def _changed(self, _report: Report) -> None:
        self.status.say("")  # what was said of the report before is over
        self._show_edition()
        self.show_title()
        self._show_last_year(self.pages.cell)

    def _show_last_year(self, cell: Cell | None) -> None:
        self.status.show_last_year(last_year_words(self.document.report, cell))

    def _show_edition(self) -> None:
        form = self.document.report.form
        self.actions_by_id["split_other"].setVisible(form.key == "2021-single")
        source = form.source.split("（")[0]
        self.status.show_edition(f"表样 {form.key}" if self.columns.narrow else f"表样 {form.key}（{source}）")

    def _zoom_clicked(self) -> None:
        self.zoom_wanted.emit(self.status.zoom)

    # files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if drafts_in(data) or letters_in(data) or readable_in(data):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if drafts := drafts_in(event.mimeData()):
            self.open_wanted.emit(drafts)
        for letter in letters_in(event.mimeData()):
            self.acting.remarks.take_file(letter)
        if paths := readable_in(event.mimeData()):
            self.acting.coming_back.dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.saving.may_close():
            self.closing.emit(self)
            event.accept()
        else:
            event.ignore()
