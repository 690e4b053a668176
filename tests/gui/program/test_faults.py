"""A fault of the program is told each time the clerk's act failed, and does not bury her when it comes by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gui.program.faults import SENTENCE, Guard
from app.model.draft import save_draft
from tests.conftest import Answers
from tests.flows.clerk import Clerk
from tests.reports import filled


@pytest.fixture
def clerk(answers: Answers, tmp_path: Path) -> Iterator[Clerk]:
    path = tmp_path / "年报.gknb"
    save_draft(filled(), path)
    her = Clerk(answers).starts(path)
    yield her
    her.ends()


def _crash(*_anything: object) -> None:
    raise TypeError


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_save_that_crashes_again_is_told_again(
    clerk: Clerk, answers: Answers, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    monkeypatch.setattr(type(clerk.window.saving.file), "save", _crash)
    for _ in range(times):
        clerk.will_answer("知道了").saves()
    assert sum(SENTENCE in said for said in answers.seen) == times


def test_a_fault_that_comes_by_itself_leaves_room_between() -> None:
    crashes: list[int] = []
    told: list[int] = []
    guard = Guard(lambda: told.append(crashes[-1]))
    try:
        for number in range(1, 41):
            crashes.append(number)
            try:
                _crash()
            except TypeError:
                sys.excepthook(*sys.exc_info())
        assert told == [1, 3, 7, 15, 31]
    finally:
        guard.end()
