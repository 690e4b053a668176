"""Which files of a folder are papers that came, and how they are put into 收到/; a saved page keeps its parts beside it."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.county.collection import Collection
from app.county.places import ARRIVED, NAME, OURS, SUMMARY
from app.model.endings import COLLECTION, LETTER
from app.model.files import FileProblem, is_there, make_folder, read_bytes, reading_problem, write_atomic, write_changed

_EXPORTED = re.compile(r"(?:汇总|单位名单|催报名单)(?: ?[（(]\d+[）)])?\.(?:xlsx|csv|docx)", re.IGNORECASE)
_PAGES = (".html", ".htm", ".shtml", ".xhtml")
_PARTS = ("_files", ".files")  # 年报_files of a browser, 年报.files of Word and WPS
_SYSTEM = frozenset(("desktop.ini", "thumbs.db", "ehthumbs.db"))
_SYSTEM_FOLDERS = frozenset(("__macosx", "$recycle.bin", "recycler", "system volume information", "lost+found"))


def files_in(folder: Path) -> list[Path]:
    """Every file that may have come, oldest day first: in 收到/ or lying loose.

    None of our own, no hidden one, none that a system or an office program puts beside others, no part of a saved page.
    FileProblem when a folder cannot be looked into.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=_unread):
        here = Path(place)
        top = here == folder
        parts = _parts_of(names)
        folders[:] = sorted(each for each in folders if not (top and each in OURS) and not _passed_over(each, parts))
        for name in sorted(names):
            if (
                name.startswith((".", "~$"))
                or name.endswith((".tmp", LETTER, COLLECTION))
                or name.casefold() in _SYSTEM
                or (top and name in (NAME, SUMMARY))
            ):
                continue
            if not (top and _made_by_us(name)):
                found.append(here / name)
    return found


def _unread(error: OSError) -> None:
    """A folder that cannot be looked into is no empty one: its units would be missing in the sum."""
    raise reading_problem(Path(error.filename), error) from error


def _passed_over(folder: str, parts: frozenset[str]) -> bool:
    name = folder.casefold()
    return folder.startswith(".") or name in _SYSTEM_FOLDERS or name in parts


def _parts_of(names: Iterable[str]) -> frozenset[str]:
    """What folders that hold the parts of these pages would be called, in small letters."""
    pages = [os.path.splitext(name) for name in names if name.lower().endswith(_PAGES)]
    return frozenset(
        (stem + more + end).casefold() for stem, ending in pages for more in ("", ending) for end in _PARTS
    )


def _made_by_us(name: str) -> bool:
    """What the county exports beside the files: its sums, its lists."""
    return _EXPORTED.fullmatch(name) is not None


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


def _flat(files: Iterable[Path]) -> Iterator[Path | FileProblem]:
    for file in files:
        if not os.path.isdir(file):  # Path.is_dir raises for a share that has dropped
            yield file
        elif not _is_beside_its_page(file):
            try:
                yield from files_in(file)
            except FileProblem as problem:
                yield problem


def _is_beside_its_page(folder: Path) -> bool:
    """Whether this folder comes along with a page: both were dropped, or the folder alone."""
    if not folder.name.casefold().endswith(_PARTS):
        return False
    with suppress(OSError):
        return folder.name.casefold() in _parts_of(os.listdir(folder.parent))
    return False


def _placed(file: Path, target: Path) -> Path:
    data = read_bytes(file)
    parts = _folders_of(file)
    path = _free_page(target, file.name, data, parts) if parts else _free(target, file.name, data)
    if not is_there(path):
        for each in parts:
            _copy_parts(each, path.parent / each.name)
        make_folder(path.parent)
        write_atomic(path, data)  # last: a page that is there is there with its parts
    return path


def _folders_of(page: Path) -> list[Path]:
    """The folders beside a saved page that hold its parts."""
    wanted = _parts_of([page.name])
    if not wanted:
        return []
    with suppress(OSError), os.scandir(page.parent) as entries:
        return sorted(Path(entry.path) for entry in entries if entry.name.casefold() in wanted and entry.is_dir())
    return []


def _copy_parts(source: Path, target: Path) -> None:
    """Style sheets and pictures; one that cannot be copied changes no figure, and the page says what it lacks."""
    for place, _, names in os.walk(source):
        for name in names:
            with suppress(FileProblem):
                write_changed(target / Path(place).relative_to(source) / name, read_bytes(Path(place) / name))


def _free(folder: Path, name: str, data: bytes) -> Path:
    """Where this file goes: beside one of the same name with （2）, onto itself when it came already."""
    path, number = folder / name, 1
    while is_there(path) and not _holds(path, data):
        number += 1
        path = folder / f"{Path(name).stem}（{number}）{Path(name).suffix}"
    return path


def _free_page(folder: Path, name: str, data: bytes, parts: Iterable[Path]) -> Path:
    """The same of a page with parts, which it names by their names: a second one gets a folder 年报（2） for itself."""
    path, number = folder / name, 1
    while not _holds(path, data) and any(is_there(path.parent / each) for each in (name, *(p.name for p in parts))):
        number += 1
        path = folder / f"{Path(name).stem}（{number}）" / name
    return path


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_bytes(path) == data
    except FileProblem:  # a folder or a pipe of that name, or none
        return False
