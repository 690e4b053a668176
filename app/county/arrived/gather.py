"""The files of a collection's folder become versions: each read once, in bounded children, results kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.acts import imported_report, worth_a_look
from app.county.arrived.cache import Cache
from app.county.arrived.papers import files_in
from app.county.arrived.versions import Version, version_of
from app.model.beside.handed_over import for_the_county
from app.model.draft import open_draft
from app.model.endings import DRAFT
from app.model.files import FileProblem, is_folder
from app.model.report import Report

_MOST_CHILDREN = 4  # beside the window, on a PC of an office
Progress = Callable[[int, int, str], bool]
"""(files done, files in all, the one just done) -> go on? Asked after each file."""


@dataclass(frozen=True)
class Gathered:
    """All files that came, and what each is. `summary`: the report made from them, where the folder holds one."""

    folder: Path
    versions: tuple[Version, ...]
    whole: bool = True


def gather(folder: Path, cache: Cache, progress: Progress | None = None) -> Gathered:
    """Read every file of the folder that the cache does not know. FileProblem when there is no such folder."""
    if not is_folder(folder):
        raise FileProblem(f"找不到文件夹“{folder}”。请检查路径。")
    files = files_in(folder)
    versions: list[Version | None] = [None] * len(files)
    unread: list[tuple[int, Path, str]] = []
    start = len(os.path.join(folder, ""))
    asked: list[tuple[int, str, str]] = []
    for number, (file, digest) in enumerate(zip(files, cache.digests(folder, files), strict=True)):
        path = str(file)[start:].replace(os.sep, "/")
        if isinstance(digest, FileProblem):
            versions[number] = Version(path, "", error=str(digest))
        else:
            asked.append((number, digest, path))
    for (number, digest, _), known in zip(asked, cache.get([each[1:] for each in asked]), strict=True):
        versions[number] = known
        if known is None:
            unread.append((number, files[number], digest))
    done = len(files) - len(unread)
    if progress and files:
        progress(done, len(files), "")
    whole = True
    for number, version, report in _read(folder, unread):
        versions[number] = version
        cache.put(version, report)
        done += 1
        if progress and not progress(done, len(files), version.path):
            whole = False
            break
    return Gathered(folder, tuple(each for each in versions if each is not None), whole)


_Read = tuple[int, Version, Report | None]


def _read(folder: Path, unread: Sequence[tuple[int, Path, str]]) -> Iterator[_Read]:
    """Drafts are our own and read here; what others made is read by the children, several at a time."""
    foreign = []
    for number, file, digest in unread:
        if file.suffix.lower() != DRAFT:
            foreign.append((number, file, digest))
            continue
        path = file.relative_to(folder).as_posix()
        try:
            report = for_the_county(open_draft(file))  # what the unit said among itself is neither shown nor kept here
        except FileProblem as problem:
            yield number, Version(path, digest, str(problem)), None
        else:
            yield number, version_of(path, digest, report), report
    if foreign:
        yield from _read_foreign(folder, foreign)


def _read_foreign(folder: Path, foreign: Sequence[tuple[int, Path, str]]) -> Iterator[_Read]:
    from app.documents.read.pool import Pool
    from app.documents.read.reading import read_many

    pool = Pool(min(os.cpu_count() or 1, _MOST_CHILDREN, len(foreign)))
    try:
        for (number, file, digest), answer in read_many(foreign, lambda each: each[1], pool):
            path = file.relative_to(folder).as_posix()
            if isinstance(answer, FileProblem):
                yield number, Version(path, digest, str(answer)), None
            else:
                report = imported_report(answer)
                yield number, version_of(path, digest, report, worth_a_look(answer)), report
    finally:
        pool.close()
