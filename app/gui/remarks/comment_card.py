"""One 批注 of a 改稿 as a card: who wrote it, at which words, and whether it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.desk.document import ReportDocument
from app.gui.look import theme
from app.gui.look.card import Card
from app.gui.look.style_sheet import set_role
from app.model.kept.comments import Comment, place_of

_LONGEST = 40  # characters shown of the words it stands at


class CommentCard(Card):
    """Signals: `ticked` (number from 0, done); `dropped` (number): it need not be kept."""

    ticked = Signal(int, bool)
    dropped = Signal(int)

    def __init__(self, document: ReportDocument, number: int, comment: Comment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.number, self.comment = number, comment
        self._head, self._text, self._at = self._label(""), self._label(""), self._label("quiet")
        bold = self._head.font()
        bold.setBold(True)
        self._head.setFont(bold)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(11), theme.px(6), theme.px(8), theme.px(5))
        column.setSpacing(theme.px(3))
        for widget in (self._head, self._text, self._at, self._acts):
            column.addWidget(widget)
        self._made: tuple[Comment, bool] | None = None
        self.show_comment(comment)

    def show_comment(self, comment: Comment) -> None:
        """The comment as it stands now."""
        self.comment = comment
        leads = place_of(comment, self._document.report) is not None
        if self._made == (comment, leads):
            return
        self._made = (comment, leads)
        mark = "✓" if comment.done else theme.LEVEL_MARKS["query"]
        self._head.setText(f"{mark} 批注 · {comment.who}")
        set_role(self._head, "good" if comment.done else "warning")
        self._text.setText(comment.text)
        at = comment.at if len(comment.at) <= _LONGEST else f"{comment.at[:_LONGEST]}…"
        self._at.setText(f"写在“{at}”处" + ("" if leads else "（底稿里已经没有这几个字）"))
        self._at.setVisible(bool(at))
        self.setAccessibleName(f"批注，{comment.who}：{comment.text}")
        self._drop_acts()
        if leads:
            self._act("去看", self.activate)
        self._act("取消“已处理”" if comment.done else "已处理", self._tick)
        if comment.done:
            self._act("不再留着", self._drop)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self.update()

    def activate(self) -> None:
        """Lead the clerk to the words."""
        if place := place_of(self.comment, self._document.report):
            self.wanted.emit(*place)

    def edge(self) -> str:
        return "good" if self.comment.done else "query"

    def _tick(self) -> None:
        self.ticked.emit(self.number, not self.comment.done)

    def _drop(self) -> None:
        self.dropped.emit(self.number)
