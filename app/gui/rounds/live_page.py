"""发布后核对: paste the live page, and see whether it says what the 定稿 says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.documents.read.endings import READABLE
from app.gui.dialogs.question import Answer, ask
from app.gui.dialogs.where import default_folder, files_in
from app.gui.importing.reading import Foreign, dropped, pasted
from app.gui.look import labels, theme
from app.gui.look.changes_view import ChangeRow, ChangesView
from app.gui.look.style_sheet import resize_within
from app.model.beside.returned import Returned

AGAIN, MARK = "again", "mark"
_HOW = "打开网站上的年报网页，按 Ctrl+A、Ctrl+C，回到这里按 Ctrl+V。"
_ALSO = "存下来的网页、Word、PDF 也行：选择文件，或拖到这里。"
_NOTHING = "剪贴板里没有网页内容：请在浏览器里全选（Ctrl+A）、复制（Ctrl+C）后再来粘贴。"


class LivePage(QDialog):
    """After exec(): `source`, None when given up. `beside`: the draft whose folder files are looked for in."""

    def __init__(self, parent: QWidget | None, beside: Path | None = None) -> None:
        super().__init__(parent)
        self._beside = beside
        self.setWindowTitle("发布后核对")
        self.setAcceptDrops(True)
        self.source: Foreign | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(10))
        column.addWidget(_paragraph(_HOW, "question", 430))
        column.addWidget(_paragraph(_ALSO, "quiet", 430))
        self.problem = _paragraph("", "warning", 430)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addSpacing(theme.px(6))
        row = QHBoxLayout()
        row.addStretch()
        paste, choose, leave = QPushButton("粘贴网页"), QPushButton("选择文件…"), QPushButton("取消")
        paste.setDefault(True)
        paste.setProperty("role", "primary")
        labels.set_tip(paste, "Ctrl+V")
        for button, slot in ((paste, self.paste), (choose, self.choose), (leave, self.reject)):
            button.setAutoDefault(button is paste)
            button.clicked.connect(slot)
            row.addWidget(button)
        column.addLayout(row)
        QShortcut(QKeySequence.StandardKey.Paste, self, self.paste)

    def paste(self) -> None:
        self.source = pasted(QGuiApplication.clipboard().mimeData())
        if self.source:
            self.accept()
        else:
            self.problem.setText(_NOTHING)
            self.problem.show()

    def choose(self) -> None:
        patterns = " ".join(f"*{ending}" for ending in READABLE)
        folder = str(default_folder("export_folder", self._beside))
        chosen, _ = QFileDialog.getOpenFileName(self, "选择网页或文件", folder, f"能读的文件 ({patterns})")
        if chosen:
            self._take(Path(chosen))

    def _take(self, path: Path) -> None:
        self.source = Foreign(path.name, path)
        self.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _path_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _path_in(event):
            (self.source,) = dropped([path])
            self.accept()


def _path_in(event: QDropEvent) -> Path | None:
    paths = files_in(event.mimeData())
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in READABLE else None


class PageChecked(QDialog):
    """After exec(): `wanted`: AGAIN, MARK or "". `final`: which copy the page was held against; `may_mark`: whether the draft can be marked from here."""

    def __init__(
        self,
        parent: QWidget | None,
        final: str,
        differences: Sequence[Returned],
        warnings: Sequence[str],
        may_mark: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("发布后核对")
        self.wanted = ""
        self._differences = len(differences)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(20),) * 4)
        column.setSpacing(theme.px(10))
        wide = 0 if differences else 480
        said = _paragraph(verdict(differences, bool(warnings)), "question", wide)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(said)
        for warning in warnings:
            column.addWidget(_paragraph(warning, "warning", wide))
        column.addWidget(_paragraph(final, "quiet", wide))
        if differences:
            rows = [ChangeRow(each.place, each.before, each.after) for each in differences]
            heads = ("位置", "定稿（以它为准）", "网页")
            self.view = ChangesView("不同之处", heads, rows, ticks=False, nothing="（没有）", stands=True)
            self.view.setMinimumHeight(theme.px(120))
            column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.addStretch()
        again, mark, close = QPushButton("再核对一次"), QPushButton("标为已公布…"), QPushButton("关闭")
        mark.setVisible(may_mark)
        first = again if differences else close if warnings or not may_mark else mark
        buttons = (first, *(button for button in (mark, again, close) if button is not first))
        for button, slot in ((again, self._again), (mark, self._mark), (close, self.reject)):
            button.setAutoDefault(button is first)
            button.clicked.connect(slot)
        first.setProperty("role", "primary")
        first.setDefault(True)
        for button in buttons:
            row.addWidget(button)
        column.addLayout(row)
        if differences:
            resize_within(self, 860, 480)

    def _again(self) -> None:
        self.wanted = AGAIN
        self.accept()

    def _mark(self) -> None:
        if self._differences:
            said = f"网页与定稿还有 {self._differences} 处不同。网站后台还没有改好，就标为已公布吗？"
            more = "标了以后，底稿记作已公布；不同之处要自己记得去改。"
            if ask(self, said, (Answer.CHECK_ON, Answer.MARK_ANYWAY), more) is not Answer.MARK_ANYWAY:
                return
        self.wanted = MARK
        self.accept()


def verdict(differences: Sequence[Returned], unsure: bool) -> str:
    """网页与定稿一致。 Or: 网页与定稿有 2 处不同：表三 自然人·2.重复申请，定稿 0，网页为空……请在网站后台改后再核对。"""
    if not differences:
        return "读到的内容都与定稿一致，但没有全部核对到。" if unsure else "网页与定稿一致。"
    first = differences[0]
    if first.cell is not None:
        example = f"{first.place}，定稿{_value(first.before)}，网页{_value(first.after)}"
    else:
        example = f"{first.place}{'在网页上少了一段' if not first.after else '的文字不同'}"
    more = "……" if len(differences) > 1 else "。"
    return f"网页与定稿有 {len(differences)} 处不同：{example}{more}请在网站后台改后再核对。"


def _value(digits: str) -> str:
    return f" {digits}" if digits else "为空"


def _paragraph(text: str, role: str, width: int) -> QLabel:
    """`width`: 0 where the window gives it."""
    label = labels.words(text, role)
    if width:
        label.setFixedWidth(theme.px(width))
    return label
