"""The model, the marks of cells, the strip, help, and what screen readers are told."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QStackedWidget, QWidget

from app.form.schema import Cell
from app.gui.help.figures import explained
from app.gui.tables.balance_strip import standings
from app.model.finding import Level
from app.model.report import Reason, Source
from app.model.totals import fill_totals
from tests.gui.grid.table_desk import Desk, Key
from tests.reports import EVERY_EDITION, balanced, blank

TABLES = ["disclosure", "applications", "disputes"]
every_table = pytest.mark.parametrize(("edition", "key"), [(e, k) for e in EVERY_EDITION for k in TABLES])


def cell(row: str, column: str, table: str = "applications") -> Cell:
    return Cell(table, row, column)


@every_table
def test_the_model_obeys_qt_through_edits_checks_and_undo(qtbot, edition, key):
    desk = Desk(qtbot, replace(blank(edition), auto_totals=True), key)
    QAbstractItemModelTester(desk.page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for place in desk.page.table.cells[:4]:
        desk.page.go_to(place)
        desk.keys("3", Key.Key_Return)
    desk.checker.run()
    desk.undo()
    assert desk.page.model.rowCount() * desk.page.model.columnCount() >= len(desk.page.table.cells)


def test_thirty_thousand_unset_roles_are_harmless(qtbot):
    desk = Desk(qtbot, balanced(1))
    index = desk.page.model.index(3, 3)
    for _ in range(30_000):
        assert index.data(Qt.ItemDataRole.UserRole + 7) is None


@every_table
def test_every_figure_has_its_place_and_name(qtbot, edition, key):
    desk = Desk(qtbot, balanced(2, edition), key)
    model = desk.page.model
    for place in desk.page.table.cells:
        index = model.index_of(place)
        assert model.cell(index) == place
        figure = str(desk.document.report.figures[place])
        assert index.data() == figure
        name = desk.document.report.form.name(place)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith(f"{name} {figure}")


def test_headers_are_named_by_their_official_labels(qtbot):
    desk = Desk(qtbot, blank())
    model = desk.page.model
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert model.headerData(1, across) == "申请人情况·法人或其他组织·商业企业"
    assert model.headerData(4, down) == "三、本年度办理结果·（三）不予公开·1.属于国家秘密"


def test_screen_readers_hear_the_finding(qtbot):
    desk = Desk(qtbot, balanced(1))
    desk.fills("received", "natural_person", "999")
    desk.checker.run()
    index = desk.page.model.index_of(cell("received", "natural_person"))
    spoken = QAccessible.queryAccessibleInterface(desk.view).child(0)
    assert spoken is not None
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("表三 自然人·一、本年新收 999 错误：")
    assert "999" in index.data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("key", TABLES)
def test_every_widget_that_takes_the_focus_has_a_name(qtbot, key):
    desk = Desk(qtbot, blank(), key)
    for widget in desk.page.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            spoken = QAccessible.queryAccessibleInterface(widget)
            assert spoken.text(QAccessible.Text.Name), type(widget)


def test_marks_say_blank_computed_temporary_and_level(qtbot):
    desk = Desk(qtbot, replace(blank(), auto_totals=True))
    model = desk.page.model
    desk.fills("received", "natural_person", "3")
    assert model.mark(cell("received", "business")).text == ""
    total = model.mark(cell("received", "total"))
    assert (total.text, total.computed, total.temporary) == ("3", True, True)
    for column in desk.page.table.columns_of("received")[1:-1]:
        desk.fills("received", column.key, "0")
    assert model.mark(cell("received", "total")).temporary is False


def test_an_error_is_marked_when_the_cell_is_left_not_before(qtbot):
    desk = Desk(qtbot, balanced(1))
    desk.at("received", "natural_person")
    desk.keys("999")
    desk.checker.run()
    model = desk.page.model
    assert model.mark(cell("received", "natural_person")).level is None
    desk.keys(Key.Key_Return)
    qtbot.waitUntil(lambda: model.mark(cell("received", "natural_person")).level is Level.ERROR)


def test_a_query_with_a_reason_is_not_marked(qtbot):
    desk = Desk(qtbot, balanced(1), "disclosure")
    desk.fills("normative_documents", "issued", "4000")
    desk.checker.run()
    place = cell("normative_documents", "issued", "disclosure")
    assert desk.page.model.mark(place).level is Level.QUERY
    finding = next(f for f in desk.checker.checked.findings if f.rule == "E105")
    report = desk.document.report
    reason = Reason("经核实情况属实", finding.values(report))
    desk.document.edit(report.with_reason(finding.anchor, reason), "写说明")
    desk.checker.run()
    assert desk.page.model.mark(place).level is None


# the strip


def standing(desk: Desk, number: int = 0):
    return desk.page.strip.standings[number]


def test_the_strip_moves_at_each_key_and_takes_back_on_escape(qtbot):
    desk = Desk(qtbot, balanced(1))
    assert {each.state for each in desk.page.strip.standings} == {"balanced"}
    received = int(desk.figure("received", "natural_person"))
    desk.at("received", "natural_person")
    desk.keys(str(received + 1))
    assert standing(desk).state == "broken"
    assert "相差 1" in standing(desk).says
    assert desk.document.report == balanced(1), "nothing is taken over while she types"
    assert desk.page.strip.row_words.startswith("本行：总计＝")
    desk.keys("x")
    assert standing(desk).state == "balanced", "what is no figure does not count"
    desk.keys(Key.Key_Escape)
    assert standing(desk).state == "balanced"
    assert desk.page.strip.row_words == ""


def test_what_is_still_to_be_classified_is_told(qtbot):
    desk = Desk(qtbot, replace(blank(), auto_totals=True))
    assert {each.words for each in desk.page.strip.standings} == {("未填",)}
    for row, text in (("received", "5"), ("carried_in", "1"), ("granted", "2")):
        desk.fills(row, "business", text)
    assert standing(desk, 1).words[0] == "待归类 4 件"
    assert standing(desk, 1).state == "unfinished"
    desk.fills("carried_out", "business", "4")
    assert standing(desk, 1).words[0] == "还有 20 格未填"


def test_the_strip_of_table_four_stands_under_each_group(qtbot):
    report = balanced(1)
    desk = Desk(qtbot, report, "disputes")
    assert [each.words for each in desk.page.strip.standings] == [("✓",)] * 3
    desk.fills("litigation_direct", "total", "99")
    states = [each.state for each in desk.page.strip.standings]
    assert states == ["balanced", "broken", "balanced"]
    assert standings(report, report.form.table("disclosure")) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_balanced_report_has_only_ticks(seed):
    report = balanced(seed)
    assert {s.state for key in ("applications", "disputes") for s in standings(report, report.form.table(key))} == {
        "balanced"
    }


def test_the_strip_and_the_checks_agree_on_what_is_broken(qtbot):
    """Random faults: a column is red exactly when F301 or F302 has a finding in it."""
    chance = random.Random(7)
    for _ in range(20):
        report = balanced(chance.randrange(1000))
        places = [c for c in report.form.table("applications").cells if c.column != "total"]
        report = report.with_figures({chance.choice(places): report.figures[places[0]] + 5 for _ in range(2)})
        desk = Desk(qtbot, report)
        broken = {s.cells[0].column for s in desk.page.strip.standings if s.state == "broken"}
        found = {
            place.column
            for finding in desk.checker.checked.findings
            if {"F301", "F302"} & set(finding.explains)
            for place in finding.involved
            if isinstance(place, Cell)
        }
        assert broken <= found | {"total"}


# tools, help, source


def test_automatic_totals_ask_before_they_change_what_was_typed(qtbot, answers):
    desk = Desk(qtbot, balanced(1))
    desk.fills("granted", "total", "99")
    box = desk.page.tools.auto_totals
    answers.click("不打开")
    box.click()
    assert "打开自动合计会改掉 1 个填好的合计" in answers.seen[0]
    assert "表三 总计·（一）予以公开：99 → " in answers.seen[0]
    assert box.isChecked() is False
    assert desk.figure("granted", "total") == "99"
    steps = desk.steps()
    answers.click("打开并改掉")
    box.click()
    assert desk.document.report == fill_totals(replace(balanced(1), auto_totals=True))
    assert desk.steps() == steps + 1
    box.click()
    assert desk.document.report.auto_totals is False
    desk.undo()
    assert box.isChecked()


def test_the_row_says_how_many_cells_are_blank(qtbot):
    desk = Desk(qtbot, replace(blank(), auto_totals=True))
    desk.fills("received", "business", "1")
    desk.at("received", "business")
    assert "本行还有 5 格未填，Ctrl+0 填 0" in [
        label.text() for label in desk.page.tools.findChildren(QWidget) if hasattr(label, "text")
    ]


@pytest.mark.parametrize(("key", "number"), [("applications", 175), ("disputes", 15)])
def test_a_year_without_applications_is_filled_by_one_click(qtbot, key, number):
    desk = Desk(qtbot, replace(blank(), auto_totals=True), key)
    question = desk.page.zero
    assert question.isVisible()
    assert question.accessibleName().endswith(f"{number} 格填为 0，可撤销。")
    assert question.accessibleName().startswith("2025年没有")
    yes, no = question.findChildren(QAbstractButton)
    yes.click()
    assert not question.isVisible()
    assert set(map(desk.document.report.figure, desk.page.table.cells)) == {0}
    assert desk.steps() == 1
    desk.undo()
    assert question.isVisible()
    no.click()
    assert not question.isVisible()
    assert desk.page.strip.isVisible()
    assert not desk.document.report.figures


def test_no_question_once_a_figure_is_there_nor_in_table_two(qtbot):
    assert not Desk(qtbot, blank(), "disclosure").page.zero.isVisible()
    desk = Desk(qtbot, blank())
    desk.fills("received", "business", "1")
    assert not desk.page.zero.isVisible()


def test_f1_shows_what_a_figure_counts(qtbot):
    desk = Desk(qtbot, blank())
    desk.at("granted", "business")
    desk.keys(Key.Key_F1)
    help_ = desk.page._help
    assert help_.isVisible()
    said = [label.text() for label in help_.findChildren(QWidget) if hasattr(label, "text")]
    says = explained(desk.document.report.form, cell("granted", "business"))
    assert {"表三 商业企业·（一）予以公开", says.counts, says.basis, says.mistake} <= set(said)
    qtbot.keyClick(help_, Key.Key_Escape)
    assert not help_.isVisible()


@every_table
def test_every_figure_is_explained(edition, key):
    form = blank(edition).form
    for place in form.table(key).cells:
        assert explained(form, place), place


def test_the_source_of_a_row_is_noted_and_its_flag_shown(qtbot, answers):
    desk = Desk(qtbot, blank())
    desk.at("granted", "business")

    def answer(dialog):
        office, person, date = dialog.findChildren(QLineEdit)
        office.setText("行政审批科")
        person.setText("王芳")
        date.setText("1月12日")
        dialog.findChild(QCheckBox).click()
        dialog.accept()

    answers.act(answer)
    desk.keys(Key.Key_F4)
    assert desk.document.report.sources == {"applications/granted": Source("行政审批科", "王芳", "1月12日", True)}
    assert desk.document.undo_stack.undoText() == "填写来源 （一）予以公开"
    header = desk.view.verticalHeader()
    shown = {box.text: header.source_of(box) for box, _ in header.boxes() if header.source_of(box)}
    assert list(shown) == ["（一）予以公开"]
    desk.page.toggle_to_check()
    assert desk.document.report.sources["applications/granted"].to_check is False
    desk.undo()
    desk.undo()
    assert not desk.document.report.sources


@every_table
def test_every_row_can_carry_a_flag(qtbot, edition, key):
    desk = Desk(qtbot, blank(edition), key)
    view = desk.view
    header = view.horizontalHeader() if desk.page.table.across else view.verticalHeader()
    named = [header.row_of(box) for box, _ in header.boxes() if header.row_of(box)]
    assert named == [row.key for row in desk.page.table.rows]


# the layout


@pytest.mark.parametrize("edition", EVERY_EDITION)
def test_table_three_is_whole_without_scrolling(qtbot, edition):
    desk = Desk(qtbot, balanced(1, edition))
    view = desk.view
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == view.horizontalScrollBar().maximum() == 0)
    qtbot.waitUntil(lambda: view.viewport().height() >= sum(view.geometry_now.rows))
    bottom = desk.page.strip.geometry().bottom()
    assert bottom <= desk.page.height()


def test_figures_too_long_for_a_column_widen_it(qtbot):
    desk = Desk(qtbot, blank())
    narrow = desk.view.columnWidth(1)
    desk.fills("received", "business", "123456789012345")
    assert desk.view.columnWidth(1) > narrow
    desk.undo()
    assert desk.view.columnWidth(1) == narrow


def test_the_words_of_a_scrolled_group_stay_in_sight(qtbot):
    desk = Desk(qtbot, balanced(1))
    desk.page.resize(866, 330)
    qtbot.waitUntil(lambda: desk.view.verticalScrollBar().maximum() > 0)
    desk.at("carried_out", "business")
    header = desk.view.verticalHeader()
    tall = next(rect for box, rect in header.boxes() if box.rows > 10)
    assert not header.viewport().rect().contains(tall), "the group is taller than the window"
    assert desk.view.visualRect(desk.page.model.index_of(cell("carried_out", "business"))).bottom() <= header.height()
    assert desk.view.horizontalHeader().isVisible()
    assert desk.view.horizontalHeader().y() == 0, "the column headers stay"


@pytest.mark.parametrize("key", TABLES)
def test_showing_the_page_puts_the_focus_into_the_table(qtbot, key):
    desk = Desk(qtbot, blank(), key)
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    field = QLineEdit()
    stack.addWidget(field)
    stack.addWidget(desk.page)
    stack.show()
    stack.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    stack.setCurrentIndex(1)
    qtbot.waitUntil(desk.view.hasFocus)
