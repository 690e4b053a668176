"""An XLSX line by line: what is shown, true dates, merged areas, formulas without a result, what was struck out.

openpyxl's streaming mode gives neither merged areas nor formulas without a result, and its other mode holds the whole sheet.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from lxml import etree

from app.documents.read.formats.sheet.sheet import area_of, column_number, number_of
from app.documents.read.formats.sheet.xlsx_styles import Look, Styles, whole
from app.documents.read.lines.numbers import format_of
from app.documents.read.unpack import parse
from app.model.files import FileProblem
from app.model.sheet import NO_RESULT, STRUCK, Line, Sheet, Square

MOST_UNPACKED = 400 * 1024 * 1024  # bytes of one sheet; 100,000 lines of a wide ledger take 100 MB
MOST_WORDS = 40_000_000  # characters of the words that sheets share
MOST_COLUMNS = 120
MOST_MERGES = 20_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_LETTERS = re.compile("[A-Z]{1,3}")
_ID = re.compile(r"\}id$")


def xlsx_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of the XLSX called `name` in their order; FileProblem when it is broken, locked or far too large."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise _damaged(name) from error
    yield from _Book(package, name).sheets()


def _damaged(name: str) -> FileProblem:
    return FileProblem(f"“{name}”不完整或已损坏，没有读。请重新复制一份，或用 Excel、WPS 打开后另存为 .xlsx 再试。")


class _Book:
    """One open package; what all its sheets share is read when it is first needed."""

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        self._package, self._name = package, name

    def sheets(self) -> Iterator[Sheet]:
        book = self._tree("xl/workbook.xml")
        if book is None:
            raise _damaged(self._name)
        properties = _child(book, "workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        paths = self._relations()
        for sheet in _below(book, "sheets", "sheet"):
            key = next((value for attribute, value in sheet.attrib.items() if _ID.search(str(attribute))), "")
            path = paths.get(str(key))
            if path is not None:
                hidden = sheet.get("state", "visible") != "visible"
                yield Sheet(sheet.get("name", ""), self._lines(path), hidden)

    def _relations(self) -> dict[str, str]:
        """Id -> path of each worksheet."""
        tree = self._tree("xl/_rels/workbook.xml.rels")
        paths: dict[str, str] = {}
        for each in tree if tree is not None else ():
            target = str(each.get("Target", ""))
            if str(each.get("Type", "")).endswith("/worksheet"):
                paths[str(each.get("Id"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return paths

    def _open(self, path: str) -> io.BufferedReader | None:
        """A part as a stream; None when there is none. FileProblem when it is locked, too large or declares entities."""
        try:
            part = self._package.getinfo(path)
        except KeyError:
            return None
        if part.flag_bits & 1:
            raise FileProblem(f"“{self._name}”有打开密码，没有读。请用 Excel、WPS 去掉密码后另存，再试。")
        if part.file_size > MOST_UNPACKED:
            raise FileProblem(f"“{self._name}”解开后太大，没有读。请删去用不到的工作表和空行，另存后再试。")
        try:
            stream = io.BufferedReader(self._package.open(part), 1 << 16)  # type: ignore[arg-type]
            head = stream.peek(4096)[:4096]
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise _damaged(self._name) from error
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise FileProblem(
                f"“{self._name}”里有正常表格不会有的内容（XML 实体），为安全起见没有读。请用 Excel、WPS 打开后另存。"
            )
        return stream

    def _events(self, path: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of these names, each when it is whole; what was read is let go."""
        stream = self._open(path)
        if stream is None:
            return
        names = [space + tag for tag in tags for space in (_MAIN, _STRICT)]
        try:
            for _, element in etree.iterparse(
                stream, tag=names, resolve_entities=False, no_network=True, load_dtd=False
            ):
                yield element
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
            raise _damaged(self._name) from error

    def _tree(self, path: str) -> etree._Element | None:
        stream = self._open(path)
        if stream is None:
            return None
        try:
            return etree.parse(stream, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
        except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
            raise _damaged(self._name) from error

    @cached_property
    def _words(self) -> list[tuple[str, bool]]:
        """The shared strings, each with whether all of it is struck out."""
        words: list[tuple[str, bool]] = []
        size = 0
        for item in self._events("xl/sharedStrings.xml", "si"):
            words.append(_rich(item))
            size += len(words[-1][0])
            if size > MOST_WORDS:
                raise FileProblem(f"“{self._name}”里的文字太多，没有读。请删去用不到的工作表，另存后再试。")
        return words

    @cached_property
    def _styles(self) -> Styles:
        """None of it is needed to read the rest."""
        with contextlib.suppress(FileProblem):
            if (stream := self._open("xl/styles.xml")) is not None:
                return Styles(parse(stream.read(), self._name))
        return Styles(None)

    def _lines(self, path: str) -> Iterator[Line]:
        merged = _Merges(self._merges(path))
        number = 0
        for row in self._events(path, "row"):
            number = whole(row.get("r"), number + 1)
            squares: dict[int, Square] = {}
            column = -1
            for cell in row:
                letters = _LETTERS.match(cell.get("r") or "")
                column = column_number(letters[0]) if letters else column + 1
                if column < MOST_COLUMNS and (square := self._square(cell)) is not None:
                    squares[column] = square
            merged.fill(number, squares)
            if squares:
                yield Line(number, squares, row.get("hidden") in ("1", "true"))

    def _merges(self, path: str) -> Iterator[tuple[int, int, int, int]]:
        """(first row, last row, first column, last column) of every merged area; they stand behind the lines."""
        stream = self._open(path)
        if stream is None:
            return
        left = b""
        found = 0
        try:
            while piece := stream.read(1 << 20):
                left = left[-200:] + piece
                at = 0
                for match in re.finditer(rb'<(?:\w+:)?mergeCell\b[^>]*?ref="([A-Z0-9:]+)"[^>]*>', left):
                    at = match.end()
                    area = area_of(match[1].decode("ascii"))
                    if area is not None and found < MOST_MERGES:
                        found += 1
                        yield area.row + 1, area.row + area.rows, area.column, area.column + area.columns - 1
                left = left[at:]
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
            raise _damaged(self._name) from error

    def _square(self, cell: etree._Element) -> Square | None:
        kind = cell.get("t", "n")
        value, formula, inline = _child(cell, "v"), _child(cell, "f"), _child(cell, "is")
        text = (value.text or "") if value is not None else ""
        look = self._styles.look(cell.get("s"))
        struck = look.struck
        if not text and inline is None:
            return Square("", doubt=NO_RESULT) if formula is not None and kind in ("n", "e") else None
        if kind == "s":
            at = whole(text, len(self._words))
            text, all_struck = self._words[at] if at < len(self._words) else ("", False)
            struck = struck or all_struck
        elif kind == "inlineStr" and inline is not None:
            text, all_struck = _rich(inline)
            struck = struck or all_struck
        if not text.strip():
            return None
        if struck:
            return Square(text, doubt=STRUCK)
        if kind == "e":
            return Square(text, doubt=f"单元格里是 {text}")
        if kind == "b":
            return Square("是" if text in ("1", "true") else "否")
        if kind == "d":
            return _iso(text)
        return self._number(text, look) if kind == "n" else Square(text)

    def _number(self, text: str, look: Look) -> Square:
        value = number_of(text)
        return format_of(look.form).shown(value, self._from_1904) if isinstance(value, Decimal) else Square(text)


def _iso(text: str) -> Square:
    try:
        return Square(text[:10], datetime.date.fromisoformat(text[:10]))
    except ValueError:
        return Square(text)


class _Merges:
    """Puts what stands in the first square of a merged area into all its squares, line after line."""

    def __init__(self, areas: Iterator[tuple[int, int, int, int]]) -> None:
        self._by_row: dict[int, list[tuple[int, int, int]]] = {}
        for first, last, left, right in areas:
            self._by_row.setdefault(first, []).append((last, left, min(right, MOST_COLUMNS - 1)))
        self._running: list[tuple[int, int, int, Square]] = []

    def fill(self, number: int, squares: dict[int, Square]) -> None:
        self._running = [each for each in self._running if each[0] >= number]
        for _, left, right, square in self._running:
            for column in range(left, right + 1):
                squares.setdefault(column, square)
        for last, left, right in self._by_row.get(number, ()):
            if (square := squares.get(left)) is not None:
                self._running.append((last, left, right, square))
                for column in range(left, right + 1):
                    squares.setdefault(column, square)


def _child(element: etree._Element, tag: str) -> etree._Element | None:
    for each in element:
        if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == tag:
            return each
    return None


def _below(element: etree._Element, outer: str, inner: str) -> Iterator[etree._Element]:
    container = _child(element, outer)
    for each in container if container is not None else ():
        if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == inner:
            yield each


def _struck(font: etree._Element | None) -> bool:
    strike = _child(font, "strike") if font is not None else None
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _rich(item: etree._Element) -> tuple[str, bool]:
    """The words of a shared or inline string without their reading aids and struck-out runs; True when all was struck out."""
    whole: list[str] = []
    kept: list[str] = []
    for each in item:
        tag = each.tag.rpartition("}")[2] if isinstance(each.tag, str) else ""
        words = each.text or "" if tag == "t" else "".join(t.text or "" for t in each if str(t.tag).endswith("}t"))
        if tag in ("t", "r"):
            whole.append(words)
            if tag == "t" or not _struck(_child(each, "rPr")):
                kept.append(words)
    text = "".join(kept)
    return (text, False) if text.strip() or not "".join(whole).strip() else ("".join(whole), True)
