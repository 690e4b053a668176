"""首屏: what a clerk sees before a report is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.gui.look import labels, theme
from app.gui.window import actions
from app.gui.window.actions import Act
from app.keeping.settings import settings

if TYPE_CHECKING:  # it is painted before they are loaded
    from app.gui.importing.bringing_in import BringingIn


class StartWindow(QMainWindow):
    """It is closed when a report opens. `acts`: of the menu items that need no report; `examples`: the drafts offered."""

    open_wanted = Signal(object)  # list[Path]
    example_wanted = Signal(object)  # Path
    painted = Signal()  # for the first time
    closing = Signal()

    def __init__(
        self, bringing_in: Callable[[], BringingIn], acts: Mapping[str, Act], examples: Sequence[Path]
    ) -> None:
        super().__init__()
        self._bringing_in = bringing_in
        self._examples = examples
        self._painted = False
        self._acts = {**acts, "close": self.close}
        self.setWindowTitle("公开年报")
        self.setAcceptDrops(True)
        self.menuBar().setNativeMenuBar(False)
        self.actions_by_id = actions.build(self, self.menuBar(), self.acts, actions.WITHOUT_REPORT)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self._begin_pasted)
        self._fill()

    def acts(self) -> Mapping[str, Act]:
        """What each menu item does, by its id in actions.WITHOUT_REPORT."""
        return self._acts

    def _fill(self) -> None:
        self.menuBar().setFixedHeight(theme.px(theme.MENU_HEIGHT))
        page = QWidget()
        middle = QHBoxLayout(page)
        middle.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        middle.addLayout(column)
        middle.addStretch(1)
        column.addStretch(2)
        column.addWidget(labels.words("公开年报", "hero"))
        column.addWidget(
            labels.words("填写、核对、导出政府信息公开工作年度报告。不联网，数据只在这台电脑里。", "quiet")
        )
        column.addSpacing(theme.px(20))
        column.addWidget(self._last_year())
        column.addSpacing(theme.px(8))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        self.new = QPushButton("直接新建…")
        self.new.clicked.connect(self.actions_by_id["new"].trigger)
        self.open = QPushButton("打开底稿…")
        self.open.clicked.connect(self.actions_by_id["open"].trigger)
        for button in (self.new, self.open):
            button.setProperty("kind", "large")
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        column.addSpacing(theme.px(20))
        lists = QHBoxLayout()
        lists.setSpacing(theme.px(32))
        recent = [Path(each) for each in settings().get("recent")]
        lists.addWidget(
            _List("最近打开", recent, "还没有打开过底稿。", self._open_recent), 1, Qt.AlignmentFlag.AlignTop
        )
        if self._examples:
            lists.addWidget(_List("示例", self._examples, "", self._open_example), 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(lists)
        column.addSpacing(theme.px(16))
        self.county = QPushButton("汇总本地区各单位的年报…")
        self.county.setProperty("role", "link")
        self.county.clicked.connect(self.actions_by_id["county"].trigger)
        column.addWidget(self.county, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(3)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        self.setCentralWidget(scroll)
        self.paste.setFocus()

    def _last_year(self) -> QWidget:
        """The primary act: last year's page pasted, dropped or chosen."""
        card = QFrame()
        card.setObjectName("drop")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme.px(n) for n in (24, 18, 24, 18)))
        inside.setSpacing(theme.px(8))
        inside.addWidget(labels.words("从去年的年报开始（推荐）", "title"))
        how = labels.words("打开去年年报网页，Ctrl+A、Ctrl+C，回到这里 Ctrl+V；或把文件拖进来。", "question")
        how.setMinimumWidth(theme.px(670))
        inside.addWidget(how)
        inside.addWidget(
            labels.words(
                "网页、Word、PDF、Excel 和底稿都行。读到的先给您核对，单位信息和上年结转会带进今年的底稿。", "quiet"
            )
        )
        inside.addSpacing(theme.px(4))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        self.paste = QPushButton("粘贴网页 (Ctrl+V)")
        self.paste.setProperty("role", "primary")
        self.paste.setDefault(True)
        self.paste.clicked.connect(self._begin_pasted)
        self.choose = QPushButton("选择文件…")
        self.choose.clicked.connect(self.actions_by_id["from_last_year"].trigger)
        for button in (self.paste, self.choose):
            button.setProperty("kind", "large")
            row.addWidget(button)
        row.addStretch()
        inside.addLayout(row)
        return card

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)
        return super().event(event)

    def refresh(self) -> None:
        """The zoom or the list of recent drafts has changed."""
        self._fill()

    def _begin_pasted(self) -> None:
        self._bringing_in().begin_pasted()

    def _open_recent(self) -> None:
        self.open_wanted.emit([Path(self.sender().property("path"))])

    def _open_example(self) -> None:
        self.example_wanted.emit(Path(self.sender().property("path")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from app.gui.dialogs.where import drafts_in, letters_in, readable_in

        data = event.mimeData()
        if drafts_in(data) or letters_in(data) or readable_in(data):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from app.gui.dialogs.where import drafts_in, letters_in, readable_in
        from app.gui.importing.reading import dropped

        if drafts := drafts_in(event.mimeData()):
            self._bringing_in().drafts_dropped(drafts)
        if letters := letters_in(event.mimeData()):
            self.open_wanted.emit(letters)
        if paths := readable_in(event.mimeData()):
            self._bringing_in().begin(dropped(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()


class _List(QWidget):
    """A heading and one link per draft: its name, and below it the folder."""

    def __init__(self, heading: str, paths: Sequence[Path], nothing: str, slot: object, folders: bool = False) -> None:
        super().__init__()
        self.setMinimumWidth(theme.px(340))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(labels.words(heading, "title"))
        for path in paths:
            link = QPushButton(labels.on_button(path.stem))
            link.setProperty("role", "link")
            link.setProperty("path", str(path))
            labels.set_tip(link, str(path))
            link.setAccessibleName(f"{heading}：{path.stem}")
            link.clicked.connect(slot)  # type: ignore[arg-type]
            column.addWidget(link)
            if folders:
                column.addWidget(labels.words(str(path.parent), "quiet"))
                column.addSpacing(theme.px(4))
        if not paths:
            column.addWidget(labels.words(nothing, "quiet"))
        column.addStretch()
