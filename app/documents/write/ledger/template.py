"""The ledger template as XLSX: lists in the form's words, days as days, how to fill it, and table 三 counted by formulas."""

from __future__ import annotations

import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.write import style
from app.documents.write.to_xlsx import saved
from app.form.layout import layout
from app.form.parts import OTHER_IN_THREE, applications
from app.ledger.reading.lexicon import RESULTS
from app.ledger.template import APPLICANT_WORDS, COLUMNS, INSTRUCTIONS, LINES, TemplateColumn, result_words

_SONG = style.DOCX_FACES["song"]
_FONT, _BOLD = Font(name=_SONG, size=11), Font(name=_SONG, size=11, bold=True)
_QUIET = Font(name=_SONG, size=10, color="595959")
_SIDE = Side(style="thin", color="A6A6A6")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_MADE = PatternFill("solid", fgColor="F2F2F2")
_DAY = "yyyy-mm-dd"
_FIRST_DAY = datetime.date(2019, 5, 15)  # the day the present law came into force
_TOP = 3  # the line of the counted table's first header
_TABLE = applications(OTHER_IN_THREE)
_NAMES = {
    "received": "收到之日",
    "applicant": "申请人类型",
    "answered": "答复日期",
    "posted": "交邮或签收日",
    "result": "结果",
    "divided": "区分处理",
    "merged_into": "合并到编号",
}
"""Field -> what the formulas call its column."""


def ledger_template(year: int) -> bytes:
    """An empty ledger; its sheet 表三 counts `year` until somebody writes another."""
    book = Workbook()
    ledger = book.worksheets[0]
    ledger.title = "台账"
    lists = book.create_sheet("选项")
    _ledger(ledger, lists)
    _instructions(book.create_sheet("填写说明", 1))
    for field, name in _NAMES.items():
        letter = get_column_letter(1 + [column.field for column in COLUMNS].index(field))
        book.defined_names[name] = DefinedName(name, attr_text=f"台账!${letter}$2:${letter}${LINES}")
    _counted(book.create_sheet("表三", 2), year)
    lists.sheet_state = "hidden"
    return saved(book, "政府信息公开申请台账", "")


def _ledger(sheet: Worksheet, lists: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        head = sheet.cell(1, number, column.heading)
        head.font, head.fill, head.border = _BOLD, _HEAD, _BORDER
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].font = _FONT
        for row in range(2, LINES + 1) if column.kind in ("day", "money") else ():
            square = sheet.cell(row, number)
            square.number_format, square.font = (_DAY if column.kind == "day" else "0.00"), _FONT
            square.alignment = Alignment(horizontal="center" if column.kind == "day" else "right")
        if (check := _check(column, number, lists)) is not None:
            check.add(f"{letter}2:{letter}{LINES}")
            sheet.add_data_validation(check)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{LINES}"
    sheet.print_title_rows = "1:1"
    _wide_page(sheet)


def _check(column: TemplateColumn, number: int, lists: Worksheet) -> DataValidation | None:
    """What may be written in a column, and what is said when it is entered or refused."""
    check = None
    if column.kind == "list":
        for row, words in enumerate((column.heading, *column.choices), 1):
            lists.cell(row, number, words).font = _FONT
        letter = get_column_letter(number)
        check = DataValidation("list", f"选项!${letter}$2:${letter}${1 + len(column.choices)}", allow_blank=True)
        check.error = "请从下拉里选。没有合适的先空着，在备注里写明。"
    elif column.kind == "day":
        first = f"DATE({_FIRST_DAY.year},{_FIRST_DAY.month},{_FIRST_DAY.day})"
        check = DataValidation("date", first, operator="greaterThanOrEqual", allow_blank=True)
        check.error = "请写日期，例如 2025-3-7。"
    elif column.kind == "money":
        check = DataValidation("decimal", "0", operator="greaterThanOrEqual", allow_blank=True)
        check.error = "请写金额，单位元，只写数字。"
    elif column.hint:
        check = DataValidation(allow_blank=True)
    if check is not None:
        check.errorTitle, check.showErrorMessage = "没有填入", check.type != "none"
        check.promptTitle, check.prompt, check.showInputMessage = column.heading, column.hint, bool(column.hint)
    return check


