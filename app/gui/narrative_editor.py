"""A narrative as it stands on paper: 28 characters a line, the indent drawn, plain text, one undo stack with the tables."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QSizePolicy, QTextEdit, QToolTip, QWidget

from app.form.schema import Cell
from app.gui import theme
from app.gui.document import ReportDocument
from app.gui.same_sentences import same_as_last_year
from app.gui.typing_step import TypingStep, step_key
from app.model.finding import LEVEL_NAMES, Finding, Level
from app.model.report import Report
from app.model.texts import live_fields

_MARGIN = 10  # around the text, like the edge of a paper
_LINE_HEIGHT = 1.7  # of the type
_DIGITS = re.compile(r"[0-9]+")
_INDENTS = re.compile(r"(?m)^[ \t\u3000\u00a0]+|[ \t\u3000\u00a0]+$")


def clean(text: str) -> str:
    """What is pasted, as plain paragraphs: no indents (they are drawn), no empty lines, no soft breaks or control marks."""
    text = re.sub(r"\r\n?|[\u2028\u2029\v\f]", "\n", text).replace("\t", " ").replace("\u00a0", " ")
    text = "".join(character for character in text if character == "\n" or character.isprintable())
    text = _INDENTS.sub("", text)
    return re.sub(r"\n{2,}", "\n", text)


def count_characters(text: str) -> int:
    """字数: every character that is not white space."""
    return len("".join(text.split()))


class _Marks(QSyntaxHighlighter):
    """Digits half a character wide, as on paper; live fields and what still stands as last year quietly marked."""

    def __init__(self, parent: QTextDocument, document: ReportDocument) -> None:
        super().__init__(parent)
        self._document = document
        self._previous = document.report.previous
        document.changed.connect(self._changed)

    def _changed(self, report: Report) -> None:
        """Another last year marks other sentences."""
        if report.previous is not self._previous:
            self._previous = report.previous
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        digits = QTextCharFormat()
        digits.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        digits.setFontLetterSpacing(self._tightening())
        same = QTextCharFormat()
        same.setBackground(theme.colour("header"))
        taken = list(same_as_last_year(text, self._document.report))
        for start, end in taken:
            self.setFormat(start, end - start, same)
        for match in _DIGITS.finditer(text):
            shape = QTextCharFormat(digits)
            if any(start <= match.start() < end for start, end in taken):
                shape.merge(same)
            self.setFormat(match.start(), len(match[0]), shape)
        live = QTextCharFormat()
        live.setBackground(theme.colour("accent_soft"))
        live.setForeground(theme.colour("link"))
        for field in live_fields(text, self._document.report):
            self.setFormat(field.start, field.end - field.start, live)

    def _tightening(self) -> float:
        font = self.document().defaultFont()
        return font.pixelSize() / 2 - QFontMetricsF(font).horizontalAdvance("0")


class NarrativeEditor(QTextEdit):
    """Edits the narrative of `key`; it grows with its text and never scrolls by itself."""

    said = Signal(str)  # a sentence for the status line
    left = Signal()

    def __init__(self, document: ReportDocument, key: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.key = key
        self._least_lines = 3
        self._step = TypingStep(document, f"修改 {name}", self)
        self._set_for = 0  # the type's pixels that everything was measured for
        self._wrong: list[tuple[str, Level, str]] = []  # quote, level, message
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self._marks = _Marks(self.document(), document)
        self._set_type()
        self.show_report(document.report)
        self.textChanged.connect(self._typed)
        document.changed.connect(self.show_report)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def set_least_lines(self, lines: int) -> None:
        """How high an empty editor is."""
        self._least_lines = lines
        self._grow()

    def shown_text(self) -> str:
        return self.toPlainText()

    def commit(self) -> None:
        """Take over what an input method still holds, and close the undo step."""
        QApplication.inputMethod().commit()
        self._step.end()

    def insert_sentence(self, text: str) -> None:
        """Put an offered sentence at the cursor, as an undo step of its own."""
        self._step.end()
        self.textCursor().insertText(text)
        self._step.end()
        self.setFocus()

    def go_to(self, quote: str = "", start: int | None = None) -> None:
        """Set the cursor here; with a quote, select it (the occurrence at `start` when given)."""
        cursor = self.textCursor()
        text = self.toPlainText()
        at = start if start is not None and text[start : start + len(quote)] == quote else text.find(quote)
        if quote and at >= 0:
            cursor.setPosition(_position(text, at))
            cursor.setPosition(_position(text, at + len(quote)), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, findings: list[Finding]) -> None:
        """Underline the sentences that findings quote."""
        wrong = [(f.quote, f.level, f.message) for f in findings if f.quote and self.key in f.involved and not f.reason]
        if wrong != self._wrong:
            self._wrong = wrong
            self._underline()

    def sizeHint(self) -> QSize:
        return QSize(self._width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # -- what is shown

    def _set_type(self) -> None:
        self._set_for = theme.px(theme.NARRATIVE_PIXELS)
        font = QFont(QApplication.font())
        font.setPixelSize(self._set_for)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(theme.px(_MARGIN))
        self.setLineWrapColumnOrWidth(self._width())
        self.setFixedWidth(self._width())
        self._format_paragraphs()
        self._marks.rehighlight()

    def _width(self) -> int:
        """Exactly 28 characters and the margins."""
        return theme.NARRATIVE_CHARACTERS * theme.px(theme.NARRATIVE_PIXELS) + 2 * theme.px(_MARGIN)

    def _height(self) -> int:
        least = self._least_lines * theme.px(theme.NARRATIVE_PIXELS * _LINE_HEIGHT) + 2 * theme.px(_MARGIN)
        return max(least, round(self.document().size().height()))

    def _grow(self, _size: object = None) -> None:
        self.setFixedHeight(self._height())

    def _format_paragraphs(self) -> None:
        shape = QTextBlockFormat()
        shape.setTextIndent(2 * theme.px(theme.NARRATIVE_PIXELS))
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        shape.setLineHeight(theme.px(theme.NARRATIVE_PIXELS * _LINE_HEIGHT), fixed)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        blocked = self.blockSignals(True)
        cursor.setBlockFormat(shape)
        self.blockSignals(blocked)

    def wanted_text(self, report: Report) -> str:
        """What the report says shall be shown."""
        return report.text(self.key)

    def show_report(self, report: object) -> None:
        """Follow the report: only what differs is replaced, so that the cursor and an input method are left alone."""
        assert isinstance(report, Report)
        wanted, shown = self.wanted_text(report), self.toPlainText()
        if self._step.writing or wanted == shown:
            return
        start = 0
        while start < min(len(wanted), len(shown)) and wanted[start] == shown[start]:
            start += 1
        end = 0
        while end < min(len(wanted), len(shown)) - start and wanted[-1 - end] == shown[-1 - end]:
            end += 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(_position(shown, start))
        cursor.setPosition(_position(shown, len(shown) - end), QTextCursor.MoveMode.KeepAnchor)
        blocked = self.blockSignals(True)
        cursor.insertText(wanted[start : len(wanted) - end])
        self._format_paragraphs()
        self.blockSignals(blocked)
        cursor = self.textCursor()
        cursor.setPosition(_position(wanted, len(wanted) - end))
        self.setTextCursor(cursor)
        self._underline()
        self._grow()

    def _typed(self) -> None:
        if self.isReadOnly():  # new colours are not an edit
            return
        self._step.write(self._document.report.with_text(self.key, self.toPlainText()))

    def _underline(self) -> None:
        text = self.toPlainText()
        selections = []
        for quote, level, _message in self._wrong:
            at = text.find(quote)
            if at < 0:
                continue
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(_position(text, at))
            selection.cursor.setPosition(_position(text, at + len(quote)), QTextCursor.MoveMode.KeepAnchor)
            name = level.value if level in (Level.ERROR, Level.QUERY) else "note"
            selection.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
            selection.format.setUnderlineColor(QColor(theme.colour(name)))
            selection.format.setBackground(theme.colour(f"{name}_soft"))
            selections.append(selection)
        self.setExtraSelections(selections)

    # -- events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            wanted = theme.px(theme.NARRATIVE_PIXELS)
            if wanted != self._set_for or self.font().pixelSize() != wanted:
                self._set_type()
                self._grow()
        elif event.type() == QEvent.Type.PaletteChange:
            self._marks.rehighlight()
            self._underline()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self._tip(self.toPlainText(), self.cursorForPosition(event.pos()).position())
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def _tip(self, text: str, position: int) -> str:
        report = self._document.report
        at = _index(text, position)
        for live in live_fields(text, report):
            if live.start <= at <= live.end:
                parts = live.name.split("/")
                name = report.form.name(Cell(*parts)) if len(parts) == 3 else ""
                name = name or {"year": "年份"}.get(live.name, "单位信息")
                return f"活数字：{name}。" + (f"导出时印作“{live.value}”。" if live.value else "现在还是空白，填上后才能导出。")
        for quote, level, message in self._wrong:
            start = text.find(quote)
            if 0 <= start <= at <= start + len(quote):
                return f"{LEVEL_NAMES[level]}：{message}"
        if any(start <= at <= end for start, end in same_as_last_year(text, report)):
            return "这一句与去年的一样，请按今年的情况改。"
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stack = self._document.undo_stack
        wanted = step_key(event)
        if wanted == "undo":
            self._step.end()
            stack.undo()
        elif wanted == "redo":
            stack.redo()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()  # where nothing else can have the focus, a tab must not end up in the text
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._step.end()
            self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.make_menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def make_menu(self) -> QMenu:
        """撤销 重做 over the whole report, 剪切 复制 粘贴 全选 here."""
        menu = QMenu(self)
        stack = self._document.undo_stack
        selected, editable = self.textCursor().hasSelection(), not self.isReadOnly()
        for text, enabled, slot in (
            (f"撤销 {stack.undoText()}".strip(), stack.canUndo(), stack.undo),
            (f"重做 {stack.redoText()}".strip(), stack.canRedo(), stack.redo),
            ("", True, None),
            ("剪切", selected and editable, self.cut),
            ("复制", selected, self.copy),
            ("粘贴", editable and self.canPaste(), self.paste),
            ("全选", bool(self.toPlainText()), self.selectAll),
        ):
            if slot is None:
                menu.addSeparator()
                continue
            action = QAction(text, menu)
            action.setEnabled(enabled)
            action.triggered.connect(slot)
            menu.addAction(action)
        return menu

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words only: fonts, tables and pictures stay behind, and a picture says so."""
        text = source.text()
        if not text.strip() and source.hasHtml():
            rich = QTextDocument()
            rich.setHtml(source.html())
            text = rich.toPlainText()
        text = clean(text.replace("\ufffc", ""))
        if not text.strip():
            self.said.emit("这里只能放文字，图片没有粘贴。")
            return
        self._step.end()
        self.textCursor().insertText(text)
        self._step.end()
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data


def _position(text: str, index: int) -> int:
    """Qt counts UTF-16 units; Python counts characters."""
    return len(text[:index].encode("utf-16-le")) // 2


def _index(text: str, position: int) -> int:
    """The character at a UTF-16 position."""
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))
