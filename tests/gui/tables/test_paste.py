"""Copy, cut and paste at the table, with the preview."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableWidget

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


def test_the_menu_of_a_cell(qtbot, answers):
    desk = Desk(qtbot, balanced(1))
    desk.at("granted", "business")
    answers.pick("标为待核")
    desk.view.menu_wanted.emit(desk.view.mapToGlobal(desk.view.rect().center()))
    assert "填报口径" in answers.seen[0]
    assert desk.document.report.sources["applications/granted"].to_check
