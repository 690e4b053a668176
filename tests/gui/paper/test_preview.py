"""The preview: the real paper, only the newest, never holding the typing, at the place where it was read."""

from __future__ import annotations

import logging
from threading import Event

import pytest
from PySide6.QtPdf import QPdfDocument

from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.gui.look import style_sheet as look
from app.gui.paper import preview as preview_panel
from app.gui.paper.preview import PreviewPanel
from tests.reports import blank, county, filled


@pytest.fixture
def open_panel(qtbot, qapp):
    look.apply(qapp, "light", 100)
    kept = []

    def open(report) -> PreviewPanel:
        document = ReportDocument(report)
        panel = PreviewPanel(document, Checker(document))
        panel.resize(324, 600)
        qtbot.addWidget(panel)
        panel.show()
        kept.append(panel)
        return panel

    yield open
    for panel in kept:
        qtbot.waitUntil(lambda panel=panel: not panel._working, timeout=20_000)


def test_a_ready_report_is_shown_as_it_will_be_published(open_panel, qtbot):
    panel = open_panel(filled())
    with qtbot.waitSignal(panel.shown, timeout=20_000):
        panel.set_active(True)
    assert panel._kind.text() == "公布稿"
    assert panel._pdf.status() == QPdfDocument.Status.Ready
    assert panel._page.text() == f"第 1 页，共 {panel._pdf.pageCount()} 页"
    assert "林业局" in panel._pdf.getAllText(0).text().replace("\r\n", "")


def test_an_unfinished_one_is_a_review_copy(open_panel, qtbot):
    panel = open_panel(blank())
    with qtbot.waitSignal(panel.shown, timeout=20_000):
        panel.set_active(True)
    assert panel._kind.text() == "送审稿"
    assert "送审稿" in panel._pdf.getAllText(0).text()


def test_without_a_name_it_says_what_is_wanted(open_panel, qtbot):
    panel = open_panel(filled().with_organ(name=""))
    panel.set_active(True)
    assert panel._words.text() == "填写单位名称后即可预览。"
    assert panel._words.isVisible()
    with qtbot.waitSignal(panel.shown, timeout=20_000):
        panel._document.edit(panel._document.report.with_organ(name="青禾县林业局"), "")
    assert not panel._words.isVisible()


def test_it_follows_the_edits_and_stays_where_it_was_read(open_panel, qtbot):
    panel = open_panel(county())
    with qtbot.waitSignal(panel.shown, timeout=20_000):
        panel.set_active(True)
    bar = panel._view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 500)
    bar.setValue(500)
    with qtbot.waitSignal(panel.shown, timeout=20_000):
        panel._document.edit(panel._document.report.with_text("problems", "新写的问题。"), "")
    assert bar.value() == 500
    pages = range(panel._pdf.pageCount())
    assert any("新写的问题" in panel._pdf.getAllText(page).text().replace("\r\n", "") for page in pages)


def test_nothing_is_made_while_it_is_not_seen(open_panel, monkeypatch):
    asked = []
    monkeypatch.setattr(preview_panel, "render", lambda *_: asked.append(1) or {"pdf": b""})
    panel = open_panel(filled())
    panel._document.edit(panel._document.report.with_text("problems", "一。"), "")
    assert not panel._rest.isActive() and not panel._working and asked == []


def test_typing_goes_on_while_a_paper_is_made_and_the_newest_is_shown_last(open_panel, qtbot, monkeypatch):
    free = Event()
    rendered = []
    real = preview_panel.render

    def slow(report, formats, review):
        rendered.append(report.text("problems"))
        assert free.wait(20)
        return real(report, formats, review)

    monkeypatch.setattr(preview_panel, "render", slow)
    panel = open_panel(filled())
    panel.set_active(True)
    qtbot.waitUntil(lambda: len(rendered) == 1)
    for words in ("一。", "二。", "三。"):  # the event loop is free: these come back at once
        panel._document.edit(panel._document.report.with_text("problems", words), "")
    qtbot.waitUntil(lambda: not panel._rest.isActive())
    assert rendered == [filled().text("problems")], "one paper at a time"
    free.set()
    qtbot.waitUntil(lambda: panel._shown_report is panel._document.report, timeout=20_000)
    assert rendered[-1] == "三。" and len(rendered) == 2, "what was overtaken is not made"


def test_a_paper_that_cannot_be_made_is_said_and_logged(open_panel, qtbot, monkeypatch, caplog):
    def broken(*_):
        raise ValueError("no paper")

    monkeypatch.setattr(preview_panel, "render", broken)
    panel = open_panel(filled())
    with caplog.at_level(logging.ERROR):
        panel.set_active(True)
        qtbot.waitUntil(lambda: "程序故障" in panel._words.text())
    assert "preview failed" in caplog.text
