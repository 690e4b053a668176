"""The installer's script and the icons, on every test run: the script compiles without a warning."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app.paths import resource

ROOT = Path(__file__).parents[2]
WINDOWS = ROOT / "build" / "windows"


def test_the_installers_script_compiles(tool: Callable[[str], str], tmp_path: Path) -> None:
    payload = tmp_path / "payload"
    (payload / "_internal").mkdir(parents=True)
    for name in ("公开年报.exe", "nianbao.exe", "_internal/示例.gknb"):
        (payload / name).write_bytes(b"x")
    made = tmp_path / "gongkai-nianbao-setup.exe"
    command = [tool("makensis"), "-V2", "-WX", "-INPUTCHARSET", "UTF8", "-DVERSION=1.2.3", f"-DPAYLOAD={payload}"]
    done = subprocess.run(
        [*command, f"-DOUT={made}", str(WINDOWS / "setup.nsi")],
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    start = made.read_bytes()[:4096]
    assert start[:2] == b"MZ" and b"asInvoker" in made.read_bytes()[:400_000]
    (pe,) = struct.unpack_from("<I", start, 60)
    assert struct.unpack_from("<H", start, pe + 4)[0] == 0x14C, "a 32-bit Windows must be able to start it"


def test_the_deepest_file_fits_into_a_windows_path() -> None:
    longest = (WINDOWS / "setup.nsi").read_text("utf-8").split("LONGEST_FOLDER ")[1].split()[0]
    files = (WINDOWS / "contents.txt").read_text("utf-8").splitlines()
    files += [f"_internal/{path.relative_to(ROOT)}" for path in (ROOT / "resources").rglob("*")]
    assert int(longest) + 1 + max(map(len, files)) < 260


@pytest.mark.parametrize("name", ["nianbao", "draft"])
def test_icons_have_every_size_that_windows_asks_for(name: str) -> None:
    data = resource("icons", f"{name}.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    sizes = {data[6 + 16 * number] or 256 for number in range(count)}
    assert {16, 20, 24, 32, 40, 48, 64, 256} <= sizes
