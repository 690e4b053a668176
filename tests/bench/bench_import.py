"""Reading a county's report from paper, beside the bare reader of each format, and as a page grows.

Readers are imported where they are used: the child process imports this module again.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.documents.read.reading import read, understand
from tests.bench.measure import fastest, told


def all_of_docx(data: bytes) -> list[str]:
    import docx

    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def all_of_pdf(data: bytes) -> list[object]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


def all_of_html(data: bytes) -> list[str]:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(data.decode())
    return [node.text() for node in tree.css("p, td, th")]


def all_of_xlsx(data: bytes) -> list[object]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


BARE: dict[str, Callable[[bytes], object]] = {
    "docx": all_of_docx,
    "pdf": all_of_pdf,
    "html": all_of_html,
    "xlsx": all_of_xlsx,
}


def main() -> None:
    """Print the figures."""
    from app.acts import render
    from tests.reports import county

    made = render(county(), tuple(BARE), None)
    for form, bare in BARE.items():
        data = made[form]
        ours = fastest(lambda form=form, data=data: understand("file", data, f"a.{form}"))
        told(form, ours, "the bare reader", fastest(lambda bare=bare, data=data: bare(data)))
    page = made["html"].decode()
    once = fastest(lambda: understand("file", page.encode(), "a.html"))
    for times in (10, 100):
        grown = page.replace("<table", "<p>公开信息的一段文字，与年报无关。</p>" * 40 * times + "<table", 1).encode()
        ratio = len(grown) / len(page.encode())
        taken = fastest(lambda grown=grown: understand("file", grown, "a.html"))
        told(f"html {ratio:.0f} × as large ({len(grown) // 1024} KB)", taken, "the small page", once)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.html"
        path.write_text(page, encoding="utf-8")
        told("html through the child process", fastest(lambda: read(path)), "without it", once)
