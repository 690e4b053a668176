"""A CSV or text table line by line: UTF-8 or GB18030, commas or tabs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import PurePath

from app.documents.read.encodings import decode
from app.documents.read.formats.sheet.separated import rows_of
from app.model.files import FileProblem
from app.model.sheet import Line, Sheet, Square

_SEPARATORS = (",", "\t", ";", "，", "|")


def text_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """The one sheet of the text called `name`; FileProblem when it is no text."""
    text, _ = decode(data, name)
    yield Sheet(PurePath(name).stem, _lines(text, name))


def _lines(text: str, name: str) -> Iterator[Line]:
    head = "\n".join(text.splitlines()[:40])
    separator = max(_SEPARATORS, key=head.count)
    try:
        for number, row in enumerate(rows_of(text, separator), 1):
            squares = {column: Square(words) for column, words in enumerate(row) if words.strip()}
            if squares:
                yield Line(number, squares)
    except csv.Error as error:
        raise FileProblem(f"“{name}”不是能读的文本表格，没有读。请用 Excel、WPS 打开后另存为 .xlsx，再试。") from error
