"""--self-test: the whole program in small, from source and from the installer alike; each step is said as it is done."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app import __version__
from app.acts import FORMATS, examine, export, load
from app.model.draft import open_draft, save_draft
from app.model.report import Report
from app.paths import examples

EXAMPLE = "示例县人民政府2025.gknb"


def self_test() -> int:
    """Open the example, check it, export it in every format, read each back, open the window and close it.

    Exit code 0 when all went well; 3 when something did not, named on stderr.
    """
    print(f"公开年报 {__version__}（{sys.platform}，Python {sys.version.split()[0]}）自检")
    started = time.perf_counter()
    try:
        with tempfile.TemporaryDirectory(prefix="公开年报 自检 ", ignore_cleanup_errors=True) as folder:
            for say, step in _steps(Path(folder)):
                step()
                print(f"  通过：{say}")
    except Exception as error:  # whatever fails, the self-test's one answer is which step and why
        print(f"自检没有通过：{type(error).__name__}：{error}", file=sys.stderr)
        return 3
    print(f"自检全部通过，用时 {time.perf_counter() - started:.1f} 秒")
    return 0


def _steps(folder: Path) -> list[tuple[str, Callable[[], None]]]:
    report = open_draft(examples() / EXAMPLE)
    targets = {name: folder / f"年报.{name}" for name in FORMATS}

    def check() -> None:
        verdict = examine(report).verdict
        assert verdict == "ready", f"示例的结论是 {verdict}"

    def write() -> None:
        export(report, targets)

    def read_back() -> None:
        for name, path in targets.items():
            assert load(path).figures == report.figures, f"{name} 读回的数据不同"

    def draft() -> None:
        save_draft(report, folder / "底稿.gknb")
        assert open_draft(folder / "底稿.gknb") == report, "底稿读回不同"

    return [
        (f"打开示例“{report.organ.name}{report.year}年”，{len(report.figures)} 格数据", lambda: None),
        ("核对：可以出公布稿", check),
        ("导出 DOCX、PDF、HTML、XLSX", write),
        ("四种文件都能读回，数据一致", read_back),
        ("底稿保存后再打开，一字不差", draft),
        ("打开窗口，再关闭", lambda: _window(report, folder)),
    ]


def _window(report: Report, folder: Path) -> None:
    """Show the example in a real window, until it has been painted; without a screen Qt's offscreen one serves."""
    os.environ["NIANBAO_HOME"] = str(folder / "home")
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.gui.program import application

    qt = QApplication.instance() or QApplication(sys.argv[:1])
    program = application.create(sys.argv[:1])
    try:
        path = folder / "窗口.gknb"
        save_draft(report, path)
        window = program.open_path(path)
        assert window is not None, "窗口没有打开"
        end = time.monotonic() + 20
        while not window.isVisible() or window.grab().isNull():
            qt.processEvents()
            assert time.monotonic() < end, "窗口没有画出来"
        qt.processEvents()
    finally:
        program.end()
