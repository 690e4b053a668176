"""The help window shows every page, and is one window."""

from __future__ import annotations

from app.gui.help_view import PAGES, HelpView, show_help
from app.paths import resource


def test_every_page_is_there_and_shown(qtbot):
    view = HelpView()
    qtbot.addWidget(view)
    assert {f"{page}.md" for page in PAGES} == {path.name for path in resource("help").glob("*.md")}
    for page, title in PAGES.items():
        view.show_page(page)
        assert title in view._text.toPlainText()
        assert "**" not in view._text.toPlainText() and "|" not in view._text.toPlainText()


def test_there_is_one_help_window(qtbot):
    first = show_help("keyboard")
    qtbot.addWidget(first)
    assert show_help("trouble") is first
    assert first._list.currentItem().text() == "出问题怎么办"
