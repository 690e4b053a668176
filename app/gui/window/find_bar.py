"""查找和替换: a bar above the page that leads from hit to hit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.gui.desk.document import ReportDocument
from app.gui.look import labels, theme
from app.gui.look.style_sheet import set_role
from app.gui.window.find import Hit, all_replaced, hits, replaced


class FindBar(QFrame):
    """Signals: `wanted` (Place, quote); `marked` (hits, which of them she is at, -1 for none). Enter and F3 go on, Esc closes."""

    wanted = Signal(object, str)
    marked = Signal(object, int)
    closed = Signal()

    def __init__(self, document: ReportDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._hits: list[Hit] = []
        self._at = -1
        self._stale = False  # the report has changed since the hits were found
        self._shown = False  # the clerk was led to the hit at `_at`, and nothing has changed since
        self.setObjectName("find")
        self.setAccessibleName("查找和替换")
        document.changed.connect(self._changed)
        self.hide()

    def _fill(self) -> None:
        """When it is first opened: most windows are closed without a search."""
        if self.layout() is not None:
            return
        self.words = self._field("查找", "在文字、单位信息和表格的项目里查找")
        self.new = self._field("替换为", "只替换文字部分，不动表格")
        self._said = labels.words(parent=self)
        self._said.setMinimumWidth(theme.px(180))
        self._more = self._button("替换…", self.open_replace)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(6))
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(theme.px(4))
        grid.addWidget(labels.words("查找", parent=self, wraps=False), 0, 0)
        grid.addWidget(self.words, 0, 1)
        grid.addLayout(
            self._row(
                self._button("上一处", self.previous),
                self._button("下一处", self.next),
                self._more,
                self._button("关闭", self.close_bar),
            ),
            0,
            2,
        )
        self._new_label = labels.words("替换为", parent=self, wraps=False)
        self._replace_buttons = QWidget(self)
        row = self._row(self._button("替换", self.replace_one), self._button("全部替换", self.replace_all))
        self._replace_buttons.setLayout(row)
        grid.addWidget(self._new_label, 1, 0)
        grid.addWidget(self.new, 1, 1)
        grid.addWidget(self._replace_buttons, 1, 2)
        grid.addWidget(self._said, 2, 1, 1, 2)
        grid.setColumnStretch(2, 1)
        for widget in (self.words, self.new):
            widget.setFixedWidth(theme.px(260))
        self.setFocusProxy(self.words)
        self._show_replace(False)
        self._say("")
        self.words.textChanged.connect(self._search)

    # -- opening

    def open_find(self) -> None:
        """Ctrl+F."""
        self._fill()
        self._renew()
        self.show()
        self.marked.emit(self._hits, -1)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def open_replace(self) -> None:
        """Ctrl+H."""
        self._fill()
        self._show_replace(True)
        self.open_find()

    @property
    def hit(self) -> Hit | None:
        """The hit that the clerk was led to."""
        return self._hits[self._at] if self._shown and self._at >= 0 else None

    def close_bar(self) -> None:
        self.hide()
        self.marked.emit([], -1)
        self._show_replace(False)
        self.closed.emit()

    # -- finding

    def next(self) -> None:
        """F3."""
        self._go(1)

    def previous(self) -> None:
        """Shift+F3."""
        self._go(-1)

    def _go(self, step: int) -> None:
        self._fill()
        self._renew()
        if not self._hits:
            self._search(self.words.text())
        if self._hits:
            self._at = (
                (self._at + step) % len(self._hits) if self._at >= 0 else (0 if step > 0 else len(self._hits) - 1)
            )
            self._lead()

    def _lead(self) -> None:
        """Go to the hit, keeping the focus here when it is here, so that Enter goes on."""
        hit = self._hits[self._at]
        self._shown = True
        here = self.isAncestorOf(self.focusWidget() or self) or self.words.hasFocus() or self.new.hasFocus()
        back = self.focusWidget() if here else None
        self.wanted.emit(hit.place, hit.quote)
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.marked.emit(self._hits, self._at)
        self._say(f"第 {self._at + 1} 处，共 {len(self._hits)} 处：{hit.name}")

    def _search(self, wanted: str) -> None:
        self._at = -1
        self._find(wanted)

    def _find(self, wanted: str) -> None:
        self._hits = hits(self._document.report, wanted)
        self._stale = self._shown = False
        if self.isVisible():
            self.marked.emit(self._hits, -1)
        if not wanted:
            self._say("")
        elif self._hits:
            self._say(f"共 {len(self._hits)} 处，按回车逐处查看")
        else:
            self._say(f"没有找到“{wanted}”。", "warning")

    def _changed(self, _report: object) -> None:
        """Places move when the report changes. While nobody looks, finding them again waits."""
        self._stale = True
        if self.isVisible():
            self._renew()

    def _renew(self) -> None:
        """Find the places anew after a change; going on begins where it was."""
        if self._stale:
            self._find(self.words.text())
            self._at = min(self._at, len(self._hits) - 1)

    # -- replacing

    def replace_one(self) -> None:
        """The hit shown, then the next one that can be replaced. One that has moved since is shown again first."""
        self._renew()
        if self._at < 0 or not self._hits[self._at].replaceable:
            self._next_replaceable()
            return
        if not self._shown:
            self._lead()
            return
        hit, at, new = self._hits[self._at], self._at, self.new.text()
        self._document.edit(replaced(self._document.report, hit, new), f"替换“{hit.quote}”")
        self._find(self.words.text())
        again = new.casefold().count(self.words.text().casefold())  # what was put in may hold the words itself
        self._at = at + again - 1
        self._next_replaceable()

    def _next_replaceable(self) -> None:
        after = [*range(self._at + 1, len(self._hits)), *range(self._at + 1)]
        at = next((number for number in after if self._hits[number].replaceable), None)
        if at is None:
            self._at = -1
            self._say("文字里没有可替换的了。", "warning")
        else:
            self._at = at
            self._lead()

    def replace_all(self) -> None:
        """Everything in the narratives, as one undo step; what else was found is told."""
        wanted, new = self.words.text(), self.new.text()
        found = hits(self._document.report, wanted)
        number = sum(hit.replaceable for hit in found)
        if not number:
            self._say("文字里没有可替换的。" if wanted else "请先填要查找的词。", "warning")
            return
        self._document.edit(all_replaced(self._document.report, found, new), f"全部替换“{wanted}”为“{new}”")
        self._search(wanted)
        left = f"单位信息、表格项目和活数字里的 {len(found) - number} 处没有动。" if len(found) > number else ""
        self._say(f"替换了 {number} 处，可撤销。{left}", "good")

    # -- looks and keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() == Qt.Key.Key_F3:
            self._go(-1 if back else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.new.hasFocus():
                self.replace_one()
            else:
                self._go(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _field(self, name: str, hint: str) -> QLineEdit:
        return labels.field(name, hint=hint, parent=self)

    def _button(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", "link")
        button.clicked.connect(slot)
        return button

    def _row(self, *buttons: QPushButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        return row

    def _show_replace(self, shown: bool) -> None:
        for widget in (self._new_label, self.new, self._replace_buttons):
            widget.setVisible(shown)
        self._more.setVisible(not shown)

    def _say(self, sentence: str, role: str = "quiet") -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        set_role(self._said, role)
