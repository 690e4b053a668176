"""县里的意见: take a letter over into the draft that it is about, and give the answers out as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.gui.desk.desk import Desk
from app.gui.dialogs.question import tell
from app.gui.dialogs.where import ask_where, default_folder, file_name
from app.model.endings import LETTER
from app.model.files import FileProblem, read_bytes, write_atomic
from app.model.kept.remarks import (
    LARGEST,
    Letter,
    belongs,
    letter_bytes,
    letter_of,
    parse_letter,
    standing,
    with_answers_of,
    with_letter,
)

KIND = "退回意见"


def read_letter(path: Path) -> Letter:
    """FileProblem with one sentence when it is none."""
    return parse_letter(read_bytes(path, LARGEST), path.name)


def not_ours(letter: Letter) -> str:
    """What is said where a letter meets another report."""
    return f"这是给“{letter.unit}”{letter.year}年年报的退回意见"


class RemarksActs(QObject):
    """The letters of one draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def choose(self) -> None:
        """A letter chosen from the menu."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._desk.parent_widget, "放入县里的意见", str(default_folder("draft_folder")), f"{KIND} (*{LETTER})"
        )
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        try:
            self.take(read_letter(path))
        except FileProblem as problem:
            tell(self._desk.parent_widget, str(problem))

    def take(self, letter: Letter) -> None:
        """Into the draft as one undo step, and its cards shown; what does not belong here is said and changes nothing."""
        desk, window = self._desk, self._desk.parent_widget
        desk.commit()
        report = desk.report
        if not belongs(letter, report):
            own = f"“{report.organ.name or '未填单位'}”{report.year}年"
            tell(window, f"{not_ours(letter)}，这份底稿是{own}的，没有放入。请打开那一份底稿再拖进来。")
            return
        before = letter_of(report)
        if before is not None and before.number > letter.number:
            tell(window, f"这是第 {letter.number} 次的退回意见，底稿里已经有第 {before.number} 次的了，没有放入。")
            return
        after = with_letter(report, with_answers_of(letter, before))
        if after == report:
            desk.say("这份意见已经在底稿里了。")
        else:
            desk.edit(after, "放入县里的意见")
            desk.say(f"{letter.sender}提了 {len(letter.remarks)} 条意见，列在右边；改好、答复以后保存，再报送。")
        desk.checker.run()  # the tab is there when its cards are
        desk.tab_wanted.emit("remarks")

    def save_answers(self) -> None:
        """The letter with the answers in it, for who sends a Word."""
        desk = self._desk
        if not desk.settle():
            return
        checked = desk.checked
        letter = letter_of(checked.report)
        if letter is None:
            desk.say("没有县里的意见，不用答复。")
            return
        stands = standing(letter, checked.findings, checked.report)
        said = replace(
            letter,
            remarks=tuple(
                replace(each.remark, answer=each.remark.answer or each.words, done=each.done) for each in stands
            ),
        )
        name = f"{file_name(letter.unit)}（第{letter.number}次答复）{LETTER}"
        path = ask_where(desk.parent_widget, "答复另存为文件", default_folder("export_folder") / name, KIND, LETTER)
        if path is None:
            return
        try:
            write_atomic(path, letter_bytes(said))
        except FileProblem as problem:
            tell(desk.parent_widget, str(problem))
            return
        desk.say(f"已写好“{path.name}”，请和 Word 一起发给{letter.sender}。")
