"""A table of somebody's, a selection in it, and what Excel, WPS, Word and browsers put on the clipboard for it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from html import escape

from app.documents.pasted.grids import Pasted, of_clipboard
from app.documents.read.readers import raw_as
from app.documents.recognise.raw import RawGrid
from app.form.layout import layout
from app.form.schema import Cell, Table
from app.model.figures import digits
from app.model.report import Report


@dataclass(frozen=True)
class Square:
    """A box on the sheet. `cells`: the figures that stand in it; several: it is merged."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """`boxes` in reading order; `stub`: columns of labels; `header`: lines above the first row of figures."""

    boxes: tuple[Square, ...]
    height: int
    width: int
    stub: int
    header: int


@dataclass(frozen=True)
class Selection:
    """What was copied: rows and columns of the sheet. `torn`: boxes left out at the beginning and at the end (browsers)."""

    rows: range
    columns: range
    torn: tuple[int, int] = (0, 0)


def sheet_of(report: Report, table: Table, chance: random.Random, merges: bool, extra: str) -> Sheet:
    """The printed grid, with a column that the form does not have (`extra`: "left", "right" or "") and merged figures."""
    grid = layout(table)
    left = int(extra == "left")
    boxes = [
        Square(
            box.row,
            box.column + left,
            box.rows,
            box.columns,
            _shown(report, box.cell, chance) if box.cell else box.text,
            (box.cell,) if box.cell else (),
        )
        for box in grid.boxes
    ]
    figures = [box for box in boxes if box.cells]
    if merges:
        for _ in range(chance.randint(1, 3)):
            boxes = _merged(boxes, chance)
    stub = min(box.column for box in figures)
    header = min(box.row for box in figures)
    if extra:
        column = 0 if left else grid.columns
        name, words = ("序号", str) if left else ("备注", _remark)
        boxes.append(Square(0, column, max(1, header), 1, name))
        boxes += [
            Square(row, column, 1, 1, words(row) if words is str else _remark(chance))
            for row in range(max(1, header), grid.rows)
        ]
    boxes.sort(key=lambda box: (box.row, box.column))
    return Sheet(tuple(boxes), grid.rows, grid.columns + bool(extra), stub, header)


def _remark(chance: random.Random) -> str:
    return chance.choice(("", "", "", "已核", "2"))


def _shown(report: Report, cell: Cell, chance: random.Random) -> str:
    figure = report.figure(cell)
    if figure is None:
        return ""
    text = digits(figure)
    return f"{int(text):,}" if len(text) > 3 and text.isdigit() and chance.random() < 0.5 else text


def _merged(boxes: list[Square], chance: random.Random) -> list[Square]:
    """Two figures beside or below one another become one box with one of the two figures in it."""
    figures = [box for box in boxes if box.cells]
    one = chance.choice(figures)
    beside = chance.random() < 0.5
    for other in figures:
        across = other.row == one.row and other.rows == one.rows and other.column == one.column + one.columns
        below = other.column == one.column and other.columns == one.columns and other.row == one.row + one.rows
        if across if beside else below:
            whole = Square(
                one.row,
                one.column,
                one.rows + (0 if beside else other.rows),
                one.columns + (other.columns if beside else 0),
                one.text,
                one.cells + other.cells,
            )
            return [whole if box is one else box for box in boxes if box is not other]
    return boxes


def selection_in(sheet: Sheet, chance: random.Random, labels: bool, header: bool, torn: bool) -> Selection:
    first = 0 if header else chance.randrange(sheet.header, sheet.height)
    last = chance.randrange(max(first, sheet.header), sheet.height)
    if labels:
        columns = range(sheet.width)
    else:
        begin = chance.randrange(sheet.stub, sheet.width)
        columns = range(begin, chance.randrange(begin, sheet.width) + 1)
    ends = (chance.randint(0, 4), chance.randint(0, 4)) if torn else (0, 0)
    return Selection(range(first, last + 1), columns, ends)


def _chosen(sheet: Sheet, selection: Selection) -> list[list[Square]]:
    """The boxes that begin in each selected row, from left to right, as far as they are selected."""
    rows = [
        [box for box in sheet.boxes if box.row == row and box.column in selection.columns] for row in selection.rows
    ]
    first, last = selection.torn
    rows[0] = rows[0][min(first, len(rows[0]) - 1) if rows[0] else 0 :]
    if last and len(rows[-1]) > last:
        rows[-1] = rows[-1][: len(rows[-1]) - last]
    return rows


def excel_text(sheet: Sheet, selection: Selection) -> str:
    """Every square of the rectangle; what is merged stands in its first."""
    squares = {(box.row, box.column): box.text for box in sheet.boxes}
    return "".join(
        "\t".join(_quoted(squares.get((row, column), "")) for column in selection.columns) + "\r\n"
        for row in selection.rows
    )


def _quoted(text: str) -> str:
    return f'"{text}"' if "\n" in text else text


def word_text(sheet: Sheet, selection: Selection) -> str:
    """A row's boxes, an empty one where a box from above goes on, nothing for what is merged sideways."""
    lines = []
    for row in selection.rows:
        boxes = [box for box in sheet.boxes if box.row <= row < box.row + box.rows and box.column in selection.columns]
        boxes.sort(key=lambda box: box.column)
        lines.append("\t".join(box.text if box.row == row else "" for box in boxes))
    return "\r\n".join(lines)


