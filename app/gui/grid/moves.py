"""Where a key leads to in a table: pure reckoning over its squares."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from app.gui.grid.model import TableModel

_DIRECTIONS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class Moves:
    """All methods give a figure's index; where there is none further on, the one they were given."""

    def __init__(self, model: TableModel) -> None:
        self._model = model
        self._order = [model.index_of(cell) for cell in model.table.cells]

    def first(self) -> QModelIndex:
        return self._order[0]

    def by_key(self, key: int, control: bool, index: QModelIndex) -> QModelIndex | None:
        """Arrows, Home, End, PageUp, PageDown, with or without Ctrl; None for any other key."""
        try:
            key = Qt.Key(key)
        except ValueError:
            return None
        if key in _DIRECTIONS:
            return self._edge(index, *_DIRECTIONS[key]) if control else self._next(index, *_DIRECTIONS[key])
        if key == Qt.Key.Key_Home:
            return self._order[0] if control else self._last(index, 0, -1)
        if key == Qt.Key.Key_End:
            return self._order[-1] if control else self._last(index, 0, 1)
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not control:
            return self._last(index, -1 if key == Qt.Key.Key_PageUp else 1, 0)
        return None

    def _next(self, index: QModelIndex, down: int, right: int) -> QModelIndex:
        row, column = index.row() + down, index.column() + right
        while 0 <= row < self._model.rowCount() and 0 <= column < self._model.columnCount():
            found = self._model.index_over(row, column)
            if found.isValid() and found != index:
                return found
            row, column = row + down, column + right
        return index

    def _last(self, index: QModelIndex, down: int, right: int) -> QModelIndex:
        while (further := self._next(index, down, right)) != index:
            index = further
        return index

    def _edge(self, index: QModelIndex, down: int, right: int) -> QModelIndex:
        """As Ctrl+arrow in Excel: to the end of the filled cells, or over the blanks to the next filled one."""
        further = self._next(index, down, right)
        running = self._filled(index) and self._filled(further)
        while further != index:
            index = further
            further = self._next(index, down, right)
            if running and not self._filled(further):
                break
            if not running and self._filled(index):
                break
        return index

    def _filled(self, index: QModelIndex) -> bool:
        return bool(index.data())

    def _free(self, index: QModelIndex) -> bool:
        return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    def along(self, index: QModelIndex, step: int) -> QModelIndex:
        """Tab: the next cell to be typed into, row by row; over computed ones."""
        at = self._order.index(index) + step
        while 0 <= at < len(self._order):
            if self._free(self._order[at]):
                return self._order[at]
            at += step
        return index

    def down(self, index: QModelIndex, step: int, column: int) -> QModelIndex:
        """Enter: the next cell to be typed into below, beginning in `column`; from the last row to the next column's top.

        A box that began in a column left of it (table 二) was met there.
        """
        start = self._model.index_over(index.row(), column)
        further = at = start if start.isValid() else index
        while (further := self._next(at, step, 0)) != at:
            if self._free(further) and further.column() >= at.column():
                return further
            if further.column() < at.column():
                break
            at = further
        return self._next_column(index, step)

    def by_enter(self, index: QModelIndex, back: bool, start: int, right: bool) -> QModelIndex:
        """Enter: down or (`right`) along; at the end of the table to the first cell that is still blank."""
        step = -1 if back else 1
        target = self.along(index, step) if right else self.down(index, step, start)
        if target != index or back:
            return target
        return next((each for each in self._order if self._free(each) and not self._filled(each)), index)

    def _next_column(self, index: QModelIndex, step: int) -> QModelIndex:
        model = self._model
        rows = range(model.rowCount()) if step > 0 else range(model.rowCount() - 1, -1, -1)
        column = index.column() + step
        while 0 <= column < model.columnCount():
            for row in rows:
                found = model.index_over(row, column)
                if found.isValid() and found.column() == column and self._free(found):
                    return found
            column += step
        return index
