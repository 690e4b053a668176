"""Print: the same pages as the PDF, as pictures, so that what is printed is what was exported."""

from __future__ import annotations

import datetime
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.acts import review_of, why_not_public
from app.gui.desk.desk import Desk
from app.gui.dialogs.question import run, tell
from app.gui.dialogs.where import copy_name
from app.gui.paper.exporting import busy_cursor, named
from app.keeping.snapshots import keep_by_code
from app.model.files import FileProblem

if TYPE_CHECKING:  # a window is painted before it is known whether it prints
    from PySide6.QtPrintSupport import QPrinter

_DOTS_PER_INCH = 300  # enough for 五号 type, and a page stays below 30 MB
_NO_PRINTER = "这台电脑没有安装打印机。请先导出 PDF，再到有打印机的电脑上打印；或请管理员安装打印机后再试。"


class Printing(QObject):
    """A 公布稿 when there may be one, else a 送审稿."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def print_copy(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        from app.documents.write.outline import outline
        from app.documents.write.to_pdf import pdf_bytes

        desk = self._desk
        if not desk.settle() or not named(desk, "印出来的标题会是空的"):
            return
        if not QPrinterInfo.availablePrinterNames():
            tell(desk.parent_widget, _NO_PRINTER)
            return
        review = review_of(desk.checked, datetime.date.today()) if why_not_public(desk.checked) else None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(copy_name(desk.report, review is not None))
        dialog = QPrintDialog(printer, desk.parent_widget)
        dialog.setWindowTitle("打印送审稿" if review else "打印公布稿")
        if run(dialog):
            with busy_cursor():
                said = print_pages(pdf_bytes(outline(desk.report, review=review)), printer)
            if review:
                with suppress(OSError, FileProblem):
                    keep_by_code(desk.report)
            desk.say(said)


def print_pages(pdf: bytes, printer: QPrinter) -> str:
    """Print the pages asked for in the print dialog; the sentence that tells how it went."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
    from PySide6.QtGui import QPainter
    from PySide6.QtPdf import QPdfDocument

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
