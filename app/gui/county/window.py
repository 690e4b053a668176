"""The window of one collection: it takes reports in, shows who is missing, sends back, adds up."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.county.acts import (
    Summary,
    keep_drafts,
)
from app.county.exchange.sending import overdue
from app.county.standing import Overview, Standing, Status, words
from app.form.schema import Cell
from app.gui.county import menus
from app.gui.county.acts import CollectionActs
from app.gui.county.beside.side import Side
from app.gui.county.columns import Columns
from app.gui.county.deciding import Deciding
from app.gui.county.empty_page import EmptyPage
from app.gui.county.folder import CollectionFolder
from app.gui.county.preparing import Preparing
from app.gui.county.sum_page import SumPage
from app.gui.county.units import UnitsList
from app.gui.dialogs.question import tell
from app.gui.dialogs.where import files_in
from app.gui.help.view import show_help
from app.gui.look import labels, theme
from app.model.files import FileProblem
from app.model.finding import Place
from app.model.kept.remarks import Remark, now_at


def _anything_came(found: Overview) -> bool:
    return bool(found.unclaimed) or any(each.version is not None for each in found.standings)


class CountyWindow(QMainWindow):
    """Signals: `open_wanted` (path of a draft, the cell to stop at or None, read only); `closing` (itself)."""

    open_wanted = Signal(object, object)
    closing = Signal(object)

    def __init__(self, folder: Path) -> None:
        """FileProblem when the folder's collection cannot be read."""
        super().__init__()
        self.folder = CollectionFolder(folder, self)
        self.setAcceptDrops(True)
        self.deciding = Deciding(self.folder, self, self._open_unit, self._mend)
        self.units = UnitsList()
        self.sum = SumPage()
        self.side = Side(self._current)
        self._path = ""
        self._reading, self._unread = False, 0
        self.acting = CollectionActs(self.folder, self)
        self.preparing = Preparing(self.folder, self)
        self._menus()
        self._lay_out()
        self._connect()
        self._retitle()
        self.folder.read()

    # made once

    def _menus(self) -> None:
        bar = self.menuBar()
        bar.setNativeMenuBar(False)
        acting, preparing = self.acting, self.preparing
        self.acts = menus.build(
            bar,
            {
                "take": acting.choose_files,
                "again": self._read_again,
                "begin": preparing.ask_beginning,
                "units": preparing.choose_units,
                "last_year": preparing.choose_last_year,
                "explain": preparing.explain_units,
                "make": acting.make_summary,
                "xlsx": acting.export_workbook,
                "csv": acting.export_csv,
                "close": self.close,
                "hand_out": preparing.hand_out,
                "chase": preparing.chase,
                "chase_file": preparing.export_chase,
                "return": acting.give_back,
                "chat": acting.copy_chat,
            },
        )
        self.unit_menu = bar.addMenu("选中的单位(&S)")
        self.unit_menu.aboutToShow.connect(self._fill_unit_menu)
        self.acts["help"] = bar.addMenu(menus.HELP).addAction("汇总各单位的年报(&U)")
        self.acts["help"].setShortcut(QKeySequence("F1"))
        self.acts["help"].triggered.connect(self._help)

    def _lay_out(self) -> None:
        self.title = labels.words(role="title", wraps=False)
        self.primary = QToolButton()
        self.primary.setObjectName("primary")
        self.primary.setText("收入来件")
        self.primary.clicked.connect(self._primary)
        self._does: Callable[[], object] = self.acting.choose_files
        tools = QWidget()
        tools.setObjectName("toolbar")
        tools.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(tools)
        row.addWidget(self.title)
        row.addStretch()
        row.addWidget(self.primary)
        self._tools, self._tools_row = tools, row
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("正在读来件")
        self.pause = QPushButton("暂停")
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self.folder.pause)
        self.stop = QPushButton("停止")
        self.stop.clicked.connect(self.folder.cancel)
        self.reading = labels.words(role="quiet", wraps=False)
        self._progress = QWidget()
        inside = QHBoxLayout(self._progress)
        inside.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        for widget in (self.reading, self.bar, self.pause, self.stop):
            inside.addWidget(widget, 1 if widget is self.bar else 0)
        self._progress.hide()
        self.empty = EmptyPage(self.acting, self.preparing)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.empty)
        self.centre.addWidget(self.sum)
        self.body = Columns(self.units, self.centre, self.side)
        self.status = labels.words(role="quiet", wraps=False)
        self.status.setAccessibleName("提示")
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (tools, self._progress, self.body, self.status):
            column.addWidget(widget, 1 if widget is self.body else 0)
        self.setCentralWidget(whole)
        self._resized()

    def _connect(self) -> None:
        self.folder.progress.connect(self._told)
        self.folder.found.connect(self._found)
        self.folder.said.connect(self.say)
        self.folder.refused.connect(self._refused)
        self.acting.said.connect(self.say)
        self.preparing.said.connect(self.say)
        self.acting.open_wanted.connect(self.open_wanted)
        self.units.chosen.connect(self._chosen)
        self.units.opened.connect(self._activated)
        self.units.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.units.view.customContextMenuRequested.connect(self._unit_menu_at)
        self.sum.cell_changed.connect(self._cell_changed)
        self.sum.reach_wanted.connect(self.folder.set_reach)
        self.side.shares.opened.connect(self._open_share)
        self.side.findings.unit_wanted.connect(self.units.go_to)
        self.side.findings.cell_wanted.connect(self.sum.go_to)
        self.side.remarks.added.connect(self._add_remark)
        self.side.remarks.dropped.connect(self._drop_remark)
        self.side.remarks.seen_at.connect(self._see_draft)
        self.side.remarks.return_wanted.connect(self.acting.give_back)
        self.side.remarks.chat_wanted.connect(self.acting.copy_chat)
        self.side.currentChanged.connect(self._show_side)

    def _resized(self) -> None:
        px = theme.px
        self.menuBar().setFixedHeight(px(theme.MENU_HEIGHT))
        self._tools.setFixedHeight(px(theme.TOOLBAR_HEIGHT))
        self._tools_row.setContentsMargins(px(10), 0, px(8), 0)
        self.primary.setFixedHeight(px(29))
        self.status.setFixedHeight(px(theme.STATUS_HEIGHT))
        self.status.setContentsMargins(px(8), 0, px(8), 0)
        for part in (self.units, self.sum, self.side):
            part.resized()
        self._share_room()

    def _share_room(self) -> None:
        self.body.arrange(self.width(), self.body.height())

    # what comes back

    def _read_again(self) -> None:
        self._reading, self._unread = True, 0  # wanted: its end is told, whether or not anything is new
        self.folder.read()

    def _told(self, done: int, whole: int, path: str) -> None:
        self._reading = self._reading or done < whole
        self._unread = whole - done
        self._progress.setVisible(done < whole)
        self.bar.setRange(0, whole)
        self.bar.setValue(done)
        self.reading.setText(f"正在读来件 {done}/{whole}{'：' if path else ''}{path.rsplit('/', 1)[-1]}")

    def _found(self, summary: Summary) -> None:
        if self._reading:
            left = f"停下了，还有 {self._unread} 份来件没有读，它们的单位先显示“未报”。按 F5 接着读。"
            self.say(left if self._unread else "来件都读过了。")
        self._reading = False
        self._progress.hide()
        found = summary.overview
        self.empty.show_state(len(found.standings), _anything_came(found))
        self.units.show(found)
        if summary.total.counted:
            self.sum.show(summary)
        self._show_centre(bool(summary.total.counted))
        self.side.findings.show_findings(summary)
        self.side.materials.show(summary, self.folder.folder)
        self.side.count_findings(sum(f.blocks or f.level.value == "unchecked" for f in summary.findings))
        self._cell_changed(self.sum.cell())
        self._next_act(summary)
        self._retitle()

    def _show_centre(self, counted: bool) -> None:
        """The sum as soon as there is one; the keyboard goes from what is hidden into it."""
        shown = self.sum if counted else self.empty
        waits = shown is self.sum and self.empty.isAncestorOf(self.focusWidget() or self)
        self.centre.setCurrentWidget(shown)
        if waits and self.sum.view:
            self.sum.view.setFocus()

    def _help(self) -> None:
        show_help("county", self)

    def _refused(self, sentences: tuple[str, ...]) -> None:
        more = f"（另有 {len(sentences) - 3} 份）" if len(sentences) > 3 else ""
        tell(self, f"有 {len(sentences)} 份没有收入。", "".join(sentences[:3]) + more)

    def _retitle(self) -> None:
        collection = self.folder.collection
        name = f"{collection.organ or '未填机关'} {collection.year}年 各单位年报"
        self.title.setText(name)
        mark = "（只读）" if self.folder.read_only else ""
        self.setWindowTitle(labels.on_title(f"{mark}{name} · {self.folder.folder.name} — 公开年报"))
        if self.folder.read_only:
            self.say(self.folder.who())

    def _next_act(self, summary: Summary) -> None:
        """The one primary button follows the state."""
        found = summary.overview
        late = overdue(found, datetime.date.today())
        doubled = [each for each in found.standings if each.status is Status.DUPLICATE]
        faulty = [
            each for each in found.standings if each.counts and words(each).startswith(("有错误", "没填完", "待说明"))
        ]
        if not _anything_came(found):
            self._does, text = self.acting.choose_files, "收入来件"
        elif found.unclaimed:
            self._does, text = self._claim_first, f"认领来件（{len(found.unclaimed)}）"
        elif doubled:
            self._does, text = lambda: self.deciding.choose(doubled[0]), f"选定一份（{len(doubled)}）"
        elif faulty:
            self._does, text = lambda: self._to_remarks(faulty[0]), f"退回意见（{len(faulty)}）"
        elif late:
            self._does, text = self.preparing.chase, f"催报（{len(late)}）"
        else:
            made = summary.county.summary is not None
            self._does, text = self.acting.make_summary, "打开汇总底稿" if made else "生成汇总底稿"
        self.primary.setText(text)

    def _primary(self) -> None:
        self._does()

    def say(self, sentence: str) -> None:
        self.status.setText(sentence)
        labels.set_tip(self.status, sentence)

    # units

    def _chosen(self, standing: Standing | None, path: str) -> None:
        self.acting.standing, self._path = standing, path
        self._show_side()

    def _activated(self, standing: Standing | None, path: str) -> None:
        if standing is None:
            self.deciding.claim(path)
        elif standing.status is Status.DUPLICATE:
            self.deciding.choose(standing)
        else:
            self._open_unit(standing)

    def _unit_menu_at(self, place: QPoint) -> None:
        menu = QMenu(self)
        self.deciding.fill_menu(menu, self.acting.standing, self._path)
        menu.exec(self.units.view.viewport().mapToGlobal(place))
        menu.deleteLater()

    def _fill_unit_menu(self) -> None:
        self.unit_menu.clear()
        if self.acting.standing is None and not self._path:
            self.unit_menu.addAction("先在左边选一个单位").setEnabled(False)
        else:
            self.deciding.fill_menu(self.unit_menu, self.acting.standing, self._path)

    def _claim_first(self) -> None:
        if self.folder.summary and self.folder.summary.overview.unclaimed:
            self.deciding.claim(self.folder.summary.overview.unclaimed[0].path)

    def _open_unit(self, standing: Standing, place: Place | None = None) -> None:
        """The unit's own draft, in the ordinary window, at this place."""
        if standing.version is None or not standing.version.readable or self.folder.summary is None:
            self.say(f"{standing.unit.name}：{standing.error or '还没有能打开的年报'}。")
            return
        try:
            made = keep_drafts(self.folder.folder, replace(self.folder.summary.overview, standings=(standing,)))
        except (FileProblem, OSError) as problem:
            tell(self, str(problem))
            return
        if made:
            self.open_wanted.emit(made[0], place)
        else:
            self.say(f"{standing.unit.name}：{standing.error}。")

    def _mend(self, path: Path) -> None:
        self.open_wanted.emit(path, None)

    def _open_share(self, name: str) -> None:
        standing = self.folder.summary.overview.standing(name) if self.folder.summary else None
        if standing:
            self._open_unit(standing, self.sum.cell())

    def _cell_changed(self, cell: Cell | None) -> None:
        if self.folder.summary and self.side.currentWidget() is self.side.shares:
            self.side.shares.show(self.folder.summary, cell)

    def _show_side(self) -> None:
        if self.side.currentWidget() is self.side.shares:
            self._cell_changed(self.sum.cell())
        elif self.side.currentWidget() is self.side.remarks:
            self._show_remarks()

    def _show_remarks(self) -> None:
        self.side.remarks.show(self.acting.standing, self.acting.between())

    def _to_remarks(self, standing: Standing) -> None:
        self.units.go_to(standing.unit.name)
        self.side.setCurrentWidget(self.side.remarks)

    def _add_remark(self, remark: Remark) -> None:
        if self.acting.standing is not None:
            report = self.acting.between().report
            stands = now_at(report, remark) if report is not None else ""
            self.deciding.add_remark(self.acting.standing, replace(remark, stands=stands))

    def _drop_remark(self, remark: Remark) -> None:
        if self.acting.standing is not None:
            self.deciding.drop_remark(self.acting.standing, remark)

    def _see_draft(self, place: Place) -> None:
        if self.acting.standing is not None:
            self._open_unit(self.acting.standing, place)

    def _current(self) -> tuple[Cell | None, str]:
        """The cell chosen in the sum, and what it is called."""
        cell = self.sum.cell()
        made = self.folder.summary
        return (cell, made.total.form.name(cell)) if cell is not None and made is not None else (None, "")

    # events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = files_in(event.mimeData())
        if files:
            self.folder.take(files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange) and hasattr(self, "body"):
            self._resized()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.folder.close()
        self.closing.emit(self)
        super().closeEvent(event)
