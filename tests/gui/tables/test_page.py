"""The table page: keys, input methods, refusals, undo."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from app.form.schema import Cell
from app.keeping.settings import reload
from app.model.figures import digits
from app.model.totals import computed, fill_totals
from tests.gui.grid.table_desk import CONTROL, SHIFT, Desk, Key
from tests.reports import EVERY_EDITION, balanced, blank
from tests.where import TESTS


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot, blank())


def test_typing_replaces_enter_goes_down(desk):
    desk.at("received", "natural_person")
    desk.keys("12", Key.Key_Return)
    assert desk.figure("received", "natural_person") == "12"
    assert desk.here() == "carried_in/natural_person"
    desk.keys(Key.Key_Up, "7", Key.Key_Return)
    assert desk.figure("received", "natural_person") == "7"
    assert desk.document.undo_stack.undoText() == "填写 自然人·一、本年新收"


def test_tab_goes_right_and_enter_back_below_where_the_run_began(desk):
    desk.at("received", "business")
    desk.keys("1", Key.Key_Tab, "2", Key.Key_Tab, "3", Key.Key_Return)
    assert [desk.figure("received", c) for c in ("business", "research", "public_welfare")] == ["1", "2", "3"]
    assert desk.here() == "carried_in/business"
    desk.keys(Key.Key_Backtab)
    assert desk.here() == "carried_in/natural_person"


def test_tab_goes_over_computed_cells_and_on_to_the_next_row(qtbot):
    desk = Desk(qtbot, replace(blank(), auto_totals=True))
    desk.at("received", "other_organisation")
    desk.keys("4", Key.Key_Tab)
    assert desk.here() == "carried_in/natural_person"
    desk.at("other_remaining", "business")
    desk.keys(Key.Key_Return)
    assert desk.here() == "carried_out/business"
    desk.keys(Key.Key_Return)
    assert desk.here() == "received/research", "from the last row to the top of the next column"


def entered(desk: Desk, first: tuple[str, str]) -> list[str]:
    """Where Enter leads, figure by figure, from this cell on until it goes no further."""
    desk.at(*first)
    seen = []
    while desk.here() not in seen:
        seen.append(desk.here())
        desk.keys("1", Key.Key_Return)
    return seen


@pytest.mark.parametrize("table", ["disclosure", "applications", "disputes"])
@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_enter_meets_every_cell_once_and_the_last_one_is_not_typed_over(qtbot, edition, table):
    report = blank(edition, 2019 if edition == "2019" else 2025)
    desk = Desk(qtbot, report, table)
    first = desk.page.table.cells[0]
    assert len(entered(desk, (first.row, first.column))) == len(desk.page.table.cells)
    last = desk.here()
    steps = desk.steps()
    desk.keys("9")
    assert "已经是最后一格" in desk.note
    desk.keys("8", Key.Key_Return, "7")
    assert (desk.steps(), desk.here()) == (steps, last)
    assert all(figure == 1 for figure in desk.document.report.figures.values())
    desk.keys(Key.Key_F2, "5", Key.Key_Return)
    assert desk.figure(*last.split("/")) == "15", "F2 means this cell"


def test_enter_at_the_end_goes_to_what_is_still_blank(qtbot):
    desk = Desk(qtbot, balanced(1), "disputes")
    desk.document.edit(desk.document.report.with_figures({desk.page.table.cells[3]: None}), "空")
    last = desk.page.table.cells[-1]
    desk.at(last.row, last.column)
    desk.keys(Key.Key_Return)
    assert desk.here() == f"{desk.page.table.cells[3].row}/{desk.page.table.cells[3].column}"


@pytest.mark.parametrize("table", ["disclosure", "applications", "disputes"])
def test_the_hint_counts_the_cells_that_ctrl_0_fills(qtbot, table):
    desk = Desk(qtbot, blank(), table)
    first = desk.page.table.cells[0]
    for chosen in (1, 2):
        desk.at(first.row, first.column)
        if chosen == 2:
            desk.selects((first.row, first.column), (first.row, desk.page.table.cells[1].column))
        hint = desk.page.tools._blank.text()
        number = int(hint.split()[1])
        before = len(desk.document.report.figures)
        desk.keys((Key.Key_0, CONTROL))
        assert len(desk.document.report.figures) - before == number
        assert f"的 {number} 个空白格填为 0" in desk.said[-1]
        assert hint.startswith("选中的格" if chosen == 2 else "本行")
        desk.undo()


def test_the_tool_tip_of_a_cell_says_what_was_found_in_words(qtbot):
    desk = Desk(qtbot, balanced(1))
    cell = Cell("applications", "received", "business")
    desk.document.edit(desk.document.report.with_figures({cell: Decimal(999)}), "改")
    desk.checker.run()
    shown = QTextDocument()
    shown.setHtml(str(desk.page.model.index_of(cell).data(Qt.ItemDataRole.ToolTipRole)))
    assert "999" in shown.toPlainText()
    assert "<p" not in shown.toPlainText()


def test_shift_enter_and_shift_tab_go_back(desk):
    desk.at("granted", "business")
    desk.keys("5", (Key.Key_Return, SHIFT))
    assert desk.here() == "carried_in/business"
    desk.keys("6", (Key.Key_Tab, SHIFT))
    assert desk.here() == "carried_in/natural_person"
    assert desk.figure("granted", "business") == "5"
    assert desk.figure("carried_in", "business") == "6"


def test_enter_goes_right_when_she_has_chosen_so(desk):
    reload().set("enter", "right")
    try:
        desk.at("received", "business")
        desk.keys("1", Key.Key_Return)
        assert desk.here() == "received/research"
    finally:
        reload().set("enter", "down")


def test_arrows_leave_a_cell_being_typed_but_not_one_opened_by_f2(desk):
    desk.at("received", "business")
    desk.keys("31", Key.Key_Right)
    assert (desk.figure("received", "business"), desk.here()) == ("31", "received/research")
    desk.keys(Key.Key_Left, Key.Key_F2, Key.Key_Left, "9", Key.Key_Return)
    assert desk.figure("received", "business") == "391"


def test_home_end_and_control_arrows(desk):
    for row, column in (("received", "research"), ("carried_in", "research"), ("granted", "research")):
        desk.fills(row, column, "1")
    desk.at("received", "research")
    for key, here in (
        (Key.Key_Home, "received/natural_person"),
        (Key.Key_End, "received/total"),
        ((Key.Key_End, CONTROL), "carried_out/total"),
        ((Key.Key_Home, CONTROL), "received/natural_person"),
        ((Key.Key_Right, CONTROL), "received/research"),
        ((Key.Key_Down, CONTROL), "granted/research"),
        ((Key.Key_Down, CONTROL), "carried_out/research"),
        (Key.Key_PageUp, "received/research"),
        ((Key.Key_Left, CONTROL), "received/natural_person"),
    ):
        desk.keys(key)
        assert desk.here() == here, key


def test_shift_arrows_select_and_control_a_selects_all(desk):
    desk.at("received", "business")
    desk.keys((Key.Key_Down, SHIFT), (Key.Key_Right, SHIFT), (Key.Key_Right, SHIFT))
    assert len(desk.view.selected_cells()) == 6
    desk.keys((Key.Key_Left, SHIFT))
    assert len(desk.view.selected_cells()) == 4
    desk.keys((Key.Key_A, CONTROL))
    assert len(desk.view.selected_cells()) == 175
    desk.keys(Key.Key_Escape)
    assert len(desk.view.selected_cells()) == 1


def test_delete_makes_blanks_not_zeros_in_one_step(desk):
    desk.fills("received", "business", "3")
    desk.fills("carried_in", "business", "4")
    steps = desk.steps()
    desk.selects(("received", "business"), ("carried_in", "business"))
    desk.keys(Key.Key_Delete)
    assert desk.figure("received", "business") is None
    assert desk.steps() == steps + 1
    assert desk.document.undo_stack.undoText() == "清除 2 格"
    desk.undo()
    assert [desk.figure(row, "business") for row in ("received", "carried_in")] == ["3", "4"]


def test_escape_restores_and_leaves_no_step(desk):
    desk.fills("received", "business", "3")
    steps = desk.steps()
    desk.at("received", "business")
    desk.keys("88")
    assert desk.editor is not None
    desk.keys(Key.Key_Escape)
    assert desk.editor is None
    assert (desk.figure("received", "business"), desk.steps()) == ("3", steps)


def test_typing_the_same_figure_leaves_no_step(desk):
    desk.fills("received", "business", "3")
    steps = desk.steps()
    desk.fills("received", "business", "3")
    assert desk.steps() == steps


def test_one_step_for_each_visit_of_a_cell(desk):
    desk.at("received", "business")
    desk.keys("3")
    desk.page.commit()
    desk.keys("45", Key.Key_Return)
    assert desk.steps() == 1
    desk.fills("received", "business", "6")
    assert desk.steps() == 2
    desk.undo()
    assert desk.figure("received", "business") == "45"
    desk.undo()
    assert desk.figure("received", "business") is None


def test_backspace_opens_the_cell_empty(desk):
    desk.fills("received", "business", "3")
    desk.at("received", "business")
    desk.keys(Key.Key_Backspace, Key.Key_Return)
    assert desk.figure("received", "business") is None
    assert desk.document.undo_stack.undoText() == "清除 商业企业·一、本年新收"


def test_control_zero_fills_the_row_or_the_selection(desk):
    desk.fills("granted", "business", "3")
    desk.at("granted", "natural_person")
    desk.keys((Key.Key_0, CONTROL))
    assert desk.row("granted") == ["0", "3", "0", "0", "0", "0", "0"]
    assert desk.steps() == 2
    desk.keys((Key.Key_0, CONTROL))
    assert desk.said[-1] == "本行没有空白格。"
    desk.selects(("received", "business"), ("carried_in", "research"))
    desk.keys((Key.Key_0, CONTROL))
    assert desk.row("received")[:4] == [None, "0", "0", None]
    desk.undo()
    assert desk.row("received") == [None] * 7


def test_control_zero_leaves_computed_cells_to_the_sum(qtbot):
    desk = Desk(qtbot, replace(blank(), auto_totals=True))
    desk.fills("granted", "business", "3")
    desk.at("granted", "natural_person")
    desk.keys((Key.Key_0, CONTROL))
    assert desk.row("granted") == ["0", "3", "0", "0", "0", "0", "3"]


@pytest.mark.parametrize("text", ["12x", "1.5", "-3", "abc", "1,23"])
def test_a_text_is_refused_at_the_cell_and_the_old_figure_stays(desk, text):
    desk.fills("received", "business", "12")
    steps = desk.steps()
    desk.at("received", "business")
    desk.keys(text, Key.Key_Return)
    why = "不能填负数" if text == "-3" else "只能填整数件数"
    assert desk.note == f"这里{why}。“{text}”没有填入，原来的 12 还在。"
    assert desk.said[-1] == desk.note
    assert (desk.figure("received", "business"), desk.here(), desk.steps()) == ("12", "received/business", steps)
    desk.keys(Key.Key_Down)
    assert desk.note == ""


def test_a_computed_cell_says_why_it_cannot_be_typed_into(qtbot):
    desk = Desk(qtbot, replace(blank(), auto_totals=True))
    desk.at("granted", "total")
    desk.keys("5")
    assert desk.editor is None
    assert desk.note.startswith("“总计·（一）予以公开”由自动合计得出")
    desk.composes("５")
    assert desk.editor is None
    assert desk.steps() == 0


def test_full_width_digits_committed_without_preedit_are_not_lost(desk):
    desk.at("received", "business")
    desk.composes("１２")
    assert desk.editor is not None
    assert desk.editor.text() == "１２"
    desk.composes("３")
    desk.keys(Key.Key_Return)
    assert desk.figure("received", "business") == "123"


def test_preedit_then_commit(desk):
    desk.fills("received", "business", "7")
    desk.at("received", "business")
    desk.composes(preedit="shi")
    assert desk.editor is not None
    desk.composes(preedit="shier")
    desk.composes("12")
    desk.keys(Key.Key_Return)
    assert desk.figure("received", "business") == "12"


def test_chinese_numerals_are_refused_with_a_reason(desk):
    desk.fills("received", "business", "7")
    desk.at("received", "business")
    desk.composes("十二")
    desk.keys(Key.Key_Return)
    assert desk.note == "这里只能填整数件数。“十二”没有填入，原来的 7 还在。"
    assert desk.figure("received", "business") == "7"


def test_a_cancelled_composition_leaves_the_old_figure(desk):
    desk.fills("received", "business", "7")
    desk.at("received", "business")
    desk.composes(preedit="n")
    desk.composes()
    desk.keys(Key.Key_Escape)
    assert desk.figure("received", "business") == "7"


def test_a_check_that_ends_while_she_types_does_not_touch_the_editor(desk):
    desk.at("received", "business")
    desk.keys("4", Key.Key_Return, "56")
    index = desk.page.model.index_of(desk.view.cell())
    desk.page.model.dataChanged.emit(index, index)  # as when a finding about this cell comes or goes
    assert desk.editor.text() == "56"
    desk.keys(Key.Key_Return)
    assert desk.figure("carried_in", "business") == "56"


def test_signed_and_decimal_figures_of_the_2019_table(qtbot):
    desk = Desk(qtbot, blank("2019", 2020), "disclosure")
    desk.fills("licences", "change", "-3")
    desk.fills("procurement", "amount", "18.8710")
    assert desk.figure("licences", "change") == "-3"
    assert desk.figure("procurement", "amount") == "18.8710"
    desk.fills("licences", "decisions", "-3")
    assert "这里不能填负数" in desk.note


@pytest.mark.parametrize("key", ["disclosure", "applications", "disputes"])
@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_a_whole_report_typed_by_keys(qtbot, edition, key):
    report = balanced(21, edition)
    desk = Desk(qtbot, replace(blank(edition, report.year), auto_totals=True), key)
    table, totals = desk.page.table, computed(report.form)
    wanted = [cell for cell in table.cells if cell not in totals]
    desk.page.go_to(wanted[0])
    for cell in wanted:
        assert desk.view.cell() == cell
        desk.keys(digits(report.figures[cell]), Key.Key_Tab)
    desk.page.commit()
    assert {c: desk.document.report.figure(c) for c in table.cells} == {c: report.figures[c] for c in table.cells}
    assert fill_totals(desk.document.report) == desk.document.report
    assert desk.steps() == len(wanted)
    for _ in wanted:
        desk.undo()
    assert not desk.document.report.figures


def test_tab_at_the_last_cell_leaves_the_table(desk):
    desk.at("carried_out", "total")
    desk.keys("1", Key.Key_Tab)
    assert desk.figure("carried_out", "total") == "1"
    assert not desk.view.hasFocus()


def test_a_double_click_edits_and_keeps_the_figure(desk, qtbot):
    desk.fills("received", "business", "12")
    index = desk.page.model.index_of(Cell("applications", "received", "business"))
    place = desk.view.visualRect(index).center()
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.keys("3", Key.Key_Return)
    assert desk.figure("received", "business") == "123"


def test_leaving_by_the_mouse_takes_over_what_was_typed(desk, qtbot):
    desk.at("received", "business")
    desk.keys("12")
    other = desk.page.model.index_of(Cell("applications", "granted", "research"))
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.view.visualRect(other).center())
    assert desk.figure("received", "business") == "12"
    assert desk.here() == "granted/research"


@pytest.mark.parametrize("key", ["disclosure", "applications", "disputes"])
def test_a_real_report_typed_by_keys_blanks_left_blank(qtbot, key):
    """高新区（近海镇）2022: what its source lost stays blank, and 0 is a figure like any other."""
    facts = json.loads((TESTS / "data" / "qidong_jinhai_2022.json").read_text("utf-8"))["figures"]
    desk = Desk(qtbot, blank(year=2022), key)
    cells = desk.page.table.cells
    desk.page.go_to(cells[0])
    for place in cells:
        desk.keys(*filter(None, (facts.get(str(place)), Key.Key_Tab)))
    desk.page.commit()
    typed = {str(place): digits(figure) for place, figure in desk.document.report.figures.items()}
    assert typed == {address: text for address, text in facts.items() if address.startswith(f"{key}/")}
