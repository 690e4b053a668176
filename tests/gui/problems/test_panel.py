"""The cards: what they say, what they do, how keys move among them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.form.schema import Cell
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.help.view import HelpView
from app.gui.look import style_sheet as look
from app.gui.look.card_list import LISTED
from app.gui.problems.basis_view import BasisView
from app.gui.problems.card import CardButton, ProblemCard
from app.gui.problems.panel import ProblemsPanel
from app.model.draft import open_draft, save_draft
from app.model.figures import digits, read_digits
from app.model.finding import Level
from app.model.report import Report
from app.model.totals import fill_totals
from tests.reports import blank, filled

ISSUED = Cell("disclosure", "normative_documents", "issued")
GRANTED = Cell("applications", "granted", "business")


@pytest.fixture
def open_panel(qtbot, qapp):
    look.apply(qapp, "light", 100)
    kept = []

    def open(report: Report) -> ProblemsPanel:
        document = ReportDocument(report)
        panel = ProblemsPanel(document, Checker(document, document))
        panel.document = document
        panel.resize(324, 600)
        qtbot.addWidget(panel)
        with qtbot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        kept.append(panel)
        return panel

    yield open


def changed(report: Report, **figures: str) -> Report:
    cells = {"issued": ISSUED, "granted": GRANTED, "licences": Cell("disclosure", "licences", "decisions")}
    return fill_totals(report.with_figures({cells[name]: read_digits(to) for name, to in figures.items()}))


def recheck(panel: ProblemsPanel) -> None:
    panel.document.findChild(Checker).run()


def card_of(panel: ProblemsPanel, rule: str) -> ProblemCard:
    return next(card for card in panel.cards() if card.finding.rule == rule)


def buttons(card: ProblemCard) -> dict[str, CardButton]:
    return {b.text(): b for b in card.findChildren(CardButton) if b.isVisible()}


def said(card: ProblemCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def click(qtbot, card: ProblemCard, text: str) -> None:
    qtbot.mouseClick(buttons(card)[text], Qt.MouseButton.LeftButton)


def test_the_empty_state_counts_what_is_not_filled(open_panel):
    report = filled()
    assert open_panel(report)._empty.text() == "目前没有发现问题。可以出公布稿。"
    fewer = report.with_figures({ISSUED: None, Cell("disclosure", "fees", "amount"): None})
    assert open_panel(fewer)._empty.text() == "目前没有发现问题。还有 2 格未填。"


def test_cards_stand_under_their_level_errors_first(open_panel):
    report = changed(filled(), granted="9", issued="9").with_text("problems", "")
    panel = open_panel(report)
    levels = [card.finding.level for card in panel.cards()]
    order = [Level.ERROR, Level.QUERY, Level.NOTE, Level.UNCHECKED, Level.INCOMPLETE]
    assert levels == sorted(levels, key=order.index)
    assert not panel._empty.isVisible()
    assert panel._headings[Level.ERROR].text() == f"错误 {levels.count(Level.ERROR)}（必须改）"


def test_what_is_not_filled_is_one_folded_line_at_the_end(open_panel, qtbot):
    left = [*blank().form.table("disputes").cells, ISSUED]
    report = filled().with_figures(dict.fromkeys(left)).with_text("problems", "").with_text("other_matters", "")
    panel = open_panel(report)
    assert panel._unfilled.said() == "▶ 未填 4（表二 1 格、表四 15 格、五、六）"
    blanks = [card for card in panel.cards() if card.finding.level is Level.INCOMPLETE]
    assert blanks and panel.cards()[-len(blanks) :] == blanks and all(card.isHidden() for card in blanks)
    qtbot.mouseClick(panel._unfilled, Qt.MouseButton.LeftButton)
    assert all(card.isVisible() for card in blanks) and panel._unfilled.said().startswith("▼ 未填 4")
    qtbot.mouseClick(panel._unfilled, Qt.MouseButton.LeftButton)
    assert all(card.isHidden() for card in blanks)
    assert open_panel(filled())._unfilled.isHidden()
    every = open_panel(blank().with_organ(name=""))._unfilled
    label = every.findChild(QLabel)
    assert label.height() >= label.heightForWidth(label.width()) > 20, "long lines wrap"


def test_a_card_that_is_folded_or_not_listed_is_shown_when_it_is_asked_for(open_panel):
    line = "收到政府信息公开申请12件，办结11件，结转下年度1件。\n"
    panel = open_panel(filled().with_text("problems", line * 60).with_figures({ISSUED: None}))
    findings = panel.document.findChild(Checker).checked.findings
    for finding in (findings[-1], findings[LISTED + 5]):
        panel.show_finding(finding)
        QApplication.processEvents()
        card = next(card for card in panel.cards() if card.finding is finding)
        top = card.mapTo(panel.viewport(), card.rect().topLeft()).y()
        assert card.isVisible() and top >= 0 and top + card.height() <= panel.viewport().height(), finding.rule
        assert [each.finding for each in panel.cards() if each.lit] == [finding]


def test_a_card_says_mark_word_and_official_place(open_panel):
    panel = open_panel(changed(filled(), issued="9"))
    card = card_of(panel, "E105")
    assert card._head.text() == "▲ 核实 · 表二 行政规范性文件"
    assert card.accessibleName().startswith("▲ 核实 · 表二 行政规范性文件。")


def test_no_word_of_a_card_is_cut_in_a_narrow_panel(open_panel, qtbot):
    panel = open_panel(changed(filled(), granted="9", issued="9"))
    panel.resize(240, 500)
    QApplication.processEvents()
    for label in panel.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    for card in panel.cards():
        for button in buttons(card).values():
            assert card.rect().contains(button.mapTo(card, button.rect().bottomRight())), button.text()


def test_nine_hundred_findings_are_listed_as_far_as_one_reads_and_counted(open_panel, qtbot):
    """A card each took seconds at every key."""
    line = "收到政府信息公开申请12件，办结11件，结转下年度1件。\n"
    panel = open_panel(filled().with_text("problems", line * 300))
    every = len(panel.document.findChild(Checker).checked.findings)
    assert every > 600
    assert len(panel.cards()) == LISTED
    more = next(button for button in panel.findChildren(QPushButton) if "没有列出" in button.text())
    assert more.text() == f"还有 {every - LISTED} 条没有列出，再列 {LISTED} 条"
    headings = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    asked = sum(f.level is Level.QUERY for f in panel.document.findChild(Checker).checked.findings)
    assert any(f"核实 {asked}" in text for text in headings)
    last = panel.cards()[-1]
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Space)
    assert len(panel.cards()) == 2 * LISTED
    assert QApplication.focusWidget() is panel.cards()[LISTED]
    assert panel.cards()[LISTED - 1] is last
    panel.cards()[1].write()
    panel.cards()[1].editor.text.setPlainText("写到一半的说明")
    writing = panel.cards()[1]
    panel.document.edit(panel.document.report.with_text("problems", f"今年{line}" * 300), "改")
    recheck(panel)
    panel.document.undo_stack.undo()
    recheck(panel)
    panel.document.edit(panel.document.report.with_text("problems", ""), "删")
    recheck(panel)
    assert not more.isVisible()
    assert writing not in panel.cards()


def test_zeros_are_filled_in_one_step(open_panel, qtbot):
    panel = open_panel(blank())
    panel._unfilled.click()
    card = next(c for c in panel.cards() if c.finding.rule == "E103" and c.finding.part == "disputes")
    click(qtbot, card, "空白处填 0")
    assert all(panel.document.report.figure(c) == 0 for c in panel.document.report.form.table("disputes").cells)
    assert panel.document.undo_stack.undoText() == "空白处填 0（15 格）"
    panel.document.undo_stack.undo()
    assert panel.document.report.figures == {}


def test_a_fix_is_applied_and_undone_and_the_card_goes(open_panel, qtbot):
    report = replace(filled(), auto_totals=False).with_figures({GRANTED: read_digits("9")})
    panel = open_panel(report)
    card = next(card for card in panel.cards() if card.finding.fix and card.finding.level is Level.ERROR)
    assert card.finding.fix == {GRANTED: "2"}
    click(qtbot, card, "改为 2")
    assert digits(panel.document.report.figure(GRANTED)) == "2"
    assert panel.document.undo_stack.undoText().startswith("改为 2（")
    qtbot.waitUntil(lambda: not any(c.finding.level is Level.ERROR for c in panel.cards()))
    panel.document.undo_stack.undo()
    assert digits(panel.document.report.figure(GRANTED)) == "9"


def test_candidates_stand_under_what_they_mean_and_a_click_makes_no_figure_up(open_panel, qtbot):
    panel = open_panel(changed(filled(), granted="9"))
    card = next(card for card in panel.cards() if card.finding.candidates)
    name = next(text for text in buttons(card) if text.startswith(("可能的改法", "其他可能")))
    click(qtbot, card, name)
    told = [label.text() for label in card._candidates.findChildren(QLabel)]
    assert any("商业企业·（一）予以公开 9 → 2" in words for words in told)
    assert "多归类 7 件：" in told and "新收少 7 件：" in told
    assert not any("/" in words for words in told), "no address before a clerk"
    before = panel.document.report
    with qtbot.waitSignal(panel.proposed) as proposed:
        qtbot.mouseClick(card._candidates.findChildren(CardButton)[0], Qt.MouseButton.LeftButton)
    assert proposed.args[0].fix == card.finding.candidates[0]
    assert panel.document.report is before


def test_the_other_candidates_come_with_a_click(open_panel, qtbot):
    panel = open_panel(changed(filled(), granted="1"))
    card = next(card for card in panel.cards() if len(card.finding.candidates) > 20)
    click(qtbot, card, next(text for text in buttons(card) if text.startswith("可能的改法")))
    more = next(text for text in buttons(card) if text.startswith("还有"))
    click(qtbot, card, more)
    QApplication.processEvents()
    offered = [b for b in card._candidates.findChildren(CardButton) if b.isVisible()]
    assert len(offered) == len(card.finding.candidates)


def tabbed(qtbot, what: str) -> str:
    """What Tab comes to."""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    return str(QApplication.focusWidget().property(what))


def test_another_repair_is_taken_by_keys_alone(open_panel, qtbot):
    panel = open_panel(changed(filled(), granted="9"))
    card = next(card for card in panel.cards() if len(card.finding.candidates) > 1)
    card.setFocus()
    names: list[str] = []
    while not any(name.startswith(("可能的改法", "其他可能")) for name in names):
        names.append(tabbed(qtbot, "text"))
        assert len(names) < 10
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    told: list[str] = []
    while sum("→" in name for name in told) < 2:
        told.append(tabbed(qtbot, "accessibleName"))
        assert len(told) < 10, told
    told = [name for name in told if "→" in name]
    assert told[0] != told[1]
    with qtbot.waitSignal(panel.proposed) as proposed:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert proposed.args[0].told == told[1].removeprefix("改为：")


def test_a_reason_is_written_kept_with_its_figures_and_taken_back(open_panel, qtbot):
    panel = open_panel(changed(filled(), issued="9"))
    card = card_of(panel, "E105")
    click(qtbot, card, "写说明")
    editor = card.editor
    assert editor.text.hasFocus()
    qtbot.keyClicks(editor.text, "abc")
    assert editor._count.text() == "至少 6 个字，还差 3 个"
    qtbot.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.document.report.reasons == {}, "too short to be taken"
    preset = next(b for b in editor.findChildren(QPushButton) if b.text() == "经核实情况属实")
    qtbot.mouseClick(preset, Qt.MouseButton.LeftButton)
    qtbot.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (reason,) = panel.document.report.reasons.values()
    assert (reason.text, reason.values[str(ISSUED)]) == ("经核实情况属实", "9")
    recheck(panel)
    card = card_of(panel, "E105")
    assert card._head.text().startswith("✓ 已说明")
    assert set(buttons(card)) == {"修改说明", "收回说明", "依据"}
    click(qtbot, card, "收回说明")
    assert panel.document.report.reasons == {}


def test_a_reason_reopens_and_says_what_changed_in_official_words(open_panel, qtbot):
    panel = open_panel(changed(filled(), issued="9"))
    card_of(panel, "E105").write()
    card_of(panel, "E105").editor.given.emit("经核实情况属实")
    panel.document.edit(changed(panel.document.report, issued="8"), "")
    recheck(panel)
    card = card_of(panel, "E105")
    assert card._changed.text() == "说明要重写：表二 行政规范性文件·本年制发件数 由 9 变为 8。"
    card.write()
    assert card.editor.text.toPlainText() == "经核实情况属实"


def test_what_is_being_written_survives_a_check(open_panel, qtbot):
    panel = open_panel(changed(filled(), issued="9"))
    card = card_of(panel, "E105")
    card.write()
    card.editor.text.setPlainText("上级合并")
    panel.document.edit(panel.document.report.with_text("problems", ""), "")
    recheck(panel)
    assert card_of(panel, "E105").editor.text.toPlainText() == "上级合并"
    qtbot.keyClick(card.editor.text, Qt.Key.Key_Escape)
    assert card.editor is None
    assert card.hasFocus()


def test_arrows_move_enter_jumps_and_tab_reaches_the_acts(open_panel, qtbot):
    panel = open_panel(changed(filled(), issued="9").with_text("problems", "").with_text("other_matters", "有××。"))
    panel.setFocus()
    qtbot.keyClick(panel, Qt.Key.Key_Down)
    first, second = panel.cards()[:2]
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Up)
    with qtbot.waitSignal(panel.wanted) as wanted:
        qtbot.keyClick(first, Qt.Key.Key_Return)
    assert wanted.args == ["other_matters", "有××。"]
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in first.findChildren(CardButton)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert second.hasFocus()


def test_a_click_on_a_card_leads_to_its_first_figure(open_panel, qtbot):
    panel = open_panel(filled().with_figures({ISSUED: None}))
    with qtbot.waitSignal(panel.wanted) as wanted:
        qtbot.mouseClick(card_of(panel, "E103"), Qt.MouseButton.LeftButton)
    assert wanted.args == [ISSUED, ""]


def test_the_focus_goes_to_the_next_card_when_its_card_goes(open_panel, qtbot):
    panel = open_panel(blank())
    panel._unfilled.click()
    QApplication.processEvents()
    first = next(card for card in panel.cards() if card.finding.rule == "E103")
    first.setFocus()
    click(qtbot, first, "空白处填 0")
    recheck(panel)
    focus = QApplication.focusWidget()
    assert any(card is focus or card.isAncestorOf(focus) for card in panel._seen())


def test_the_basis_is_shown_on_request(open_panel, qtbot):
    card = card_of(open_panel(changed(filled(), issued="9")), "E105")
    assert not [words for words in said(card) if words.startswith("依据：")]
    click(qtbot, card, "依据")
    assert [words.partition("：")[0] for words in said(card)[-4:]] == ["依据", "为什么", "错", "对"]
    assert "国办公开办函" in said(card)[-4]
    assert card.findChild(BasisView) in card._opened(), "Tab goes through it"
    click(qtbot, card, "依据")
    assert not [words for words in said(card) if words.startswith("依据：")]


def test_the_basis_names_what_is_folded_under_it_and_leads_to_the_help(open_panel, qtbot):
    report = replace(filled(), auto_totals=False).with_figures({GRANTED: read_digits("9")})
    panel = open_panel(report)
    card = next(card for card in panel.cards() if card.finding.fix and card.finding.level is Level.ERROR)
    click(qtbot, card, "依据")
    (folded,) = [words for words in said(card) if words.startswith("改好后一起消失的：")]
    assert "总计＝自然人与法人或其他组织各列之和" in folded
    buttons(card)["在帮助里看这条规则"].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    view = panel.findChild(HelpView)
    assert view.isVisible() and view._list.currentItem().text() == "校验规则"
    view.close()


TOLD = "overview.disclosure_on_application"


def test_a_wrong_number_in_a_sentence_is_put_right_or_made_live(open_panel, qtbot):
    panel = open_panel(filled().with_text(TOLD, "全年收到申请17件。"))
    for act, text, step in (
        ("文字改为 9件", "全年收到申请9件。", "文字改为 9件"),
        ("插入活数字", "全年收到申请{applications/received/total}件。", "插入活数字 表三 总计·一、本年新收"),
    ):
        click(qtbot, card_of(panel, "N201"), act)
        assert panel.document.report.text(TOLD) == text
        assert panel.document.undo_stack.undoText() == step
        recheck(panel)
        assert not [card for card in panel.cards() if card.finding.rule == "N201"]
        panel.document.undo_stack.undo()
        recheck(panel)
        QApplication.processEvents()  # the new card is shown


def test_the_number_is_found_where_it_is_now(open_panel, qtbot):
    panel = open_panel(filled().with_text(TOLD, "全年收到申请17件。"))
    panel.document.edit(panel.document.report.with_text(TOLD, "各项工作平稳。全年收到申请17件。"), "")
    click(qtbot, card_of(panel, "N201"), "文字改为 9件")
    assert panel.document.report.text(TOLD) == "各项工作平稳。全年收到申请9件。"


def test_a_note_is_ticked_as_read_folded_away_and_comes_back(open_panel, qtbot):
    panel = open_panel(filled().with_text("problems", "工作还有不足，今后改进。"))
    card = card_of(panel, "T302")
    card.setFocus()
    click(qtbot, card, "已阅")
    recheck(panel)
    assert card.isHidden() and panel._read.said() == "▶ 已阅 1"
    assert panel.document.undo_stack.undoText() == "标为已阅"
    qtbot.mouseClick(panel._read, Qt.MouseButton.LeftButton)
    assert card.isVisible() and card._head.text().startswith("✓ 已阅")
    click(qtbot, card, "取消已阅")
    recheck(panel)
    assert card.isVisible() and panel._read.isHidden()
    assert not panel.document.report.extra


def test_a_note_about_figures_that_change_is_no_longer_read(open_panel, qtbot):
    before = replace(filled(), year=2024)
    panel = open_panel(replace(changed(filled(), licences="900"), previous=before))
    click(qtbot, card_of(panel, "Y107"), "已阅")
    recheck(panel)
    assert card_of(panel, "Y107").isHidden()
    panel.document.edit(changed(panel.document.report, licences="901"), "")
    recheck(panel)
    assert card_of(panel, "Y107").isVisible()


def test_ticking_is_kept_in_the_draft_and_moves_the_focus_on(open_panel, qtbot, tmp_path):
    panel = open_panel(
        filled().with_text("problems", "工作还有不足，今后改进。").with_text("other_matters", "没有其他事项。")
    )
    first = next(card for card in panel.cards() if card.finding.level is Level.NOTE)
    first.setFocus()
    buttons(first)["已阅"].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    recheck(panel)
    focus = QApplication.focusWidget()
    assert any(card is focus or card.isAncestorOf(focus) for card in panel._seen())
    save_draft(panel.document.report, tmp_path / "a.gknb")
    opened = open_panel(open_draft(tmp_path / "a.gknb"))
    assert card_of(opened, first.finding.rule).isHidden()


def test_a_stale_year_is_put_right_at_each_of_its_places(open_panel, qtbot):
    text = "2024年上半年公开12条，2024年下半年公开9条。"
    panel = open_panel(filled().with_text("overview.platforms", text))
    card = card_of(panel, "T306")
    names = [name for name in buttons(card) if "改为" in name]
    assert names == ["2 处都改为 2025", "“2024年上半年公”改为 2025", "“2024年下半年公”改为 2025"]
    click(qtbot, card, names[2])
    assert panel.document.report.text("overview.platforms") == "2024年上半年公开12条，2025年下半年公开9条。"
    recheck(panel)
    click(qtbot, card_of(panel, "T306"), "改为 2025")
    assert panel.document.report.text("overview.platforms") == text.replace("2024", "2025")
    assert panel.document.undo_stack.undoText() == "年份改为 2025"
    panel.document.undo_stack.undo()
    panel.document.undo_stack.undo()
    recheck(panel)
    with qtbot.waitSignal(panel.wanted) as wanted:
        click(qtbot, card_of(panel, "T306"), "2 处都改为 2025")
    assert panel.document.report.text("overview.platforms") == text.replace("2024", "2025")
    assert wanted.args == ["overview.platforms", text.replace("2024", "2025")], "it is shown"


@pytest.mark.parametrize(
    ("text", "rule", "after"),
    [
        ("数据的统计期限为2024年1月1日至2024年12月31日。", "T307", "数据的统计期限为2025年1月1日至2025年12月31日。"),
        ("统计期限自2023年1月1日起至12月31日止。", "T307", "统计期限自2025年1月1日起至12月31日止。"),
        ("《2024年工作要点》明确了任务，2024年公开12条。", "T306", "《2024年工作要点》明确了任务，2025年公开12条。"),
        ("2024年，{organ/name}公开信息12条。", "T306", "2025年，{organ/name}公开信息12条。"),
        ("{organ/name}2023年公开信息12条。", "T306", "{organ/name}2025年公开信息12条。"),
    ],
)
def test_only_the_years_of_the_report_itself_are_put_right(open_panel, qtbot, text, rule, after):
    key = "preface" if rule == "T307" else "overview.platforms"
    panel = open_panel(filled().with_text(key, text))
    card = card_of(panel, rule)
    click(qtbot, card, next(name for name in buttons(card) if name.endswith("改为 2025")))
    assert panel.document.report.text(key) == after


def test_a_period_of_other_days_is_no_matter_of_the_year(open_panel):
    panel = open_panel(filled().with_text("preface", "统计期限为2025年1月1日至2025年11月30日。"))
    assert not [name for name in buttons(card_of(panel, "T307")) if "改为" in name]


@pytest.mark.parametrize(
    ("text", "button", "after"),
    [
        (
            "全年收到政府信息公开申请9件，废止规范性文件3件。",
            "文字改为 “未废止规范性文件”",
            "全年收到政府信息公开申请9件，未废止规范性文件。",
        ),
        (
            "制发行政规范性文件0件，废止3件，有效4件。",
            "文字改为 “没有废止”",
            "制发行政规范性文件0件，没有废止，有效4件。",
        ),
    ],
)
def test_a_number_that_becomes_nothing_is_said_so(open_panel, qtbot, text, button, after):
    none = {Cell("disclosure", "normative_documents", c): read_digits("0") for c in ("issued", "repealed")}
    panel = open_panel(fill_totals(filled().with_figures(none)).with_text("overview.proactive_disclosure", text))
    card = next(c for c in panel.cards() if c.finding.rule == "N210" and "废止" in c.finding.message)
    click(qtbot, card, button)
    assert panel.document.report.text("overview.proactive_disclosure") == after


def test_a_year_that_opens_what_was_done_is_stale_though_something_was_handed_on(open_panel, qtbot):
    text = "2024年，我局收到政府信息公开申请8件，上年结转1件，结转下年度继续办理2件。"
    panel = open_panel(filled().with_text(TOLD, text))
    click(qtbot, card_of(panel, "T306"), "改为 2025")
    recheck(panel)
    assert any(card.finding.rule == "N201" for card in panel.cards()), "and now its figures are compared"
