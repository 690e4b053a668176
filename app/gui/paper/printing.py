"""The pages of a PDF onto a printer, as pictures: what is printed is what was exported."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

_DOTS_PER_INCH = 300  # enough for 五号 type, and a page stays below 30 MB


def print_pages(pdf: bytes, printer: QPrinter) -> str:
    """Print the pages asked for in the print dialog; the sentence that tells how it went."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    first = printer.fromPage() or 1
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return "打印机没有接受这份文件，没有打印。请检查打印机后再试。"
    try:
        for page in range(first - 1, last):
            if page > first - 1:
                printer.newPage()
            points = document.pagePointSize(page)
            size = QSize(round(points.width() / 72 * _DOTS_PER_INCH), round(points.height() / 72 * _DOTS_PER_INCH))
            dots = printer.resolution() / 72
            where = QRectF(0, 0, points.width() * dots, points.height() * dots)
            painter.drawImage(where, document.render(page, size))
    finally:
        painter.end()
    return f"已送去打印 {last - first + 1} 页。"
