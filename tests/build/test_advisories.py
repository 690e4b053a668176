"""Known holes of others: no pinned version is within one that matters, as far as build/advisories.json knows at its date."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib

import pytest
from packaging.version import Version

from tests.where import ROOT

HELD = json.loads((ROOT / "build" / "advisories.json").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def reader():
    """build/advisories.py, which is no module of a package."""
    spec = importlib.util.spec_from_file_location("advisories", ROOT / "build" / "advisories.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parts() -> dict[str, str]:
    """Every part with its version: the pins, Qt, and the Python that is inside the Windows program."""
    qt = next(pin.split("==")[1] for pin in PROJECT["dependencies"] if pin.startswith("PySide6-Essentials"))
    said = (ROOT / "build" / "windows" / "python.txt").read_text(encoding="utf-8")
    (python,) = re.findall(r"CPython (\d+\.\d+\.\d+)", said)
    return {**reader().pins(), "qt": qt, "python-windows": python}


def holes(parts: dict[str, str]) -> list[tuple[str, str]]:
    """(part, advisory) of every version that an advisory is about and that no reason sets aside."""
    listed = [(name, each) for name, found in HELD["packages"].items() for each in found]
    listed += [(each["part"], each) for each in HELD["others"]]
    return [
        (name, each["id"])
        for name, each in listed
        if name in parts and about(each, Version(parts[name])) and not each.get("not_ours")
    ]


def about(advisory: dict, version: Version) -> bool:
    if any(Version(each) == version for each in advisory.get("versions", ()) if re.match(r"\d", each)):
        return True
    ranges = advisory.get("ranges", ())
    return any(Version(first) <= version and (not mended or version < Version(mended)) for first, mended in ranges)


def test_every_pin_was_looked_at_as_it_is() -> None:
    assert HELD["looked_at"]["pins"] == reader().pins(), "look for advisories of what changed; build/advisories.py"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", HELD["looked_at"]["on"]) and re.fullmatch(
        r"\d{4}-\d\d-\d\d", HELD["pysec_of"]
    )


def test_no_part_is_in_the_range_of_a_known_hole_that_matters() -> None:
    assert holes(parts()) == []


@pytest.mark.parametrize(
    ("part", "version", "hole"),
    [
        ("pillow", "12.1.0", "CVE-2026-55798"),
        ("lxml", "6.0.2", "CVE-2026-41066"),
        ("reportlab", "3.5.54", "PYSEC-2021-146"),
        ("openpyxl", "2.4.0", "PYSEC-2017-48"),
        ("pyinstaller", "6.9.0", "CVE-2025-59042"),
    ],
)
def test_an_older_version_would_be_found(part: str, version: str, hole: str) -> None:
    assert (part, hole) in holes({part: version})


def test_every_hand_kept_entry_says_where_it_is_from_and_what_it_is_about() -> None:
    for each in HELD["others"]:
        assert each["source"] and each["ranges"], each["id"]
        assert each["part"] in parts(), f"{each['id']}: {each['part']} is no part any more"


def test_the_reasons_why_a_hole_is_not_ours_still_hold() -> None:
    """What they say the program does not use it does not use."""
    app = {path: path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py")}
    unused = r"QtXml|QXmlStream|QtQuick|QtQml|QtSvg|QtNfc|QtCore5Compat|QNetworkAccessManager|QSslSocket"
    assert [path for path, text in app.items() if re.search(unused, text)] == []
    modules = r"^\s*(?:import|from) (?:tarfile|http|ssl|html\.parser|venv)\b"
    assert [path for path, text in app.items() if re.search(modules, text, re.MULTILINE)] == []
    assert [path.name for path, text in app.items() if "setMarkdown" in text] == ["view.py"], "only our own help"
    readers = [path for path, text in app.items() if re.search(r"QImageReader|loadFromData|QImage\.fromData", text)]
    assert readers == [], "Qt reads no picture of strangers"
    shipped = (ROOT / "build" / "windows" / "contents.txt").read_text(encoding="utf-8")
    assert not re.search(r"Qt6(?:Xml|Quick|Qml|Nfc|Core5Compat)\.dll|qicns", shipped)
