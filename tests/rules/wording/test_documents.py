"""Regulations and normative documents that a list counts: what was done is said once, what was changed may be issued."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.form.schema import Cell
from app.rules import Case, check
from tests.reports import GOVERNMENT, filled


def asked(text: str, **figures: int) -> list[str]:
    """N210 over a government's report; figures by row__column, the rest of the two rows 0."""
    rows = ("regulations", "normative_documents")
    table = {Cell("disclosure", r, c): Decimal(0) for r in rows for c in ("issued", "repealed", "in_force")}
    table |= {Cell("disclosure", *name.split("__")): Decimal(n) for name, n in figures.items()}
    report = (
        replace(filled(), organ=replace(GOVERNMENT, kind="city_government"))
        .with_figures(table)
        .with_text("overview.platforms", text)
    )
    return [f.message for f in check(Case(report)) if f.rule == "N210"]


@pytest.mark.parametrize("issued", [5, 9])
def test_what_was_changed_may_have_been_counted_as_issued(issued: int) -> None:
    text = "规章13件（含新制定5件、修改4件、废止3件）。"
    assert asked(text, regulations__issued=issued, regulations__repealed=3) == []
    assert len(asked(text, regulations__issued=issued + 1, regulations__repealed=3)) == 1
    assert len(asked(text, regulations__issued=issued, regulations__repealed=4)) == 1


def test_what_was_done_is_said_once_for_a_list() -> None:
    text = "制定地方性法规2件、政府规章3件、行政规范性文件11件。"
    right = {"regulations__issued": 3, "normative_documents__issued": 11}
    assert asked(text, **right) == []
    assert len(asked(text, **right | {"regulations__issued": 2})) == 1
    assert len(asked(text, **right | {"normative_documents__issued": 12, "normative_documents__in_force": 11})) == 1


def test_two_kinds_with_one_number_are_added() -> None:
    assert asked("制定规章和规范性文件共15件。", regulations__issued=3, normative_documents__issued=12) == []
    assert len(asked("制定规章和规范性文件共15件。", regulations__issued=3, normative_documents__issued=15)) == 1


def test_the_same_once_more_in_one_list_is_anothers() -> None:
    text = "现行有效省政府规章42件、设区的市政府规章120件。"
    assert asked(text, regulations__in_force=42) == []
    assert len(asked(text, regulations__in_force=43)) == 1
