"""The files of a collection's folder become versions: each read once, in bounded children, results kept."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.acts import imported_report
from app.county.arrived.cache import Cache
from app.county.arrived.versions import Version, version_of
from app.county.collection import ARRIVED, NAME, OURS, SUMMARY, Collection
from app.model.beside.handed_over import for_the_county
from app.model.draft import SUFFIX, open_draft
from app.model.files import FileProblem, is_folder, is_there, make_folder, read_bytes, reading_problem, write_atomic
from app.model.report import Report

_EXPORTED = re.compile(r"(?:汇总|单位名单|催报名单)(?: ?[（(]\d+[）)])?\.(?:xlsx|csv|docx)", re.IGNORECASE)
_MOST_CHILDREN = 4  # beside the window, on a PC of an office
Progress = Callable[[int, int, str], bool]
"""(files done, files in all, the one just done) -> go on? Asked after each file."""


@dataclass(frozen=True)
class Gathered:
    """All files that came, and what each is. `summary`: the report made from them, where the folder holds one."""

    folder: Path
    versions: tuple[Version, ...]
    whole: bool = True


def files_in(folder: Path) -> list[Path]:
    """Every file that may have come, oldest day first: in 收到/ or lying loose; none of our own, no hidden one.

    FileProblem when a folder cannot be looked into.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=_unread):
        here = Path(place)
        top = here == folder
        folders[:] = sorted(each for each in folders if not each.startswith(".") and not (top and each in OURS))
        for name in sorted(names):
            if (
                name.startswith((".", "~$"))
                or name.endswith((".tmp", ".gkth", ".gkhj"))
                or (top and name in (NAME, SUMMARY))
            ):
                continue
            if not (top and _made_by_us(name)):
                found.append(here / name)
    return found


def _unread(error: OSError) -> None:
    """A folder that cannot be looked into is no empty one: its units would be missing in the sum."""
    raise reading_problem(Path(error.filename), error) from error


def _made_by_us(name: str) -> bool:
    """What the county exports beside the files: its sums, its lists."""
    return _EXPORTED.fullmatch(name) is not None


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
    cache.commit()
    return Gathered(folder, tuple(each for each in versions if each is not None), whole)


_Read = tuple[int, Version, Report | None]


def _read(folder: Path, unread: Sequence[tuple[int, Path, str]]) -> Iterator[_Read]:
    """Drafts are our own and read here; what others made is read by the children, several at a time."""
    foreign = []
    for number, file, digest in unread:
        if file.suffix.lower() != SUFFIX:
            foreign.append((number, file, digest))
            continue
        try:
            answer: Report | FileProblem = open_draft(file)
        except FileProblem as problem:
            answer = problem
        yield number, *_known(file.relative_to(folder).as_posix(), digest, answer)
    if foreign:
        yield from _read_foreign(folder, foreign)


def _read_foreign(folder: Path, foreign: Sequence[tuple[int, Path, str]]) -> Iterator[_Read]:
    from app.documents.read.pool import Pool
    from app.documents.read.reading import read_many

    pool = Pool(min(os.cpu_count() or 1, _MOST_CHILDREN, len(foreign)))
    try:
        for (number, file, digest), answer in read_many(foreign, lambda each: each[1], pool):
            report = answer if isinstance(answer, FileProblem) else imported_report(answer)
            yield number, *_known(file.relative_to(folder).as_posix(), digest, report)
    finally:
        pool.close()


def _known(path: str, digest: str, answer: Report | FileProblem) -> tuple[Version, Report | None]:
    if isinstance(answer, FileProblem):
        return Version(path, digest, error=str(answer)), None
    report = for_the_county(answer)  # what the unit said among itself is neither shown nor kept here
    return version_of(path, digest, report), report


@dataclass(frozen=True)
class Taken:
    """What came in: the collection that knows on which day, the paths, and a sentence for each file that did not."""

    collection: Collection
    placed: tuple[str, ...]
    refused: tuple[str, ...] = ()


def take_in(folder: Path, collection: Collection, files: Iterable[Path], today: datetime.date) -> Taken:
    """Copy files (and the files of folders) into 收到/day, byte for byte; a second of a name gets （2）.

    Nothing that is there is written again. A file that cannot be read or copied does not stop the others.
    """
    day = today.isoformat()
    target = folder / ARRIVED / day
    arrived, placed, refused = dict(collection.arrived), [], []
    for file in _flat(files):
        try:
            if isinstance(file, FileProblem):
                raise file
            name = _placed(file, target).relative_to(folder).as_posix()
        except FileProblem as problem:
            refused.append(str(problem))
            continue
        arrived.setdefault(name, day)
        placed.append(name)
    return Taken(replace(collection, arrived=arrived), tuple(placed), tuple(refused))


def _placed(file: Path, target: Path) -> Path:
    data = read_bytes(file)
    path = _free(target, file.name, data)
    if not is_there(path):
        make_folder(target)
        write_atomic(path, data)
    return path


def _flat(files: Iterable[Path]) -> Iterator[Path | FileProblem]:
    for file in files:
        if not os.path.isdir(file):  # Path.is_dir raises for a share that has dropped
            yield file
            continue
        try:
            yield from files_in(file)
        except FileProblem as problem:
            yield problem


def _free(folder: Path, name: str, data: bytes) -> Path:
    """Where this file goes: beside one of the same name with （2）, onto itself when it came already."""
    path, number = folder / name, 1
    while is_there(path) and not _holds(path, data):
        number += 1
        path = folder / f"{Path(name).stem}（{number}）{Path(name).suffix}"
    return path


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_bytes(path) == data
    except FileProblem:  # a folder or a pipe of that name
        return False
