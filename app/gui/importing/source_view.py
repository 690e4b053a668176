"""The source that was read, as plain lines or as PDF pages, with the place of the current figure marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QFontMetrics, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTabWidget, QTextEdit, QVBoxLayout, QWidget

from app.documents.recognise.raw import Spot
from app.gui.importing.pages_view import PagesView
from app.gui.look import theme

_MOST = 400_000  # characters shown; the largest real page seen has 60,000
_MOST_MARKED = 40
_TAB = 4  # characters
_BETWEEN = re.compile(r"[\s|]+")


def places(text: str, snippet: str) -> list[tuple[int, int]]:
    """Where the snippet stands in the text (start, end): its very words on one line, else with other breaks between them."""
    wanted = _BETWEEN.sub("", snippet).rstrip("…")
    if not wanted:
        return []
    words = [re.escape(word) for word in _BETWEEN.split(snippet.strip().rstrip("…")) if word]
    end = "" if snippet.endswith("…") else r"(?![^\s|])"
    exact = re.compile(r"(?<![^\s|])" + r"[^\S\n|]*(?:\|[^\S\n|]*)*".join(words) + end)
    if found := [match.span() for match in exact.finditer(text)][:_MOST_MARKED]:
        return found
    at = [n for n, character in enumerate(text) if not character.isspace() and character != "|"]
    folded = "".join(text[n] for n in at)
    found = []
    start = folded.find(wanted)
    while start >= 0 and len(found) < _MOST_MARKED:
        found.append((at[start], at[start + len(wanted) - 1] + 1))
        start = folded.find(wanted, start + len(wanted))
    return found


class SourceView(QWidget):
    """`mark` shows a snippet; of a PDF also its pages."""

    def __init__(
        self, lines: Sequence[str], pdf: Path | None, parent: QWidget | None = None, data: bytes | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("原文")
        self._text = QPlainTextEdit(self)
        self._text.setAccessibleName("原文文字")
        self._text.setReadOnly(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setTabChangesFocus(True)
        self._text.setTabStopDistance(_TAB * QFontMetrics(self._text.font()).horizontalAdvance("0"))
        self._shown = "\n".join(lines)[:_MOST]
        self._text.setPlainText(self._shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.pages = PagesView(pdf, data, self) if pdf is not None else None
        if self.pages is not None:
            tabs = QTabWidget(self)
            tabs.setObjectName("side")
            tabs.setDocumentMode(True)
            tabs.addTab(self.pages, "原文页面")
            tabs.addTab(self._text, "原文文字")
            self.pages.none.connect(lambda: tabs.setTabVisible(0, False))
            column.addWidget(tabs)
        else:
            column.addWidget(self._text)

    @property
    def marked(self) -> list[str]:
        """The words marked now."""
        return [selection.cursor.selectedText() for selection in self._text.extraSelections()]  # type: ignore[attr-defined]

    def mark(self, snippet: str, spot: Spot | None = None) -> None:
        """Mark where these words stand, and the spot on its page, and bring them into sight; nothing for ""."""
        selections: list[QTextEdit.ExtraSelection] = []
        for start, end in places(self._shown, snippet):
            cursor = QTextCursor(self._text.document())
            cursor.setPosition(_units(self._shown, start))
            cursor.setPosition(_units(self._shown, end), QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor  # type: ignore[attr-defined]
            shape = QTextCharFormat()
            shape.setBackground(theme.colour("query_soft"))
            shape.setForeground(theme.colour("query"))
            selection.format = shape  # type: ignore[attr-defined]
            selections.append(selection)
        self._text.setExtraSelections(selections)
        if selections:
            cursor = QTextCursor(selections[0].cursor)  # type: ignore[attr-defined]
            cursor.clearSelection()
            self._text.setTextCursor(cursor)
            self._text.centerCursor()
        if self.pages is not None:
            self.pages.mark(spot)
            if spot is None:
                self._turn(snippet)

    def _turn(self, snippet: str) -> None:
        """To the page that has the most of the snippet's words (a PDF may order them otherwise)."""
        wanted = [word for word in _BETWEEN.split(snippet.rstrip("…")) if word and not word.isdigit()]
        if self.pages is not None and wanted:
            self.pages.turn(lambda text: _BETWEEN.sub("", text), wanted)


def _units(text: str, index: int) -> int:
    """Qt counts UTF-16 units; Python counts characters."""
    return len(text[:index].encode("utf-16-le")) // 2
