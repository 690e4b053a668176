"""The program's one door: a verb is for the command line, a draft or nothing opens the window."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

VERBS = frozenset("new import check export notes collect summarise shares remarks ledger".split())


def main(argv: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: those of the process) and return the exit code."""
    _no_hole()
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    if arguments == ["--close"]:  # from the installer
        from app.gui.program.instance import ask_to_close

        return 0 if ask_to_close() else 1
    if arguments and (arguments[0] in VERBS or arguments[0].startswith("-")):
        try:
            from app.cli import main as command_line
        except KeyboardInterrupt:  # while it loads
            return 130
        return command_line(arguments)
    if arguments and not os.path.exists(arguments[0]) and re.fullmatch("[a-z]+", arguments[0]):
        print(f"没有“{arguments[0]}”这个命令，也没有叫这个名字的底稿。用 --help 看有哪些命令。", file=sys.stderr)
        return 2
    # Whole paths: the folder that we were started in means nothing to a journal, nor to the program that runs.
    return _window([Path(os.path.abspath(argument)) for argument in arguments])


def _no_hole() -> None:
    """Where who started us closed a stream, the next file that is opened would get its number, and what is said there."""
    if sys.platform != "win32":
        for number in range(3):
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)


def _speak_utf8() -> None:
    """Output is UTF-8 also where the system's code page is 936; a character it cannot show never ends the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(OSError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _window(paths: list[Path]) -> int:
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        print("没有可用的屏幕，窗口打不开。可以改用命令行，见 --help。", file=sys.stderr)
        return 2
    collected = gc.isenabled()
    gc.disable()  # nothing that is loaded is garbage; from then on `Garbage` of the program collects
    try:
        return _run(paths)
    finally:
        if collected:
            gc.enable()


def _run(paths: list[Path]) -> int:
    from app.gui.look import style_sheet
    from app.gui.program import application
    from app.gui.program.instance import SILENT, Delivery, hand_over
    from app.gui.typing.method import asks_fcitx

    sys.setswitchinterval(0.001)  # a preview that is being made holds a key up for no longer
    by_fcitx = asks_fcitx()
    qt = style_sheet.begin(sys.argv)
    answer = hand_over(paths)
    if answer is Delivery.TAKEN:
        return 0
    if answer is Delivery.SILENT:
        from app.gui.dialogs.question import tell

        tell(None, SILENT)
        return 1
    program = application.create(sys.argv[:1])
    if by_fcitx:
        from app.gui.typing.fcitx import Fcitx

        Fcitx(qt)  # it belongs to the application
    program.start(paths)
    program.get_ready()
    code = qt.exec() if program.anything_open else 0
    program.end()
    return code


if __name__ == "__main__":
    sys.exit(main())
