"""The session's D-Bus by the system's own library: PySide6 cannot send the unsigned numbers that input methods ask for."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from typing import Any

_CALL_PATIENCE = 500  # milliseconds: a key waits no longer for an answer

_BASIC: dict[str, Any] = {
    "b": ctypes.c_uint32,
    "i": ctypes.c_int32,
    "u": ctypes.c_uint32,
    "t": ctypes.c_uint64,
    "s": ctypes.c_char_p,
    "o": ctypes.c_char_p,
    "y": ctypes.c_uint8,
}
_CONTAINERS = "arv"


class _Iterator(ctypes.Structure):
    _fields_ = [("room", ctypes.c_void_p * 16)]  # libdbus says it needs 14 words; nobody looks inside


def _library() -> Any:
    library = ctypes.CDLL("libdbus-1.so.3")
    for name in ("dbus_connection_open_private", "dbus_message_new_method_call", "dbus_connection_pop_message"):
        getattr(library, name).restype = ctypes.c_void_p
    library.dbus_connection_send_with_reply_and_block.restype = ctypes.c_void_p
    library.dbus_message_get_member.restype = ctypes.c_char_p
    return library


class Bus:
    """A connection of its own; `OSError` when there is no library or no bus."""

    def __init__(self) -> None:
        self._library = _library()
        address = os.environ.get("DBUS_SESSION_BUS_ADDRESS") or f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"
        self._connection = ctypes.c_void_p(self._library.dbus_connection_open_private(address.encode(), None))
        if not self._connection or not self._library.dbus_bus_register(self._connection, None):
            raise OSError("no session bus")
        self._library.dbus_connection_set_exit_on_disconnect(self._connection, 0)
        number = ctypes.c_int(-1)
        self._library.dbus_connection_get_unix_fd(self._connection, ctypes.byref(number))
        self.descriptor = number.value

    def close(self) -> None:
        self._library.dbus_connection_close(self._connection)
        self._library.dbus_connection_unref(self._connection)

    def listen(self, rule: str) -> None:
        self._library.dbus_bus_add_match(self._connection, rule.encode(), None)
        self._library.dbus_connection_flush(self._connection)

    def call(
        self, place: tuple[str, str, str], method: str, signature: str = "", *arguments: object
    ) -> tuple[Any, ...] | None:
        """The answer of `place` (service, path, interface), or None when there is none in time."""
        message = self._message(place, method, signature, arguments)
        send = self._library.dbus_connection_send_with_reply_and_block
        answer = ctypes.c_void_p(send(self._connection, message, _CALL_PATIENCE, None))
        self._library.dbus_message_unref(message)
        if not answer:
            return None
        try:
            return tuple(self._arguments(answer))
        finally:
            self._library.dbus_message_unref(answer)

    def tell(self, place: tuple[str, str, str], method: str, signature: str = "", *arguments: object) -> None:
        """The same without waiting for an answer."""
        message = self._message(place, method, signature, arguments)
        self._library.dbus_message_set_no_reply(message, 1)
        self._library.dbus_connection_send(self._connection, message, None)
        self._library.dbus_connection_flush(self._connection)
        self._library.dbus_message_unref(message)

    def heard(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """The signals that have come: name and arguments."""
        self._library.dbus_connection_read_write(self._connection, 0)
        while message := ctypes.c_void_p(self._library.dbus_connection_pop_message(self._connection)):
            try:
                if self._library.dbus_message_get_type(message) == 4:
                    yield self._library.dbus_message_get_member(message).decode(), tuple(self._arguments(message))
            finally:
                self._library.dbus_message_unref(message)

    # what is said, piece by piece

    def _message(
        self, place: tuple[str, str, str], method: str, signature: str, arguments: tuple[object, ...]
    ) -> ctypes.c_void_p:
        new = self._library.dbus_message_new_method_call
        message = ctypes.c_void_p(new(*(part.encode() for part in (*place, method))))
        at = _Iterator()
        self._library.dbus_message_iter_init_append(message, ctypes.byref(at))
        rest = signature
        for argument in arguments:
            rest = self._append(at, rest, argument)
        return message

    def _append(self, at: _Iterator, signature: str, argument: Any) -> str:
        """Write one argument; what is left of the signature. An array holds pairs of texts: nobody sends another."""
        if signature.startswith("a(ss)"):
            inner, pair = _Iterator(), _Iterator()
            open_, close = (
                self._library.dbus_message_iter_open_container,
                self._library.dbus_message_iter_close_container,
            )
            open_(ctypes.byref(at), ord("a"), b"(ss)", ctypes.byref(inner))
            for texts in argument:
                open_(ctypes.byref(inner), ord("r"), None, ctypes.byref(pair))
                for text in texts:
                    self._append(pair, "s", text)
                close(ctypes.byref(inner), ctypes.byref(pair))
            close(ctypes.byref(at), ctypes.byref(inner))
            return signature[5:]
        kind = signature[0]
        value = _BASIC[kind](argument.encode() if isinstance(argument, str) else argument)
        self._library.dbus_message_iter_append_basic(ctypes.byref(at), ord(kind), ctypes.byref(value))
        return signature[1:]

    def _arguments(self, message: ctypes.c_void_p) -> list[Any]:
        at = _Iterator()
        if not self._library.dbus_message_iter_init(message, ctypes.byref(at)):
            return []
        return self._values(at)

    def _values(self, at: _Iterator) -> list[Any]:
        values: list[Any] = []
        step: Callable[..., int] = self._library.dbus_message_iter_next
        while kind := chr(self._library.dbus_message_iter_get_arg_type(ctypes.byref(at))).strip("\0"):
            if kind in _CONTAINERS:
                inner = _Iterator()
                self._library.dbus_message_iter_recurse(ctypes.byref(at), ctypes.byref(inner))
                values.append(self._values(inner))
            elif kind in _BASIC:
                value = _BASIC[kind]()
                self._library.dbus_message_iter_get_basic(ctypes.byref(at), ctypes.byref(value))
                values.append(value.value.decode() if isinstance(value.value, bytes) else value.value)
            else:
                values.append(None)
            step(ctypes.byref(at))
        return values
