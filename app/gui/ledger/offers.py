"""Sentences for the report out of the ledger, each with a tick: added to the end of its narrative together with the figures."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.gui.look import labels, theme
from app.ledger.sentences import APPLICATIONS, OTHER_MATTERS
from app.model.report import Report
from app.model.words.texts import expand

_TITLES = {APPLICATIONS: "（二）依申请公开", OTHER_MATTERS: "六、其他事项"}


class Offers(QWidget):
    """A line a narrative; one whose sentence stands there already is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        self._offered: dict[str, str] = {}
        self.boxes = {key: QCheckBox(f"在{title}的末尾加一句：") for key, title in _TITLES.items()}
        self._words = {key: labels.words(role="quiet", selectable=True) for key in _TITLES}
        for row, key in enumerate(_TITLES):
            self._grid.addWidget(self.boxes[key], row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._words[key], row, 1)

    def offer(self, sentences: Mapping[str, str], after: Report) -> None:
        """`after`: the report with the figures, by which live fields are shown."""
        self._offered = dict(sentences)
        for key, box in self.boxes.items():
            shown = expand(sentences.get(key, ""), after)
            self._words[key].setText(shown)
            box.setAccessibleDescription(shown)
            for widget in (box, self._words[key]):
                widget.setVisible(bool(shown) and shown not in expand(after.text(key), after))

    def added(self, report: Report) -> Report:
        """The report with the sentences that are ticked."""
        for key, box in self.boxes.items():
            if box.isChecked() and not box.isHidden():
                text = report.text(key)
                between = "\n" if text and not text.endswith("\n") else ""
                report = report.with_text(key, f"{text}{between}{self._offered[key]}")
        return report
