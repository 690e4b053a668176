"""What leads the clerk: repairs that wait for her, problems in their order, places that stay where they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.form.schema import Cell
from app.gui.look import theme
from app.gui.look.card import CardButton
from app.gui.texts.column_scroll import ColumnScroll
from app.gui.texts.editor import NarrativeEditor
from app.gui.texts.organ_page import OrganPage
from app.gui.texts.section import NarrativeSection
from app.model.draft import save_draft
from app.model.report import Report
from app.model.totals import fill_totals
from tests.flows.clerk import Clerk
from tests.reports import filled


def opened(clerk: Clerk, report: Report, tmp_path: Path) -> Clerk:
    save_draft(report, tmp_path / "甲.gknb")
    return clerk.starts(tmp_path / "甲.gknb")


def test_one_of_several_repairs_is_taken_at_its_cell(clerk: Clerk, qtbot: QtBot, tmp_path: Path) -> None:
    """No click makes a figure up: it stands ready, Esc leaves it, Enter takes it, one step of undo takes it back."""
    granted = Cell("applications", "granted", "business")
    report = fill_totals(replace(filled(), auto_totals=True).with_figures({granted: Decimal(1)}))
    opened(clerk, report, tmp_path).goes_to("overview")
    card = next(card for card in clerk.window.side.problems.cards() if card.finding.candidates)
    qtbot.mouseClick(
        next(b for b in card.findChildren(CardButton) if b.text().startswith("可能的改法")), Qt.MouseButton.LeftButton
    )
    QApplication.processEvents()
    assert card._candidates is not None
    first = card._candidates.findChildren(CardButton)[0]
    ((cell, to),) = card.finding.candidates[0].items()
    was = clerk.figure(str(cell))
    for key, after in (("Esc", was), ("Return", to)):
        qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
        assert clerk.window.pages.part == "applications" and clerk.figure(str(cell)) == was
        clerk.presses(key)
        assert clerk.figure(str(cell)) == after
    assert clerk.undoes().figure(str(cell)) == was


def faulty() -> Report:
    """An error, a query, a table and a text that are not filled."""
    blank = dict.fromkeys(filled().form.table("disputes").cells)
    wrong = replace(filled(), auto_totals=False).with_figures(
        {**blank, Cell("applications", "granted", "business"): Decimal(9)}
    )
    asked = wrong.with_figures({Cell("disclosure", "normative_documents", "issued"): Decimal(900)})
    return asked.with_text("problems", "").with_text("other_matters", "")


def test_f8_the_verdict_and_the_tabs_number_mean_the_same(clerk: Clerk, qtbot: QtBot, tmp_path: Path) -> None:
    opened(clerk, faulty(), tmp_path)
    window = clerk.window
    number = int(window.side.tabText(0).split()[1])
    seen: list[tuple[str, str]] = []
    for act in (lambda: qtbot.mouseClick(window.toolbar.verdict, Qt.MouseButton.LeftButton), *[None] * (number - 1)):
        window.side.show_tab("preview")
        act() if act else clerk.presses("F8")
        assert window.side.currentWidget() is window.side.problems, "the tab is opened"
        (lit,) = [card for card in window.side.problems.cards() if card.lit]
        assert lit.isVisible()
        seen.append((lit.finding.level, lit.finding.anchor))
        assert window.status.sentence == f"第 {len(seen)} 处，共 {number} 处，按 F8 到下一处。"
    assert len(set(seen)) == number
    levels = [level for level, _ in seen]
    assert levels == sorted(levels, key=["error", "query", "incomplete"].index)
    assert clerk.verdict.startswith(
        f"● 错误 {levels.count('error')} · 核实 {levels.count('query')} · 还差 15 格、2 处文字"
    )
    clerk.presses("F8")
    assert window.status.sentence.startswith("第 1 处"), "in a circle"


def test_what_was_put_right_is_not_skipped_over(clerk: Clerk, tmp_path: Path) -> None:
    opened(clerk, faulty(), tmp_path).presses("F8")
    window = clerk.window
    second = [card.finding.anchor for card in window.side.problems.cards()][1]
    window.document.edit(
        window.document.report.with_figures({Cell("applications", "granted", "business"): Decimal(2)}), "改"
    )
    window.desk.checker.run()
    clerk.presses("F8")
    (lit,) = [card for card in window.side.problems.cards() if card.lit]
    assert lit.finding.anchor == second


def test_f8_leaves_the_cursor_where_she_goes_on(clerk: Clerk, tmp_path: Path) -> None:
    opened(clerk, faulty(), tmp_path).goes_to("overview.platforms").presses("F8").types("2").presses("Return")
    assert clerk.figure("applications/granted/business") == "2"


def test_a_message_longer_than_the_line_is_shown_whole_until_the_next_act(clerk: Clerk, tmp_path: Path) -> None:
    opened(clerk, filled(), tmp_path)
    window = clerk.window
    window.resize(1366, 698)
    QApplication.processEvents()
    window.desk.say("已保存。")
    assert window.status.said.text() == "已保存。"
    long = "已改：" + "自然人·（一）予以公开 57 → 58；" * 6 + "请对照原始数据，可以撤销。"
    window.desk.say(long)
    sheet = window.status._long
    assert sheet is not None and sheet.isVisible() and sheet.words.text() == long and not window.status.said.text()
    assert sheet.words.height() >= sheet.words.heightForWidth(sheet.words.width())
    assert sheet.geometry().bottom() < window.status.mapTo(window, window.status.rect().topLeft()).y()
    assert window.rect().contains(sheet.geometry())
    clerk.goes_to("applications/granted/business").presses("Down")
    assert not sheet.isVisible()


def grounds(clerk: Clerk, key: str) -> dict[int, str]:
    """Where a search has marked something in a narrative, and as what: "now", "other"."""
    named = {theme.colour("hit").name(): "other", theme.colour("hit_now").name(): "now"}
    editor = next(e for e in clerk.window.pages.findChildren(NarrativeEditor) if e.key == key)
    return {
        mark.cursor.selectionStart(): named[colour]  # pyright: ignore[reportAttributeAccessIssue]
        for mark in editor.extraSelections()
        if (colour := mark.format.background().color().name()) in named  # pyright: ignore[reportAttributeAccessIssue]
    }


def selections(clerk: Clerk) -> list[str]:
    """Every selection that stands in a field of the page."""
    pages = clerk.window.pages
    texts = [e.textCursor().selectedText() for e in pages.findChildren(NarrativeEditor)]
    return [text for text in (*texts, *(e.selectedText() for e in pages.findChildren(QLineEdit))) if text]


def test_one_hit_is_the_current_one_and_the_others_are_others(clerk: Clerk, tmp_path: Path) -> None:
    report = filled().with_text("overview.platforms", "app在前，app在后。").with_text("problems", "app太少。")
    opened(clerk, report, tmp_path).goes_to("overview.platforms").presses("Ctrl+A")
    clerk.presses("Ctrl+F").types("app")
    assert grounds(clerk, "overview.platforms") == {0: "other", 6: "other"}, "seen before she is led to one"
    clerk.presses("Return")
    assert grounds(clerk, "overview.platforms") == {0: "now", 6: "other"} and selections(clerk) == []
    clerk.presses("Return")
    assert grounds(clerk, "overview.platforms") == {0: "other", 6: "now"}
    clerk.presses("Return")
    assert clerk.window.pages.part == "problems", "a page made by the search is marked as well"
    assert grounds(clerk, "problems") == {0: "now"} and grounds(clerk, "overview.platforms") == {0: "other", 6: "other"}
    clerk.presses("Esc")
    assert grounds(clerk, "problems") == {} == grounds(clerk, "overview.platforms")
    assert selections(clerk) == ["app"], "closed: she goes on at the hit"
    assert clerk.types("x").window.document.report.text("problems") == "x太少。"


def test_a_hit_in_the_organs_fields_is_seen_while_the_search_has_the_focus(clerk: Clerk, tmp_path: Path) -> None:
    report = filled()
    report = replace(report, organ=replace(report.organ, website="app.example.cn", email="app@example.cn"))
    opened(clerk, report, tmp_path).presses("Ctrl+F").types("app").presses("Return")
    page = clerk.window.pages.page
    assert isinstance(page, OrganPage)
    shown = {key: field.property("hit") for key, field in page.fields.items() if field.property("hit")}
    assert shown == {"organ/email": "now", "organ/website": "other"} and selections(clerk) == []
    clerk.presses("Esc")
    assert selections(clerk) == ["app"] and not any(field.property("hit") for field in page.fields.values())


def below(clerk: Clerk, key: str, words: str) -> int:
    """How far below the page's upper edge the line with these words stands."""
    page = clerk.window.pages.page
    editor = next(e for e in page.findChildren(NarrativeEditor) if e.key == key)
    place = editor.live.find(words)
    assert place
    return editor.viewport().mapTo(page, editor.cursorRect(editor.range_of(place[0], place[0])).topLeft()).y()


