"""The installed Windows program under Wine: from the start of the process to the first paint, beside an empty window.

Needs root and what build/installer has made. The empty window imports the same parts of Qt and is packed the same way.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

from PIL import ImageGrab

from app.paths import examples
from tests.bench.bench_start import empty
from tests.bench.measure import told
from tests.packaging.conftest import virtual_screen
from tests.packaging.windows import BASE, PAYLOAD, Windows

ROUNDS = 7
_SAMPLE = (400, 300, 440, 340)  # within each of the windows


def main() -> None:
    """Print the figures."""
    if not PAYLOAD.exists():
        sys.exit("The Windows program has not been made: run build/installer first.")
    empty = _empty_window()
    with virtual_screen() as display:
        windows = Windows("bench", display)
        for name, made in (("program", PAYLOAD), ("empty", empty)):
            shutil.copytree(made, windows.drive / name)
        draft = windows.drive / "底稿.gknb"
        shutil.copy(examples() / "示例县人民政府2025.gknb", draft)
        waiting = windows.start("cmd", "/k")  # so that Wine itself is up
        cases = {
            "an empty window": [r"C:\empty\empty.exe"],
            "首屏": [r"C:\program\公开年报.exe"],
            "a draft": [r"C:\program\公开年报.exe", r"C:\底稿.gknb"],
        }
        taken: dict[str, list[float]] = {case: [] for case in cases}
        for _ in range(ROUNDS):  # one after the other, so that a busy moment hits all
            for case, command in cases.items():
                taken[case].append(_seconds(windows, display, command))
        waiting.kill()
        windows.end()
    beside, *ours = ((case, min(times[1:])) for case, times in taken.items())
    for case, times in taken.items():
        print(f"  {case}: the very first time {times[0]:.2f} s, then", *(f"{each:.2f}" for each in times[1:]))
    for case, seconds in ours:
        told(case, seconds, *beside)


def _seconds(windows: Windows, display: str, command: list[str]) -> float:
    begin = time.perf_counter()
    process = windows.start(*command)
    while not any(ImageGrab.grab(_SAMPLE, xdisplay=display).convert("L").getextrema()):
        if time.perf_counter() - begin > 60:
            sys.exit(f"no window: {command}")
    took = time.perf_counter() - begin
    windows.run("taskkill", "/f", "/im", Path(command[0].replace("\\", "/")).name)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(20)
    while any(ImageGrab.grab(_SAMPLE, xdisplay=display).convert("L").getextrema()):
        pass
    return took


def _empty_window() -> Path:
    """The folder of the packed empty window."""
    share = BASE / "share" / "empty"
    shutil.rmtree(share, ignore_errors=True)
    share.mkdir(parents=True)
    (share / "empty.py").write_text(empty(), "utf-8")
    windows = Windows("prefix", "", made=True)
    command = "C:/python/python.exe -P -m PyInstaller --noconfirm --windowed --log-level ERROR"
    command += " --workpath C:/build --specpath C:/build --distpath Z:/share/empty Z:/share/empty/empty.py"
    packed = windows.run(*command.split())
    if packed.code:
        sys.exit(packed.said)
    return share / "empty"
