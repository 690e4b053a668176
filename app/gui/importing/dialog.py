"""What was read of a report, beside its source: doubts first, each accepted, corrected or left blank; nothing is taken before 确定."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.documents.recognise.report import Imported
from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.dialogs.question import Answer, ask
from app.gui.grid.view import TableView
from app.gui.importing.card import ProofCard
from app.gui.importing.model import Proof, ProofModel
from app.gui.importing.reading import ReadReport
from app.gui.importing.source_view import SourceView
from app.gui.importing.stops import Stop, stops
from app.gui.importing.texts import ProofTexts
from app.gui.look import labels, theme
from app.model.report import Report

_FIRST_SIZE = (1340, 640)
_TABLES, _LEAST_LEFT = 880, 300  # what table 三 needs; what a source needs


class _Sheet(QWidget):
    """One table of the form, as wide as there is room."""

    def __init__(self, model: ProofModel) -> None:
        super().__init__()
        self.model = model
        self.view = TableView(model, self)
        model.setParent(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(4), theme.px(4), 0, 0)
        column.addWidget(self.view, 1)
        column.addStretch()
        self.setFocusProxy(self.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.fit(QSize(self.width() - theme.px(4) - 1, self.height() - theme.px(4)))


class ProofDialog(QDialog):
    """After exec() == Accepted, `report` is what was read, as corrected. `purpose`: what 确定 does with it, one sentence."""

    def __init__(self, parent: QWidget | None, document: ReadReport, purpose: str) -> None:
        super().__init__(parent)
        assert document.imported
        self._imported: Imported = document.imported
        self.setWindowTitle(labels.on_title(f"核对读到的内容：{document.source.name}"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._work = ReportDocument(document.report, parent=self)
        self._checker = Checker(self._work, self)
        self._proof = Proof(self._imported, self._work)
        self._stops = stops(self._imported)
        self._settled: set[int] = set()
        self._at = -1
        path = document.source.path
        pdf = path if path and path.suffix.lower() == ".pdf" else None
        self.source = SourceView(self._imported.lines, pdf, data=document.source.data)
        self.texts = ProofTexts(self._work)
        self.sheets: dict[str, _Sheet] = {}
        self._lay_out(purpose)
        for keys, calls in (
            ("F8", self.next_stop),
            ("Shift+F8", self.previous_stop),
            ("Ctrl+Return", self.take),
            ("Ctrl+Enter", self.take),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(calls)
        self._work.changed.connect(self._changed)
        self._tell()
        self._show_stop()
        screen = (parent or self).screen().availableGeometry()
        self.resize(
            min(theme.px(_FIRST_SIZE[0]), screen.width() - 16), min(theme.px(_FIRST_SIZE[1]), screen.height() - 40)
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        left = max(theme.px(_LEAST_LEFT), self.body.width() - theme.px(_TABLES))
        self.body.setSizes([left, self.body.width() - left])
        self._tab_changed(0)
        if not self._stops:  # nothing to look at: Enter is enough
            self.take_all.setDefault(True)
            self.take_all.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def report(self) -> Report:
        return self._work.report

    # layout

    def _lay_out(self, purpose: str) -> None:
        px = theme.px
        self.summary = labels.words(role="question")
        self.card = card = ProofCard()
        for button, calls in (
            (card.take, self.take),
            (card.blank, self.leave_blank),
            (card.alike, self.leave_alike),
            (card.first, self.next_stop),
            (card.before, self.previous_stop),
            (card.after, self.next_stop),
        ):
            button.clicked.connect(calls)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(8))
        column.addWidget(self.summary)
        column.addWidget(self.card)
        column.addWidget(self.source, 1)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("side")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("读到的内容")
        for table in self._work.report.form.tables:
            model = ProofModel(self._work, self._checker, table.key, self._proof, self)
            sheet = self.sheets[table.key] = _Sheet(model)
            sheet.view.current_changed.connect(self._moved)
            sheet.view.keyed.connect(self._key)
            self.tabs.addTab(sheet, table.short)
        self.tabs.addTab(self.texts, "单位与文字")
        self.tabs.currentChanged.connect(self._tab_changed)
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.setChildrenCollapsible(False)
        self.body.addWidget(left)
        self.body.addWidget(self.tabs)
        self.body.setStretchFactor(1, 1)
        said = labels.words(purpose, "quiet")
        self._problem = labels.words(role="error")
        self._problem.hide()
        take, leave = QPushButton("确定"), QPushButton("取消")
        self.take_all = take
        take.setProperty("role", "primary")
        take.clicked.connect(self._accept)
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(said, 1)
        row.addWidget(self._problem, 1)
        for button in (take, leave):
            button.setAutoDefault(False)
            row.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(12), px(10), px(12), px(10))
        whole.setSpacing(px(8))
        whole.addWidget(self.body, 1)
        whole.addLayout(row)

    # the places to look at

    def next_stop(self) -> None:
        self._go(1)

    def previous_stop(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        """To the next place not yet settled, in a circle."""
        self._commit()
        number = len(self._stops)
        for distance in range(1, number + 1):
            at = (self._at + step * distance) % number if self._at >= 0 or step > 0 else number - distance
            if not self._is_settled(at):
                self._at = at
                self._show_stop(lead=True)
                return
        self._at = -1
        self._show_stop()

    def _is_settled(self, at: int) -> bool:
        stop = self._stops[at]
        if at in self._settled:
            return True
        if not stop.cells:
            return False
        seen = (self._proof.doubtful, self._proof.missing)
        return not any(open_(cell) for cell in stop.cells for open_ in seen)

    def take(self) -> None:
        """Accept what was read at this place, and go on."""
        self._commit()
        if self._at < 0:
            return
        self._settle(self._stops[self._at])

    def leave_blank(self) -> None:
        """Leave the figures of this place blank, and go on."""
        if self._at < 0:
            return
        stop = self._stops[self._at]
        filled = [cell for cell in stop.cells if self.report.figure(cell) is not None]
        self._work.edit(self.report.with_figures(dict.fromkeys(filled, None)), f"留空 {stop.name}")
        self._settle(stop)

    def _alike_to(self, stop: Stop) -> list[int]:
        """The open places where there is nothing but a blank to keep, as here."""
        if stop.taken or not stop.cells:
            return []
        every = range(len(self._stops))
        return [
            n
            for n in every
            if not self._is_settled(n)
            and self._stops[n].doubt == stop.doubt
            and self._stops[n].cells
            and not self._stops[n].taken
            and all(self.report.figure(cell) is None for cell in self._stops[n].cells)
        ]

    def leave_alike(self) -> None:
        """Keep this blank and all the others like it, and go on."""
        self._commit()
        if self._at < 0:
            return
        for n in self._alike_to(self._stops[self._at]):
            self._settled.add(n)
            self._proof.settled.update(self._stops[n].cells)
        self._changed()
        self.next_stop()

    def _settle(self, stop: Stop) -> None:
        self._settled.add(self._at)
        self._proof.settled.update(stop.cells)
        self._changed()
        self.next_stop()

    def _show_stop(self, lead: bool = False) -> None:
        if self._at < 0:
            left = [stop for n, stop in enumerate(self._stops) if not self._is_settled(n)]
            self.card.show_none(len(left), sum(stop.doubt for stop in left), bool(self._stops))
            return
        stop = self._stops[self._at]
        same = [n for n, each in enumerate(self._stops) if each.kind == stop.kind]
        filled = any(self.report.figure(cell) is not None for cell in stop.cells)
        self.card.show_stop(stop, same.index(self._at) + 1, len(same), filled, len(self._alike_to(stop)))
        if lead:
            self._lead_to(stop)

    def _lead_to(self, stop: Stop) -> None:
        seen = (self._proof.doubtful, self._proof.missing)
        waiting = [cell for cell in stop.cells if any(open_(cell) for open_ in seen)]
        cell = (*waiting, *stop.cells, stop.at)[0]
        if cell is None:
            self.tabs.setCurrentWidget(self.texts)
            self.source.mark(stop.taken)
            return
        sheet = self.sheets[cell.table]
        self.tabs.setCurrentWidget(sheet)
        sheet.view.go(sheet.model.index_of(cell))
        sheet.view.setFocus()
        self._mark(cell)

    # what the dialog shows

    def _moved(self, cell: Cell | None) -> None:
        if cell is not None:
            self._mark(cell)

    def _tab_changed(self, _index: int) -> None:
        sheet = self.tabs.currentWidget()
        if isinstance(sheet, _Sheet) and (cell := sheet.view.cell()):
            self._mark(cell)

    def _mark(self, cell: Cell) -> None:
        """The place of the figure; where none was read, the label of its row."""
        table = self._work.report.form.table(cell.table)
        words = self._imported.snippets.get(cell) or table.place(cell)[0].label
        self.source.mark(words, self._imported.spots.get(cell))

    def _key(self, event: QKeyEvent) -> None:
        """Undo and redo; Del: the selected figures become blank, and their doubts are decided."""
        sheet = self.tabs.currentWidget()
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self._work.undo_stack.undo),
            (QKeySequence.StandardKey.Redo, self._work.undo_stack.redo),
        ):
            if event.matches(keys):
                event.accept()
                act()
                return
        if event.key() != Qt.Key.Key_Delete or not isinstance(sheet, _Sheet):
            return
        event.accept()
        cells = sheet.view.selected_cells()
        self._proof.settled.update(cells)
        if any(self.report.figure(cell) is not None for cell in cells):
            self._work.edit(self.report.with_figures(dict.fromkeys(cells, None)), "留空")
        else:
            self._changed()

    def _changed(self, _report: object = None) -> None:
        for sheet in self.sheets.values():
            sheet.model.refresh()
        self._tell()
        self._show_stop()

    def _tell(self) -> None:
        every, read, doubtful, missing = self._proof.tally()
        stops = sum(1 for stop in self._stops if stop.doubt and stop.cells)
        together = f"（合并为 {stops} 条）" if 0 < stops < doubtful else ""
        says = f"读到 {every} 项中的 {read} 项，存疑 {doubtful} 项{together}，未读到 {missing} 项。"
        others = sum(
            1 for n, stop in enumerate(self._stops) if stop.doubt and not stop.cells and n not in self._settled
        )
        says += f"另有 {others} 处要看。" if others else ""
        self.summary.setText(says + ("没读到的留空，不会当作 0。" if missing else ""))
        for number, (key, sheet) in enumerate(self.sheets.items()):
            cells = sheet.model.table.cells
            doubts = sum(map(self._proof.doubtful, cells))
            blank = sum(map(self._proof.missing, cells))
            words = [self._work.report.form.table(key).short]
            words += [f"存疑 {doubts}"] if doubts else []
            words += [f"未读到 {blank}"] if blank else []
            self.tabs.setTabText(number, " · ".join(words))

    def _commit(self) -> bool:
        return all([sheet.view.commit() for sheet in self.sheets.values()])

    def _accept(self) -> None:
        """What was read goes on; without a year it could not be told whose last year it is."""
        if not self._commit():
            return
        if problem := self.texts.take_over():
            self.tabs.setCurrentWidget(self.texts)
            self._problem.setText(problem)
            self._problem.show()
            return
        self.accept()

    def reject(self) -> None:
        """取消, Esc and the window's X: an hour of looking is not gone with one key."""
        number = (not self._commit()) + self._done()  # in this order: what is still being typed counts
        said = f"已经核对、修改了 {number} 处，不要了吗？"
        if (
            not number
            or ask(self, said, (Answer.CHECK_ON, Answer.DROP), "不要了，核对和修改的都不留下。") is Answer.DROP
        ):
            super().reject()

    def _done(self) -> int:
        """How many places a person has decided or changed."""
        counted = {cell for n in self._settled for cell in self._stops[n].cells}
        cells = {cell for cell in self.report.form.cells if self._proof.changed(cell)} | self._proof.settled
        return len(self._settled) + len(cells - counted) + self.texts.changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves an open editor first; the dialog is closed by its buttons or a second Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)
