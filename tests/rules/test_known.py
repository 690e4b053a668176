"""Of several repairs: what is known goes first, what contradicts it last; and what each would mean in work."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.form.schema import Cell
from app.model.kept.ledger_note import LedgerNote
from app.model.report import Report
from app.model.totals import fill_totals, typed_cells
from app.rules import Case, check
from app.rules.meaning import meaning
from tests.reports import blank


def at(row: str, column: str = "natural_person", table: str = "applications") -> Cell:
    return Cell(table, row, column)


def counted(**rows: int) -> Report:
    """Table 三 with these figures of natural persons, zeros elsewhere, totals added up."""
    report = replace(blank(), auto_totals=True)
    figures = dict.fromkeys(typed_cells(report), Decimal(0)) | {at(row): Decimal(n) for row, n in rows.items()}
    return fill_totals(report.with_figures(figures))


def fault(report: Report, edited: Cell | None = None):
    (finding,) = [f for f in check(Case(report, report.previous, edited)) if f.rule.startswith("F")]
    return finding


def ranks(finding) -> list[Cell]:
    """The cells of the repairs, best first."""
    return [next(iter(fix)) for fix in finding.candidates]


OFF = counted(received=10, carried_in=2, granted=8, carried_out=3)  # 12 against 11


def test_what_each_repair_means_in_work_is_said():
    assert (
        "相差 1。可能是少归类 1 件，或结转少 1 件，或" in fault(counted(received=10, granted=8, carried_out=1)).message
    )
    message = fault(OFF).message
    for words in ("少归类 1 件", "结转少 1 件", "新收多 1 件", "上年结转多 1 件", "请查台账"):
        assert words in message
    assert "先看" not in message, "nothing decides"


def test_a_carried_in_that_last_year_bears_out_is_the_last_suspect():
    last = replace(counted(received=9, granted=7, carried_out=2), year=2024)
    finding = fault(replace(OFF, previous=last))
    assert ranks(fault(OFF)).index(at("carried_in")) < len(ranks(fault(OFF))) - 1
    assert ranks(finding)[-1] == at("carried_in")
    older = replace(OFF, previous=replace(last, year=2023))
    assert ranks(fault(older)) == ranks(fault(OFF)), "a report of another year says nothing"


def test_a_carried_in_that_last_year_hands_on_otherwise_is_the_first():
    last = replace(counted(received=9, granted=8, carried_out=1), year=2024)
    finding = fault(replace(OFF, previous=last))
    assert finding.candidates[0] == {at("carried_in"): "1"}
    assert "先看：自然人·二、上年结转应为 1（现为 2），这样上年结转与去年的年报相符。" in finding.message


def test_what_the_text_says_is_no_suspect():
    finding = fault(OFF.with_text("overview.disclosure_on_application", "年末结转下年度继续办理3件。"))
    assert ranks(finding)[-1] == at("carried_out") != ranks(fault(OFF))[-1]


def test_a_size_that_this_organ_never_had_goes_last():
    wrong = counted(received=95, granted=8, carried_out=3)  # 11 was meant
    last = replace(counted(received=9, granted=7, carried_out=2), year=2024)
    assert fault(wrong).candidates[0] != {at("received"): "11"}
    assert fault(replace(wrong, previous=last)).candidates[0] == {at("received"): "11"}


def test_the_cell_typed_last_goes_first_but_behind_what_is_known():
    assert ranks(fault(OFF, at("carried_out")))[0] == at("carried_out")
    assert "最后填的是这一格" in fault(OFF, at("carried_out")).message
    last = replace(counted(received=9, granted=7, carried_out=2), year=2024)
    assert ranks(fault(replace(OFF, previous=last), at("carried_in")))[-1] == at("carried_in")


def test_what_the_ledger_bears_out_goes_before_all():
    note = LedgerNote("台账.xlsx", "0" * 64, "2026-01-12", figures={str(at("refused_third_party")): "1"})
    finding = fault(replace(OFF, ledger=note), at("granted"))
    assert finding.candidates[0] == {at("refused_third_party"): "1"}
    assert "这样与申请台账相符" in finding.message
    kept = {str(at("granted")): "8", str(at("received")): "10"}
    last = ranks(fault(replace(OFF, ledger=replace(note, figures=kept))))[-2:]
    assert set(last) == {at("granted"), at("received")}, "what the ledger has already is no suspect"


def test_what_stands_in_the_wrong_place_is_called_so():
    table = OFF.form.table("applications")
    moved = {at("granted"): "6", at("refused_third_party"): "2"}
    assert meaning(OFF, table, moved) == "记错行 2 件"
    assert meaning(OFF, table, {at("granted"): "7", at("granted", "business"): "1"}) == "申请人分错 1 件"
    assert meaning(OFF, table, {at("granted"): "7", at("carried_out", "business"): "2"}) == "多归类 1 件且结转少 2 件"
    assert meaning(OFF, table, {at("received", "total"): "12"}) == "总计少算 2 件"


def test_table_four_asks_for_the_files():
    report = blank().with_figures(
        {
            Cell("disputes", row.key, column.key): Decimal(0)
            for row in blank().form.table("disputes").rows
            for column in blank().form.table("disputes").columns_of(row.key)
        }
    )
    wrong = report.with_figures(
        {at("reconsideration", c, "disputes"): Decimal(n) for c, n in (("upheld", 2), ("corrected", 1), ("total", 4))}
    )
    message = fault(wrong).message
    assert "总计多算 1 件" in message and "“结果维持”少 1 件" in message and message.endswith("请查案卷。")
