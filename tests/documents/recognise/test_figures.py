"""The words in a box: a figure, a printed blank, or nothing; every doubtful one says why."""

from __future__ import annotations

import pytest

from app.documents.recognise.figures import BLANK_NOTE, read_figure
from app.documents.recognise.raw import NO_RESULT
from app.form.schema import FigureKind


@pytest.mark.parametrize(
    ("words", "kind", "figure"),
    [
        ("12", "count", "12"),
        (" 0 ", "count", "0"),
        ("18.8710", "amount", "18.8710"),
        ("-4", "signed", "-4"),
        ("+1036", "signed", "1036"),
    ],
)
def test_a_plain_figure_has_no_doubt(words: str, kind: FigureKind, figure: str) -> None:
    reading = read_figure(words, kind)
    assert str(reading.figure) == figure
    assert reading.note == ""


@pytest.mark.parametrize(
    ("words", "kind", "figure"),
    [
        ("12件", "count", "12"),
        ("12 件", "count", "12"),
        ("１２", "count", "12"),
        ("1,205", "count", "1205"),
        ("减4", "signed", "-4"),
        ("增12", "signed", "12"),
        ("251000元", "amount", "251000"),
        ("18.8710万元", "amount", "18.8710"),
        ("55（含自然失效29件）", "count", "55"),
        ("22(其中修订16件)", "count", "22"),
        ("-3", "count", "-3"),
        ("131¹", "count", "131"),
        ("5件²", "count", "5"),
    ],
)
def test_a_figure_in_words_is_read_with_a_doubt_that_shows_them(words: str, kind: FigureKind, figure: str) -> None:
    reading = read_figure(words, kind)
    assert str(reading.figure) == figure
    assert reading.note


@pytest.mark.parametrize("words", ["", " ", "\u3000", "\u00a0"])
def test_nothing_printed_is_a_blank(words: str) -> None:
    assert read_figure(words, "count") == (None, True, BLANK_NOTE)


@pytest.mark.parametrize("words", ["/", "-", "—", "——", "无", "－", "本单位未制作规章"])
def test_words_instead_of_a_figure_are_a_blank_that_shows_them(words: str) -> None:
    reading = read_figure(words, "count")
    assert reading.figure is None
    assert reading.blank
    assert words in reading.note


@pytest.mark.parametrize(
    "words",
    [
        "约12",
        "10³",
        "5₂",
        "¹⁸⁶",
        "5①",
        "⒌",
        "100余件",
        "3、4",
        "12-15",
        "1\n2",
        "1 2",
        "1,20",
        "减4",
        "12元",
        "1\ufffd",
        "1(?)2",
        "9" * 16,
        "2023年",
        NO_RESULT,
        "#REF!",
    ],
)
def test_what_may_be_another_figure_is_neither(words: str) -> None:
    reading = read_figure(words, "count")
    assert reading.figure is None
    assert not reading.blank
    assert reading.note


@pytest.mark.parametrize("words", ["见附件" * 4_000, "1" * 9_000, "约" + "12" * 4_000, "12件(" + "说" * 5_000 + ")"])
def test_a_long_text_in_a_box_is_quoted_as_far_as_it_is_read_in_a_sentence(words: str) -> None:
    note = read_figure(words, "count").note
    assert f"{words[:30]}（后面略去）" in note and len(note) < 100
