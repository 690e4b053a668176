"""Ledgers out of real files, through the child: the same table from every format; what a sheet hides or lacks is said."""

from __future__ import annotations

import datetime
import io
import logging
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from app.documents.read.lines.book import sheets_of
from app.documents.read.lines.ledger import read_ledger_file
from app.documents.read.pool import Cancelled
from app.documents.read.unpack import open_package
from app.ledger.count import count
from app.ledger.reading.requests import Ledger, read_ledger
from app.model.files import FileProblem
from tests.documents.read.lines.books import csv_bytes, page, saved, struck, xlsx
from tests.documents.read.sheet import biff
from tests.documents.read.sheet.biff import xls
from tests.ledger.layouts import LAYOUTS, YEAR, asked, expected, number_in, truths

AS_OF = datetime.date(2026, 1, 20)
D = datetime.date
HEAD = ["编号", "收到日期", "申请人类型", "结果", "答复日期"]
ROW = ["1", D(2025, 3, 7), "自然人", "予以公开", D(2025, 3, 20)]


def here(data: bytes, name: str = "台账.xlsx") -> Ledger:
    return read_ledger(sheets_of(data, name), name, YEAR)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_through_a_file_and_the_child(layout: str, tmp_path: Path) -> None:
    made = truths(7)
    path = tmp_path / "台账.xlsx"
    path.write_bytes(xlsx(LAYOUTS[layout](made)))
    read = read_ledger_file(path, YEAR)
    found = count(read.ledger.requests, YEAR, AS_OF)
    assert len(read.digest) == 64
    assert {number_in(ask.request.id) for ask in found.asks} == asked(made)
    assert {(c.row, c.column): int(figure) for c, figure in found.figures.items() if figure} == dict(expected(made))


