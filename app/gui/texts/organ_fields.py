"""The fields of the 单位与前言 page: each writes to the report as it is typed and never refuses what a clerk knows better."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QSpinBox, QWidget

from app.gui.desk.document import ReportDocument
from app.gui.desk.typing_step import TypingStep
from app.gui.look import labels
from app.gui.look.style_sheet import style_by
from app.model.draft import YEARS
from app.model.report import Report

Read = Callable[[Report], str]
Write = Callable[[Report, str], Report]


class Field(QLineEdit):
    """One line of text of the report; Ctrl+Z is the one undo of the whole report."""

    left = Signal()

    def __init__(
        self, document: ReportDocument, name: str, read: Read, write: Write, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._read, self._write = document, read, write
        self._step = TypingStep(document, f"填写 {name}", self)
        self.setAccessibleName(name)
        self.setProperty("role", "field")
        self.setProperty("hit", "")
        self._show(document.report)
        self.textEdited.connect(self._typed)
        document.changed.connect(self._show)

    def commit(self) -> None:
        """Take over what an input method still holds, and close the undo step."""
        if self.hasFocus():
            QApplication.inputMethod().commit()
        self._step.end()

    def go_to(self, quote: str = "", start: int | None = None) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        at = self.text().find(quote) if start is None else start
        if quote and at >= 0:
            self.setSelection(at, len(quote))
        else:
            self.selectAll()

    def show_hit(self, hit: str) -> None:
        """`hit`: "now" where the search has led here, "other" where it would, "" where it would not."""
        style_by(self, "hit", hit)

    def _show(self, report: object) -> None:
        assert isinstance(report, Report)
        wanted = self._read(report)
        if not self._step.writing and wanted != self.text():
            self.setText(wanted)

    def _typed(self, text: str) -> None:
        self._step.write(self._write(self._document.report, text.strip()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._step.steps(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._step.end()
            self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = edit_menu(self, self._document)
        menu.exec(event.globalPos())
        menu.deleteLater()


def edit_menu(field: QLineEdit, document: ReportDocument) -> QMenu:
    """撤销 重做 over the whole report, 剪切 复制 粘贴 全选 in the field."""
    menu = QMenu(field)
    stack = document.undo_stack
    selected = field.hasSelectedText()
    for text, enabled, slot in (
        (labels.on_button(f"撤销 {stack.undoText()}".strip()), stack.canUndo(), stack.undo),
        (labels.on_button(f"重做 {stack.redoText()}".strip()), stack.canRedo(), stack.redo),
        ("剪切", selected, field.cut),
        ("复制", selected, field.copy),
        ("粘贴", bool(QApplication.clipboard().text()), field.paste),
        ("全选", bool(field.text()), field.selectAll),
    ):
        action = QAction(text, menu)
        action.setEnabled(enabled)
        action.triggered.connect(slot)
        menu.addAction(action)
        if slot == stack.redo:
            menu.addSeparator()
    return menu


class Choice(QComboBox):
    """A list to choose from; the wheel scrolls the page, it never changes an answer by accident."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class YearBox(QSpinBox):
    """The year of a report; one that no draft may have cannot be typed.

    `unknown`: the words for a year not known, which stand below the first one. The wheel scrolls the page.
    """

    def __init__(self, name: str, unknown: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRange(YEARS[0] - 1, YEARS[-1])
        self.setSpecialValueText(unknown)
        self.setSuffix(" 年")

    @property
    def year(self) -> int:
        """0: not known."""
        return self.value() if self.value() in YEARS else 0

    def show_year(self, year: int) -> None:
        self.setValue(year if year in YEARS else self.minimum())

    def stepBy(self, steps: int) -> None:
        """From a year not known to last year, of which reports are written now."""
        if self.year:
            super().stepBy(steps)
        else:
            self.setValue(datetime.date.today().year - 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def odd_postcode(text: str) -> str:
    return "" if re.fullmatch(r"\d{6}", text) else "邮编一般是 6 位数字，请核对。"


def odd_phone(text: str) -> str:
    digits = sum(character.isdigit() for character in text)
    plain = re.fullmatch(r"[\d\s()（）+\-－—、，,；;/转]+", text)
    return "" if plain and digits >= 7 else "号码一般写区号和号码，例如 0513-12345678，请核对。"


def odd_email(text: str) -> str:
    return "" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text) else "邮箱一般写成 名称@网站，请核对。"


def odd_website(text: str) -> str:
    plain = re.fullmatch(r"(https?://)?[\w\-]+(\.[\w\-]+)+(:\d+)?(/\S*)?", text)
    return "" if plain else "网址一般写成 www.example.gov.cn，请核对。"


def odd_name(text: str) -> str:
    return "请写单位全称，与公章一致，导出时印在标题里。" if len(text) < 4 else ""
