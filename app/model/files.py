"""Writing so that the old file stays whole until the new one is, and saying in one sentence why a place refuses."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

_BESIDE = ".gknb-"
_WAITS = (0.05, 0.1, 0.2, 0.35, 0.55, 0.75)  # seconds, two in all
_FOR_A_MOMENT = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN, errno.ETXTBSY, errno.EINTR, errno.ESTALE)
_MAPPED, _GOING = 1224, 303  # Windows: a scanner maps the file; it is about to be deleted
_STRAY_AFTER = 3600.0  # seconds


class FileProblem(Exception):
    """A file could not be read or written; str() is the Chinese sentence for the clerk. `busy`: another program has it open."""

    def __init__(self, sentence: str, busy: bool = False) -> None:
        super().__init__(sentence)
        self.busy = busy


def write_atomic(path: Path, data: bytes) -> None:
    """Put `data` at `path`: written beside it, flushed to the disk, then moved into place. FileProblem when it cannot be.

    Where `path` is a link, the file that it stands for is written, and the link stays. What killed programs left beside it
    is taken away.
    """
    target = system_path(real_file(path))
    # Not tempfile.mkstemp: where Windows allows no new file, it tries the next name, two thousand million times.
    beside = target.parent / f"{_BESIDE}{_here()}-{os.getpid()}-{os.urandom(8).hex()}.tmp"
    try:
        try:
            if len(path.name) > 255:  # Windows would say that the syntax is wrong
                raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
            given = system_path(path)  # not `target`: what a link to a pipe stands for has no name
            mode = os.stat(given).st_mode if os.path.exists(given) else None
            if mode is not None and stat.S_ISDIR(mode):
                raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
            if mode is not None and not stat.S_ISREG(mode):
                raise FileProblem(f"“{path.name}”是设备或管道，不是普通文件，没有写入。请换一个文件名。")
            with open(beside, "xb") as file:
                if sys.platform != "win32" and mode is not None:
                    os.chmod(beside, mode & 0o777)
                file.write(data)
                file.flush()
                force_to_disk(file.fileno())
            _patiently(lambda: os.replace(beside, target), _WAITS)
            _sync_folder(target.parent)
            sweep(target.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(beside)
            raise
    except (OSError, ValueError) as error:  # ValueError: a name that no system takes
        raise writing_problem(path, error) from error


def force_to_disk(handle: int) -> None:
    """So that it is there after a power failure; a file system that knows no such order is taken as it is."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise


def _patiently(do: Callable[[], Result], waits: tuple[float, ...]) -> Result:
    """A virus scanner or a program that syncs holds a file for a moment: tried again."""
    for wait in waits:
        try:
            return do()
        except OSError as error:
            if not _for_a_moment(error):
                raise
        time.sleep(wait)
    return do()


def _for_a_moment(error: OSError) -> bool:
    """Whether what was refused may be granted when it is asked again."""
    return error.errno in _FOR_A_MOMENT or getattr(error, "winerror", None) in (_MAPPED, _GOING)


def sweep(folder: Path) -> None:
    """Take away what killed programs left of write_atomic in this folder."""
    with contextlib.suppress(OSError), os.scandir(system_path(folder)) as entries:
        for entry in entries:
            if entry.name.startswith(_BESIDE) and entry.name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    if _is_stray(entry):
                        os.unlink(entry.path)


def _is_stray(entry: os.DirEntry[str]) -> bool:
    """Its program is gone; that of another computer cannot be seen, but nobody takes an hour to write a file."""
    if not entry.is_file(follow_symlinks=False):
        return False
    here, _, rest = entry.name.removeprefix(_BESIDE).partition("-")
    pid = rest.partition("-")[0]
    if here == _here() and pid.isdecimal() and len(pid) < 10 and not is_running(int(pid)):
        return True
    return time.time() - entry.stat(follow_symlinks=False).st_mtime > _STRAY_AFTER


def computer() -> str:
    """The name of this computer."""
    if sys.platform == "win32":
        import socket

        return socket.gethostname()
    return os.uname().nodename  # without loading what else there is about networks


def _here() -> str:
    return f"{zlib.crc32(computer().encode('utf-8', 'replace')):08x}"


