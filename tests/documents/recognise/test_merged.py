"""One box merged, left out, put in or moved never shifts a figure: it stays what stands there, or the row is asked about."""

from __future__ import annotations

import random

import pytest

from app.documents.recognise.raw import Raw, RawGrid, RawText, grid
from app.documents.recognise.report import recognise
from app.form.layout import layout
from app.form.schema import Cell, Table
from app.model.report import Report
from tests.reports import balanced

Row = list[list]  # [words, rows, columns, whether it is a figure]


def rows_of(report: Report, table: Table) -> list[Row]:
    placed = layout(table)
    rows: list[Row] = [[] for _ in range(placed.rows)]
    for box in sorted(placed.boxes, key=lambda box: (box.row, box.column)):
        words = box.text if box.cell is None else str(report.figure(box.cell))
        rows[box.row].append([words, box.rows, box.columns, box.cell is not None])
    return rows


def disturbed(rows: list[Row], chance: random.Random) -> RawGrid:
    """The table with one or two boxes of its rows of figures not as they should be."""
    for _ in range(chance.choice((1, 1, 2))):
        i, j = chance.choice([(i, j) for i, row in enumerate(rows) for j, box in enumerate(row) if box[3]])
        row = rows[i]
        match chance.randrange(7):
            case 0:
                del row[j]
            case 1:
                row.insert(j, [str(chance.randint(1000, 9999)), 1, 1, True])
            case 2:
                row.insert(j, ["", 1, 1, True])
            case 3:
                row[j][2] += 1
            case 4:
                row[j][1] += 1
            case 5:
                row.insert(0, ["", 1, 1, False])
            case _:
                labels = [box for box in row if not box[3]] or row
                labels[-1][chance.choice((1, 2))] += 1
    return grid([[(words, down, along) for words, down, along, _ in row] for row in rows])


def seen(cell: Cell, table: Table, drawn: RawGrid) -> str | None:
    """The words that stand in the row and under the header of a figure; None when these are those of no one box."""
    box = next(box for box in layout(table).boxes if box.cell == cell)
    over = [c for c in drawn.cells if c.row <= box.row < c.row + c.rows and c.column < box.column + box.columns and box.column < c.column + c.columns]  # fmt: skip
    return over[0].text if len(over) == 1 else None


@pytest.mark.parametrize("seed", range(150))
def test_no_figure_is_shifted_without_a_word(seed: int) -> None:
    chance = random.Random(seed)
    edition = chance.choice(("2021", "2019"))
    report = balanced(seed, edition=edition, year=2020 if edition == "2019" else 2025, most=60)
    items: list[RawText | RawGrid] = [RawText(f"青禾县林业局{report.year}年政府信息公开工作年度报告")]
    drawn: dict[str, RawGrid] = {}
    for part in report.form.parts[1:]:
        items.append(RawText(part.heading))
        if part.table:
            drawn[part.table.key] = disturbed(rows_of(report, part.table), chance)
            items.append(drawn[part.table.key])
    found = recognise(Raw(tuple(items)), "报告")
    asked = {doubt.where for doubt in found.doubts}
    wrong = {
        str(cell): figure
        for cell, figure in found.report.figures.items()
        if figure != report.figure(cell)
        and str(figure) != seen(cell, report.form.table(cell.table), drawn[cell.table])
        and not {str(cell), f"{cell.table}/{cell.row}", cell.table} & asked
    }
    assert wrong == {}


def test_a_row_out_of_line_that_adds_up_is_read_and_asked() -> None:
    report = balanced(4, most=30)
    rows = rows_of(report, report.form.table("applications"))
    row = next(row for row in rows if row[0][0].startswith("二、上年结转"))
    row.insert(0, ["", 1, 1, False])
    drawn = grid([[(words, down, along) for words, down, along, _ in row] for row in rows])
    found = recognise(Raw((RawText("三、收到和处理政府信息公开申请情况"), drawn)), "报告")
    cell = Cell("applications", "carried_in", "business")
    assert found.report.figure(cell) == report.figure(cell)
    assert any(doubt.where == "applications/carried_in" and "没有对齐" in doubt.note for doubt in found.doubts)


def test_a_row_with_two_boxes_merged_is_missing_with_a_doubt() -> None:
    report = balanced(4, most=30)
    rows = rows_of(report, report.form.table("applications"))
    row = next(row for row in rows if row[0][0].startswith("二、上年结转"))
    del row[3]
    row[2][2] += 1
    drawn = grid([[(words, down, along) for words, down, along, _ in row] for row in rows])
    found = recognise(Raw((RawText("三、收到和处理政府信息公开申请情况"), drawn)), "报告")
    assert Cell("applications", "carried_in", "business") in found.missing
    assert any(doubt.where == "applications/carried_in" and "没有读入" in doubt.note for doubt in found.doubts)
