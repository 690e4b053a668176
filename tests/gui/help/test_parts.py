"""The sentences offered for a narrative: true of the figures, and said as people say them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.form.schema import Cell
from app.gui.help.parts import offers
from app.model.report import Report
from app.model.words.texts import expand
from tests.reports import balanced, filled

PARTS = [narrative.key for part in balanced().form.parts for narrative in part.narratives]


def zeros() -> Report:
    report = balanced()
    return report.with_figures(dict.fromkeys(report.form.cells, Decimal(0)))


@pytest.mark.parametrize("key", PARTS)
@pytest.mark.parametrize("report", [zeros(), filled(), balanced(3)], ids=["zeros", "few", "many"])
def test_what_is_0_is_said_as_none(key: str, report: Report) -> None:
    for offer in offers(key, report):
        said = expand(offer.text, report)
        assert "0件" not in said.replace("10件", "").replace("20件", "") and "{" not in said, said


def test_each_clause_follows_its_own_figure() -> None:
    report = zeros().with_figures({Cell.parse("disclosure/licences/decisions"): Decimal(7)})
    (offer,) = offers("overview.proactive_disclosure", report)
    assert expand(offer.text, report).startswith("全年未制发行政规范性文件，没有废止文件，")
    assert "作出行政许可决定7件、未作出行政处罚决定" in expand(offer.text, report)