def is_running(pid: int) -> bool:
    """Whether this computer has a process of this number."""
    if sys.platform == "win32":
        import ctypes
        from ctypes.wintypes import HANDLE

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = HANDLE
        handle = kernel.OpenProcess(0x100000, False, pid)  # SYNCHRONIZE
        if not handle:
            return ctypes.get_last_error() == 5  # ERROR_ACCESS_DENIED: it runs, and is somebody else's
        ended = kernel.WaitForSingleObject(HANDLE(handle), 0) == 0
        kernel.CloseHandle(HANDLE(handle))
        return not ended
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def plain_file(path: str, flags: int) -> int:
    """An `opener` for open(): a file of our own that is a link, a pipe or a device is refused and never waited for."""
    if os.path.islink(path):  # Windows has no flag for it
        raise OSError(errno.ELOOP, "a link", path)
    handle = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a plain file", path)
    return handle


def real_file(path: Path) -> Path:
    """The file that a link stands for; any other path as it is."""
    try:
        return Path(os.path.realpath(path)) if os.path.islink(path) else path
    except OSError:  # on a share that has dropped
        return path


def whereabouts(path: Path) -> str:
    """The same for every way to write the same place; a place that has gone (a share, a stick) is taken as written.

    Windows raises for a share that has dropped, where other systems answer; nothing may fail for that.
    """
    try:
        return os.path.normcase(path.resolve())
    except (OSError, RuntimeError):  # RuntimeError: links that lead in a circle, before Python 3.13
        return os.path.normcase(os.path.abspath(path))


def system_path(path: Path) -> Path:
    """The path as the system takes it at any length; for messages use the one that was given."""
    return Path(without_limit(os.path.abspath(path))) if sys.platform == "win32" else path


def without_limit(path: str) -> str:
    """A whole Windows path in the form that may have more than 260 characters, when it or a file beside it would.

    https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
    """
    if len(path) < 200 or path.startswith("\\\\?\\"):
        return path
    return "\\\\?\\UNC" + path[1:] if path.startswith("\\\\") else "\\\\?\\" + path


