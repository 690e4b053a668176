"""What a person should look at after a report of others was read: doubts first, then what was not found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.documents.recognise.figures import BLANK_NOTE
from app.documents.recognise.report import Imported
from app.form.schema import Cell, Edition, Table

_TEXTS = {"title": "标题", "preface": "前言", "organ": "单位"}
_BLANK_SAYS = "原文这里是空白，不是 0，已照样留空。"


@dataclass(frozen=True)
class Stop:
    """One place. `cells`: the figures to decide; `taken`: what was read there; `at`: where to lead, None for a text."""

    name: str
    says: str
    doubt: bool
    cells: tuple[Cell, ...] = ()
    taken: str = ""
    at: Cell | None = None

    @property
    def kind(self) -> str:
        """What it is called where the places are counted; the count of 存疑 is of figures only."""
        return "未读到" if not self.doubt else "存疑" if self.cells else "要看"


def doubtful_cells(imported: Imported) -> frozenset[Cell]:
    """The figures that were read, or left out, with a doubt of their own."""
    return frozenset(Cell.parse(doubt.where) for doubt in imported.doubts if doubt.where.count("/") == 2)


def stops(imported: Imported) -> list[Stop]:
    """In the order they should be looked at; blanks and missing figures of one row are one stop, a whole table too."""
    form = imported.report.form
    doubts = list(_doubts(imported, form))
    told = {cell for stop in doubts for cell in stop.cells}
    missing = [cell for cell in imported.missing if cell not in told]
    return [*doubts, *_missing(missing, form)]


def _doubts(imported: Imported, form: Edition) -> Iterator[Stop]:
    missing = set(imported.missing)
    blank: dict[tuple[str, str], list[Cell]] = {}
    for doubt in imported.doubts:
        if doubt.where.count("/") == 2 and doubt.note == BLANK_NOTE:
            cell = Cell.parse(doubt.where)
            blank.setdefault((cell.table, cell.row), []).append(cell)
    for doubt in imported.doubts:
        said = doubt.note.rstrip("。") + "。"
        if doubt.found and f"“{doubt.found}”" not in said and doubt.note != BLANK_NOTE:
            said = f"原文：“{doubt.found}”。{said}"
        if doubt.where.count("/") == 2:
            cell = Cell.parse(doubt.where)
            if doubt.note != BLANK_NOTE:
                yield Stop(form.name(cell), said, True, (cell,), doubt.read_as or "")
            elif blank.get((cell.table, cell.row)):
                cells = tuple(blank.pop((cell.table, cell.row)))
                name = form.name(cells[0]) if len(cells) == 1 else _row_name(form.table(cell.table), cell.row)
                yield Stop(name, _BLANK_SAYS, True, cells)
        elif doubt.where.count("/") == 1:
            table, row = doubt.where.split("/")
            cells = tuple(cell for cell in form.table(table).cells if cell.row == row and cell in missing)
            yield Stop(_row_name(form.table(table), row), said, True, cells, at=_first(form, table, row))
        elif doubt.where in (table.key for table in form.tables):
            cells = tuple(cell for cell in form.table(doubt.where).cells if cell in missing)
            yield Stop(form.table(doubt.where).title, said, True, cells, at=form.table(doubt.where).cells[0])
        else:
            yield Stop(_text_name(doubt.where, form), said, True, (), doubt.read_as or "")


def _missing(cells: Iterable[Cell], form: Edition) -> Iterator[Stop]:
    rows: dict[str, dict[str, list[Cell]]] = {}
    for cell in cells:
        rows.setdefault(cell.table, {}).setdefault(cell.row, []).append(cell)
    for key, by_row in rows.items():
        table = form.table(key)
        if sum(map(len, by_row.values())) == len(table.cells):
            yield Stop(table.title, f"整张表的 {len(table.cells)} 格都没有读到，先留空。", False, table.cells)
            continue
        for row, each in by_row.items():
            whole = len(each) == len(table.columns_of(row))
            name = form.name(each[0]) if len(each) == 1 else _row_name(table, row)
            says = (
                f"{'这一行' if whole else '这一行有'} {len(each)} 格没有读到，先留空。"
                if len(each) > 1
                else "这一格没有读到，先留空。"
            )
            yield Stop(name, says, False, tuple(each))


def _first(form: Edition, table: str, row: str) -> Cell | None:
    return next((cell for cell in form.table(table).cells if cell.row == row), None)


def _row_name(table: Table, row: str) -> str:
    return f"{table.short} {table.row_name(row)}"


def _text_name(where: str, form: Edition) -> str:
    if where in _TEXTS:
        return _TEXTS[where]
    named = {n.key: n.title for part in form.parts for n in part.narratives}
    return named.get(where, "整份文件")
