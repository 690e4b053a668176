"""下发: for each unit a draft to begin with — its name, the year, 上年结转 and last year's report where the county has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.acts import new_from_last_year, new_report
from app.county.acts import as_file_name, report_of
from app.county.collection import Collection
from app.county.places import STARTERS, SUMMARY
from app.county.standing import Overview, Standing
from app.county.units import Names, Unit, group_of
from app.model.draft import draft_bytes, open_draft
from app.model.files import FileProblem, is_there, write_changed
from app.model.kept.levels import Levels
from app.model.kept.remarks import UNIT_KEY
from app.model.report import Organ, Report


@dataclass(frozen=True)
class Starter:
    """One file handed out. `last_year`: whether last year's report is in it; `why` not, where it is not."""

    unit: str
    path: Path
    last_year: bool
    why: str = ""


def hand_out(
    folder: Path,
    collection: Collection,
    units: Sequence[Unit],
    last: Overview | None = None,
    before: Path | None = None,
) -> list[Starter]:
    """Write 下发/单位.gknb for every unit that is due. `last`, `before`: last year's folder as it stands, and where it lies.

    FileProblem when a file cannot be written. One that is there already and is the same is left alone.
    """
    found = _by_unit(units, last)
    levels = _levels(folder)
    made = []
    for unit in units:
        if not unit.counted:
            continue
        report, why = _begun(unit, collection.year, found.get(unit.name, []), before)
        report = replace(report, levels=levels, extra={UNIT_KEY: unit.name})
        path = folder / STARTERS / f"{as_file_name(unit.name)}{collection.year}.gknb"
        data = draft_bytes(report)
        write_changed(path, data)
        made.append(Starter(unit.name, path, report.previous is not None, why))
    return made


def _by_unit(units: Sequence[Unit], last: Overview | None) -> dict[str, list[Standing]]:
    """This year's unit -> last year's that became it (several: they were merged)."""
    names = Names(units)
    found: dict[str, list[Standing]] = {}
    for each in last.standings if last else ():
        if (unit := names.find(each.unit.name)) is not None:
            found.setdefault(unit, []).append(each)
    return found


def _begun(unit: Unit, year: int, last: Sequence[Standing], before: Path | None) -> tuple[Report, str]:
    """The draft, and why last year's report is not in it."""
    organ = Organ(unit.name, _kind(unit), "own")
    if not last or before is None:
        return new_report(year, organ), "去年的文件夹里没有这个单位" if before else ""
    if len(last) > 1:
        return new_report(year, organ), "去年是几个单位，请单位自己相加"
    (standing,) = last
    if not standing.counts or standing.version is None:
        return new_report(year, organ), standing.error or "去年的没有计入"
    try:
        previous = report_of(before, standing.version)
    except FileProblem as problem:
        return new_report(year, organ), str(problem)
    organ = replace(previous.organ, name=unit.name, kind=previous.organ.kind or organ.kind, scope="own")
    return new_from_last_year(previous, year, organ), ""


def _kind(unit: Unit) -> str | None:
    if unit.name.endswith("街道办事处"):
        return "subdistrict_office"
    if unit.name.endswith(("镇人民政府", "乡人民政府")):
        return "town_government"
    return "department" if group_of(unit.name, None) == "县直部门" else None


def _levels(folder: Path) -> Levels:
    """核对要求 of the county's own summary, so that a unit is asked what the county will ask."""
    try:
        return open_draft(folder / SUMMARY).levels if is_there(folder / SUMMARY) else Levels()
    except FileProblem:
        return Levels()
