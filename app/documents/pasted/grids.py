"""The clipboard's two flavours as grids: plain text as Excel, WPS, Word and browsers write it, and the tables of its HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from app.documents.recognise.raw import MOST_COLUMNS, MOST_ROWS, RawGrid, grid
from app.model.files import FileProblem

MOST_CHARACTERS = 1_000_000
"""Of what is pasted into a table; the largest table of the form has some 2,000."""

_PLAIN = re.compile(r"[^\t\n]*")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_DIGITS = re.compile(r"\d+")


class Pasted(NamedTuple):
    """What is to be laid. `placed`: boxes that cover several squares are known as such. `ours`: copied out of one of our tables.

    `doubt`: why a person should look, whatever it holds.
    """

    grids: tuple[RawGrid, ...]
    placed: bool = False
    ours: bool = False
    doubt: str = ""


def rows_of(text: str) -> list[list[str]]:
    """Lines of tab-separated boxes; a quoted box may hold tabs, line breaks and doubled quotes. The last line end is no line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at) if text.startswith('"', at) else None
        if quoted:
            box, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            assert plain
            box, at = plain[0], plain.end()
        rows[-1].append(box)
        if text[at : at + 1] == "\n":
            rows.append([])
        at += 1
    return rows


def of_text(text: str, ours: bool = False) -> Pasted:
    """The plain text flavour: every box is a square, as far as one can tell."""
    rows = rows_of(text)
    large = len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS
    return Pasted((grid([[(box, 1, 1) for box in row] for row in rows]),), ours=ours, doubt=_LARGE if large else "")


_MERGES = re.compile(r"(?:row|col)span\s*=\s*[\"']?\s*(?!1\D)\d", re.IGNORECASE)
_UNREAD = "剪贴板里的表有合并的格，或读不出来，这里按纯文字填入，请看一看列有没有错开。"
_LARGE = "剪贴板里的内容太大，不像是一张表，只看了前面的一部分。"
_OTHERWISE = "剪贴板里同一张表有网页和纯文字两种格式，两种里的数不一样；这里按网页格式。"


def of_clipboard(html: str, text: str, read: Callable[[str], Sequence[RawGrid]]) -> Pasted:
    """The better of the two flavours: HTML, where there are tables in it. `read` may raise FileProblem."""
    if "<t" not in html.lower():
        return of_text(text)
    try:
        tables = read(html)
    except FileProblem:
        return of_text(text)._replace(doubt=_UNREAD) if text.strip() else Pasted((), doubt=_UNREAD)
    if tables:
        return of_html(tables, text)
    if not text.strip():
        return Pasted((), doubt=_UNREAD)
    plain = of_text(text)
    return plain._replace(doubt=plain.doubt or _UNREAD) if _MERGES.search(html) else plain


def of_html(grids: Sequence[RawGrid], text: str) -> Pasted:
    """The tables of the HTML flavour, which tell what is merged; `text`: the plain one, which must say the same figures."""
    read = [digits for each in grids for cell in each.cells for digits in _DIGITS.findall(cell.text)]
    same = not text.strip() or read == list(_numbers_in(text))
    return Pasted(tuple(grids), placed=True, doubt="" if same else _OTHERWISE)


def _numbers_in(text: str) -> Iterator[str]:
    for row in rows_of(text):
        for box in row:
            yield from _DIGITS.findall(box)
