"""收集.gkhj, the list of units, whose file is whose: whatever they hold is an answer; what a person decided is kept."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli import main
from app.county.acts import collect, seen, summarise
from app.county.arrived.versions import version_of
from app.county.collection import (
    Collection,
    Decision,
    collection_bytes,
    open_collection,
    parse_collection,
    save_collection,
)
from app.county.exchange.sending import ask_back, send_back
from app.county.places import NAME
from app.county.standing import Status, accepted, iso_date, words
from app.county.summing import apart
from app.county.units import Names, Unit, read_units, within_county
from app.form.schema import Cell
from app.model.beside.sent import copy_code
from app.model.draft import save_draft
from app.model.files import FileProblem
from app.model.kept.remarks import Remark, parse_letter
from app.model.report import Report
from tests.reports import balanced

NAMES = ("青禾县林业局", "青禾县水利局", "青禾县河口镇人民政府")


def unit_report(name: str, seed: int = 1, year: int = 2025) -> Report:
    report = balanced(seed, year=year)
    return replace(report, organ=replace(report.organ, name=name))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "年报"
    place.mkdir()
    for number, name in enumerate(NAMES):
        save_draft(unit_report(name, number), place / f"{number}.gknb")
    return place


def test_round_trip_keeps_what_it_does_not_know() -> None:
    data = json.loads(collection_bytes(Collection(2025, "青禾县人民政府", units=(Unit("甲局", ("甲",)),))))
    data |= {"later": [1]}
    data["units"][0]["new"] = "x"
    again = json.loads(collection_bytes(parse_collection(json.dumps(data).encode(), NAME)))
    assert again == data


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(
    "format year organ deadline units listed claims ignored arrived decisions last_year units_explained x".split()
)


@given(st.dictionaries(keys, json_values) | json_values)
def test_any_json_is_a_collection_or_a_sentence(value: object) -> None:
    try:
        parse_collection(json.dumps(value).encode(), NAME)
    except FileProblem as problem:
        assert str(problem).endswith("。")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_letter_or_a_sentence(data: bytes) -> None:
    with pytest.raises(FileProblem):
        parse_letter(data, "a.gkth")


def test_units_of_a_list(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(
        "关于年报的单位名单\r\n单位名称,简称,曾用名,级别,计入,说明\r\n甲局,甲,老甲局；更老的甲局,本级,是,\r\n乙镇人民政府,,,,否,垂直\r\n".encode(
            "gb18030"
        )
    )
    one, two = read_units(path)
    assert one == Unit("甲局", ("甲", "老甲局", "更老的甲局"), "县直部门", "own")
    assert (two.level, two.counted, two.note) == ("below", False, "垂直")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("单位名称\n甲局\n甲 局\n", "第 3 行的“甲 局”与第 2 行重复"),
        ("单位名称,级别\n甲局,省级\n", "第 2 行的级别写的是“省级”"),
        ("单位名称,级别\n,本级\n", "第 2 行没有写单位名称"),
        ("名字\n甲局\n", "没有“单位名称”这一列"),
        ("单位名称\n", "一个单位也没有"),
    ],
)
def test_a_list_that_cannot_be_used_says_the_row(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileProblem, match=said):
        read_units(path)


def test_a_unit_is_found_by_its_exact_names_only() -> None:
    found = Names((Unit("青禾县林业局", ("林业局", "林业")), Unit("青禾县水利局", ("水利局", "林业")), Unit("林业局")))
    assert found.find("青禾县林业局") == "青禾县林业局"
    assert found.find(" 青禾县 林业局 ") == "青禾县林业局"
    assert found.find("林业局") == "林业局"  # another unit's full name goes before an alias
    assert found.find("林业") is None  # two have it
    assert found.find("青禾县林业") is None and found.find("") is None


def test_a_claim_becomes_an_alias_and_a_choice_ends_a_duplicate(folder: Path) -> None:
    save_draft(unit_report("林业", 0), folder / "简称.gknb")
    changed = unit_report(NAMES[1], 77)
    save_draft(changed, folder / "又一份.gknb")
    (folder.parent / "名单.csv").write_text("单位名称\n" + "\n".join(NAMES), encoding="utf-8")
    found = collect(folder, units=folder.parent / "名单.csv", year=2025, organ="青禾县人民政府")
    assert [each.path for each in found.unclaimed] == ["简称.gknb"]
    assert found.standing(NAMES[1]).status is Status.DUPLICATE  # type: ignore[union-attr]
    collection = found.collection.claimed(found.unclaimed[0].digest, NAMES[0], "林业")
    standing = found.standing(NAMES[1])
    assert standing and standing.version
    collection = collection.decided(NAMES[1], chosen=standing.version.digest)
    save_collection(collection, folder)
    found = collect(folder)
    assert not found.unclaimed
    assert [each.status for each in found.standings] == [Status.REPORTED] * 3
    assert open_collection(folder).unit(NAMES[0]).aliases == ("林业",)  # type: ignore[union-attr]


def test_what_comes_after_the_accepted_version_does_not_count(folder: Path) -> None:
    found = collect(folder, year=2025, organ="青禾县人民政府")
    standing = found.standing(NAMES[0])
    assert standing and standing.version
    save_collection(accepted(found.collection, standing, standing.version), folder)
    save_draft(unit_report(NAMES[0], 55), folder / "改后.gknb")
    again = summarise(folder)
    now = again.overview.standing(NAMES[0])
    assert now and now.version and words(now) == "改后再报"
    assert now.version.digest == standing.version.digest
    assert [f.rule for f in again.findings] == ["A508"]


def test_returning_twice_says_what_was_not_mended(folder: Path) -> None:
    collect(folder, year=2025, organ="青禾县人民政府")
    today = datetime.date(2026, 1, 15)
    collection = open_collection(folder)
    assert collection
    save_collection(collection.decided(NAMES[0], remarks=({"text": "第五部分太短，请写具体。"},)), folder)
    letter, standing, collection = ask_back(folder, NAMES[0], today, "2026-01-20")
    assert letter.number == 1 and Remark("第五部分太短，请写具体。") in letter.remarks
    send_back(folder, letter, standing, collection)
    state = seen(folder, open_collection(folder) or Collection()).standing(NAMES[0])
    assert state and words(state).startswith("已退回（第 1 次")
    second, _, _ = ask_back(folder, NAMES[0], today)
    assert second.number == 2 and {r.text for r in second.open_before} == {r.text for r in letter.remarks}


def test_the_same_report_from_two_units_is_asked(folder: Path) -> None:
    (folder.parent / "名单.csv").write_text("单位名称\n" + "\n".join(NAMES) + "\n青禾县农业局", encoding="utf-8")
    save_draft(unit_report("农业", 0), folder / "农业.gknb")
    found = collect(folder, units=folder.parent / "名单.csv", year=2025)
    save_collection(found.collection.claimed(found.unclaimed[0].digest, "青禾县农业局"), folder)
    assert [f.rule for f in summarise(folder).findings] == ["A511"]


def test_a_total_typed_over_is_compared_and_attributed(folder: Path, tmp_path: Path) -> None:
    first = summarise(folder, year=2025, organ="青禾县人民政府")
    cell = Cell.parse("applications/granted/natural_person")
    share = unit_report(NAMES[2], 2).figures[cell]
    typed = first.report.with_figures({cell: first.total.figures[cell] - share})
    save_draft(typed, folder / "汇总.gknb")
    again = summarise(folder)
    found = next(f for f in again.findings if f.rule == "A501" and cell in f.involved)
    assert NAMES[2] in found.message and f"差 {share}" in found.message
    assert [each.cell for each in again.county.differences] == [cell]


def test_taking_in_copies_byte_for_byte_and_never_over(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "x" / "年报.docx", tmp_path / "y" / "年报.docx"
    for path, data in ((one, b"1"), (two, b"2")):
        path.parent.mkdir()
        path.write_bytes(data)
    day = datetime.date(2026, 1, 12)
    collect(folder, year=2025, add=[one], today=day)
    collect(folder, add=[two, one], today=day)
    came = folder / "收到" / "2026-01-12"
    assert {path.name: path.read_bytes() for path in came.iterdir()} == {"年报.docx": b"1", "年报（2）.docx": b"2"}


def test_what_cannot_be_done_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "s.gknb")
    assert main(["summarise", str(tmp_path / "没有"), "-o", out]) == 2
    (tmp_path / "空").mkdir()
    assert main(["summarise", str(tmp_path / "空"), "-o", out]) == 2
    assert main(["shares", str(tmp_path / "空"), "没有/这/格"]) == 2
    assert main(["remarks", str(tmp_path / "空"), "--unit", "甲局"]) == 2
    (tmp_path / "空" / NAME).write_bytes(b"{")
    assert main(["collect", str(tmp_path / "空")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 5 and "Traceback" not in said


def test_single_other_row_is_said_and_the_rest_counts(tmp_path: Path) -> None:
    report = balanced(3, edition="2021-single")
    save_draft(replace(report, organ=replace(report.organ, name=NAMES[0])), tmp_path / "a.gknb")
    made = summarise(tmp_path, year=2025)
    standing = made.overview.standings[0]
    assert standing.status is Status.REPORTED and "其他处理" in standing.error
    assert not [cell for cell in made.total.figures if cell.row.startswith("other_")]
    assert (
        made.total.figures[Cell.parse("applications/received/total")]
        == report.figures[Cell.parse("applications/received/total")]
    )


def test_decisions_that_say_nothing_are_not_kept() -> None:
    assert Collection().decided("甲局", chosen="").decisions == {}
    assert Collection().decided("甲局", chosen="x").decisions == {"甲局": Decision(chosen="x")}


def test_a_paper_without_a_name_is_known_by_the_code_in_its_footer(folder: Path) -> None:
    (folder.parent / "名单.csv").write_text("单位名称\n" + "\n".join(NAMES), encoding="utf-8")
    report = unit_report(NAMES[0], 0)
    code = copy_code(report)
    paper = replace(report, organ=replace(report.organ, name=""), imported=True, copy_code=code)
    save_draft(paper, folder / "没有名称的送审稿.gknb")
    found = collect(folder, units=folder.parent / "名单.csv", year=2025)
    assert not found.unclaimed
    standing = found.standing(NAMES[0])
    assert standing and [each.path for each in standing.others] == ["没有名称的送审稿.gknb"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-01-20", "2026-01-20"),
        ("2026-1-20", "2026-01-20"),
        ("2026.1.20", "2026-01-20"),
        ("2026/1/20", "2026-01-20"),
        (" 2026年1月20日 ", "2026-01-20"),
        ("2026-02-30", ""),
        ("1月20日", ""),
        ("20260120", ""),
        ("", ""),
    ],
)
def test_a_deadline_as_people_write_it(words: str, expected: str) -> None:
    assert iso_date(words) == expected


def test_what_tells_two_versions_apart() -> None:
    one = version_of("甲.gknb", "1", unit_report(NAMES[0]))
    figures = unit_report(NAMES[0]).with_figures({Cell.parse("disclosure/licences/decisions"): Decimal(99)})
    texts = unit_report(NAMES[0]).with_text("problems", "别的话。")
    was = unit_report(NAMES[0]).figures[Cell.parse("disclosure/licences/decisions")]
    assert apart([one, version_of("乙.gknb", "2", figures)]) == f"数不同的有 1 格：表二 行政许可（{was}、99）。"
    assert apart([one, version_of("乙.gknb", "2", texts)]) == "数都一样，文字不同。"


@pytest.mark.parametrize(
    ("name", "organ", "expected"),
    [
        ("青禾县河口镇人民政府", "青禾县人民政府", "河口镇人民政府"),
        ("国家税务总局青禾县税务局", "青禾县人民政府", "国家税务总局青禾县税务局"),
        ("青禾县", "青禾县人民政府", "青禾县"),
        ("青禾县林业局", "青禾县政务公开办", "青禾县林业局"),
        ("青禾县林业局", "", "青禾县林业局"),
    ],
)
def test_a_name_among_the_countys_own(name: str, organ: str, expected: str) -> None:
    assert within_county(name, organ) == expected


def test_what_the_county_exports_beside_the_files_is_nothing_that_came(folder: Path) -> None:
    save_collection(Collection(2025, "青禾县人民政府", units=tuple(map(Unit, NAMES)), listed=True), folder)
    title = "青禾县人民政府2025年政府信息公开工作年度报告"
    for name in (f"{title}（送审稿）.docx", f"{title}（审核说明）.docx", "催报名单.xlsx", "汇总（2）.csv"):
        (folder / name).write_bytes(b"x")
    assert not summarise(folder).overview.unclaimed
    for name in (
        "青禾县人民政府办公室2025年政府信息公开工作年度报告.docx",
        f"收到/{title}.docx",
        "催报名单的回复.docx",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
        assert [each.path for each in summarise(folder).overview.unclaimed] == [name]
        (folder / name).unlink()