def test_a_number_put_right_by_a_card_keeps_its_line_where_it_is(clerk: Clerk, qtbot: QtBot, tmp_path: Path) -> None:
    long = "公开信息要及时准确。" * 12
    report = filled().with_text("overview.proactive_disclosure", f"{long}\n" * 3)
    report = report.with_text("overview.disclosure_on_application", f"{long}全年收到申请17件，{long}").with_text(
        "overview.supervision", f"2024年公开12条。{long}"
    )
    opened(clerk, report, tmp_path)
    clerk.window.resize(1366, 698)
    for rule, key, words, act, after in (
        ("N201", "overview.disclosure_on_application", "全年收到申请17件", "文字改为", "全年收到申请9件"),
        ("N201", "overview.disclosure_on_application", "全年收到申请17件", "插入活数字", "全年收到申请9件"),
        ("T306", "overview.supervision", "2024年公开", "改为 2025", "2025年公开"),
    ):
        clerk.window.desk.checker.run()
        card = next(card for card in clerk.window.side.problems.cards() if card.finding.rule == rule)
        card.activate()
        QApplication.processEvents()
        scroll = clerk.window.pages.page.findChild(ColumnScroll)
        assert scroll is not None
        for higher in (0, 60, -40):  # near the middle, and near either edge of the page
            scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().value() + higher)
            QApplication.processEvents()
            was = below(clerk, key, words)
            card = next(card for card in clerk.window.side.problems.cards() if card.finding.rule == rule)
            qtbot.mouseClick(
                next(b for b in card.findChildren(CardButton) if b.text().startswith(act)), Qt.MouseButton.LeftButton
            )
            QApplication.processEvents()
            assert below(clerk, key, after) == was
            clerk.undoes()
            clerk.window.desk.checker.run()
            assert below(clerk, key, words) == was, "nor does taking it back"


