"""Figures that lost their labels are taken only where the sums of the form hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.read.formats.text import read_text
from app.documents.recognise.report import Imported, recognise
from app.documents.recognise.tables.order import DISPUTES
from app.model.report import Report
from tests.documents.recognise import shapes
from tests.reports import balanced

REPORT = balanced(3, most=20)
TRUE = [str(REPORT.figures[cell]) for cell in DISPUTES]


def with_row(values: list[str], header: str = "") -> Imported:
    """The report as text; where table 四 stood, only these lines."""
    text = shapes.text_of(REPORT, shapes.tabs)
    table = shapes.tabs(REPORT, REPORT.form.table("disputes"))
    assert table in text
    return recognise(read_text(text.replace(table, header + " ".join(values)).encode(), "报告.txt"), "报告.txt")


def disputes(report: Report) -> list[str]:
    return [str(report.figures.get(cell)) for cell in DISPUTES]


def test_a_bare_row_whose_sums_hold_is_table_four_and_asked() -> None:
    found = with_row(TRUE)
    assert disputes(found.report) == TRUE
    assert any(doubt.where == "disputes" and "表头不见了" in doubt.note for doubt in found.doubts)


@pytest.mark.parametrize("torn", ["reversed", "columns first", "one digit lost", "shifted"])
def test_a_bare_row_whose_sums_do_not_hold_is_not(torn: str) -> None:
    row = {
        "reversed": [value[::-1] for value in reversed(TRUE)],
        "columns first": [TRUE[i] for i in (0, 5, 10, 1, 6, 11, 2, 7, 12, 3, 8, 13, 4, 9, 14)],
        "one digit lost": [*TRUE[:4], TRUE[4][1:] or "9", *TRUE[5:]],
        "shifted": [*TRUE[1:], TRUE[0]],
    }[torn]
    found = with_row(row)
    assert all(cell in found.missing for cell in DISPUTES)
    assert any(doubt.where == "disputes" and "没有读入" in doubt.note for doubt in found.doubts)


@settings(max_examples=60, deadline=None)
@given(st.permutations(TRUE))
def test_no_row_is_taken_for_table_four_by_its_length(row: list[str]) -> None:
    numbers = [int(value) for value in row]
    holds = all(sum(numbers[i : i + 4]) == numbers[i + 4] for i in (0, 5, 10))
    found = with_row(row)
    assert (not holds and all(cell in found.missing for cell in DISPUTES)) or disputes(found.report) == row


def test_a_torn_header_leads_to_the_order_and_a_wrong_sum_is_said() -> None:
    above, below = "结果 结果 其他 尚未 总计", "维持 纠正 结果 审结"
    header = f"行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n{' '.join([above] * 3)}\n{' '.join([below] * 3)}\n"
    printed = [*TRUE[:4], "0", *TRUE[5:]]
    found = with_row(printed, header)
    assert disputes(found.report) == printed
    assert any(doubt.where == "disputes" and "不等" in doubt.note for doubt in found.doubts)
    assert not any(doubt.where == "disputes" for doubt in with_row(TRUE, header).doubts)
