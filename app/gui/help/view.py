"""The help pages of resources/help in a window of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget
from shiboken6 import isValid

from app.gui.help import rules as rule_help
from app.gui.look import theme
from app.paths import resource

PAGES: dict[str, str] = {
    "quick_start": "快速上手",
    "keyboard": "键盘操作",
    "review_and_publish": "送审与公布",
    "trouble": "出问题怎么办",
    "counting": "关于数据口径",
    "ledger": "台账怎样填",
    "county": "汇总各单位的年报",
    "rules": "校验规则",
    "locating": "定位错误",
}
"""Page -> title, in the order shown."""

_MADE = {"rules": rule_help.page}
"""Pages that are made; the others are resources/help/<page>.md."""


class HelpView(QDialog):
    """A list of the pages and the page itself; it does not hold up the window it belongs to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助 — 公开年报")
        self.setModal(False)
        self.resize(theme.px(760), theme.px(560))
        self._list = QListWidget(self)
        self._list.setAccessibleName("帮助目录")
        self._list.addItems(list(PAGES.values()))
        self._list.setFixedWidth(theme.px(140))
        self._list.setSpacing(theme.px(3))
        self._text = QTextBrowser(self)
        self._text.setAccessibleName("帮助内容")
        self._text.setOpenLinks(False)
        self._text.document().setDocumentMargin(theme.px(16))
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(8),) * 4)
        row.setSpacing(theme.px(8))
        row.addWidget(self._list)
        row.addWidget(self._text, 1)
        self._list.currentRowChanged.connect(self._show)
        self._list.setCurrentRow(0)

    def show_page(self, page: str, at: str = "") -> None:
        """Open a page of PAGES, at this heading, and come to the front."""
        self._list.setCurrentRow(list(PAGES).index(page))
        self.show()
        if at:
            block = self._text.document().find(at).block()
            place = self._text.document().documentLayout().blockBoundingRect(block)
            self._text.verticalScrollBar().setValue(round(place.top()))
        self.raise_()
        self.activateWindow()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, row: int) -> None:
        page = list(PAGES)[row]
        make = _MADE.get(page)
        self._text.setMarkdown(make() if make else resource("help", f"{page}.md").read_text("utf-8"))
        self._space()
        self._text.verticalScrollBar().setValue(0)

    def _space(self) -> None:
        """Room between the lines and above the headings."""
        body = QFont(self.font())
        body.setPixelSize(theme.px(14))
        self._text.document().setDefaultFont(body)
        block = self._text.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            level = shape.headingLevel()
            in_table = cursor.currentTable() is not None
            shape.setLineHeight(110 if in_table else 150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setTopMargin(theme.px(10) if level > 1 else 0)
            shape.setBottomMargin(0 if in_table else theme.px(6))
            cursor.setBlockFormat(shape)
            if level:
                title = QTextCharFormat()
                title.setProperty(QTextFormat.Property.FontSizeAdjustment, 2 if level == 1 else 1)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(title)
            block = block.next()


_open: HelpView | None = None


def show_rule(id: str, parent: QWidget | None = None) -> HelpView:
    """Open the help at a rule."""
    return show_help("rules", parent, rule_help.heading(id))


def show_help(page: str, parent: QWidget | None = None, at: str = "") -> HelpView:
    """Open the help at a page (and a heading in it); there is one help window at a time."""
    global _open
    if _open is None or not isValid(_open) or _open.parent() is not parent:
        if _open is not None and isValid(_open):
            _open.close()
            _open.deleteLater()
        _open = HelpView(parent)
    _open.show_page(page, at)
    return _open
