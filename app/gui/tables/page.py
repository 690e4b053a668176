"""The page of part 二, 三 or 四: its heading and tools, the table, the balance strip."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.acts import Checked
from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.dialogs.question import run
from app.gui.grid.model import TableModel
from app.gui.grid.view import TableView
from app.gui.help.figures import FigureHelp, RowGuide
from app.gui.look import labels, theme
from app.gui.tables.auto_totals import set_auto_totals
from app.gui.tables.balance_strip import BalanceStrip
from app.gui.tables.fitting import fit
from app.gui.tables.proposals import Proposals
from app.gui.tables.source import SourceDialog
from app.gui.tables.tools import TableTools
from app.gui.tables.zero_question import ZeroQuestion, zeros
from app.gui.texts.clipboard import live_figure
from app.model.report import Report, Source

if TYPE_CHECKING:  # a table is painted before what edits texts is loaded
    from app.gui.texts.page import NoteEditor

_SIDE = 5  # pixels left and right of the table


class TablePage(QWidget):
    """One table of the report. `current_changed`: Cell | None; `said`: a sentence for the status line."""

    current_changed = Signal(object)
    said = Signal(str)

    def __init__(
        self, document: ReportDocument, checker: Checker, table_key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self._sources = document.report.sources
        self.model = TableModel(document, checker, table_key, self)
        self.table = self.model.table
        self.setAccessibleName(self.table.title)
        self.view = TableView(self.model, self)  # made first: the focus comes here when the page is shown
        self.tools = TableTools(self.table.title, self)
        self.zero = ZeroQuestion(self.table, self)
        self.strip = BalanceStrip(self.view, self)
        self.tools.auto_totals.setVisible(bool(self.table.relations))
        self.note_key = f"{table_key}.note"
        self._help = FigureHelp(self)
        self.guide = RowGuide(self)
        self.guide.hide()  # until there is room for it
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for widget in (self.tools, self.zero, self.view, self.strip, self.guide):
            self._column.addWidget(widget)
        self._column.setStretchFactor(self.view, 1)
        self._column.addStretch()
        self.setFocusProxy(self.view)

        self.tools.auto_totals.clicked.connect(self._auto_totals)
        self.tools.fill_zeros.clicked.connect(self.fill_zeros)
        self.tools.help.clicked.connect(self.show_help)
        self.tools.note.toggled.connect(self._show_note)
        self.zero.accepted.connect(self._all_zero)
        self.zero.declined.connect(self._one_by_one)
        self.view.current_changed.connect(self._moved)
        self.view.selectionModel().selectionChanged.connect(self._show_to_fill)
        self.view.said.connect(self.said)
        self.view.keyed.connect(self._key)
        self.view.menu_wanted.connect(self._menu)
        self.view.dragged_out.connect(self._drag)
        self.proposals = Proposals(self.view)
        self.proposals.said.connect(self.said)
        checker.found.connect(self._found)
        document.changed.connect(self._changed)
        self._restyle()
        self._changed(document.report)
        self._moved(self.view.cell())
        if checker.ran:
            self._found(checker.checked)

    @cached_property
    def note(self) -> NoteEditor:
        from app.gui.texts.page import NoteEditor  # made when the table was checked, or when it is wanted before

        note = NoteEditor(self.document, self.note_key, self)
        note.hide()
        note.come_after(self.tools.note)
        self._column.insertWidget(self._column.indexOf(self.strip) + 1, note)
        return note

    # what the shell calls

    def go_to(self, place: Cell | str, quote: str = "") -> None:
        """Put the cursor into this cell, or (a narrative's key) into the note above the table."""
        if isinstance(place, Cell):
            self.commit()
            self.view.go(self.model.index_of(place))
            self.view.setFocus()
        elif place == self.note_key:
            self.tools.note.setChecked(True)
            self.note.go_to(quote)

    def commit(self) -> bool:
        """Take over an open editor; False when its figure was refused, which is said at the cell."""
        if "note" in self.__dict__:
            self.note.commit()
        return self.view.commit()

    def select_all(self) -> None:
        self.commit()
        self.view.selectAll()

    def copy(self) -> None:
        """The selected figures onto the clipboard, as Excel and WPS read them."""
        from app.gui.tables import pasting

        self.commit()
        cells = self.view.selected_cells()
        pasting.copy(self.document.report, self.table, cells)
        self.said.emit(f"已复制 {len(cells)} 格。")

    def copy_live(self) -> None:
        """The current figure onto the clipboard, to be pasted into a narrative where it follows the table."""
        self.commit()
        if cell := self.view.cell():
            QGuiApplication.clipboard().setMimeData(live_figure(self.document.report, cell))
            self.said.emit(f"已复制为活数字：{self.table.name(cell)}。到文字里粘贴。")

    def cut(self) -> None:
        self.copy()
        self._empty("剪切")

    def paste(self) -> None:
        """The clipboard upon the table, where its labels say, else from the first selected cell on; one undo step.

        Anything but a block that fits and is sure is shown first.
        """
        from app.gui.tables import pasting  # with what reads tables of others: a page is painted before
        from app.gui.tables.paste_preview import PastePreview

        self.commit()
        cells, one = self.view.selected_cells(), pasting.single()
        if one is not None and len(cells) == 1 and self.model.is_computed(cells[0]):
            self.view.tell(cells[0], self.model.computed_words(cells[0]))
            return
        report = self.document.report
        laid = pasting.pasted(report, self.table, cells)
        if isinstance(laid, str):
            self.said.emit(laid)
            return
        if one is not None and len(cells) == 1 and laid.left_out and not laid.marks:
            self.model.setData(self.model.index_of(cells[0]), one)  # refused in the cell, as if typed
            return
        if laid.asks(report):
            preview = PastePreview(self, report, laid)
            if not run(preview):
                self.said.emit("没有粘贴，表里的数没有变。")
                return
            laid = preview.laid
        self.document.edit(laid.result(report), f"粘贴 {self._name(list(laid.figures))}")
        self._select(list(laid.figures))
        left = f"，{len(laid.left_out)} 处没有填入" if laid.left_out else ""
        self.said.emit(f"已粘贴 {len(laid.figures)} 格{left}。")

    def fill_zeros(self) -> None:
        """0 into the blanks of the selection, or of the row when only one cell is selected; one undo step."""
        self.commit()
        where, blank = self._to_fill()
        if not blank:
            self.said.emit(f"{where}没有空白格。")
            return
        self.model.change(dict.fromkeys(blank, Decimal(0)), f"空白处填 0 {self._name(blank)}")
        self.said.emit(f"已把{where}的 {len(blank)} 个空白格填为 0。")

    def show_help(self) -> None:
        """F1: what the current figure counts."""
        cell = self.view.cell()
        if cell is None:
            return
        self.commit()
        rect = self.view.visualRect(self.model.index_of(cell))
        place = QRect(self.view.viewport().mapToGlobal(rect.topLeft()), rect.size())
        if not self._help.show_for(self.document.report.form, cell, place):
            self.said.emit(f"“{self.table.row_name(cell.row)}”没有口径说明。")

    def edit_source(self) -> None:
        """Ask who gave the figures of the current row."""
        if cell := self.view.cell():
            self.commit()
            dialog = SourceDialog(self, self.table.row_name(cell.row), self._source(cell))
            if run(dialog):
                self._set_source(cell, dialog.source, "填写来源")

    def toggle_to_check(self) -> None:
        """Set or take away the flag 待核 of the current row."""
        if cell := self.view.cell():
            source = self._source(cell)
            self._set_source(
                cell, replace(source, to_check=not source.to_check), "取消待核" if source.to_check else "标为待核"
            )

    # keys and menu

    def _key(self, event: QKeyEvent) -> None:
        standard = QKeySequence.StandardKey
        for key, act in (
            (QKeySequence("Del"), self._clear),
            (QKeySequence("F1"), self.show_help),
            (QKeySequence("F4"), self.edit_source),
            (QKeySequence("Ctrl+0"), self.fill_zeros),
            (standard.Copy, self.copy),
            (standard.Cut, self.cut),
            (standard.Paste, self.paste),
        ):
            pressed = event.matches(key) if isinstance(key, standard) else QKeySequence(event.keyCombination()) == key
            if pressed:
                event.accept()
                act()
                return

    def _drag(self, cell: Cell) -> None:
        """A figure pulled out of the table, to be dropped into a narrative."""
        drag = QDrag(self.view)
        drag.setMimeData(live_figure(self.document.report, cell))
        drag.exec(Qt.DropAction.CopyAction)

    def _found(self, checked: Checked) -> None:
        from app.gui.texts.marks import quoted

        self.note.editor.mark(quoted(checked, self.note_key))

    def _menu(self, place: QPoint) -> None:
        cell = self.view.cell()
        if cell is None:
            return
        menu = QMenu(self)
        flagged = self._source(cell).to_check
        stack = self.document.undo_stack
        for item in (
            (labels.on_button(f"撤销 {stack.undoText()}".strip()), stack.undo, "Ctrl+Z"),
            None,
            ("剪切", self.cut, "Ctrl+X"),
            ("复制", self.copy, "Ctrl+C"),
            ("粘贴", self.paste, "Ctrl+V"),
            ("复制为活数字", self.copy_live, "Ctrl+Shift+C"),
            ("清除", self._clear, "Del"),
            None,
            ("空白补 0", self.fill_zeros, "Ctrl+0"),
            None,
            ("来源与待核…", self.edit_source, "F4"),
            ("取消待核" if flagged else "标为待核", self.toggle_to_check, ""),
            None,
            ("填报口径", self.show_help, "F1"),
        ):
            if item is None:
                menu.addSeparator()
                continue
            text, calls, key = item
            action = menu.addAction(f"{text}\t{key}" if key else text)
            action.setEnabled(calls != stack.undo or stack.canUndo())
            action.triggered.connect(calls)
        menu.exec(place)
        menu.deleteLater()

    def _clear(self) -> None:
        self._empty("清除")

    def _empty(self, verb: str) -> None:
        cells = self.view.selected_cells()
        free = [cell for cell in cells if not self.model.is_computed(cell)]
        if not free and cells:
            self.view.tell(cells[0], self.model.computed_words(cells[0]))
            return
        filled = [cell for cell in free if self.document.report.figure(cell) is not None]
        self.model.change(dict.fromkeys(filled, None), f"{verb} {self._name(filled)}")

    # the rest

    def _auto_totals(self, on: bool) -> None:
        self.commit()
        if not set_auto_totals(self.document, on, self):
            self.tools.auto_totals.setChecked(self.document.report.auto_totals)
        self.view.setFocus()

    def _all_zero(self) -> None:
        self.model.change(zeros(self.table), f"{self.table.short}全部填 0")
        self.view.setFocus()

    def _one_by_one(self) -> None:
        self._changed(self.document.report)
        self._fit()
        self.view.setFocus()

    def _name(self, cells: list[Cell]) -> str:
        return self.table.name(cells[0]) if len(cells) == 1 else f"{len(cells)} 格"

    def _select(self, cells: list[Cell]) -> None:
        """Show what was pasted."""
        if cells:
            self.view.go(self.model.index_of(cells[0]))
            self.view.go(self.model.index_of(cells[-1]), extend=True)

    def _to_fill(self) -> tuple[str, list[Cell]]:
        """What Ctrl+0 fills and its hint counts: the blanks of the selection, or of the printed line of a single cell."""
        cells = self.view.selected_cells()
        if len(cells) > 1:
            return "选中的格", self._blank(cells)
        rows = {cell.row for cell in cells}
        line = [cell for cell in self.table.cells if self.table.across or cell.row in rows]
        return "本行", self._blank(line if cells else [])

    def _show_to_fill(self) -> None:
        where, blank = self._to_fill()
        self.tools.show_blank(where, len(blank))

    def _blank(self, cells: list[Cell]) -> list[Cell]:
        report = self.document.report
        return [cell for cell in cells if report.figure(cell) is None and not self.model.is_computed(cell)]

    def _source(self, cell: Cell) -> Source:
        return self.document.report.sources.get(f"{cell.table}/{cell.row}", Source())

    def _set_source(self, cell: Cell, source: Source, verb: str) -> None:
        after = self.document.report.with_source(f"{cell.table}/{cell.row}", source)
        self.document.edit(after, f"{verb} {self.table.row_name(cell.row)}")

    def _moved(self, cell: Cell | None) -> None:
        if cell and self.guide.isVisibleTo(self):
            self.guide.show_for(self.document.report.form, cell)
        self.current_changed.emit(cell)

    def _changed(self, report: Report) -> None:
        if report.form.table(self.table.key) is not self.table:
            return  # another edition: the shell makes a new page
        self.tools.auto_totals.setChecked(report.auto_totals)
        self.tools.show_note(bool(report.text(self.note_key)))
        asked = self.zero.isVisibleTo(self)
        self.zero.renew(report)
        self.strip.setVisible(bool(self.strip.standings) and not self.zero.isVisibleTo(self))
        if asked != self.zero.isVisibleTo(self):
            self._fit()
        self._show_to_fill()
        if report.sources != self._sources:
            self._sources = report.sources
            self.view.verticalHeader().viewport().update()
            self.view.horizontalHeader().viewport().update()

    def _show_note(self, wanted: bool) -> None:
        self.note.setVisible(wanted)
        if wanted:
            self.note.go_to()
        self._fit()

    # sizes and colours

    def _fit(self) -> None:
        """The table first; the guide where it fits below as well. Before the page is seen its size is not its own yet."""
        if not self.isVisible():
            return
        width = self.width() - 2 * theme.px(_SIDE)
        taken = self.tools.height_for(self.width())
        for widget in (self.zero, self.strip, *([self.note] if "note" in self.__dict__ else [])):
            if widget.isVisibleTo(self):
                taken += widget.height() if widget is self.zero else widget.sizeHint().height()
        fit(self.view, self.guide, QSize(width - 1, self.height() - taken), self.document.report.form)

    def _restyle(self) -> None:
        self._column.setContentsMargins(theme.px(_SIDE), 0, theme.px(_SIDE), 0)
        self.tools.restyle()
        self.zero.restyle()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.view.setFocus()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "_column"):
            self._restyle()
