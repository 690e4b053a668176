"""A draft on a share that answers slowly: coming back to the window looks at it, and the window goes on meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.form.schema import Cell
from app.keeping import draft_file
from app.model.draft import save_draft
from tests.flows.clerk import Clerk
from tests.reports import balanced

CELL = "disclosure/penalties/decisions"


class Share:
    """Answers what is asked of the file only when `answer` is set; notes which threads asked, and what."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers = threading.Event()
        self.asked: list[tuple[str, bool]] = []  # "moment" or "whole", and whether in the window's thread
        for name, kind in (("moment_of", "moment"), ("content", "whole")):
            real = getattr(draft_file, name)
            monkeypatch.setattr(draft_file, name, lambda path, real=real, kind=kind: self._ask(path, real, kind))

    def _ask(self, path: Path, real, kind: str):  # noqa: ANN001, ANN202
        self.asked.append((kind, threading.current_thread() is threading.main_thread()))
        if self.asked[-1][1]:
            return real(path)
        assert self.answers.wait(20)
        return real(path)


@pytest.fixture
def share(clerk: Clerk, draft: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    clerk.starts(draft)
    QApplication.processEvents()
    slow = Share(monkeypatch)
    yield slow
    slow.answers.set()


def come_back(clerk: Clerk) -> None:
    QApplication.sendEvent(clerk.window, QEvent(QEvent.Type.ActivationChange))


def threads(qtbot: QtBot, clerk: Clerk) -> None:
    """Wait until whoever looks has answered."""
    qtbot.waitUntil(lambda: not clerk.window.saving._disk._looking, timeout=15_000)


def test_the_window_goes_on_while_the_share_is_asked(clerk: Clerk, draft: Path, share: Share, qtbot: QtBot) -> None:
    save_draft(balanced(3), draft)
    come_back(clerk)  # returns though the share has not answered
    come_back(clerk)
    clerk.fills(CELL, "41")
    assert clerk.figure(CELL) == "41" and not any(here for _, here in share.asked)
    assert [kind for kind, _ in share.asked].count("moment") <= 1, "one look at a time"
    share.answers.set()
    threads(qtbot, clerk)
    assert clerk.status == "这份底稿在别处被改过；保存时会让您选择另存还是覆盖。"


def test_a_file_of_the_same_time_and_size_is_not_read(clerk: Clerk, share: Share, qtbot: QtBot) -> None:
    share.answers.set()
    come_back(clerk)
    threads(qtbot, clerk)
    assert share.asked == [("moment", False)] and "别处" not in clerk.status


def test_what_was_saved_since_it_was_asked_is_no_change_of_others(
    clerk: Clerk, draft: Path, share: Share, qtbot: QtBot
) -> None:
    clerk.window.document.edit(clerk.window.document.report.with_figures({Cell.parse(CELL): Decimal(5)}), "改")
    come_back(clerk)
    clerk.saves()
    share.answers.set()
    threads(qtbot, clerk)
    assert "别处" not in clerk.status and not clerk.window.document.modified
