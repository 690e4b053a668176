"""The county's letter in the unit's window: taken over, seen at the cell, answered, sent back; and every letter that is not for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.acts import examine
from app.form.schema import Cell
from app.gui.look.card_list import LISTED
from app.gui.remarks.card import RemarkCard
from app.model.draft import open_draft, save_draft
from app.model.finding import Level
from app.model.kept.comments import Comment, comments_of, with_comments
from app.model.kept.remarks import Letter, Remark, letter_bytes, letter_of, parse_letter
from tests.flows.clerk import Clerk
from tests.reports import balanced

TOTAL = Cell.parse("applications/received/total")
UNIT = balanced(3).organ.name


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """As it was sent: with a wrong total."""
    path = tmp_path / "年报.gknb"
    save_draft(replace(balanced(3), auto_totals=False).with_figures({TOTAL: Decimal(777)}), path)
    return path


@pytest.fixture
def letter(tmp_path: Path, draft: Path) -> Path:
    report = open_draft(draft)
    finding = next(f for f in examine(report).findings if f.level is Level.ERROR)
    remarks = (
        Remark(
            finding.message, str(TOTAL), report.form.name(TOTAL), "777", finding.basis, finding.anchor, finding.rule
        ),
        Remark("第五部分太短，请写具体。", "problems", "五、存在的主要问题及改进情况"),
        Remark("请补报经办人电话。"),
    )
    path = tmp_path / f"{UNIT}（第1次）.gkth"
    made = Letter(UNIT, "青禾县人民政府", 2025, 1, "2026-01-12", "2026-01-20", "年报.gknb", "", remarks, (), (UNIT,))
    path.write_bytes(letter_bytes(made))
    return path


def dropped(clerk: Clerk, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    )
    clerk.window.dropEvent(event)
    QApplication.processEvents()


def cards(clerk: Clerk) -> list[RemarkCard]:
    clerk.window.desk.checker.run()
    return clerk.window.side.remarks.cards()


def press(card: RemarkCard, words: str) -> None:
    button = next(each for each in card.findChildren(QPushButton) if each.text() == words and not each.isHidden())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def tab(clerk: Clerk) -> str:
    side = clerk.window.side
    at = side.indexOf(side.remarks)
    return side.tabText(at) if side.isTabVisible(at) else ""


def test_a_letter_is_dropped_answered_and_goes_back_with_the_draft(clerk: Clerk, draft: Path, letter: Path) -> None:
    clerk.starts(draft)
    assert tab(clerk) == ""
    dropped(clerk, letter)
    assert clerk.window.side.currentWidget() is clerk.window.side.remarks
    assert tab(clerk) == "意见 3"
    first, second, third = cards(clerk)
    view = clerk.window.pages
    press(first, "去看")
    assert view.cell == TOTAL
    model = view.page.view.model()  # type: ignore[union-attr]
    assert model.mark(TOTAL).asked and any("县里的意见 1" in said for said in model.mark(TOTAL).messages)

    clerk.fills(str(TOTAL), str(balanced(3).figures[TOTAL]))
    press(second, "写答复")
    QGuiApplication.clipboard().setText("补写了两段")
    clerk.window.side.remarks.findChildren(type(second.editor.text))[0].paste()  # type: ignore[union-attr]
    press(second, "确定")
    press(third, "已改好")
    assert tab(clerk) == "意见"
    assert not model.mark(TOTAL).asked
    clerk.saves()

    kept = letter_of(open_draft(draft))
    assert kept and [(each.answer, each.done) for each in kept.remarks] == [
        ("", False),
        ("补写了两段", False),
        ("", True),
    ]
    clerk.undoes()
    assert tab(clerk) == "意见 1"


def test_f8_goes_on_from_what_was_found_to_what_the_county_asks(clerk: Clerk, draft: Path, letter: Path) -> None:
    """The remark about the wrong total is the finding itself and is not visited twice; one about the whole leads to its card."""
    clerk.starts(draft)
    dropped(clerk, letter)
    first, second, third = cards(clerk)
    window = clerk.window
    findings = len([each for each in window.desk.checked.findings if each.blocks])
    for _ in range(findings):
        clerk.presses("F8")
        assert window.side.currentWidget() is window.side.problems
    clerk.goes_to("applications/received/total")
    for card, part in ((second, "problems"), (third, "problems")):
        clerk.presses("F8")
        assert window.side.currentWidget() is window.side.remarks
        assert [each for each in cards(clerk) if each.lit] == [card] and card.isVisible()
        assert window.pages.part == part
    assert clerk.status == f"第 {findings + 2} 处，共 {findings + 2} 处，按 F8 到下一处。" and not first.lit
    press(second, "已改好")
    clerk.presses("F8")
    assert window.side.currentWidget() is window.side.problems
    assert clerk.status.startswith(f"第 1 处，共 {findings + 1} 处")


def test_a_half_written_answer_is_not_lost_on_the_way_out(clerk: Clerk, draft: Path, letter: Path) -> None:
    clerk.starts(draft)
    dropped(clerk, letter)
    card = cards(clerk)[1]
    press(card, "写答复")
    assert card.editor
    card.editor.text.setPlainText("还没写完")
    clerk.will_answer("知道了").saves()
    assert clerk.was_told("有一条答复还没有写完")


def test_a_letter_of_three_hundred_is_listed_as_far_as_one_reads_and_led_to_whole(
    clerk: Clerk, draft: Path, tmp_path: Path
) -> None:
    """A card each took half a minute for three thousand."""
    cells = [str(cell) for cell in balanced(3).form.cells]
    remarks = tuple(Remark(f"请核对这一格（{n}）。", cells[n % len(cells)]) for n in range(300))
    made = Letter(UNIT, "青禾县人民政府", 2025, 1, "2026-01-12", "2026-01-20", "年报.gknb", "", remarks, (), (UNIT,))
    (tmp_path / "多.gkth").write_bytes(letter_bytes(made))
    clerk.starts(draft)
    dropped(clerk, tmp_path / "多.gkth")
    panel = clerk.window.side.remarks
    assert len(cards(clerk)) == LISTED and panel.tally() == (300, 300) and "300 条" in tab(clerk) + panel._head.text()
    assert panel._more.text() == f"还有 {300 - LISTED} 条没有列出，再列 {LISTED} 条"
    first = cards(clerk)[0]
    first.write()
    panel.show_remark(250)
    assert [card.shown.number for card in cards(clerk) if card.lit] == [250] and first in cards(clerk)


def test_the_same_letter_again_changes_nothing(clerk: Clerk, draft: Path, letter: Path) -> None:
    clerk.starts(draft)
    dropped(clerk, letter)
    press(cards(clerk)[2], "已改好")
    before = clerk.window.document.report
    dropped(clerk, letter)
    assert clerk.window.document.report is before and clerk.status == "这份意见已经在底稿里了。"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit": "青禾县水利局", "names": ()}, "这是给“青禾县水利局”2025年年报的退回意见，这份底稿是"),
        ({"year": 2024}, f"这是给“{UNIT}”2024年年报的退回意见"),
    ],
)
def test_a_letter_for_another_draft_is_one_sentence(
    clerk: Clerk, draft: Path, letter: Path, changes: dict, sentence: str
) -> None:
    letter.write_bytes(letter_bytes(replace(parse_letter(letter.read_bytes(), ""), **changes)))
    clerk.starts(draft)
    clerk.will_answer("知道了")
    dropped(clerk, letter)
    assert clerk.was_told(sentence) and tab(clerk) == ""


def test_an_older_letter_does_not_replace_a_newer_one(clerk: Clerk, draft: Path, letter: Path) -> None:
    newer = letter.with_name("第2次.gkth")
    newer.write_bytes(letter_bytes(replace(parse_letter(letter.read_bytes(), ""), number=2)))
    clerk.starts(draft)
    dropped(clerk, newer)
    clerk.will_answer("知道了")
    dropped(clerk, letter)
    assert clerk.was_told("这是第 1 次的退回意见，底稿里已经有第 2 次的了")
    kept = letter_of(clerk.window.document.report)
    assert kept and kept.number == 2


def test_a_damaged_letter_is_one_sentence(clerk: Clerk, draft: Path, letter: Path) -> None:
    letter.write_bytes(letter.read_bytes()[:100])
    clerk.starts(draft)
    clerk.will_answer("知道了")
    dropped(clerk, letter)
    assert clerk.was_told("不是退回意见，或已损坏") and tab(clerk) == ""


def test_a_double_click_finds_the_draft_that_was_open_last(clerk: Clerk, draft: Path, letter: Path) -> None:
    clerk.starts(draft)
    clerk.ends()
    clerk.starts(letter)
    assert clerk.window.document.path == draft and tab(clerk) == "意见 3"


def test_a_double_click_without_a_draft_says_which_one_is_wanted(clerk: Clerk, letter: Path) -> None:
    clerk.will_answer("知道了")
    clerk.starts(letter)
    assert clerk.was_told(f"这是给“{UNIT}”2025年年报的退回意见。请先打开这份年报的底稿")
    assert clerk.program.start_window


def test_the_answers_go_out_as_a_file_for_who_sends_a_word(
    clerk: Clerk, draft: Path, letter: Path, tmp_path: Path
) -> None:
    clerk.starts(draft)
    dropped(clerk, letter)
    clerk.fills(str(TOTAL), str(balanced(3).figures[TOTAL]))
    press(cards(clerk)[1], "已改好")  # cards that are done stand last
    clerk.will_choose(tmp_path / "答复.gkth")
    QTest.mouseClick(clerk.window.side.remarks.save, Qt.MouseButton.LeftButton)
    said = parse_letter((tmp_path / "答复.gkth").read_bytes(), "")
    assert [each.done for each in said.remarks] == [True, False, True]
    assert said.remarks[0].answer == f"已改：777 → {balanced(3).figures[TOTAL]}"
    QTest.mouseClick(clerk.window.side.remarks.copy, Qt.MouseButton.LeftButton)
    assert "第 1 次退回意见的答复" in QGuiApplication.clipboard().text()


def test_the_draft_for_the_county_leaves_out_what_was_said_inside(
    clerk: Clerk, draft: Path, letter: Path, tmp_path: Path
) -> None:
    mine = with_comments(open_draft(draft), [Comment(who="王科长", text="这个数别报", at="")])
    save_draft(mine, draft)
    clerk.starts(draft)
    dropped(clerk, letter)
    clerk.will_choose(draft).will_answer("知道了").chooses("hand_over")
    assert clerk.was_told("是正在编辑的底稿，没有写入")
    out = tmp_path / "报送.gknb"
    clerk.will_choose(out).chooses("hand_over")
    assert clerk.status == "已导出“报送.gknb”。可以发给县里：批注、以前的送审稿、数据是谁给的，都不在里面。"
    theirs = open_draft(out)
    assert not comments_of(theirs) and letter_of(theirs) and "别报" not in out.read_text("utf-8")
    assert comments_of(clerk.window.document.report) and open_draft(draft).figures == theirs.figures
