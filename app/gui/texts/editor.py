"""A narrative as it stands on paper: 28 characters a line, the indent drawn, plain text, one undo stack with the tables."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QSizePolicy, QTextEdit, QWidget

from app.gui.desk.document import ReportDocument
from app.gui.desk.typing_step import TypingStep
from app.gui.dialogs.question import run
from app.gui.look import labels, theme
from app.gui.texts.clipboard import LIVE_FORMAT
from app.gui.texts.live_edit import LiveEdit, index
from app.gui.texts.marks import Highlighter, Place, Quoted, about_field, hits, name_of_field, underlines
from app.gui.texts.same_sentences import same_as_last_year
from app.model.characters import typed
from app.model.report import Report
from app.model.words.live_text import change, laid_out

_MARGIN = 10  # around the text, like the edge of a paper
_LINE_HEIGHT = 1.7  # of the type
_INDENTS = re.compile(r"(?m)^[ \u3000]+|[ \u3000]+$")


def clean(text: str) -> str:
    """What is pasted, as plain paragraphs: no indents (they are drawn), no empty lines, no soft breaks or control marks."""
    text = typed(text).replace("\t", " ")
    text = "".join(character for character in text if character == "\n" or character.isprintable())
    text = _INDENTS.sub("", text)
    return re.sub(r"\n{2,}", "\n", text)


def count_characters(text: str) -> int:
    """字数: every character that is not white space."""
    return len("".join(text.split()))


class NarrativeEditor(LiveEdit):
    """Edits the narrative of `key`; it grows with its text and never scrolls by itself."""

    said = Signal(str)  # a sentence for the status line
    left = Signal()

    def __init__(self, document: ReportDocument, key: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.key = key
        self.setProperty("narrative", key)  # who hears of a change of focus asks it, and need not load this module
        self._least_lines = 3
        self._step = TypingStep(document, f"修改 {name}", self)
        self._painted_for = theme.colours()
        self._set_for = 0  # the type's pixels that everything was measured for
        self._marked: list[Quoted] = []
        self.lit = ""  # the words that the clerk was led to
        self._hits: tuple[list[Place], Place | None] = ([], None)
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self._marks = Highlighter(self, document)
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

    def commit(self) -> None:
        """Take over what an input method still holds, and close the undo step."""
        QApplication.inputMethod().commit()
        self._step.end()

    def insert_sentence(self, text: str) -> None:
        """Put an offered sentence at the cursor, as an undo step of its own, and the cursor behind it."""
        self._step.end()
        behind = len(self.live.shown) - self.selected()[1]
        self.textCursor().insertText(text)
        self.select(len(self.live.shown) - behind)  # live figures have been laid out since
        self._step.end()
        self.setFocus()

    def insert_field(self, name: str) -> None:
        """Put a live field in the place of the selection, as an undo step of its own."""
        self.commit()
        start, end = self.selected()
        report, before = self._document.report, self.live.raw_of(0, start)
        after = report.with_text(self.key, self.live.edited(start, end, f"{{{name}}}"))
        self._document.edit(after, f"插入活数字 {name_of_field(name, report)}")
        self.select(len(laid_out(f"{before}{{{name}}}", report).shown))
        self.setFocus()

    def _is_made(self) -> bool:
        """Whether the program makes this text, so that nothing can be put into it; that is said."""
        if self.isReadOnly():
            self.said.emit("这段文字是自动生成的。要自己写，请先点“改写”。")
        return self.isReadOnly()

    def choose_field(self) -> None:
        """Ask which live field; a number that is selected is looked for and replaced."""
        self.commit()
        if self._is_made():
            return
        from app.gui.texts.live_figure import LiveFigureDialog

        dialog = LiveFigureDialog(self, self._document.report, self.textCursor().selectedText())
        if run(dialog) and dialog.name:
            self.insert_field(dialog.name)

    def go_to(self, quote: str = "", start: int | None = None) -> None:
        """Set the cursor here. A hit of the search, at `start` of the shown text, is selected.

        A sentence that something is said of is only lit up, the cursor at its end: the next key must not replace it.
        """
        self.lit = ""
        if start is not None and self.live.shown[start : start + len(quote)] == quote:
            self.select(start, start + len(quote))
        elif place := self.live.find(quote):
            self.select(place[1])
            self.lit = quote
        self._underline()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_hits(self, places: list[Place], current: Place | None) -> None:
        """Mark what was searched for, `current` apart. While the search has the focus, that is all that is marked here."""
        places = [place for place in places if place[1] <= len(self.live.shown)]  # the text may follow in a moment
        if (places, current) != self._hits:
            self._hits = (places, current)
            self._underline()
        if places and not self.hasFocus() and self.textCursor().hasSelection():
            self.select(self.selected()[1])

    def mark(self, marked: list[Quoted]) -> None:
        """Underline the words that something is said of; the loudest first."""
        if marked != self._marked:
            self._marked, self.lit = marked, ""
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

    def _width(self) -> int:
        """Exactly 28 characters and the margins."""
        return theme.NARRATIVE_CHARACTERS * theme.px(theme.NARRATIVE_PIXELS) + 2 * theme.px(_MARGIN)

    def _height(self) -> int:
        least = self._least_lines * theme.px(theme.NARRATIVE_PIXELS * _LINE_HEIGHT) + 2 * theme.px(_MARGIN)
        return max(least, round(self.document().size().height()))

    def _grow(self, _size: object = None) -> None:
        self.setFixedHeight(self._height())

    def _format_paragraphs(self) -> None:
        """Give every paragraph its shape, which also has its marks painted anew."""
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
        """Follow the report."""
        assert isinstance(report, Report)
        if self._step.writing:
            return
        fields = self.live.spans
        self._marks.resting = True
        laid = self.lay(laid_out(self.wanted_text(report), report))
        self._marks.resting = False
        if laid:
            self._format_paragraphs()
            self._underline()
            self._grow()
        elif fields != self.live.spans:
            self._format_paragraphs()

    def is_being_typed_in(self) -> bool:
        """Whether the change that is being told comes from here."""
        return self._step.writing

    def first_difference(self, report: Report) -> int | None:
        """Where the text will be another one in this report; None where it stays."""
        will_be = laid_out(self.wanted_text(report), report).shown
        return None if will_be == self.live.shown else change(self.live.shown, will_be).start

    def _typed(self) -> None:
        if self.isReadOnly() or self.is_as_laid():  # new colours are not an edit
            return
        changed = self.what_changed()
        raw, fields = self.live.edited(*changed), self.live.spans
        after = self._document.report.with_text(self.key, raw)
        live = laid_out(raw, after)
        if self.lay(live):  # a field that was typed or pasted is shown as what it reads
            self._format_paragraphs()
        self._step.write(after)
        if fields or live.spans:
            self._marks.renew(changed.start)

    def _underline(self) -> None:
        self.setExtraSelections([*underlines(self, self._marked, self.lit), *hits(self, *self._hits)])

    # -- events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            wanted = theme.px(theme.NARRATIVE_PIXELS)
            if wanted != self._set_for or self.font().pixelSize() != wanted:
                self._set_type()
                self._grow()
        elif event.type() == QEvent.Type.PaletteChange and self._painted_for is not theme.colours():
            self._painted_for = theme.colours()
            self._format_paragraphs()
            self._underline()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = index(self.toPlainText(), self.cursorForPosition(event.pos()).position())
            labels.show_tip(event.globalPos(), self._tip(at), self)
            return True
        return super().event(event)

    def _tip(self, at: int) -> str:
        """What is said of the character at this place of the shown text."""
        report = self._document.report
        for span in self.live.spans:
            if span.start <= at <= span.end:
                return about_field(span, report)
        for each in self._marked:
            place = self.live.find(each.words)
            if place and place[0] <= at <= place[1]:
                return each.message
        if any(start <= at <= end for start, end in same_as_last_year(self.live.shown, report)):
            return "这一句与去年的一样，请按今年的情况改。"
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._step.steps(event):
            return
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
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
            (labels.on_button(f"撤销 {stack.undoText()}".strip()), stack.canUndo(), stack.undo),
            (labels.on_button(f"重做 {stack.redoText()}".strip()), stack.canRedo(), stack.redo),
            ("", True, None),
            ("剪切", selected and editable, self.cut),
            ("复制", selected, self.copy),
            ("粘贴", editable and self.canPaste(), self.paste),
            ("全选", bool(self.toPlainText()), self.selectAll),
            ("", True, None),
            ("插入活数字…\tCtrl+I", editable, self.choose_field),
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
        """Words and our live fields: fonts, tables and pictures stay behind, and a picture says so."""
        if self._is_made():
            return
        live = source.data(LIVE_FORMAT).data()
        text = bytes(live).decode(errors="ignore") or source.text()
        if not text.strip() and source.hasHtml():
            from app.gui.look.sealed import Sealed

            rich = Sealed()
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
