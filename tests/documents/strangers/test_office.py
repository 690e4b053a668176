"""A thousand tables of nobody: no figure is another than the one that is seen, and none is missing without a word."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from app.documents.read.readers import raw_of
from app.documents.recognise.report import recognise
from tests.documents.strangers.office import FORMATS, stranger
from tests.reports import balanced

OF_EACH = 100


@pytest.mark.parametrize("form", FORMATS)
def test_a_figure_is_what_is_seen_or_missing_with_a_doubt(form: str) -> None:
    read = 0
    for seed in range(OF_EACH):
        chance = random.Random(f"{form} {seed}")
        report = balanced(seed, chance.choice(("2021", "2021", "2019")), 2025, most=chance.choice((9, 300)))
        table = report.form.tables[seed % 3]
        found = stranger(report, table, form, chance)
        imported = recognise(raw_of(found.data, found.name), found.name)
        said = {doubt.where for doubt in imported.doubts}
        for cell, seen in found.truth.items():
            figure = imported.report.figure(cell)
            about = f"seed {seed}: {cell} shows {seen}, read as {figure}"
            if figure is not None:
                assert figure == seen, about
                read += 1
            else:
                told = {str(cell), f"{cell.table}/{cell.row}", cell.table} & said
                assert told, f"{about} without a doubt"
    assert Decimal(read) > OF_EACH * 8  # and most are read
