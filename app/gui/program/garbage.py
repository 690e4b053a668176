"""Python's cyclic garbage is collected in the window's thread only.

A collection runs in whichever thread happens to allocate. When that is a worker (the preview's, a reader's), widgets that a
closed dialog left in a cycle are destroyed outside the window's thread, and the program dies with a segmentation fault.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500  # ms


class Garbage(QObject):
    """While it lives, automatic collection is off and a timer of this thread does the same by the same thresholds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python would have."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Leave collection as it was found."""
        self._timer.stop()
        if self._automatic:
            gc.enable()
