"""信息处理费 in its bands, step by step; what a ledger says was charged in the year."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.fees import charged, per_page, per_piece, read_yuan, total
from app.ledger.reading.dates import Day
from app.ledger.reading.request import Request

D = datetime.date


@pytest.mark.parametrize(
    ("pieces", "yuan"),
    [(0, 0), (1, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (45, 5500), (50, 7000), (60, 11000), (61, 11500)],
)  # fmt: skip
def test_per_piece(pieces: int, yuan: int) -> None:
    assert total(per_piece(pieces)) == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"), [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (250, 4700)]
)
def test_per_page(pages: int, yuan: int) -> None:
    assert total(per_page(pages)) == yuan


def test_the_steps_are_shown() -> None:
    assert [tuple(step) for step in per_piece(45)] == [(1, 10, 0), (11, 30, 100), (31, 40, 200), (41, 45, 300)]
    assert [tuple(step) for step in per_page(250)] == [(1, 30, 0), (31, 100, 10), (101, 200, 20), (201, 250, 40)]


def a_piece_costs(number: int) -> int:
    return 0 if number <= 10 else 100 if number <= 30 else 200 + (number - 31) // 10 * 100


def a_page_costs(number: int) -> int:
    return 0 if number <= 30 else 10 if number <= 100 else 20 if number <= 200 else 40


@given(st.integers(0, 400))
def test_the_bands_equal_a_price_for_each(number: int) -> None:
    assert total(per_piece(number)) == sum(map(a_piece_costs, range(1, number + 1)))
    assert total(per_page(number)) == sum(map(a_page_costs, range(1, number + 1)))
    for steps in (per_piece(number), per_page(number)):
        assert sum(step.number for step in steps) == number


def request(fee: str, told=None, paid=None) -> Request:
    return Request("1", "", 2, Day(D(2025, 3, 7)), Day(D(2025, 4, 1)), fee=fee, fee_told=told, fee_paid=paid)


def test_what_was_charged_in_the_year() -> None:
    told, paid = D(2025, 12, 20), D(2026, 1, 5)
    assert charged([request("5,500元", D(2025, 3, 10), D(2025, 3, 20))], 2025)[:2] == (1, Decimal(5500))
    assert charged([request("500", told, paid)], 2025)[:2] == (1, Decimal(0))
    assert charged([request("500", told, paid)], 2026)[:2] == (0, Decimal(500))
    assert charged([request("500", told)], 2025)[:2] == (1, Decimal(0)), "told and not paid"
    assert charged([request("500")], 2025)[:2] == (1, Decimal(500)), "a ledger without days of fees"
    assert charged([request(""), request("无"), request("0")], 2025)[:2] == (0, Decimal(0))
    assert charged([request("约五百")], 2025).unread == ("1",)


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("5,500 元", "5500"),
        ("￥12.50", "12.50"),
        ("", "0"),
        ("/", "0"),
        ("不收费", "0"),
        ("约五百", None),
        ("1万", None),
    ],
)
def test_a_sum_of_money(words: str, yuan: str | None) -> None:
    assert read_yuan(words) == (None if yuan is None else Decimal(yuan))
