"""A list of places that differ, before and after side by side with what changed marked, each row to be ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.gui.look import labels, theme
from app.gui.look.sealed import Sealed

_HTML = Qt.ItemDataRole.UserRole + 1
_BOX = 14  # px: the tick
_Index = QModelIndex | QPersistentModelIndex


class ChangeRow(NamedTuple):
    """`note`: what should be known before ticking. `ticked`: at first; None: cannot be taken. `alone`: only by a tick of its own."""

    place: str
    before: str
    after: str
    note: str = ""
    ticked: bool | None = True
    alone: bool = False


def marked(before: str, after: str, stands: bool = False) -> tuple[str, str]:
    """Both as HTML: what went is struck out, what came is underlined; colour only helps.

    `stands`: the first is what shall be and nothing of it went; what departs from it in the second is underlined.
    """
    old, new = [], []
    went = f"color:{theme.colours().error}; text-decoration:line-through"
    came = f"color:{theme.colours().good}; font-weight:bold; text-decoration:underline"
    if stands:
        went, came = (
            f"color:{theme.colours().good}; font-weight:bold",
            f"color:{theme.colours().error}; text-decoration:underline",
        )
    pieces = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    if before.isdigit() and after.isdigit():  # a number is another number, not a number with other digits
        pieces = [("replace", 0, len(before), 0, len(after))]
    for what, a, b, c, d in pieces:
        if what == "equal":
            old.append(_words(before[a:b]))
            new.append(_words(after[c:d]))
            continue
        if a < b:
            old.append(f'<span style="{went}">{_words(before[a:b])}</span>')
        if c < d:
            new.append(f'<span style="{came}">{_words(after[c:d])}</span>')
    return "".join(old), "".join(new)


def _note(text: str, colour: str) -> str:
    return f'<br><span style="color:{colour}">{_words(text)}</span>' if text else ""


def _words(text: str) -> str:
    return labels.escaped(text).replace("\n", "<br>")


class ChangesView(QTableView):
    """Signal `ticked`: a tick was set or taken away. Space ticks the current row; up and down go through the rows."""

    ticked = Signal()

    def __init__(
        self,
        name: str,
        heads: tuple[str, str, str],
        rows: Sequence[ChangeRow],
        ticks: bool,
        nothing: str = "（空白）",
        parent: QWidget | None = None,
        stands: bool = False,
    ) -> None:
        """`stands`: what is on the left is right, and no change away from it."""
        super().__init__(parent)
        self.setObjectName("changes")
        self.setAccessibleName(name)
        self._ticks = ticks
        self._rows = tuple(rows)
        self._alone = frozenset(number for number, row in enumerate(rows) if row.alone)
        model = QStandardItemModel(len(rows), 3, self)
        model.setHorizontalHeaderLabels(list(heads))
        quiet = theme.colours().muted
        for number, row in enumerate(rows):
            old, new = marked(row.before, row.after, stands)
            note = _note(row.note, quiet)
            empty = f'<span style="color:{quiet}">{nothing}</span>'
            words = (_words(row.place) + note, old or empty, new or empty)
            plain = (row.place, row.before or nothing, row.after or nothing)
            for column, (shown, text) in enumerate(zip(words, plain, strict=True)):
                item = QStandardItem(text)
                item.setEditable(False)
                item.setData(shown, _HTML)
                item.setAccessibleText(f"{heads[column]}：{text}")
                if column == 0 and ticks and row.ticked is not None:
                    item.setCheckable(True)
                    item.setCheckState(Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked)
                item.setAccessibleDescription(row.note)
                model.setItem(number, column, item)
        self.setModel(model)
        model.itemChanged.connect(self.ticked)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, theme.px(210))
        if rows:
            self.setCurrentIndex(model.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows as high as their words need now that the columns are as wide as they will be."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.resizeRowsToContents)

    def _items(self) -> list[QStandardItem]:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        return [model.item(number, 0) for number in range(model.rowCount())]

    def chosen(self) -> list[int]:
        """The numbers of the rows that are ticked."""
        return [n for n, item in enumerate(self._items()) if item.checkState() == Qt.CheckState.Checked]

    def state_of(self, number: int) -> bool | None:
        """Whether a row is ticked; None when it cannot be taken."""
        item = self._items()[number]
        return item.checkState() == Qt.CheckState.Checked if item.isCheckable() else None

    def warn(self, said: Mapping[int, str]) -> None:
        """Under the place of these rows what taking them does; under no other row."""
        model, changed = self.model(), False
        blocked = model.blockSignals(True)  # no tick is set by this
        for number, (item, row) in enumerate(zip(self._items(), self._rows, strict=True)):
            note = _note(row.note, theme.colours().muted) + _note(said.get(number, ""), theme.colours().error)
            if item.data(_HTML) != (shown := _words(row.place) + note):
                item.setData(shown, _HTML)
                item.setAccessibleDescription("；".join(filter(None, (row.note, said.get(number, "")))))
                changed = True
        model.blockSignals(blocked)
        if changed:
            self.viewport().update()
            QTimer.singleShot(0, self, self.resizeRowsToContents)

    def tick_all(self, on: bool) -> None:
        for number, item in enumerate(self._items()):
            if item.isCheckable() and not (on and number in self._alone):
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _toggle(self, row: int) -> None:
        item = self._items()[row]
        if item.isCheckable():
            on = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._ticks and event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the place ticks it."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._ticks and index.isValid() and index.column() == 0 and event.button() is Qt.MouseButton.LeftButton:
            self._toggle(index.row())


class _Delegate(QStyledItemDelegate):
    """Wrapped rich text, a tick before the place, a line below each row."""

    def _text(self, option: QStyleOptionViewItem, index: _Index) -> tuple[QTextDocument, QRectF]:
        left = theme.px(8)
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            left += theme.px(_BOX + 8)
        room = QRectF(option.rect).adjusted(left, theme.px(6), -theme.px(8), -theme.px(6))
        document = Sealed()
        document.setDocumentMargin(0)
        document.setDefaultFont(option.font)
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wrap)
        document.setHtml(f'<span style="color:{theme.colours().text}">{index.data(_HTML)}</span>')
        document.setTextWidth(max(1.0, room.width()))
        return document, room

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        document, _ = self._text(option, index)
        return QSize(option.rect.width(), round(document.size().height()) + 2 * theme.px(6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, theme.colour("accent_soft" if selected else "paper"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        document, room = self._text(option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            box = QStyleOptionViewItem(option)
            side = theme.px(_BOX)
            box.rect = option.rect.adjusted(theme.px(8), 0, 0, 0)
            box.rect.setSize(QSize(side, side))
            box.rect.moveTop(round(room.top() + (painter.fontMetrics().height() - side) / 2))
            box.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
            on = Qt.CheckState(state) == Qt.CheckState.Checked
            box.state |= QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
            widget = option.widget
            widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, widget)
        painter.setClipRect(room)
        painter.translate(room.topLeft())
        document.drawContents(painter)
        painter.restore()
        if selected and option.widget.hasFocus() and index.column() == 0:
            painter.fillRect(
                option.rect.left(), option.rect.top(), theme.px(3), option.rect.height(), theme.colour("accent")
            )
