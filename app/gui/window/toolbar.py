"""The bar under the menu: save, undo, redo, the verdict and the primary act."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from app.acts import Checked, why_not_public
from app.gui.desk.standing import summary
from app.gui.look import labels, theme
from app.gui.look.style_sheet import style_by


class Toolbar(QWidget):
    """Signal `verdict_clicked`: take me to the first place."""

    verdict_clicked = Signal()

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("工具栏")
        self._actions = actions
        self._row = QHBoxLayout(self)
        for name in ("save", "undo", "redo", "", "paste_last_year", "last_year"):
            if not name:
                line = QFrame(self)
                line.setFrameShape(QFrame.Shape.VLine)
                line.setProperty("role", "between")
                self._row.addWidget(line)
                continue
            button = QToolButton(self)
            button.setDefaultAction(actions[name])
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._row.addWidget(button)
        self._row.addStretch()
        self.verdict = QPushButton(self)
        self.verdict.setObjectName("verdict")
        self.verdict.clicked.connect(self.verdict_clicked)
        self._row.addWidget(self.verdict)
        self.primary = QToolButton(self)
        self.primary.setObjectName("primary")
        self.primary.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.primary.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.primary.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        menu = QMenu(self.primary)
        menu.addActions([actions["export_review"], actions["export_public"], actions["print"]])
        self.primary.setMenu(menu)
        self.primary.clicked.connect(self._primary_clicked)
        self._row.addWidget(self.primary)
        self._act = actions["export_review"]
        self.verdict.setText("正在核对……")
        self.primary.setText("导出送审稿")
        self.resized()

    def resized(self, narrow: bool = False) -> None:
        """Take the sizes of now's zoom; `narrow`: where every line counts for the table."""
        height = theme.NARROW_TOOLBAR_HEIGHT if narrow else theme.TOOLBAR_HEIGHT
        self.setFixedHeight(theme.px(height))
        self._row.setContentsMargins(theme.px(6), 0, theme.px(8), 0)
        self._row.setSpacing(theme.px(2))
        for button in (self.verdict, self.primary):
            button.setFixedHeight(theme.px(height - 9 if not narrow else height - 6))

    def show_verdict(self, checked: Checked) -> None:
        now = summary(checked)
        text = f"{now.mark} {now.text}"
        if text != self.verdict.text():
            self.verdict.setText(text)
            self.verdict.setAccessibleName(f"结论：{now.text}")
        labels.set_tip(self.verdict, why_not_public(checked) or "各项已填完，没有错误，核实都有说明。")
        style_by(self.verdict, "level", now.level)
        public = now.level == "good"
        self._act = self._actions["export_public" if public else "export_review"]
        self.primary.setText("导出公布稿" if public else "导出送审稿")
        self.primary.setAccessibleName(self.primary.text())
        self._row.activate()  # Qt forgets to lay out what changes just after the first paint

    def _primary_clicked(self) -> None:
        self._act.trigger()
