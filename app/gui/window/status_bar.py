"""The line at the bottom: when it was saved, where the cursor is, what was just said, the zoom and the edition."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.gui.look import labels, theme
from app.keeping.settings import settings


class LongSentence(QWidget):
    """What does not fit the line, whole, just above it at the right, where nothing is typed; a click takes it away."""

    WIDEST = 324

    def __init__(self, above: QWidget) -> None:
        super().__init__(above.window())
        self._above = above
        self.setObjectName("said")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = labels.words(parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(10), theme.px(7), theme.px(10), theme.px(7))
        self._column.addWidget(self.words)
        self.hide()

    def show_sentence(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        window = self.parentWidget()
        assert window
        width = min(theme.px(self.WIDEST), window.width())
        height = self._column.totalHeightForWidth(width)
        top = self._above.mapTo(window, QPoint(0, 0)).y()
        self.setGeometry(window.width() - width, max(0, top - height), width, height)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.hide()


class StatusBar(QWidget):
    """Signal `zoom_clicked`."""

    zoom_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("状态栏")
        self._row = QHBoxLayout(self)
        self.saved = self._label("保存情况")
        self.state = QToolButton(self)
        self.state.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.state.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        labels.set_tip(self.state, "底稿走到哪一步：点一下可以改")
        self._row.addWidget(self.state)
        self.warning = self._label("警告", role="warning")
        self.warning.hide()
        self.cell = self._label("当前位置")
        self.last_year = self._label("与上年对照", role="quiet")
        self.said = self._label("提示", role="quiet")
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.setStretchFactor(self.said, 1)
        self.zoom = QToolButton(self)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.zoom.clicked.connect(self.zoom_clicked)
        self._row.addWidget(self.zoom)
        self.edition = self._label("表样", role="quiet")
        self.sentence = ""  # what was said last
        self._long: LongSentence | None = None
        self.resized()

    def _label(self, name: str, role: str = "") -> QLabel:
        label = labels.words(role=role, parent=self, wraps=False)
        label.setAccessibleName(name)
        self._row.addWidget(label)
        return label

    def resized(self, narrow: bool = False) -> None:
        """Take the sizes of now's zoom; `narrow`: where every line counts for the table."""
        self.setFixedHeight(theme.px(theme.NARROW_STATUS_HEIGHT if narrow else theme.STATUS_HEIGHT))
        self._row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        self._row.setSpacing(theme.px(16))
        percent = settings().get("zoom")
        self.zoom.setText(f"{percent}%")
        self.zoom.setAccessibleName(f"显示比例 {percent}%")
        labels.set_tip(self.zoom, "显示比例：点一下在 100% 到 200% 之间选择")

    def show_saved(self, text: str, why: str = "") -> None:
        self.saved.setText(text)
        labels.set_tip(self.saved, why)

    def show_state(self, text: str) -> None:
        """编辑中, 已送审 2026-01-20"""
        self.state.setText(labels.on_button(text))
        self.state.setAccessibleName(f"底稿状态：{text}")

    def show_cell(self, text: str) -> None:
        """The current place in official words; what was said before is over."""
        self.cell.setText(text)
        self.cell.setVisible(bool(text))
        self.say("")

    def show_last_year(self, text: str) -> None:
        """上年 5 → 本年 7, "" for nothing."""
        self.last_year.setText(text)
        self.last_year.setVisible(bool(text))

    def say(self, sentence: str) -> None:
        """Said until the next act; what is longer than the line has a sheet of its own above it."""
        self.sentence = sentence
        labels.set_tip(self.said, sentence)
        self._say()

    def _say(self) -> None:
        if self.sentence:
            self._row.activate()  # how much room there is
        long = self.isVisible() and self.said.fontMetrics().horizontalAdvance(self.sentence) > self.said.width()
        self.said.setText("" if long else self.sentence)
        if long:
            self._long = self._long or LongSentence(self)
            self._long.show_sentence(self.sentence)
        elif self._long:
            self._long.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._long and self._long.isVisible():
            self._long.place()

    def warn(self, short: str, sentence: str = "") -> None:
        """What stays here until it is over (""), whatever else is said; `sentence`: all of it."""
        self.warning.setText(short)
        labels.set_tip(self.warning, sentence)
        self.warning.setVisible(bool(short))

    def show_edition(self, text: str) -> None:
        self.edition.setText(text)
        self.edition.setVisible(bool(text))
