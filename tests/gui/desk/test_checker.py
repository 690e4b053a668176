"""The rules run after each change; where they take long, they wait until typing rests."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.acts import Checked, examine
from app.gui.desk import checker as room
from app.gui.desk.checker import Checker
from app.gui.desk.document import ReportDocument
from app.model.report import Report
from tests.reports import filled


class Clock:
    """Each check takes `each` seconds of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = self.each = 0.0
        self.checks = 0
        monkeypatch.setattr(room, "thread_time", lambda: self.now)
        monkeypatch.setattr(room, "examine", self._examine)

    def _examine(self, report: Report, _edited: object = None) -> Checked:
        self.now += self.each
        self.checks += 1
        return examine(report)


def typed(document: ReportDocument, words: str) -> None:
    document.edit(document.report.with_text("problems", words), "写")


def test_a_quick_check_runs_before_the_next_event(qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    clock.each = 0.01
    document = ReportDocument(filled())
    checker = Checker(document, document)
    for words in ("一", "一二", "一二三"):
        with qtbot.waitSignal(checker.found):
            typed(document, words)
        assert checker._timer.interval() == 0
        assert checker.checked.report is document.report


def test_a_slow_one_runs_once_when_typing_rests(qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    document = ReportDocument(filled())
    checker = Checker(document, document)
    clock.each = 0.08
    for words in ("一", "一二"):  # the first slow one may be slow by chance
        with qtbot.waitSignal(checker.found):
            typed(document, words)
    assert checker._timer.interval() == 240
    before = clock.checks
    with qtbot.waitSignal(checker.found):
        for words in ("甲", "甲乙", "甲乙丙", "甲乙丙丁"):
            typed(document, words)
    assert clock.checks == before + 1
    assert checker.checked.report is document.report
    typed(document, "不等")
    checker.run()  # an export does not wait
    assert checker.checked.report is document.report
    assert not checker._timer.isActive()
