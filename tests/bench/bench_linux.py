"""The packed Linux program: from the start of the process to the first paint on a virtual screen, beside an empty window packed alike.

Needs what build/deb has made, and its room, where the empty window is packed by the same Python, of the same description. Each
start finds the home of a program that was closed before. Then where the processor's time goes, seen from outside: how much was
used when a library was there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from PIL import ImageGrab

from app.paths import examples
from tests.bench.bench_start import empty
from tests.bench.measure import Taken, middle, told
from tests.packaging.conftest import virtual_screen
from tests.packaging.debian import BASE
from tests.where import ROOT

ROUNDS = 11
_SAMPLE = (400, 300, 440, 340)  # within each of the windows
_LOOK = 0.001  # s between two looks; looking all the time would take a processor from the screen's own program
EMPTY, START, DRAFT = "an empty window", "首屏", "a draft, table 三 painted"
STAGES = {
    "libpython3": "started",
    "Shiboken.abi3": "Python itself, what PyInstaller runs first",
    "QtWidgets.abi3": "PySide6, Qt, the first of its classes and enums",
    "plugins/platforms": "modules until Qt asks for the screen",
    "": "more classes and modules, the window made and painted",
}
"""What ends with this library."""


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
        start = Start(display, folder, _closed_home(display, program, folder))
        draft = examples() / "示例县人民政府2025.gknb"
        cases = {EMPTY: [_empty_window(folder)], START: [program], DRAFT: [program, draft]}
        for command in cases.values():
            start.took(command)
        taken: dict[str, list[Taken]] = {case: [] for case in cases}
        used: dict[str, list[dict[str, float]]] = {case: [] for case in cases}
        for _ in range(ROUNDS):  # one after the other, so that a busy moment hits all
            for case, command in cases.items():
                taken[case].append(start.took(command))
                used[case].append(start.stages(command))
    for case in (START, DRAFT):
        for kind, ours, others in zip(
            ("", " (processor alone)"), middle(taken[case]), middle(taken[EMPTY]), strict=True
        ):
            told(case + kind, ours, EMPTY, others)
    print(f"  {'where the time of the processor goes':<60}" + "".join(f"{case:>12.12}" for case in cases))
    for stage in STAGES.values():
        row = (median(each[stage] for each in used[case]) * 1000 for case in cases)
        print(f"      {stage:<56}" + "".join(f"{value:9.1f} ms" for value in row), flush=True)


class Start:
    """Starts a program until its window is painted, each time with a copy of the same home, and kills it."""

    def __init__(self, display: str, folder: Path, home: Path) -> None:
        self._display = display
        self._folder = folder
        self._home = home

    def took(self, command: list[Path]) -> Taken:
        taken = []

        def painted(process: int, begin: float) -> bool:
            if self._painted():
                taken.append(Taken(time.perf_counter() - begin, _processor(process)))
            return bool(taken)

        self._run(command, painted)
        return taken[0]

    def stages(self, command: list[Path]) -> dict[str, float]:
        """Seconds of the processor between the libraries of STAGES."""
        at: dict[str, float] = {}

        def followed(process: int, _begin: float) -> bool:
            mapped, used = _mapped(process), _processor(process)
            for library in STAGES:
                if library and library not in at and library in mapped:
                    at[library] = used
            if "plugins/platforms" not in at or not self._painted():
                return False
            at[""] = _processor(process)
            return True

        self._run(command, followed)
        ends = [at[library] for library in STAGES]
        return {stage: end - before for stage, end, before in zip(STAGES.values(), ends, [0.0, *ends], strict=False)}

    def _run(self, command: list[Path], enough: Callable[[int, float], bool]) -> None:
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            home = shutil.copytree(self._home, Path(name) / "home")
            given = [shutil.copy(each, name) for each in command[1:]]  # what is killed leaves a lock beside its draft
            begin = time.perf_counter()
            process = subprocess.Popen(
                [command[0], *given], env=_environment(self._display, home), stderr=subprocess.DEVNULL
            )
            while not enough(process.pid, begin):
                if time.perf_counter() - begin > 60:
                    sys.exit(f"no window: {command}")
                time.sleep(_LOOK)
            process.kill()
            process.wait()
        while self._painted():
            time.sleep(_LOOK)

    def _painted(self) -> bool:
        return any(ImageGrab.grab(_SAMPLE, xdisplay=self._display).convert("L").getextrema())


def _environment(display: str, home: Path) -> Mapping[str, str]:
    return {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "NIANBAO_HOME": str(home)}


def _processor(process: int) -> float:
    """Seconds that its threads have used."""
    used = 0
    for thread in Path(f"/proc/{process}/task").glob("*/schedstat"):
        try:
            used += int(thread.read_text().split()[0])
        except OSError:  # has ended just now
            continue
    return used / 1e9


def _mapped(process: int) -> str:
    return Path(f"/proc/{process}/maps").read_text("utf-8")


def _closed_home(display: str, program: Path, folder: Path) -> Path:
    """What a first start leaves that is closed as the clerk closes it."""
    home = folder / "home"
    environment = _environment(display, home)
    first = subprocess.Popen([program], env=environment, stderr=subprocess.DEVNULL)
    while subprocess.run([program, "--close"], env=environment, stderr=subprocess.DEVNULL).returncode:
        time.sleep(_LOOK)
    first.wait()
    return home


def _empty_window(folder: Path) -> Path:
    """The packed program of the empty window: our own description of what is packed, but for what it is made of."""
    share = BASE / "share" / "empty"
    shutil.rmtree(share, ignore_errors=True)
    share.mkdir(parents=True)
    (share / "empty.py").write_text(empty(), "utf-8")
    description = (ROOT / "build" / "app.spec").read_text("utf-8")
    for ours, others in (
        ("Path(SPECPATH).parent", 'Path("/project")'),
        ('str(root / "build" / "start.py")', '"/share/empty/empty.py"'),
        ('files("resources") + files("seeds")', "[]"),
    ):
        assert ours in description, ours
        description = description.replace(ours, others)
    (share / "empty.spec").write_text(description, "utf-8")
    made = "/python/bin/python3.11 -P -m PyInstaller --noconfirm --log-level ERROR --workpath /tmp/build".split()
    subprocess.run(
        [ROOT / "build" / "debian" / "room", *made, "--distpath", "/share/empty", "/share/empty/empty.spec"],
        env={**os.environ, "WITH": "PYTHONPATH=/share/packages PYTHONHASHSEED=1", "NIANBAO_DEBIAN": str(BASE)},
        check=True,
    )
    shutil.copytree(share / "gongkai-nianbao", folder / "empty", symlinks=True)
    return folder / "empty" / "nianbao"
