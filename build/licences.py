"""Collect the licence texts of every shipped Python package: `.venv/bin/python build/licences.py`, after build/lock.

Writes resources/licences/NAME.txt from the files the installed packages bring. Qt and PySide6 bring none: their text,
Qt.txt with LGPL-3.txt and GPL-3.txt, is kept by hand, as are chinesecalendar.txt (its wheel brings none) and Python.txt (the
packed programs carry it). Fonts have theirs beside them in resources/fonts/.
"""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "licences"
BY_HAND = {"chinesecalendar", "pyside6-essentials", "pyside6-addons", "shiboken6"}
LICENCE_FILE = re.compile(r"\.dist-info/(licenses/.+|[^/]*(licen[cs]e|copying|notice)[^/]*)$", re.IGNORECASE)


def shipped() -> dict[str, str]:
    """Name and version of every package of build/requirements.txt."""
    text = (ROOT / "build" / "requirements.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


def decoded(text: bytes) -> str:
    """Some old texts have a © in Latin-1."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")


def main() -> None:
    for name, version in shipped().items():
        if name in BY_HAND:
            continue
        package = distribution(name)
        files = sorted(file for file in package.files or () if LICENCE_FILE.search(file.as_posix()))
        if not files:
            raise SystemExit(f"{name} {version} brings no licence text: write one by hand and name it in BY_HAND")
        parts = [f"{name} {version}"]
        parts += [f"---- {file.name}\n\n{decoded(file.read_binary()).strip()}" for file in files]
        text = "\n".join(line.rstrip() for line in "\n\n".join(parts).splitlines())
        (TARGET / f"{name}.txt").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
