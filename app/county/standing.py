"""Where each unit stands: which files are its, which version counts, what is still to be done; nothing is guessed."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.county.arrived.versions import Version
from app.county.collection import Collection, Decision
from app.county.places import MENDED
from app.county.units import Names, Unit, group_of, level_of
from app.form import edition_for
from app.model.characters import folded
from app.model.finding import Verdict
from app.model.kept.remarks import Remark, remark_from_dict


class Status(StrEnum):
    """As `summarise --json` names them."""

    REPORTED = "reported"
    MISSING = "missing"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"
    UNCLAIMED = "unclaimed"
    WRONG_YEAR = "wrong_year"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class Standing:
    """One unit and its files. `version`: the one that counts or would; `others`: its further files.

    `status`, `error`: why it does not count, or what is wrong although it does. `later`: came after the accepted version.
    """

    unit: Unit
    status: Status
    version: Version | None = None
    others: tuple[Version, ...] = ()
    error: str = ""
    later: Version | None = None
    decision: Decision = Decision()

    @property
    def counts(self) -> bool:
        """Whether its figures go into a sum."""
        return self.status is Status.REPORTED and self.version is not None and self.version.edition in _ADDED

    @property
    def stamped(self) -> tuple[Version, ...]:
        """Scans of the paper beside the file that the figures are taken from."""
        readable = self.version is not None and self.version.readable
        return tuple(each for each in self.others if _is_scan(each)) if readable else ()

    @property
    def mended_here(self) -> bool:
        """代改: the county's own changes count."""
        version = self.version
        return (
            version is not None
            and version.path.startswith(f"{MENDED}/")
            and any(each.readable and each.content != version.content for each in self.others)
        )

    @property
    def accepted(self) -> bool:
        """已审定: the version that counts is the one that was frozen."""
        return self.version is not None and self.decision.accepted == self.version.digest

    @property
    def own_remarks(self) -> tuple[Remark, ...]:
        """What the county itself wrote to the unit, beside what the rules say."""
        return tuple(map(remark_from_dict, self.decision.remarks))

    @property
    def verdict(self) -> str:
        return self.version.verdict if self.version is not None else ""


_ADDED = ("2021", "2021-single")
"""Editions whose figures can be added up to a report of 2021's form."""


@dataclass(frozen=True)
class Overview:
    """A collection as it stands: its units in the list's order, and the files that belong to none."""

    collection: Collection
    standings: tuple[Standing, ...]
    unclaimed: tuple[Version, ...]
    summaries: tuple[Version, ...] = ()

    @property
    def due(self) -> int:
        return sum(each.unit.counted for each in self.standings)

    @property
    def reported(self) -> int:
        return sum(each.status is Status.REPORTED for each in self.standings)

    def standing(self, unit: str) -> Standing | None:
        return next((each for each in self.standings if each.unit.name == unit), None)


def overview(collection: Collection, versions: Iterable[Version]) -> Overview:
    """Give each file to its unit: by a person's word, 稿号, key, exact name; what is left is unclaimed.

    Without a list the units are those that the readable files name.
    """
    versions = tuple(each for each in versions if each.digest not in collection.ignored)
    summaries = tuple(each for each in versions if _is_summary(each, collection))
    known = Names(collection.units)
    files = [each for each in versions if each not in summaries and not _of_the_summary(each, collection, known)]
    units = collection.units if collection.listed else _units_found(collection, files)
    names = Names(units)
    files_of: dict[str, list[Version]] = defaultdict(list)
    unclaimed: list[Version] = []
    owner_of_code: dict[str, str] = {}
    waiting: list[Version] = []
    for each in files:
        owner = _owner(each, collection, names)
        if owner is None:
            waiting.append(each)
        else:
            files_of[owner].append(each)
            owner_of_code.update(dict.fromkeys(each.codes, owner))
    paired = _beside_its_word(files_of)
    for each in waiting:
        owner = next((owner_of_code[code] for code in each.codes if code in owner_of_code), None)
        owner = owner or (paired.get(_pair(each.path)) if _is_scan(each) else None)
        if owner is None:
            unclaimed.append(each)
        else:
            files_of[owner].append(each)
    standings = tuple(_standing(unit, files_of.get(unit.name, []), collection) for unit in units)
    return Overview(collection, standings, tuple(unclaimed), summaries)