def _instructions(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 88
    title = sheet.cell(1, 1, "申请台账怎样填")
    title.font = Font(name=_SONG, size=14, bold=True)
    sheet.row_dimensions[1].height = 28
    for row, (head, words) in enumerate(INSTRUCTIONS, 3):
        for column, text in enumerate((head, words), 1):
            square = sheet.cell(row, column, text)
            square.font, square.border = (_BOLD if column == 1 else _FONT), _BORDER
            square.alignment = Alignment(vertical="center", wrap_text=True, indent=1)
        sheet.row_dimensions[row].height = 34
    _wide_page(sheet, landscape=False, pages=1)


def _counted(sheet: Worksheet, year: int) -> None:
    """Table 三 in the official grid, every figure a formula over the sheet 台账."""
    sheet.cell(1, 1, "年份").font = _BOLD
    chosen = sheet.cell(1, 2, year)
    chosen.font, chosen.border, chosen.fill = _BOLD, _BORDER, _HEAD
    sheet.cell(1, 3, "改成要看的年份。灰格里的数由台账自动数出，不用填。").font = _QUIET
    grid = layout(_TABLE)
    places = {box.cell: (_TOP + box.row, 1 + box.column) for box in grid.boxes if box.cell}
    for box in grid.boxes:
        top, left = _TOP + box.row, 1 + box.column
        for row in range(top, top + box.rows):
            for column in range(left, left + box.columns):
                sheet.cell(row, column).border = _BORDER
        square = sheet.cell(top, left)
        square.font = _FONT
        flush = box.kind == "label" and not box.lines
        square.alignment = Alignment(
            horizontal="left" if flush else "center", vertical="center", wrap_text=not box.cell, indent=int(flush)
        )
        if box.cell:
            square.value, square.fill = _formula(box.cell.row, box.cell.column, places), _MADE
        else:
            square.value = "\n".join(box.lines) or box.text
        if box.rows * box.columns > 1:
            sheet.merge_cells(
                start_row=top, end_row=top + box.rows - 1, start_column=left, end_column=left + box.columns - 1
            )
    for column, width in enumerate((8, 9, 40, *(10,) * 7), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    tall = {row for cell, (row, _) in places.items() if cell.row in _LONG}
    for row in range(_TOP, _TOP + grid.rows):
        sheet.row_dimensions[row].height = 44 if row == _TOP + 2 else 30 if row in tall else 18
    _checks(sheet, _TOP + grid.rows + 1)
    sheet.freeze_panes = sheet.cell(_TOP + grid.header_rows, 4)
    _wide_page(sheet, landscape=False, pages=1)


_LONG = ("granted_in_part", "other_not_supplemented", "other_fee_unpaid")  # their words take two lines
_START, _END = "DATE($B$1,1,1)", "DATE($B$1,12,31)"
_ENDED = f"({_NAMES['posted']}+({_NAMES['posted']}=0)*{_NAMES['answered']})"  # the day that counts; 0 while open
_CAME = f"({_NAMES['received']}>0)"


def _formula(row: str, column: str, places: dict) -> str:
    """The formula of one figure: totals add up what stands beside and above, the others count the ledger's lines."""
    here = {cell.row: place for cell, place in places.items() if cell.column == column}
    if column == "total":
        line, first = next(
            place for cell, place in places.items() if cell.row == row and cell.column == "natural_person"
        )
        return f"=SUM({get_column_letter(first)}{line}:{get_column_letter(first + 5)}{line})"
    if row == "processed_total":
        letter = get_column_letter(here[RESULTS[0]][1])
        return f"=SUM({letter}{here[RESULTS[0]][0]}:{letter}{here[RESULTS[-1]][0]})"
    who = next(words for words, key in APPLICANT_WORDS.items() if key == column)
    mine = f'({_NAMES["applicant"]}="{who}")'
    received = _NAMES["received"]
    if row == "received":
        return f"=SUMPRODUCT(({received}>={_START})*({received}<={_END})*{mine})"
    if row == "carried_in":
        return f"=SUMPRODUCT({_CAME}*({received}<{_START})*(({_ENDED}=0)+({_ENDED}>={_START}))*{mine})"
    if row == "carried_out":
        return f"=SUMPRODUCT({_CAME}*({received}<={_END})*(({_ENDED}=0)+({_ENDED}>{_END}))*{mine})"
    return f"=SUMPRODUCT({_CAME}*({_ENDED}>={_START})*({_ENDED}<={_END})*{_of_row(row)}*{mine})"


def _of_row(row: str) -> str:
    """Which lines end in this row: merged ones in （六）3, divided ones in 部分公开, the others as 结果 says."""
    result, divided, merged = (_NAMES[field] for field in ("result", "divided", "merged_into"))
    said = f'({merged}="")*({divided}<>"是")*({result}="{result_words(row)}")'
    if row == "granted_in_part":
        return f'({said}+({merged}="")*({divided}="是"))'
    return f'({said}+({merged}<>""))' if row == "other_remaining" else f"({said})"


def _checks(sheet: Worksheet, row: int) -> None:
    """Below the table: lines that are in no figure, because something is not written."""
    result, divided, merged = (_NAMES[field] for field in ("result", "divided", "merged_into"))
    lacking = (
        ("没有写申请人类型、没有数进去的行", f'=SUMPRODUCT({_CAME}*({_NAMES["applicant"]}=""))'),
        ("有答复日期、没有写结果的行", f'=SUMPRODUCT(({_ENDED}>0)*({result}="")*({divided}<>"是")*({merged}=""))'),
        ("有结果、没有写答复日期的行", f'=SUMPRODUCT(({_ENDED}=0)*({result}<>""))'),
        ("答复早于收到的行", f"=SUMPRODUCT(({_ENDED}>0)*({_ENDED}<{_NAMES['received']}))"),
    )
    for number, (words, formula) in enumerate(lacking, row):
        sheet.cell(number, 3, words).font = _QUIET
        square = sheet.cell(number, 4, formula)
        square.font, square.fill, square.border = _FONT, _MADE, _BORDER
        square.alignment = Alignment(horizontal="center")


def _wide_page(sheet: Worksheet, landscape: bool = True, pages: int = 0) -> None:
    """A4, one page wide, `pages` high (0: as many as it takes)."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
