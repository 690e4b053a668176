"""One running program per user: a second start hands its files to the first and ends."""

from __future__ import annotations

import getpass
import hashlib
import json
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.paths import home

log = logging.getLogger(__name__)

_WAIT = 1500  # milliseconds for the first program's answer; after that we run on our own


def _name() -> str:
    """The same for all programs of this user with this home, and for nobody else."""
    return "nianbao-" + hashlib.sha256(f"{getpass.getuser()}\n{home().resolve()}".encode()).hexdigest()[:16]


def hand_over(paths: list[Path]) -> bool:
    """Give the files to the program that already runs; False when there is none that answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    if not socket.waitForConnected(_WAIT):
        return False
    socket.write(json.dumps([str(path.resolve()) for path in paths]).encode() + b"\n")
    socket.flush()
    answered = socket.waitForReadyRead(_WAIT) and bytes(socket.readAll().data()).startswith(b"ok")
    socket.disconnectFromServer()
    return answered


class Receiver(QObject):
    """`asked`: another start wants these files (a list of Path, perhaps empty) opened here."""

    asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        QLocalServer.removeServer(_name())  # left by a program that was killed: nobody answered on it just now
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
            paths = [Path(str(each)) for each in json.loads(bytes(socket.readLine().data()))]
        except ValueError:
            return
        socket.write(b"ok\n")
        socket.flush()
        self.asked.emit(paths)
