"""The packed Linux program: from the start of the process to the first paint on a virtual screen, beside an empty window packed alike.

Needs what build/deb has made. The empty window is packed by this machine's Python, with the same PySide6.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from PIL import ImageGrab

from app.paths import examples
from tests.bench.bench_start import empty
from tests.bench.measure import told
from tests.packaging.conftest import virtual_screen
from tests.where import ROOT

ROUNDS = 9
_SAMPLE = (400, 300, 440, 340)  # within each of the windows


def main() -> None:
    """Print the figures."""
    made = sorted((ROOT / "dist").glob("gongkai-nianbao-*-linux-amd64.tar.gz"))
    if not made:
        sys.exit("The Linux program has not been made: run build/deb first.")
    with tempfile.TemporaryDirectory() as name, virtual_screen() as display:
        folder = Path(name)
        with tarfile.open(made[-1]) as archive:
            archive.extractall(folder, filter="data")
        (program,) = folder.glob("gongkai-nianbao-*/nianbao")
        draft = folder / "底稿.gknb"
        shutil.copy(examples() / "示例县人民政府2025.gknb", draft)
        cases = {
            "an empty window": [_empty_window(folder)],
            "首屏": [program],
            "a draft": [program, draft],
        }
        taken: dict[str, list[float]] = {case: [] for case in cases}
        for _ in range(ROUNDS):  # one after the other, so that a busy moment hits all
            for case, command in cases.items():
                taken[case].append(_seconds(display, command, folder / "home"))
    beside, *ours = ((case, min(times[1:])) for case, times in taken.items())
    for case, seconds in ours:
        told(case, seconds, *beside)


def _seconds(display: str, command: list[Path], home: Path) -> float:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "NIANBAO_HOME": str(home)}
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not any(ImageGrab.grab(_SAMPLE, xdisplay=display).convert("L").getextrema()):
        if time.perf_counter() - begin > 60:
            sys.exit(f"no window: {command}")
    took = time.perf_counter() - begin
    process.kill()
    process.wait()
    shutil.rmtree(home, ignore_errors=True)
    while any(ImageGrab.grab(_SAMPLE, xdisplay=display).convert("L").getextrema()):
        pass
    return took


def _empty_window(folder: Path) -> Path:
    """The packed program of the empty window."""
    source = folder / "empty.py"
    source.write_text(empty(), "utf-8")
    places = ["--workpath", folder / "work", "--specpath", folder, "--distpath", folder / "packed"]
    command = [sys.executable, "-P", "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *places, source]
    subprocess.run(command, check=True)
    return folder / "packed" / "empty" / "empty"
