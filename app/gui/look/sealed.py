"""Documents of HTML whose words may be a stranger's: nothing that they name is loaded."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument


class Sealed(QTextDocument):
    """A document that loads nothing: no picture, from no disk and no server, whatever its HTML names."""

    def loadResource(self, _kind: int, _name: QUrl) -> object:
        return QImage(1, 1, QImage.Format.Format_Mono)  # an empty answer makes Qt look for the file itself
