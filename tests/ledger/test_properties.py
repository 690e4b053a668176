"""Whatever a ledger says, every request is in exactly one place or asked about, and the form's relations hold."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from app.form.schema import Cell
from app.ledger.count import count
from app.ledger.reading.requests import read_ledger
from app.model.files import FileProblem
from app.model.report import Report
from app.model.totals import equations
from tests.ledger.layouts import COLUMNS, DOUBTS, WHO, WORDS, sheets

HEAD = ["编号", "收到日期", "申请人类型", "结果", "答复日期", "补正告知日", "合并到编号", "区分处理", "备注"]
DAYS = (
    st.none()
    | st.dates(datetime.date(2023, 6, 1), datetime.date(2026, 12, 31))
    | st.sampled_from(
        ["2025.3.7", "3月7日", "/", "无", "2025-02-30", "待定", "45723", "3.1", "已寄", "2025年3月7日、3月9日"]
    )
)
RESULTS = st.none() | st.sampled_from(
    [*DOUBTS, *(each for words in WORDS.values() for each in words), "办理中", "乱写的"]
)
ROWS = st.lists(
    st.tuples(
        st.none() | st.integers(1, 6),
        DAYS,
        st.none() | st.sampled_from([*(each for words in WHO.values() for each in words), "法人", "外星人"]),
        RESULTS,
        DAYS,
        DAYS,
        st.none() | st.sampled_from(["1", "2", "是", "否", "9"]),
        st.none() | st.sampled_from(["是", "否", ""]),
        st.none() | st.sampled_from(["与2号合并", "已电话告知", "涉及个人隐私"]),
    ),
    max_size=25,
)


@given(
    ROWS, st.sampled_from(["2021", "2019"]), st.sampled_from([datetime.date(2025, 6, 30), datetime.date(2026, 1, 20)])
)
def test_nothing_is_lost_and_everything_adds_up(rows: list[tuple], edition: str, as_of: datetime.date) -> None:
    form = Report(edition).form
    ledger = read_ledger(sheets({"台账": [HEAD, *map(list, rows)]}), "台账.xlsx", 2025)
    found = count(ledger.requests, 2025, as_of, form=form)
    assert len({request.id for request in ledger.requests}) == len(ledger.requests)
    assert len(ledger.requests) == sum(map(len, (found.placed, found.asks, found.earlier, found.later)))
    ends = [
        row.key
        for row in form.table("applications").rows
        if row.key not in ("received", "carried_in", "processed_total")
    ]
    once = [
        id for row in ends for column in COLUMNS for id in found.requests_of.get(Cell("applications", row, column), ())
    ]
    assert sorted(once) == sorted(each.request.id for each in found.placed)
    for equation in equations(form.table("applications")):
        left, right = (sum((found.figures[cell] for cell in side), Decimal(0)) for side in equation[1:])
        assert left == right
    assert all(ask.why and ask.rows and ask.columns for ask in found.asks)


@given(st.lists(st.lists(st.none() | st.text(max_size=6) | st.sampled_from(HEAD), max_size=8), max_size=8))
@example([["收到日", "答复日"], [None, "²"]])
@example([["收到日", "答复日"], ["①", "٣"]])
def test_any_sheet_is_read_or_refused_in_a_sentence(rows: list[list]) -> None:
    try:
        read_ledger(sheets({"Sheet1": rows}), "台账.xlsx", 2025)
    except FileProblem as problem:
        assert str(problem).endswith("。")
