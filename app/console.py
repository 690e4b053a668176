"""The terminal: how a command ends there, whatever becomes of it and of what it writes to."""

from __future__ import annotations

import contextlib
import errno
import glob
import logging
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO

from app.keeping.draft_file import DraftFile, who
from app.keeping.log import start_log
from app.model.files import FileProblem, system_path
from app.model.report import Report

log = logging.getLogger(__name__)

DONE, FINDINGS, UNUSABLE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130


class Refused(Exception):
    """The act is refused (exit 1); str() is the sentence."""


class _Unwritten(Exception):
    """What was said could not be written; the cause tells why."""


class _Stdout:
    """Says of a failure to write that it is one: argparse passes over an OSError, and a file's looks the same."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._trying(self._stream.write, text)

    def flush(self) -> None:
        self._trying(self._stream.flush)

    def _trying(self, do: Callable[..., Any], *args: str) -> Any:
        try:
            return do(*args)
        except OSError as error:
            # What waits to be written goes nowhere, or Python would try once more at its end, and complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
            raise _Unwritten from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_KINDS = frozenset(
    ".docx .doc .wps .rtf .odt .pdf .html .htm .mht .xlsx .xls .et .ods .csv .txt .json .gknb .gkth .gkhj".split()
)
"""Endings by which a person knows what a file is."""


def path_of(words: str) -> Path:
    """The path of an argument; "", what a script gives whose variable is empty, would be the folder one is in."""
    if not words.strip():
        raise FileProblem("有一个文件或文件夹的名字是空的，什么都没有做。请检查命令里的引号和变量。")
    return Path(words)


def to_write(*endings: str) -> Callable[[str], Path]:
    """What makes the path of a file to be written from its words: one that is called as another kind is none."""

    def path(words: str) -> Path:
        made = path_of(words)
        if (ending := made.suffix.lower()) in _KINDS - set(endings):
            raise FileProblem(
                f"“{made.name}”的扩展名是 {ending}，这里写的是 {endings[0]} 文件，没有写入。请把扩展名改成 {endings[0]}。"
            )
        return made

    return path


def run(act: Callable[[], int]) -> int:
    """Do it and return the exit code: 0 done, 1 findings or refused, 2 unusable input, 3 a fault of ours, 130 interrupted.

    Whatever it is, the clerk gets one sentence; the log gets the rest.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started us; print would take the other one
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - for the whole run
    start_log()
    try:
        with contextlib.redirect_stdout(_Stdout(sys.stdout)):  # type: ignore[type-var]
            try:
                return act()
            finally:  # all that was said has left us before the exit code is known; argparse ends by itself after --help
                sys.stdout.flush()
    except FileProblem as problem:
        return _ends(problem, UNUSABLE)
    except Refused as refused:
        return _ends(refused, FINDINGS)
    except KeyboardInterrupt:
        return _ends("已中断。已经写完的文件还在，没有写完的没有留下。", INTERRUPTED)
    except _Unwritten as unwritten:
        if isinstance(unwritten.__cause__, BrokenPipeError):  # the reader (head, less) has seen enough
            return DONE
        full = isinstance(why := unwritten.__cause__, OSError) and why.errno in (errno.ENOSPC, errno.EDQUOT)
        return _ends(f"{'磁盘已满，' if full else ''}结果写不出来。请换一个地方，再试一次。", UNUSABLE)
    except Exception as error:
        log.exception("command line crashed")
        kind = type(error).__name__
        return _ends(f"程序出错了（{kind}），这不是您的操作有误；没有改动您的文件。请把日志发给我们。", FAULT)


def _ends(sentence: object, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def expanded(paths: Iterable[Path]) -> list[Path]:
    """With 年报*.docx as the files it stands for: the shells of Windows leave that to the program."""
    found: list[Path] = []
    for path in paths:
        matching = [] if os.path.lexists(path) else sorted(glob.glob(str(path)))
        found += [Path(each) for each in matching] or [path]
    return found


def save(report: Report, path: Path) -> None:
    """Write a draft, unless somebody has it open: his next save would write over ours, or ours was written over his."""
    file = DraftFile(path)
    if holder := file.take():
        raise FileProblem(f"{who(holder)}正打开着“{path.name}”，没有写入。请先关闭它，或换一个文件名。")
    if file.read_only:
        raise FileProblem(f"“{path}”是只读的或没有写入权限，没有写入。请换一个文件名或位置。")
    try:
        file.save(report)
    finally:
        file.release()


def absent(path: Path, force: bool) -> None:
    """FileProblem when there is such a file and nobody said to write over it."""
    # Path.exists raises for a name that is too long; writing says so
    if os.path.exists(system_path(path)) and not force:
        raise FileProblem(f"“{path.name}”已经存在，没有写入。要覆盖它请加 --force，或换一个文件名。")
