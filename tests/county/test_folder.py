"""A folder of 120 units: every planted fault is found and no other, the sum is an independent one's."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from app.cli import main
from app.county.acts import Summary, collect, summarise
from app.county.standing import Status
from app.form.schema import Cell
from app.gui.county.beside.findings_panel import FindingCard
from app.gui.county.window import CountyWindow
from app.model.draft import open_draft
from tests.county.offices import COUNTY, YEAR, Folder, build


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return build(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all: what was read once is not read again."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def at_home(user_folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_HOME", str(home))


@pytest.fixture
def made(folder: Folder) -> Summary:
    return summarise(folder.path, units=folder.units, organ=COUNTY, year=YEAR)


def independent_sum(folder: Folder) -> dict[Cell, Decimal]:
    """Added up from what was written, not from what was read."""
    total: dict[Cell, Decimal] = {}
    for report in folder.counted.values():
        for cell, figure in report.figures.items():
            total[cell] = total.get(cell, Decimal(0)) + figure
    return total


def test_the_sum_is_that_of_the_units(folder: Folder, made: Summary) -> None:
    assert set(made.total.counted) == set(folder.counted)
    assert dict(made.total.figures) == independent_sum(folder)


def by_fault(folder: Folder) -> dict[str, set[str]]:
    """The units and files of each planted fault."""
    planted: dict[str, set[str]] = {}
    for name, fault in folder.faults.items():
        planted.setdefault(fault, set()).add(name)
    return planted


def found_as_planted(folder: Folder, made: Summary) -> None:
    """Every planted fault, and no other."""
    planted = by_fault(folder)
    found = {status: {s.unit.name for s in made.overview.standings if s.status is status} for status in Status}
    for status in (Status.MISSING, Status.DUPLICATE, Status.WRONG_YEAR, Status.EXCLUDED):
        assert found[status] == planted[status.value], status
    assert {each.path for each in made.overview.unclaimed if each.readable} == planted["unclaimed"]
    assert {each.path for each in made.overview.unclaimed if not each.readable} == planted["unreadable"]
    errors = {s.unit.name for s in made.overview.standings if s.counts and s.version and s.version.counts.get("error")}
    assert errors == planted["errors"]
    rules = {finding.rule: finding for finding in made.findings}
    assert set(rules) == {"A502", "A503", "A504"}
    assert "例如“" in rules["A504"].message
    assert {place for place in rules["A504"].involved if isinstance(place, str)} == planted["alike"]


def test_every_planted_fault_is_found_and_no_other(folder: Folder, made: Summary) -> None:
    found_as_planted(folder, made)
    shapes = {path.suffix for path in folder.path.iterdir()}
    assert shapes == {".gknb", ".docx", ".xlsx", ".html", ".mht", ".wps", ".pdf"}


def test_the_window_finds_the_same(folder: Folder, qtbot: QtBot) -> None:
    collect(folder.path, units=folder.units, organ=COUNTY, year=YEAR)
    window = CountyWindow(folder.path)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.folder.idle and window.folder.summary is not None, timeout=60_000)
    made = window.folder.summary
    assert made and made.total.counted
    found_as_planted(folder, made)
    assert window.sum.document and dict(window.sum.document.report.figures) == independent_sum(folder)
    assert window.units.tally.text() == "应报 119 · 已报 116 · 未报 2 · 待选定 1 · 待认领 4"
    cards = "".join(each.accessibleName() for each in window.side.findings.findChildren(FindingCard))
    assert all(finding.message in cards for finding in made.findings) and window.primary.text() == "认领来件（4）"
    window.close()
    (folder.path / "收集.gkhj").unlink()


def test_a_second_time_nothing_is_read_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    first = summarise(folder.path, units=folder.units, organ=COUNTY, year=YEAR)
    monkeypatch.setattr("app.documents.read.reading.read_many", None)
    monkeypatch.setattr("app.county.arrived.gather.open_draft", None)
    again = summarise(folder.path, units=folder.units, organ=COUNTY, year=YEAR)
    assert again.total.figures == first.total.figures
    assert [s.status for s in again.overview.standings] == [s.status for s in first.overview.standings]


def test_the_command_line_writes_draft_workbook_and_csv(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = {name: tmp_path / f"汇总.{name}" for name in ("gknb", "xlsx", "csv")}
    command = [
        "summarise",
        str(folder.path),
        "--units",
        str(folder.units),
        "--organ",
        COUNTY,
        "--year",
        str(YEAR),
        "--json",
    ]
    assert main([*command, "-o", str(out["gknb"]), "--xlsx", str(out["xlsx"]), "--csv", str(out["csv"])]) == 1
    said = json.loads(capsys.readouterr().out)
    expected = independent_sum(folder)
    assert {Cell.parse(address): Decimal(value) for address, value in said["figures"].items()} == expected
    assert said["counted"] == len(folder.counted)
    assert said["excluded"] == [{"name": "青禾县第9工作局", "reason": "垂直管理，向上级报送"}]
    planted = by_fault(folder)
    for status in ("missing", "duplicate", "wrong_year", "excluded"):
        assert {unit["name"] for unit in said["units"] if unit["status"] == status} == planted[status], status
    for status in ("unclaimed", "unreadable"):
        assert {unit["file"] for unit in said["units"] if unit["status"] == status} == planted[status], status
    assert {unit["name"] for unit in said["units"] if unit["verdict"] == "errors" and unit["status"] == "reported"} == (
        planted["errors"]
    )
    rules = {finding["rule"] for finding in said["findings"]}
    assert {rule for rule in rules if rule.startswith("A")} == {"A502", "A503", "A504"}
    report = open_draft(out["gknb"])
    assert report.organ.scope == "summary" and report.organ.name == COUNTY and dict(report.figures) == expected
    sums = duckdb.sql(
        f"select 地址, sum(cast(数值 as decimal(30, 6))) from read_csv('{out['csv']}', header=true, all_varchar=true)"
        " where 数值 is not null and 数值 <> '' group by 1"
    ).fetchall()
    assert {Cell.parse(address): value for address, value in sums} == expected
    book = openpyxl.load_workbook(out["xlsx"])
    assert book.sheetnames == ["表二", "表三", "表四", "各单位", "名单与说明"]
    rows = list(book["各单位"].iter_rows(values_only=True))
    at = 1 + list(report.form.cells).index(Cell.parse("applications/received/total"))
    assert sum(row[at] or 0 for row in rows[1:]) == expected[Cell.parse("applications/received/total")]


def test_shares_and_remarks(folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    collect(folder.path, units=folder.units, organ=COUNTY, year=YEAR)
    assert main(["shares", str(folder.path), "applications/received/total", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["units"][0]["name"] == "青禾县第3工作局" and said["units"][0]["figure"] == "777"
    figures = [Decimal(each["figure"]) for each in said["units"]]
    assert figures == sorted(figures, reverse=True) and sum(figures) == Decimal(said["sum"])
    letter, paper = tmp_path / "退回.gkth", tmp_path / "退回.docx"
    assert (
        main(
            [
                "remarks",
                str(folder.path),
                "--unit",
                "青禾县第3工作局",
                "-o",
                str(letter),
                "--docx",
                str(paper),
                "--text",
            ]
        )
        == 0
    )
    words = capsys.readouterr().out
    assert "777" in words and "第 1 次退回" in words
    assert json.loads(letter.read_text(encoding="utf-8"))["unit"] == "青禾县第3工作局"
    assert paper.read_bytes()[:2] == b"PK"
    assert main(["remarks", str(folder.path), "--unit", "没有的局"]) == 2
    (folder.path / "收集.gkhj").unlink()
