"""Last year's folder: the units that were counted then, how they changed since, and last year's report of each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.county.acts import seen
from app.county.arrived.gather import Progress
from app.county.collection import Collection, open_collection
from app.county.standing import Overview
from app.county.units import Names, Unit
from app.model.files import FileProblem, is_folder


def open_last_year(folder: Path, year: int, progress: Progress | None = None) -> Overview:
    """Last year's folder as it stands, with or without a 收集.gkhj. FileProblem when it is none, or of another year."""
    if not is_folder(folder):
        raise FileProblem(f"找不到去年的文件夹“{folder}”。请检查它是否被移走、改名，U盘是否插好。")
    known = open_collection(folder)
    if known is not None and known.year != year:
        raise FileProblem(f"“{folder.name}”是{known.year}年的，去年应为{year}年。请选{year}年的文件夹。")
    found = seen(folder, known or Collection(year=year), progress)
    if not any(each.version is not None for each in found.standings):
        raise FileProblem(f"“{folder.name}”里没有{year}年的年报，也没有单位名单。请选放{year}年各单位年报的文件夹。")
    return found


def with_last_year(collection: Collection, folder: Path, place: Path, last: Overview) -> Collection:
    """The collection that knows of last year's folder; its units become this year's where no list was read yet."""
    units = tuple(each.unit for each in last.standings)
    kept = replace(
        collection,
        last_year=_beside(place, folder),
        last_units=tuple(each.unit.name for each in last.standings if each.unit.counted),
    )
    return kept if collection.listed else replace(kept, units=_joined(units, collection.units), listed=True)


def _joined(last: Sequence[Unit], known: Sequence[Unit]) -> tuple[Unit, ...]:
    """Last year's, then those that only this year's files named."""
    taken = Names(last)
    return (*last, *(unit for unit in known if taken.find(unit.name) is None))


def _beside(place: Path, folder: Path) -> str:
    """Relative where both lie on one disk: the two folders travel together."""
    try:
        return Path(os.path.relpath(place, folder)).as_posix()
    except ValueError:  # Windows: on another drive
        return str(place)
