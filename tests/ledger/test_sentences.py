"""Sentences out of a ledger agree with the figures and say 没有 of what is 0; the list of deadlines puts the urgent first."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from app.documents.write.ledger.deadlines import deadlines_xlsx
from app.ledger.count import Count, count
from app.ledger.deadlines import deadline_list
from app.ledger.fees import Charged
from app.ledger.fill import LedgerFile, filled
from app.ledger.reading.requests import read_ledger
from app.ledger.sentences import applications_sentence, fee_sentence
from app.model.report import Report
from app.model.words.texts import expand
from app.rules import Case, check
from tests.ledger.layouts import LAYOUTS, sheets, truths
from tests.reports import OFFICE

D = datetime.date
HEAD = ["编号", "收到日期", "申请人类型", "结果", "答复日期", "延期告知日"]


AFTER = D(2026, 1, 20)


def counted(*rows, as_of: datetime.date = AFTER) -> Count:
    read = read_ledger(sheets({"台账": [HEAD, *map(list, rows)]}), "台账.xlsx", 2025)
    return count(read.requests, 2025, as_of)


def sentence(found: Count) -> str:
    report = filled(
        Report("2021", OFFICE, 2025, auto_totals=True), found, LedgerFile("台账.xlsx", "0", "2026-01-12"), {}
    )
    return expand(applications_sentence(report), report)


def test_what_is_said_of_a_year() -> None:
    one = ("1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20))
    assert sentence(counted()) == "2025年未收到政府信息公开申请，没有上年结转。"
    assert sentence(counted(one)) == (
        "2025年新收政府信息公开申请1件，均为自然人申请，没有上年结转。全年办结1件，均为予以公开，全部办结，没有结转下年度。"
    )
    before = ("2", D(2024, 12, 20), "商业企业", "国家秘密", D(2025, 1, 8))
    left = ("3", D(2025, 12, 20), "商业企业", None, None)
    assert sentence(counted(one, before, left)) == (
        "2025年新收政府信息公开申请2件，其中自然人申请1件，上年结转1件。全年办结2件：予以公开1件、不予公开1件；结转下年度继续办理1件。"
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_checks_agree_with_the_sentence(seed: int) -> None:
    ledger = read_ledger(sheets(LAYOUTS["quarters"](truths(seed, 80, doubts=0))), "台账.xlsx", 2025)
    found = count(ledger.requests, 2025, D(2026, 1, 20))
    report = filled(
        Report("2021", OFFICE, 2025, auto_totals=True), found, LedgerFile("台账.xlsx", "0", "2026-01-12"), {}
    )
    report = report.with_text("overview.disclosure_on_application", applications_sentence(report))
    assert not [finding.message for finding in check(Case(report)) if finding.rule[0] in "NFL"]


def test_what_is_said_of_fees() -> None:
    assert fee_sentence(Charged(), 2025) == "2025年未收取政府信息公开信息处理费。"
    assert "收费通知2件，收取信息处理费5500元" in fee_sentence(Charged(2, Decimal(5500)), 2025)
    assert "收费通知1件，未收取信息处理费" in fee_sentence(Charged(1), 2025)


def test_the_most_urgent_stands_first_and_the_paper_names_nobody() -> None:
    found = counted(
        ("late", D(2025, 3, 7), "自然人", "予以公开", D(2025, 4, 9)),
        ("open", D(2026, 1, 4), "自然人", None, None),
        ("soon", D(2025, 12, 4), "自然人", None, None),
        ("=over", D(2025, 11, 4), "自然人", None, None),
        as_of=D(2025, 12, 30),
    )
    items = deadline_list(found)
    assert [item.urgency for item in items] == ["overdue", "soon", "late"]
    assert items[0].words.startswith("逾期") and items[1].words == "还有 2 个工作日"
    sheet = load_workbook(io.BytesIO(deadlines_xlsx(items, "某局", D(2025, 12, 30), "台账.xlsx")))["期限"]
    rows = [[square.value for square in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0][0] == "逾期未答复" and rows[0][1] == "'=over", "no spreadsheet takes a number for a formula"
    assert "逾期未答复 1 件，快到期 1 件，逾期答复 1 件" in sheet["A2"].value
