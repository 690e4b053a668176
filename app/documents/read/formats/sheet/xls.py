"""An old XLS workbook (also .et of WPS) as raw grids, one a sheet, each box as Excel shows it; read with xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT, error_text_from_code
from xlrd.book import Book
from xlrd.formatting import XF, Font
from xlrd.sheet import Sheet as Stored

from app.documents.read.formats.sheet import number_format
from app.documents.read.formats.sheet.sheet import Merge, Run, Sheet
from app.documents.read.formats.sheet.xls_records import Beside, beside, without_extras
from app.documents.read.formats.word.inside.symbols import in_symbol_font
from app.documents.recognise.raw import HIDDEN, MOST_COLUMNS, MOST_ROWS, NO_RESULT, UNREAD, Raw, RawGrid, Remark, unread
from app.model.files import FileProblem

_PLACES = {1: "superscript", 2: "subscript"}
_SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings")
_LOW = 40  # twentieths of a point: a row so low shows nothing
_FILL = 4  # how a box repeats its words until it is full
_WHITE = (1, 9)  # of the palette
_DIGITS_OF_256 = 256  # a column's width is in these parts of a digit


def read_xls(data: bytes, name: str) -> Raw:
    """Read the bytes of an XLS called `name`; FileProblem saying what to do when it cannot be."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except MemoryError:
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise FileProblem(
                f"“{name}”有打开密码，没有导入。请用 Excel、WPS 去掉密码后另存为 .xlsx，再导入。"
            ) from error
        raise _unreadable(name) from error
    except Exception as error:  # xlrd lets any error of a broken record through
        raise _unreadable(name) from error
    stream = bytes(book.mem or b"")
    book.mem = without_extras(stream, book.base)
    items: list[RawGrid] = []
    remarks: list[Remark] = []
    for number in range(book.nsheets):
        try:
            stored = book.sheet_by_index(number)
            if stored.visibility:
                if stored.nrows:
                    remarks.append(Remark(stored.name, "隐藏的工作表，没有读入"))
                continue
            shown = _Shown(book, stored, beside(stream, book._sh_abs_posn[number]))
        except (MemoryError, RecursionError):
            raise
        except Exception as error:
            raise _unreadable(name) from error
        sheet = shown.sheet
        remarks += [*sheet.remarks(), *shown.beside.remarks(stored.name)]
        if sheet.pale:
            remarks.append(HIDDEN)
        if (grid := sheet.grid()) is not None:
            items.append(grid)
    return Raw(tuple(items), tuple(dict.fromkeys(remarks)))


def _unreadable(name: str) -> FileProblem:
    return FileProblem(f"“{name}”这种旧版表格读不出来，没有导入。请用 Excel、WPS 打开后另存为 .xlsx，再导入。")


