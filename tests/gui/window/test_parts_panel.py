"""The list of the parts: what each one says, keys, the rail."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.desk.standing import part_states
from app.gui.look import style_sheet as look
from app.gui.look import theme
from app.gui.window.parts_panel import PartsPanel
from app.model.figures import read_digits
from app.model.report import Organ, Reason, Report
from tests.reports import blank, filled


@pytest.fixture
def open_panel(qtbot, qapp):
    look.apply(qapp, "light", 100)
    kept = []

    def open(report: Report) -> PartsPanel:
        document = ReportDocument(report)
        panel = PartsPanel(document, Checker(document, document))
        panel.document = document
        panel.resize(theme.LEFT_WIDTH, 600)
        qtbot.addWidget(panel)
        panel.show()
        kept.append(panel)
        return panel

    yield open


def lines(panel: PartsPanel) -> dict[str, str]:
    states = [panel._list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(panel._list.count())]
    return {state.key: state.line for state in states}


def test_a_blank_draft_says_what_is_missing(open_panel):
    panel = open_panel(blank(organ=Organ()))
    assert lines(panel) == {
        "preface": "缺单位名称、类别  ▲ 1 待说明",  # 联系方式 is asked for, too
        "overview": "未写",
        "disclosure": "0/10",
        "applications": "0/175",
        "disputes": "0/15",
        "problems": "未写",
        "other_matters": "未写",
    }
    assert panel._words.text() == "已填 0 / 200"


def test_a_finished_report_is_ticked_everywhere(open_panel):
    panel = open_panel(filled())
    assert set(lines(panel).values()) == {"✓ 完成", "✓ 10/10", "✓ 175/175", "✓ 15/15"}
    assert panel._words.text() == "已填 200 / 200"


def test_errors_and_open_queries_are_counted_by_shape_and_word(open_panel, qtbot):
    report = filled()
    report = report.with_figures({Cell("applications", "granted", "business"): read_digits("3")})
    report = report.with_figures({Cell("disclosure", "normative_documents", "issued"): read_digits("9")})
    panel = open_panel(report)
    assert lines(panel)["applications"].startswith("175/175  ● ")
    assert lines(panel)["disclosure"] == "10/10  ▲ 1 待说明"


def test_a_reason_takes_the_query_away(open_panel, qtbot):
    report = filled().with_figures({Cell("disclosure", "normative_documents", "issued"): read_digits("9")})
    panel = open_panel(report)
    checker = panel.document.findChild(Checker)
    (query,) = [f for f in checker.checked.findings if f.rule == "E105"]
    reason = Reason("经核实情况属实", query.values(report))
    panel.document.edit(report.with_reason(query.anchor, reason), "")
    qtbot.waitUntil(lambda: lines(panel)["disclosure"] == "✓ 10/10")


def test_the_text_before_the_five_aspects_is_enough_for_part_one():
    class Fake:
        report = blank().with_text("overview", "总述。")
        findings = ()

    overview = next(state for state in part_states(Fake()) if state.key == "overview")
    assert overview.complete


def test_arrow_keys_choose_and_select_is_silent(open_panel, qtbot):
    panel = open_panel(blank())
    panel.select("overview")
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(panel._list, Qt.Key.Key_Down)
    assert chosen.args == ["disclosure"]
    with qtbot.assertNotEmitted(panel.chosen):
        panel.select("problems")


def test_the_list_tells_a_screen_reader_name_and_state(open_panel):
    panel = open_panel(blank())
    model = panel._list.model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "三、收到和处理申请，0/175"
    assert tester


def test_the_rail_is_44_wide_and_keeps_the_marks(open_panel):
    panel = open_panel(filled())
    panel.set_rail(True)
    panel.setFixedWidth(theme.RAIL_WIDTH)
    assert panel._list.sizeHintForIndex(panel._list.model().index(0, 0)).width() == theme.RAIL_WIDTH
    assert panel._words.text() == "200/\n200"


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_no_row_is_cut_at_any_zoom(open_panel, qapp, zoom):
    look.apply(qapp, "light", zoom)
    panel = open_panel(blank())
    assert panel._list.height() >= 7 * panel._list.sizeHintForRow(0)
    look.apply(qapp, "light", 100)
