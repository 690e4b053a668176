"""When the program itself goes wrong: a log that holds no content of drafts, and one sentence for the clerk."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent

from app.keeping.log import start_log as log_to_file

log = logging.getLogger(__name__)

SENTENCE = "程序出了点差错，刚才这一步可能没有完成。您填的内容都在，可以接着填；请先保存一次。"
MORE = "用“帮助”里的“报告问题”把日志发给我们，里面没有您填的内容。"

_HARMLESS = ("propagateSizeHints",)
_crash_file: TextIO | None = None


def start_log() -> None:
    """Log to the file from now on, what Qt says and crashes too."""
    global _crash_file
    if crashes := log_to_file():
        _crash_file = crashes  # for the whole run
        faulthandler.enable(_crash_file)
        qInstallMessageHandler(_from_qt)


def _from_qt(kind: QtMsgType, _context: object, message: str) -> None:
    if kind != QtMsgType.QtDebugMsg and not any(word in message for word in _HARMLESS):
        logging.getLogger("qt").warning("%s", message[:300])


class _Acts(QObject):
    """Notes whether the clerk has acted: a click, Enter or a key with Ctrl or Alt; letters and digits are no acts.

    It watches only once something went wrong: every event of the program passes through it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.acted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Shortcut):
            self.acted = True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            self.acted |= bool(held) or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return False


class Guard:
    """Catches what no code caught: logs it and has it told; the program goes on.

    The same fault again is told again when the clerk acted since: she must not believe that a 保存 that failed twice
    went well the second time. One that comes by itself (while painting) is told the 3rd, 7th, 15th… time only, so that
    a save remains possible between.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._again: dict[tuple[str, int], tuple[int, int]] = {}  # place -> (times since told, times to wait)
        self._acts: _Acts | None = None
        self._before = sys.excepthook
        sys.excepthook = self._caught
        threading.excepthook = self._in_thread

    def end(self) -> None:
        sys.excepthook = self._before
        if (application := QCoreApplication.instance()) and self._acts:
            application.removeEventFilter(self._acts)
        threading.excepthook = threading.__excepthook__

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        log.error("uncaught", exc_info=(kind, error, trace))
        last = traceback.extract_tb(trace)[-1] if trace else None
        place = (last.filename, last.lineno or 0) if last else ("", 0)
        if self._to_tell(place):
            self._tell()

    def _to_tell(self, place: tuple[str, int]) -> bool:
        times, wait = self._again.get(place, (0, 0))
        if times < wait and not (self._acts and self._acts.acted):
            self._again[place] = (times + 1, wait)
            return False
        self._again[place] = (0, 2 * wait + 1)
        if self._acts is None and (application := QCoreApplication.instance()):
            self._acts = _Acts()
            application.installEventFilter(self._acts)
        return True

    def told(self) -> None:
        """The sentence has been read: what the clerk did until then were acts of before."""
        if self._acts:
            self._acts.acted = False

    def _in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        log.error("uncaught in a thread", exc_info=(arguments.exc_type, arguments.exc_value, arguments.exc_traceback))  # type: ignore[arg-type]
