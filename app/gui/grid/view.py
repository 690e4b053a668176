"""The table on the screen: keys as in Excel and WPS, merged headers that stay in sight, sentences shown at the cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QFrame, QTableView, QWidget

from app.form.schema import Cell
from app.gui.grid.editor import FigureDelegate, FigureEditor
from app.gui.grid.geometry import Geometry, geometry
from app.gui.grid.header import Corner, TableHeader
from app.gui.grid.model import TableModel
from app.gui.grid.moves import Moves
from app.gui.grid.note import CellNote, announce
from app.gui.grid.paint import FigurePaint, Places
from app.gui.look import theme, viewport
from app.keeping.settings import settings

_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
_OUT = 6  # pixels beyond the edge from which a figure is dragged, not selected
_REPLACE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class TableView(QTableView):
    """Signals: `current_changed` (Cell | None), `typed` (Cell | None, text | None), `said`, `menu_wanted` (global place).

    `keyed` offers a key that is not the view's own to the page; who handles it accepts the event.
    """

    current_changed = Signal(object)
    typed = Signal(object, object)
    said = Signal(str)
    menu_wanted = Signal(QPoint)
    keyed = Signal(object)
    sized = Signal()
    dragged_out = Signal(object)  # the Cell that the mouse pulls out of the table to the left

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ended = False  # Enter found no cell further on: what is typed next shall not replace this one
        self._tab_from: int | None = None  # where a run of Tab began: Enter goes back below it
        self._anchor = self._pressed = QModelIndex()
        self._extending = False
        self._refused = False
        self.geometry_now = Geometry((), (), (), ())
        self._across = TableHeader(Qt.Orientation.Horizontal, self)
        self._down = TableHeader(Qt.Orientation.Vertical, self)
        self.note = CellNote(self)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        viewport.own(self, QPalette.ColorRole.Window)
        self.setHorizontalHeader(self._across)
        self.setVerticalHeader(self._down)
        self.setModel(model)
        self._places = Places(model)
        self.moves = Moves(model)
        self.delegate = FigureDelegate(self)
        self.setItemDelegate(self.delegate)
        self.delegate.typed.connect(self.typed)
        self.delegate.leaving.connect(self._leave_editor)
        self._corner = Corner(self)
        self.setAccessibleName(model.table.title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        for box in (*model.figure_boxes(), *model.boxes_within()):
            column = max(0, box.column - model.stub)
            width = box.column + box.columns - model.stub - column
            if box.rows > 1 or width > 1:
                self.setSpan(box.row - model.top, column, box.rows, width)
        model.refused.connect(self._refuse)
        model.rewritten.connect(self._widths_may_change)
        self._widest: tuple[int, ...] = ()
        self.setCurrentIndex(self.moves.first())

    def model(self) -> TableModel:  # type: ignore[override]
        model = super().model()
        assert isinstance(model, TableModel)
        return model

    # sizes

    def fit(self, room: QSize) -> None:
        """Lay the table out for this room (pixels), as large as it allows within reason."""
        self._room = room
        self._widest = self.model().needs(self.font())
        bar = self.bar_width()
        made = geometry(self.model().table, room, QFontMetrics(self.font()), self._widest, bar)
        if made != self.geometry_now:
            self.geometry_now = made
            self._across.set_geometry(made)
            self._down.set_geometry(made)
            self.setMaximumHeight(made.height + 1 + (bar if made.width > room.width() else 0))
            self._place_corner()
            self.sized.emit()

    def bar_width(self) -> int:
        """Of a bar at the right, shown or not; to ask the style for it makes PySide6 learn 564 names, 5 ms of a start."""
        return self.verticalScrollBar().sizeHint().width()

    def _widths_may_change(self) -> None:
        if self._widest and self.model().needs(self.font()) != self._widest:
            self.fit(self._room)

    def _place_corner(self) -> None:
        size = QSize(sum(self.geometry_now.labels), sum(self.geometry_now.headers))
        self._corner.setGeometry(QRect(QPoint(0, 0), size))
        self._corner.setVisible(not size.isEmpty())
        self._corner.raise_()
        self.note.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_corner()
        self.sized.emit()

    def sizeHint(self) -> QSize:
        return QSize(self.geometry_now.width + 1, self.geometry_now.height + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        model, widths = self.model(), (*self.geometry_now.labels, *self.geometry_now.columns)
        figures = FigurePaint(self, model, painter, self.hasFocus() or self.delegate.editor is not None)
        figures.paint(
            event.region(), self._places.of(self.geometry_now, self.horizontalOffset(), self.verticalOffset())
        )
        figures.captions(widths, len(self.geometry_now.labels))
        painter.setPen(theme.colour("line"))
        if not model.top:
            painter.drawLine(0, -self.verticalOffset(), self.geometry_now.width, -self.verticalOffset())
        if not model.stub:
            painter.drawLine(0, 0, 0, sum(self.geometry_now.rows) - 1)

    def _move_cross(self, *moved: QModelIndex) -> None:
        """Paint anew where the lines of the cross were and are; those that both figures share stay."""
        rects = [self.visualRect(index).adjusted(-1, -1, 0, 0) for index in moved]
        down = len({(each.top(), each.bottom()) for each in rects}) > 1
        across = len({(each.left(), each.right()) for each in rects}) > 1
        whole = self.viewport().rect()
        for index, rect in zip(moved, rects, strict=True):
            self.viewport().update(QRect(0, rect.top(), whole.width(), rect.height()) if down else rect)
            self.viewport().update(QRect(rect.left(), 0, rect.width(), whole.height()) if across else rect)
            self._down.show_cross(rect.top(), rect.height() * down, across and index.column() == 0)
            self._across.show_cross(rect.left(), rect.width() * across, down and index.row() == 0)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Only the frame of the current figure tells of the focus: Qt would paint all anew whenever an editor is left."""
        self.viewport().update(self.visualRect(self.currentIndex()).adjusted(-1, -1, 0, 0))

    focusOutEvent = focusInEvent

    # where the cursor is

    def cell(self) -> Cell | None:
        """The current cell."""
        index = self.currentIndex()
        return self.model().cell(index) if index.isValid() else None

    def selected_cells(self) -> list[Cell]:
        """The selected figures in printed order, at least the current one."""
        model = self.model()
        cells = {model.cell(index) for index in self.selectedIndexes()}
        chosen = [cell for cell in model.table.cells if cell in cells]
        current = self.cell()
        return chosen or ([current] if current else [])

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self._tab_from, self._ended = None, False
        if not self._extending:
            self._anchor = current
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)  # also on computed cells: they say why not
        self.note.close_note()
        self.model().begin_visit()
        self._move_cross(previous, current)
        self.current_changed.emit(self.cell())

    def go(self, index: QModelIndex, extend: bool = False) -> None:
        """Make a figure the current one; `extend`: the selection reaches from where it began to here."""
        if not index.isValid():
            return
        if not extend:
            self.selectionModel().setCurrentIndex(index, _REPLACE)
            return
        anchor = self._anchor if self._anchor.isValid() else index
        rows, columns = sorted((anchor.row(), index.row())), sorted((anchor.column(), index.column()))
        model = self.model()
        self._extending = True
        self.selectionModel().setCurrentIndex(index, _NO_UPDATE)
        self._extending = False
        whole = QItemSelection(model.index(rows[0], columns[0]), model.index(rows[1], columns[1]))
        self.selectionModel().select(whole, _REPLACE)
        self.viewport().update()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self.note.close_note()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif (target := self.moves.by_key(key, control, self.currentIndex())) is not None:
            self.go(target, shift)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(event)
        elif key == Qt.Key.Key_F2:
            self.open_editor(typing=False)
        elif key == Qt.Key.Key_Escape:
            self.go(self.currentIndex())
        elif key == Qt.Key.Key_Backspace:
            if editor := self.open_editor(typing=True):
                editor.clear()
                self.typed.emit(editor.cell, "")
        else:
            event.ignore()
            self.keyed.emit(event)
            if event.isAccepted():
                return
            if (
                event.text()
                and event.text().isprintable()
                and not control
                and not modifiers & Qt.KeyboardModifier.AltModifier
            ):
                if editor := self.open_editor(typing=True):
                    editor.clear()
                    QApplication.sendEvent(editor, event)
                event.accept()
                return
            super().keyPressEvent(event)
            return
        event.accept()

    def _step(self, event: QKeyEvent) -> None:
        """Tab and Enter, from the table or out of an editor."""
        index = self.currentIndex()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) or event.key() == Qt.Key.Key_Backtab
        start = index.column() if self._tab_from is None else self._tab_from
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            target = self.moves.along(index, -1 if back else 1)
            if target == index:
                (self.focusPreviousChild if back else self.focusNextChild)()
                return
            self.go(target)
            self._tab_from = start
            return
        target = self.moves.by_enter(index, back, index.column() if back else start, settings().get("enter") == "right")
        self.go(target)
        self._ended = target == index and not back
        if self._ended:
            self._tell_end()

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Tab is the table's own key; keyPressEvent leaves the table at its ends."""
        return False

    def focusNextChild(self) -> bool:
        return super().focusNextPrevChild(True)

    def focusPreviousChild(self) -> bool:
        return super().focusNextPrevChild(False)

    # editing

    def open_editor(self, typing: bool) -> FigureEditor | None:
        """Edit the current cell; a computed one says why not and None is returned."""
        cell = self.cell()
        if cell is None:
            return None
        if self._ended and typing:
            return self._tell_end()
        self._ended = False
        if self.model().is_computed(cell):
            self.tell(cell, self.model().computed_words(cell))
            return None
        if self.delegate.editor:
            return self.delegate.editor
        self.note.close_note()
        index = self.currentIndex()
        self.scrollTo(index)
        self.edit(index)
        editor = self.delegate.editor
        if editor:
            editor.typing = typing
            if not typing:
                editor.deselect()
                editor.end(False)
        return editor

    def commit(self) -> bool:
        """Take over an open editor; False when what it held was refused."""
        editor = self.delegate.editor
        if editor is None:
            return True
        self._refused = False
        QApplication.inputMethod().commit()
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return not self._refused

    def _leave_editor(self, event: QKeyEvent) -> None:
        if not self.commit():
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.go(self.moves.by_key(event.key(), False, self.currentIndex()) or QModelIndex())
        else:
            self._step(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method begins, or delivers, while no editor is open: open one and hand the event on, losing nothing."""
        if not event.preeditString() and not event.commitString():
            event.accept()
            return
        if editor := self.open_editor(typing=True):
            editor.clear()
            QApplication.sendEvent(editor, event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.open_editor(typing=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.commit()
        self._ended = False
        index = self._pressed = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton and index in self.selectedIndexes():
            return  # the menu is about the whole selection
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.go(index, extend=True)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Within the table the mouse selects; pulled out to the left, where the parts are, it carries the figure."""
        out = self.viewport().mapTo(self, event.position().toPoint()).x() < -theme.px(_OUT)
        if out and event.buttons() == Qt.MouseButton.LeftButton and self._pressed.isValid():
            self.go(self._pressed)
            self.dragged_out.emit(self.model().cell(self._pressed))
        else:
            super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).center()
            self.menu_wanted.emit(self.viewport().mapToGlobal(at))
        elif self.indexAt(self.viewport().mapFrom(self, event.pos())).isValid():
            self.menu_wanted.emit(event.globalPos())

    # sentences at the cell

    def _refuse(self, cell: Cell, sentence: str) -> None:
        self._refused = True
        self.tell(cell, sentence, wrong=True)

    def _tell_end(self) -> None:
        if cell := self.cell():
            self.tell(cell, "已经是最后一格，这张表填完了。要改这一格，请按 F2。")

    def tell(self, cell: Cell, sentence: str, wrong: bool = False) -> None:
        """Show a sentence at a cell until the next key or move; the status line and screen readers get it as well."""
        rect = self.visualRect(self.model().index_of(cell)).translated(self.viewport().pos())
        self.note.show_note(sentence, rect, wrong)
        announce(self, sentence)
        self.said.emit(sentence)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._across.viewport().update()
            self._down.viewport().update()