def _sync_folder(folder: Path) -> None:
    """Make the move itself last through a power failure, where the system can (Windows cannot open a folder)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def writing_problem(path: Path, error: OSError | ValueError) -> FileProblem:
    """What the clerk is told when `path` could not be written."""
    name = path.name
    if not isinstance(error, OSError):
        return FileProblem("文件名里有不能用的字符，没有写入。请换一个文件名。")
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FileProblem(f"磁盘已满，“{name}”没有写入。请腾出空间，或另存到别的盘，再试一次。")
    if error.errno == errno.ENAMETOOLONG:
        return FileProblem(f"文件名太长，没有写入。请换一个短一些的文件名或文件夹，再试一次：{name[:40]}…")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileProblem(
            f"文件夹“{real_file(path).parent}”不存在（可能U盘已拔出或网络已断开），“{name}”没有写入。请另存到别处。"
        )
    if error.errno == errno.EISDIR:
        return FileProblem(f"“{name}”是一个文件夹，不能写成文件。请换一个文件名。")
    if error.errno == errno.EROFS:
        return FileProblem(f"“{path.parent}”是只读的，“{name}”没有写入。请另存到别处。")
    if isinstance(error, PermissionError):
        # Windows lets no one replace an open file; that its folder takes no new ones is found before.
        if error.filename2 is not None and os.access(system_path(path), os.W_OK):
            return FileProblem(f"“{name}”正在 WPS 或其他程序中打开，没有写入。关闭后重试，或另存一份。", busy=True)
        return FileProblem(f"“{path.parent}”不允许写入（只读或没有权限），“{name}”没有写入。请另存到别处。")
    if error.errno == errno.ELOOP:
        return FileProblem(f"“{name}”是一个绕回自己的链接，没有写入。请换一个文件名。")
    if _for_a_moment(error):
        return FileProblem(
            f"“{name}”正被其他程序占用，或网络一时断开，没有写入。请过一会儿再试，或另存到别处。", busy=True
        )
    if error.errno == errno.EIO:
        return FileProblem(f"磁盘或U盘出了故障，“{name}”没有写入。请另存到别的盘，再试一次。")
    return FileProblem(f"“{name}”没有写入（系统说：{error.strerror or error}）。请另存到别处。")


def read_bytes(path: Path, most: int = 64 * 1024 * 1024) -> bytes:
    """The whole file; FileProblem when it cannot be read or is larger than `most` bytes."""
    look = look_of_file(path)
    if look.st_size > most:
        raise FileProblem(f"“{path.name}”有 {look.st_size // 1048576} MB，太大，不像是底稿或报告。请检查文件。")
    try:
        return _patiently(system_path(path).read_bytes, _WAITS[:3])
    except (OSError, ValueError) as error:
        raise reading_problem(path, error) from error


def look_of_file(path: Path) -> os.stat_result:
    """Its size and times; FileProblem when there is none, or what is there is no plain file."""
    try:
        look = os.stat(system_path(path))
    except (OSError, ValueError) as error:
        raise reading_problem(path, error) from error
    if stat.S_ISDIR(look.st_mode):
        raise FileProblem(f"“{path.name or path}”是一个文件夹，不是文件。请选择里面的文件。")
    if not stat.S_ISREG(look.st_mode):  # a pipe would be waited for, a device read for ever
        raise FileProblem(f"“{path.name}”是设备或管道，不是普通文件，读不了。请选择一个文件。")
    return look


def reading_problem(path: Path, error: OSError | ValueError) -> FileProblem:
    """What the clerk is told when `path` could not be read."""
    name = path.name or str(path)
    if not isinstance(error, OSError):  # a zero, or half a character
        return FileProblem("文件名里有不能用的字符，读不出来。请改名后再试。")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileProblem(f"找不到文件“{path}”。请检查路径，或看看它是否被移走、改名。")
    if error.errno == errno.ENAMETOOLONG:
        return FileProblem(f"文件名太长，读不出来。请换一个短一些的文件名或文件夹，再试一次：{name[:40]}…")
    if error.errno == errno.ELOOP:
        return FileProblem(f"“{name}”是一个绕回自己的链接，读不出来。请选择原来的文件。")
    if isinstance(error, PermissionError):
        return FileProblem(
            f"“{name}”不允许读取：没有权限，或正被其他程序独占。请关闭那个程序，或请管电脑的人给权限，再试。"
        )
    if _for_a_moment(error):
        return FileProblem(f"“{name}”正被其他程序占用，或网络一时断开，读不出来。请过一会儿再试。")
    if error.errno == errno.EIO:
        return FileProblem(f"磁盘或U盘出了故障，“{name}”读不出来。请用备份，或换一份文件。")
    return FileProblem(f"“{name}”读不出来（系统说：{error.strerror or error}）。请把文件复制到本机硬盘后再试。")


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; FileProblem where that cannot be known, which is not the same as none."""
    return _look_at(path) is not None


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; FileProblem where that cannot be known."""
    look = _look_at(path)
    return look is not None and stat.S_ISDIR(look.st_mode)


def _look_at(path: Path) -> os.stat_result | None:
    try:
        return os.stat(system_path(path))
    except (FileNotFoundError, NotADirectoryError):
        if os.path.islink(path):  # what it leads to may come back with its stick or share
            raise FileProblem(
                f"“{path.name}”是一个链接，它指的文件不在（可能U盘已拔出或网络已断开）。请接上以后再试，或删去这个链接。"
            ) from None
        return None
    except (OSError, ValueError) as error:
        raise reading_problem(path, error) from error


def make_folder(path: Path) -> None:
    """With those above it; FileProblem when it cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FileProblem(f"“{path}”不是文件夹，里面放不了文件。请把它改名或移走，再试一次。") from error
    except (OSError, ValueError) as error:
        raise writing_problem(path, error) from error


def write_changed(path: Path, data: bytes) -> None:
    """write_atomic, in a folder that is made; a file that holds just that already is left alone."""
    with contextlib.suppress(FileProblem):
        if is_there(path) and read_bytes(path) == data:
            return
    make_folder(path.parent)
    write_atomic(path, data)


def content(path: Path) -> bytes | None:
    """What the file holds now; None when there is none or it cannot be read."""
    try:
        return read_bytes(path)
    except FileProblem:
        return None
