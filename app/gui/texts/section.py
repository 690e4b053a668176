"""One narrative on a page: its official heading, what shall stand in it, the editor, sentences offered while it is empty."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.desk.document import ReportDocument
from app.gui.help import parts as part_help
from app.gui.look import labels, theme
from app.gui.look.flow import Flow
from app.gui.look.layouts import empty
from app.gui.look.style_sheet import style_by
from app.gui.texts.editor import NarrativeEditor, count_characters
from app.model.report import Report
from app.model.words.texts import expand
from app.model.words.zero_wording import Rewording, rewordings

_LONGEST_BUTTON = 28  # characters of a sentence that stand on its button
_MOST_OFFERED = 12  # buttons; when one was taken the next comes
_WIDEST_HINT = 480  # wider lines are hard to read


class _LastYear(NamedTuple):
    """What last year's report says here. `takes`: put it in; else it is shown, to be taken sentence by sentence."""

    year: int
    text: str
    takes: bool


_Offered = part_help.Offer | Rewording | _LastYear


class Offers(QWidget):
    """Last year's text and buttons 插入“…”一句 while the narrative is empty, then 改为“未收到…” for a live figure at 0; else hidden."""

    last_year_wanted = Signal()
    chosen = Signal(str)
    reworded = Signal(object)  # Rewording

    def __init__(self, document: ReportDocument, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._key = document, key
        self._shown: list[_Offered] = []
        self._row = Flow(self, theme.px(14))

    def renew(self) -> None:
        """Offer what is true of the report now."""
        report, text = self._document.report, self._document.report.text(self._key)
        offers: list[_Offered] = []
        if text:
            offers += islice(rewordings(text, report), _MOST_OFFERED)
        else:
            offers += self._last_year(report)
            offers += part_help.offers(self._key, report)
        if offers != self._shown:
            self._shown = offers
            empty(self._row)
            for number, offer in enumerate(offers):
                name, tip = _named(offer, report)
                button = QPushButton(labels.on_button(name), self)
                button.setProperty("role", "link")
                labels.set_tip(button, tip)
                button.setAccessibleDescription(tip)
                button.setProperty("number", number)
                button.clicked.connect(self._clicked)
                self._row.addWidget(button)
                button.show()
        self.setVisible(bool(offers))

    def _clicked(self) -> None:
        offer = self._shown[self.sender().property("number")]
        if isinstance(offer, Rewording):
            self.reworded.emit(offer)
        elif isinstance(offer, _LastYear) and not offer.takes:
            self.last_year_wanted.emit()
        else:
            self.chosen.emit(offer.text)

    def _last_year(self, report: Report) -> list[_LastYear]:
        """To look at it, and to take it whole."""
        previous = report.previous
        if previous is None or self._key not in previous.form.text_keys:
            return []
        text = expand(previous.text(self._key), previous).strip()
        return [_LastYear(previous.year, text, takes) for takes in (False, True)] if text else []


def _named(offer: _Offered, report: Report) -> tuple[str, str]:
    """What its button says, and what its tool tip."""
    if isinstance(offer, Rewording):
        return f"改为“{_short(offer.said)}”", f"“{offer.was}”改为“{expand(offer.words, report)}”"
    if isinstance(offer, _LastYear):
        when = f"{offer.year}年" if offer.year else "去年"
        return f"{'采用' if offer.takes else '看'}{when}的这一段", offer.text
    return f"插入“{offer.name}”一句", expand(offer.text, report)


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST_BUTTON else f"{said[: _LONGEST_BUTTON - 2]}……"


class PaperFrame(QFrame):
    """A sheet around an editor; its edge turns blue while the editor has the focus."""

    def __init__(self, editor: NarrativeEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self._editor = editor
        inside = QHBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(editor)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)
        self._focus_changed(None, QApplication.focusWidget())

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        style_by(self, "focused", now is self._editor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._editor.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)


class NarrativeSection(QWidget):
    """The editor of one narrative with all that stands around it.

    `name`: what undo and a screen reader call it; `heading`: what stands above it; `folds`: it is optional and folds away.
    """

    moved = Signal(object)  # the editor whose cursor moved
    last_year_wanted = Signal(str)  # the narrative's key

    def __init__(
        self,
        document: ReportDocument,
        key: str,
        name: str,
        heading: str = "",
        folds: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        heading = heading or name
        self.editor = NarrativeEditor(document, key, name, self)
        self._offers = Offers(document, key, self)
        self._offers.last_year_wanted.connect(self._want_last_year)
        self._offers.chosen.connect(self.editor.insert_sentence)
        self._offers.reworded.connect(self._reword)
        self._hint = labels.words(part_help.wants(key), "quiet", self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.editor.setAccessibleDescription(self._hint.text())
        self._count = labels.words(role="quiet", parent=self, wraps=False)
        self._fold = self._fold_button(heading) if folds else None

        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._fold or self._heading(heading))
        head.addWidget(self._count)
        head.addStretch()
        self._sheet = QWidget(self)
        left = QVBoxLayout(self._sheet)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.px(2))
        left.addWidget(PaperFrame(self.editor, self._sheet), 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._offers)
        left.addStretch()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(theme.px(16))
        self._body.addWidget(self._sheet)
        self._hint.setMaximumWidth(theme.px(_WIDEST_HINT))
        self._body.addWidget(self._hint, 1)
        self._body.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addLayout(self._body)

        self.editor.cursorPositionChanged.connect(self._cursor_moved)
        document.changed.connect(self._renew)
        self._renew(document.report)
        if self._fold:
            self._unfold(bool(document.report.text(key)))
            QWidget.setTabOrder(self._fold, self.editor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_hint"):
            self._hint.setMaximumWidth(theme.px(_WIDEST_HINT))

    def go_to(self, quote: str = "", start: int | None = None) -> None:
        self._unfold(True)
        self.editor.go_to(quote, start)

    def set_wide(self, wide: bool) -> None:
        """Wide: the hint beside the editor; else above it."""
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.BottomToTop
        if self._body.direction() != direction:
            self._body.setDirection(direction)
            self._body.setSpacing(theme.px(16 if wide else 4))

    def is_open(self) -> bool:
        return self._fold is None or self._fold.isChecked()

    def _heading(self, title: str) -> QLabel:
        name = labels.words(title, "section", self, wraps=False)
        name.setBuddy(self.editor)
        return name

    def _fold_button(self, title: str) -> QToolButton:
        button = QToolButton(self, text=title, checkable=True, autoRaise=True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setProperty("role", "fold")
        button.setIconSize(QSize(theme.px(10), theme.px(10)))
        button.toggled.connect(self._unfold)
        return button

    def _unfold(self, unfolded: bool) -> None:
        if self._fold is None:
            return
        self._fold.setChecked(unfolded)
        self._fold.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self._fold.setAccessibleName(f"{'收起' if unfolded else '展开'}{self._fold.text()}")
        self._sheet.setVisible(unfolded)
        self._hint.setVisible(unfolded)
        self._renew(self._document.report)

    def _renew(self, report: object) -> None:
        assert isinstance(report, Report)
        written = count_characters(expand(report.text(self.editor.key), report))
        optional = "可不写" if self._fold else "未填"
        self._count.setText(f"{written} 字" if written else optional)
        self._offers.renew()

    def _reword(self, offer: Rewording) -> None:
        report, key = self._document.report, self.editor.key
        text = report.text(key)
        self._document.edit(
            report.with_text(key, text[: offer.start] + offer.words + text[offer.end :]),
            f"改为“{_short(offer.said)}”",
        )
        self.editor.setFocus()

    def _want_last_year(self) -> None:
        self.last_year_wanted.emit(self.editor.key)

    def _cursor_moved(self) -> None:
        self.moved.emit(self.editor)
