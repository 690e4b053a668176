"""Real grids, also spoilt ones: lost merges, lost boxes, page ends, headers in another order; never another figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.documents.recognise.raw import Raw, RawGrid, RawText, grid
from app.documents.recognise.report import Imported, recognise
from app.documents.recognise.tables import grids
from app.documents.recognise.tables.grids import read_grids
from app.documents.recognise.tables.harvest import Harvest
from app.form import EDITIONS
from app.form.layout import layout
from app.form.schema import Cell, Table
from app.model.report import Report
from tests.documents.recognise.shapes import words
from tests.reports import balanced

Boxes = list[list[tuple[str, int, int]]]  # rows of (words, rows covered, columns covered)


def boxes(report: Report, table: Table) -> Boxes:
    made = layout(table)
    rows: Boxes = [[] for _ in range(made.rows)]
    for box in sorted(made.boxes, key=lambda box: (box.row, box.column)):
        rows[box.row].append((words(report, box), box.rows, box.columns))
    return rows


def read(report: Report, spoil: Callable[[Boxes, Table], list[Boxes]]) -> Imported:
    items: list[RawText | RawGrid] = [RawText(f"{report.organ.name}{report.year}年政府信息公开工作年度报告")]
    for part in report.form.parts[1:]:
        items.append(RawText(part.heading))
        if part.table:
            items += [grid(rows) for rows in spoil(boxes(report, part.table), part.table)]
    return recognise(Raw(tuple(items)), "报告")


def wrong(report: Report, found: Imported) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    missing = set(found.missing)
    return {
        str(cell): (report.figure(cell), found.report.figure(cell))
        for cell in found.report.form.cells
        if cell not in missing and found.report.figure(cell) != report.figure(cell)
    }


def whole(rows: Boxes, table: Table) -> list[Boxes]:
    return [rows]


def without_merges_down(rows: Boxes, table: Table) -> list[Boxes]:
    return [[[(text, 1, along) for text, _, along in row] for row in rows]]


def in_two(rows: Boxes, table: Table) -> list[Boxes]:
    """A page end after the eighth row: what goes on over it is an empty box on the new page."""
    if table.key != "applications":
        return [rows]
    over = [box for box in layout(table).boxes if box.row < 8 < box.row + box.rows]
    empty = [("", box.row + box.rows - 8, box.columns) for box in sorted(over, key=lambda box: box.column)]
    return [rows[:8], [[*empty, *rows[8]], *rows[9:]]]


def without_any_merge(rows: Boxes, table: Table) -> list[Boxes]:
    return [[[(text, 1, 1) for text, _, _ in row] for row in rows]]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("spoil", [whole, in_two])
def test_a_grid_comes_back_whole(spoil: Callable[[Boxes, Table], list[Boxes]], edition: str) -> None:
    report = balanced(3, edition, 2020 if edition == "2019" else 2025)
    found = read(report, spoil)
    assert found.report.edition == edition
    assert found.missing == ()
    assert wrong(report, found) == {}


@settings(max_examples=150, deadline=None)
@example(seed=1134, edition="2021", spoil=in_two, lost=6, blank=0)  # two labels of （六）其他处理 are lost
@given(
    seed=st.integers(0, 10_000),
    edition=st.sampled_from(list(EDITIONS)),
    spoil=st.sampled_from([whole, without_merges_down, in_two, without_any_merge]),
    lost=st.integers(0, 6),
    blank=st.sampled_from((0, 2, 7)),
)
def test_lost_boxes_rows_and_merges_give_no_other_figure(
    seed: int, edition: str, spoil: Callable[[Boxes, Table], list[Boxes]], lost: int, blank: int
) -> None:
    chance = Random(seed)
    report = balanced(seed, edition, 2020 if edition == "2019" else 2025, most=99)
    report = report.with_figures({cell: None for cell in report.form.cells if chance.randint(1, 10) <= blank})

    def spoilt(rows: Boxes, table: Table) -> list[Boxes]:
        grids = [[list(row) for row in rows] for rows in spoil(rows, table)]
        for _ in range(lost):
            rows = chance.choice(grids)
            if not rows:
                continue
            if chance.random() < 0.3:
                rows.pop(chance.randrange(len(rows)))
            elif row := chance.choice(rows):
                row.pop(chance.randrange(len(row)))
        return grids

    assert wrong(report, read(report, spoilt)) == {}


def test_columns_in_another_order_are_read_by_their_headers() -> None:
    report = balanced(5)

    def swapped(rows: Boxes, table: Table) -> list[Boxes]:
        if table.key == "applications":
            for row in rows[2:]:  # 商业企业 and 科研机构 stand side by side in each row
                at = 0 if row is rows[2] else len(row) - 6
                row[at], row[at + 1] = row[at + 1], row[at]
        return [rows]

    found = read(report, swapped)
    assert wrong(report, found) == {}
    assert found.missing == ()


def test_a_header_typed_twice_leaves_both_columns_missing() -> None:
    report = balanced(1, "2019", 2019)

    def doubled(rows: Boxes, table: Table) -> list[Boxes]:
        return [
            [[("本年新制作数量" if text == "本年新公开数量" else text, d, a) for text, d, a in row] for row in rows]
        ]

    found = read(report, doubled)
    assert wrong(report, found) == {}
    assert {Cell("disclosure", "regulations", c) for c in ("made", "disclosed")} <= set(found.missing)
    assert Cell("disclosure", "regulations", "disclosed_total") not in found.missing


def test_a_row_that_the_form_does_not_have_is_said_and_not_taken() -> None:
    report = balanced(2)

    def added(rows: Boxes, table: Table) -> list[Boxes]:
        if table.key == "disclosure":
            rows.insert(3, [("其他主动公开文件", 1, 1), ("7", 1, 1), ("8", 1, 1), ("9", 1, 1)])
        return [rows]

    found = read(report, added)
    assert wrong(report, found) == {}
    assert any(doubt.where == "disclosure" and "其他主动公开文件" in doubt.found for doubt in found.doubts)


def test_a_report_printed_twice_with_different_figures_is_a_doubt() -> None:
    report = balanced(2)
    cell = Cell("applications", "received", "total")
    other = replace(report, figures={**report.figures, cell: Decimal(987)})

    def twice(rows: Boxes, table: Table) -> list[Boxes]:
        return [rows, boxes(other, table)]

    found = read(report, twice)
    assert cell in found.missing
    assert any(doubt.where == str(cell) and "两次" in doubt.note for doubt in found.doubts)
    assert len(found.missing) == 1


def test_two_editions_mixed_are_read_as_far_as_they_go() -> None:
    new, old = balanced(2, "2021"), balanced(2, "2019", 2021)

    def mixed(rows: Boxes, table: Table) -> list[Boxes]:
        return [boxes(old, old.form.table("disclosure")) if table.key == "disclosure" else rows]

    found = read(new, mixed)
    assert found.report.edition == "2021"
    assert {cell.table for cell in found.missing} == {"disclosure"}
    assert any(doubt.where == "disclosure" and "2019" in doubt.note for doubt in found.doubts)


@pytest.mark.parametrize("remark", ["", "2", "已核"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), beside=st.booleans())
def test_one_merged_box_and_one_column_more_shift_no_row(remark: str, seed: int, beside: bool) -> None:
    """Such a row has as many boxes as the form has columns; each of its figures was read one column off."""
    chance = Random(seed)
    report = balanced(seed, "2021", most=40)

    def spoil(rows: Boxes, table: Table) -> list[Boxes]:
        if table.key != "applications":
            return [rows]
        head = layout(table).header_rows
        rows[0].append(("备注", head, 1))
        for row in rows[head:]:
            row.append((remark, 1, 1))
        at = chance.randrange(head, len(rows) - 1)
        first = len(rows[at]) - 8  # seven figures and the remark stand last
        column = chance.randrange(6)
        text, down, along = rows[at][first + column]
        if beside:
            rows[at][first + column : first + column + 2] = [(text, down, along + 1)]
        else:
            rows[at][first + column] = (text, down + 1, along)
            del rows[at + 1][len(rows[at + 1]) - 8 + column]
        return [rows]

    found = read(report, spoil)
    assert not wrong(report, found)


def test_heads_printed_again_and_again_cost_no_more_than_their_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by the fuzz: below each head all the rest of the grid was looked through."""
    asked = 0

    def counted(*args: object) -> tuple[int, str | None]:
        nonlocal asked
        asked += 1
        return label_in(*args)  # type: ignore[arg-type]

    label_in = grids._label_in
    monkeypatch.setattr(grids, "_label_in", counted)
    numbers = []
    for times in (10, 40):
        asked = 0
        lines = [
            [("标签", 1, 1), ("自然人", 1, 1), ("商业企业", 1, 1), ("科研机构", 1, 1), ("总计", 1, 1)],
            [("总计", 1, 1)] * 5,
        ]
        read_grids([grid(lines * times * 10)], Harvest())
        numbers.append(asked)
    assert numbers[1] < 5 * numbers[0]
