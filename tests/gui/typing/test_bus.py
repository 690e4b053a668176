"""The session's bus, asked by ourselves: a real one that the test starts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from app.gui.typing.bus import Bus
from app.gui.typing.method import asks_fcitx

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")
BUSES = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


@pytest.fixture
def daemon(tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    command = [tool("dbus-daemon"), "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.stdout.readline().strip())
        yield
        running.terminate()


def test_it_asks_and_hears(daemon: None) -> None:
    bus = Bus()
    assert bus.descriptor >= 0
    assert bus.call(BUSES, "RequestName", "su", "cn.nianbao.Test", 4) == (1,)
    assert bus.call(BUSES, "NameHasOwner", "s", "cn.nianbao.Test") == (1,)
    assert bus.call(BUSES, "NameHasOwner", "s", "cn.nianbao.Other") == (0,)
    names = bus.call(BUSES, "ListNames")
    assert names and "cn.nianbao.Test" in names[0]
    assert ("NameAcquired", ("cn.nianbao.Test",)) in list(bus.heard())
    bus.listen("type='signal',member='NameOwnerChanged'")
    bus.tell(BUSES, "RequestName", "su", "cn.nianbao.Told", 4)
    assert bus.call(BUSES, "NameHasOwner", "s", "cn.nianbao.Told") == (1,)
    changed = [arguments[0] for name, arguments in bus.heard() if name == "NameOwnerChanged"]
    assert "cn.nianbao.Told" in changed
    bus.close()


def test_a_wrong_question_or_nobody_there_is_no_answer(daemon: None) -> None:
    bus = Bus()
    assert bus.call(BUSES, "RequestName", "s", "only one argument") is None
    assert (
        bus.call(("cn.nianbao.Nobody", "/", "cn.nianbao.Nobody"), "CreateInputContext", "a(ss)", [("甲", "乙")]) is None
    )
    bus.close()


def test_without_a_bus_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    with pytest.raises(OSError):
        Bus()


@pytest.mark.parametrize(
    ("method", "xim"), [("fcitx", ""), ("fcitx5", "@im=ibus"), ("xim", "@im=fcitx"), ("", "@im=fcitx")]
)
def test_who_answers_as_ibus_is_asked_by_qt(
    method: str, xim: str, daemon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_IM_MODULE", method)
    monkeypatch.setenv("XMODIFIERS", xim)
    assert not asks_fcitx() and os.environ["QT_IM_MODULE"] == method, "nobody is there"
    owner = Bus()
    owner.call(BUSES, "RequestName", "su", "org.freedesktop.portal.Fcitx", 4)
    assert asks_fcitx() and os.environ["QT_IM_MODULE"] == method, "fcitx 4"
    owner.call(BUSES, "RequestName", "su", "org.freedesktop.IBus", 4)
    assert not asks_fcitx() and os.environ["QT_IM_MODULE"] == "ibus", "fcitx 5"
    owner.close()
    monkeypatch.setenv("QT_IM_MODULE", "ibus")
    assert not asks_fcitx()


@pytest.mark.parametrize(
    ("method", "xim", "qt"),
    [("", "@im=ibus", "ibus"), ("xim", "@im=ibus", "ibus"), ("", "", ""), ("compose", "@im=ibus", "compose")],
)
def test_ibus_is_found_behind_xim(method: str, xim: str, qt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_IM_MODULE", method)
    monkeypatch.setenv("XMODIFIERS", xim)
    assert not asks_fcitx() and os.environ["QT_IM_MODULE"] == qt
