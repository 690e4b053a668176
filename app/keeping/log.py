"""The log: what went wrong and where, and no word of what a report holds."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from app import __version__
from app.model.files import plain_file
from app.paths import log_file

_LARGEST = 512 * 1024  # bytes


class _Formatter(logging.Formatter):
    """Keeps of an exception its type and where it happened; its message, and a line of source, might quote a name."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have put the whole message there
        return super().format(record)

    def formatException(self, ei: object) -> str:
        kind, _, trace = ei  # type: ignore[misc]
        frames = traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
        places = (f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n' for frame in frames)
        return "".join(places) + kind.__name__


class _Handler(logging.Handler):
    """Writes to a plain file or not at all; a log that cannot be written stops nothing and says nothing.

    The file is opened, and what turns it over is loaded, when there is something to write; which program writes, comes first.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = os.path.abspath(path)
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = _file_of(self.path)
            self._file.setFormatter(self.formatter)
            said = f"start {__version__}, Python {sys.version.split()[0]}, {sys.platform}"
            self._file.handle(logging.makeLogRecord({"name": __name__, "levelname": "INFO", "msg": said}))
        self._file.handle(record)

    def flush(self) -> None:
        if self._file:
            self._file.flush()

    def close(self) -> None:
        if self._file:
            self._file.close()
        super().close()


def _file_of(path: str) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    class File(RotatingFileHandler):
        def _open(self) -> TextIOWrapper:
            return open(self.baseFilename, self.mode, encoding=self.encoding, opener=plain_file)  # type: ignore[return-value]

        def handleError(self, record: logging.LogRecord) -> None:
            """A full disk, a folder that has gone: there is nobody to tell."""

    return File(path, maxBytes=_LARGEST, backupCount=2, encoding="utf-8", delay=True)


def start_log() -> TextIO | None:
    """Log to the file from now on; the file for crashes of Qt and Python, or None without a place to write it."""
    root = logging.getLogger()
    for handler in root.handlers:
        if isinstance(handler, _Handler):
            if handler.path == os.path.abspath(log_file()):
                return None
            root.removeHandler(handler)
    root.setLevel(logging.INFO)
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = _Handler(log_file())
        crashes = open(log_file().with_name("crash.log"), "a", encoding="utf-8", opener=plain_file)  # noqa: SIM115
    except OSError:
        root.addHandler(logging.NullHandler())  # without any, Python would write to the terminal
        return None
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    return crashes
