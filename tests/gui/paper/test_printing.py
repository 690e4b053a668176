"""Print: the pages of the PDF reach the printer, those asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from app.documents.write.outline import outline
from app.documents.write.to_pdf import pdf_bytes
from app.gui.paper.printing import print_pages
from tests.reports import balanced


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    return printer


def pages(path: Path) -> int:
    document = QPdfDocument()
    document.load(str(path))
    return document.pageCount()


def test_all_pages_are_printed(printer: QPrinter, tmp_path: Path) -> None:
    pdf = pdf_bytes(outline(balanced(1)))
    (tmp_path / "稿.pdf").write_bytes(pdf)
    number = pages(tmp_path / "稿.pdf")
    assert print_pages(pdf, printer) == f"已送去打印 {number} 页。"
    assert pages(tmp_path / "纸.pdf") == number > 1


def test_only_the_pages_asked_for(printer: QPrinter, tmp_path: Path) -> None:
    printer.setFromTo(2, 2)
    assert print_pages(pdf_bytes(outline(balanced(1))), printer) == "已送去打印 1 页。"
    assert pages(tmp_path / "纸.pdf") == 1


def test_a_printer_that_refuses_is_told(printer: QPrinter, tmp_path: Path) -> None:
    printer.setOutputFileName(str(tmp_path / "没有" / "纸.pdf"))
    assert print_pages(pdf_bytes(outline(balanced(1))), printer).startswith("打印机没有接受这份文件")
