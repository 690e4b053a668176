"""A: what must hold of a collection and of the sum made from it; a list of its own beside the rules of one report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from statistics import median

from app.county.alike import alike
from app.county.arrived.versions import Version
from app.county.changes import changes_since
from app.county.standing import Overview, Standing, Status
from app.county.summing import AREA, OWN, Difference, Sum, differences, sum_of
from app.form.schema import Cell
from app.model.figures import digits
from app.model.finding import Finding, Level
from app.model.report import Report
from app.model.words.texts import printed

_DUTY = "《政府信息公开条例》第四十九条"
_SCORED = "年度报告考核的通行要求"
_PEERS = 30  # units of one group, below which a median says nothing
_APART = 20
_MOST_GROUPS = 20  # of units with the same texts, told one by one
_WATCHED = tuple(
    Cell.parse(address)
    for address in (
        "disclosure/licences/decisions",
        "disclosure/penalties/decisions",
        "disclosure/coercive_measures/decisions",
        "applications/received/total",
        "applications/processed_total/total",
        "disputes/reconsideration/total",
        "disputes/litigation_direct/total",
    )
)


@dataclass(frozen=True)
class County:
    """All that a rule of a collection may see. `summary`: the report made from it, with its texts, if there is one yet.

    `known`: the sum, where it has been made already. `passage`: the words that a mark stands for, out of a version's texts; thousands of texts are not held at once.
    """

    overview: Overview
    summary: Report | None = None
    reach: str = AREA
    known: Sum | None = None
    passage: Callable[[Version, int], str] = lambda version, mark: ""

    @cached_property
    def total(self) -> Sum:
        return self.known or sum_of(self.overview, self.reach)

    @cached_property
    def differences(self) -> list[Difference]:
        return differences(self.overview, self.total, self.summary) if self.summary else []

    @property
    def readable(self) -> Iterator[Standing]:
        return (each for each in self.overview.standings if each.version is not None and each.version.readable)


Check = Callable[[County], Iterable[Finding]]


@dataclass(frozen=True)
class CountyRule:
    """As a rule of one report: `title` is the duty in the clerk's words, `basis` where it comes from."""

    id: str
    level: Level
    title: str
    basis: str
    check: Check


COUNTY_RULES: dict[str, CountyRule] = {}


def county_rule(id: str, level: Level, title: str, basis: str = _DUTY) -> Callable[[Check], Check]:
    """Register a check under its id."""

    def register(check: Check) -> Check:
        COUNTY_RULES[id] = CountyRule(id, level, title, basis, check)
        return check

    return register


def check_county(county: County, levels: Mapping[str, str] | None = None) -> list[Finding]:
    """Every finding of the collection, in the order of the rules; `levels`: what the office set for a rule."""
    found = []
    for each in COUNTY_RULES.values():
        level = Level((levels or {}).get(each.id, each.level)) if each.level is not Level.UNCHECKED else each.level
        found += [replace(finding, level=level, basis=each.basis) for finding in each.check(county)]
    return found


def _finding(rule: str, message: str, units: Sequence[str] = (), cells: Sequence[Cell] = (), **more: str) -> Finding:
    return Finding(rule, COUNTY_RULES[rule].level, message, involved=(*cells, *units), numbers=more)


@county_rule("A501", Level.QUERY, "汇总数等于各单位之和")
def _sum_differs(county: County) -> Iterator[Finding]:
    for each in county.differences:
        gap = each.units_sum - each.summary
        name = county.total.form.name(each.cell)
        because = (
            f"差 {digits(abs(gap))}＝{'、'.join(each.units)}·{name.split(' ', 1)[-1]}。"
            if each.units
            else f"相差 {digits(abs(gap))}。"
        )
        yield _finding(
            "A501",
            f"{name}：汇总稿填 {digits(each.summary)}，各单位之和是 {digits(each.units_sum)}，{because}请查这些单位，或写说明。",
            each.units,
            (each.cell,),
            summary=digits(each.summary),
            units_sum=digits(each.units_sum),
        )


@county_rule("A502", Level.UNCHECKED, "应报的单位都报了")
def _not_reported(county: County) -> Iterator[Finding]:
    absent = [each for each in county.overview.standings if each.unit.counted and each.status is not Status.REPORTED]
    absent = [each for each in absent if each.status is not Status.DUPLICATE]
    if absent:
        names = "、".join(each.unit.name for each in absent[:12])
        more = f"等 {len(absent)} 个单位" if len(absent) > 12 else ""
        yield _finding(
            "A502",
            f"还有 {len(absent)} 个单位没有能计入的年报：{names}{more}。汇总数里没有它们，请催报或在名单里写明不计入。",
            [each.unit.name for each in absent],
        )


