"""A plain text field whose live fields are whole: the cursor passes them in one step, one key deletes them."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from app.form.schema import Cell
from app.model.report import Report
from app.model.words.live_text import LiveChange, LiveText, Span, change, laid_out

LIVE_FORMAT = "application/x-gongkai-nianbao-text"
"""On the clipboard beside the plain text: the same with its live fields as they are kept, UTF-8."""


def position(text: str, index: int) -> int:
    """Qt counts UTF-16 units; Python counts characters."""
    return len(text[:index].encode("utf-16-le")) // 2


def index(text: str, position: int) -> int:
    """The character at a UTF-16 position."""
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))


def mime(shown: str, raw: str) -> QMimeData:
    """Plain text for everybody, and for us the live fields in it."""
    data = QMimeData()
    data.setText(shown)
    if raw != shown:
        data.setData(LIVE_FORMAT, raw.encode())
    return data


def live_figure(report: Report, cell: Cell) -> QMimeData:
    """A figure to be put into a narrative as a live field."""
    raw = f"{{{cell}}}"
    return mime(laid_out(raw, report).shown, raw)


class LiveEdit(QTextEdit):
    """`live`: the text as laid out last. All places are characters of the shown text."""

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
        if span := self._field_beside(event):
            self.select(span.start, span.end)
            self.textCursor().removeSelectedText()
        else:
            super().keyPressEvent(event)

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
