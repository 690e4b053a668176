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
LIGHT = ("start", "preface", "overview", "disclosure", "applications", "disputes", "problems", "other_matters")
LIGHT += ("errors", "preview", "preview-wide")
DARK = ("start", "overview", "applications", "errors")  # enough to see the other theme


def freetype() -> str:
    """The version of the machine's FreeType."""
    library = ctypes.CDLL(ctypes.util.find_library("freetype") or "libfreetype.so.6")
    begun, parts = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
    library.FT_Init_FreeType(ctypes.byref(begun))
    library.FT_Library_Version(begun, *map(ctypes.byref, parts))
    return ".".join(str(part.value) for part in parts)


def draw(theme: str, folder: Path) -> subprocess.Popen[bytes]:
    """Begin to draw every state as build/pictures does, with our fonts alone and no setting of this machine."""
    folder.mkdir()
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
        "PICTURES_THEME": theme,
    }
    maker = Path(__file__).with_name("draw_screens.py")
    command = [sys.executable, "-P", str(maker), str(folder / "drawn")]
    return subprocess.Popen(command, env=machine | chosen, cwd=ROOT)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Image.Image]]:
    """The pictures of both themes, drawn side by side: most of the time they wait for timers."""
    folder = tmp_path_factory.mktemp("screens")
    begun = {theme: draw(theme, folder / theme) for theme in ("light", "dark")}
    try:
        assert [maker.wait(240) for maker in begun.values()] == [0, 0]
    finally:
        for maker in begun.values():
            maker.kill()
    found = {
        theme: {path.stem[3:]: Image.open(path) for path in (folder / theme / "drawn").glob("*.png")} for theme in begun
    }
    wanted = {"light": LIGHT, "dark": DARK}
    return {theme: {f"screens/{theme}-{name}": found[theme][name] for name in names} for theme, names in wanted.items()}


@pytest.fixture(params=["light", "dark"])
def drawn(request: pytest.FixtureRequest, both: dict[str, dict[str, Image.Image]]) -> dict[str, Image.Image]:
    return both[request.param]


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
