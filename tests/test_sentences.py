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
FROZEN = {
    "frozen": "e9db70372f86b8491d1987565c21893454ebd9bcb334344ef81689bc0c001d4d",
    "usual_frozen": "c78c9dfc2f287f001ce3aadd0a74b4e1e6a1e033605aa05d09dffd16261ccf32",
}
HALVES = ["tuned", "frozen", "usual_tuned", "usual_frozen"]
EDITION = EDITIONS["2021"]


def lines(half: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SENTENCES / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]


def report(figures: dict[str, str]) -> Report:
    """The table of a line: what is not listed is 0."""
    listed = {Cell.parse(address): Decimal(figure) for address, figure in figures.items()}
    return Report("2021", figures={cell: Decimal(0) for cell in EDITION.cells} | listed)


@pytest.mark.parametrize("half", sorted(FROZEN))
def test_a_frozen_half_is_as_it_was_written(half: str) -> None:
    assert hashlib.sha256((SENTENCES / f"{half}.jsonl").read_bytes()).hexdigest() == FROZEN[half]


@pytest.mark.parametrize("half", HALVES)
def test_about_half_of_each_half_is_true(half: str) -> None:
    found = lines(half)
    assert len(found) >= 90
    assert 0.4 <= sum(not line["expect"] for line in found) / len(found) <= 0.6


def test_no_sentence_stands_in_both_halves() -> None:
    ids = [line["id"] for half in HALVES for line in lines(half)]
    assert len(set(ids)) == len(ids)
    texts = [{(line["text"], line["organ"]) for line in lines(half)} for half in HALVES]
    assert sum(map(len, texts)) == len(set().union(*texts))


@pytest.mark.parametrize("half", HALVES)
def test_every_table_is_of_the_form_and_balanced(half: str) -> None:
    for line in lines(half):
        assert line["kind"] in KINDS and (line["scope"] is None or line["scope"] in SCOPES)
        assert line["part"] in EDITION.text_keys
        for figures in (line["figures"], line["previous"] or {}):
            assert all(EDITION.has(Cell.parse(address)) for address in figures)
            table = report(figures)
            for each in (equation for tab in EDITION.tables for equation in equations(tab)):
                assert total(table, each.left) == total(table, each.right), (line["id"], each)
