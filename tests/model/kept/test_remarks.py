"""The county's letter as the unit's draft keeps it: read with bounds, merged, judged by what stands in the draft now."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.acts import examine, new_from_last_year, notes_docx
from app.form.schema import Cell
from app.model.beside.sent import copy_code
from app.model.draft import draft_bytes, parse_draft
from app.model.files import FileProblem
from app.model.finding import Level
from app.model.kept.remarks import (
    UNIT_KEY,
    Letter,
    Remark,
    answer_text,
    belongs,
    letter_bytes,
    letter_dict,
    letter_of,
    open_at,
    parse_letter,
    standing,
    with_answer,
    with_answers_of,
    with_letter,
)
from app.model.report import Reason, Report
from tests.reports import balanced

TOTAL = Cell.parse("applications/received/total")
UNIT = balanced(3).organ.name


def letter(*remarks: Remark, number: int = 1, **changes: Any) -> Letter:
    made = Letter(
        UNIT, "青禾县人民政府", 2025, number, "2026-01-12", "2026-01-20", "年报.docx", "", remarks, (), (UNIT,)
    )
    return replace(made, **changes)


def wrong_total() -> tuple[Report, Remark]:
    """A draft with a total that is not its sum, and what the county says of it."""
    report = balanced(3).with_figures({TOTAL: Decimal(777)})
    finding = next(f for f in examine(report).findings if f.level is Level.ERROR)
    return report, Remark(finding.message, str(TOTAL), "表三 总计", "777", finding.basis, finding.anchor, finding.rule)


def stands(report: Report) -> list[tuple[bool, str]]:
    kept = letter_of(report)
    assert kept
    return [(each.done, each.words) for each in standing(kept, examine(report).findings, report)]


def test_a_letter_comes_back_as_it_was_written() -> None:
    made = letter(Remark("第五部分太短。", "problems", answer="补写了", done=True), Remark("=1+1", stands="<b>"))
    assert parse_letter(letter_bytes(made), "a.gkth") == made


def test_the_draft_keeps_it_and_prints_nothing_of_it() -> None:
    report = with_letter(balanced(3), letter(Remark("第五部分太短。")))
    again = parse_draft(draft_bytes(report), "a.gknb")
    assert letter_of(again) == letter(Remark("第五部分太短。"))
    assert again == report
    assert copy_code(report) == copy_code(balanced(3))
    assert letter_of(with_letter(again, None)) is None
    assert "remarks" not in new_from_last_year(report, 2026).previous.extra  # type: ignore[union-attr]


def test_an_error_is_done_when_the_figure_is_mended() -> None:
    report, remark = wrong_total()
    sent_back = with_letter(report, letter(remark))
    assert stands(sent_back) == [(False, "")]
    assert open_at(sent_back, examine(sent_back).findings) == {str(TOTAL): [f"县里的意见 1：{remark.text}"]}
    right = sent_back.with_figures({TOTAL: balanced(3).figures[TOTAL]})
    assert stands(right) == [(True, f"已改：777 → {right.figures[TOTAL]}")]
    assert open_at(right, examine(right).findings) == {}


def test_the_same_fault_under_another_rule_is_still_open() -> None:
    """One figure typed elsewhere, or 自动合计 off, and another relation speaks of the very same cell."""
    report, remark = wrong_total()
    other = replace(remark, anchor="F999:elsewhere", rule="F999")
    assert stands(with_letter(report, letter(other))) == [(False, "")]


def test_two_sentences_of_one_part_are_told_apart() -> None:
    report, remark = wrong_total()
    mended = replace(remark, anchor=f"{remark.rule}:{TOTAL}", text="另一处")
    assert stands(with_letter(report, letter(remark, mended)))[0] == (False, "")
    assert stands(with_letter(report, letter(remark, mended)))[1] == (True, "现在核对已经没有这个问题")


def test_what_this_draft_never_had_is_not_called_mended() -> None:
    """The county read a Word that was typed by hand; the draft beside it was right all the time."""
    _, remark = wrong_total()
    right = with_letter(balanced(3), letter(replace(remark, stands=str(balanced(3).figures[TOTAL]))))
    assert stands(right) == [(True, "现在核对已经没有这个问题")]


def test_a_query_is_done_with_its_reason_an_error_not_by_a_tick() -> None:
    report = balanced(3).with_figures({Cell.parse("disclosure/licences/decisions"): Decimal(999999)})
    report = replace(report, previous=replace(balanced(4, year=2024), figures={**balanced(4).figures}))
    query = next(f for f in examine(report).findings if f.level is Level.QUERY)
    asked = with_letter(report, letter(Remark(query.message, anchor=query.anchor)))
    assert stands(asked) == [(False, "")]
    explained = asked.with_reason(query.anchor, Reason("经核实情况属实", query.values(asked)))
    assert stands(explained) == [(True, "已写说明")]
    wrong, remark = wrong_total()
    ticked = with_letter(wrong, with_answer(letter(remark), 0, "", done=True))
    assert stands(ticked) == [(False, "")]


def test_the_countys_own_words_are_done_by_tick_or_answer() -> None:
    remark = Remark("请核对受理数。", str(TOTAL), stands="5")
    asked = letter(remark, Remark("第五部分太短。"))
    report = with_letter(balanced(3).with_figures({TOTAL: Decimal(6)}), asked)
    assert stands(report) == [(False, "现在是 6"), (False, "")]
    answered = with_letter(report, with_answer(with_answer(asked, 0, "", True), 1, "补写了", False))
    assert stands(answered) == [(True, "已改：5 → 6"), (True, "已答复")]
    kept = letter_of(answered)
    assert kept
    text = answer_text(kept, standing(kept, examine(answered).findings, answered))
    assert text.splitlines()[1:] == ["1. 全文：已改：5 → 6。", "2. 全文：已答复；补写了。"]


def test_the_same_letter_again_keeps_the_answers_a_second_round_does_not() -> None:
    asked = letter(Remark("甲"), Remark("乙"))
    answered = with_answer(asked, 1, "改了", True)
    assert with_answers_of(asked, answered).remarks == answered.remarks
    assert with_answers_of(replace(asked, number=2), answered).remarks == asked.remarks


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"unit": "青禾县水利局", "names": ()}, False),
        ({"unit": "青禾县第三局", "names": ("别名", f" {UNIT}")}, True),  # the draft is under a name the county knows
        ({"year": 2024}, False),
    ],
)
def test_whose_letter_it_is(changes: dict[str, Any], expected: bool) -> None:
    assert belongs(letter(Remark("甲"), **changes), balanced(3)) is expected


def test_the_key_of_a_starter_file_tells_too() -> None:
    report = replace(balanced(3), extra={UNIT_KEY: "青禾县第三局"})
    assert belongs(letter(Remark("甲"), unit="青禾县第三局", names=()), report)


def test_a_newer_letter_says_so() -> None:
    data = json.dumps({**letter_dict(letter(Remark("甲"))), "format": 2}).encode()
    with pytest.raises(FileProblem, match="更新的版本"):
        parse_letter(data, "a.gkth")


WRONG: tuple[tuple[str, Any], ...] = (
    ("unit", ""),
    ("unit", 3),
    ("year", "2025"),
    ("year", True),
    ("year", -1),
    ("number", 1.5),
    ("remarks", []),
    ("remarks", [{"text": ""}]),
    ("remarks", [3]),
    ("remarks", [{"text": "甲", "place": 3}]),
    ("remarks", {}),
    ("names", [3]),
    ("deadline", None),
)


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_a_damaged_letter_is_one_sentence(key: str, value: Any) -> None:
    data = json.dumps({**letter_dict(letter(Remark("甲"))), key: value}).encode()
    with pytest.raises(FileProblem, match=r"^“a.gkth”不是退回意见，或已损坏，没有打开。请向下发单位要原文件"):
        parse_letter(data, "a.gkth")


@given(st.binary() | st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda each: st.lists(each) | st.dictionaries(st.sampled_from(sorted(letter_dict(letter(Remark("甲"))))) | st.text(), each)).map(lambda each: json.dumps(each).encode()))  # fmt: skip
def test_whatever_the_file_holds_it_is_a_letter_or_a_sentence(data: bytes) -> None:
    with contextlib.suppress(FileProblem):
        parse_letter(data, "a.gkth")


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda each: st.lists(each) | st.dictionaries(st.text(), each))
)
def test_whatever_another_version_keeps_there_does_no_harm(kept: Any) -> None:
    report = replace(balanced(3), extra={"remarks": kept})
    letter_of(report)
    assert parse_draft(draft_bytes(report), "a.gknb").extra["remarks"] == kept


def test_the_answers_stand_in_the_notes_that_go_with_a_word() -> None:
    report, remark = wrong_total()
    asked = with_answer(letter(remark, Remark("第五部分太短。")), 1, "=补写了", False)
    sent_back = with_letter(report, asked)
    paper = docx.Document(io.BytesIO(notes_docx(examine(sent_back))))
    assert any("对青禾县人民政府第 1 次退回意见的答复" in each.text for each in paper.paragraphs)
    table = next(each for each in paper.tables if each.rows[0].cells[1].text == "意见")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert rows == [["1", remark.text, "还没有改", ""], ["2", "第五部分太短。", "已答复", "=补写了"]]
    plain = docx.Document(io.BytesIO(notes_docx(examine(report))))
    assert not any("退回意见" in each.text for each in plain.paragraphs)
