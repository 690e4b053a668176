"""What a clerk types becomes a figure to the digit, or is refused with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.model.figures import FigureError, digits, parse, read_digits, refusal


@pytest.mark.parametrize(
    ("text", "kind", "printed"),
    [
        ("12", "count", "12"),
        ("０", "count", "0"),
        ("１２", "count", "12"),
        (" 1,205 ", "count", "1205"),
        ("1，205", "count", "1205"),
        ("18.8710", "amount", "18.8710"),
        ("１８．８７１０", "amount", "18.8710"),
        ("59,237.2449", "amount", "59237.2449"),
        ("-4", "signed", "-4"),
        ("－4", "signed", "-4"),
        ("+1036", "signed", "1036"),
    ],
)
def test_is_read_as_typed(text, kind, printed):
    assert digits(parse(text, kind)) == printed


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_empty_is_a_blank_not_zero(text):
    assert parse(text, "count") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("12.5", "count"), ("-1", "count"), ("十二", "count"), ("12件", "count"), ("1,23", "count"), ("/", "count"), ("无", "count"),
     ("1e5", "amount"), ("-0.5", "amount"), ("1.2.3", "amount"), ("2.5", "signed"), ("1234567890123456", "count"),
     ("5²", "count"), ("5①", "count"), ("⒌", "amount")],
)  # fmt: skip
def test_anything_else_is_refused(text, kind):
    with pytest.raises(FigureError):
        parse(text, kind)


def test_the_refusal_names_what_was_typed_and_what_stays():
    assert refusal("12.5", "count", Decimal(12)) == "这里只能填整数件数。“12.5”没有填入，原来的 12 还在。"
    assert refusal("-5", "count", None) == "这里不能填负数。“-5”没有填入，这一格仍是空白。"
    assert refusal("x", "count", None) == "这里只能填整数件数。“x”没有填入，这一格仍是空白。"


@pytest.mark.parametrize("text", ["1,2", "", "abc", "NaN", "Infinity", "1e5", " 1", "１"])
def test_a_draft_holds_plain_digits_only(text):
    with pytest.raises(ValueError):
        read_digits(text)
