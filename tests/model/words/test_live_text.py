"""Live fields as they are shown while a narrative is edited, and what an edit makes of the text that is kept."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.form.schema import Cell
from app.model.words.live_text import BLANK, change, laid_out
from tests.reports import blank

RECEIVED = Cell("applications", "received", "total")
RAW = "{year}年收到申请{applications/received/total}件，有{无此项}。"
REPORT = blank().with_figures({RECEIVED: Decimal(95)})
LIVE = laid_out(RAW, REPORT)


def test_a_field_is_shown_as_what_it_reads_and_other_braces_are_words():
    assert LIVE.shown == "2025年收到申请95件，有{无此项}。"
    assert [LIVE.shown[s.start : s.end] for s in LIVE.spans] == ["2025", "95"]
    assert LIVE.raw_of(0, len(LIVE.shown)) == RAW


def test_a_blank_cell_is_said_to_be_blank():
    assert laid_out(RAW, blank()).shown == f"2025年收到申请{BLANK}件，有{{无此项}}。"


@pytest.mark.parametrize(
    ("start", "end", "words", "raw"),
    [
        (9, 9, "共", "{year}年收到申请共{applications/received/total}件"),
        (11, 11, "1", "{year}年收到申请{applications/received/total}1件"),
        (9, 11, "8", "{year}年收到申请8件"),
        (10, 11, "6", "{year}年收到申请96件"),
        (0, 9, "", "{applications/received/total}件"),
    ],
)
def test_an_edit_beside_a_field_leaves_it_and_one_through_it_makes_it_words(start, end, words, raw):
    assert LIVE.edited(start, end, words).startswith(raw)


def test_words_of_the_printed_text_are_found_before_at_and_after_a_blank_field():
    live = laid_out(RAW, blank())
    for quote, shown in (
        ("收到", "收到"),
        ("申请{applications/received/total}件，", f"申请{BLANK}件，"),
        ("件，有", "件，有"),
    ):
        start, end = live.find(quote)
        assert live.shown[start:end] == shown
    assert live.find("没有") is None and live.find("") is None


@pytest.mark.parametrize(
    ("was", "now", "cursor", "expected"),
    [
        ("收到5件", "收到55件", 3, (2, 2, "5")),
        ("收到5件", "收到55件", 4, (3, 3, "5")),
        ("收到9595件", "收到95件", 2, (2, 4, "")),
        ("收到9595件", "收到95件", 4, (4, 6, "")),
        ("甲乙丙", "甲丁丙", 0, (1, 2, "丁")),
        ("甲", "甲", 1, (1, 1, "")),
        ("", "甲", 1, (0, 0, "甲")),
    ],
)
def test_what_was_typed_is_told_by_the_cursor(was, now, cursor, expected):
    assert change(was, now, cursor) == expected


PIECES = st.lists(
    st.sampled_from(
        ["{year}", "{applications/received/total}", "{organ/name}", "{无}", "收到", "件，", "5", "𠮷", "\n"]
    ),
    max_size=12,
)


@given(pieces=PIECES, start=st.integers(0, 60), length=st.integers(0, 30), blank_one=st.booleans())
def test_every_place_is_as_when_the_fields_are_gone_through_one_by_one(
    pieces: list[str], start: int, length: int, blank_one: bool
) -> None:
    live = laid_out("".join(pieces), blank() if blank_one else REPORT)
    start = min(start, len(live.shown))
    end = min(start + length, len(live.shown))
    inside = [span for span in live.spans if start <= span.start and span.end <= end]
    raw = live.shown[start:end]
    for span in reversed(inside):
        raw = raw[: span.start - start] + span.raw + raw[span.end - start :]
    assert live.raw_of(start, end) == raw
    assert live.raw_at(start) == len(live.raw_of(0, start))
    assert live.overlapping(start, end) == [s for s in live.spans if s.start < end and start < s.end]
    assert live.around(start) == next((s for s in live.spans if s.start < start < s.end), None)
    printed = live.shown
    for span in reversed([s for s in live.spans if s.value is None]):
        printed = printed[: span.start] + span.raw + printed[span.end :]
    quote = printed[start : start + length]
    found = live.find(quote)
    assert (found is None) == (not quote)
    if found and not any(s.value is None for s in live.spans):
        assert live.shown[slice(*found)] == quote
