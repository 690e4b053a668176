"""How the program looks, as the clerk has chosen: light or dark, and the size of everything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.gui.look import style_sheet
from app.keeping.settings import BY_KEY, settings


class Appearance(QObject):
    """Signal `applied`: everything may have another size or colour. `asking`: the window that 设置 belongs to."""

    applied = Signal()

    def __init__(self, qt: QApplication, asking: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._qt = qt
        self._asking = asking
        qt.styleHints().colorSchemeChanged.connect(self.apply)

    def apply(self) -> None:
        style_sheet.apply(self._qt, settings().get("theme"), settings().get("zoom"))
        self.applied.emit()

    def show_settings(self) -> None:
        from app.gui.dialogs.question import run
        from app.gui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self._asking())
        dialog.changed.connect(self.apply)
        run(dialog)

    def zoom_in(self) -> None:
        self._zoom(1)

    def zoom_out(self) -> None:
        self._zoom(-1)

    def zoom_normal(self) -> None:
        self._set(100)

    def choose_zoom(self, below: QWidget) -> None:
        """A menu of the sizes, above the button that was pressed."""
        menu = QMenu(below)
        for value, words in BY_KEY["zoom"].choices:
            action = menu.addAction(words)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == settings().get("zoom"))
        chosen = menu.exec(below.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        if chosen:
            self._set(chosen.data())
        menu.deleteLater()

    def _zoom(self, step: int) -> None:
        sizes = [value for value, _ in BY_KEY["zoom"].choices]
        at = sizes.index(settings().get("zoom")) + step
        if 0 <= at < len(sizes):
            self._set(sizes[at])

    def _set(self, zoom: int) -> None:
        settings().set("zoom", zoom)
        self.apply()
