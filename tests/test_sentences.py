"""The labelled sentences are whole, balanced and, in their frozen half, untouched."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest

from app.form import EDITIONS
from app.form.schema import Cell
from app.model.report import KINDS, SCOPES, Report
from app.model.totals import equations, total
from tests.where import TESTS

SENTENCES = TESTS / "data" / "sentences"
FROZEN = "e9db70372f86b8491d1987565c21893454ebd9bcb334344ef81689bc0c001d4d"
EDITION = EDITIONS["2021"]


def lines(half: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SENTENCES / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]


def report(figures: dict[str, str]) -> Report:
    """The table of a line: what is not listed is 0."""
    listed = {Cell.parse(address): Decimal(figure) for address, figure in figures.items()}
    return Report("2021", figures={cell: Decimal(0) for cell in EDITION.cells} | listed)


def test_the_frozen_half_is_as_it_was_written() -> None:
    assert hashlib.sha256((SENTENCES / "frozen.jsonl").read_bytes()).hexdigest() == FROZEN


@pytest.mark.parametrize("half", ["tuned", "frozen"])
def test_half_of_each_half_is_true(half: str) -> None:
    found = lines(half)
    assert len(found) >= 120
    assert sum(not line["expect"] for line in found) * 2 == len(found)


def test_no_sentence_stands_in_both_halves() -> None:
    tuned, frozen = lines("tuned"), lines("frozen")
    ids = [line["id"] for line in tuned + frozen]
    assert len(set(ids)) == len(ids)
    assert not {(line["text"], line["organ"]) for line in tuned} & {(line["text"], line["organ"]) for line in frozen}


@pytest.mark.parametrize("half", ["tuned", "frozen"])
def test_every_table_is_of_the_form_and_balanced(half: str) -> None:
    for line in lines(half):
        assert line["kind"] in KINDS and (line["scope"] is None or line["scope"] in SCOPES)
        assert line["part"] in EDITION.text_keys
        for figures in (line["figures"], line["previous"] or {}):
            assert all(EDITION.has(Cell.parse(address)) for address in figures)
            table = report(figures)
            for each in (equation for tab in EDITION.tables for equation in equations(tab)):
                assert total(table, each.left) == total(table, each.right), (line["id"], each)
