"""The tab 意见: what the county sent back and how the answers go back; above it the 批注 of a 改稿 that are left to do."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.acts import Checked
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.look import labels, theme
from app.gui.look.card import Card
from app.gui.look.card_list import CardList
from app.gui.look.flow import Flow
from app.gui.remarks.card import RemarkCard
from app.gui.remarks.comment_card import CommentCard
from app.model.kept.comments import Comment, comments_of, with_comments
from app.model.kept.remarks import Answered, Letter, answer_text, letter_of, standing, with_answer, with_letter

_COMMENTS = "批注 {} 条，{}。处理一条勾一条；记在底稿里，不会印出来。"
_COMMENT, _REMARK = "批注", "意见"
_NONE = "没有县里的意见。收到退回的文件（.gkth），把它拖到这个窗口里。"


class RemarksPanel(CardList):
    """Signals: `wanted` (Place, quote); `said`; `counted` (remarks, those left to do); `save_wanted`: the answers as a file."""

    wanted = Signal(object, str)
    said = Signal(str)
    counted = Signal(int, int)
    save_wanted = Signal()

    def __init__(self, document: ReportDocument, checker: Checker, parent: QWidget | None = None) -> None:
        super().__init__("县里的意见", parent)
        self._document, self._checker = document, checker
        self._head = labels.words(role="question", parent=self._inside)
        self._how = labels.words(role="quiet", parent=self._inside)
        self._ways = QWidget(self._inside)
        row = Flow(self._ways, theme.px(6))
        self.copy = QPushButton("复制答复", self._ways)
        labels.set_tip(self.copy, "复制成一段话，可以发给县里")
        self.copy.clicked.connect(self._copy)
        self.save = QPushButton("答复另存为文件…", self._ways)
        labels.set_tip(
            self.save, "报送 Word 时，把这个文件一起发给县里；用“导出报送底稿”的就不用，答复在里面，《审核说明》里也有"
        )
        self.save.clicked.connect(self.save_wanted)
        for button in (self.copy, self.save):
            row.addWidget(button)
        self._comments_head = labels.words(role="question", parent=self._inside)
        for widget in (self._comments_head, self._head, self._how, self._ways, self._more):
            self._column.addWidget(widget)
        self._column.addStretch()
        self._by_number: dict[int, RemarkCard] = {}
        self._comments: dict[int, CommentCard] = {}
        self._letter: Letter | None = None
        self._asked: list[Answered] = []
        self._tally = (0, 0)
        checker.found.connect(self._found)
        self._found(checker.checked)

    def tally(self) -> tuple[int, int]:
        """(remarks, those left to do)."""
        return self._tally

    def cards(self) -> list[RemarkCard]:
        """The cards from top to bottom."""
        return [card for card in self._cards() if isinstance(card, RemarkCard)]

    def show_remark(self, number: int) -> None:
        """Bring the card of a remark into sight and light it up; the cursor stays where it is."""
        for other, card in self._by_number.items():
            card.light(other == number)
        if number not in self._by_number:
            self._most = len(comments_of(self._document.report)) + len(self._asked)
            self._arrange_anew()
            self._by_number[number].light(True)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # a card just made has no place yet
        self.ensureWidgetVisible(self._by_number[number], 0, theme.px(8))

    def _found(self, checked: Checked) -> None:
        """Cards stay while the letter is the same: an answer that is being written is not lost by typing elsewhere."""
        letter = self._letter = letter_of(checked.report)
        self._asked = standing(letter, checked.findings, checked.report) if letter else []
        left = sum(not each.done for each in self._asked)
        self._say(letter, left)
        comments = comments_of(checked.report)
        open_ones = sum(not each.done for each in comments)
        self._comments_head.setText(
            _COMMENTS.format(len(comments), f"还有 {open_ones} 条没有处理" if open_ones else "都处理了")
        )
        self._comments_head.setVisible(bool(comments))
        self._head.setVisible(letter is not None)
        self._how.setVisible(letter is not None or not comments)
        self._arrange_anew()
        tally = (len(self._asked) + len(comments), left + open_ones)
        if tally != self._tally:
            self._tally = tally
            self.counted.emit(*tally)

    def _arrange_anew(self) -> None:
        """批注 first, then what the county asks; of both those that are done last."""
        comments = dict(enumerate(comments_of(self._document.report)))
        asked = {each.number: each for each in self._asked}
        keys = [(_COMMENT, number) for number in sorted(comments, key=lambda number: comments[number].done)]
        keys += [(_REMARK, number) for number in sorted(asked, key=lambda number: asked[number].done)]
        writing = [(_REMARK, number) for number, card in self._by_number.items() if card.is_open]
        listed = self._listed(keys, writing)
        for number in [number for number in self._comments if (_COMMENT, number) not in listed]:
            self._drop(self._comments.pop(number))
        for number in [number for number in self._by_number if (_REMARK, number) not in listed]:
            self._drop(self._by_number.pop(number))
        cards: dict[str, list[Card]] = {_COMMENT: [], _REMARK: []}
        for kind, number in (key for key in keys if key in listed):
            card = self._comment_card(number, comments[number]) if kind == _COMMENT else self._card(asked[number])
            cards[kind].append(card)
        self._offer_more(len(keys) - len(listed))
        shown = [self._comments_head, *cards[_COMMENT], self._head, self._how, self._ways, *cards[_REMARK]]
        self._arrange([*shown, self._more])

    def _card(self, each: Answered) -> RemarkCard:
        again = self._letter is not None and self._letter.repeated(each.remark)
        card = self._by_number.get(each.number)
        if card is not None and card.shown.remark.key == each.remark.key:
            card.show_answered(each, again)
            return card
        if card is not None:
            self._drop(card)
        self._by_number[each.number] = self._made(card := RemarkCard(self._document, each, again, self._inside))
        return card

    def _comment_card(self, number: int, comment: Comment) -> CommentCard:
        if number in self._comments:
            self._comments[number].show_comment(comment)
            return self._comments[number]
        card = self._comments[number] = CommentCard(self._document, number, comment, self._inside)
        card.wanted.connect(self.wanted)
        card.stepped.connect(self._step)
        card.ticked.connect(self._tick_comment)
        card.dropped.connect(self._drop_comment)
        return card

    def comment_cards(self) -> list[CommentCard]:
        """The 批注 as they are kept."""
        return [self._comments[number] for number in sorted(self._comments)]

    def _tick_comment(self, number: int, done: bool) -> None:
        comments = list(comments_of(self._document.report))
        comments[number] = replace(comments[number], done=done)
        words = "批注标为已处理" if done else "批注取消“已处理”"
        self._document.edit(with_comments(self._document.report, comments), words)

    def _drop_comment(self, number: int) -> None:
        comments = list(comments_of(self._document.report))
        del comments[number]
        self.setFocus()  # the card that has it goes
        self._document.edit(with_comments(self._document.report, comments), "不再留着批注")

    def _made(self, card: RemarkCard) -> RemarkCard:
        card.wanted.connect(self.wanted)
        card.stepped.connect(self._step)
        card.answered.connect(self._answered)
        return card

    def _say(self, letter: Letter | None, left: int) -> None:
        self._ways.setVisible(letter is not None)
        if letter is None:
            self._head.setText("")
            self._how.setText(_NONE)
            return
        until = f"，请在 {letter.deadline} 前重新报送" if letter.deadline else ""
        done = f"还有 {left} 条没有改" if left else "都处理了"
        self._head.setText(f"{letter.sender} 第 {letter.number} 次退回：{len(letter.remarks)} 条，{done}{until}。")
        contact = f"有疑问请联系：{letter.contact}。" if letter.contact else ""
        self._how.setText(f"请只改列出的地方；不改的写答复。答复记在底稿里，不会印出来。{contact}")

    def _answered(self, number: int, text: str, done: bool) -> None:
        report = self._document.report
        letter = letter_of(report)
        if letter is None or number > len(letter.remarks):
            return
        was = letter.remarks[number - 1]
        words = "答复县里的意见" if text != was.answer else "标为已改好" if done else "取消“已改好”"
        self._document.edit(with_letter(report, with_answer(letter, number - 1, text, done)), words)

    def _copy(self) -> None:
        checked = self._checker.checked
        letter = letter_of(checked.report)
        if letter is not None:
            QGuiApplication.clipboard().setText(answer_text(letter, standing(letter, checked.findings, checked.report)))
            self.said.emit("已复制答复，可以粘贴到聊天或邮件里。")