_SCANS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")
_STAMPED = re.compile(r"[\s_\-（(【\[]*(?:已)?(?:盖章|签章|扫描|签字|红头)(?:版|件|稿|扫描件|后)*[）)】\]]*")


def _is_scan(version: Version) -> bool:
    """A picture of a paper: nothing can be read of it, it proves the stamp."""
    return not version.readable and version.path.lower().endswith(_SCANS)


def _pair(path: str) -> tuple[str, str]:
    """(folder, name without ending and without 盖章版, 扫描件): a Word and its scan that came together have the same."""
    folder, _, name = path.rpartition("/")
    return folder, folded(_STAMPED.sub("", name.rpartition(".")[0]))


def _beside_its_word(files_of: Mapping[str, Sequence[Version]]) -> dict[tuple[str, str], str]:
    """What a scan is called -> the unit whose readable file is called so, where that is one unit only."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for unit, files in files_of.items():
        for each in files:
            owners[_pair(each.path)].add(unit)
    return {pair: next(iter(units)) for pair, units in owners.items() if len(units) == 1 and pair[1]}


def _is_summary(version: Version, collection: Collection) -> bool:
    """The county's own summary lying among the files is what is made of them, not one of them."""
    return (
        version.readable
        and version.scope == "summary"
        and bool(collection.organ)
        and folded(version.name) == folded(collection.organ)
        and version.year == collection.year
    )


def _of_the_summary(version: Version, collection: Collection, names: Names) -> bool:
    """A copy or paper of the county's own report, exported beside it under its title: no unit sent it."""
    title = f"{collection.organ}{collection.year}年"
    beside = bool(collection.organ) and version.path.startswith(title) and "/" not in version.path
    return beside and version.digest not in collection.claims and names.find(collection.organ) is None


def _owner(version: Version, collection: Collection, names: Names) -> str | None:
    said = collection.claims.get(version.digest)
    if said is not None:
        return names.find(said)
    if not version.readable:
        return None
    return (names.find(version.unit_key) if version.unit_key else None) or names.find(version.name)


def _units_found(collection: Collection, versions: Sequence[Version]) -> tuple[Unit, ...]:
    """The units that files name, beside those that are known already."""
    found = {folded(unit.name): unit for unit in collection.units}
    taken = {folded(name) for unit in collection.units for name in unit.names}
    for each in versions:
        if each.readable and each.name and folded(each.name) not in taken and each.digest not in collection.claims:
            unit = Unit(each.name, group=group_of(each.name, each.kind), level=level_of(each.name, each.kind))
            found[folded(each.name)] = unit
            taken.add(folded(each.name))
    return tuple(found.values())


def _standing(unit: Unit, files: Sequence[Version], collection: Collection) -> Standing:
    decision = collection.decision(unit.name)
    files = [each for each in files if each.digest not in decision.scans]
    readable = [each for each in files if each.readable]
    current = [each for each in readable if each.year == collection.year]
    if not unit.counted:
        version = current[-1] if current else None
        rest = tuple(each for each in files if each is not version)
        return Standing(unit, Status.EXCLUDED, version, rest, unit.note or "单位名单里写明不计入", decision=decision)
    if not files:
        return Standing(unit, Status.MISSING, error="还没有报来", decision=decision)
    if not readable:
        return Standing(unit, Status.UNREADABLE, files[-1], tuple(files[:-1]), files[-1].error, decision=decision)
    if not current:
        return Standing(
            unit, Status.WRONG_YEAR, readable[-1], (), _wrong_year(readable[-1], collection), decision=decision
        )
    version, later = _chosen(current, decision)
    rest = tuple(each for each in files if each is not version)
    if version is None:
        several = "、".join(each.path.rsplit("/", 1)[-1] for each in _different(current))
        mended = _mended(current, decision)
        error = f"来了几份不一样的，没有选定：{several}。请选定哪一份为准"
        if mended is not None:
            error = f"退回后又报来“{mended.path.rsplit('/', 1)[-1]}”，还没有采用。请看过以后选定"
        shown = mended or current[-1]
        return Standing(
            unit,
            Status.DUPLICATE,
            shown,
            tuple(f for f in files if f is not shown),
            error,
            mended,
            decision,
        )
    return Standing(unit, Status.REPORTED, version, rest, _fault(version, collection), later, decision)


