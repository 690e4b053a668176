"""The window of one report: parts on the left, one part at a time in the middle, problems and preview beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.acts import Checked
from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.places import LAST_YEAR, where_to
from app.gui.desk.standing import open_findings
from app.gui.dialogs.dragging import drafts_in, readable_in
from app.gui.importing.bringing_in import files
from app.gui.last_year.acts import LastYear
from app.gui.last_year.panel import LastYearPanel, last_year_words
from app.gui.look import labels, theme
from app.gui.paper.exporting import Exporting
from app.gui.paper.preview import PreviewPanel
from app.gui.paper.working_papers import Papers
from app.gui.problems.levels_file import LevelsFile
from app.gui.problems.panel import ProblemsPanel
from app.gui.problems.reasons_panel import ReasonsPanel
from app.gui.rounds.coming_back import Copies
from app.gui.rounds.states import States, words
from app.gui.saving.saving import Commands
from app.gui.tables.page import TablePage
from app.gui.window import actions
from app.gui.window.editing import Editing
from app.gui.window.find_bar import FindBar
from app.gui.window.pages import Pages
from app.gui.window.parts_panel import PartsPanel
from app.gui.window.status_bar import StatusBar
from app.gui.window.toolbar import Toolbar
from app.keeping.draft_file import DraftFile
from app.keeping.journal import Journal
from app.model.finding import Place
from app.model.report import Report

if TYPE_CHECKING:
    from app.gui.program.application import Application


class MainWindow(QMainWindow):
    """`commands` and `exporting` act on it; `application` knows the other windows."""

    def __init__(
        self, application: Application, document: ReportDocument, file: DraftFile, journal: Journal | None
    ) -> None:
        super().__init__()
        self.application = application
        self.document = document
        self.checker = Checker(document, self)
        self.commands = Commands(self, file, journal)
        self.exporting = Exporting(self)
        self.papers = Papers(self)
        self.copies = Copies(self)
        self.states = States(self)
        self.levels = LevelsFile(self)
        self.last_year = LastYear(self)
        self.pages = Pages(document, self.checker)
        self.editing = Editing(self.pages, self)
        self._narrow: bool | None = None
        self._widened = False
        self._visited = -1
        self.setAcceptDrops(True)
        document.setParent(self)

        self.find_bar = FindBar(document)
        self.actions_by_id = actions.build(self, self.menuBar())
        self.menuBar().setNativeMenuBar(False)
        self.toolbar = Toolbar(self.actions_by_id)
        self.toolbar.verdict_clicked.connect(self.first_problem)
        self.parts = PartsPanel(document, self.checker)
        self.parts.chosen.connect(self.pages.show_part)
        self.pages.shown.connect(self._part_shown)
        self.find_bar.wanted.connect(self.pages.go_to)
        self.find_bar.closed.connect(self.focus_page)
        self.find_bar.hide()
        self.problems = ProblemsPanel(document, self.checker)
        self.problems.wanted.connect(self._go_to)
        self.preview = PreviewPanel(document)
        acts = self.actions_by_id
        self.reasons = ReasonsPanel(
            document,
            self.checker,
            papers=(acts["export_notes"], acts["export_summary"]),
            levels=(acts["load_levels"], acts["remove_levels"]),
        )
        self.reasons.wanted.connect(self.pages.go_to)
        self.side = QTabWidget()
        self.side.setObjectName("side")
        self.side.setDocumentMode(True)
        self.side.tabBar().setDrawBase(False)
        self.side.addTab(self.problems, "问题")
        self.side.addTab(self.preview, "预览")
        self.last_year_panel = LastYearPanel(document)
        self.last_year_panel.paste_wanted.connect(self.last_year.paste)
        self.last_year_panel.choose_wanted.connect(self.last_year.choose)
        self.last_year_panel.compare_wanted.connect(self.last_year.compare)
        self.last_year_panel.dropped.connect(self.last_year.attach)
        self.side.addTab(self.last_year_panel, "上年")
        self.side.addTab(self.reasons, "说明")
        self.side.currentChanged.connect(self._tab_changed)
        self.status = StatusBar()
        self.status.zoom_clicked.connect(self.choose_zoom)
        self.problems.said.connect(self.status.say)
        state_menu = acts["state"].menu()
        assert isinstance(state_menu, QMenu)
        self.status.state.setMenu(state_menu)
        self.pages.place_changed.connect(self.status.show_cell)
        self.pages.said.connect(self.status.say)
        self.pages.cell_changed.connect(self._show_last_year)
        self.pages.cell_changed.connect(self.last_year_panel.show_cell)
        self.last_year_panel.wanted.connect(self.pages.go_to)
        self.last_year_panel.said.connect(self.status.say)
        self._lay_out()

        document.changed.connect(self._changed)
        document.path_changed.connect(self.show_title)
        document.undo_stack.cleanChanged.connect(self.show_title)
        self.checker.found.connect(self._found)
        self._found(self.checker.checked)
        self.editing.tell(self.actions_by_id)
        self.show_title()
        self._show_edition()
        self.pages.show_part("applications" if document.report.organ.phone else "preface")

    # layout

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.pages, 1)
        self.centre = centre
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.setHandleWidth(1)
        self.body.setChildrenCollapsible(False)
        self.body.addWidget(centre)
        self.body.addWidget(self.side)
        self.body.setStretchFactor(0, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.parts)
        middle.addWidget(self.body, 1)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.toolbar)
        rows.addLayout(middle, 1)
        rows.addWidget(self.status)
        self.setCentralWidget(whole)

    def _arrange(self) -> None:
        """Wide: three columns. Narrow (also by a large zoom): a rail on the left, the problems as a strip below."""
        narrow = self.width() < theme.px(theme.NARROW_BELOW)
        self.menuBar().setFixedHeight(theme.px(theme.MENU_HEIGHT))
        self.parts.setFixedWidth(theme.px(theme.RAIL_WIDTH if narrow else theme.LEFT_WIDTH))
        if narrow != self._narrow:
            self._narrow = narrow
            self.parts.set_rail(narrow)
            self.body.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
            self.side.setProperty("below", "true" if narrow else "false")
            self.side.style().unpolish(self.side)
            self.side.style().polish(self.side)
        self._show_edition()
        self.centre.setVisible(not self._widened)
        if self._widened:
            return
        self.side.setMinimumHeight(theme.px(96))  # else the tallest of its tabs decides, and the table has no room
        if narrow:
            whole, side = self.body.height(), max(theme.px(96), self.body.height() // 4)
        else:  # table 三 first; what is more is shared
            spare = self.width() - theme.px(theme.LEFT_WIDTH + theme.CENTRE_WIDTH + theme.RIGHT_WIDTH)
            wider = min(spare // 2, theme.px(236)) if spare > 0 else spare
            whole, side = self.body.width(), theme.px(theme.RIGHT_WIDTH) + wider
        self.body.setSizes([max(1, whole - side), side])

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
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange) and hasattr(self, "body"):
            self.toolbar.resized()
            self.status.resized()
            self._arrange()
        elif event.type() == QEvent.Type.ThemeChange:  # Windows was set to another appearance, and its fonts are back
            QTimer.singleShot(0, self.application.apply_look)
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.commands.look_at_disk()

    def _part_shown(self, part: str) -> None:
        self._set_widened(False)
        self.parts.select(part)
        self.last_year_panel.show_part(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._widened:
            self._set_widened(False)
        else:
            super().keyPressEvent(event)

    def _tab_changed(self, _index: int) -> None:
        self.preview.set_active(self.side.currentWidget() is self.preview)

    def show_problems_tab(self) -> None:
        self._set_widened(False)
        self.side.setCurrentWidget(self.problems)
        self.problems.enter()

    def show_preview_tab(self) -> None:
        self.side.setCurrentWidget(self.preview)

    def show_last_year_tab(self) -> None:
        self._set_widened(False)
        self.side.setCurrentWidget(self.last_year_panel)
        _focus(self.last_year_panel)

    def show_reasons_tab(self) -> None:
        self._set_widened(False)
        self.side.setCurrentWidget(self.reasons)
        self.reasons.enter()

    def widen_preview(self) -> None:
        """F12: the preview over the centre, and back."""
        self.side.setCurrentWidget(self.preview)
        self._set_widened(not self._widened)

    def _set_widened(self, widened: bool) -> None:
        if widened != self._widened:
            self.pages.commit()
            self._widened = widened
            self._arrange()
            _focus(self.preview if widened else self.pages.page)

    def next_area(self) -> None:
        """F6: left, centre, right, in a circle."""
        areas = [self.parts, *([] if self._widened else [self.pages]), self.side]
        focus = QApplication.focusWidget()
        here = next((n for n, area in enumerate(areas) if focus and area.isAncestorOf(focus)), -1)
        area = areas[(here + 1) % len(areas)]
        _focus(self.pages.page if area is self.pages else self.side.currentWidget() if area is self.side else area)

    def focus_page(self) -> None:
        _focus(self.pages.page)

    # problems

    def first_problem(self) -> None:
        self._visited = -1
        self.next_problem()

    def next_problem(self) -> None:
        self._visit(1)

    def previous_problem(self) -> None:
        self._visit(-1)

    def _visit(self, step: int) -> None:
        self.pages.commit()
        self.checker.run()
        findings = [f for f in open_findings(self.checker.checked) if not f.fault]
        if not findings:
            self.status.say("没有要处理的问题了。")
            return
        self._visited = (self._visited + step) % len(findings)
        finding = findings[self._visited]
        self._go_to(where_to(finding), finding.quote or "")
        self.status.say(finding.message)

    def _go_to(self, place: Place, quote: str) -> None:
        if place == LAST_YEAR:
            self.show_last_year_tab()
        else:
            self.pages.go_to(place, quote)

    def _found(self, checked: Checked) -> None:
        self.toolbar.show_verdict(checked)
        number = len(open_findings(checked))
        self.side.setTabText(0, f"问题 {number}" if number else "问题")

    # what the window says

    def show_title(self) -> None:
        report = self.document.report
        name = f"{report.organ.name or '未填单位'} {report.year}"
        marks = ("*" if self.document.modified else "") + ("（只读）" if self.commands.file.read_only else "")
        path = self.document.path
        self.setWindowTitle(labels.on_title(f"{marks}{name}{f' · {path.name}' if path else ''} — 公开年报"))
        if self.document.modified:
            self.status.show_saved("有改动，还没有保存")
        elif self.document.path is None:
            self.status.show_saved("还没有保存过")
        else:
            self.status.show_saved(f"已保存 {self.commands.saved_at:%H:%M}" if self.commands.saved_at else "没有改动")
        self.status.show_state(words(report.status))
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
        self.status.show_edition(f"表样 {form.key}" if self._narrow else f"表样 {form.key}（{source}）")

    def show_figure_help(self) -> None:
        if isinstance(self.pages.page, TablePage):
            self.pages.page.show_help()
        else:
            self.application.helping.counting()

    def choose_zoom(self) -> None:
        self.application.choose_zoom(self.status.zoom)

    # files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if drafts_in(event.mimeData()) or readable_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in drafts_in(event.mimeData()):
            self.application.open_path(path)
        if paths := readable_in(event.mimeData()):
            self.copies.dropped(files(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.commands.may_close():
            self.application.closed(self)
            event.accept()
        else:
            event.ignore()


def _focus(target: QWidget) -> None:
    """Give the focus to a widget, or to the first one in it that takes it."""
    target.setFocus(Qt.FocusReason.TabFocusReason)
    focus = QApplication.focusWidget()
    if focus is not target and not (focus and target.isAncestorOf(focus)):
        inner = next((w for w in target.findChildren(QWidget) if w.focusPolicy() and w.isVisibleTo(target)), None)
        if inner:
            inner.setFocus(Qt.FocusReason.TabFocusReason)
