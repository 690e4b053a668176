"""The template: its own columns are read, its lists hold the form's words, its sheet 表三 counts what the program counts."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from app.documents.read.lines.book import sheets_of
from app.documents.read.lines.ledger import read_ledger_file
from app.documents.write.ledger.template import ledger_template
from app.form.layout import layout
from app.form.parts import OTHER_IN_THREE, applications
from app.ledger.count import count
from app.ledger.reading.applicants import applicant
from app.ledger.reading.columns import meaning_of
from app.ledger.reading.lexicon import RESULTS
from app.ledger.reading.requests import read_ledger
from app.ledger.reading.results import read_result
from app.ledger.template import APPLICANT_WORDS, COLUMNS, RESULT_WORDS
from tests.ledger.layouts import YEAR, Truth, expected, truths

AS_OF = datetime.date(2026, 1, 20)
_WORDS = {row: words for words, row in RESULT_WORDS.items()}
_WHO = {column: words for words, column in APPLICANT_WORDS.items()}


def filled(made: list[Truth]) -> bytes:
    """The template with these requests typed into it."""
    book = load_workbook(io.BytesIO(ledger_template(YEAR)))
    sheet = book["台账"]
    at = {column.field: number for number, column in enumerate(COLUMNS, 1) if column.field}
    for row, each in enumerate(made, 2):
        values = {"id": f"{YEAR}-{each.number:03d}", "received": each.received, "applicant": _WHO[each.column]}
        if each.answered:
            values |= {"answered": each.answered, "result": _WORDS[each.row], "delivery": "邮寄"}
            if each.number % 4 == 0:
                values |= {
                    "posted": each.answered,
                    "answered": max(each.received, each.answered - datetime.timedelta(days=1)),
                }
            if each.row == "granted_in_part" and each.number % 2:
                values |= {"result": _WORDS["refused_third_party"], "divided": "是"}
        for field, value in values.items():
            sheet.cell(row, at[field], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_its_columns_and_lists_are_understood() -> None:
    for column in COLUMNS:
        meaning = meaning_of(column.heading)
        assert not column.field or (meaning is not None and meaning.field == column.field), column.heading
    assert [read_result(words).rows for words in RESULT_WORDS] == [(row,) for row in RESULTS]
    assert [applicant(words).columns for words in APPLICANT_WORDS] == [(column,) for column in APPLICANT_WORDS.values()]


def test_an_empty_one_is_a_ledger_without_requests() -> None:
    read = read_ledger(sheets_of(ledger_template(YEAR), "模板.xlsx"), "模板.xlsx", YEAR)
    assert (read.requests, read.notes, read.unknown, read.sheets) == ((), (), (), ("台账",))


def test_the_same_bytes_each_time() -> None:
    assert ledger_template(YEAR) == ledger_template(YEAR)


def test_lists_and_formats_reach_all_lines() -> None:
    sheet = load_workbook(io.BytesIO(ledger_template(YEAR)))["台账"]
    kinds = {str(check.sqref): check.type for check in sheet.data_validations.dataValidation}
    assert kinds["D2:D2000"] == "list" and kinds["S2:S2000"] == "list" and kinds["C2:C2000"] == "date"
    assert sheet["C2000"].number_format == "yyyy-mm-dd"


def test_300_requests_filled_in_saved_by_an_office_program_and_counted_twice(
    tmp_path: Path, calc: Callable[[Path, str], Path]
) -> None:
    made = [each for each in truths(11, doubts=0) if not (each.answered and each.answered.year < YEAR - 1)]
    source = tmp_path / "台账.xlsx"
    source.write_bytes(filled(made))
    saved = calc(source, "xlsx")  # LibreOffice computes the formulas and stores what they give
    found = count(read_ledger_file(saved, YEAR).ledger.requests, YEAR, AS_OF)
    assert not found.asks
    assert {(c.row, c.column): int(figure) for c, figure in found.figures.items() if figure} == dict(expected(made))
    counted = load_workbook(saved, data_only=True)["表三"]
    for box in layout(applications(OTHER_IN_THREE)).boxes:
        if box.cell:
            assert counted.cell(3 + box.row, 1 + box.column).value == found.figures[box.cell], box.cell
