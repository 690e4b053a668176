"""The pages of a stranger's PDF, one below the other; each is painted in a child when it comes into sight, never here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRect, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.documents.read.page_pictures import Pages, Picture, pages_of, picture_of
from app.documents.read.pool import Cancelled
from app.documents.read.reading import LARGEST_FILE
from app.documents.recognise.raw import Spot
from app.gui.look import theme
from app.model.files import FileProblem, read_bytes

_GAP = 8  # between pages
_KEPT = 12  # pictures
_SETTLED = 150  # ms without a change of size before pages are painted anew
_MARK, _CLEAR = QColor(0xB0, 0x58, 0x00), 40  # on paper, which is white in both themes
_CANNOT = "这一页画不出来，请看“原文文字”，或用别的程序打开这个文件。"


class _Answer(QObject):
    """Carries what was made, and who wants it, into the window's thread."""

    done = Signal(object, object)


class _Job(QRunnable):
    def __init__(
        self, work: Callable[[Callable[[], bool]], Any], then: Callable[[Any], None], cancelled: Event, answer: _Answer
    ) -> None:
        super().__init__()
        self._work, self._then, self._cancelled, self._answer = work, then, cancelled, answer

    def run(self) -> None:
        made = None
        with suppress(Cancelled, FileProblem, OSError):
            made = self._work(self._cancelled.is_set)
        if not self._cancelled.is_set():
            with suppress(RuntimeError):  # the view is gone meanwhile
                self._answer.done.emit(self._then, made)


