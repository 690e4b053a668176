"""Last year's folder: its units, what became of them, the starter files made from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.county.acts import seen, summed
from app.county.changes import changes_since
from app.county.collection import Collection, open_collection, save_collection
from app.county.exchange.last_year import open_last_year, with_last_year
from app.county.exchange.starters import hand_out
from app.county.units import Unit
from app.form.schema import Cell
from app.model.draft import open_draft, save_draft
from app.model.files import FileProblem
from app.model.kept.levels import Levels
from app.model.kept.remarks import UNIT_KEY
from app.model.report import Organ, Report
from tests.reports import filled

CARRIED_OUT = Cell.parse("applications/carried_out/total")
CARRIED_IN = Cell.parse("applications/carried_in/total")


def report(name: str, year: int = 2024) -> Report:
    made = filled()
    return replace(made, year=year, previous=None, organ=replace(made.organ, name=name))


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """Last year: three units in files nobody listed, and one that did not report in a form that adds up."""
    place = tmp_path / "2024年报"
    place.mkdir()
    for number, name in enumerate(("青禾县林业局", "青禾县水利局", "青禾县农业局")):
        save_draft(report(name), place / f"{number}.gknb")
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "2025年报"
    place.mkdir()
    return place


def linked(folder: Path, before: Path, collection: Collection) -> Collection:
    made = with_last_year(collection, folder, before, open_last_year(before, 2024))
    save_collection(made, folder)
    again = open_collection(folder)
    assert again == made
    return made


def test_the_units_of_an_unlisted_folder_become_this_years(folder: Path, before: Path) -> None:
    made = linked(folder, before, Collection(2025))
    assert made.listed and [unit.name for unit in made.units] == ["青禾县林业局", "青禾县水利局", "青禾县农业局"]
    assert made.last_year == "../2024年报" and made.last_units == tuple(unit.name for unit in made.units)


def test_a_list_that_was_read_stays(folder: Path, before: Path) -> None:
    units = (Unit("青禾县水务局", ("青禾县水利局",)), Unit("青禾县数据局"))
    made = linked(folder, before, Collection(2025, units=units, listed=True))
    assert made.units == units and len(made.last_units) == 3


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ((Unit("甲局"), Unit("乙局")), ""),
        ((Unit("甲局"), Unit("新乙局", ("乙局",))), ""),  # renamed: the number did not change
        ((Unit("甲局"), Unit("乙局"), Unit("丙局")), "新增 1 个（丙局）"),
        ((Unit("甲局"),), "减少 1 个（乙局）"),
        ((Unit("丁局", ("甲局", "乙局")),), "丁局由甲局、乙局合并"),
        ((Unit("甲局"), Unit("乙局", counted=False)), "今年不计入 1 个（乙局）"),
        ((Unit("甲 局"), Unit("乙局", ("甲局",))), ""),  # a full name goes before an alias of another
    ],
)
def test_what_became_of_last_years_units(units: tuple[Unit, ...], expected: str) -> None:
    assert changes_since(("甲局", "乙局"), units).words() == expected


def test_a_change_wants_a_word_and_is_content_with_one(folder: Path, before: Path) -> None:
    collection = linked(folder, before, Collection(2025, units=(Unit("青禾县林业局"),), listed=True))

    def said(of: Collection) -> list[str]:
        return [each.message for each in summed(folder, seen(folder, of)).findings if each.rule == "A510"]

    assert said(collection) == [
        "上年 3 个单位，今年 1 个：减少 2 个（青禾县水利局、青禾县农业局）。请写单位数变动说明。"
    ]
    assert said(replace(collection, units_explained="两个局撤并")) == []


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda place: [each.unlink() for each in place.iterdir()], "里没有2024年的年报，也没有单位名单"),
        (lambda place: save_collection(Collection(2023), place), "是2023年的，去年应为2024年"),
        (lambda place: place.rename(place.with_name("移走")), "找不到去年的文件夹"),
    ],
)
def test_a_folder_that_is_not_last_years_is_one_sentence(before: Path, spoil, sentence: str) -> None:
    spoil(before)
    with pytest.raises(FileProblem, match=sentence):
        open_last_year(before, 2024)


def test_starters_hold_the_name_the_year_and_what_is_carried_over(folder: Path, before: Path) -> None:
    units = (
        Unit("青禾县林业局"),
        Unit("青禾县水务局", ("青禾县水利局",)),
        Unit("青禾县河口镇人民政府"),
        Unit("青禾县气象局", counted=False, note="垂直管理"),
    )
    collection = linked(folder, before, Collection(2025, units=units, listed=True))
    levels = Levels("青禾县政务公开办", {"P404": "note"})
    save_draft(Report("2021", Organ("青禾县人民政府", scope="summary"), 2025, levels=levels), folder / "汇总.gknb")
    made = hand_out(folder, collection, units, open_last_year(before, 2024), before)
    assert [(each.unit, each.last_year, each.why) for each in made] == [
        ("青禾县林业局", True, ""),
        ("青禾县水务局", True, ""),
        ("青禾县河口镇人民政府", False, "去年的文件夹里没有这个单位"),
    ]
    drafts = {each.unit: open_draft(each.path) for each in made}
    renamed = drafts["青禾县水务局"]
    assert renamed.organ.name == "青禾县水务局" and renamed.organ.phone == filled().organ.phone
    assert renamed.year == 2025 and renamed.previous and renamed.previous.year == 2024 and renamed.auto_totals
    assert renamed.figures[CARRIED_IN] == filled().figures[CARRIED_OUT]
    assert renamed.extra[UNIT_KEY] == "青禾县水务局" and renamed.levels == levels
    town = drafts["青禾县河口镇人民政府"]
    assert town.organ.kind == "town_government" and town.previous is None and not town.figures
    assert sorted(path.name for path in (folder / "下发").iterdir()) == [
        "青禾县林业局2025.gknb",
        "青禾县水务局2025.gknb",
        "青禾县河口镇人民政府2025.gknb",
    ]


def test_a_starter_comes_back_under_any_name_and_is_its_units(folder: Path, before: Path) -> None:
    units = (Unit("青禾县林业局"), Unit("青禾县水利局"))
    collection = linked(folder, before, Collection(2025, units=units, listed=True))
    (first, _) = hand_out(folder, collection, units, open_last_year(before, 2024), before)
    draft = open_draft(first.path)
    save_draft(draft.with_organ(name="林业"), folder / "改了名.gknb")
    found = seen(folder, collection)
    assert [each.status.value for each in found.standings] == ["reported", "missing"] and not found.unclaimed


def test_merged_units_get_no_last_year_that_is_only_one_of_them(folder: Path, before: Path) -> None:
    units = (Unit("青禾县农业水利局", ("青禾县水利局", "青禾县农业局")),)
    (made,) = hand_out(folder, Collection(2025), units, open_last_year(before, 2024), before)
    assert not made.last_year and made.why == "去年是几个单位，请单位自己相加"


def test_the_countys_own_last_year_goes_into_the_summary(folder: Path, before: Path) -> None:
    save_draft(report("青禾县人民政府"), before / "汇总.gknb")
    save_draft(report("青禾县林业局", 2025), folder / "林业.gknb")
    collection = linked(folder, before, Collection(2025, "青禾县人民政府"))
    made = summed(folder, seen(folder, collection)).report
    assert made.previous and made.previous.organ.name == "青禾县人民政府" and made.previous.year == 2024
