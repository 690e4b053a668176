"""Which column of a ledger is what, where its header's words are not known: asked once, kept by those words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.look import labels, theme
from app.gui.look.style_sheet import resize_within
from app.ledger.reading.columns import FIELDS, header_key, meaning_of

_NOTHING = "用不到"


class ColumnsDialog(QDialog):
    """After it was accepted: `known`, what she said, by `header_key`."""

    def __init__(self, parent: QWidget | None, why: str, headers: Sequence[str], known: Mapping[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("这些列是什么")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.setSpacing(theme.px(10))
        column.addWidget(labels.words(why, "question"))
        quiet = "选一次就记住，以后同样的列名不再问。姓名、电话、证件号、地址这些列不用选，程序不保存。"
        column.addWidget(labels.words(quiet, "quiet"))
        inside = QWidget()
        form = QFormLayout(inside)
        form.setSpacing(theme.px(8))
        self._choices: dict[str, QComboBox] = {}
        for words in dict.fromkeys(headers):
            shown = " ".join(words.split())
            choice = QComboBox()
            choice.setAccessibleName(f"“{shown}”是什么")
            choice.addItem(_NOTHING, "")
            for field, name in FIELDS.items():
                choice.addItem(name, field)
            meaning = meaning_of(words)
            said = known.get(header_key(words), meaning.field if meaning else "")
            choice.setCurrentIndex(max(0, choice.findData(said)))
            self._choices[words] = choice
            form.addRow(labels.words(shown, wraps=False), choice)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        column.addWidget(area, 1)
        column.addLayout(labels.buttons(self, "记住并读取").row)
        resize_within(self, 520, 460)
        next(iter(self._choices.values()), self).setFocus()

    @property
    def known(self) -> dict[str, str]:
        """Only what differs from what the words themselves say."""
        said: dict[str, str] = {}
        for words, choice in self._choices.items():
            meaning = meaning_of(words)
            own = meaning.field if meaning and meaning.field in FIELDS else ""
            if choice.currentData() != own:
                said[header_key(words)] = choice.currentData()
        return said
