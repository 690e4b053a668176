"""A page that scrolls up and down only: what she reads or writes in it keeps its place on the screen."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from app.gui.desk.document import ReportDocument
from app.gui.look import theme
from app.gui.texts.editor import NarrativeEditor
from app.model.report import Report

_ROOM = 48  # kept in sight around the cursor, once the page has to be moved for it


class _Line(NamedTuple):
    """A line of a narrative, by a character in it, and how far below the upper edge it stands."""

    editor: NarrativeEditor
    at: int
    below: int


class ColumnScroll(QScrollArea):
    """Brings the line being written into sight; a change made elsewhere (a card, undo, a live figure) moves no line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: _Line | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self, document: ReportDocument) -> None:
        """To be said when all that stands in the page follows the document already."""
        document.changing.connect(self._before)
        document.changed.connect(self._after)

    def sees_cursor_of(self, editor: NarrativeEditor) -> bool:
        """Whether the line with the cursor is wholly in sight."""
        line = editor.cursorRect()
        top = editor.viewport().mapTo(self.viewport(), line.topLeft()).y()
        return top >= 0 and top + line.height() <= self.viewport().height()

    def show_cursor_of(self, editor: NarrativeEditor) -> None:
        inside = self.widget()
        if inside is not None and editor.hasFocus() and not self.sees_cursor_of(editor):
            at = editor.mapTo(inside, editor.cursorRect().center())
            self.ensureVisible(at.x(), at.y(), 0, theme.px(_ROOM))

    # what is changed elsewhere

    def _editors(self) -> list[NarrativeEditor]:
        return [editor for editor in self.findChildren(NarrativeEditor) if editor.isVisible()]

    def _before(self, report: Report) -> None:
        """Remember where a line stands: the one that will change, else the one being written, else the uppermost."""
        self._kept = None
        editors = self._editors()
        if not self.isVisible() or any(editor.is_being_typed_in() for editor in editors):
            return
        changes = {editor: editor.first_difference(report) for editor in editors}
        for editor, at in changes.items():
            if at is not None and self._in_sight(line := self._line(editor, at)):
                self._kept = line
                return
        still = [editor for editor, at in changes.items() if at is None] or editors
        lines = [line for editor in still if editor.hasFocus() and self._in_sight(line := self._written(editor))]
        lines += [line for editor in still if (line := self._uppermost(editor))]
        self._kept = lines[0] if lines else None

    def _in_sight(self, line: _Line) -> bool:
        return 0 <= line.below < self.viewport().height()

    def _written(self, editor: NarrativeEditor) -> _Line:
        return self._line(editor, editor.selected()[1])

    def _uppermost(self, editor: NarrativeEditor) -> _Line | None:
        top = editor.viewport().mapFrom(self.viewport(), QPoint(0, 0)).y()
        if top > editor.height():
            return None
        return self._line(editor, editor.at_point(QPoint(0, max(0, top))))

    def _lay_out(self) -> None:
        """Now, and not when the loop comes to it: else the page is moved once more."""
        inside = self.widget()
        for editor in self._editors():
            holder = editor.parentWidget()
            while holder is not None and holder is not self:
                if (layout := holder.layout()) is not None:
                    layout.activate()
                holder = None if holder is inside else holder.parentWidget()
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _line(self, editor: NarrativeEditor, at: int) -> _Line:
        place = editor.cursorRect(editor.range_of(at, at)).topLeft()
        return _Line(editor, at, editor.viewport().mapTo(self.viewport(), place).y())

    def _after(self, _report: object) -> None:
        if self._kept is None:
            return
        was, self._kept = self._kept, None
        self._lay_out()
        now = self._line(was.editor, min(was.at, len(was.editor.live.shown)))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + now.below - was.below)