class _Shown:
    """One sheet of the book; `sheet`: what is seen of it."""

    def __init__(self, book: Book, stored: Stored, about: Beside) -> None:
        self.book, self.stored, self.beside = book, stored, about
        self.sheet = Sheet(stored.name)
        self.sheet.merges = [Merge(r1, c1, r2 - r1, c2 - c1) for r1, r2, c1, c2 in stored.merged_cells]
        self.sheet.hidden_rows = {
            row for row, info in stored.rowinfo_map.items() if info.hidden or -1 < (info.height or 300) <= _LOW
        }
        hidden = (c for c, info in stored.colinfo_map.items() if info.hidden or info.width == 0)
        self.sheet.hidden_columns = set(hidden)
        self._formulas = about.formulas
        along = {(m.row, m.column): m.columns for m in self.sheet.merges}
        for row in range(stored.nrows):
            if row >= MOST_ROWS * 2:
                break
            for column in range(min(stored.row_len(row), MOST_COLUMNS * 2)):
                self.sheet.put(row, column, self._words(row, column, along.get((row, column), 1)))

    def _words(self, row: int, column: int, columns: int) -> str:
        cell = self.stored.cell(row, column)
        xf = (
            next(iter(self.book.xf_list[cell.xf_index : cell.xf_index + 1]), None)
            if cell.xf_index is not None
            else None
        )
        font = self.book.font_list[xf.font_index] if xf is not None else None
        form = _format(self.book, xf)
        if cell.ctype == XL_CELL_TEXT:
            runs = self._runs(row, column, str(cell.value), font)
            words = number_format.shown_text(self.sheet.in_looks(runs), form)
        elif cell.ctype in (XL_CELL_NUMBER, XL_CELL_DATE):
            words = self._number(row, column, Decimal(repr(cell.value)), form, columns, xf)
            if words and UNREAD not in words:
                words = self.sheet.in_looks([_run(words, font)])
        elif cell.ctype == XL_CELL_BOOLEAN:
            words = "TRUE" if cell.value else "FALSE"
        elif cell.ctype == XL_CELL_ERROR:
            words = error_text_from_code.get(int(cell.value), "#")
        else:
            words = NO_RESULT if (row, column) in self._formulas else ""
        if words and font is not None and font.name.lower() in _SYMBOL_FONTS:
            words = in_symbol_font(words, font.name.lower())
        if words and xf is not None and xf.alignment is not None and xf.alignment.hor_align == _FILL:
            return unread("填充排列的内容")
        if words and self._pale(xf, font):
            self.sheet.pale = True
            return ""
        return words + unread("条件格式") if words and self.beside.changing(row, column) else words

    def _number(self, row: int, column: int, value: Decimal, form: str, columns: int, xf: XF | None) -> str:
        if self._formulas.get((row, column)) and value == 0:
            return NO_RESULT  # a program wrote it for Excel to compute
        if self.stored.show_formulas and (row, column) in self._formulas:
            return unread("显示的是公式")
        if value == 0 and not self.stored.show_zero_values:
            return ""
        words = number_format.shown(value, form, bool(self.book.datemode))
        if (
            UNREAD in words
            or number_format.is_date(form)
            or (xf is not None and xf.alignment is not None and xf.alignment.shrink_to_fit)
        ):
            return words
        room = sum(self._width(c) for c in range(column, column + columns))
        rounds = form == "General" and "." in words
        needed = sum(2 if ord(c) > 0x2E7F else 0.5 if c in ".,- " else 1 for c in words)
        return words if needed <= room - 0.7 + (0.2 if rounds else 1.0) else unread("列太窄，数字显示不全")

    def _width(self, column: int) -> float:
        info = self.stored.colinfo_map.get(column)
        if info is not None:
            return info.width / _DIGITS_OF_256
        return self.stored.standardwidth / _DIGITS_OF_256 if self.stored.standardwidth else 9.14

    def _runs(self, row: int, column: int, text: str, font: Font | None) -> Iterator[Run]:
        """The words of a box, parted where their font changes."""
        changes = [*self.stored.rich_text_runlist_map.get((row, column), ()), (len(text), -1)]
        at, now = 0, font
        for place, index in changes:
            if text[at:place]:
                yield _run(text[at:place], now)
            at, now = place, self.book.font_list[index] if 0 <= index < len(self.book.font_list) else font

    def _pale(self, xf: XF | None, font: Font | None) -> bool:
        if xf is None or font is None:
            return False
        colour = self.book.colour_map.get(font.colour_index)
        white = font.colour_index in _WHITE or (colour is not None and min(colour) >= 0xF5)
        return white and (xf.background is None or xf.background.fill_pattern == 0)


def _run(text: str, font: Font | None) -> Run:
    return Run(text) if font is None else Run(text, bool(font.struck_out), _PLACES.get(font.escapement, ""))


def _format(book: Book, xf: XF | None) -> str:
    found = book.format_map.get(xf.format_key) if xf is not None else None
    return found.format_str if found is not None else "General"
