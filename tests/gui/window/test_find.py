"""查找和替换: what is found, where it leads, what replacing changes and what it leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.form.schema import Cell
from app.gui.desk.document import ReportDocument
from app.gui.look import style_sheet as look
from app.gui.window import find
from app.gui.window.find import all_replaced, hits, replaced
from app.gui.window.find_bar import FindBar
from app.model.report import Organ
from tests.reports import blank

REPORT = (
    blank(organ=Organ(name="高新区管委会", kind="development_zone"))
    .with_text("overview.platforms", "高新区网站。高新区公众号。")
    .with_text("problems", "高新区的问题。")
)


@pytest.fixture
def bar(qtbot, qapp):
    look.apply(qapp, "light", 100)
    bar = FindBar(ReportDocument(REPORT))
    qtbot.addWidget(bar)
    with qtbot.waitActive(bar):
        bar.open_find()
        bar.activateWindow()
    bar.words.setText("高新区")
    yield bar


def test_narratives_organ_and_labels_are_searched():
    found = hits(REPORT, "高新区")
    assert [(str(hit.place), hit.replaceable) for hit in found] == [
        ("organ/name", False),
        ("overview.platforms", True),
        ("overview.platforms", True),
        ("problems", True),
    ]
    assert [hit.place.start for hit in found] == [0, 0, 6, 0]
    (row,) = hits(REPORT, "重复申请")
    assert row.place == Cell("applications", "not_processed_repeated", "natural_person")
    assert row.name == "表三 2.重复申请"
    assert hits(REPORT, "") == []
    assert hits(REPORT, ".*") == [], "the words themselves, no pattern"
    assert len(hits(REPORT.with_text("problems", "APP和app"), "App")) == 2


def test_every_label_of_the_form_is_found():
    report = blank()
    for table in report.form.tables:
        for cell in table.cells:
            row, column = table.place(cell)
            assert hits(report, row.label) and hits(report, column.label)


def test_enter_goes_on_in_a_circle_and_shift_back(bar, qtbot):
    led = []
    bar.wanted.connect(lambda place, quote: led.append((str(place), getattr(place, "start", None), quote)))
    for _ in range(5):
        qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    assert [place for place, _, _ in led] == [
        "organ/name", "overview.platforms", "overview.platforms", "problems", "organ/name",
    ]  # fmt: skip
    qtbot.keyClick(bar.words, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert led[-1] == ("problems", 0, "高新区")
    assert bar._said.text() == "第 4 处，共 4 处：五、存在的主要问题及改进情况"
    assert bar.words.hasFocus()


def test_nothing_found_is_said(bar):
    bar.words.setText("开发区")
    assert bar._said.text() == "没有找到“开发区”。"


def test_replace_all_is_one_step_and_leaves_the_organ_alone(bar, qtbot):
    document = bar._document
    bar.open_replace()
    bar.new.setText("新区高新区")
    bar.replace_all()
    assert document.report.text("overview.platforms") == "新区高新区网站。新区高新区公众号。"
    assert document.report.text("problems") == "新区高新区的问题。"
    assert document.report.organ.name == "高新区管委会"
    assert bar._said.text() == "替换了 3 处，可撤销。单位信息、表格项目和活数字里的 1 处没有动。"
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.report == REPORT


def test_replace_goes_from_one_to_the_next_even_when_the_new_words_hold_the_old(bar, qtbot):
    document = bar._document
    bar.open_replace()
    bar.new.setText("近海高新区")
    bar.new.setFocus()
    for _ in range(4):  # the first leads to the first that can be replaced
        qtbot.keyClick(bar.new, Qt.Key.Key_Return)
    assert document.report.text("overview.platforms") == "近海高新区网站。近海高新区公众号。"
    assert document.report.text("problems") == "近海高新区的问题。"
    assert document.undo_stack.count() == 3
    assert document.undo_stack.undoText() == "替换“高新区”"


def test_escape_closes(bar, qtbot):
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_hits_follow_the_report(bar, qtbot):
    bar.next()
    bar._document.edit(bar._document.report.with_text("overview.platforms", ""), "")
    assert len(bar._hits) == 2


def write_before(bar: FindBar) -> None:
    report = bar._document.report
    bar._document.edit(report.with_text("problems", "总的来看，" + report.text("problems")), "写一句")


@pytest.mark.parametrize("closed", [False, True])
def test_replacing_after_the_text_has_moved_shows_the_place_first(bar, closed):
    led = []
    bar.wanted.connect(lambda place, quote: led.append((str(place), place.start)))
    document = bar._document
    bar.words.setText("问题")
    bar.open_replace()
    bar.new.setText("不足")
    bar.next()
    if closed:
        bar.close_bar()
    write_before(bar)
    bar.open_replace()
    assert bar._said.text() == "共 1 处，按回车逐处查看"
    replace = next(button for button in bar.findChildren(QPushButton) if button.text() == "替换")
    replace.click()
    assert led == [("problems", 4), ("problems", 9)] and document.report.text("problems") == "总的来看，高新区的问题。"
    replace.click()
    assert document.report.text("problems") == "总的来看，高新区的不足。"


def test_words_that_are_gone_are_not_replaced(bar):
    document = bar._document
    bar.words.setText("问题")
    bar.open_replace()
    bar.new.setText("不足")
    bar.next()
    bar.close_bar()
    document.edit(document.report.with_text("problems", "没有这个词了。"), "改写")
    bar.replace_one()
    assert document.report.text("problems") == "没有这个词了。"


def test_going_on_with_the_bar_closed_leads_to_where_the_words_are_now(bar):
    led = []
    bar.next()
    bar.next()
    bar.next()
    bar.close_bar()
    write_before(bar)
    bar.wanted.connect(lambda place, quote: led.append((str(place), place.start)))
    bar.next()
    assert led == [("problems", 5)] and bar._said.text().startswith("第 4 处，共 4 处")


@given(
    text=st.lists(st.sampled_from(["甲", "{year}", "{organ/name}", "乙甲", "25", "\n"]), max_size=15),
    new=st.sampled_from(["", "甲甲", "{year}", "丙", "{"]),
    wanted=st.sampled_from(["甲", "25", "2", "乙"]),
)
def test_all_at_once_is_as_one_by_one(text, new, wanted):
    report = REPORT.with_text("problems", "".join(text)).with_text("overview.platforms", "".join(reversed(text)))
    found = hits(report, wanted)
    one_by_one = report
    for hit in reversed(found):
        if hit.replaceable:
            one_by_one = replaced(one_by_one, hit, new)
    assert all_replaced(report, found, new).texts == one_by_one.texts


def test_a_text_is_written_once_however_often_it_has_the_words(monkeypatch):
    report = REPORT.with_text("problems", "公开的事项。" * 500)
    found, laid = hits(report, "公开"), []
    monkeypatch.setattr(find, "laid_out", lambda *of, real=find.laid_out: laid.append(of) or real(*of))
    assert all_replaced(report, found, "公布").text("problems") == "公布的事项。" * 500
    assert len(laid) == 1