@pytest.mark.parametrize("layout", ["template", "exchange", "town"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_with_commas_in_any_encoding(layout: str, encoding: str) -> None:
    made = truths(3)
    found = count(here(csv_bytes(LAYOUTS[layout](made), encoding), "台账.csv").requests, YEAR, AS_OF)
    assert {(c.row, c.column): int(figure) for c, figure in found.figures.items() if figure} == dict(expected(made))


@pytest.mark.parametrize("kind", ["xls", "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"])
def test_what_an_office_program_saves(kind: str, tmp_path: Path, calc: Callable[[Path, str], Path]) -> None:
    made = truths(5)
    source = tmp_path / "原.xlsx"
    layout = LAYOUTS["exchange" if kind.startswith("csv") else "quarters"]
    source.write_bytes(xlsx(layout(made), date_format='yyyy"年"m"月"d"日"'))
    found = count(read_ledger_file(calc(source, kind), YEAR).ledger.requests, YEAR, AS_OF)
    assert {number_in(ask.request.id) for ask in found.asks} == asked(made)
    assert {(c.row, c.column): int(figure) for c, figure in found.figures.items() if figure} == dict(expected(made))


def test_a_web_page_that_a_system_calls_xls() -> None:
    made = truths(4)
    found = count(here(page(LAYOUTS["exchange"](made)), "导出.xls").requests, YEAR, AS_OF)
    assert {(c.row, c.column): int(figure) for c, figure in found.figures.items() if figure} == dict(expected(made))


@pytest.mark.parametrize(
    "form", ["yyyy/m/d", 'yyyy"年"m"月"d"日"', "m/d/yyyy", "yyyy-mm-dd hh:mm", "[$-804]yyyy.m.d", "d-mmm-yy"]
)
def test_a_day_in_any_format(form: str) -> None:
    (request,) = here(xlsx({"台账": [HEAD, ROW]}, date_format=form)).requests
    assert (request.received.date, request.ended) == (D(2025, 3, 7), D(2025, 3, 20))


def test_a_day_shown_without_its_year() -> None:
    form = 'm"月"d"日"'
    (same,) = here(xlsx({"2025年": [HEAD, ROW]}, date_format=form)).requests
    assert same.received.date == D(2025, 3, 7)
    other = [*ROW[:1], D(2026, 3, 7), *ROW[2:]]
    (request,) = here(xlsx({"2025年": [HEAD, other]}, date_format=form)).requests
    assert "存的却是2026年" in request.received.doubt


def test_a_month_without_a_day_is_no_day() -> None:
    (request,) = here(xlsx({"台账": [HEAD, ROW]}, date_format='yyyy"年"m"月"')).requests
    assert "只显示到月" in request.received.doubt


def test_days_counted_from_1904() -> None:
    book = Workbook()
    book.epoch = datetime.datetime(1904, 1, 1)
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    sheet.append(ROW)
    (request,) = here(saved(book)).requests
    assert request.received.date == D(2025, 3, 7)


def test_a_plain_number_that_is_a_day() -> None:
    (request,) = here(xlsx({"台账": [HEAD, ["1", 45723, "自然人", "予以公开", 45736]]})).requests
    assert (request.received.date, request.ended) == (D(2025, 3, 7), D(2025, 3, 20))


def test_a_formula_without_a_result_is_said_and_the_rest_is_read() -> None:
    data = xlsx({"台账": [HEAD, ROW, ["2", D(2025, 4, 7), "自然人", '=IF(1,"予以公开","")', D(2025, 4, 20)]]})
    first, second = here(data).requests
    assert not first.doubt and "“结果”是公式" in second.doubt and second.row == 3


def test_a_number_made_by_a_formula_does_no_harm() -> None:
    rows = [HEAD, ["=ROW()-1", *ROW[1:]], ["=ROW()-1", None, None, None, None]]
    (request,) = here(xlsx({"台账": rows})).requests
    assert not request.doubt and request.id == "第2行"


def test_a_line_struck_out_is_not_counted_and_a_result_struck_out_is_asked() -> None:
    book = load_workbook(io.BytesIO(xlsx({"台账": [HEAD, ROW, ["2", *ROW[1:]], ["3", *ROW[1:]]]})))
    struck(book, "台账", 3)
    book["台账"]["D4"].font = Font(strike=True)
    found = here(saved(book))
    assert [request.id for request in found.requests] == ["1", "3"]
    assert any("第 3 行整行画了删除线" in note for note in found.notes)
    assert "“结果”画了删除线" in found.requests[1].doubt


def test_lines_filtered_away_are_counted_and_a_hidden_sheet_is_not() -> None:
    book = load_workbook(io.BytesIO(xlsx({"2025年": [HEAD, ROW, ["2", *ROW[1:]]], "2024年": [HEAD, ["9", *ROW[1:]]]})))
    book["2025年"].row_dimensions[3].hidden = True
    book["2024年"].sheet_state = "hidden"
    found = here(saved(book))
    assert [request.id for request in found.requests] == ["1", "2"]
    assert any("1 行是隐藏的" in note for note in found.notes)
    assert any("隐藏的工作表“2024年”有 1 件没有读" in note for note in found.notes)


def test_what_stands_over_several_lines_stands_in_each() -> None:
    book = load_workbook(io.BytesIO(xlsx({"台账": [HEAD, ROW, ["2", D(2025, 3, 9), None, None, None]]})))
    for column in "CDE":
        book["台账"].merge_cells(f"{column}2:{column}3")
    second = here(saved(book)).requests[1]
    assert second.applicant.columns == ("natural_person",) and second.ended == D(2025, 3, 20)


def test_numbers_keep_their_zeros() -> None:
    book = load_workbook(io.BytesIO(xlsx({"台账": [HEAD, [7, *ROW[1:]]]})))
    book["台账"]["A2"].number_format = "000"
    assert here(saved(book)).requests[0].id == "007"


def test_a_sheet_formatted_down_to_its_end_is_read_quickly() -> None:
    book = load_workbook(io.BytesIO(xlsx({"台账": [HEAD, ROW]})))
    for row in range(3, 60_000):
        book["台账"].row_dimensions[row].height = 15
    assert len(here(saved(book)).requests) == 1


def package(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


BAD = {
    "empty": ("a.xlsx", b" \r\n", "是空的"),
    "a picture": ("a.xlsx", b"\x89PNG\r\n\x1a\n", "不是 Excel 表格"),
    "a Word file": ("a.docx", package({"word/document.xml": b"<a/>"}), "不是 Excel 表格"),
    "cut off": ("a.xlsx", xlsx({"台账": [HEAD, ROW]})[:900], "不完整或已损坏"),
    "locked": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "broken xls": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "不完整或已损坏"),
    "entities": (
        "a.xlsx",
        package({"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "XML 实体",
    ),
    "no workbook": ("a.xlsx", package({"xl/workbook.xml": b"<workbook"}), "不完整或已损坏"),
    "no header": ("a.csv", "天气,很好\n今天,下雨\n".encode(), "没有找到申请台账的表头"),
    "no day of receipt": (
        "a.csv",
        "编号,申请人类型,结果,答复日期\n1,自然人,公开,2025-3-7\n".encode(),
        "没有“收到日期”",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_one_clear_sentence(what: str, tmp_path: Path) -> None:
    name, data, words = BAD[what]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FileProblem) as problem:
        read_ledger_file(path, YEAR)
    assert words in str(problem.value) and name in str(problem.value) and str(problem.value).endswith("。")


def test_nothing_of_a_line_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "台账.csv"
    path.write_text("编号,收到日期,姓名,结果,答复日期\n1,2025-02-30,赵小花,怪话,2025-3-7\n", encoding="utf-8")
    read_ledger_file(path, YEAR)
    assert "赵小花" not in caplog.text and "怪话" not in caplog.text


def test_the_one_who_asked_can_cancel(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("编号,收到日期,结果\n" + "1,2025-3-7,公开\n" * 60_000, encoding="utf-8")
    with pytest.raises(Cancelled):
        read_ledger_file(path, YEAR, cancelled=lambda: True)


def test_a_look_that_the_book_does_not_have_is_a_sentence() -> None:
    data = xls(biff.Sheet("表", {(0, 0): biff.Box("编号"), (0, 1): biff.Box(5.0)}))
    at = data.index(struct.pack("<HHHHH", 0x0203, 14, 0, 1, 0))
    broken = data[: at + 8] + b"\xff\x0f" + data[at + 10 :]
    assert [list(sheet.lines) for sheet in sheets_of(data, "台账.xls")]
    with pytest.raises(FileProblem, match="已损坏"):
        [list(sheet.lines) for sheet in sheets_of(broken, "台账.xls")]


def of_a_later_zip(data: bytes) -> bytes:
    """The same, whose list of members says that a version of ZIP is needed which does not exist."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 6] + b"\xeb" + data[at + 7 :]


def test_a_zip_of_a_version_nobody_knows_is_damaged() -> None:
    data = of_a_later_zip(xlsx({"台账": [HEAD, ROW]}))
    with pytest.raises(FileProblem, match="不完整或已损坏"):
        list(sheets_of(data, "台账.xlsx"))
    with pytest.raises(FileProblem, match="不完整或已损坏"):
        open_package(data, "年报.xlsx")
