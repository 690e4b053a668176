"""One remark of the county as a card: where, what is asked, how it stands now, and the unit's answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.gui.desk.document import ReportDocument
from app.gui.look import theme
from app.gui.look.style_sheet import set_role
from app.gui.problems.reason_editor import ReasonEditor
from app.gui.problems.writing_card import WritingCard
from app.model.kept.remarks import Answered, place_of

PRESETS = ("已按意见修改", "情况属实，附有依据", "请电话联系")
_HINT = "写给县里看，随底稿一起报送，公布稿里没有"


class RemarkCard(WritingCard):
    """A remark of the letter that this document carries. Signal `answered` (number from 1, text, done)."""

    answered = Signal(int, str, bool)

    def __init__(self, document: ReportDocument, shown: Answered, again: bool, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.shown = shown
        self._text = self._label("")
        self._again, self._state = self._label("warning"), self._label("quiet")
        self._basis, self._answer = self._label("quiet"), self._label("")
        self._hold((self._text, self._again, self._state, self._answer, self._basis))
        self._made: tuple[Answered, bool] | None = None
        self.show_answered(shown, again)

    def show_answered(self, shown: Answered, again: bool) -> None:
        """The remark as it stands now; `again`: it was asked the last time already."""
        self.shown = shown
        if (shown, again) == self._made:
            return
        self._made = (shown, again)
        remark = shown.remark
        mark = "✓" if shown.done else theme.LEVEL_MARKS["query"]
        self._head.setText(f"{mark} 县里的意见 {shown.number} · {remark.name or '全文'}")
        set_role(self._head, "good" if shown.done else "warning")
        self._text.setText(remark.text)
        self._again.setText("上次已经指出，这次还没有改。")
        self._again.setVisible(again and not shown.done)
        self._state.setText(f"{shown.words}。")
        self._state.setVisible(bool(shown.words))
        self._answer.setText(f"答复：{remark.answer}")
        self._answer.setVisible(bool(remark.answer))
        self._basis.setText(f"依据：{remark.basis}")
        self._basis.setVisible(bool(remark.basis))
        self.setAccessibleName("。".join(each.text() for each in (self._head, self._text, self._state) if each.text()))
        self.setAccessibleDescription("按回车到这一处，按 Tab 选处理办法" if self._leads() else "按 Tab 选处理办法")
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._leads() else Qt.CursorShape.ArrowCursor)
        self._drop_acts()
        if self._leads():
            self._act("去看", self.activate)
        if not remark.anchor:  # what the rules watch is mended when they say so
            self._act("取消“已改好”" if remark.done else "已改好", self._tick)
        self._act("修改答复" if remark.answer else "写答复", self.write)
        if remark.answer:
            self._act("收回答复", self._take_back)
        self.update()

    def _leads(self) -> bool:
        return bool(place_of(self.shown.remark, self._document.report))

    def activate(self) -> None:
        """Lead the clerk to the place."""
        if self._leads():
            remark = self.shown.remark
            place = place_of(remark, self._document.report)
            self.wanted.emit(place, remark.stands if isinstance(place, str) else "")

    def edge(self) -> str:
        return "good" if self.shown.done else "accent"

    def _new_editor(self) -> ReasonEditor:
        return ReasonEditor(self.shown.remark.answer, self, "答复", _HINT, PRESETS, least=2)

    def _give(self, text: str) -> None:
        self.answered.emit(self.shown.number, text, self.shown.remark.done)

    def _take_back(self) -> None:
        self.answered.emit(self.shown.number, "", self.shown.remark.done)

    def _tick(self) -> None:
        self.answered.emit(self.shown.number, self.shown.remark.answer, not self.shown.remark.done)
