"""What we export reads back as the same report, by its labels like anybody's paper."""

from __future__ import annotations

import random
from dataclasses import fields, replace

import pytest

from app.acts import examine, imported_report, render, review_of
from app.documents.read.reading import understand
from app.documents.recognise.report import Imported
from app.form import EDITIONS
from app.form.parts import OVERVIEW
from app.model.draft import open_draft
from app.model.report import Report
from app.model.words.texts import printed
from tests import reports
from tests.reports import balanced
from tests.where import ROOT

SEEDS = sorted((ROOT / "seeds").glob("*.gknb"))
WITH_TEXTS = ("docx", "html", "pdf")
FORMATS = (*WITH_TEXTS, "xlsx")
RANDOM = {"html": 80, "docx": 60, "xlsx": 40, "pdf": 20}


def back(report: Report, form: str) -> Imported:
    return understand("file", render(report, (form,), None)[form], f"报告.{form}")


def assert_same_figures(report: Report, found: Imported) -> None:
    """The same edition, every figure with the digits typed, every blank a printed blank."""
    assert found.report.edition == report.edition
    assert {c: str(f) for c, f in found.report.figures.items()} == {c: str(f) for c, f in report.figures.items()}
    assert found.missing == ()
    assert set(found.how.values()) == {"grid"}


def texts_on_paper(report: Report) -> dict[str, str]:
    """The texts as printed; the heading that the export puts before an aspect is no text of the clerk's."""
    official = {narrative.key: f"{narrative.title}。" for narrative in OVERVIEW}
    shown = {key: printed(report, key) for key in report.texts if key not in ("signature", "date")}
    return {key: text.removeprefix(official.get(key, "\0")) for key, text in shown.items()}


def examples() -> dict[str, Report]:
    return {
        **{path.stem: open_draft(path) for path in SEEDS},
        "office": reports.filled(),
        "county": reports.county(),
        "blank": reports.blank(),
    }


@pytest.mark.parametrize("name", examples())
@pytest.mark.parametrize("form", FORMATS)
def test_an_example_comes_back(name: str, form: str) -> None:
    report = examples()[name]
    found = back(report, form)
    assert_same_figures(report, found)
    assert found.report.year == report.year
    assert found.report.organ.name == report.organ.name
    if form in WITH_TEXTS:
        assert dict(imported_report(found).texts) == texts_on_paper(report)
        contact = [f.name for f in fields(report.organ) if f.name not in ("kind", "scope", "extra")]
        assert [getattr(found.report.organ, f) for f in contact] == [getattr(report.organ, f) for f in contact]


@pytest.mark.parametrize("form", WITH_TEXTS)
def test_a_review_copy_comes_back_without_its_marks(form: str) -> None:
    import datetime

    report = reports.county()
    review = review_of(examine(report), datetime.date(2026, 1, 9), signature=True)
    found = understand("file", render(report, (form,), review)[form], f"报告.{form}")
    assert_same_figures(report, found)
    texts = dict(imported_report(found).texts)
    assert texts.pop("signature") == report.texts.get("signature", report.organ.name)
    assert texts.pop("date")
    assert texts == texts_on_paper(report)


@pytest.mark.parametrize(("form", "seed"), [(form, seed) for form, count in RANDOM.items() for seed in range(count)])
def test_random_reports_come_back(form: str, seed: int) -> None:
    chance = random.Random(seed)
    edition = chance.choice(list(EDITIONS))
    report = balanced(seed, edition, 2020 if edition == "2019" else 2024, most=chance.choice((1, 9, 99_999)))
    if seed % 3 == 0:
        report = report.with_figures({cell: None for cell in report.form.cells if chance.random() < 0.3})
    assert_same_figures(report, back(replace(report, auto_totals=False), form))
