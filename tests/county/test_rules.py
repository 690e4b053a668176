"""Every rule of a collection has a case that passes and one that fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from app.county.arrived.versions import Version, mark, version_of
from app.county.collection import Collection
from app.county.rules import COUNTY_RULES, County, check_county
from app.county.standing import Overview, overview
from app.county.summing import summary_report
from app.county.units import Unit
from app.form.schema import Cell
from app.model.finding import Level
from app.model.report import Organ, Report
from tests.reports import balanced

NAMES = ("甲局", "乙局", "丙镇人民政府")
LICENCES = Cell.parse("disclosure/licences/decisions")
RECEIVED = Cell.parse("applications/received/total")
LONG = "全面推进决策执行管理服务结果公开并逐项明确公开的主体时限方式和渠道"


def version(name: str, seed: int, path: str = "", **changes: Decimal) -> Version:
    report = balanced(seed)
    report = replace(report, organ=replace(report.organ, name=name))
    report = report.with_figures({Cell.parse(address.replace("__", "/")): value for address, value in changes.items()})
    return version_of(path or f"{name}.gknb", f"{name}{seed}{path}", report)


def whole(*more: Version, collection: Collection | None = None) -> Overview:
    """Three units that all reported, and what is added."""
    units = (Unit("甲局"), Unit("乙局"), Unit("丙镇人民政府", group="乡镇街道", level="below"))
    base = collection or Collection(year=2025, organ="青禾县人民政府")
    base = replace(base, units=base.units or units, listed=True)
    return overview(base, (*(version(name, seed) for seed, name in enumerate(NAMES)), *more))


def plain() -> County:
    return with_summary(whole())


def with_summary(found: Overview, change: Callable[[Report], Report] = lambda report: report) -> County:
    county = County(found)
    made = summary_report(found, county.total, Organ("青禾县人民政府", scope="summary"))
    return County(found, change(made))


def decided(**changes: object) -> County:
    collection = Collection(year=2025, organ="青禾县人民政府").decided("甲局", **changes)
    return with_summary(whole(collection=collection))


def texts(name: str, seed: int, sentences: tuple[str, ...]) -> Version:
    return replace(version(name, seed), sentences=tuple(map(mark, sentences)))


def alike() -> County:
    shared = tuple(f"{LONG}{word}" for word in "甲乙丙丁戊")
    units = (Unit("甲局"), Unit("乙局"))
    collection = Collection(year=2025, units=units, listed=True)
    return County(overview(collection, (texts("甲局", 0, shared), texts("乙局", 1, shared))))


def far_off() -> County:
    one = version("甲局", 0, disclosure__licences__decisions=Decimal(3000))
    before = tuple(Decimal(30) if cell == LICENCES else None for cell in balanced(0).form.cells)
    collection = Collection(year=2025, units=(Unit("甲局"),), listed=True)
    return County(overview(collection, (replace(one, before=before),)))


FAILING: dict[str, Callable[[], County]] = {
    "A501": lambda: with_summary(whole(), lambda report: report.with_figures({LICENCES: Decimal(1)})),
    "A502": lambda: County(
        overview(
            Collection(year=2025, units=(*(Unit(name) for name in NAMES), Unit("丁局")), listed=True), whole_versions()
        )
    ),
    "A503": lambda: County(whole(version("甲局", 7, "又.gknb"))),
    "A504": alike,
    "A505": far_off,
    "A506": lambda: with_summary(whole(), lambda report: report.with_text("overview", "全县共有5个部门报送。")),
    "A507": lambda: with_summary(whole(), lambda report: report.with_figures({RECEIVED: Decimal(0)})),
    "A508": lambda: decided(accepted="gone"),
    "A509": lambda: decided(published="http://example.cn/1", page="表三一格网页为空"),
    "A510": lambda: with_summary(
        whole(collection=Collection(year=2025, organ="青禾县人民政府", last_units=("甲局", "丁局")))
    ),
    "A511": lambda: County(
        overview(
            Collection(year=2025, units=(Unit("甲局"), Unit("乙局")), listed=True, claims={"x": "乙局"}),
            (version("甲局", 0), replace(version("甲局", 0), digest="x", path="乙.gknb")),
        )
    ),
    "A512": lambda: with_summary(in_doubt()),
}


def in_doubt(**decisions: object) -> Overview:
    """甲局 sent a page that holds two reports."""
    page = replace(version("甲局", 0, "甲.html"), doubts=("文件里不止一份年报，读入的是“甲局2025年”这一份",))
    collection = Collection(2025, units=tuple(Unit(name) for name in NAMES), listed=True).decided("甲局", **decisions)
    return overview(collection, (page, *whole_versions()[1:]))


def test_what_is_read_in_doubt_is_asked_until_it_was_looked_at() -> None:
    (asked,) = [each for each in check_county(County(in_doubt())) if each.rule == "A512"]
    assert "甲局的“甲.html”读得不确定：文件里不止一份年报" in asked.message
    digest = in_doubt().standings[0].version.digest  # type: ignore[union-attr]
    assert not check_county(County(in_doubt(accepted=digest)))


def whole_versions() -> tuple[Version, ...]:
    return tuple(version(name, seed) for seed, name in enumerate(NAMES))


def test_every_rule_has_a_failing_case() -> None:
    assert set(FAILING) == set(COUNTY_RULES)


@pytest.mark.parametrize("id", FAILING)
def test_the_failing_case_fails_and_the_plain_one_passes(id: str) -> None:
    found = {finding.rule: finding for finding in check_county(FAILING[id]())}
    assert id in found
    assert found[id].message.endswith("。") and found[id].basis
    assert check_county(plain()) == []


def test_levels_are_set_as_for_the_other_rules() -> None:
    (one,) = check_county(FAILING["A510"](), {"A510": "note"})
    assert one.level is Level.NOTE


def test_members_that_are_right_are_not_asked() -> None:
    said = "全县共有2个部门、1个乡镇报送，汇总3个单位。"
    assert check_county(with_summary(whole(), lambda report: report.with_text("overview", said))) == []
