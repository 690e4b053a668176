"""Slips of the pen and sums within the text, kind by kind: written blind, half of them never read; a table is printed."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from app.form import EDITIONS
from app.form.schema import Cell
from app.model.finding import Level
from app.model.report import Organ, Report
from app.rules import RULES, Case
from tests.where import TESTS

SENTENCES = TESTS / "data" / "sentences"
FROZEN = "505380c563736dbcae285e503d921638a1ddc9e904b2b5c5bec975995e2c0f1c"
EDITION = EDITIONS["2021"]
JUDGED = [
    each for id, each in RULES.items() if id.startswith("N") or id in ("T306", "T307", "T309", "T310", "T312", "T319")
]
_ORGANS = (
    ("我局", "云岭县自然资源局", "department", "own"),
    ("我镇", "云岭县清河镇人民政府", "town_government", "own"),
    ("我街道", "云岭县城东街道办事处", "subdistrict_office", "own"),
    ("规章", "云岭市人民政府", "city_government", "summary"),
    ("", "云岭县人民政府", "county_government", "summary"),
)


def lines(half: str) -> list[dict[str, str]]:
    path = SENTENCES / f"kinds_{half}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _report(line: dict[str, str], text: str, year: int) -> Report:
    """The sentence in the report of an office that may say so; figures not listed are 0."""
    _, name, kind, scope = next(each for each in _ORGANS if each[0] in line["text"])
    listed = (pair.split("=") for pair in line["figures"].split(";") if pair)
    figures = {cell: Decimal(0) for cell in EDITION.cells} | {Cell.parse(a): Decimal(f) for a, f in listed}
    part = "overview.disclosure_on_application" if "applications/" in line["figures"] else "overview.platforms"
    if line["expect"] in ("T307", "T309") or "本报告" in text:
        part = "preface"
    texts = {part: text.replace("\\n", "\n")}
    return Report("2021", Organ(name=name, kind=kind, scope=scope), year, figures, texts)


def spoke(line: dict[str, str]) -> set[str]:
    """The rules that say something about the sentence; not those that miss one, or a report of last year."""
    report = _report(line, line["text"], 2025)
    previous = _report(line, line["last"], 2024) if line["last"] else None
    case = Case(replace(report, previous=previous), previous)
    return {f.rule for each in JUDGED for f in each.check(case) if f.quote and f.level is not Level.UNCHECKED}


def judge(half: str) -> dict[str, list[int]]:
    """By kind: faults found, faults there are, right sentences with something said, right sentences there are."""
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for line in lines(half):
        said, row = spoke(line), table[line["kind"]]
        if line["expect"]:
            row[0] += line["expect"] in said
            row[1] += 1
        else:
            row[2] += bool(said)
            row[3] += 1
    return table


@pytest.mark.parametrize("half", ["tuned", "frozen"])
def test_faults_are_found_and_right_sentences_left_alone(half: str, capsys: pytest.CaptureFixture[str]) -> None:
    table = judge(half)
    found, faults, false, right = (sum(column) for column in zip(*table.values(), strict=True))
    with capsys.disabled():
        for kind, row in table.items():
            print(f"\n{half:>6} {kind}: found {row[0]} of {row[1]}, false {row[2]} of {row[3]}", end="")
        print(f"\n{half:>6}: found {found} of {faults} = {found / faults:.3f}, false {false} of {right}")
    assert found >= 0.93 * faults
    assert false <= 0.05 * right


def test_the_frozen_half_is_as_it_was_written() -> None:
    assert hashlib.sha256((SENTENCES / "kinds_frozen.tsv").read_bytes()).hexdigest() == FROZEN
