"""Chinese by fcitx, the input method of most domestic desktops: its plugin is not for a Qt that a program brings along.

fcitx 5 answers as ibus does too, and Qt asks that by itself; fcitx 4 is asked here, by the interface that it has for
programs in boxes of their own.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSocketNotifier, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QTextCharFormat,
    QWindow,
)
from shiboken6 import isValid

from app.gui.typing.bus import Bus
from app.gui.typing.method import SERVICE

_METHOD = (SERVICE, "/org/freedesktop/portal/inputmethod", "org.fcitx.Fcitx.InputMethod1")
_CONTEXT = "org.fcitx.Fcitx.InputContext1"
_CAN = 1 << 1 | 1 << 4  # we draw what is being typed, and its formats
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class Fcitx(QObject):
    """Lies before the windows: keys go to fcitx first, and what it makes of them to the text that has the cursor."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._bus = Bus()
        self._context: tuple[str, str, str] | None = None
        self._composed = ""  # what is being typed, shown underlined
        self._at: QObject | None = None  # where
        self._where = (0, 0, 0, 0)
        self._notifier = QSocketNotifier(self._bus.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._listen)
        application.focusObjectChanged.connect(self._focus)
        application.inputMethod().cursorRectangleChanged.connect(self._tell_place)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._composed:
            event.accept()  # Enter, Esc and the digits are fcitx's now
            return True
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWindow):
            self._leave()
        if event.type() not in _KEYS or not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        return bool(event.nativeVirtualKey()) and self._takes(event)

    def _takes(self, event: QKeyEvent) -> bool:
        if not _writes(QGuiApplication.focusObject()) or not self._begin():
            return False
        assert self._context
        released = event.type() == QEvent.Type.KeyRelease
        key = (event.nativeVirtualKey(), event.nativeScanCode(), event.nativeModifiers(), released)
        answer = self._bus.call(self._context, "ProcessKeyEvent", "uuubu", *key, event.timestamp() % 2**32)
        if answer is None:  # fcitx has ended, or was started anew
            self._context = None
            self._show("", 0)
        self._listen()
        return answer == (1,)

    def _begin(self) -> bool:
        """Have a context at fcitx, whenever it was started."""
        if self._context is None:
            answer = self._bus.call(_METHOD, "CreateInputContext", "a(ss)", [("program", "nianbao")])
            if not answer:
                return False
            self._context = (SERVICE, answer[0], _CONTEXT)
            self._bus.listen(f"type='signal',interface='{_CONTEXT}',path='{answer[0]}'")
            self._bus.tell(self._context, "SetCapability", "t", _CAN)
            self._bus.tell(self._context, "FocusIn")
            self._tell_place()
        return True

    def _focus(self, focus: QObject | None) -> None:
        if self._context is None:
            return
        self._leave()
        self._bus.tell(self._context, "FocusIn" if _writes(focus) else "FocusOut")
        self._where = (0, 0, 0, 0)
        self._tell_place()

    def _leave(self) -> None:
        """What was begun stays where it was begun, as it was shown."""
        if self._context and self._composed:
            self._bus.tell(self._context, "Reset")
            self._commit(self._composed)

    def _tell_place(self) -> None:
        """Where the list of words is to be shown: below the cursor, in pixels of the screen."""
        window = QGuiApplication.focusWindow()
        if self._context is None or window is None:
            return
        place = QGuiApplication.inputMethod().cursorRectangle().toRect()
        ratio = window.devicePixelRatio()
        corner = window.mapToGlobal(QPoint(place.x(), place.y())) * ratio
        where = (corner.x(), corner.y(), round(place.width() * ratio), round(place.height() * ratio))
        if where != self._where:
            self._where = where
            self._bus.tell(self._context, "SetCursorRect", "iiii", *where)

    def _listen(self) -> None:
        for name, arguments in list(self._bus.heard()):
            if name == "CommitString":
                self._commit(arguments[0])
            elif name == "UpdateFormattedPreedit":
                pieces, cursor = arguments
                self._show("".join(piece[0] for piece in pieces), cursor)

    def _commit(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        self._send(event, "")

    def _show(self, text: str, cursor: int) -> None:
        """What is being typed; fcitx counts the cursor's place in bytes."""
        if not text and not self._composed:
            return
        line = QTextCharFormat()
        line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        place = len(text.encode()[: max(cursor, 0)].decode(errors="ignore"))
        kinds = QInputMethodEvent.AttributeType
        marks = [
            QInputMethodEvent.Attribute(kinds.TextFormat, 0, len(text), line),
            QInputMethodEvent.Attribute(kinds.Cursor, place, 1, None),
        ]
        self._send(QInputMethodEvent(text, marks), text)
        self._tell_place()

    def _send(self, event: QInputMethodEvent, composed: str) -> None:
        """To where something is being typed, else to where the cursor is."""
        at = self._at if self._composed and self._at and isValid(self._at) else QGuiApplication.focusObject()
        self._composed, self._at = composed, at
        if at is not None:
            QCoreApplication.sendEvent(at, event)


def _writes(focus: QObject | None) -> bool:
    """Whether text can be typed there."""
    if focus is None:
        return False
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(focus, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))
