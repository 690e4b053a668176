"""Where the packed program starts: what keeps it from starting at all is told in a sentence."""

from __future__ import annotations

import os
import re
import sys
import traceback

TOO_OLD = "公开年报需要 64 位 Windows 10（1809 版）或更新的系统，这台电脑上不能运行。请换一台电脑，或请管理员升级系统。"
BROKEN = "公开年报打不开，程序文件可能不全（有时是被杀毒软件删了）。请重新安装；还不行，请把{}发给技术人员。"


def start() -> int:
    if sys.platform == "win32" and sys.getwindowsversion().build < 17763:
        return _tell(TOO_OLD, 2)
    _leave_others_their_libraries()
    try:
        _be_child(sys.argv[1:])
        from app.__main__ import main

        return main()
    except Exception as error:  # a file of ours is missing or damaged
        return _tell(BROKEN.format(_kept(error)), 3)


def _leave_others_their_libraries() -> None:
    """What we open (the file manager, WPS) loads the system's libraries: PyInstaller has put ours before them, on Linux.

    Our own children then have to be told to put ours first again.
    """
    if sys.platform != "linux":
        return
    theirs = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if theirs is not None:
        os.environ["LD_LIBRARY_PATH"] = theirs
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


def _be_child(arguments: list[str]) -> None:
    """The program is its own children, too: multiprocessing starts it with these arguments; then this does not come back."""
    if arguments[:1] == ["--multiprocessing-fork"]:
        from multiprocessing.spawn import freeze_support

        freeze_support()
    if tracker := re.fullmatch(
        r"from multiprocessing\.resource_tracker import main;main\((\d+)\)", (arguments or [""])[-1]
    ):
        from multiprocessing.resource_tracker import main

        sys.exit(main(int(tracker[1])))


def _kept(error: Exception) -> str:
    """Where the trace is kept; where it cannot be, its last lines themselves."""
    try:
        from app.paths import log_file

        log_file().parent.mkdir(parents=True, exist_ok=True)
        with log_file().open("a", encoding="utf-8") as log:
            traceback.print_exception(error, file=log)
        return f"这个文件（{log_file()}）"
    except Exception:  # the profile cannot be written, or the file that knows the place is the one that is missing
        return "下面几行\n\n" + "".join(traceback.format_exception(error)[-2:]).strip() + "\n\n"


def _tell(sentence: str, code: int) -> int:
    if sys.stderr:
        print(sentence, file=sys.stderr)
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "公开年报", 0x10)
    return code


if __name__ == "__main__":
    sys.exit(start())