@county_rule("A503", Level.ERROR, "一个单位只有一份为准")
def _versions_differ(county: County) -> Iterator[Finding]:
    for each in county.overview.standings:
        if each.status is Status.DUPLICATE:
            yield _finding("A503", f"{each.unit.name}{each.error}；选定以前不计入汇总。", [each.unit.name])


@county_rule("A504", Level.NOTE, "各单位的文字各写各的", _SCORED)
def _texts_alike(county: County) -> Iterator[Finding]:
    texts = {each.unit.name: each.version.sentences for each in county.readable if each.version}
    groups = sorted(alike(texts), key=lambda each: -len(each.names))
    of = {each.unit.name: each for each in county.readable}
    for group in groups[:_MOST_GROUPS]:
        first = of[group.names[0]]
        names = "、".join(group.names[:6]) + (f"等 {len(group.names)} 个单位" if len(group.names) > 6 else "")
        words = county.passage(first.version, group.passage) if first.version else ""
        example = f"，例如“{words[:60]}”" if words else ""
        yield _finding(
            "A504", f"{names}的文字有 {group.percent}% 相同{example}。请看看是不是照抄，需要时退回。", group.names
        )
    if rest := groups[_MOST_GROUPS:]:
        names = [name for group in rest for name in group.names]
        yield _finding("A504", f"还有 {len(rest)} 组 {len(names)} 个单位的文字也大半相同，没有一一列出。", names)


@county_rule("A505", Level.QUERY, "单位的数与自己上年、与同类单位相差不大", _SCORED)
def _far_off(county: County) -> Iterator[Finding]:
    peers = _peers(county)
    for each in county.readable:
        version = each.version
        if version is None or not each.counts:
            continue
        said = []
        for cell in _WATCHED:
            now = version.figure(cell)
            if now is None:
                continue
            then = version.last_year(cell)
            if then is not None and abs(now - then) >= _APART and abs(now - then) * 2 > then:
                name = county.total.form.name(cell)
                said.append((cell, f"{name}上年 {digits(then)}，今年 {digits(now)}"))
            elif then is None and (usual := peers.get((each.unit.group, cell))) and _far(now, *usual):
                name = county.total.form.name(cell)
                said.append((cell, f"{name}填 {digits(now)}，同类单位中位数是 {digits(usual[0])}"))
        if said:
            words = "；".join(words for _, words in said)
            yield _finding(
                "A505",
                f"{each.unit.name}的数变化大：{words}。请向单位核实。",
                [each.unit.name],
                [cell for cell, _ in said],
            )


def _peers(county: County) -> dict[tuple[str, Cell], tuple[Decimal, Decimal]]:
    """(group, cell) -> median and median distance from it, where at least 30 units of the group have a figure."""
    values: dict[tuple[str, Cell], list[Decimal]] = defaultdict(list)
    for each in county.readable:
        if each.version and each.counts:
            for cell in _WATCHED:
                if (figure := each.version.figure(cell)) is not None:
                    values[each.unit.group, cell].append(figure)
    found = {}
    for key, figures in values.items():
        if len(figures) >= _PEERS:
            middle = median(figures)
            found[key] = (middle, median(abs(figure - middle) for figure in figures))
    return found


def _far(figure: Decimal, middle: Decimal, distance: Decimal) -> bool:
    """Far from the peers: ten times the usual distance, and ten times the median itself; few such are right by chance."""
    apart = abs(figure - middle)
    return apart >= _APART and apart > 10 * distance and figure > 10 * max(middle, Decimal(2))


@county_rule("A506", Level.QUERY, "文字里的单位数与计入的单位数一致")
def _members_in_text(county: County) -> Iterator[Finding]:
    if county.summary is None:
        return
    towns = sum(each.unit.group == "乡镇街道" for each in county.overview.standings if each.counts)
    whole = len(county.total.counted)
    for key in county.summary.texts:
        for match in re.finditer(
            r"(?:全[县市区州旗]|汇总|所属|辖区?内?|涵盖|包括)[^。；，]{0,12}?(\d+)\s*(?:个|家)(单位|行政机关|部门|乡镇街道|镇街|乡镇|镇（?街道）?)",
            printed(county.summary, key),
        ):
            said, what = int(match[1]), match[2]
            counted = whole if what in ("单位", "行政机关") else whole - towns if what == "部门" else towns
            if said != counted:
                yield replace(
                    _finding(
                        "A506",
                        f"文中写“{match[0]}”，计入汇总的是 {counted} 个。请改文字，或核对单位名单。",
                        said=str(said),
                        counted=str(counted),
                    ),
                    quote=match[0],
                    part=key,
                )


