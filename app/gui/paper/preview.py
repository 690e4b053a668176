"""The paper as it will be exported: the real PDF, made beside the typing and shown by QtPdf."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QModelIndex,
    QObject,
    QPointF,
    QRunnable,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.acts import Checked, render, review_of, why_not_public
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.look import labels, theme
from app.model.report import Report

log = logging.getLogger(__name__)

_REST = 400  # ms of no change before a paper is made
_WIDEST_PAGE = 860
_ABOVE = 12.0  # points of the page above a heading that is led to
_NO_NAME = "填写单位名称后即可预览。"
_FAILED = "预览没有做出来，这是程序故障，底稿没有受影响。请用“帮助”里的“报告问题”把日志发给我们。"


class _Result(QObject):
    """Carries what a worker made into the window's thread: number, is it a 送审稿, the PDF (empty: it failed)."""

    made = Signal(int, bool, QByteArray)


class _Work(QRunnable):
    """Makes the PDF of one report, which the window has checked."""

    def __init__(self, number: int, checked: Checked, result: _Result) -> None:
        super().__init__()
        self._number, self._checked, self._result = number, checked, result

    def run(self) -> None:
        review, pdf = True, b""
        try:
            review = bool(why_not_public(self._checked))
            said = review_of(self._checked, datetime.date.today()) if review else None
            pdf = render(self._checked.report, ("pdf",), said)["pdf"]
        except Exception:  # a paper that cannot be made must not end the program
            log.exception("preview failed")
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._result.made.emit(self._number, review, QByteArray(pdf))


class PreviewPanel(QWidget):
    """Follows the report while it is active; only the newest paper is ever shown."""

    shown = Signal(int)  # pages of the paper now shown

    def __init__(self, document: ReportDocument, checker: Checker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("预览")
        self._document, self._checker = document, checker
        self._active = False
        self._number = 0  # of the newest paper asked for
        self._working = False
        self._shown_report: Report | None = None
        self._asked_report: Report | None = None
        self._result = _Result()  # no child of ours: a worker may outlive the window
        self._result.made.connect(self._made, Qt.ConnectionType.QueuedConnection)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._make)
        self._pdf: QPdfDocument | None = None
        self._headings = QPdfBookmarkModel(self)
        self._wanted: tuple[str, ...] = ()  # the heading of what is being edited
        self._led = True  # its page has been shown, and from then on she turns the pages

        self._view = QPdfView(self)
        self._view.setAccessibleName("公文页面")
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setPageSpacing(theme.px(8))
        self._set_ground()
        self._view.verticalScrollBar().valueChanged.connect(self._tell)
        self._words = labels.words(parent=self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._words.setMargin(theme.px(24))
        self._kind = labels.words(role="quiet", parent=self, wraps=False)
        self._page = labels.words(role="quiet", parent=self, wraps=False)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(10), theme.px(4), theme.px(10), theme.px(4))
        head.addWidget(self._kind)
        head.addStretch()
        head.addWidget(self._page)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._words)
        self._stack.addWidget(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        self.setFocusProxy(self._view)
        document.changed.connect(self._changed)
        self._say("正在排版……")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_view"):
            self._set_ground()

    def _set_ground(self) -> None:
        """What is seen between the pages (QPdfView paints it with the Dark role)."""
        palette = self._view.palette()
        if palette.color(QPalette.ColorRole.Dark) != theme.colour("line"):
            palette.setColor(QPalette.ColorRole.Dark, theme.colour("line"))
            self._view.setPalette(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As wide as the panel, but a page is never larger than it is good to read."""
        if self._pdf is None:
            return
        at_once = self._pdf.pagePointSize(0).width() * self.logicalDpiX() / 72  # pixels at 100 %
        if self._view.viewport().width() <= theme.px(_WIDEST_PAGE):
            self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        else:
            self._view.setZoomMode(QPdfView.ZoomMode.Custom)
            self._view.setZoomFactor(theme.px(_WIDEST_PAGE) / at_once)

    def follow(self, *headings: str) -> None:
        """Show the page with the first of these headings that the paper has (none: the first page), now or once there is one."""
        if headings != self._wanted:
            self._wanted, self._led = headings, False
            self._lead()

    def _lead(self) -> None:
        if self._led or not self._active or self._pdf is None or self._stack.currentWidget() is not self._view:
            return
        self._led = True
        there = {title: (page, top) for title, page, top in self._bookmarks(QModelIndex())}
        page, top = next((there[heading] for heading in self._wanted if heading in there), (0, 0.0))
        self._view.pageNavigator().jump(page, QPointF(0, max(0.0, top - _ABOVE)))

    def _bookmarks(self, under: QModelIndex) -> Iterator[tuple[str, int, float]]:
        """Title, page and place on it, the last first: where a text repeats a heading, ours goes before."""
        role = QPdfBookmarkModel.Role
        for row in reversed(range(self._headings.rowCount(under))):
            index = self._headings.index(row, 0, under)
            yield from self._bookmarks(index)
            yield (*(index.data(each.value) for each in (role.Title, role.Page)), index.data(role.Location.value).y())

    def set_active(self, active: bool) -> None:
        """Nothing is made while the panel is not seen."""
        self._active = active
        if active:
            self._make()
            self._lead()
        else:
            self._rest.stop()

    def _changed(self, _report: object) -> None:
        if self._active:
            self._rest.start()

    def _make(self) -> None:
        """Ask for a paper of the report as it is now; while one is being made, wait for it."""
        report = self._document.report
        if not report.organ.name:
            self._number += 1
            self._shown_report = None
            self._say(_NO_NAME)
            return
        if self._working or report is self._shown_report:
            return
        self._number += 1
        self._working = True
        self._asked_report = report
        if self._checker.checked.report is not report:  # a check that waits for typing to rest
            self._checker.run()
        QThreadPool.globalInstance().start(_Work(self._number, self._checker.checked, self._result))

    def _made(self, number: int, review: bool, pdf: QByteArray) -> None:
        self._working = False
        if number == self._number:
            self._shown_report = self._asked_report
            if pdf.isEmpty():
                self._say(_FAILED)
            else:
                self._show_pdf(pdf)
                self._kind.setText("送审稿" if review else "公布稿")
                self._tell()
        if self._active and self._document.report is not self._asked_report:
            self._rest.start()

    def _show_pdf(self, pdf: QByteArray) -> None:
        """The new paper in the place of the old one; the view stays where it was read."""
        document = QPdfDocument(self)
        buffer = QBuffer(document)
        buffer.setData(pdf)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        if document.status() != QPdfDocument.Status.Ready:
            log.error("preview unreadable: %s", document.error())
            document.deleteLater()
            self._say(_FAILED)
            return
        old, self._pdf = self._pdf, document
        self._view.setDocument(document)
        self._fit()
        if old is not None:
            old.deleteLater()
        self._stack.setCurrentWidget(self._view)
        self._headings.setDocument(document)
        self._lead()
        self.shown.emit(document.pageCount())

    def _tell(self, _value: int = 0) -> None:
        """第 2 页，共 7 页: the page in the middle of the view."""
        if self._pdf is None or self._stack.currentWidget() is not self._view:
            self._page.clear()
            return
        self._page.setText(f"第 {self._view.pageNavigator().currentPage() + 1} 页，共 {self._pdf.pageCount()} 页")

    def _say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self._stack.setCurrentWidget(self._words)
        self._kind.clear()
        self._page.clear()
