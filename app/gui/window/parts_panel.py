"""The list of the six parts on the left, each with its state, and how much of the figures is filled."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.acts import Checked
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.standing import PartState, filled, part_states, unchecked_states
from app.gui.look import labels, theme, viewport
from app.gui.texts.clipboard import LIVE_FORMAT
from app.model.report import Report

_ROW, _LEAST_ROW = 44, 35
_LEAST_RAIL_ROW = 30
_STATE = Qt.ItemDataRole.UserRole
_RAIL_NAMES = {"preface": "前言", "overview": "一", "disclosure": "二", "applications": "三", "disputes": "四"}
_RAIL_NAMES |= {"problems": "五", "other_matters": "六"}


class _Row(QStyledItemDelegate):
    """Two lines: the name, and under it what is filled and the loudest thing found; in the rail a number and a mark."""

    rail = False
    height = 0  # pixels of a row: what the window has room for, and no more than looks good

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(theme.RAIL_WIDTH if self.rail else theme.LEFT_WIDTH), self.height or theme.px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state: PartState = index.data(_STATE)
        view = option.widget  # its states have the type QStyle, whose 564 names a start need not make
        assert isinstance(view, QListWidget)
        current = view.currentRow() == index.row()
        painter.save()
        box = option.rect
        if current:
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRect(box.left(), box.top(), theme.px(3), box.height()), theme.colour("accent"))
        if view.hasFocus() and current:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        name_font, line_font = QFont(option.font), QFont(option.font)
        name_font.setPixelSize(theme.px(14))
        name_font.setBold(current)
        line_font.setPixelSize(theme.px(theme.BASE_PIXELS))
        if self.rail:
            name_font.setPixelSize(theme.px(14 if len(_RAIL_NAMES[state.key]) == 1 else 12))
            half = box.height() // 2
            upper, lower = box.adjusted(0, theme.px(2), 0, -half), box.adjusted(0, half - theme.px(1), 0, -theme.px(2))
            at, words = (
                Qt.AlignmentFlag.AlignCenter,
                state.mark or ("✓" if state.complete else theme.LEVEL_MARKS["incomplete"]),
            )
            name = _RAIL_NAMES[state.key]
        else:
            edge = theme.px(12)
            top = box.top() + (box.height() - theme.px(_LEAST_ROW)) // 2
            upper = QRect(box.left() + edge, top, box.width() - edge, theme.px(20))
            lower = QRect(box.left() + edge, top + theme.px(19), box.width() - edge, theme.px(17))
            at, words, name = Qt.AlignmentFlag.AlignVCenter, state.done, state.name
        painter.setFont(name_font)
        painter.setPen(theme.colour("text"))
        painter.drawText(upper, at, name)
        painter.setFont(line_font)
        painter.setPen(theme.colour(state.colour if self.rail or not state.mark else "muted"))
        painter.drawText(lower, at, words)
        if not self.rail and state.mark:
            after = QFontMetrics(line_font).horizontalAdvance(f"{words}  " if words else "")
            painter.setPen(theme.colour(state.colour))
            painter.drawText(lower.adjusted(after, 0, 0, 0), at, f"{state.mark} {state.said}")
        painter.restore()


class _Bar(QWidget):
    """已填 n/200 as a bar; the words above it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedHeight(theme.px(6))

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        round_off = self.height() / 2
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(self.rect(), round_off, round_off)
        if self._share > 0:
            painter.setBrush(theme.colour("good" if self._share == 1 else "accent"))
            width = max(self.height(), round(self.width() * self._share))
            painter.drawRoundedRect(QRect(0, 0, width, self.height()), round_off, round_off)


class _Part(QListWidgetItem):
    """Says how its part is. Told of by painting alone: a list that hears of new data lays all its rows out anew."""

    state: PartState

    def data(self, role: int) -> Any:
        if role == _STATE:
            return self.state
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.state.name}，{self.state.line}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return labels.tip(f"{self.state.name}\n{self.state.line}")
        return super().data(role)


