"""What is typed through fcitx 4 arrives where the cursor is; fcitx itself is played by the test."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.gui.typing import fcitx

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="fcitx is Linux's")

Said = list[tuple[str, tuple[Any, ...]]]


class Player:
    """fcitx with a dictionary of one word: n-i is 你, taken by the space bar."""

    def __init__(self) -> None:
        self.descriptor = os.open(os.devnull, os.O_RDONLY)
        self.running = True
        self.typed = ""
        self.told: list[tuple[str, tuple[Any, ...]]] = []
        self.said: Said = []

    def call(self, place: tuple[str, str, str], method: str, signature: str = "", *arguments: Any) -> Any:
        if not self.running:
            return None
        if method == "CreateInputContext":
            return ("/context", [1])
        key, released = chr(arguments[0]), arguments[3]
        if released or key not in "ni " or (key == " " and not self.typed):
            return (0,)
        self.typed += key.strip()
        if key == " ":
            self.typed = ""
            self.said += [("CommitString", ("你",))]
        shown = [[self.typed, 0]] if self.typed else []
        self.said += [("UpdateFormattedPreedit", (shown, len(self.typed)))]
        return (1,)

    def tell(self, place: tuple[str, str, str], method: str, signature: str = "", *arguments: Any) -> None:
        self.told.append((method, arguments))
        if method == "Reset":
            self.typed = ""

    def listen(self, rule: str) -> None:
        assert "/context" in rule

    def heard(self) -> Said:
        said, self.said = self.said, []
        return said


class Field(QLineEdit):
    composed = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composed = event.preeditString()
        super().inputMethodEvent(event)


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Player]:
    player = Player()
    monkeypatch.setattr(fcitx, "Bus", lambda: player)
    client = fcitx.Fcitx(qapp)
    yield player
    qapp.removeEventFilter(client)
    client.deleteLater()
    QCoreApplication.sendPostedEvents(client, QEvent.Type.DeferredDelete)
    os.close(player.descriptor)


@pytest.fixture
def fields(qtbot: Any, player: Player) -> Iterator[tuple[Field, Field]]:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    first, second = Field(), Field()
    for each in (first, second, QPushButton("确定", default=True)):
        layout.addWidget(each)
    window.show()
    window.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    yield first, second  # the window lives so long


def strike(widget: QWidget, keys: str) -> None:
    """As the window system delivers keys: to the window, with their symbols."""
    window = widget.window().windowHandle()
    for key in keys:
        code = Qt.Key(ord(key.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, 10, ord(key), 0, key)
            QCoreApplication.sendEvent(window, event)


def test_the_word_arrives_and_other_keys_are_the_programs(fields: tuple[Field, Field]) -> None:
    first, _ = fields
    strike(first, "ni")
    assert first.text() == "" and first.composed == "ni", "underlined, not yet there"
    strike(first, " ")
    assert first.text() == "你" and first.composed == ""
    strike(first, "3 ")
    assert first.text() == "你3 "


def test_what_was_begun_stays_where_it_was_begun(fields: tuple[Field, Field], player: Player) -> None:
    first, second = fields
    strike(first, "ni")
    second.setFocus()
    assert (first.text(), second.text()) == ("ni", "") and ("Reset", ()) in player.told
    strike(second, "ni ")
    assert (first.text(), second.text()) == ("ni", "你")


def test_a_click_ends_it(fields: tuple[Field, Field], player: Player) -> None:
    first, _ = fields
    strike(first, "ni")
    QTest.mouseClick(
        first.window().windowHandle(), Qt.MouseButton.LeftButton, pos=first.mapTo(first.window(), QPoint(3, 3))
    )
    assert first.text() == "ni" and player.typed == ""


def test_keys_of_the_program_wait_while_a_word_is_typed(fields: tuple[Field, Field]) -> None:
    first, _ = fields
    for word, taken in (("", False), ("ni", True)):
        strike(first, word)
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QCoreApplication.sendEvent(first, event)
        assert event.isAccepted() == taken


def test_fcitx_that_ends_and_comes_back(fields: tuple[Field, Field], player: Player) -> None:
    first, _ = fields
    strike(first, "ni ")
    player.running = False
    strike(first, "n")
    assert first.text() == "你n"
    player.running = True
    strike(first, "ni ")
    assert first.text() == "你n你"


def test_where_nothing_can_be_typed_fcitx_is_not_asked(
    fields: tuple[Field, Field], player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = fields
    button = first.window().findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.setFocus()
    asked: list[str] = []
    call: Callable[..., Any] = player.call
    monkeypatch.setattr(player, "call", lambda place, method, *rest: asked.append(method) or call(place, method, *rest))
    strike(button, "n")
    assert asked == []


def test_the_list_of_words_is_placed_at_the_cursor(fields: tuple[Field, Field], player: Player) -> None:
    first, _ = fields
    strike(first, "ni ")
    places = [arguments for method, arguments in player.told if method == "SetCursorRect"]
    assert places and places[-1][3] > 0
    first.setText("很长的一行字")
    strike(first, "n")
    moved = [arguments for method, arguments in player.told if method == "SetCursorRect"]
    assert moved[-1][0] > places[0][0]
