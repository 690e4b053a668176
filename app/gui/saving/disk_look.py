"""Whether the draft was written elsewhere meanwhile, looked at beside the window: a share may take its time."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal

from app.keeping.draft_file import Seen


class _Answer(QObject):
    """Carries a thread's answer to the window's; no child of anything there: the thread may outlive the window."""

    given = Signal(object, bool)  # the Seen that was asked about; whether it changed


class DiskLook(QObject):
    """Signal `changed` (the Seen that was asked about). One look at a time: a share that hangs holds up one thread."""

    changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._looking = False
        self._answer = _Answer()
        self._answer.given.connect(self._answered, Qt.ConnectionType.QueuedConnection)

    def look(self, seen: Seen) -> None:
        """Returns at once. A thread of Python's and no pool's: the program does not wait for it at its end."""
        if not self._looking:
            self._looking = True
            Thread(target=_look, args=(seen, self._answer), daemon=True).start()

    def _answered(self, seen: Seen, changed: bool) -> None:
        self._looking = False
        if changed:
            self.changed.emit(seen)


def _look(seen: Seen, answer: _Answer) -> None:
    changed = seen.seems_changed()
    with suppress(RuntimeError):  # the program has ended meanwhile
        answer.given.emit(seen, changed)
