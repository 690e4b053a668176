"""The tab 上年: what last year's report says in the part shown, to be read beside it and taken sentence by sentence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.form.schema import Cell
from app.gui.desk.document import ReportDocument
from app.gui.dialogs.where import drafts_in, readable_in
from app.gui.last_year.figures import LastYearFigures
from app.gui.look import labels, theme
from app.gui.look.empty_page import EmptyPage
from app.gui.look.style_sheet import set_role
from app.model.beside.comparison import not_comparable
from app.model.report import Report
from app.model.words.sentences import split
from app.model.words.texts import expand

_HOW = "在浏览器里打开去年的年报，按 Ctrl+A、Ctrl+C，再按这里的“粘贴网页”。"
_PAD = 6  # around a sentence
_THERE = Qt.ItemDataRole.UserRole  # whether this year's text has it
_OWN = frozenset({"title", "signature", "date", "document_number"})  # of one year only: nothing to take


def with_words(report: Report, key: str, words: str, paragraph: bool) -> Report:
    """The report with words put at the end of a narrative, as a `paragraph` of their own or in the last one."""
    text = report.text(key)
    between = "\n" if paragraph and text and not text.endswith("\n") else ""
    return report.with_text(key, f"{text}{between}{words}")


def begins_paragraph(sentence: str, text: str) -> bool:
    """Whether a sentence of a text begins a paragraph there, other than the first: then it will begin one here too."""
    return any(line.strip().startswith(sentence) for line in text.splitlines()[1:])


class Sentences(QListWidget):
    """Last year's sentences of one narrative. Enter takes the current one, Ctrl+Enter all."""

    taken = Signal(str, str)  # key of the narrative, words; "" for all

    def __init__(self, key: str, title: str, sentences: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setAccessibleName(f"上年 {title}")
        self.setAccessibleDescription("按回车采用这一句，按 Ctrl+回车采用整段")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addItems(sentences)
        self.itemDoubleClicked.connect(self._take)

    def show_taken(self, text: str) -> None:
        """Sentences that stand in this year's text are quiet."""
        for number in range(self.count()):
            item = self.item(number)
            there = item.text() in text
            if item.data(_THERE) is there:
                continue
            item.setData(_THERE, there)
            item.setForeground(theme.colour("muted" if there else "text"))
            item.setToolTip(labels.tip("今年的文字里已有这一句" if there else "回车采用这一句"))

    def fit(self, width: int) -> None:
        """As high as the sentences are at this width."""
        pad = theme.px(_PAD)
        total = 0
        for number in range(self.count()):
            item = self.item(number)
            room = QRect(0, 0, width - 2 * pad - theme.px(4), 100_000)
            high = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text()).height() + pad
            item.setSizeHint(QSize(width, high))
            total += high
        self.setFixedHeight(total + 2)

    def _take(self, item: QListWidgetItem) -> None:
        self.taken.emit(self.key, item.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.taken.emit(self.key, "")
        elif item := self.currentItem():
            self._take(item)
            self.setCurrentRow(min(self.currentRow() + 1, self.count() - 1))


class LastYearPanel(QWidget):
    """Signals: `paste_wanted`, `choose_wanted`, `compare_wanted`; `dropped` (paths); `wanted` (Cell); `said` (a sentence)."""

    paste_wanted = Signal()
    choose_wanted = Signal()
    compare_wanted = Signal()
    dropped = Signal(object)
    wanted = Signal(object)
    said = Signal(str)

    def __init__(self, document: ReportDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("上年")
        self.setAcceptDrops(True)
        self._document = document
        self._part = "preface"
        self._previous: Report | None = None
        self._lists: list[Sentences] = []
        self._heads: dict[str, QLabel] = {}
        self._narrative = ""
        self._figures: LastYearFigures | None = None
        self._cell: Cell | None = None
        self._stack = QStackedLayout(self)
        acts = (("粘贴网页", self.paste_wanted), ("选择文件…", self.choose_wanted))
        self._nothing = EmptyPage("还没有去年的年报。粘贴网页或拖入文件 →", _HOW, acts)
        self._stack.addWidget(self._nothing)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().installEventFilter(self)
        self._stack.addWidget(self._scroll)
        document.changed.connect(self._changed)
        self._fill()

    def show_part(self, part: str) -> None:
        """Follow the page in the middle."""
        if part != self._part:
            self._part = part
            self._fill()

    def show_narrative(self, key: str) -> None:
        """Follow the cursor in the texts: last year's under the same heading, scrolled to the top."""
        self._narrative = key
        for each, head in self._heads.items():
            set_role(head, "link" if each == key else "")
        if key in self._heads:
            QTimer.singleShot(0, self._heads[key], self._scroll_to_narrative)  # the page may just have been made

    def _scroll_to_narrative(self) -> None:
        if head := self._heads.get(self._narrative):
            self._scroll.verticalScrollBar().setValue(head.y() - theme.px(_PAD))

    def enter_narrative(self, key: str) -> None:
        """The cursor into last year's sentences of this narrative."""
        self.show_narrative(key)
        if sentences := next((each for each in self._lists if each.key == key), None):
            sentences.setCurrentRow(0)
            sentences.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_cell(self, cell: Cell | None) -> None:
        """Follow the cursor in the table."""
        self._cell = cell
        if self._figures and cell and cell.table == self._part:
            self._figures.show_column(cell)

    # what is shown

    def _fill(self) -> None:
        """Make the page anew: another part, or another last year."""
        report = self._document.report
        self._previous = previous = report.previous
        self._edition = report.edition
        self._lists, self._heads = [], {}
        self._figures = None
        if previous is None:
            self._stack.setCurrentIndex(0)
            self.setFocusProxy(self._nothing)
            if made_before := self._scroll.takeWidget():
                made_before.deleteLater()
            return
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(10), theme.px(8), theme.px(8), theme.px(10))
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        heading = labels.words(f"{previous.year}年 {previous.organ.name}", "section")
        compare = QPushButton("与上年对比…")
        compare.setProperty("role", "link")
        compare.clicked.connect(self.compare_wanted)
        head.addWidget(heading, 1)
        head.addWidget(compare, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        part = previous.form.part(self._part)
        if part.table:
            if said := not_comparable(report):
                column.addWidget(labels.words(said, "quiet"))
            self._figures = LastYearFigures(self._document, report.form.table(self._part), page)
            self._figures.wanted.connect(self.wanted)
            self._figures.show_column(self._cell)
            column.addWidget(self._figures)
        shown = 0
        for narrative in part.narratives:
            text = expand(previous.text(narrative.key), previous)
            if narrative.key in _OWN or not text or narrative.key not in report.form.text_keys:
                continue
            if not shown:
                column.addWidget(
                    labels.words("双击一句（或按回车）就采用，加在今年这一部分的末尾；Ctrl+回车采用整段。", "quiet")
                )
            title = part.heading if narrative.title == part.heading else narrative.title
            column.addLayout(self._head(title, narrative.key))
            sentences = Sentences(narrative.key, title, list(split(text)), page)
            sentences.taken.connect(self._take)
            column.addWidget(sentences)
            self._lists.append(sentences)
            shown += 1
        if shown:
            column.addWidget(labels.words("今年的文字里，与去年相同的句子有底色，改过就没有。", "quiet"))
        elif not part.table:
            column.addWidget(labels.words("去年的年报里没有读到这一部分的文字。", "quiet"))
        column.addStretch()
        self._scroll.setWidget(page)
        self._stack.setCurrentIndex(1)
        self.setFocusProxy(self._figures or (self._lists[0] if self._lists else compare))
        self._show_taken(report)
        self._fit()
        self.show_narrative(self._narrative)

    def _head(self, title: str, key: str) -> QHBoxLayout:
        row = QHBoxLayout()
        label = labels.words(title or "前言")
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        self._heads[key] = label
        every = QPushButton("采用整段")
        every.setProperty("role", "link")
        every.setProperty("key", key)
        every.setAccessibleName(f"采用整段：{title}")
        every.clicked.connect(self._take_clicked)
        row.addWidget(label, 1)
        row.addWidget(every)
        return row

    def _changed(self, report: Report) -> None:
        if report.previous is not self._previous or report.edition != self._edition:
            self._fill()
            return
        self._show_taken(report)
        if self._figures:
            self._figures.renew(report)

    def _show_taken(self, report: Report) -> None:
        for each in self._lists:
            each.show_taken(expand(report.text(each.key), report))

    # what is taken

    def _take_clicked(self) -> None:
        self._take(self.sender().property("key"), "")

    def _take(self, key: str, words: str) -> None:
        """A sentence, or ("") the whole narrative, to the end of this year's."""
        report = self._document.report
        if self._previous is None:
            return
        every, whole = not words, expand(self._previous.text(key), self._previous)
        words = words or whole
        title = next(n.title for part in report.form.parts for n in part.narratives if n.key == key)
        if words in expand(report.text(key), report):
            self.said.emit("今年的文字里已经有了，没有再加。")
            return
        after = with_words(report, key, words, paragraph=every or begins_paragraph(words, whole))
        self._document.edit(after, f"采用上年的{'整段' if every else '一句'}（{title}）")
        self.said.emit(f"已采用到“{title}”的末尾，请按今年的情况改。")

    # sizes, drops

    def _fit(self) -> None:
        width = self._scroll.viewport().width() - theme.px(18)
        for each in self._lists:
            each.fit(width)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "_scroll"):
            QTimer.singleShot(0, self, self._fill)  # not now: Qt is going through these very widgets

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if drafts_in(event.mimeData()) or readable_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths: list[Path] = [*drafts_in(event.mimeData()), *readable_in(event.mimeData())]
        event.acceptProposedAction()
        self.dropped.emit(paths)
