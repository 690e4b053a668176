"""Of a report that was read: who reports, for which year, and the texts part by part."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.gui.desk.document import ReportDocument
from app.gui.look import labels, theme
from app.gui.texts.editor import count_characters
from app.gui.texts.organ_fields import Choice, YearBox
from app.model.report import KINDS, Report


class ProofTexts(QScrollArea):
    """The organ can be corrected here; the texts are shown as read, and are corrected later where they are used."""

    def __init__(self, document: ReportDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        report = document.report
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName("单位与文字")
        self.name = labels.field("单位名称", report.organ.name, "没有读到")
        self.year = YearBox("报告年份", "没有读到")
        self.year.show_year(report.year)
        self.kind = Choice("单位类别")
        self.kind.addItem("没有读到", None)
        for key, words in KINDS.items():
            self.kind.addItem(words, key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(report.organ.kind)))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16))
        column.setSpacing(theme.px(6))
        form = QFormLayout()
        form.setHorizontalSpacing(theme.px(16))
        form.setVerticalSpacing(theme.px(8))
        form.addRow("单位名称(&N)", self.name)
        form.addRow("报告年份(&Y)", self.year)
        form.addRow("单位类别(&K)", self.kind)
        column.addLayout(form)
        column.addSpacing(theme.px(10))
        for title, text, wanted in self._texts(report):
            if not text and not wanted:
                continue
            said = f"{title}（{count_characters(text)} 字）" if text else f"{title}：没有读到"
            column.addWidget(labels.words(said, "section" if text else "warning"))
            if text:
                words = labels.words(text, selectable=True)
                words.setContentsMargins(0, 0, 0, theme.px(8))
                column.addWidget(words)
        column.addStretch()
        self.setWidget(inside)

    @staticmethod
    def _texts(report: Report) -> list[tuple[str, str, bool]]:
        """(title, text, must it be there)"""
        listed: list[tuple[str, str, bool]] = []
        for part in report.form.parts:
            for narrative in part.narratives:
                own = narrative.title == part.heading or not part.heading
                title = narrative.title if own else f"{part.heading} {narrative.title}"
                listed.append((title, report.text(narrative.key), not narrative.optional))
        return listed

    def changed(self) -> int:
        """How many of the entries are not as they were read."""
        report = self._document.report
        read = (report.organ.name.strip(), report.year, report.organ.kind)
        now = (self.name.text().strip(), self.year.year, self.kind.currentData())
        return sum(one != other for one, other in zip(read, now, strict=True))

    def take_over(self) -> str:
        """Put what stands here into the report; a sentence when something needed is not there."""
        year = self.year.year
        if not year:
            self.year.setFocus()
            return "还没有年份：请在“报告年份”里填这份年报是哪一年的。"
        report = self._document.report
        named = report.with_organ(name=self.name.text().strip(), kind=self.kind.currentData())
        self._document.edit(replace(named, year=year), "修改单位与年份")
        return ""
