"""导出: which formats, and where to."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.look import labels, theme
from app.model.files import system_path

FORMATS = (
    ("docx", "Word（.docx）", "可在 Word 或 WPS 中打开、修改"),
    ("pdf", "PDF（.pdf）", "字体带在文件里，在哪台电脑上看都一样"),
    ("html", "网页（.html）", "供网站编辑器使用，不带标题"),
    ("xlsx", "Excel（.xlsx）", "三张表的数据"),
)


class ExportDialog(QDialog):
    """After exec() == Accepted: `formats` (at least one), `folder` (exists), `signature`."""

    def __init__(self, parent: QWidget, review: bool, name: str, folder: Path, formats: list[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出送审稿" if review else "导出公布稿")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(12))
        says = (
            "标题下印有“（送审稿）”，页脚写明日期和待核处数。"
            if review
            else "没有要处理的问题，可以公布。文件里只有报告本身。"
        )
        column.addWidget(labels.words(says, "quiet", wraps=False))
        self._boxes: dict[str, QCheckBox] = {}
        for key, label, what in FORMATS:
            row = QHBoxLayout()
            box = QCheckBox(label)
            box.setChecked(key in formats)
            box.setMinimumWidth(theme.px(130))
            self._boxes[key] = box
            row.addWidget(box)
            row.addWidget(labels.words(what, "quiet", wraps=False), 1)
            column.addLayout(row)
        self._signature = QCheckBox("印落款和日期（盖章报送用）")
        self._signature.setVisible(review)
        column.addWidget(self._signature)
        where = QHBoxLayout()
        self._folder = labels.field("导出到文件夹", str(folder))
        self._folder.setMinimumWidth(theme.px(330))
        browse = QPushButton("选择…")
        browse.clicked.connect(self._browse)
        where.addWidget(labels.words("文件夹", wraps=False))
        where.addWidget(self._folder, 1)
        where.addWidget(browse)
        column.addLayout(where)
        column.addWidget(labels.words(f"文件名：{name}"))
        self.problem = labels.words(role="warning")
        self.problem.hide()
        column.addWidget(self.problem)
        column.addLayout(labels.buttons(self, "导出", accept=self._go).row)

    @property
    def formats(self) -> list[str]:
        return [key for key, box in self._boxes.items() if box.isChecked()]

    @property
    def folder(self) -> Path:
        return Path(self._folder.text())

    @property
    def signature(self) -> bool:
        return self._signature.isChecked()

    def _browse(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, "导出到文件夹", self._folder.text()):
            self._folder.setText(chosen)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _go(self) -> None:
        if not self.formats:
            self._say("还没有选格式：请至少选一种。")
        elif not os.path.isdir(system_path(self.folder)):
            self._say(f"文件夹“{self.folder}”不存在。请选择一个已有的文件夹。")
        else:
            self.accept()
