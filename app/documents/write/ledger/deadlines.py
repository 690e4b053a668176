"""The list of deadlines as XLSX, for whoever leads: what is overdue and due soon, whose it is, no applicant's name."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from app.documents.write import style
from app.documents.write.package import printable
from app.documents.write.to_xlsx import HEADING_FONT, safe, saved
from app.ledger.deadlines import URGENCIES, Item

_HEADS = (
    ("状态", 12),
    ("编号", 22),
    ("台账的行", 10),
    ("收到日期", 13),
    ("承办", 18),
    ("答复期限", 13),
    ("期限情况", 32),
    ("说明", 40),
)
_FONT = Font(name=style.DOCX_FACES["song"], size=11)
_BOLD = Font(name=style.DOCX_FACES["song"], size=11, bold=True)
_SIDE = Side(style="thin", color="A6A6A6")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_URGENT = {"overdue": PatternFill("solid", fgColor="F8D7DA"), "soon": PatternFill("solid", fgColor="FFF3CD")}
_DAY = "yyyy-mm-dd"


def deadlines_xlsx(items: Sequence[Item], organ: str, as_of: datetime.date, file: str) -> bytes:
    """One sheet: a line a request, those overdue and due soon coloured and named; how many of each above."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "期限"
    title = f"{safe(organ)}政府信息公开申请答复期限（{as_of.year}年{as_of.month}月{as_of.day}日）"
    sheet.cell(1, 1, title).font = HEADING_FONT
    tally = "，".join(
        f"{words} {number} 件" for key, words in URGENCIES.items() if (number := sum(i.urgency == key for i in items))
    )
    sheet.cell(2, 1, f"{tally or '没有未答复的申请'}。台账：{printable(file)}。期限按工作日计算。").font = _FONT
    for column, (words, width) in enumerate(_HEADS, 1):
        square = sheet.cell(3, column, words)
        square.font, square.fill, square.border = _BOLD, _HEAD, _BORDER
        square.alignment = Alignment(horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, item in enumerate(items, 4):
        request = item.request
        sheet.row_dimensions[row].height = 20 if len(item.note) < 20 else 34
        where = f"{request.sheet} {request.row}".strip()
        values = (
            URGENCIES[item.urgency],
            safe(request.id),
            safe(where),
            request.received.date,
            safe(request.office),
            item.due,
            safe(item.words),
            safe(item.note),
        )
        for column, value in enumerate(values, 1):
            square = sheet.cell(row, column, value)
            square.font, square.border = _FONT, _BORDER
            square.alignment = Alignment(
                horizontal="left" if column in (2, 5, 7, 8) else "center", vertical="center", wrap_text=True
            )
            if isinstance(value, datetime.date):
                square.number_format = _DAY
            if column == 1 and item.urgency in _URGENT:
                square.fill = _URGENT[item.urgency]
    sheet.row_dimensions[3].height = 22
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return saved(book, title, printable(organ))
