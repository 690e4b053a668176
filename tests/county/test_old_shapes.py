"""The shapes that only an office program writes: each lands with its unit, and its figures in the sum, or is asked about."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from app.acts import render
from app.county.acts import summarise
from app.form.schema import Cell
from tests.county.offices import COUNTY, YEAR, names, report_of

SHAPES = {"doc": "docx", "rtf": "docx", "odt": "docx", "txt:Text (encoded):UTF8": "html", "xls": "xlsx", "ods": "xlsx"}
"""What LibreOffice is asked for: what it is made of."""


def test_each_of_them_counts_or_is_asked_about(
    tmp_path: Path, calc: Callable[[Path, str], Path], user_folder: Path
) -> None:
    came, made_of, list_of_units = tmp_path / "来件", tmp_path / "原稿", tmp_path / "单位.csv"
    came.mkdir()
    made_of.mkdir()
    due = names(12)[: len(SHAPES)]
    with list_of_units.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("单位名称",), *((name,) for name in due)])
    expected: dict[Cell, Decimal] = {}
    asked = ""
    for number, (name, (shape, form)) in enumerate(zip(due, SHAPES.items(), strict=True)):
        report = report_of(number, name)
        source = made_of / f"{name}{YEAR}年政府信息公开工作年度报告.{form}"
        source.write_bytes(render(report, (form,), None)[form])
        saved = calc(source, shape)
        (came / saved.name).write_bytes(saved.read_bytes())
        if shape == "xls":  # its properties are not read: whose it is must be asked
            asked = saved.name
            continue
        for cell, figure in report.figures.items():
            expected[cell] = expected.get(cell, Decimal(0)) + figure
    made = summarise(came, units=list_of_units, organ=COUNTY, year=YEAR)
    assert [(each.path, each.readable) for each in made.overview.unclaimed] == [(asked, True)]
    assert len(made.total.counted) == len(SHAPES) - 1
    assert dict(made.total.figures) == expected