@county_rule("A507", Level.NOTE, "本级的数不大于本行政区域的数")
def _own_above_area(county: County) -> Iterator[Finding]:
    if county.summary is None or county.reach != AREA:
        return
    own = sum_of(county.overview, OWN)
    above = [
        cell
        for cell, figure in own.figures.items()
        if (whole := county.summary.figure(cell)) is not None and figure > whole
    ]
    if above:
        words = "、".join(own.form.name(cell) for cell in above[:3])
        yield _finding(
            "A507",
            f"{words}等 {len(above)} 格，本级各单位之和比本行政区域的汇总数还大。请核对汇总稿的口径。",
            (),
            above,
        )


@county_rule("A508", Level.QUERY, "审定以后没有改动", _SCORED)
def _accepted_changed(county: County) -> Iterator[Finding]:
    for each in county.overview.standings:
        held = {version.digest for version in (each.version, *each.others) if version}
        if each.decision.accepted and each.decision.accepted not in held:
            yield _finding(
                "A508",
                f"{each.unit.name}审定的那一份不见了或被改动过。请重新审定，或从“收到”里找回原件。",
                [each.unit.name],
            )
        elif each.later is not None:
            name = each.later.path.rsplit("/", 1)[-1]
            yield _finding(
                "A508",
                f"{each.unit.name}审定以后又报来“{name}”，内容不同，没有计入。请看过以后采用或不采用。",
                [each.unit.name],
            )


@county_rule("A509", Level.QUERY, "公布的网页与审定的一致", _SCORED)
def _page_differs(county: County) -> Iterator[Finding]:
    for each in county.overview.standings:
        if each.decision.published and each.decision.page:
            yield _finding(
                "A509",
                f"{each.unit.name}公布的网页与审定的不一样：{each.decision.page}"
                f"{f'（{each.decision.page_on} 核对）' if each.decision.page_on else ''}。请通知单位更正，更正后再核对。",
                [each.unit.name],
            )


@county_rule("A510", Level.QUERY, "单位数变了要有说明", _SCORED)
def _units_changed(county: County) -> Iterator[Finding]:
    collection = county.overview.collection
    units = [each.unit for each in county.overview.standings]
    if not collection.last_units or collection.units_explained.strip():
        return
    changes = changes_since(collection.last_units, units)
    if changes:
        yield _finding(
            "A510",
            f"上年 {len(collection.last_units)} 个单位，今年 {county.overview.due} 个：{changes.words()}。请写单位数变动说明。",
            [*changes.new, *changes.gone, *changes.left_out, *changes.merged],
        )


@county_rule("A511", Level.QUERY, "一份年报只属于一个单位")
def _same_file(county: County) -> Iterator[Finding]:
    owners: dict[str, list[str]] = defaultdict(list)
    for each in county.overview.standings:
        contents = {version.content for version in (each.version, *each.others) if version and version.content}
        for content in contents:
            owners[content].append(each.unit.name)
    for names in owners.values():
        if len(names) > 1:
            yield _finding("A511", f"{'、'.join(names)}报来的是同一份年报。请核实是谁的，另一个单位退回。", names)


@county_rule("A512", Level.QUERY, "来件读得不确定的，对照原件看过", _SCORED)
def _read_in_doubt(county: County) -> Iterator[Finding]:
    """Until it is accepted: then a person has looked at it. What is said of several units alike is said once."""
    alike: dict[tuple[str, ...], list[Standing]] = defaultdict(list)
    for each in county.readable:
        if each.version and each.version.doubts and each.counts and not each.accepted:
            alike[each.version.doubts].append(each)
    for doubts, units in alike.items():
        names = [each.unit.name for each in units]
        file = units[0].version.path.rsplit("/", 1)[-1] if units[0].version else ""
        whose = f"{names[0]}的“{file}”" if len(names) == 1 else f"{'、'.join(names[:6])}等 {len(names)} 个单位的来件"
        said = "；".join(doubts[:3]) + (f"等 {len(doubts)} 处" if len(doubts) > 3 else "")
        yield _finding("A512", f"{whose}读得不确定：{said}。请对照原件；没有问题的，审定以后不再问。", names)
