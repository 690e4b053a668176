"""A plain text field whose live fields are whole: the cursor passes them in one step, one key deletes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from weakref import ref

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDropEvent, QFocusEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget
from shiboken6 import isValid

from app.gui.texts import word_bounds
from app.gui.texts.clipboard import mime
from app.model.words.live_text import LiveChange, LiveText, Span, change


def position(text: str, index: int) -> int:
    """Qt counts UTF-16 units; Python counts characters."""
    return len(text[:index].encode("utf-16-le")) // 2


def positions(text: str, indices: Sequence[int]) -> list[int]:
    """The same of many, in their order."""
    found, last, at = [], 0, 0
    for each in indices:
        at += position(text[last:each], each - last)
        found.append(at)
        last = each
    return found


def index(text: str, position: int) -> int:
    """The character at a UTF-16 position."""
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))


_WORD_KEYS: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Delete: 1, Qt.Key.Key_Backspace: -1}


class LiveEdit(QTextEdit):
    """`live`: the text as laid out last. All places are characters of the shown text."""

    _last: ClassVar[ref[LiveEdit] | None] = None  # the field that had the focus last

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.live = LiveText()
        self._laid = ""  # what Qt gives back of it; were that ever other characters, nobody has typed them
        self._was_at = 0
        self.cursorPositionChanged.connect(self._keep_out)

    # the text

    def is_as_laid(self) -> bool:
        """Whether nothing was typed, pasted or deleted since the text was laid out."""
        return self.toPlainText() == self._laid

    def what_changed(self) -> LiveChange:
        """What was typed, pasted or deleted since then."""
        now = self.toPlainText()
        return change(self._laid, now, index(now, self.textCursor().position()))

    def lay(self, live: LiveText) -> bool:
        """Show this text, replacing only what differs, so that the cursor and an input method are left alone."""
        self.live, self._laid = live, self.toPlainText()
        if live.shown == (shown := self._laid):
            return False
        differs = change(shown, live.shown)
        cursor = QTextCursor(self.document())
        cursor.setPosition(position(shown, differs.start))
        cursor.setPosition(position(shown, differs.end), QTextCursor.MoveMode.KeepAnchor)
        blocked = self.blockSignals(True)
        cursor.insertText(differs.words)
        self._laid = self.toPlainText()
        self.blockSignals(blocked)
        self.select(differs.start + len(differs.words))
        return True

    def select(self, start: int, end: int | None = None) -> None:
        """Put the cursor at `start`, or select a range."""
        shown = self.toPlainText()
        cursor = self.textCursor()
        cursor.setPosition(position(shown, start))
        if end is not None:
            cursor.setPosition(position(shown, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._was_at = start if end is None else end

    def selected(self) -> tuple[int, int]:
        """The range selected, or twice the cursor's place."""
        shown, cursor = self.toPlainText(), self.textCursor()
        return index(shown, cursor.selectionStart()), index(shown, cursor.selectionEnd())

    def range_of(self, start: int, end: int) -> QTextCursor:
        """A cursor over a range, for marking it."""
        shown = self.live.shown
        cursor = QTextCursor(self.document())
        cursor.setPosition(position(shown, start))
        cursor.setPosition(position(shown, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def at_point(self, point: QPoint) -> int:
        """The character at this place of the viewport."""
        return index(self.toPlainText(), self.cursorForPosition(point).position())

    # the cursor

    def _keep_out(self) -> None:
        """Move a cursor that came to be within a field to its edge, on the way it was going."""
        shown = self.toPlainText()
        if not self.live.spans or shown != self._laid:  # the edit itself is told later
            return
        cursor = self.textCursor()
        anchor, at = index(shown, cursor.anchor()), index(shown, cursor.position())
        outer_anchor, outer_at = anchor, at
        if span := self.live.around(at):
            outer_at = span.end if at > self._was_at else span.start
        if span := self.live.around(anchor):
            outer_anchor = span.start if at > anchor else span.end
        self._was_at = outer_at
        if (outer_anchor, outer_at) == (anchor, at):
            return
        if anchor == at:
            self.select(outer_at)
        else:
            self.select(outer_anchor, outer_at)

    def _field_beside(self, event: QKeyEvent) -> Span | None:
        """The field that Backspace or Delete is about."""
        if self.isReadOnly() or self.textCursor().hasSelection():
            return None
        at = self.selected()[0]
        if event.key() == Qt.Key.Key_Backspace:
            return next((span for span in self.live.spans if span.end == at), None)
        if event.key() == Qt.Key.Key_Delete:
            return next((span for span in self.live.spans if span.start == at), None)
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._by_words(event):
            event.accept()
        elif span := self._field_beside(event):
            self.select(span.start, span.end)
            self.textCursor().removeSelectedText()
        else:
            super().keyPressEvent(event)

    # words

    def _fields(self) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in self.live.spans]

    def _by_words(self, event: QKeyEvent) -> bool:
        """Ctrl+Left, Ctrl+Right (with Shift: selecting), Ctrl+Backspace, Ctrl+Delete."""
        shift = Qt.KeyboardModifier.ShiftModifier
        step = _WORD_KEYS.get(event.key(), 0)
        removes = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not step or held & ~shift != Qt.KeyboardModifier.ControlModifier or (removes and held & shift):
            return False
        shown, cursor = self.toPlainText(), self.textCursor()
        if not (removes and cursor.hasSelection()):
            to = word_bounds.beyond(shown, index(shown, cursor.position()), step, self._fields())
            self._was_at = index(shown, cursor.position())
            keeps = removes or bool(held & shift)
            mode = QTextCursor.MoveMode.KeepAnchor if keeps else QTextCursor.MoveMode.MoveAnchor
            cursor.setPosition(position(shown, to), mode)
        if removes and not self.isReadOnly():
            cursor.removeSelectedText()
        if not removes or not self.isReadOnly():
            self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)
            return
        shown, point = self.toPlainText(), event.position().toPoint()
        cursor = self.cursorForPosition(point)
        at = index(shown, cursor.position())
        if at and point.x() < self.cursorRect(cursor).left():  # the right half of the character before
            at -= 1
        self.select(*word_bounds.around(shown, at, self._fields()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Only one field has a selection: the one that had it before gives it up."""
        super().focusInEvent(event)
        before = LiveEdit._last() if LiveEdit._last else None
        if before is not None and before is not self and isValid(before) and before.window() is self.window():
            cursor = before.textCursor()
            cursor.clearSelection()
            before.setTextCursor(cursor)
        LiveEdit._last = ref(self)

    # clipboard and dragging

    def createMimeDataFromSelection(self) -> QMimeData:
        start, end = self.selected()
        return mime(self.toPlainText()[start:end], self.live.raw_of(start, end))

    def dropEvent(self, event: QDropEvent) -> None:
        """Moving words within the text: taken away and put in one after the other, so that fields between stay whole."""
        if event.source() not in (self, self.viewport()) or event.proposedAction() is not Qt.DropAction.MoveAction:
            super().dropEvent(event)
            return
        start, end = self.selected()
        shown = self.toPlainText()
        to = index(shown, self.cursorForPosition(event.position().toPoint()).position())
        event.setDropAction(Qt.DropAction.CopyAction)  # or Qt takes the words away once more
        event.accept()
        if self.isReadOnly() or start <= to <= end or self.live.around(to):
            return
        raw = self.live.raw_of(start, end)
        self.textCursor().removeSelectedText()
        self.select(to if to < start else to - (end - start))
        self.textCursor().insertText(raw)