class _List(QListWidget):
    """A live figure carried over a part opens it, so that it can be dropped into its text."""

    OPENS_AFTER = 350  # milliseconds

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._over = -1
        self._opens = QTimer(self, singleShot=True, interval=self.OPENS_AFTER)
        self._opens.timeout.connect(self._open)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(LIVE_FORMAT))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        over = self.row(self.itemAt(event.position().toPoint()))
        event.setAccepted(event.mimeData().hasFormat(LIVE_FORMAT) and over >= 0)
        if over != self._over:
            self._over = over
            self._opens.start()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = -1
        self._opens.stop()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped on the part itself: it is opened, and the figure goes nowhere."""
        self._open()
        event.accept()

    def _open(self) -> None:
        self._opens.stop()
        if self._over >= 0:
            self.setCurrentRow(self._over)
        self._over = -1


class PartsPanel(QFrame):
    """Signal `chosen` (part key). Arrow keys move from part to part."""

    chosen = Signal(str)

    def __init__(self, document: ReportDocument, checker: Checker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rail = False
        self.setObjectName("parts")
        self.setAccessibleName("各部分")
        self._list = _List(self)
        self._list.setAccessibleName("报告的各部分")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setUniformItemSizes(True)
        viewport.own(self._list, None)
        self._delegate = _Row(self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.currentRowChanged.connect(self._row_changed)
        self._words = labels.words(role="quiet", parent=self, wraps=False)
        self._bar = _Bar(self)
        self.setFocusProxy(self._list)
        self._foot = QWidget(self)
        foot = QVBoxLayout(self._foot)
        foot.setSpacing(theme.px(4))
        foot.addWidget(self._words)
        foot.addWidget(self._bar)
        self._foot_layout = foot
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(6), 0, 0)
        column.setSpacing(0)
        column.addWidget(self._list, 1)
        column.addWidget(self._foot)
        column.addStretch()
        self._parts: list[_Part] = []
        checker.found.connect(self._found)
        if checker.ran:
            self._found(checker.checked)
        else:
            self._show(unchecked_states(document.report), document.report)
        self._resize()

    def select(self, part_key: str) -> None:
        """Show which part is open, without asking for it again."""
        row = next(number for number, part in enumerate(self._parts) if part.state.key == part_key)
        blocked = self._list.blockSignals(True)
        self._list.setCurrentRow(row)
        self._list.blockSignals(blocked)

    def set_rail(self, rail: bool) -> None:
        """The narrow form: 一 to 六 with a mark each."""
        if rail != self._rail:
            self._rail = self._delegate.rail = rail
            self._resize()
            self._found_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange) and hasattr(self, "_foot"):
            self._resize()

    def _resize(self) -> None:
        edge = theme.px(4 if self._rail else 12)
        self._foot_layout.setContentsMargins(edge, theme.px(10), edge, theme.px(6))
        self._bar.setFixedHeight(theme.px(6))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Rows as high as the window has room for: a large zoom must not make it higher than the screen."""
        number, least = len(self._parts), theme.px(_LEAST_RAIL_ROW if self._rail else _LEAST_ROW)
        room = self.height() - self._foot.sizeHint().height() - theme.px(6)
        self._delegate.height = min(theme.px(_ROW), max(least, room // number))
        self._list.setMinimumHeight(least)
        self._list.setMaximumHeight(number * self._delegate.height)
        if (layout := self.layout()) is not None:
            layout.activate()
        self._list.doItemsLayout()

    def _row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self._parts[row].state.key)

    def _found(self, checked: object) -> None:
        assert isinstance(checked, Checked)
        self._show(part_states(checked), checked.report)

    def _show(self, states: list[PartState], report: Report) -> None:
        blocked = self._list.blockSignals(True)
        for number, state in enumerate(states):
            if number == len(self._parts):
                self._parts.append(_Part())
                self._parts[number].state = state
                self._list.addItem(self._parts[number])
            elif self._parts[number].state != state:
                self._parts[number].state = state
                self._list.update(self._list.indexFromItem(self._parts[number]))
        self._list.blockSignals(blocked)
        self._number, self._all = filled(report)
        self._found_words()

    def _found_words(self) -> None:
        number, every = self._number, self._all
        self._words.setText(f"{number}/\n{every}" if self._rail else f"已填 {number} / {every}")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter if self._rail else Qt.AlignmentFlag.AlignLeft)
        self._words.setAccessibleName(f"已填 {number} 格，共 {every} 格")
        self._bar.show_share(number / every if every else 0.0)
