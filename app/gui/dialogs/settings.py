"""设置: every setting that has choices, taken over as it is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.gui.look import theme
from app.keeping.settings import SETTINGS, settings


class SettingsDialog(QDialog):
    """Signal `changed`: a setting was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(18))
        form = QFormLayout()
        form.setHorizontalSpacing(theme.px(18))
        form.setVerticalSpacing(theme.px(12))
        for setting in SETTINGS:
            if setting.choices:
                box = QComboBox()
                box.setObjectName(setting.key)
                box.setAccessibleName(setting.text)
                for value, words in setting.choices:
                    box.addItem(words, value)
                box.setCurrentIndex(box.findData(settings().get(setting.key)))
                box.setMinimumWidth(theme.px(160))
                box.activated.connect(self._chosen)
                form.addRow(setting.text, box)
        column.addLayout(form)
        row = QHBoxLayout()
        row.addStretch()
        close = QPushButton("关闭")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)

    def _chosen(self) -> None:
        box = self.sender()
        assert isinstance(box, QComboBox)
        settings().set(box.objectName(), box.currentData())
        self.changed.emit()
