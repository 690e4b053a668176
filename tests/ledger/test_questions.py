"""The same words for the same reason are one question; an answer of it holds for all of its requests."""

from __future__ import annotations

import datetime
import pickle

import pytest

from app.ledger.classify import Answer
from app.ledger.count import count
from app.ledger.questions import questions
from app.ledger.reading.requests import Unclear, read_ledger
from tests.ledger.layouts import sheets

D = datetime.date
HEAD = ["编号", "收到日期", "申请人类型", "结果", "答复日期"]
ROWS = [
    ["1", D(2025, 3, 7), "自然人", "咨询", D(2025, 3, 20)],
    ["2", D(2025, 3, 8), "自然人", "咨询", D(2025, 3, 21)],
    ["3", D(2025, 3, 9), "法人", "咨询", D(2025, 3, 22)],
    ["4", None, "自然人", "予以公开", D(2025, 3, 22)],
]
REQUESTS = read_ledger(sheets({"台账": [HEAD, *ROWS]}), "台账.xlsx", 2025).requests


def asked(answers=None):
    return count(REQUESTS, 2025, D(2026, 1, 20), answers=answers).asks


def test_one_question_a_kind() -> None:
    found = questions(asked())
    assert [[ask.request.id for ask in each.asks] for each in found] == [["1", "2"], ["3"], ["4"]]
    assert [each.can_be_placed for each in found] == [True, True, False]


def test_a_kind_can_be_asked_request_by_request() -> None:
    apart = questions(asked())[0].key
    assert [[ask.request.id for ask in each.asks] for each in questions(asked(), [apart])] == [
        ["1"],
        ["2"],
        ["3"],
        ["4"],
    ]


def test_an_answer_holds_for_all_of_them_and_an_impossible_one_for_none() -> None:
    first = questions(asked())[0]
    assert [a.request.id for a in asked(first.answered(Answer("other_remaining", "natural_person")))] == ["3", "4"]
    assert len(asked(first.answered(Answer("granted", "natural_person")))) == 4
    assert len(asked(questions(asked())[2].answered(Answer("granted", "natural_person")))) == 4
    assert len(asked(questions(asked())[2].answered(Answer("none", "")))) == 3


def test_a_header_that_lacks_something_names_its_columns_through_the_child() -> None:
    with pytest.raises(Unclear) as problem:
        read_ledger(
            sheets({"台账": [["编号", "到件", "申请人类型", "结果", "答复日期"], ["1", "x", "a", "b", "c"]]}),
            "a.xlsx",
            2025,
        )
    again = pickle.loads(pickle.dumps(problem.value))
    assert again.headers[1] == "到件" and str(again) == str(problem.value)
