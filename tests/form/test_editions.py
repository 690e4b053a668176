"""The form as data is the official form, cell by cell, and its public names never change."""

from __future__ import annotations

import json

import pytest

from app.form import EDITIONS, edition_for
from app.form.layout import layout
from app.form.schema import Cell
from app.model.totals import computed, equations
from tests.where import TESTS

OFFICIAL = json.loads((TESTS / "data/form/tables_2021.json").read_text("utf-8"))["tables"]
ALL_TABLES = [(edition.key, table.key) for edition in EDITIONS.values() for table in edition.tables]


@pytest.mark.parametrize("key", ["disclosure", "applications", "disputes"])
def test_edition_2021_is_the_official_grid_cell_by_cell(key):
    made, official = layout(EDITIONS["2021"].table(key)), OFFICIAL[key]
    assert (made.rows, made.columns) == (official["rows"], official["columns"])
    labels = sorted([b.row, b.column, b.rows, b.columns, b.text] for b in made.boxes if b.kind != "figure")
    assert labels == sorted(official["labels"])
    assert sorted([b.row, b.column, b.columns] for b in made.boxes if b.kind == "figure") == sorted(official["figures"])


@pytest.mark.parametrize(("edition", "table"), ALL_TABLES)
def test_every_square_is_covered_once(edition, table):
    made = layout(EDITIONS[edition].table(table))
    squares = [
        (row, column)
        for box in made.boxes
        for row in range(box.row, box.row + box.rows)
        for column in range(box.column, box.column + box.columns)
    ]
    assert sorted(squares) == [(row, column) for row in range(made.rows) for column in range(made.columns)]


@pytest.mark.parametrize(("edition", "table"), ALL_TABLES)
def test_preferred_breaks_only_divide_the_label(edition, table):
    for box in layout(EDITIONS[edition].table(table)).boxes:
        assert not box.lines or "".join(box.lines) == box.text


@pytest.mark.parametrize(
    ("edition", "figures", "relations", "filled"),
    [
        ("2021", [10, 175, 15], [39, 3], 34),
        ("2019", [22, 161, 15], [37, 3], 32),
        ("2021-single", [10, 161, 15], [37, 3], 32),
    ],
)
def test_counts_of_figures_relations_and_totals(edition, figures, relations, filled):
    form = EDITIONS[edition]
    assert [len(table.cells) for table in form.tables] == figures
    assert [len(equations(table)) for table in form.tables if table.relations] == relations
    assert len(computed(form)) == filled


def test_edition_2019_has_its_own_columns():
    form = EDITIONS["2019"]
    labels = [box.text for box in layout(form.table("disclosure")).boxes]
    for word in (
        "本年新制作数量",
        "对外公开总数量",
        "上一年项目数量",
        "本年增/减",
        "采购项目数量",
        "第二十条第（九）项",
        "规范性文件",
    ):
        assert word in labels
    assert form.kind(Cell("disclosure", "licences", "change")) == "signed"
    assert layout(form.table("applications")).rows == 26
    handled = next(box for box in layout(form.table("applications")).boxes if box.text == "三、本年度办理结果")
    assert handled.rows == 20


def test_headings_are_as_exported():
    assert [part.heading for part in EDITIONS["2021"].parts] == [
        "",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


@pytest.mark.parametrize(
    ("year", "key"), [(2018, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")]
)
def test_the_year_decides_the_edition(year, key):
    assert edition_for(year).key == key


def test_public_addresses_never_change():
    """Frozen: these names stand in drafts, in --json and in spreadsheets."""
    frozen = (TESTS / "data/form/addresses.txt").read_text("utf-8").split()
    assert [f"{form.key}:{cell}" for form in EDITIONS.values() for cell in form.cells] == frozen


@pytest.mark.parametrize("text", ["applications/received", "a/b/c/d", ""])
def test_a_bad_address_is_refused(text):
    with pytest.raises(ValueError):
        Cell.parse(text)


def test_places_are_named_in_official_words():
    form = EDITIONS["2021"]
    assert form.name(Cell("applications", "granted", "natural_person")) == "表三 自然人·（一）予以公开"
    assert form.name(Cell("disclosure", "fees", "amount")) == "表二 行政事业性收费"
    assert form.name(Cell("disclosure", "regulations", "issued")) == "表二 规章·本年制发件数"
    assert form.name(Cell("disputes", "litigation_direct", "total")) == "表四 行政诉讼·未经复议直接起诉·总计"
    assert len({form.name(cell) for cell in form.cells}) == len(form.cells)
