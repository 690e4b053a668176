"""Copy, cut and paste at the table, with the preview."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget

from tests.gui.grid.table_desk import CONTROL, Desk, Key
from tests.reports import balanced, blank

PASTE, COPY, CUT = (Key.Key_V, CONTROL), (Key.Key_C, CONTROL), (Key.Key_X, CONTROL)


def test_a_block_lands_from_the_cursor_on_as_one_step(qtbot):
    desk = Desk(qtbot, blank())
    desk.at("received", "business")
    desk.clipboard("1,234\t２\t\r\n4\t5\t6\r\n")
    desk.keys(PASTE)
    assert desk.row("received")[1:4] == ["1234", "2", None]
    assert desk.row("carried_in")[1:4] == ["4", "5", "6"]
    assert desk.steps() == 1
    assert desk.said[-1] == "已粘贴 6 格。"
    assert len(desk.view.selected_cells()) == 6
    desk.undo()
    assert not desk.document.report.figures


def test_a_blank_in_the_block_makes_a_blank(qtbot):
    desk = Desk(qtbot, blank())
    desk.fills("received", "research", "9")
    desk.at("received", "business")
    desk.clipboard("1\t\t3")
    desk.keys(PASTE)
    assert desk.row("received")[1:4] == ["1", None, "3"]


def test_labels_of_excel_are_skipped_wherever_the_cursor_is(qtbot):
    desk = Desk(qtbot, blank())
    desk.at("carried_out", "research")
    desk.clipboard('三、本年度办理结果\t"（三）\n不予公开"\t2.其他法律行政法规禁止公开\t1\t2\t3\t4\t5\t6\t21\r\n')
    desk.keys(PASTE)
    assert desk.row("refused_forbidden_by_law") == ["1", "2", "3", "4", "5", "6", "21"]


def test_a_block_that_does_not_fit_is_shown_first(qtbot, answers):
    desk = Desk(qtbot, blank())
    desk.at("received", "total")
    desk.clipboard("7\t8\n十\t9")

    def look(dialog):
        table = dialog.findChild(QTableWidget)
        rows = [[table.item(r, c).text() for c in range(4)] for r in range(table.rowCount())]
        assert rows[0] == ["8", "—", "", "表外，没有地方放"]
        assert rows[1][:3] == ["十", "表三 总计·二、上年结转", "空白"]
        assert rows[3] == ["7", "表三 总计·一、本年新收", "空白", "填入"]
        dialog.reject()

    answers.act(look)
    desk.keys(PASTE)
    assert "将填入 1 格，3 个放不下或不能填。" in answers.seen[0]
    assert (desk.steps(), desk.said[-1]) == (0, "没有粘贴，表里的数没有变。")
    answers.click("填入这 1 格")
    desk.keys(PASTE)
    assert desk.figure("received", "total") == "7"
    assert desk.steps() == 1


def test_a_pasted_total_that_differs_from_the_sum_is_told(qtbot, answers):
    desk = Desk(qtbot, replace(blank(), auto_totals=True))
    desk.at("received", "natural_person")
    desk.clipboard("1\t2\t3\t4\t5\t6\t22")
    answers.click("填入这 6 格")
    desk.keys(PASTE)
    assert "1 个合计与自动合计不同" in answers.seen[0]
    assert desk.row("received")[-1] == "21"
    desk.clipboard("2\t2\t3\t4\t5\t6\t22")
    desk.at("received", "natural_person")
    desk.keys(PASTE)
    assert desk.row("received")[-1] == "22"


def test_one_refused_text_is_refused_at_the_cell(qtbot):
    desk = Desk(qtbot, blank())
    desk.fills("received", "business", "12")
    desk.at("received", "business")
    desk.clipboard("十二件")
    desk.keys(PASTE)
    assert desk.note == "这里只能填整数件数。“十二件”没有填入，原来的 12 还在。"
    assert desk.figure("received", "business") == "12"


def test_one_figure_fills_the_selection(qtbot):
    desk = Desk(qtbot, blank())
    desk.selects(("received", "business"), ("carried_in", "research"))
    desk.clipboard("0")
    desk.keys(PASTE)
    assert [desk.row(row)[1:3] for row in ("received", "carried_in")] == [["0", "0"]] * 2
    assert desk.steps() == 1


def test_one_figure_upon_a_computed_cell_says_why_not(qtbot):
    desk = Desk(qtbot, replace(blank(), auto_totals=True))
    desk.at("received", "total")
    desk.clipboard("5")
    desk.keys(PASTE)
    assert "由自动合计得出" in desk.note
    assert desk.steps() == 0


def test_nothing_on_the_clipboard_changes_nothing(qtbot):
    desk = Desk(qtbot, balanced(1))
    desk.at("received", "business")
    desk.clipboard("")
    desk.keys(PASTE)
    assert desk.steps() == 0
    assert desk.said[-1] == "剪贴板里没有可以粘贴的数。"


def test_copy_gives_what_excel_reads_and_cut_leaves_blanks(qtbot):
    desk = Desk(qtbot, balanced(3))
    top = desk.row("received")[:2]
    below = desk.row("carried_in")[:2]
    desk.selects(("received", "natural_person"), ("carried_in", "business"))
    desk.keys(COPY)
    assert QGuiApplication.clipboard().text() == "\t".join(top) + "\r\n" + "\t".join(below) + "\r\n"
    desk.keys(CUT)
    assert desk.row("received")[:2] == [None, None]
    assert desk.document.undo_stack.undoText() == "剪切 4 格"
    desk.keys(PASTE)
    assert desk.row("carried_in")[:2] == below


def test_a_table_copied_whole_goes_into_another_report(qtbot):
    first = Desk(qtbot, balanced(4))
    first.keys((Key.Key_A, CONTROL), COPY)
    second = Desk(qtbot, blank())
    second.at("received", "natural_person")
    second.keys(PASTE)
    cells = second.page.table.cells
    assert [second.document.report.figure(c) for c in cells] == [first.document.report.figure(c) for c in cells]
    assert second.steps() == 1


RAGGED = (
    "一、本年新收政府信息公开申请数量\t131\t38\t1\t3\t9\t4\t186\n"
    "二、上年结转政府信息公开申请数量\t9\t3\t0\t0\t1\t0\t13\n"
    "三、本年度办理结果\t（一）予以公开\t58\t17\t1\t2\t4\t2\t84\n"
)


def test_labels_are_counted_in_each_row(qtbot):
    """A browser gives a merged label once: the third row has two labels where the others have one."""
    desk = Desk(qtbot, blank())
    desk.at("carried_out", "total")
    desk.clipboard(RAGGED)
    desk.keys(PASTE)
    assert desk.row("received") == ["131", "38", "1", "3", "9", "4", "186"]
    assert desk.row("carried_in") == ["9", "3", "0", "0", "1", "0", "13"]
    assert desk.row("granted") == ["58", "17", "1", "2", "4", "2", "84"]
    assert desk.steps() == 1


def page(*rows: str) -> str:
    return f"<html><body><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body></html>"


def boxes(*words: object) -> str:
    return "".join(f"<td>{word}</td>" for word in words)


def clip(html: str, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def _results(dialog) -> list[str]:
    table = dialog.findChild(QTableWidget)
    return [table.item(row, 3).text() for row in range(table.rowCount())]


def test_the_html_flavour_tells_what_is_merged(qtbot, answers):
    """In plain text the figure that stands over two columns looks like a row of seven with its total missing."""
    desk = Desk(qtbot, blank())
    desk.at("received", "natural_person")
    html = page(
        "<td colspan=3>一、本年新收政府信息公开申请数量</td><td colspan=2>5</td>" + boxes(3, 2, 1, 6, 17, ""),
        "<td colspan=3>二、上年结转政府信息公开申请数量</td>" + boxes(1, 2, 0, 0, 0, 0, 3, ""),
    )
    text = "一、本年新收政府信息公开申请数量\t5\t3\t2\t1\t6\t17\t\n二、上年结转政府信息公开申请数量\t1\t2\t0\t0\t0\t0\t3\t\n"
    clip(html, text)
    shown: list[str] = []
    answers.click("不粘贴")
    desk.keys(PASTE)
    assert desk.steps() == 0
    answers.act(lambda dialog: (shown.extend(_results(dialog)), dialog.reject()))
    desk.keys(PASTE)
    assert sum("分不清哪个数在哪一列" in line for line in shown) == 2


def test_a_row_under_its_header_lands_without_a_word_blanks_and_all(qtbot):
    desk = Desk(qtbot, blank())
    desk.fills("received", "business", "8")
    desk.at("granted", "research")
    heads = (
        "<td rowspan=3 colspan=3>（勾稽关系）</td><td colspan=7>申请人情况</td>",
        "<td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td>",
        boxes("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
    )
    row = "<td colspan=3>一、本年新收政府信息公开申请数量</td>" + boxes(5, "", 3, 2, 1, 0, 11)
    clip(page(*heads, row), "自然人\t总计\n一、本年新收政府信息公开申请数量\t5\t\t3\t2\t1\t0\t11")
    desk.keys(PASTE)
    assert desk.row("received") == ["5", None, "3", "2", "1", "0", "11"]


def test_marks_of_none_are_zero_only_when_she_says_so(qtbot, answers):
    desk = Desk(qtbot, blank())
    desk.fills("received", "research", "9")
    desk.at("received", "natural_person")
    desk.clipboard("7\t—\t/\t无\t3件\t0\t10")
    answers.click("填入这 4 格")
    desk.keys(PASTE)
    assert desk.row("received") == ["7", None, "9", None, "3", "0", "10"]
    desk.undo()

    def with_zeros(dialog):
        dialog.zeros.setFocus()
        QTest.keyClick(dialog.zeros, Key.Key_Space)
        assert dialog.zeros.text() == "表示没有的符号（“—”“/”“无”）当作 0，共 3 格"
        assert _results(dialog).count("当作 0") == 3
        assert _results(dialog).count("按 3 填入") == 1
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "填入这 7 格").click()

    answers.act(with_zeros)
    desk.keys(PASTE)
    assert desk.row("received") == ["7", "0", "0", "0", "3", "0", "10"]


def test_one_figure_with_its_unit_is_shown_first(qtbot, answers):
    desk = Desk(qtbot, blank())
    desk.at("received", "business")
    desk.clipboard("3件")
    answers.click("填入这 1 格")
    desk.keys(PASTE)
    assert desk.figure("received", "business") == "3"
    desk.clipboard("3元")
    desk.keys(PASTE)
    assert "这里只能填整数件数" in desk.note
    assert desk.figure("received", "business") == "3"


def test_something_large_is_no_table(qtbot):
    desk = Desk(qtbot, blank())
    desk.at("received", "business")
    desk.clipboard("12\n" * 400_000)
    desk.keys(PASTE)
    assert desk.said[-1] == "剪贴板里的内容太大，不像是一张表，没有粘贴。"
    assert desk.steps() == 0


def test_a_hundred_thousand_lines_are_shown_as_far_as_a_table_goes(qtbot, answers):
    desk = Desk(qtbot, blank())
    desk.at("received", "natural_person")
    desk.clipboard("12\r\n" * 100_000)

    def look(dialog):
        assert dialog.findChild(QTableWidget).rowCount() == 2_000
        dialog.reject()

    answers.act(look)
    desk.keys(PASTE)
    assert "剪贴板里的内容太大，不像是一张表，只看了前面的一部分。" in answers.seen[0]
    assert (desk.steps(), desk.said[-1]) == (0, "没有粘贴，表里的数没有变。")
    assert not desk.document.report.figures


@pytest.mark.parametrize(
    "text",
    [
        ("1\t" * 200 + "\r\n") * 2_000,
        "a\t12\t三\r\n" * 30_000,
        ("十\t" * 190 + "\n") * 400,
        '"1"\t"2"\t"3"\r\n' * 50_000,
    ],
    ids=["figures in 2,000 lines of 200", "three columns", "words", "quoted"],
)
def test_thousands_of_boxes_with_something_in_them_are_no_table(qtbot, text):
    desk = Desk(qtbot, balanced(1))
    before = desk.document.report
    desk.at("received", "business")
    desk.clipboard(text)
    desk.keys(PASTE)  # no dialog of 400,000 lines
    assert desk.said[-1] == "剪贴板里的内容太大，不像是一张表，没有粘贴。"
    assert (desk.steps(), desk.document.report) == (0, before)


def test_a_whole_sheet_mostly_blank_is_a_table_still(qtbot):
    desk = Desk(qtbot, blank())
    desk.at("received", "business")
    line = "一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t21"
    desk.clipboard("\r\n".join([line, *["\t" * 7] * 1_500]))
    desk.keys(PASTE)
    assert desk.row("received") == ["1", "2", "3", "4", "5", "6", "21"]


def test_a_text_of_a_million_characters_is_not_quoted_whole(qtbot):
    desk = Desk(qtbot, blank())
    desk.at("received", "business")
    for text in ("1" * 999_999, "年报" * 400_000):
        desk.clipboard(text)
        desk.keys(PASTE)
        assert f"“{text[:30]}（后面略去）”没有填入，这一格仍是空白。" in desk.note
        assert len(desk.note) < 100
    assert not desk.document.report.figures


def test_the_menu_key_opens_what_can_be_done_with_a_cell(qtbot, answers):
    desk = Desk(qtbot, blank())
    desk.fills("granted", "business", "4")
    desk.at("granted", "business")
    answers.pick("清除")
    QApplication.sendEvent(desk.view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint()))
    assert desk.figure("granted", "business") is None
    wanted = ("撤销", "剪切", "复制", "粘贴", "清除", "空白补 0", "来源与待核…", "填报口径")
    for item in wanted:
        assert any(line.startswith(item) for line in answers.seen[0].splitlines()), item
    answers.pick(f"撤销 {desk.document.undo_stack.undoText()}")
    QApplication.sendEvent(desk.view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint()))
    assert desk.figure("granted", "business") == "4"


def test_the_menu_of_a_cell(qtbot, answers):
    desk = Desk(qtbot, balanced(1))
    desk.at("granted", "business")
    answers.pick("标为待核")
    desk.view.menu_wanted.emit(desk.view.mapToGlobal(desk.view.rect().center()))
    assert "填报口径" in answers.seen[0]
    assert desk.document.report.sources["applications/granted"].to_check
