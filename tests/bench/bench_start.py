"""From the start of the process to the first painted window, beside an empty window with the same Qt modules.

Warm: compiled modules are kept. The empty window imports what ours has imported of Qt when it is painted, and is watched the
same way. Then where the time goes, each piece after the other in one process: what PySide6 makes when its classes are first
named, our modules, the window.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from app.paths import examples
from tests.bench.measure import told
from tests.where import ROOT

ROUNDS = 11
_COMPILED = ROOT / ".work" / "bench"
QT_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtPdf", "QtPdfWidgets", "QtPrintSupport")
"""All that the program uses."""

_WATCH = """
def watch(kind):
    import os
    from PySide6.QtCore import QEvent, QTimer

    event = kind.event

    def painted():
        tell()
        os._exit(0)

    def watched(self, what):
        if what.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, painted)  # all of the window is painted in this one event
        return event(self, what)

    kind.event = watched
"""
_TIMES = """
def tell():
    import time
    print(time.time(), time.process_time(), flush=True)
"""
_LOADED = """
def tell():
    import json, sys
    of_qt = {name: module for name, module in sys.modules.items() if name.startswith("PySide6.Qt")}
    classes = {name: [each for each, what in vars(module).items() if isinstance(what, type)] for name, module in of_qt.items()}
    print(json.dumps([classes, list(sys.modules)]), flush=True)
"""
_STAGES = """
import sys, time
stages = [("Python itself", time.process_time())]
def stage(name):
    stages.append((name, time.process_time()))
def tell():
    import json
    stage("made and painted: the window")
    print(json.dumps(stages), flush=True)
from PySide6 import {modules}
stage("PySide6 and Qt loaded")
for module, names in {classes}.items():
    for name in names:
        getattr(sys.modules[module], name, None)
stage("PySide6 makes Qt's classes and enums")
for name in {others}:
    exec(f"import {{name}}")
stage("modules of Python's")
for name in {ours}:
    exec(f"import {{name}}")
stage("modules of ours")
"""
_WATCH_OURS = """
import importlib.util, sys

class Watching:  # when the program loads its window, and not before
    def find_spec(self, name, path, target=None):
        if name != "app.gui.{module}":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def load_and_watch(module):
            load(module)
            watch(module.{kind})

        spec.loader.exec_module = load_and_watch
        return spec

sys.meta_path.insert(0, Watching())
"""
START = _WATCH + _WATCH_OURS.format(module="program.start_window", kind="StartWindow")
REPORT = _WATCH + _WATCH_OURS.format(module="window.main_window", kind="MainWindow")
RUN = """
import sys
from app.__main__ import main
main(sys.argv[1:])
"""


def empty(modules: Sequence[str] = QT_MODULES, watched: str = "") -> str:
    """The program of an empty window."""
    return f"""
from PySide6 import {", ".join(modules)}
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    pass

{watched}
qt = QApplication([])
window = Window()
window.resize(1366, 698)
window.show()
qt.exec()
"""


def main() -> None:
    """Print the figures."""
    draft = examples() / "示例县人民政府2025.gknb"
    for case, ours, arguments in (("首屏", START, []), ("a draft, table 三 painted", REPORT, [draft])):
        classes, loaded = json.loads(_run(ours + _LOADED + RUN, arguments))
        modules = [name.removeprefix("PySide6.") for name in classes]
        beside = empty(modules, "watch(Window)")
        _beside(case, ours + _TIMES + RUN, _WATCH + _TIMES + beside, arguments)
        (unneeded, _) = json.loads(_run(_WATCH + _LOADED + beside))
        more = {module: [name for name in names if name not in unneeded[module]] for module, names in classes.items()}
        _stages(ours, arguments, modules, more, loaded)


def _beside(case: str, ours: str, beside: str, arguments: Iterable[Path]) -> None:
    """By the clock, and of the processor, which a busy machine does not spoil."""
    name = "an empty QMainWindow"
    taken: dict[str, list[tuple[float, float]]] = {case: [], name: []}
    for _ in range(ROUNDS):  # one after the other, so that a busy moment hits both
        for each, code, given in ((case, ours, arguments), (name, beside, [])):
            begin = time.time()
            at, used = _run(code, given).split()
            taken[each].append((float(at) - begin, float(used)))
    for what, kind in ((0, ""), (1, " (processor alone)")):
        took, others = (min(each[what] for each in taken[each]) for each in (case, name))
        told(case + kind, took, name, others)


def _stages(
    ours: str,
    arguments: Sequence[Path],
    modules: Sequence[str],
    classes: Mapping[str, list[str]],
    loaded: Sequence[str],
) -> None:
    """Where the time of the processor goes."""
    names = [name for name in loaded if name != "__main__" and not name.startswith(("PySide6", "shiboken"))]
    code = _STAGES.format(
        modules=", ".join(modules),
        classes=dict(classes),
        others=[name for name in names if name.partition(".")[0] != "app"],
        ours=[name for name in names if name.partition(".")[0] == "app"],
    )
    rounds = [json.loads(_run(ours + code + RUN, arguments)) for _ in range(ROUNDS)]
    for number, (stage, _) in enumerate(rounds[0]):
        taken = min(each[number][1] - (each[number - 1][1] if number else 0) for each in rounds)
        print(f"      {taken * 1000:6.1f} ms  {stage}", flush=True)
    print(f"      ({sum(map(len, classes.values()))} classes of Qt, {len(names)} modules)", flush=True)


def _run(code: str, arguments: Iterable[Path] = ()) -> str:
    """What the program says when it is painted."""
    with tempfile.TemporaryDirectory() as home:
        copies = [shutil.copy(path, home) for path in arguments]  # the killed process leaves a lock beside its draft
        environment = {
            **os.environ,
            "NIANBAO_HOME": home,
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(_COMPILED),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the first run of all compiles, the others are warm
        command = [sys.executable, "-P", "-c", code, *copies]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
