"""The rooms of the house stay apart: who may import whom, and which room may use which library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.where import ROOT

APP = ROOT / "app"

# Each room and the rooms it may import; the plain modules of app/ are rooms too.
MAY_IMPORT = {
    "paths": set(),
    "form": set(),
    "model": {"form"},
    "ledger": {"form", "model"},
    "keeping": {"form", "model", "paths"},
    "rules": {"form", "model"},
    "documents": {"form", "model", "ledger", "paths"},
    "acts": {"form", "model", "ledger", "keeping", "rules", "documents", "paths"},
    "county": {"form", "model", "keeping", "rules", "documents", "acts", "paths"},
    "console": {"model", "keeping", "paths"},
    "cli_county": {"console", "form", "model", "documents", "acts", "county", "paths"},
    "cli": {
        "cli_county",
        "console",
        "county",
        "form",
        "model",
        "ledger",
        "keeping",
        "rules",
        "documents",
        "acts",
        "paths",
        "self_test",
    },
    "self_test": {"form", "model", "acts", "paths", "gui"},
    "gui": {"county", "form", "model", "ledger", "keeping", "rules", "documents", "acts", "paths"},
}
ONLY_IN = {
    "documents": {
        "docx",
        "reportlab",
        "lxml",
        "openpyxl",
        "pdfplumber",
        "pdfminer",
        "selectolax",
        "doc2docx",
        "pypdfium2",
        "PIL",
    },
    "gui": {"PySide6", "shiboken6"},
    "ledger": {"chinese_calendar"},
}


def breaches(source: str, room: str) -> Iterator[str]:
    """What `source`, a module of `room`, imports and must not; "line: name"."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                yield f"{node.lineno}: relative import"
            names = [f"app.{a.name}" for a in node.names] if node.module == "app" else [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            top, _, rest = name.partition(".")
            target = rest.partition(".")[0]
            foreign = top == "app" and target in MAY_IMPORT and target != room and target not in MAY_IMPORT[room]
            library = any(top in names and room not in (owner, "self_test") for owner, names in ONLY_IN.items())
            if foreign or library:
                yield f"{node.lineno}: {name}"


def room_of(path: Path) -> str:
    return path.relative_to(APP).parts[0].removesuffix(".py")


MODULES = [path for path in sorted(APP.rglob("*.py")) if room_of(path) not in ("__init__", "__main__")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(APP).as_posix())
def test_module_keeps_to_its_room(path: Path) -> None:
    assert room_of(path) in MAY_IMPORT, "a new room: say in MAY_IMPORT what it may import"
    assert list(breaches(path.read_text(encoding="utf-8"), room_of(path))) == []


@pytest.mark.parametrize(
    ("room", "planted"),
    [
        ("form", "from app.model.report import Report"),
        ("rules", "import app.documents.write.outline"),
        ("documents", "from app import rules"),
        ("ledger", "from app.documents.read import reading"),
        ("model", "def late():\n    from PySide6.QtCore import QObject"),
        ("acts", "import docx"),
        ("gui", "from lxml import etree"),
        ("gui", "from app import cli"),
        ("cli", "from app.gui.program.application import run"),
        ("model", "from . import report"),
    ],
)
def test_planted_import_is_found(room: str, planted: str) -> None:
    assert list(breaches(planted, room))


def test_allowed_imports_are_left_alone() -> None:
    assert not list(breaches("import json\nfrom app.form.schema import Cell\nfrom app import __version__", "model"))
