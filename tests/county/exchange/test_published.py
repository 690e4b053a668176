"""The live page against what was accepted: what differs is named, what could not be read accuses nobody."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.county.exchange.published import differs, in_words
from app.form.schema import Cell
from app.model.report import Report
from app.model.words.texts import printed
from tests.reports import filled

TOTAL = Cell.parse("applications/received/total")
GRANTED = Cell.parse("applications/granted/natural_person")


def page_of(report: Report) -> Report:
    """As it is read of a page: words where the draft has live figures."""
    return replace(report, texts={key: printed(report, key) for key in ("preface", *report.texts)}, imported=True)


def said(page: Report, missing: tuple[Cell, ...] = ()) -> str:
    return in_words(*differs(filled(), page, missing))


def test_an_equal_page_says_nothing() -> None:
    assert said(page_of(filled())) == ""


def test_a_figure_and_a_text_that_differ_are_named() -> None:
    page = page_of(filled()).with_figures({TOTAL: Decimal(999)}).with_text("problems", "别的话，与审定的不同。")
    words = said(page)
    assert "一、本年新收" in words and "五、" in words and words.endswith("处不同")


def test_a_figure_that_could_not_be_read_accuses_nobody() -> None:
    page = page_of(filled()).with_figures({GRANTED: None})
    assert said(page, (GRANTED,)) == ""
    assert differs(filled(), page, (GRANTED,))[1] == ["网页上有 1 格没有读到，请在网页上对照看一遍。"]
    assert "1 处不同" in said(page)  # printed blank is another thing


def test_another_unit_or_year_is_said_instead_of_its_figures() -> None:
    assert said(page_of(filled()).with_organ(name="别的局")) == "网页写的单位是“别的局”，审定的是“青禾县林业局”"
    assert said(replace(page_of(filled()), year=2024)).startswith("网页是2024年的，审定的是2025年的")
    assert said(page_of(filled()).with_organ(name="青禾县　林业局")) == ""  # the page spaces its title
