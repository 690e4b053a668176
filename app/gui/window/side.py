"""The right of the window: what was found, the preview, last year's report, the reasons and the deadlines, one tab each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabWidget, QToolButton, QWidget

from app.acts import Checked
from app.gui.desk.desk import Desk
from app.gui.desk.standing import counted, open_findings
from app.gui.dialogs.question import tell
from app.gui.last_year.panel import LastYearPanel
from app.gui.ledger.deadlines_panel import DeadlinesPanel
from app.gui.look import theme
from app.gui.look.style_sheet import style_tabs_by
from app.gui.paper.preview import PreviewPanel
from app.gui.problems.panel import ProblemsPanel
from app.gui.problems.reason_editor import ReasonEditor
from app.gui.problems.reasons_panel import ReasonsPanel
from app.gui.problems.tour import Stop
from app.gui.remarks.panel import RemarksPanel

_UNFINISHED = "有一条{}还没有写完。请按“确定”记入底稿，或按“取消”不要它，然后再继续。"


class Side(QTabWidget):
    """`tabs`: the panels by the names that Desk.tab_wanted uses.

    Below a narrow page it is one line, the tabs and what was found in counts, until a tab is clicked or wanted.
    """

    folded_changed = Signal()

    def __init__(
        self, desk: Desk, actions: Mapping[str, QAction], deadlines: DeadlinesPanel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        document, checker = desk.document, desk.checker
        self._document = document
        self.setObjectName("side")
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.problems = ProblemsPanel(document, checker)
        self.preview = PreviewPanel(document, checker)
        self.last_year = LastYearPanel(document)
        self.reasons = ReasonsPanel(
            document,
            checker,
            papers=(actions["export_notes"], actions["export_summary"]),
            levels=(actions["load_levels"], actions["remove_levels"]),
        )
        self.deadlines = deadlines
        self.remarks = RemarksPanel(document, checker)
        self.tabs: dict[str, QWidget] = {}
        for name, words, panel in (
            ("problems", "问题", self.problems),
            ("preview", "预览", self.preview),
            ("last_year", "上年", self.last_year),
            ("reasons", "说明", self.reasons),
            ("deadlines", "期限", self.deadlines),
            ("remarks", "意见", self.remarks),
        ):
            self.tabs[name] = panel
            self.addTab(panel, words)
        for wanted in (self.problems.wanted, self.reasons.wanted, self.remarks.wanted):
            wanted.connect(desk.wanted)
        self.last_year.wanted.connect(desk.go_to)
        self.problems.proposed.connect(desk.proposed)
        for said in (self.problems.said, self.last_year.said, self.remarks.said):
            said.connect(desk.said)
        self.remarks.counted.connect(self._asked)
        self._asked(*self.remarks.tally())
        self._below, self._open = False, False
        self._fold_button = QToolButton(self)
        self._fold_button.setObjectName("fold")
        self._fold_button.clicked.connect(self._fold_clicked)
        self._fold_button.hide()
        self.tabBarClicked.connect(self._tab_clicked)
        self.currentChanged.connect(self._tab_changed)
        checker.found.connect(self._found)
        self._found(checker.checked)

    def follow(self, part: str, narrative: str = "") -> None:
        """Last year's report and the preview show what is being edited."""
        self.last_year.show_part(part)
        self.last_year.show_narrative(narrative)
        shown = self._document.report.form.part(part)
        titles = [each.title for each in shown.narratives if each.key == narrative]
        self.preview.follow(*titles, shown.heading)

    def show_tab(self, name: str) -> None:
        self.setCurrentWidget(self.tabs[name])
        self._set_open(True)

    # below a narrow page

    def set_below(self, below: bool) -> None:
        """Stand below the page, folded; or beside it, whole."""
        self._below, self._open = below, False
        style_tabs_by(self, "below", below)
        self._fold_button.setVisible(below)
        self._show_pages()
        self._say_counts()

    @property
    def folded(self) -> bool:
        """Whether only the line of tabs and counts is to be seen."""
        return self._below and not self._open

    def line_height(self) -> int:
        """Pixels of that line."""
        return QFontMetrics(QApplication.font()).height() + theme.px(7)

    def _set_open(self, opened: bool) -> None:
        if self._below and opened != self._open:
            self._open = opened
            self._show_pages()
            self._say_counts()
            self._tab_changed(self.currentIndex())
            self.folded_changed.emit()

    def _fold_clicked(self) -> None:
        self._set_open(not self._open)

    def _tab_clicked(self, index: int) -> None:
        """A click opens the folded side; on the tab that is shown it folds it again."""
        if index >= 0:
            self._set_open(self.folded or index != self.currentIndex())

    def _say_counts(self) -> None:
        if not self._below:
            return
        said = counted(self._checked)
        words = f"{said}　▲ 展开" if self.folded else "▼ 收起"
        self._fold_button.setText(words)
        self._place_button()
        self._fold_button.setAccessibleName(f"{said}，展开" if self.folded else "收起")

    def _show_pages(self) -> None:
        """Folded, not even the edge of a page is to be seen below the line."""
        pages = self.findChild(QStackedWidget)
        assert pages
        pages.setVisible(not self.folded)

    def _place_button(self) -> None:
        """At the right end of the line of tabs; Qt draws a line of its own above what is a corner widget."""
        width = self._fold_button.sizeHint().width()
        self._fold_button.setGeometry(self.width() - width, 0, width, self.line_height())
        self._fold_button.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def show_last_year(self, narrative: str) -> None:
        self.show_tab("last_year")
        self.last_year.enter_narrative(narrative)

    def show_stop(self, stop: Stop | None) -> None:
        """The tab 问题 or 意见, and the card of what F8 leads to in sight."""
        if stop is not None and stop.remark:
            self.show_tab("remarks")
            self.remarks.show_remark(stop.remark)
            return
        self.show_tab("problems")
        if stop is not None and stop.finding:
            self.problems.show_finding(stop.finding)

    def enter(self, name: str) -> None:
        """To the first thing of a tab that is a list of cards."""
        panel = self.tabs[name]
        assert isinstance(panel, (ProblemsPanel, ReasonsPanel, DeadlinesPanel, RemarksPanel))
        panel.enter()

    def settle(self) -> bool:
        """False when a 说明 or an answer is half written, which is told and shown."""
        for panel in (self.problems, self.reasons, self.remarks):
            for editor in panel.findChildren(ReasonEditor):
                if editor.unfinished and editor.isVisibleTo(panel):
                    self.setCurrentWidget(panel)
                    panel.ensureWidgetVisible(editor)
                    tell(self.window(), _UNFINISHED.format(editor.name))
                    editor.text.setFocus()
                    return False
        return True

    def _tab_changed(self, _index: int) -> None:
        self.preview.set_active(self.currentWidget() is self.preview and not self.folded)

    def _found(self, checked: Checked) -> None:
        self._checked = checked
        self._say_counts()
        number = len(open_findings(checked))
        self.setTabText(0, f"问题 {number}" if number else "问题")

    def _asked(self, remarks: int, left: int) -> None:
        """The tab 意见 is there while the draft carries the county's letter."""
        at = self.indexOf(self.remarks)
        self.setTabText(at, f"意见 {left}" if left else "意见")
        self.setTabVisible(at, remarks > 0)
        style_tabs_by(self, "full", remarks > 0)  # six tabs stand closer
