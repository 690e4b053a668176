"""Something that takes its time goes on beside the window: a small progress window with 取消, and the answer when it is there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.gui.dialogs.question import tell
from app.gui.look import labels, theme
from app.model.files import FileProblem

log = logging.getLogger(__name__)

Work = Callable[[Callable[[], bool]], Any]
"""Given a function that says whether 取消 was pressed; may raise FileProblem or Cancelled."""

FAILED = "“{}”读不出来，这是程序故障，底稿没有受影响。请用“帮助”里的“报告问题”把日志发给我们。"
_WIDTH = 360


class _Answer(QObject):
    """Carries a worker's answer into the window's thread."""

    done = Signal(object)
    failed = Signal(object)  # what was raised; None when cancelled


class _Work(QRunnable):
    def __init__(self, work: Work, cancelled: Event, answer: _Answer) -> None:
        super().__init__()
        self._work, self._cancelled, self._answer = work, cancelled, answer

    def run(self) -> None:
        from app.documents.read.pool import Cancelled  # with what starts processes, which a window need not wait for

        made, problem = None, None
        try:
            made = self._work(self._cancelled.is_set)
        except Cancelled:
            self._cancelled.set()
        except FileProblem as found:
            problem = found
        except Exception as fault:  # a fault of ours must not leave the progress window open for ever
            log.exception("working beside the window")
            problem = fault
        with suppress(RuntimeError):  # the program has ended meanwhile
            if made is not None:
                self._answer.done.emit(made)
            else:
                self._answer.failed.emit(problem)


class Working(QDialog):
    """Open while `work` goes on. `then` is given what it made; after a failure, which is told, or 取消 it is not called.

    `says`: what is going on; `failed`: the sentence of a fault of ours; `instead`: called with a FileProblem in place of
    telling it.
    """

    def __init__(
        self,
        parent: QWidget | None,
        says: str,
        work: Work,
        then: Callable[[Any], None],
        failed: Callable[[], str],
        instead: Callable[[FileProblem], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("正在读取")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._then, self._says_failed, self._instead = then, failed, instead
        self._cancelled = Event()
        self._answer = _Answer()  # no child of ours: a worker may outlive the window
        self._answer.done.connect(self._done, Qt.ConnectionType.QueuedConnection)
        self._answer.failed.connect(self._failed, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._cancelled.set)
        label = labels.words(says)
        label.setFixedWidth(theme.px(_WIDTH))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("正在读取")
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(20),) * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(label)
        column.addWidget(bar)
        column.addLayout(row)
        self.open()
        QThreadPool.globalInstance().start(_Work(work, self._cancelled, self._answer))

    def reject(self) -> None:
        """取消: the work is told to stop, and whatever it still makes is not heard."""
        self._cancelled.set()
        super().reject()

    def _done(self, made: Any) -> None:
        if not self._cancelled.is_set():
            self.accept()
            self._then(made)

    def _failed(self, problem: Exception | None) -> None:
        if self._cancelled.is_set():
            return
        parent = self.parentWidget()
        self.accept()
        if isinstance(problem, FileProblem) and self._instead is not None:
            self._instead(problem)
        else:
            tell(parent, str(problem) if isinstance(problem, FileProblem) else self._says_failed())
