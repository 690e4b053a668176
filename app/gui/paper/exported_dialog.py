"""After an export: the files as links, and what one does next with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.gui.dialogs.question import Answer
from app.gui.look import labels, theme
from app.gui.look.card import CardButton


class ExportedDialog(QDialog):
    """Signals: `website_wanted`, `live_page_wanted`: the clerk goes on with that, and this is closed."""

    website_wanted = Signal()
    live_page_wanted = Signal()

    def __init__(self, parent: QWidget, files: Sequence[Path], notes: Sequence[str], title: str, public: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle("公开年报")
        self._folder, self._title = files[0].parent, title
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(n) for n in (24, 20, 24, 16)))
        column.setSpacing(theme.px(6))
        says = labels.words(f"已导出到“{self._folder}”：", "question", selectable=True)
        says.setFixedWidth(theme.px(430))
        column.addWidget(says)
        for path in files:
            link = CardButton(path.name if path.parent == self._folder else str(path), self)
            link.setAutoDefault(False)
            labels.set_tip(link, "打开这个文件")
            link.clicked.connect(lambda _on=False, path=path: _open(path))
            column.addWidget(link)
        for note in notes:
            column.addWidget(labels.words(note, "warning"))
        column.addSpacing(theme.px(4))
        next_row = QHBoxLayout()
        next_row.setSpacing(theme.px(14))
        self._copied = labels.words(role="quiet")
        acts = [("复制标题", self._copy_title)]
        if public:
            acts += [("复制到网站编辑器", self._website), ("发布后核对…", self._live_page)]
        for text, act in acts:
            button = CardButton(text, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            next_row.addWidget(button)
        next_row.addStretch()
        column.addLayout(next_row)
        column.addWidget(self._copied)
        column.addSpacing(theme.px(4))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch()
        for answer, act in ((Answer.DONE, self.accept), (Answer.OPEN_FOLDER, self._open_folder)):
            button = QPushButton(answer.value, self)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
            if answer is Answer.DONE:
                button.setDefault(True)
                button.setProperty("role", "primary")
        column.addLayout(row)

    def _open_folder(self) -> None:
        _open(self._folder)
        self.accept()

    def _copy_title(self) -> None:
        QGuiApplication.clipboard().setText(self._title)
        self._copied.setText("已复制标题，到网站的标题栏里粘贴。")

    def _website(self) -> None:
        self.accept()
        self.website_wanted.emit()

    def _live_page(self) -> None:
        self.accept()
        self.live_page_wanted.emit()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
