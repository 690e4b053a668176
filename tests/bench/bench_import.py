"""How long reading paper takes, as ratios to the bare reader of each format, and as a page grows. Run: python -m tests.bench.bench_import

Readers are imported where they are used: the child process imports this module again.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.documents.reading import read, understand

ROUNDS = 5


def best(act: Callable[[], object]) -> float:
    """Seconds of the fastest of a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begin)
    return min(taken)


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
    """Print the figures, a line each."""
    from app.acts import render
    from tests.reports import county

    made = render(county(), tuple(BARE), None)
    for form, bare in BARE.items():
        data = made[form]
        ours = best(lambda form=form, data=data: understand("file", data, f"a.{form}"))
        theirs = best(lambda bare=bare, data=data: bare(data))
        print(f"{form}: {ours * 1000:.0f} ms, {ours / theirs:.2f} × the bare reader ({theirs * 1000:.0f} ms)")
    page = made["html"].decode()
    once = best(lambda: understand("file", page.encode(), "a.html"))
    for times in (10, 100):
        grown = page.replace("<table", "<p>公开信息的一段文字，与年报无关。</p>" * 40 * times + "<table", 1).encode()
        taken = best(lambda grown=grown: understand("file", grown, "a.html"))
        ratio = len(grown) / len(page.encode())
        print(
            f"html {ratio:.0f} × as large ({len(grown) // 1024} KB): {taken / once:.1f} × the time ({taken * 1000:.0f} ms)"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.html"
        path.write_text(page, encoding="utf-8")
        child = best(lambda: read(path))
    print(f"html in a child process: {child * 1000:.0f} ms, {(child - once) * 1000:.0f} ms of it for the child")


if __name__ == "__main__":
    main()