def _wrong_year(version: Version, collection: Collection) -> str:
    if not version.year:
        return f"没有读出是哪一年的年报，应为{collection.year}年。请核实后退回，或由本单位补上年份"
    return f"这是{version.year}年的年报，应为{collection.year}年。请退回，请单位报{collection.year}年的"


def _different(current: Sequence[Version]) -> list[Version]:
    """One of each content."""
    return list({each.content: each for each in current}.values())


def _chosen(current: Sequence[Version], decision: Decision) -> tuple[Version | None, Version | None]:
    """(the version that counts, what came after the accepted one). None: several differ and nobody has chosen."""
    by_digest = {each.digest: each for each in current}
    if decision.accepted and decision.accepted in by_digest:
        accepted = by_digest[decision.accepted]
        after = [each for each in current if each.content != accepted.content and each.digest not in decision.seen]
        return accepted, after[-1] if after else None
    ours = [each for each in current if each.path.startswith(f"{MENDED}/")]
    if ours and all(each in ours or each.digest in decision.seen for each in current):
        return ours[-1], None
    if decision.chosen and decision.chosen in by_digest:
        return by_digest[decision.chosen], None
    if len(_different(current)) > 1:
        return None, None
    return current[0], None


def _mended(current: Sequence[Version], decision: Decision) -> Version | None:
    """The one that came after a 退回, where all else that came is what was sent back."""
    returned = {each.content for each in decision.returns if each.content}
    others = {each.content: each for each in current if each.content not in returned}
    return next(iter(others.values())) if returned and len(others) == 1 else None


def _fault(version: Version, collection: Collection) -> str:
    """What is wrong with a version that is of the right unit and year."""
    if version.edition not in _ADDED:
        return f"用的是旧表样（{version.edition}），不能相加，没有计入。请退回，请单位用{edition_for(collection.year).key}表样重报"
    if version.edition == "2021-single":
        return "表三“其他处理”没有分成三行，这一行没有计入（其余各行已计入）。请退回，请单位分成三行"
    return ""


def accepted(collection: Collection, standing: Standing, version: Version) -> Collection:
    """审定: this version counts from now on, whatever comes later."""
    seen = tuple(sorted(each.digest for each in (standing.version, *standing.others) if each))
    return collection.decided(standing.unit.name, accepted=version.digest, chosen=version.digest, seen=seen)


_DATE = re.compile(r"(\d{4})\s*[-.年/]\s*(\d{1,2})\s*[-.月/]\s*(\d{1,2})\s*日?")


def iso_date(words: str) -> str:
    """2026-1-20, 2026.1.20, 2026年1月20日 as 2026-01-20; "" when it is no date."""
    found = _DATE.fullmatch(words.strip())
    try:
        return datetime.date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def days_late(deadline: str, today: datetime.date) -> int:
    """Days since a deadline; 0 before it, and where what stands there is no date."""
    try:
        return max(0, (today - datetime.date.fromisoformat(deadline)).days)
    except ValueError:
        return 0


def words(standing: Standing, today: datetime.date | None = None) -> str:
    """The state as the window and the lists say it."""
    version = standing.version
    decision = standing.decision
    match standing.status:
        case Status.MISSING:
            return "未报"
        case Status.UNREADABLE:
            return "读不出"
        case Status.WRONG_YEAR:
            return "非本年"
        case Status.DUPLICATE:
            return "改后再报" if standing.later is not None else "重复"
        case Status.EXCLUDED:
            return "不计入"
        case _:
            pass
    if decision.published:
        return "已公布"
    if standing.later is not None:
        return "改后再报"
    if standing.accepted:
        return "已审定"
    if version and version.edition not in _ADDED:
        return "旧表样"
    if decision.returns and version and not _answered(standing):
        times = len(decision.returns)
        late = days_late(decision.returns[-1].deadline, today or datetime.date.today())
        return f"已退回（第 {times} 次{f'，逾期 {late} 天' if late > 0 else ''}）"
    if version and version.verdict in (Verdict.ERRORS.value, Verdict.INCOMPLETE.value):
        errors = version.counts.get("error", 0)
        return f"有错误 {errors}" if errors else "没填完"
    if version and version.verdict == Verdict.NEEDS_REASON.value:
        return f"待说明 {version.counts.get('query', 0)}"
    return "可汇总"


def _answered(standing: Standing) -> bool:
    """Whether something else than what was sent back has come since."""
    last = standing.decision.returns[-1]
    return bool(standing.version and last.content and standing.version.content != last.content)
