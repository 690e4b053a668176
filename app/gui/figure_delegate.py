"""Paints a figure in its state and edits it in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.form.schema import Cell
from app.gui import theme
from app.gui.table_model import Mark, TableModel
from app.model.finding import Level

_MARK_COLOURS = {Level.ERROR: ("error", "error_soft"), Level.QUERY: ("query", "query_soft")}


class FigureEditor(QLineEdit):
    """One cell being typed into. `typing`: opened by a digit, so that arrow keys leave it (F2 and double-click: they do not)."""

    def __init__(self, cell: Cell, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.cell = cell
        self.typing = False
        self.loaded = False
        self.setObjectName("figure")
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(name)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)


class FigureDelegate(QStyledItemDelegate):
    """`typed`: what an open editor holds now, None when it was closed. `leaving`: a key that ends it and goes on."""

    typed = Signal(object, object)  # Cell, str | None
    leaving = Signal(object)  # QKeyEvent

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.editor: FigureEditor | None = None

    # editing

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        model = self._model()
        cell = model.cell(index)
        assert cell is not None
        editor = FigureEditor(cell, f"{model.table.short} {model.table.name(cell)}", parent)
        editor.textEdited.connect(self._text_edited)
        self.editor = editor
        return editor

    def _model(self) -> TableModel:
        model = self._view.model()
        assert isinstance(model, TableModel)
        return model

    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if editor is self.editor:
            self.editor = None
            self.typed.emit(None, None)
        super().destroyEditor(editor, index)

    def _text_edited(self, text: str) -> None:
        if self.editor:
            self.typed.emit(self.editor.cell, text)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Once only: a check that ends while the clerk types must not put the old figure back."""
        if isinstance(editor, FigureEditor) and not editor.loaded:
            editor.loaded = True
            editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        assert isinstance(editor, FigureEditor)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        editor.setGeometry(rect.adjusted(1, 1, -2, -2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, FigureEditor) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keys = Qt.Key
            leaves = {keys.Key_Return, keys.Key_Enter, keys.Key_Tab, keys.Key_Backtab, keys.Key_Up, keys.Key_Down}
            if watched.typing:
                leaves |= {keys.Key_Left, keys.Key_Right}
            if event.key() in leaves and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.leaving.emit(event)
                return True
            if event.key() == keys.Key_Escape:
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                return True
        return super().eventFilter(watched, event)

    # painting

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = self._model()
        cell = model.cell(index)
        if cell is None:
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        mark = model.mark(cell)
        ink, ground = self._colours(mark)
        painter.save()
        painter.fillRect(rect, ground)
        if state & QStyle.StateFlag.State_Selected and len(self._view.selectionModel().selectedIndexes()) > 1:
            tint = theme.colour("accent")
            tint.setAlpha(48)
            painter.fillRect(rect, tint)
        self._lines(painter, rect, index)
        self._figure(painter, rect, mark, ink)
        if mark.level:
            size = theme.px(7)
            corner = rect.topRight() + QPoint(-1, 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(_MARK_COLOURS[mark.level][0]))
            painter.drawPolygon(QPolygon([corner, corner - QPoint(size, 0), corner + QPoint(0, size)]))
        if self._is_current(index):
            self._frame(painter, rect)
        painter.restore()

    def _colours(self, mark: Mark) -> tuple[QColor, QColor]:
        if mark.level:
            ink, ground = _MARK_COLOURS[mark.level]
            return theme.colour(ink), theme.colour(ground)
        if mark.computed:
            return theme.colour("temporary" if mark.temporary else "muted"), theme.colour("computed")
        return theme.colour("text"), theme.colour("paper")

    def _is_current(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        current = self._view.currentIndex()
        return current.row() == index.row() and current.column() == index.column()

    def _lines(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Hairlines right and below, blue where they edge the current row or column."""
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        current = self._view.currentIndex()
        if not current.isValid():
            return
        painter.setPen(theme.colour("cross"))
        row, column = current.row(), current.column()
        if index.row() in (row, row - 1):
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        over = self._view.columnSpan(index.row(), index.column())
        own = self._view.columnSpan(row, column)
        if index.column() + over in (column, column + own):
            painter.drawLine(rect.topRight(), rect.bottomRight())

    def _figure(self, painter: QPainter, rect: QRect, mark: Mark, ink: QColor) -> None:
        font = painter.font()
        font.setBold(mark.level is not None)
        painter.setFont(font)
        room = rect.adjusted(0, 0, -1, -1)
        if not mark.text:
            painter.setPen(theme.colour("blank"))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "·")
            return
        painter.setPen(ink)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, mark.text)
        if mark.temporary:
            metrics = painter.fontMetrics()
            end = room.center().x() + metrics.horizontalAdvance(mark.text) // 2 + theme.px(3)
            if end + metrics.horizontalAdvance("暂") < room.right():
                place = QRect(end, room.top(), room.right() - end, room.height())
                painter.setPen(theme.colour("temporary"))
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "暂")

    def _frame(self, painter: QPainter, rect: QRect) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.colour("accent"))
        painter.drawRect(rect.adjusted(0, 0, -2, -2))
        if self._view.hasFocus() or self.editor:
            painter.drawRect(rect.adjusted(1, 1, -3, -3))
