"""What we export reads back as the same report, by its labels like anybody's paper."""

from __future__ import annotations

import datetime
import random
from dataclasses import fields, replace

import pytest

from app.acts import examine, imported_report, render, review_of
from app.documents.read.reading import understand
from app.documents.recognise.report import Imported
from app.documents.write.blocks import Text
from app.documents.write.outline import outline
from app.documents.write.to_docx import docx_bytes
from app.documents.write.to_html import html_fragment
from app.documents.write.to_pdf import pdf_bytes
from app.form import EDITIONS
from app.form.parts import OVERVIEW
from app.model.beside.returned import returned
from app.model.beside.sent import copy_code
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


ALONE = (
    "（一）主动公开。做好公开。共2次。",
    "（一）主动公开\n做好公开。共2次。",
    "（一）公开更主动。共2次。",
    "做好公开。",
)
UNWRITTEN = ("", "（三）政府信息管理。", "（待写）")


@pytest.mark.parametrize("first", ALONE)
@pytest.mark.parametrize("third", [*UNWRITTEN, "管理规范。"])
@pytest.mark.parametrize(
    "fourth", ["网站改版一次。", "（四）政府信息公开平台建设。网站改版。", "（四）平台建设更实。网站改版。"]
)
@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_copy_nobody_touched_has_no_changes_whatever_headings_its_texts_bring(
    first: str, third: str, fourth: str, form: str
) -> None:
    report = reports.county()
    for key, text in (("proactive_disclosure", first), ("information_management", third), ("platforms", fourth)):
        report = report.with_text(f"overview.{key}", text)
    if third in UNWRITTEN:
        report = report.with_text("problems", "（待写）")
    for review in (review_of(examine(report), datetime.date(2026, 1, 9)), None):
        found = understand("file", render(report, (form,), review)[form], f"报告.{form}")
        if review:
            assert found.code == copy_code(report)
            assert not any("待写" in text for text in found.report.texts.values())
        changes = returned(report, found.report, found.missing)
        assert [c for c in changes if c.key != "problems"] == []
        assert [c.after for c in changes] == []


@pytest.mark.parametrize("form", WITH_TEXTS)
def test_what_the_boss_writes_behind_the_mark_is_a_text_and_the_mark_is_none(form: str) -> None:
    report = reports.county().with_text("overview.information_management", "").with_text("other_matters", "")
    wrote = {
        "overview.information_management": "（待写）全年清理文件12件。",
        "other_matters": "（待写）\n没有其他事项。",
    }
    paper = outline(report, review=review_of(examine(report), datetime.date(2026, 1, 9)))
    blocks = list(paper.blocks)
    for key, text in wrote.items():
        at = next(
            i for i, b in enumerate(blocks) if isinstance(b, Text) and b.text.endswith("（待写）") and b.part in key
        )
        first, *more = text.split("\n")
        blocks[at] = replace(blocks[at], text=blocks[at].text.replace("（待写）", first))
        blocks[at + 1 : at + 1] = [Text("body", line, part=key) for line in more]
    written = replace(paper, blocks=tuple(blocks))
    data = {"docx": docx_bytes, "pdf": pdf_bytes, "html": lambda p: html_fragment(p).encode()}[form](written)
    texts = understand("file", data, f"改稿.{form}").report.texts
    assert texts["overview.information_management"] == "全年清理文件12件。"
    assert texts["other_matters"] == "没有其他事项。"
