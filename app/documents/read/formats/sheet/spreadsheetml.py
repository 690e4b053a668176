"""The XML of Excel 2003 (.xml, or named .xls) as raw grids, one a sheet, each box as it is shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from lxml import etree

from app.documents.read.formats.sheet import number_format
from app.documents.read.formats.sheet.sheet import Merge, Run, Sheet
from app.documents.read.unpack import parse
from app.documents.recognise.raw import HIDDEN, MOST_COLUMNS, MOST_ROWS, Raw, RawGrid, Remark, raised, unread

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_HTML = "{http://www.w3.org/TR/REC-html40}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_NAMED = {
    "General Number": "General",
    "General Date": "yyyy/m/d h:mm",
    "Short Date": "yyyy/m/d",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Currency": '"¥"#,##0.00',
    "Scientific": "0.00E+00",
    "Yes/No": "[DBNum1]",
    "True/False": "[DBNum1]",
    "On/Off": "[DBNum1]",
}


@dataclass(frozen=True)
class _Look:
    form: str = "General"
    struck: bool = False
    place: str = ""
    white: bool = False
    dark: bool = False


def read_spreadsheetml(data: bytes, name: str) -> Raw:
    """Read the bytes of an Excel 2003 XML workbook called `name`; FileProblem when it is damaged or hostile."""
    root = parse(data, name)
    looks = _looks(root)
    items: list[RawGrid] = []
    remarks: list[Remark] = []
    for node in root.iter(f"{_SS}Worksheet"):
        title = node.get(f"{_SS}Name") or ""
        options = node.find(f"{_X}WorksheetOptions")
        if options is not None and options.findtext(f"{_X}Visible") in ("SheetHidden", "SheetVeryHidden"):
            remarks.append(Remark(title, "隐藏的工作表，没有读入"))
            continue
        sheet = _sheet(node, title, looks, options is not None and options.find(f"{_X}DoNotDisplayZeros") is not None)
        remarks += sheet.remarks()
        if sheet.pale:
            remarks.append(HIDDEN)
        if (grid := sheet.grid()) is not None:
            items.append(grid)
    about = root.findtext(f"{_OFFICE}DocumentProperties/{_OFFICE}Title")
    return Raw(tuple(items), tuple(dict.fromkeys(remarks)), title=about or "")


def _looks(root: etree._Element) -> dict[str, _Look]:
    looks: dict[str, _Look] = {}
    for style in root.iter(f"{_SS}Style"):
        look = looks.get(style.get(f"{_SS}Parent") or "Default", _Look())
        for part in style:
            if part.tag == f"{_SS}NumberFormat":
                form = part.get(f"{_SS}Format") or "General"
                look = replace(look, form=_NAMED.get(form, form))
            elif part.tag == f"{_SS}Font":
                place = {"Superscript": "superscript", "Subscript": "subscript"}.get(
                    part.get(f"{_SS}VerticalAlign") or "", ""
                )
                struck = part.get(f"{_SS}StrikeThrough") == "1"
                white = (part.get(f"{_SS}Color") or "").upper() == "#FFFFFF"
                look = replace(look, struck=struck, place=place, white=white)
            elif part.tag == f"{_SS}Interior":
                look = replace(look, dark=(part.get(f"{_SS}Color") or "#FFFFFF").upper() != "#FFFFFF")
        looks[style.get(f"{_SS}ID") or ""] = look
    return looks


def _sheet(node: etree._Element, title: str, looks: dict[str, _Look], without_zeros: bool) -> Sheet:
    sheet = Sheet(title)
    table = node.find(f"{_SS}Table")
    row = column = -1
    for each in table if table is not None else ():
        if each.tag == f"{_SS}Column":
            column = _whole(each.get(f"{_SS}Index"), column + 2) - 1
            last = column + _whole(each.get(f"{_SS}Span"), 0)
            if each.get(f"{_SS}Hidden") == "1" or each.get(f"{_SS}Width") == "0":
                sheet.hidden_columns.update(range(column, min(last, MOST_COLUMNS) + 1))
            column = last
        elif each.tag == f"{_SS}Row":
            row = _whole(each.get(f"{_SS}Index"), row + 2) - 1
            last = row + _whole(each.get(f"{_SS}Span"), 0)
            if each.get(f"{_SS}Hidden") == "1" or each.get(f"{_SS}Height") == "0":
                sheet.hidden_rows.update(range(row, min(last, MOST_ROWS) + 1))
            _row(each, row, sheet, looks, without_zeros)
            row = last
    return sheet


def _row(node: etree._Element, row: int, sheet: Sheet, looks: dict[str, _Look], without_zeros: bool) -> None:
    column = -1
    for box in node:
        if box.tag != f"{_SS}Cell":
            continue
        column = _whole(box.get(f"{_SS}Index"), column + 2) - 1
        along, down = _whole(box.get(f"{_SS}MergeAcross"), 0), _whole(box.get(f"{_SS}MergeDown"), 0)
        if along or down:
            sheet.merges.append(Merge(row, column, down + 1, along + 1))
        look = looks.get(box.get(f"{_SS}StyleID") or node.get(f"{_SS}StyleID") or "Default", _Look())
        data = box.find(f"{_SS}Data")
        if data is not None:
            words = _words(data, look, sheet, without_zeros)
            if look.white and not look.dark and words:
                sheet.pale, words = True, ""
            sheet.put(row, column, words)
        elif box.get(f"{_SS}Formula"):
            sheet.put(row, column, unread("公式没有存下结果"))
        column += along


def _words(data: etree._Element, look: _Look, sheet: Sheet, without_zeros: bool) -> str:
    kind, text = data.get(f"{_SS}Type") or "String", "".join(data.itertext())
    if len(data):
        return sheet.in_looks(_runs(data, look.struck, look.place))
    if kind == "Number":
        try:
            value = Decimal(text.strip())
        except InvalidOperation:
            return text
        if value == 0 and without_zeros:
            return ""
        text = number_format.shown(value, look.form)
    elif kind == "DateTime":
        text = _date(text.strip(), look.form)
    elif kind == "Boolean":
        text = "TRUE" if text.strip() == "1" else "FALSE"
    elif kind == "String":
        text = number_format.shown_text(text, look.form)
    if look.struck:
        return sheet.in_looks([Run(text, struck=True)])
    return raised(text, look.place == "subscript") if look.place else text


def _runs(node: etree._Element, struck: bool, place: str) -> Iterator[Run]:
    """The words of a box in HTML: <S> struck through, <Sup> and <Sub> raised and lowered."""
    yield Run(node.text or "", struck, place)
    for each in node:
        if isinstance(each.tag, str):
            name = each.tag.removeprefix(_HTML).lower()
            there = {"sup": "superscript", "sub": "subscript"}.get(name, place)
            yield from _runs(each, struck or name in ("s", "strike", "del"), there)
        yield Run(each.tail or "", struck, place)


def _date(text: str, form: str) -> str:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    days = (moment.replace(tzinfo=None) - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)
    return number_format.shown(Decimal(repr(days)), form)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise
