"""One running program per user: a second start hands its files to the first and ends; the installer asks it to close."""

from __future__ import annotations

import json
import logging
import os
import sys
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.keeping.user import user_name
from app.model.files import whereabouts
from app.model.json_text import read_json
from app.paths import home

log = logging.getLogger(__name__)

_CLOSE = "close"
_WAIT = 1500  # milliseconds until there is somebody who takes what we say
_PATIENCE = 15_000  # and until the answer: the first program may be in the midst of something long
SILENT = (
    "公开年报已经开着，但这会儿没有应答，可能正忙。请等它忙完再打开。"
    "一直没有应答，就在任务管理器里结束它，再打开时会找回没有保存的内容。"
)


class Delivery(Enum):
    """What became of a message. SILENT: a program runs, but does not answer."""

    TAKEN, SILENT, NOBODY = range(3)


def _name() -> str:
    """The same for all programs of this user with this home, and for nobody else."""
    place = f"{user_name()}\n{whereabouts(home())}".encode()
    return "nianbao-" + QCryptographicHash.hash(place, QCryptographicHash.Algorithm.Sha256).toHex().toStdString()[:16]


def hand_over(paths: list[Path]) -> Delivery:
    """Give the files to the program that already runs."""
    return _send([os.path.abspath(path) for path in paths])


def ask_to_close() -> bool:
    """Ask the program that runs to close, as if the clerk did; False when there is none that answers."""
    return _send(_CLOSE) is Delivery.TAKEN


def _connected() -> QLocalSocket | None:
    """A connection to the program that runs; None when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    return socket if socket.waitForConnected(_WAIT) else None


def _send(message: list[str] | str) -> Delivery:
    socket = _connected()
    if socket is None:
        return Delivery.NOBODY
    if sys.platform == "win32":  # Windows lets only the program just started give away the right to come to the front
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    socket.write(json.dumps(message).encode() + b"\n")
    socket.flush()
    answered = socket.waitForReadyRead(_PATIENCE) and bytes(socket.readAll().data()).startswith(b"ok")
    socket.disconnectFromServer()
    return Delivery.TAKEN if answered else Delivery.SILENT


class Receiver(QObject):
    """`asked`: another start wants these files (a list of Path, perhaps empty) opened here. `close_asked`: ask_to_close."""

    asked = Signal(object)
    close_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        if _connected():  # its place is its own, however busy it is
            log.warning("no single instance: another program has the place")
            return
        QLocalServer.removeServer(_name())  # left by a program that was killed
        if not self._server.listen(_name()):
            log.warning("no single instance: %s", self._server.errorString())

    def close(self) -> None:
        self._server.close()

    def _connected(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)

    def _read(self) -> None:
        socket = self.sender()
        assert isinstance(socket, QLocalSocket)
        if not socket.canReadLine():
            return
        try:
            message = read_json(bytes(socket.readLine().data()).decode())
        except ValueError:
            return
        socket.write(b"ok\n")
        socket.flush()
        if message == _CLOSE:
            self.close_asked.emit()
        elif isinstance(message, list):
            self.asked.emit([Path(str(each)) for each in message])
