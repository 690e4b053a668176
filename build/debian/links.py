"""What the packed files ask of the system: the libraries that they link and do not bring, the newest symbols."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

FAMILIES = ("GLIBC", "GLIBCXX", "CXXABI")


def programs(files: Mapping[str, Path]) -> dict[str, Path]:
    """Those that are machine code."""
    return {file: path for file, path in files.items() if not path.is_symlink() and is_code(path)}


def is_code(path: Path) -> bool:
    """Whether this is a program or a library."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def links(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """By each library that is not among the files: which of the files link it."""
    brought = {Path(file).name for file in files}
    found: dict[str, set[str]] = {}
    for file, path in programs(files).items():
        for name in re.findall(r"NEEDED +(\S+)", _objdump("-p", path)):
            if name not in brought:
                found.setdefault(name, set()).add(file)
    return found


def newest(files: Mapping[str, Path]) -> dict[str, str]:
    """By family of symbols the newest version that any of the files asks for."""
    asked = {family: "0" for family in FAMILIES}
    for path in programs(files).values():
        for family, version in asked_of(path).items():
            asked[family] = max(asked[family], version, key=_number)
    return asked


def asked_of(path: Path) -> dict[str, str]:
    """The same of one file."""
    found = {}
    for family, version in re.findall(r"\*UND\*.*\(?\b([A-Z]+)_([0-9.]+)\)? ", _objdump("-T", path)):
        if family in FAMILIES:
            found[family] = max(found.get(family, "0"), version, key=_number)
    return found


def _number(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _objdump(option: str, path: Path) -> str:
    return subprocess.run(["objdump", option, path], capture_output=True, check=True, text=True).stdout