def test_a_live_figure_that_grows_above_moves_nothing_she_reads(clerk: Clerk, tmp_path: Path) -> None:
    licences = Cell("disclosure", "licences", "decisions")
    report = filled().with_text("overview.proactive_disclosure", f"办理许可{{{licences}}}件，" * 30 + "。")
    report = report.with_text("overview.platforms", "这一行她正在看。" * 20).with_text(
        "overview.supervision", "后" * 900
    )
    opened(clerk, report, tmp_path)
    clerk.window.resize(1366, 698)
    clerk.goes_to("overview.platforms")
    scroll = clerk.window.pages.page.findChild(ColumnScroll)
    assert scroll is not None and scroll.verticalScrollBar().value() < scroll.verticalScrollBar().maximum()
    was, high = below(clerk, "overview.platforms", "这一行"), scroll.verticalScrollBar().maximum()
    after = clerk.window.document.report.with_figures({licences: Decimal(12345678)})
    clerk.window.document.edit(after, "改")
    QApplication.processEvents()
    assert scroll.verticalScrollBar().maximum() > high + 50, "the text above has grown"
    assert below(clerk, "overview.platforms", "这一行") == was


def with_last_year() -> Report:
    """This year without texts; last year's has several sentences in each aspect."""
    before = replace(filled(), year=2024)
    for key in (
        "proactive_disclosure",
        "disclosure_on_application",
        "information_management",
        "platforms",
        "supervision",
    ):
        before = before.with_text(f"overview.{key}", f"去年的{key}第一句，有一些话。去年的{key}第二句。" * 6)
    empty = {key: "" for key in before.form.text_keys if key.startswith("overview")}
    this_year = replace(filled(), previous=before)
    for key in empty:
        this_year = this_year.with_text(key, "")
    return this_year


