"""The main states of the window, light and dark, look as they did when somebody last looked at them."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.pictures.compare import KEPT, compare, renewing
from tests.where import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="letters are drawn otherwise by other systems")

# Qt draws letters with the FreeType of the machine: unhinted and in greys, versions of it differ by shades only.
_PLAIN = {"antialias": "true", "hinting": "false", "autohint": "false"}
_EDITS = "".join(f'<edit name="{key}" mode="assign"><bool>{value}</bool></edit>' for key, value in _PLAIN.items())
_EDITS += '<edit name="hintstyle" mode="assign"><const>hintnone</const></edit>'
_EDITS += '<edit name="rgba" mode="assign"><const>none</const></edit>'
FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
    "<dir>{fonts}</dir><cachedir>{cache}</cachedir>"
    f'<match target="pattern">{_EDITS}</match><match target="font">{_EDITS}</match></fontconfig>'
)
MADE_WITH = KEPT / "screens" / "freetype.txt"
DARK = ("start", "overview", "applications", "errors")  # enough to see the other theme


def freetype() -> str:
    """The version of the machine's FreeType."""
    library = ctypes.CDLL(ctypes.util.find_library("freetype") or "libfreetype.so.6")
    begun, parts = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
    library.FT_Init_FreeType(ctypes.byref(begun))
    library.FT_Library_Version(begun, *map(ctypes.byref, parts))
    return ".".join(str(part.value) for part in parts)


@pytest.fixture(scope="module", params=["light", "dark"])
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Every state as build/pictures draws it, with our fonts alone and no setting of this machine."""
    folder = tmp_path_factory.mktemp(request.param)
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=ROOT / "resources" / "fonts", cache=folder / "cache"), encoding="utf-8")
    machine = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "PICTURES_", "NIANBAO_"))}
    chosen = {
        "QT_QPA_PLATFORM": "offscreen",
        "FONTCONFIG_FILE": str(fonts),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "NIANBAO_HOME": str(folder / "home"),
        "PYTHONPATH": str(ROOT),
        "PICTURES_FEW": "1",
        "PICTURES_SCREEN": "1366x768",
        "PICTURES_THEME": request.param,
    }
    maker = Path(__file__).with_name("draw_screens.py")
    command = [sys.executable, "-P", str(maker), str(folder / "drawn")]
    subprocess.run(command, env=machine | chosen, check=True, cwd=ROOT, timeout=240)
    pictures = {path.stem[3:]: Image.open(path) for path in sorted((folder / "drawn").glob("*.png"))}
    wanted = DARK if request.param == "dark" else tuple(pictures)
    return {f"screens/{request.param}-{name}": pictures[name] for name in wanted}


def test_every_state_looks_as_it_did(drawn: dict[str, Image.Image]) -> None:
    assert len(drawn) >= len(DARK)
    if renewing():
        MADE_WITH.write_text(freetype() + "\n", encoding="utf-8")
    # Another FreeType rounds a width here and there: one button stood a pixel further to the left, 470 pixels in all.
    pixels = 40 if freetype() == MADE_WITH.read_text(encoding="utf-8").strip() else 600
    changed = []
    for name, picture in drawn.items():
        try:
            compare(name, picture, pixels=pixels)
        except AssertionError as problem:
            changed.append(str(problem))
    assert changed == []


def test_no_picture_is_kept_of_a_state_that_is_no_more(drawn: dict[str, Image.Image]) -> None:
    theme = next(iter(drawn)).split("/")[1].split("-")[0]
    kept = {f"screens/{path.stem}": path for path in (KEPT / "screens").glob(f"{theme}-*.png")}
    if renewing():
        for name in kept.keys() - drawn.keys():
            kept.pop(name).unlink()
    assert kept.keys() == drawn.keys()
