"""The rooms of the house stay apart: who may import whom, which room may use which library, no circle, no full room."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.where import ROOT

APP = ROOT / "app"
MOST_FILES = 12  # of a room

# Each room and the rooms it may import; the plain modules of app/ are rooms too. Knowing a name for the type checker alone
# (TYPE_CHECKING) is knowing it.
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
    "cli_ledger": {"console", "form", "model", "ledger", "documents", "acts"},
    "cli": {
        "cli_county",
        "cli_ledger",
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
# The same within a room that has rooms: from the ground up, every one only downwards.
INSIDE = {
    "documents": {"write": set(), "recognise": set(), "pasted": {"recognise"}, "read": {"recognise"}},
    "gui": {
        "look": set(),
        "typing": set(),
        "dialogs": {"look"},
        "desk": {"look"},
        "help": {"look", "dialogs"},
        "grid": {"look", "desk"},
        "texts": {"look", "dialogs", "desk", "help"},
        "tables": {"look", "dialogs", "desk", "help", "grid", "texts"},
        "problems": {"look", "dialogs", "desk", "help"},
        "remarks": {"look", "dialogs", "desk", "problems"},
        "paper": {"look", "dialogs", "desk"},
        "importing": {"look", "dialogs", "desk", "grid", "texts"},
        "ledger": {"look", "dialogs", "desk", "help"},
        "saving": {"look", "dialogs", "desk"},
        "rounds": {"look", "dialogs", "desk", "importing"},
        "last_year": {"look", "dialogs", "desk", "importing"},
        "county": {"look", "dialogs", "desk", "help", "grid", "importing", "rounds"},
    },
}
FEATURES = set(INSIDE["gui"])
INSIDE["gui"] |= {"window": FEATURES, "program": {*FEATURES, "window"}}
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


def names_in(source: str) -> Iterator[tuple[int, str]]:
    """Every name imported anywhere in it, whole: app.gui.look.theme, docx."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{'.' * node.level}{node.module or ''}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


def breaches(source: str, room: str) -> Iterator[str]:
    """What `source`, a module of `room` ("rules", "gui/paper"), imports and must not; "line: name"."""
    outer, _, inner = room.partition("/")
    for line, name in names_in(source):
        top, target, within = [*name.split("."), "", ""][:3]
        foreign = top == "app" and target in MAY_IMPORT and target != outer and target not in MAY_IMPORT[outer]
        rooms = INSIDE.get(outer, {})
        upwards = target == outer and within in rooms and within != inner and within not in rooms.get(inner, {})
        library = any(top in names and outer not in (owner, "self_test") for owner, names in ONLY_IN.items())
        if not top or (top == "app" and (foreign or upwards)) or library:
            yield f"{line}: {name}"


def room_of(path: Path) -> str:
    outer, *inner = path.relative_to(APP).with_suffix("").parts
    return f"{outer}/{inner[0]}" if outer in INSIDE and inner[0] != "__init__" else outer


MODULES = [path for path in sorted(APP.rglob("*.py")) if room_of(path) not in ("__init__", "__main__")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(APP).as_posix())
def test_module_keeps_to_its_room(path: Path) -> None:
    outer, _, inner = room_of(path).partition("/")
    assert outer in MAY_IMPORT, "a new room: say in MAY_IMPORT what it may import"
    assert not inner or inner in INSIDE[outer], "a new room: say in INSIDE what it may import"
    assert list(breaches(path.read_text(encoding="utf-8"), room_of(path))) == []


@pytest.mark.parametrize(
    ("room", "planted"),
    [
        ("form", "from app.model.report import Report"),
        ("rules", "import app.documents.write.outline"),
        ("documents", "from app import rules"),
        ("ledger", "from app.documents.read import reading"),
        ("model", "def late():\n    from PySide6.QtCore import QObject"),
        ("keeping", "import PySide6.QtCore"),
        ("acts", "import docx"),
        ("gui", "from lxml import etree"),
        ("gui", "from app import cli"),
        ("cli", "from app.gui.program.application import run"),
        ("model", "from . import report"),
        ("model", "from .report import Report"),
        ("documents/write", "from app.documents.read.reading import READABLE"),
        ("documents/recognise", "import app.documents.read.reading"),
        ("documents/read", "from app.documents import write"),
        ("gui/paper", "if TYPE_CHECKING:\n    from app.gui.window.main_window import MainWindow"),
        ("gui/window", "from app.gui.program.application import Application"),
        ("gui/look", "from app.gui import desk"),
        ("gui/grid", "import app.gui.texts.editor"),
    ],
)
def test_planted_import_is_found(room: str, planted: str) -> None:
    assert list(breaches(planted, room))


@pytest.mark.parametrize(
    ("room", "planted"),
    [
        ("model", "import json\nfrom app.form.schema import Cell\nfrom app import __version__"),
        ("gui/paper", "from app.gui.desk.desk import Desk\nfrom app.gui.paper.exporting import named"),
        ("gui/program", "from app.gui.window.main_window import MainWindow"),
        ("documents/read", "from app.documents.recognise.labels import condensed"),
        ("self_test", "from app.gui.program import application"),
    ],
)
def test_allowed_imports_are_left_alone(room: str, planted: str) -> None:
    assert not list(breaches(planted, room))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(APP.parent).with_suffix("").parts)


def imports() -> dict[str, set[str]]:
    """Which module of app/ imports which; packages themselves hold nothing."""
    modules = {module_name(path): path for path in APP.rglob("*.py") if path.name != "__init__.py"}
    known: dict[str, set[str]] = {}
    for name, path in modules.items():
        named = {imported for _, imported in names_in(path.read_text(encoding="utf-8"))}
        known[name] = {each for each in modules if each != name and (each in named or _one_of(each, named))}
    return known


def _one_of(module: str, named: set[str]) -> bool:
    return any(name.rpartition(".")[0] == module for name in named)


def circle_in(known: dict[str, set[str]]) -> set[str]:
    """What is left when ends are taken away, as long as there are any, and then beginnings: circles and what is between."""
    left = known
    while ends := {name for name in left if not left[name] & left.keys()}:
        left = {name: left[name] for name in left if name not in ends}
    while beginnings := left.keys() - set().union(*left.values()):
        left = {name: left[name] for name in left if name not in beginnings}
    return set(left)


def test_no_module_knows_one_that_knows_it() -> None:
    assert circle_in(imports()) == set()


def test_a_planted_circle_is_found() -> None:
    planted = {"a": {"b"}, "b": {"c", "d"}, "c": {"b"}, "d": set(), "e": {"a"}}
    assert circle_in(planted) == {"b", "c"} and circle_in({"a": {"b"}, "b": {"c"}, "c": set()}) == set()


def test_no_room_is_too_full_to_be_looked_over() -> None:
    files = Counter(path.parent.relative_to(APP).as_posix() for path in APP.rglob("*.py") if path.name != "__init__.py")
    assert {room: number for room, number in files.items() if number > MOST_FILES} == {}
