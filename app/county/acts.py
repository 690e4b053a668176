"""What the county office does with its folder, for the window and the command line alike."""

from __future__ import annotations

import datetime
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.acts import Checked, attach_last_year, examine, load
from app.county.arrived.cache import Cache
from app.county.arrived.gather import Progress, gather
from app.county.arrived.papers import take_in
from app.county.arrived.versions import Version, mark, sentences_of
from app.county.collection import Collection, open_collection, place_of_last_year, save_collection
from app.county.places import ARRIVED, DRAFTS, MENDED, SUMMARY
from app.county.rules import County, check_county
from app.county.standing import Overview, Standing, Status, overview, words
from app.county.summing import AREA, REACHES, Sum, sum_of, summary_report
from app.county.units import LEVELS, Unit, read_units
from app.documents.write.county_papers import UnitLine
from app.model.beside.handed_over import for_the_county
from app.model.draft import draft_bytes, open_draft
from app.model.files import FileProblem, is_folder, is_there, make_folder, write_atomic, write_changed
from app.model.finding import Finding
from app.model.kept.remarks import UNIT_KEY
from app.model.report import Organ, Report

_MOST_OF_A_NAME = 60  # characters: with what stands around it, what Linux takes of Chinese ones


@dataclass(frozen=True)
class Summary:
    """A sum with all that goes with it: the draft, its own check, and what the collection's rules say."""

    overview: Overview
    total: Sum
    report: Report
    checked: Checked
    county: County
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Every unit due is in it, no file is unclaimed, and no rule of the collection asks anything."""
        return not self.total.missing and not self.overview.unclaimed and not any(f.blocks for f in self.findings)


def collect(
    folder: Path,
    *,
    units: Path | None = None,
    year: int | None = None,
    organ: str | None = None,
    add: Sequence[Path] = (),
    today: datetime.date | None = None,
    progress: Progress | None = None,
) -> Overview:
    """Make or refresh 收集.gkhj of this folder and read what came. FileProblem when the folder or the list cannot be used."""
    day = today or datetime.date.today()
    make_folder(folder)
    collection = started(open_collection(folder), units, year, organ, day)
    taken = None
    if add:
        for each in add:
            if not os.path.exists(each):
                raise FileProblem(f"找不到文件“{each}”。请检查路径，或看看它是否被移走、改名。")
        taken = take_in(folder, collection, add, day)
        collection = taken.collection
    found = seen(folder, collection, progress)
    save_collection(found.collection, folder)
    if taken is not None and taken.refused:
        raise FileProblem(
            f"收入 {len(taken.placed)} 份，有 {len(taken.refused)} 份没有收入：{''.join(taken.refused[:3])}"
        )
    return found


def started(
    collection: Collection | None, units: Path | None, year: int | None, organ: str | None, today: datetime.date
) -> Collection:
    """The collection as it is, or a new one, with what was said of it now."""
    collection = collection or Collection(year=year or today.year - 1, organ=organ or "")
    if year is not None:
        collection = replace(collection, year=year)
    if organ is not None:
        collection = replace(collection, organ=organ.strip())
    if units is not None:
        collection = with_list(collection, read_units(units))
    return collection


def with_list(collection: Collection, units: Sequence[Unit]) -> Collection:
    """The collection with a new list of units, which keep what a person called them before."""
    known = {unit.name: unit for unit in collection.units}
    return replace(collection, units=tuple(_with_learned(each, known.get(each.name)) for each in units), listed=True)


def _with_learned(unit: Unit, known: Unit | None) -> Unit:
    """A unit of a new list keeps the aliases that a person gave it."""
    for alias in known.aliases if known else ():
        unit = unit.also_called(alias)
    return unit


def seen(folder: Path, collection: Collection, progress: Progress | None = None) -> Overview:
    """Every file of the folder, given to its unit; nothing is written but the throw-away cache."""
    cache = Cache()
    try:
        gathered = gather(folder, cache, progress)
    finally:
        cache.close()
    days = dict(collection.arrived)
    for each in gathered.versions:
        if each.path not in days:
            days[each.path] = _day_of(each.path, folder)
    return overview(replace(collection, arrived=days), gathered.versions)


def _day_of(path: str, folder: Path) -> str:
    """收到/2026-01-12/… says the day; of a file that lies loose it is that of its last change."""
    parts = path.split("/")
    if parts[0] == ARRIVED and len(parts) > 2:
        return parts[1]
    try:
        return datetime.date.fromtimestamp((folder / path).stat().st_mtime).isoformat()
    except (OSError, ValueError, OverflowError):
        return ""


def report_of(folder: Path, version: Version) -> Report:
    """The report of a version: as it was read, or read again. FileProblem when that cannot be."""
    cache = Cache()
    try:
        kept = cache.report(version.digest)
    finally:
        cache.close()
    return kept if kept is not None else for_the_county(load(folder / version.path))


def keep_drafts(folder: Path, found: Overview) -> list[Path]:
    """底稿/单位.gknb of every version that counts, for opening in the ordinary window; FileProblem when one cannot be written."""
    made = []
    for each in found.standings:
        if each.version is None or not each.version.readable or each.status in (Status.WRONG_YEAR, Status.DUPLICATE):
            continue
        path = folder / DRAFTS / f"{as_file_name(each.unit.name)}.gknb"
        report = report_of(folder, each.version)
        data = draft_bytes(replace(report, extra={**report.extra, UNIT_KEY: each.unit.name}))
        write_changed(path, data)
        made.append(path)
    return made


def mend_here(folder: Path, collection: Collection, standing: Standing) -> tuple[Path, Collection]:
    """代改/单位.gknb: a copy of the version that counts, to be changed by the county; what came stays as it came.

    FileProblem when there is no version, or it cannot be written.
    """
    if standing.version is None or not standing.version.readable:
        raise FileProblem(f"{standing.unit.name}还没有能读的年报，不能代改。")
    path = folder / MENDED / f"{as_file_name(standing.unit.name)}.gknb"
    if not is_there(path):
        report = report_of(folder, standing.version)
        make_folder(path.parent)
        write_atomic(path, draft_bytes(replace(report, extra={**report.extra, UNIT_KEY: standing.unit.name})))
    seen = {each.digest for each in (standing.version, *standing.others) if each} | set(standing.decision.seen)
    return path, collection.decided(standing.unit.name, seen=tuple(sorted(seen)), accepted="")


def as_file_name(name: str) -> str:
    """A unit's name as part of a file's name, another for every unit: where it had to be changed, its sum stands behind it."""
    made = "".join("_" if each in '\\/:*?"<>|' or not each.isprintable() else each for each in name)[:_MOST_OF_A_NAME]
    return made if made == name else f"{made}~{zlib.crc32(name.encode()):08x}"


def summarise(
    folder: Path,
    *,
    units: Path | None = None,
    organ: str | None = None,
    year: int | None = None,
    reach: str = AREA,
    last_year: Report | None = None,
    today: datetime.date | None = None,
    progress: Progress | None = None,
) -> Summary:
    """The sum of a folder, with or without a 收集.gkhj; nothing in the folder is changed."""
    if not is_folder(folder):
        raise FileProblem(f"找不到文件夹“{folder}”。请检查路径。")
    known = open_collection(folder)
    collection = started(known, units, year, organ, today or datetime.date.today())
    found = seen(folder, collection, progress)
    if known is None and year is None:
        found = overview(replace(found.collection, year=_usual_year(found) or collection.year), _all(found))
    return summed(folder, found, reach, last_year)


def _all(found: Overview) -> Iterator[Version]:
    for each in found.standings:
        yield from each.others
        if each.version is not None:
            yield each.version
    yield from found.unclaimed
    yield from found.summaries


def _usual_year(found: Overview) -> int:
    """The year of most files, where nobody said which: a folder holds one year's reports, and a few of last year's by mistake."""
    years = [each.year for each in _all(found) if each.year]
    return max(set(years), key=lambda year: (years.count(year), year)) if years else 0


def summed(folder: Path, found: Overview, reach: str = AREA, last_year: Report | None = None) -> Summary:
    """The sum of what was found, compared with the summary that the folder holds, if there is one."""
    total = sum_of(found, reach)
    kept = _kept_summary(folder, found)
    base = kept or (last_year and replace(last_year, figures={}, texts={}))
    organ = Organ(name=found.collection.organ, kind="county_government", scope="summary")
    if base is not None:
        organ = replace(base.organ, name=found.collection.organ or base.organ.name)
    report = summary_report(found, total, organ)
    if kept is not None:  # all that the county did with it stays: texts, reasons, what was sent, 已公布
        report = replace(kept, **{each: getattr(report, each) for each in ("edition", "organ", "year", "figures")})
    previous = last_year or (kept.previous if kept else None) or _last_summary(folder, found.collection)
    if previous is not None:
        report = attach_last_year(report, previous)

    def passage(version: Version, wanted: int) -> str:
        return next((each for each in sentences_of(report_of(folder, version)) if mark(each) == wanted), "")

    county = County(found, kept, reach, total, passage)
    levels = kept.levels.levels if kept else {}
    return Summary(found, total, report, examine(report), county, tuple(check_county(county, levels)))


def _last_summary(folder: Path, collection: Collection) -> Report | None:
    """The county's own report of last year, where last year's folder is there and holds it."""
    place = place_of_last_year(collection, folder)
    try:
        return open_draft(place / SUMMARY) if place is not None and os.path.exists(place / SUMMARY) else None
    except FileProblem:
        return None


def _kept_summary(folder: Path, found: Overview) -> Report | None:
    """汇总.gknb of the folder, or the summary that lies among the files."""
    if is_there(folder / SUMMARY):
        return open_draft(folder / SUMMARY)
    return report_of(folder, found.summaries[-1]) if found.summaries else None


def stamp(standing: Standing) -> str:
    """盖章件：甲.pdf，数据取自甲.docx; "" where there is none."""
    if not standing.stamped or standing.version is None:
        return ""
    names = "、".join(each.path.rsplit("/", 1)[-1] for each in standing.stamped)
    return f"盖章件：{names}，数据取自{standing.version.path.rsplit('/', 1)[-1]}"


def unit_lines(total: Sum, found: Overview) -> list[UnitLine]:
    """Every unit of the list for an export; only those that are counted have figures."""
    counted = set(total.counted)
    return [
        UnitLine(
            name=each.unit.name,
            group=each.unit.group,
            level=LEVELS[each.unit.level],
            state=words(each),
            note="；".join(
                filter(None, (each.error or each.unit.note, "县里代改" if each.mended_here else "", stamp(each)))
            ),
            file=each.version.path if each.version else "",
            figures={
                cell: figure
                for cell in total.form.cells
                if each.unit.name in counted and each.version and (figure := each.version.figure(cell)) is not None
            },
        )
        for each in found.standings
    ]


def coverage(total: Sum, found: Overview) -> list[str]:
    """What is printed under a summary: who is in it, who is not and why."""
    lines = [
        f"汇总范围：{REACHES[total.reach]}。应报 {found.due} 个单位，已报 {found.reported} 个，计入 {len(total.counted)} 个。"
    ]
    if total.counted:
        lines.append(f"计入：{'、'.join(total.counted)}。")
    if total.missing:
        lines.append(f"没有计入（还没有可用的年报）：{'、'.join(total.missing)}。")
    if total.excluded:
        lines.append(f"不计入：{'；'.join(f'{name}（{why}）' for name, why in total.excluded.items())}。")
    if ours := [each.unit.name for each in found.standings if each.counts and each.mended_here]:
        lines.append(f"县里代改后计入：{'、'.join(ours)}。")
    if found.collection.units_explained:
        lines.append(f"单位数变动说明：{found.collection.units_explained}")
    return lines
