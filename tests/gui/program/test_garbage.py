"""What a closed dialog leaves in a cycle is destroyed in the window's thread, whoever else is at work."""

from __future__ import annotations

import gc
import threading

from pytestqt.qtbot import QtBot

from app.gui.program.garbage import Garbage


class Left:
    """Something in a cycle with itself; tells in which thread it went."""

    def __init__(self, went: list[int]) -> None:
        self.went, self.itself = went, self

    def __del__(self) -> None:
        self.went.append(threading.get_ident())


def work() -> None:
    kept = [[] for _ in range(200_000)]  # far more than any threshold of the collector
    assert kept


def test_a_worker_collects_nothing_and_the_windows_thread_does(qtbot: QtBot) -> None:
    gc.enable()
    garbage = Garbage()
    try:
        went: list[int] = []
        for _ in range(2000):  # enough to be due
            Left(went)
        worker = threading.Thread(target=work)
        worker.start()
        worker.join()
        assert went == []
        qtbot.waitUntil(lambda: bool(went))
        assert set(went) == {threading.get_ident()}
    finally:
        garbage.end()
        assert gc.isenabled()
