"""An ODS (or flat .fods) as raw grids, one a sheet: the words of each box where they agree with its number and format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from app.documents.read.formats.opendocument import forms
from app.documents.read.formats.opendocument.parts import DRAW, OFFICE, STYLE, TABLE, TEXT, open_parts
from app.documents.read.formats.opendocument.styles import Styles
from app.documents.read.formats.opendocument.tables import sheet_of
from app.documents.read.formats.opendocument.words import Words
from app.documents.read.formats.sheet import number_format
from app.documents.read.formats.sheet.formulas import Calculator, NotComputed, Value
from app.documents.read.formats.sheet.sheet import Merge, area_of
from app.documents.recognise.raw import NO_RESULT, Raw, RawGrid, Remark, controls_left_out, floating, unread

_NUMBERS = ("float", "percentage", "currency")
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_OTHERWISE = unread("显示的数和存的数不一样")
_SHEET_OF_PLACE = re.compile(r"(?:'[^']*'|[^\s.:']*)\.")
_REFERENCE = re.compile(r"\[(?:\$?([^\].]*))?\.([^\]]*)\]")


def read_ods(data: bytes, name: str) -> Raw:
    """Read the bytes of an ODS called `name`; FileProblem when it is broken, locked or hostile."""
    parts = open_parts(data, name, "spreadsheet")
    book = _Book(Styles(parts.roots))
    items: list[RawGrid] = []
    remarks: list[Remark] = []
    for table in parts.body.iter(f"{TABLE}table"):
        title = table.get(f"{TABLE}name") or ""
        if book.hidden(table):
            remarks.append(Remark(title, "隐藏的工作表，没有读入"))
            continue
        grid, said = book.read(table, title)
        remarks += said
        if grid is not None:
            items.append(grid)
    remarks += book.words.remarks()
    return Raw(tuple(items), tuple(dict.fromkeys(remarks)), title=parts.title)


class _Book:
    def __init__(self, styles: Styles) -> None:
        self.styles, self.words = styles, Words(styles)
        self._values: dict[tuple[str, int, int], Value | etree._Element] = {}
        self._calculator = Calculator(self._value)

    def hidden(self, table: etree._Element) -> bool:
        chain = self.styles.chain("table", table.get(f"{TABLE}style-name"))
        said = [p.get(f"{TABLE}display") for style in chain for p in style if p.get(f"{TABLE}display")]
        return bool(said) and said[-1] == "false"

    def read(self, table: etree._Element, title: str) -> tuple[RawGrid | None, list[Remark]]:
        pictures = self.words.pictures

        def keep(box: etree._Element, style: str | None, row: int, column: int) -> str:
            self._values[title, row, column] = box if box.get(f"{TABLE}formula") else _stored(box)
            return ""

        conditions = list(_conditions(table, self.styles))

        def words(box: etree._Element, style: str | None, row: int, column: int) -> str:
            said = self._shown(title, box, style)
            changing = said and (self._changing(style) or any(area.holds(row, column) for area in conditions))
            return said + unread("条件格式") if changing else said

        sheet_of(table, self.styles, keep)
        made = sheet_of(table, self.styles, words)
        self.words.pictures = pictures + len(
            list(table.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}image"))
        )
        return made.grid(), [*made.remarks(), *_over(table, title)]

    def _changing(self, style: str | None) -> bool:
        """Whether a style has another one under a condition that hides words."""
        named = (
            node.get(f"{STYLE}apply-style-name")
            for each in self.styles.chain("table-cell", style)
            for node in each.iter(f"{STYLE}map")
        )
        return any(_hides(self.styles, name) for name in named)

    def _shown(self, sheet: str, box: etree._Element, style: str | None) -> str:
        look = self.styles.look("table-cell", style)
        said = [self.words.paragraph(node, look).text for node in box if node.tag == f"{TEXT}p"]
        text = "\n".join(said).strip()
        plain = "".join("".join(node.itertext()) for node in box if node.tag == f"{TEXT}p").strip()
        if box.get(f"{OFFICE}value-type") not in _NUMBERS:
            return NO_RESULT if box.get(f"{TABLE}formula") and not plain and not _valued(box) else text
        value = _stored(box)
        if box.get(f"{TABLE}formula"):
            computed: Value
            try:
                computed = self._calculator.result(_excel(box.get(f"{TABLE}formula") or ""), sheet)
            except NotComputed:
                computed = value
            if (
                not isinstance(value, Decimal)
                or not isinstance(computed, Decimal)
                or abs(computed - value) > Decimal("1e-9")
            ):
                return NO_RESULT
        if not isinstance(value, Decimal):
            return text
        written = self._written(value, look.form)
        if plain and not text:
            return ""  # struck through, or not to be seen
        if written == number_format.LOST:
            return text if _same(plain, value) else _OTHERWISE
        if not plain:
            return written
        same = _condensed(plain) == _condensed(written)
        return (
            text.replace(",", "")
            if same and _number(text.replace(",", "")) is not None
            else text
            if same
            else _OTHERWISE
        )

    def _written(self, value: Decimal, form: str) -> str:
        return forms.shown(value, self.styles.forms.get(form), self.styles.forms)

    def _value(self, sheet: str, row: int, column: int) -> Value:
        found = self._values.get((sheet, row, column))
        if found is None or isinstance(found, (Decimal, str)):
            return found
        self._values[sheet, row, column] = unread("循环")  # a circle ends here
        value = self._calculator.result(_excel(found.get(f"{TABLE}formula") or ""), sheet)
        self._values[sheet, row, column] = value
        return value


def _hides(styles: Styles, name: str | None) -> bool:
    """Whether words in a style of boxes are not seen, crossed out or raised, or numbers are shown as others."""
    look = styles.look("table-cell", name)
    return look.hidden or look.struck or look.pale or bool(look.place)


def _conditions(table: etree._Element, styles: Styles) -> Iterator[Merge]:
    """The areas of a sheet that a format under a condition may hide, as LibreOffice and WPS keep them."""
    for each in table.iter(f"{_CALC}conditional-format"):
        icons = any(node.get(f"{_CALC}show-value") == "false" for node in each)
        if icons or any(_hides(styles, node.get(f"{_CALC}apply-style-name")) for node in each):
            places = _SHEET_OF_PLACE.sub("", each.get(f"{_CALC}target-range-address") or "")
            yield from filter(None, map(area_of, places.split()))


def _over(table: etree._Element, title: str) -> Iterator[Remark]:
    """What floats over a sheet or its boxes: controls, words."""
    if next(table.iter(f"{DRAW}control"), None) is not None:
        yield controls_left_out(title)
    for kind in ("text-box", "custom-shape"):
        for node in table.iter(f"{DRAW}{kind}"):
            if said := " ".join("".join(p.itertext()) for p in node.iter(f"{TEXT}p")).strip():
                yield floating(said)


def _valued(box: etree._Element) -> bool:
    return any(key.startswith(OFFICE) and key.endswith("-value") for key in box.attrib)


def _stored(box: etree._Element) -> Value:
    if box.get(f"{OFFICE}value-type") in _NUMBERS:
        return _number(box.get(f"{OFFICE}value") or "")
    return "".join(box.itertext()) or None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _same(text: str, value: Decimal) -> bool:
    return _number(text.replace(",", "")) == value


def _condensed(text: str) -> str:
    return "".join(text.replace(",", "").split())


def _excel(formula: str) -> str:
    """of:=SUM([.B5:.G5]) as =SUM(B5:G5)."""
    body = formula.partition("=")[2]

    def plain(match: re.Match[str]) -> str:
        sheet = f"'{match[1].strip(chr(39))}'!" if match[1] else ""
        return sheet + re.sub(r":\.", ":", match[2])

    return "=" + _REFERENCE.sub(plain, body).replace(";", ",")
