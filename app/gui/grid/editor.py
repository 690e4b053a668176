"""Edits a figure in its place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.form.schema import Cell
from app.gui.desk.repair import RepairWords
from app.gui.grid.model import TableModel


class FigureEditor(QLineEdit):
    """One cell being typed into. `typing`: opened by a digit, so that arrow keys leave it (F2 and double-click: they do not).

    `proposal`: a repair that was put in and that the clerk has neither taken nor typed over.
    """

    def __init__(self, cell: Cell, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.cell = cell
        self.typing = False
        self.loaded = False
        self.proposal: RepairWords | None = None
        self.setObjectName("figure")
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(name)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def propose(self, words: RepairWords) -> None:
        self.proposal = words
        self.setText(words.fix[self.cell])
        self.selectAll()


class FigureDelegate(QStyledItemDelegate):
    """`typed`: what an open editor holds now, None when it was closed. `leaving`: a key that ends it and goes on.

    `taken`: a proposed repair, by Enter.
    """

    typed = Signal(object, object)  # Cell, str | None
    taken = Signal(object)  # RepairWords
    leaving = Signal(object)  # QKeyEvent

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.editor: FigureEditor | None = None

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
            self.editor.proposal = None
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
        if editor.proposal is None:  # what nobody took is no figure, however the editor is left
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
            if watched.proposal and event.key() in (keys.Key_Return, keys.Key_Enter):
                taken = watched.proposal
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                self.taken.emit(taken)
                return True
            if event.key() in leaves and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.leaving.emit(event)
                return True
            if event.key() == keys.Key_Escape:
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                return True
        return super().eventFilter(watched, event)