def browser_text(sheet: Sheet, selection: Selection) -> str:
    """A row's own boxes and nothing else."""
    return "\n".join("\t".join(box.text for box in row) for row in _chosen(sheet, selection))


def html(sheet: Sheet, selection: Selection, whole: bool) -> str:
    """`whole`: as office programs do it, a box that begins above the selection is cut at its edge; browsers leave it out."""
    chosen = _chosen(sheet, selection)
    lines = []
    for number, own in zip(selection.rows, chosen, strict=True):
        boxes = list(own)
        if whole:
            boxes = [
                box for box in sheet.boxes if _begins(box, selection) and (max(box.row, selection.rows.start) == number)
            ]
            boxes.sort(key=lambda box: box.column)
        cells = []
        for box in boxes:
            row = max(box.row, selection.rows.start)
            column = max(box.column, selection.columns.start) if whole else box.column
            down = min(box.row + box.rows, selection.rows.stop) - row if whole else box.rows
            along = min(box.column + box.columns, selection.columns.stop) - column if whole else box.columns
            text = box.text if not whole or (row, column) == (box.row, box.column) else ""
            span = (f" rowspan={down}" if down > 1 else "") + (f" colspan={along}" if along > 1 else "")
            cells.append(f"<td{span}>{escape(text)}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<html><body><table border=1><tbody>{''.join(lines)}</tbody></table></body></html>"


def _begins(box: Square, selection: Selection) -> bool:
    rows, columns = selection.rows, selection.columns
    return (
        box.row < rows.stop
        and box.row + box.rows > rows.start
        and box.column < columns.stop
        and box.column + box.columns > columns.start
    )


def grids(page: str) -> tuple[RawGrid, ...]:
    items = raw_as("html", page.encode(), "剪贴板").items
    return tuple(item for item in items if isinstance(item, RawGrid))


def pasted(sheet: Sheet, selection: Selection, app: str, flavours: str) -> Pasted:
    """`app`: excel, word or browser; `flavours`: both, text or html."""
    text = {"excel": excel_text, "word": word_text, "browser": browser_text}[app](sheet, selection)
    page = html(sheet, selection, whole=app != "browser") if flavours != "text" else ""
    return of_clipboard(page, text if flavours != "html" else "", grids)


def first_of(sheet: Sheet, selection: Selection) -> tuple[Cell, ...]:
    """The figures in the selection's first box; none when it is a label or cut."""
    boxes = _chosen(sheet, selection)[0]
    return boxes[0].cells if boxes and (boxes[0].column == selection.columns.start or any(selection.torn)) else ()


def cuts(sheet: Sheet, selection: Selection) -> bool:
    """Whether the selection's edge goes through a merged box of figures."""
    rows, columns = selection.rows, selection.columns
    return any(
        len(box.cells) > 1
        and _begins(box, selection)
        and not (
            box.row in rows
            and box.row + box.rows - 1 in rows
            and box.column in columns
            and box.column + box.columns - 1 in columns
        )
        for box in sheet.boxes
    )


def seen(sheet: Sheet, selection: Selection) -> dict[Cell, str | None]:
    """What a person sees selected of each figure; None: it stands in a merged box, whose words are the first one's."""
    found: dict[Cell, str | None] = {}
    for row in _chosen(sheet, replace(selection)):
        for box in row:
            found |= _of_box(box)
    for box in sheet.boxes:
        if len(box.cells) > 1 and _begins(box, selection):
            found |= {cell: words for cell, words in _of_box(box).items() if words is None}
    return found


def _of_box(box: Square) -> dict[Cell, str | None]:
    return {cell: box.text if number == 0 or not box.text else None for number, cell in enumerate(box.cells)}
