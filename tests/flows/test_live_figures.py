"""Live figures, findings about sentences and the rules' help, by keys at the real window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.help.view import HelpView
from app.gui.texts.live_figure import LiveFigureDialog
from app.model.draft import open_draft, save_draft
from app.model.words.texts import printed
from tests.flows.clerk import Clerk
from tests.reports import filled

KEY = "overview.disclosure_on_application"
LIVE = "{applications/received/total}"


def looks_for(words: str):
    def act(dialog: LiveFigureDialog) -> None:
        dialog.wanted.setText(words)
        QTest.keyClick(dialog.wanted, Qt.Key.Key_Return)

    return act


def test_a_figure_goes_from_the_table_into_the_text_and_follows_it(clerk: Clerk, tmp_path: Path) -> None:
    draft = tmp_path / "底稿.gknb"
    save_draft(filled().with_text("problems", ""), draft)
    clerk.starts(draft).goes_to("applications/received/total").presses("Ctrl+Shift+C")
    clerk.goes_to("problems").presses("Ctrl+V").types(" ")
    clerk.will(looks_for("行政许可")).presses("Ctrl+I")
    report = clerk.window.document.report
    assert report.text("problems") == LIVE + " {disclosure/licences/decisions}"
    clerk.fills("applications/received/business", "4").fills("applications/granted/business", "4")
    clerk.goes_to("problems").saves()
    saved = open_draft(draft)
    assert saved.text("problems") == LIVE + " {disclosure/licences/decisions}"
    assert printed(saved, "problems") == "11 213"
    assert clerk.window.pages.page.sections["problems"].editor.toPlainText() == "11 213"


def test_away_from_a_text_it_is_said_where_a_live_figure_goes(clerk: Clerk, tmp_path: Path) -> None:
    draft = tmp_path / "底稿.gknb"
    save_draft(filled(), draft)
    clerk.starts(draft).goes_to("applications/received/total").chooses("insert_live")
    assert "光标放到文字中" in clerk.window.status.sentence
    clerk.goes_to("problems").chooses("copy_live")
    assert "选中要用的那一格" in clerk.window.status.sentence


def test_a_sentence_is_found_by_f8_and_put_right_by_keys(clerk: Clerk, tmp_path: Path) -> None:
    draft = tmp_path / "底稿.gknb"
    save_draft(filled().with_text(KEY, "各项工作平稳。全年收到申请17件。"), draft)
    clerk.starts(draft).presses("F8")
    editor = clerk.window.pages.page.sections[KEY].editor
    assert editor.hasFocus() and editor.lit == "全年收到申请17件。"
    clerk.presses("8")
    assert editor.toPlainText().endswith("全年收到申请17件。8"), "a key replaces nothing"
    clerk.undoes()
    clerk.chooses("tab_problems").presses("Tab")
    focus = QApplication.focusWidget()
    assert focus is not None and focus.property("text") == "文字改为 9件"
    clerk.presses("Tab").presses("Return")
    assert clerk.window.document.report.text(KEY) == f"各项工作平稳。全年收到申请{LIVE}件。"
    assert not clerk.sees("N201")
    clerk.undoes()
    assert clerk.sees("N201")


def test_the_rules_are_read_in_the_help(clerk: Clerk, tmp_path: Path) -> None:
    draft = tmp_path / "底稿.gknb"
    save_draft(filled(), draft)
    clerk.starts(draft).chooses("rules")
    (view,) = clerk.window.findChildren(HelpView)
    assert view.isVisible() and "N201" in view._text.toPlainText()
    clerk.chooses("locating")
    assert clerk.window.findChildren(HelpView) == [view] and "真正的改法" in view._text.toPlainText()
    view.close()
