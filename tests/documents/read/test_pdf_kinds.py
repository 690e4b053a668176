"""PDFs as offices make, mend and stamp them: what one sees comes back, and nothing else."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.read.reading import understand
from app.documents.recognise.report import Imported
from app.form.schema import Cell
from app.model.files import FileProblem
from app.model.report import Report
from app.model.words.texts import printed
from tests.documents.read.on_paper import OnPaper, on_paper
from tests.documents.read.pdf_harm import HARMS, Harmed
from tests.documents.read.pdf_kinds import HARMLESS
from tests.reports import filled, with_balanced_figures

REFUSED = {"no_unicode", "other_digits"}
"""After these nothing of the report can be told: a sentence instead."""


@cache
def paper(number: int) -> OnPaper:
    reports = (filled(), with_balanced_figures(filled(), 3, 99), with_balanced_figures(filled(), 5, 400))
    return on_paper(reports[number % 3], ruled=number < 3)


def read(data: bytes) -> Imported:
    return understand("file", data, "年报.pdf")


def assert_whole(found: Imported, report: Report) -> None:
    assert dict(found.report.figures) == dict(report.figures)
    assert found.report.organ.name == report.organ.name
    assert found.report.text("preface") == printed(report, "preface")
    for key in ("overview.supervision", "problems", "other_matters"):
        assert found.report.texts[key] == printed(report, key)


def assert_seen_or_missing(found: Imported, harmed: Harmed, report: Report) -> None:
    """Each figure is what is seen in its place, or missing with a doubt about it, its row, its table or the file."""
    for cell, figure in {**report.figures, **harmed.seen}.items():
        if cell in found.report.figures:
            assert found.report.figures[cell] == figure, cell
        else:
            assert told(found, cell), f"{cell} is missing without a word"


def told(found: Imported, cell: Cell) -> bool:
    about = {str(cell), f"{cell.table}/{cell.row}", cell.table, ""}
    return any(doubt.where in about for doubt in found.doubts)


@pytest.mark.parametrize("number", range(4))
def test_the_paper_itself_comes_back(number: int) -> None:
    assert_whole(read(paper(number).data), paper(number).report)


@pytest.mark.parametrize("size", [9.0, 10.5, 12.0])
def test_two_columns_are_read_one_after_the_other(size: float) -> None:
    report = with_balanced_figures(filled(), 3, 99)
    assert_whole(read(on_paper(report, columns=2, size=size).data), report)


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_does_no_harm_changes_nothing(kind: str) -> None:
    chance = random.Random(kind)
    one = paper(chance.randrange(3))
    assert_whole(read(HARMLESS[kind](one, chance)), one.report)


@pytest.mark.parametrize("kind", [kind for kind in HARMS if kind not in REFUSED])
def test_a_figure_is_what_one_sees_or_missing_with_a_doubt(kind: str) -> None:
    chance = random.Random(kind)
    one = paper(chance.randrange(1, 3))
    harmed = HARMS[kind](one, chance)
    found = read(harmed.data)
    assert_seen_or_missing(found, harmed, one.report)
    untouched = [cell for cell in one.report.figures if cell not in harmed.seen]
    lost = [cell for cell in untouched if cell not in found.report.figures]
    assert len(lost) < 10, "what was not touched is read"


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_what_cannot_be_told_is_refused_in_words(kind: str) -> None:
    with pytest.raises(FileProblem, match="字体.*没有导入。请改用网页或 Word 文件"):
        read(HARMS[kind](paper(1), random.Random(kind)).data)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.integers(0, 10**9), st.sampled_from(sorted(HARMS)), st.integers(0, 3))
def test_any_of_them_after_any_other(seed: int, kind: str, number: int) -> None:
    """Two things that befall a file one after the other, seeds at random: never another figure, never a silent blank."""
    chance = random.Random(seed)
    one = paper(number)
    try:
        harmed = HARMS[kind](one, chance)
        again = OnPaper(one.report, harmed.data, one.places)
        data = HARMLESS[chance.choice(sorted(set(HARMLESS) - {"covered_and_printed_anew"}))](again, chance)
        found = read(data)
    except FileProblem:
        return
    assert_seen_or_missing(found, harmed, one.report)
