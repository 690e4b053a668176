"""Papers of the county office: the letter of a 退回, the sum as a workbook, and every unit's figures as CSV."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook

from app.documents.write.blocks import Grid, Paper, Text
from app.documents.write.outline import chinese_date, outline
from app.documents.write.to_xlsx import BODY_FONT, HEADING_FONT, bordered, figure_into, grid_sheet, safe, saved
from app.documents.write.working_papers import signatures, words_table
from app.form.schema import Cell
from app.model.figures import digits
from app.model.report import Report


@dataclass(frozen=True)
class UnitLine:
    """One unit in the list of a sum: how it stands, and its figures by cell."""

    name: str
    group: str
    level: str
    state: str
    note: str
    file: str
    figures: Mapping[Cell, Decimal]


def sum_workbook(summary: Report, units: Sequence[UnitLine], notes: Sequence[str]) -> bytes:
    """The three tables in the official grid, 各单位 (units × cells), 名单与说明."""
    book = Workbook()
    book.remove(book.worksheets[0])
    paper = outline(summary)
    for grid in paper.blocks:
        if isinstance(grid, Grid):
            grid_sheet(book.create_sheet(summary.form.table(grid.key).short), grid, summary)
    _each_unit(book, summary, units)
    _list(book, units, notes)
    return saved(book, paper.title, paper.author)


def _each_unit(book: Workbook, summary: Report, units: Sequence[UnitLine]) -> None:
    sheet = book.create_sheet("各单位")
    cells = summary.form.cells
    for column, words in enumerate(("单位", *(summary.form.name(cell) for cell in cells)), 1):
        sheet.cell(1, column, words).font = HEADING_FONT if column == 1 else BODY_FONT
    for row, unit in enumerate(units, 2):
        sheet.cell(row, 1, safe(unit.name)).font = BODY_FONT
        for column, cell in enumerate(cells, 2):
            figure_into(sheet.cell(row, column), unit.figures.get(cell))
    sheet.column_dimensions["A"].width = 32
    sheet.freeze_panes = "B2"


def _list(book: Workbook, units: Sequence[UnitLine], notes: Sequence[str]) -> None:
    sheet = book.create_sheet("名单与说明")
    rows = [("单位", "类别", "级别", "状态", "说明", "来件")]
    rows += [tuple(map(safe, (u.name, u.group, u.level, u.state, u.note, u.file))) for u in units]
    bordered(sheet, rows)
    for number, note in enumerate(notes, len(rows) + 2):
        sheet.cell(number, 1, safe(note)).font = BODY_FONT
    for letter, width in zip("ABCDEF", (32, 12, 8, 14, 50, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def sum_csv(summary: Report, units: Iterable[UnitLine]) -> bytes:
    """One line a unit and cell, UTF-8 with BOM: 单位 类别 级别 计入 地址 名称 数值; a blank is an empty field."""
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(("单位", "类别", "级别", "状态", "地址", "项目", "数值"))
    for unit in units:
        for cell in summary.form.cells:
            figure = unit.figures.get(cell)
            value = "" if figure is None else digits(figure)
            out.writerow(
                (*map(safe, (unit.name, unit.group, unit.level, unit.state)), str(cell), summary.form.name(cell), value)
            )
    return text.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class ReturnLetter:
    """The words of one 退回: heading, opening, (place, what stands, what is asked) of each remark, closing lines."""

    title: str
    unit: str
    issuer: str
    opening: str
    rows: Sequence[tuple[str, str, str]]
    closing: Sequence[str]


def return_paper(letter: ReturnLetter) -> Paper:
    """The letter as it is printed."""
    rows = [(str(number), *row) for number, row in enumerate(letter.rows, 1)]
    blocks = [
        Text("title", letter.title),
        Text("body", f"{letter.unit}："),
        Text("body", letter.opening),
        words_table(
            "remarks", ("序号", "位置", "现在写的", "请改正或说明"), rows, (28, 110, 64, 240), frozenset({1, 2, 3})
        ),
        *(Text("body", line) for line in letter.closing),
        *signatures("经办人", "联系电话", "日期"),
    ]
    return Paper(letter.title.replace("\n", ""), letter.issuer, tuple(blocks))


_CHASED = ("单位", "情况", "期限", "联系人", "电话")
Row = tuple[str, str, str, str, str]


def chasing_workbook(organ: str, year: int, rows: Sequence[Row]) -> bytes:
    """催报名单: a row a unit."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "催报名单"
    bordered(sheet, [("序号", *_CHASED), *((str(n), *map(safe, row)) for n, row in enumerate(rows, 1))])
    for letter, width in zip("ABCDEF", (6, 34, 26, 14, 16, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    return saved(book, f"{organ}{year}年政府信息公开工作年度报告催报名单", organ)


def chasing_paper(organ: str, year: int, rows: Sequence[Row], today: datetime.date, contact: str) -> Paper:
    """催报名单 as a letter to all."""
    title = f"{year}年政府信息公开工作年度报告\n催报名单"
    numbered = [(str(number), *row) for number, row in enumerate(rows, 1)]
    blocks = [
        Text("title", title),
        Text(
            "body", f"截至{chinese_date(today)}，下列 {len(rows)} 个单位还没有报送，或者退回后还没有改好，请尽快报来。"
        ),
        words_table("chased", ("序号", *_CHASED), numbered, (28, 160, 96, 62, 46, 50), frozenset({1, 2})),
        *([Text("body", f"联系：{contact}。")] if contact else []),
        *signatures("经办人", "联系电话", "日期"),
    ]
    return Paper(title.replace("\n", ""), organ, tuple(blocks))
