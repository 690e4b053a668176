"""Ledgers as files: a book of plain values written as XLSX, CSV or a web page called .xls."""

from __future__ import annotations

import csv
import datetime
import html
import io

from openpyxl import Workbook
from openpyxl.styles import Font

from tests.ledger.layouts import Book, Value

MERGED = "〔merged〕"
"""A square that belongs to the one on its left."""


def xlsx(book: Book, *, date_format: str = "yyyy-mm-dd") -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in book.items():
        sheet = made.create_sheet(name)
        for i, row in enumerate(rows, 1):
            for j, value in enumerate(row, 1):
                if value is None:
                    continue
                square = sheet.cell(i, j, value)
                if isinstance(value, datetime.date):
                    square.number_format = date_format
                if value == "申请人情况":
                    sheet.merge_cells(start_row=i, end_row=i, start_column=j, end_column=j + 5)
    return saved(made)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def struck(book: Workbook, sheet: str, row: int) -> None:
    for square in book[sheet][row]:
        square.font = Font(strike=True)


def texts(rows: list[list[Value]]) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in rows]


def csv_bytes(book: Book, encoding: str = "utf-8-sig") -> bytes:
    """The first sheet."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(texts(next(iter(book.values()))))
    return out.getvalue().encode(encoding)


def page(book: Book) -> bytes:
    rows = texts(next(iter(book.values())))
    lines = "".join("<tr>" + "".join(f"<td>{html.escape(v)}</td>" for v in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table border=1>{lines}</table></body></html>'.encode()
