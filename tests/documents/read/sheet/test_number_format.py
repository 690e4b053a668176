"""Number formats as Excel shows them, by its documentation and by what it showed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.read.formats.sheet.number_format import INVISIBLE, LOST, shown, shown_text
from app.documents.recognise.raw import UNREAD

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        ("186", "General", "186"),
        ("3862.475", "General", "3862.475"),
        ("3862.4749999999999", "General", "3862.475"),
        ("3862.47512345", "General", "3862.475123"),
        ("186", "0", "186"),
        ("186.5", "0", "187"),
        ("-4", "0", "-4"),
        ("38624750", "0!.0000", "3862.4750"),
        ("38624750", "#0\\.0000", "3862.4750"),
        ("38624750", '0!.0,"万"', "3862.5万"),
        ("1860000", '0.0,,"百万"', "1.9百万"),
        ("3862475", "#,##0.000,", "3862.475"),
        ("3862475", "#,##0.000", "3862475.000"),
        ("1234567", "0,000", "1234567"),
        ("18600", "0!.00", "186.00"),
        ("1.31", "0%", "131%"),
        ("0.00005", "0.00%", "0.01%"),
        ("3862.47512345", "0.000", "3862.475"),
        ("0.5", "#.##", ".5"),
        ("12", "000", "012"),
        ("186", '0"件"', "186件"),
        ("186", "0件", "186件"),
        ("186", 'G/通用格式"件"', "186件"),
        ("186", "@", "186"),
        ("186", "[$¥-804]#,##0.00", "¥186.00"),
        ("186", "0_);(0)", "186"),
        ("-4", "0;(0)", "(4)"),
        ("-4", "0;[Red]-0", "-4"),
        ("-4", "0;[红色]-0", "-4"),
        ("186", '[>=100]0"多";0', "186多"),
        ("86", '[>=100]0"多";0', "86"),
        ("1234.5", ACCOUNTING, "1234.50"),
        ("0", ACCOUNTING, "-"),
        ("0", "0;-0;;@", ""),
        ("0", "#", ""),
        ("186", ";;;", ""),
        ("45000", 'yyyy"年"m"月"d"日"', "2023年3月15日"),
        ("45000", "yyyy/m/d", "2023/3/15"),
    ],
)
def test_what_is_shown(value: str, form: str, words: str) -> None:
    assert shown(Decimal(value), form) == words


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("186", "[DBNum1]0"),
        ("186", "[DBNum2][$-804]General"),
        ("5", "# ?/?"),
        ("1862", "0.00E+00"),
        ("123456789012", "General"),
        ("0.00001", "General"),
        ("0.5", "[h]:mm"),
        ("0.5", "h:mm AM/PM"),
        ("-1", "yyyy/m/d"),
    ],
)
def test_what_is_not_known_is_said(value: str, form: str) -> None:
    assert shown(Decimal(value), form) == LOST


def test_white_words_are_not_seen() -> None:
    assert shown(Decimal(1), "[White]0") == INVISIBLE


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [("无", "General", "无"), ("无", "0.00", "无"), ("无", '@"。"', "无。"), ("无", ";;;", ""), ("无", "0;0;0;", "")],
)
def test_words_in_a_format(text: str, form: str, words: str) -> None:
    assert shown_text(text, form) == words


@given(
    st.decimals(-(10**12), 10**12, allow_nan=False, places=4)
    | st.sampled_from([Decimal(f"{sign}1e{power}") for sign in ("", "-") for power in (-400, -30, 27, 29, 308, 400)]),
    st.text('0#?.,%;-_*!\\"()[]@年件Ered/ yGmd', max_size=24)
    | st.sampled_from(["0", "0%", "0." + "0" * 40, "%" * 300 + "0", "#,##0,,,", "0!.0000", "@0"]),
)
def test_any_format_gives_words(value: Decimal, form: str) -> None:
    words = shown(value, form)
    assert isinstance(words, str)
    assert UNREAD in words or len(words) < 900


@given(st.integers(0, 10**9), st.integers(0, 4))
def test_plain_formats_show_the_number_itself(units: int, places: int) -> None:
    value = Decimal(units).scaleb(-places)
    assert Decimal(shown(value, "0." + "0" * places if places else "0")) == value
    assert Decimal(shown(value, "#,##0." + "0" * 6)) == value
    assert Decimal(shown(value, "General")) == value or len(str(units)) > 9
