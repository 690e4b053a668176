"""The project as a whole: what is in the repository, what its papers promise."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP = {"pyproject.toml", "app", "resources", "build", "tests", "seeds", "README.md", "CONTRIBUTING.md", "LICENSE"}
TOP |= {".ci", ".gitignore"}
PYTHON = sorted(path for folder in ("app", "build", "tests") for path in (ROOT / folder).rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files of the repository."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a git clone: what is tracked is not known")
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    names = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def test_the_top_holds_nothing_else(tracked: list[Path]) -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked} <= TOP


def test_no_file_names_a_machine_or_a_registry(tracked: list[Path]) -> None:
    # The words are put together here so that this file does not hold them.
    words = [
        "/" + "work/",
        "/" + "root/",
        "index" + "-url",
        "pypi" + ".org",
        "registry." + "npmjs",
        "deb." + "debian.org",
    ]
    words += ["python" + "hosted.org", "/home" + "/", "C:\\" + "Users"]
    found = []
    for path in tracked:
        content = path.read_bytes()
        if b"\0" not in content[:4096]:
            found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word.encode() in content]
    assert found == []


@pytest.mark.parametrize("paper", ["CONTRIBUTING.md", "README.md"])
def test_every_path_that_a_paper_names_is_there(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    named = re.findall(r"`((?:app|build|tests|resources|seeds)/[\w./-]+)`", text)
    assert named and [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", ["build/run", "build/test", "build/setup", "build/lock", ".ci/run"])
def test_scripts_can_be_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module opens with one sentence"
    assert text.count("\n") <= 400 or path.is_relative_to(ROOT / "tests"), "is it still one thing?"
    assert path.stem not in {"utils", "helpers", "managers", "common"}


def test_readme_names_the_two_commands_and_every_verb() -> None:
    from app.cli import _parser

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "build/run " in readme and "build/test " in readme
    usage = _parser().format_help()
    verbs = re.findall(r"^    ([a-z]+) ", usage, re.MULTILINE)
    assert verbs and [verb for verb in verbs if f"`{verb}`" not in readme] == []


def test_readme_names_every_dependency_as_pinned() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## 用到的软件")[1].split("\n## ")[0]
    for pin in PROJECT["dependencies"]:
        name, version = pin.split("==")
        assert [line for line in table.splitlines() if name in line and version in line], f"README does not name {pin}"


@pytest.mark.parametrize(
    ("file", "pins"),
    [
        ("requirements.txt", PROJECT["dependencies"]),
        ("requirements-test.txt", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]),
        ("requirements-fuzz.txt", (ROOT / "build" / "requirements-fuzz.in").read_text().split()),
    ],
)
def test_the_hashed_lists_hold_the_pins(file: str, pins: list[str]) -> None:
    listed = set(re.findall(r"^(\S+==\S+)", (ROOT / "build" / file).read_text(encoding="utf-8"), re.MULTILINE))
    assert {pin.lower() for pin in pins} <= listed, "run build/lock"


def test_every_shipped_package_has_its_licence() -> None:
    requirements = (ROOT / "build" / "requirements.txt").read_text(encoding="utf-8")
    texts = {path.stem for path in (ROOT / "resources" / "licences").glob("*.txt")} | {"shiboken6"}
    names = set(re.findall(r"^([a-z0-9-]+)==", requirements, re.MULTILINE))
    assert {name for name in names if not name.startswith("pyside6")} <= texts, "run build/licences.py"
    assert {"Qt", "LGPL-3", "GPL-3"} <= texts