class PagesView(QAbstractScrollArea):
    """`data`: what was in the file, where it may be gone by now. `none`: it has no pages to show."""

    none = Signal()

    def __init__(self, path: Path, data: bytes | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("原文页面")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._path, self._data = path, data or b""
        self.pages: Pages | None = None
        self.pictures: dict[int, QPixmap | None] = {}  # None: it cannot be painted
        self._asked: int | None = None
        self._later: tuple[Callable[[str], str], list[str]] | None = None  # where to turn once the pages are known
        self.spot: Spot | None = None
        self._cancelled = Event()
        self._answer = _Answer()  # no child of ours: a worker may outlive the window
        self._answer.done.connect(self._answered, Qt.ConnectionType.QueuedConnection)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._repaint_pages)
        self.destroyed.connect(self._cancelled.set)
        self._start(self._load, self._loaded)

    def turn(self, folded: Callable[[str], str], wanted: list[str]) -> None:
        """To the page that has the most of these words; `folded` makes words comparable."""
        if self.pages is None:
            self._later = (folded, wanted)
            return
        counted = [sum(folded(word) in folded(page.words) for word in wanted) for page in self.pages.pages]
        if counted and max(counted) and (page := counted.index(max(counted))) != self.current:
            self.verticalScrollBar().setValue(self._tops()[page])

    def mark(self, spot: Spot | None) -> None:
        """Frame a figure on its page and bring it into sight; None: no frame."""
        self.spot = spot
        self.viewport().update()
        if (frame := self.frame) is None or self.viewport().rect().adjusted(0, _GAP, 0, -_GAP).contains(frame):
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + frame.center().y() - self.viewport().height() // 2)

    @property
    def current(self) -> int:
        """The page at the upper edge."""
        at = self.verticalScrollBar().value()
        return sum(top <= at for top in self._tops()) - 1

    # What is asked of the child

    def _start(self, work: Callable[[Callable[[], bool]], Any], then: Callable[[Any], None]) -> None:
        QThreadPool.globalInstance().start(_Job(work, then, self._cancelled, self._answer))

    def _answered(self, then: Callable[[Any], None], made: Any) -> None:
        if not self._cancelled.is_set():
            then(made)

    def _load(self, cancelled: Callable[[], bool]) -> Pages | None:
        self._data = self._data or read_bytes(self._path, LARGEST_FILE)
        return pages_of(self._data, cancelled)

    def _loaded(self, pages: Pages | None) -> None:
        if pages is None or not pages.pages:
            self.none.emit()
            return
        self.pages = pages
        self._lay_out()
        self.mark(self.spot)
        if self._later is not None:
            self.turn(*self._later)
        self._ask()

    def _ask(self) -> None:
        """Have the first page in sight painted that is not."""
        if self.pages is None or self._asked is not None:
            return
        number = next((n for n in self._in_sight() if n not in self.pictures), None)
        if number is None:
            return
        self._asked = number
        width = round(self._width() * self.devicePixelRatioF())
        data = self._data
        self._start(lambda cancelled: (number, picture_of(data, number, width, cancelled)), self._painted)

    def _painted(self, made: tuple[int, Picture | None] | None) -> None:
        self._asked = None
        if made is None:
            return
        number, picture = made
        self.pictures[number] = None if picture is None else _pixmap(picture, self.devicePixelRatioF())
        for far in sorted(self.pictures, key=lambda n: abs(n - number))[_KEPT:]:
            if self.pictures[far] is not None:
                del self.pictures[far]
        self.viewport().update()
        self._ask()

    def _repaint_pages(self) -> None:
        """At another width: the pictures of now are too coarse or too fine."""
        self.pictures = {n: picture for n, picture in self.pictures.items() if picture is None}
        self._ask()
        self.viewport().update()

    # On the screen

    def _width(self) -> int:
        return max(40, self.viewport().width() - 2 * _GAP)

    def _tops(self) -> list[int]:
        tops, at = [], _GAP
        for page in self.pages.pages if self.pages is not None else ():
            tops.append(at)
            at += round(page.tall * self._width()) + _GAP
        return [*tops, at] if tops else []

    def _sheet(self, number: int) -> QRect:
        """A page as it stands now."""
        tops = self._tops()
        top = tops[number] - self.verticalScrollBar().value()
        return QRect(_GAP, top, self._width(), tops[number + 1] - tops[number] - _GAP)

    @property
    def frame(self) -> QRect | None:
        """Where the marked figure stands now."""
        if self.spot is None or self.pages is None or self.spot.page > len(self.pages.pages):
            return None
        sheet, (_, left, top, right, bottom) = self._sheet(self.spot.page - 1), self.spot
        x, y = sheet.x() + round(left * sheet.width()), sheet.y() + round(top * sheet.height())
        return QRect(x, y, round((right - left) * sheet.width()), round((bottom - top) * sheet.height()))

    def _in_sight(self) -> list[int]:
        tops, first = self._tops(), self.verticalScrollBar().value()
        last = first + self.viewport().height()
        return [n for n, top in enumerate(tops[:-1]) if top < last and tops[n + 1] > first]

    def _lay_out(self) -> None:
        tops = self._tops()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, (tops[-1] if tops else 0) + theme.px(28) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(theme.px(40))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if event.oldSize().width() != event.size().width() and self.pictures:
            self._settle.start(_SETTLED)
        else:
            self._ask()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self._in_sight():
            sheet = self._sheet(number)
            painter.fillRect(sheet, Qt.GlobalColor.white)
            picture = self.pictures.get(number)
            if picture is not None:
                painter.drawPixmap(sheet, picture)
            elif number in self.pictures:
                painter.setPen(Qt.GlobalColor.darkGray)
                words = sheet.adjusted(theme.px(20), theme.px(20), -theme.px(20), -theme.px(20))
                painter.drawText(words, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), _CANNOT)
        if (frame := self.frame) is not None:
            painter.setPen(QPen(_MARK, theme.px(2)))
            painter.setBrush(QColor(_MARK.red(), _MARK.green(), _MARK.blue(), _CLEAR))
            painter.drawRect(frame)
        if self.pages is not None and self.pages.count > len(self.pages.pages):
            rest = QRect(0, self._tops()[-1] - self.verticalScrollBar().value(), self.viewport().width(), theme.px(28))
            painter.setPen(theme.colour("text"))
            more = self.pages.count - len(self.pages.pages)
            painter.drawText(rest, int(Qt.AlignmentFlag.AlignCenter), f"后面还有 {more} 页，这里不显示")


def _pixmap(picture: Picture, ratio: float) -> QPixmap:
    image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made