def heading_in_last_year(clerk: Clerk) -> tuple[str, int]:
    """The heading of last year's report that is marked, and how far below the panel's upper edge it stands."""
    panel = clerk.window.side.last_year
    (key,) = [key for key, head in panel._heads.items() if head.property("role") == "link"]
    return key, panel._heads[key].mapTo(panel, panel._heads[key].rect().topLeft()).y()


def test_last_year_follows_the_narrative_she_is_in(clerk: Clerk, tmp_path: Path) -> None:
    opened(clerk, with_last_year(), tmp_path)
    clerk.window.resize(1366, 698)
    clerk.window.show_tab("last_year")
    for key in ("overview.platforms", "overview.disclosure_on_application", "overview.information_management"):
        clerk.goes_to(key)
        QApplication.processEvents()
        assert heading_in_last_year(clerk)[0] == key and abs(heading_in_last_year(clerk)[1]) < 20
    clerk.presses("Tab").presses("Tab").presses("Tab")
    assert clerk.window.side.currentWidget() is clerk.window.side.last_year


def test_an_empty_section_offers_last_years_first(clerk: Clerk, qtbot: QtBot, tmp_path: Path) -> None:
    opened(clerk, with_last_year(), tmp_path).goes_to("overview.platforms")
    section = next(
        s for s in clerk.window.pages.page.findChildren(NarrativeSection) if s.editor.key.endswith("platforms")
    )
    names = [button.text() for button in section.findChildren(QPushButton) if button.isVisible()]
    assert names[:2] == ["看2024年的这一段", "采用2024年的这一段"]
    look = next(button for button in section.findChildren(QPushButton) if button.text() == names[0])
    qtbot.mouseClick(look, Qt.MouseButton.LeftButton)
    assert clerk.window.side.currentWidget() is clerk.window.side.last_year
    clerk.presses("Return")
    assert clerk.window.document.report.text("overview.platforms") == "去年的platforms第一句，有一些话。"
    clerk.undoes()
    take = next(b for b in section.findChildren(QPushButton) if b.text() == names[1] and b.isVisible())
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert clerk.window.document.report.text("overview.platforms").count("第二句。") == 6
    assert not [b for b in section.findChildren(QPushButton) if b.isVisible() and "2024年的这一段" in b.text()]


def test_the_preview_shows_the_page_of_the_part_being_edited(clerk: Clerk, qtbot: QtBot, tmp_path: Path) -> None:
    long = "公开信息要及时准确。" * 60
    report = filled().with_text("overview.proactive_disclosure", long).with_text("overview.platforms", long)
    opened(clerk, report.with_text("problems", long), tmp_path).goes_to("problems")
    preview = clerk.window.side.preview
    with qtbot.waitSignal(preview.shown, timeout=20_000):
        clerk.window.show_tab("preview")

    def page() -> int:
        return preview._view.pageNavigator().currentPage()

    seen = [page()]
    for place in (
        "disputes/reconsideration/total",
        "overview.platforms",
        "overview.proactive_disclosure",
        "organ/name",
    ):
        clerk.goes_to(place)
        seen.append(page())
    assert seen == sorted(seen, reverse=True) and seen[0] >= seen[1] > seen[2] > seen[3] == seen[4] == 0
    clerk.goes_to("applications/granted/business")
    where = page()
    preview._view.verticalScrollBar().setValue(0)
    with qtbot.waitSignal(preview.shown, timeout=20_000):
        clerk.types("3").presses("Return")
    assert where > 0 == page(), "where she turned the pages herself, typing does not turn them back"


def test_an_aspect_that_is_missing_is_where_she_is_led(clerk: Clerk, tmp_path: Path) -> None:
    report = filled().with_text("overview", "今年各项工作按期完成。").with_text("overview.platforms", "")
    opened(clerk, report, tmp_path)
    card = next(card for card in clerk.window.side.problems.cards() if card.finding.rule == "T303")
    card.activate()
    focus = QApplication.focusWidget()
    assert isinstance(focus, NarrativeEditor) and focus.key == "overview.platforms"
    clerk.goes_to("applications/granted/business")
    clerk.window.document.edit(clerk.window.document.report.with_text("overview", "今年工作完成。"), "改")
    clerk.undoes()
    focus = QApplication.focusWidget()
    assert isinstance(focus, NarrativeEditor) and focus.key == "overview", "but what is undone is led to itself"
