"""Which input method the desktop has, from what it says in the environment and on its bus."""

from __future__ import annotations

import os
import sys

SERVICE = "org.freedesktop.portal.Fcitx"
_BUSES = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


def asks_fcitx() -> bool:
    """Before there is a QApplication: whether fcitx is the input method and has to be asked by us."""
    if sys.platform != "linux":
        return False
    method = os.environ.get("QT_IM_MODULE", "")
    if method in ("", "xim"):  # Qt 6 knows no XIM, but who serves it can be asked otherwise
        method = os.environ.get("XMODIFIERS", "").removeprefix("@im=")
    if method == "ibus":
        os.environ["QT_IM_MODULE"] = "ibus"
    if not method.startswith("fcitx"):
        return False
    from app.gui.typing.bus import Bus

    try:
        bus = Bus()
    except OSError:
        return False
    owned = {name: bus.call(_BUSES, "NameHasOwner", "s", name) for name in ("org.freedesktop.IBus", SERVICE)}
    bus.close()
    if owned["org.freedesktop.IBus"] == (1,):
        os.environ["QT_IM_MODULE"] = "ibus"
        return False
    return owned[SERVICE] == (1,)
