"""Where she stands, kept beside the journal, so that after a crash she stands there again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.gui.saving.saving import Saving

_LOOK = 1000  # ms: how long a move without an edit may be lost
_SOON = 100  # ms after an edit, when all that it changes is painted


class PlaceKept(QObject):
    """`where`: what says it. Looked at soon after each edit, and now and then while the window is in front."""

    def __init__(self, saving: Saving, where: Callable[[], Mapping[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._saving, self._where = saving, where
        self._look = QTimer(self, interval=_LOOK)
        self._look.timeout.connect(self.keep)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.keep)

    def in_front(self, active: bool) -> None:
        self.keep()
        if active:
            self._look.start()
        else:
            self._look.stop()

    def keep_soon(self, _report: object) -> None:
        self._soon.start()

    def keep(self) -> None:
        if self._saving.journal:
            self._saving.journal.stand(self._where())
