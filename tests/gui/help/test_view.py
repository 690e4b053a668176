"""The help window shows every page, and is one window."""

from __future__ import annotations

from app.gui.help.rules import ALL
from app.gui.help.view import PAGES, HelpView, show_help, show_rule
from app.paths import resource


def test_every_page_is_there_and_shown(qtbot):
    view = HelpView()
    qtbot.addWidget(view)
    assert {f"{page}.md" for page in PAGES} - {"rules.md"} == {path.name for path in resource("help").glob("*.md")}
    for page, title in PAGES.items():
        view.show_page(page)
        assert title in view._text.toPlainText()
        assert "**" not in view._text.toPlainText() and "|" not in view._text.toPlainText()


def test_there_is_one_help_window(qtbot):
    first = show_help("keyboard")
    qtbot.addWidget(first)
    assert show_help("trouble") is first
    assert first._list.currentItem().text() == "出问题怎么办"


def test_every_rule_stands_in_its_page_with_its_examples(qtbot):
    view = HelpView()
    qtbot.addWidget(view)
    view.show_page("rules")
    text = view._text.toPlainText()
    for rule in ALL.values():
        assert f"{rule.id} {rule.title}" in text
    assert text.count("错：") == text.count("对：") == len(ALL)


def test_the_help_opens_at_the_rule_asked_for(qtbot):
    view = show_rule("T311")
    qtbot.addWidget(view)
    qtbot.waitExposed(view)
    heading = view._text.document().find("T311")
    heading.clearSelection()
    assert 0 <= view._text.cursorRect(heading).top() < 60
