"""How well the narrative rules judge sentences that were labelled before they were made; a table is printed."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from app.form.schema import Cell
from app.model.finding import Level
from app.model.report import Organ, Report
from app.rules import RULES, Case
from tests.test_sentences import EDITION, lines

NARRATIVE = [each for id, each in RULES.items() if id.startswith("N")]


def report(line: dict[str, Any], figures: dict[str, str], year: int = 2025, text: str = "") -> Report:
    """The report of a line: one sentence, one table; what is not listed is 0."""
    listed = {Cell.parse(address): Decimal(figure) for address, figure in figures.items()}
    organ = Organ(name=line["organ"], kind=line["kind"], scope=line["scope"])
    table = {cell: Decimal(0) for cell in EDITION.cells} | listed
    return Report("2021", organ, year, table, {line["part"]: text} if text else {})


def spoke(line: dict[str, Any]) -> set[str]:
    """The narrative rules that say something about the line, unchecked ones apart."""
    previous = None if line["previous"] is None else report(line, line["previous"], 2024)
    case = Case(report(line, line["figures"], text=line["text"]), previous)
    return {f.rule for each in NARRATIVE for f in each.check(case) if f.level is not Level.UNCHECKED}


def judge(half: str) -> tuple[Counter[str], list[tuple[dict[str, Any], set[str]]]]:
    """(totals, the lines judged wrongly with what was said): found, missed, false alarms, silent on a true line."""
    totals: Counter[str] = Counter()
    wrong = []
    for line in lines(half):
        said, allowed = spoke(line), {*line["expect"], *line["also"]}
        false = said - allowed
        hit = bool(line["expect"]) and bool(said & allowed)
        totals["found"] += hit
        totals["missed"] += bool(line["expect"]) and not hit
        totals["false"] += len(false)
        totals["silent"] += not line["expect"] and not false
        if false or (line["expect"] and not hit):
            wrong.append((line, said))
    return totals, wrong


def rates(totals: Counter[str]) -> tuple[float, float]:
    """(precision, recall)."""
    spoken = totals["found"] + totals["false"]
    return totals["found"] / max(1, spoken), totals["found"] / (totals["found"] + totals["missed"])


@pytest.mark.parametrize("half", ["tuned", "frozen", "usual_tuned", "usual_frozen"])
def test_sentences_are_judged_rightly(half: str, capsys: pytest.CaptureFixture[str]) -> None:
    totals, _ = judge(half)
    precision, recall = rates(totals)
    with capsys.disabled():
        print(
            f"\n{half:>6}: found {totals['found']}, missed {totals['missed']}, false alarms {totals['false']}, "
            f"silent on the true {totals['silent']}; precision {precision:.3f}, recall {recall:.3f}"
        )
    assert precision >= 0.98
    assert recall >= (0.93 if half == "frozen" else 0.89)
